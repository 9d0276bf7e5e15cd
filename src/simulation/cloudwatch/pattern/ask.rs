//! What is asked of the fields of a JSON line.

use serde_json::Value;

/// A condition on a JSON line.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Both.
    And(Box<Self>, Box<Self>),
    /// At least one.
    Or(Box<Self>, Box<Self>),
    /// A field, and what is asked of it.
    Field(Vec<Step>, Ask),
}

/// A step into a JSON line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The field of this name.
    Name(String),
    /// The element at this place.
    Index(usize),
    /// Any element.
    Any,
}

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// That it is this text; * stands for anything.
    Is(String),
    /// That it is another.
    IsNot(String),
    /// That it is on this side of a number.
    Number(Order, f64),
    /// That it is null.
    Null,
    /// That it is there.
    Exists,
    /// That it is not there.
    NotExists,
    /// That it is true, or false.
    Truth(bool),
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

/// The number in a field of a JSON line, such as $.bytes.
pub(crate) fn number_at(path: &[Step], line: &str) -> Option<f64> {
    let line: Value = serde_json::from_str(line).ok()?;
    let mut found = Vec::new();
    find(&line, path, &mut found);
    found.first()?.as_f64()
}

impl Test {
    /// Whether a line is as it says.
    pub fn holds(&self, line: &Value) -> bool {
        match self {
            Self::And(one, other) => one.holds(line) && other.holds(line),
            Self::Or(one, other) => one.holds(line) || other.holds(line),
            Self::Field(path, ask) => {
                let mut found = Vec::new();
                find(line, path, &mut found);
                match ask {
                    Ask::NotExists => found.is_empty(),
                    Ask::Exists => !found.is_empty(),
                    _ => found.iter().any(|it| ask.holds(it)),
                }
            }
        }
    }
}

impl Ask {
    /// Whether a field that is there is as asked. One that is not there is
    /// never so (assumption `missing-field`).
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Is(text) => plain(value).is_some_and(|it| fits(text, &it)),
            Self::IsNot(text) => plain(value).is_some_and(|it| !fits(text, &it)),
            Self::Number(order, number) => {
                let typed = value.as_str().and_then(|it| it.parse().ok());
                value
                    .as_f64()
                    .or(typed)
                    .is_some_and(|it| order.holds(it, *number))
            }
            Self::Null => value.is_null(),
            Self::Exists => true,
            Self::NotExists => false,
            Self::Truth(truth) => value.as_bool() == Some(*truth),
        }
    }
}

impl Order {
    #[expect(clippy::float_cmp, reason = "what the pattern asks")]
    fn holds(self, one: f64, other: f64) -> bool {
        match self {
            Self::Equal => one == other,
            Self::NotEqual => one != other,
            Self::Greater => one > other,
            Self::GreaterOrEqual => one >= other,
            Self::Less => one < other,
            Self::LessOrEqual => one <= other,
        }
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(it) => Some(it.clone()),
        Value::Number(it) => Some(it.to_string()),
        Value::Bool(it) => Some(it.to_string()),
        _ => None,
    }
}

/// Whether a text is as wanted, where * stands for anything.
fn fits(wanted: &str, text: &str) -> bool {
    let mut parts = wanted.split('*');
    let start = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(end) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(end)
}

fn find<'a>(value: &'a Value, path: &[Step], found: &mut Vec<&'a Value>) {
    let Some((step, rest)) = path.split_first() else {
        found.push(value);
        return;
    };
    match step {
        Step::Name(name) => {
            if let Some(inner) = value.get(name) {
                find(inner, rest, found);
            }
        }
        Step::Index(index) => {
            if let Some(inner) = value.get(*index) {
                find(inner, rest, found);
            }
        }
        Step::Any => {
            for inner in value.as_array().into_iter().flatten() {
                find(inner, rest, found);
            }
        }
    }
}
