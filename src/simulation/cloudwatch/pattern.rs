//! The patterns of metric filters. [CWL UG: Filter pattern syntax]
//!
//! Modelled are terms and quoted phrases, those with - and with ?, and
//! patterns for JSON lines. Patterns with regular expressions and those for
//! columns are not, and are refused with that reason.

use serde_json::Value;

/// A pattern that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Every line.
    All,
    /// Words.
    Terms(Terms),
    /// Conditions on the fields of a JSON line.
    Json(Test),
}

/// What a line of text must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// All of these.
    pub all: Vec<String>,
    /// None of these.
    pub none: Vec<String>,
    /// One of these, if there are any.
    pub any: Vec<String>,
}

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

impl Pattern {
    /// Reads a pattern, or says why it cannot.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.chars().count() > 1_024 {
            return Err("The pattern has more than 1024 characters.".to_owned());
        }
        if text.is_empty() {
            return Ok(Self::All);
        }
        if text.starts_with('[') {
            return Err("Patterns for columns, in [ ], are not modelled.".to_owned());
        }
        if text.contains('%') {
            return Err("Regular expressions, between two %, are not modelled.".to_owned());
        }
        if let Some(inner) = text.strip_prefix('{') {
            let inner = inner
                .strip_suffix('}')
                .ok_or("The } at the end is missing.")?;
            let mut reader = Reader {
                rest: inner,
                depth: 0,
            };
            let test = reader.or()?;
            reader.space();
            return match reader.rest {
                "" => Ok(Self::Json(test)),
                rest => Err(format!(
                    "“{}” stands where the pattern could end.",
                    first(rest)
                )),
            };
        }
        terms(text)
    }

    /// Whether a line matches.
    pub fn matches(&self, line: &str) -> bool {
        match self {
            Self::All => true,
            Self::Terms(terms) => terms.match_line(line),
            Self::Json(test) => serde_json::from_str(line).is_ok_and(|it| test.holds(&it)),
        }
    }
}

/// The number in a field of a JSON line, such as $.bytes.
pub(super) fn number_at(path: &[Step], line: &str) -> Option<f64> {
    let line: Value = serde_json::from_str(line).ok()?;
    let mut found = Vec::new();
    find(&line, path, &mut found);
    found.first()?.as_f64()
}

/// Reads `$.a.b[0]`.
pub(super) fn path(text: &str) -> Result<Vec<Step>, String> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let path = reader.path()?;
    match reader.rest.trim() {
        "" => Ok(path),
        rest => Err(format!("“{rest}” stands behind the field.")),
    }
}

fn terms(text: &str) -> Result<Pattern, String> {
    let mut terms = Terms::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (list, after) = match rest.chars().next() {
            Some('?') => (&mut terms.any, &rest[1..]),
            Some('-') => (&mut terms.none, &rest[1..]),
            _ => (&mut terms.all, rest),
        };
        let (term, behind) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (term, behind) = quoted.split_once('"').ok_or("A \" is missing.")?;
                (term, behind)
            }
            None => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                after.split_at(end)
            }
        };
        if term.is_empty() {
            return Err("A term is empty.".to_owned());
        }
        list.push(term.to_owned());
        rest = behind.trim_start();
    }
    Ok(Pattern::Terms(terms))
}

impl Terms {
    fn match_line(&self, line: &str) -> bool {
        let holds = |term: &String| has_word(line, term);
        self.all.iter().all(holds)
            && !self.none.iter().any(holds)
            && (self.any.is_empty() || self.any.iter().any(holds))
    }
}

/// Whether a line holds a term that no letter or digit lengthens (assumption
/// `whole-terms`).
fn has_word(line: &str, term: &str) -> bool {
    let mut places = line.match_indices(term);
    places.any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + term.len()..].chars().next();
        let (begins, ends) = (term.chars().next(), term.chars().next_back());
        let joins = |one: Option<char>, other: Option<char>| {
            one.zip(other)
                .is_some_and(|(one, other)| one.is_alphanumeric() && other.is_alphanumeric())
        };
        !joins(before, begins) && !joins(ends, after)
    })
}

impl Test {
    fn holds(&self, line: &Value) -> bool {
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
    /// Whether a field that is there is as asked.
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

fn first(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or(text)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn or(&mut self) -> Result<Test, String> {
        self.depth += 1;
        if self.depth > 32 {
            return Err("The pattern is nested too deep.".to_owned());
        }
        let mut test = self.and()?;
        while self.takes("||") {
            test = Test::Or(Box::new(test), Box::new(self.and()?));
        }
        self.depth -= 1;
        Ok(test)
    }

    fn and(&mut self) -> Result<Test, String> {
        let mut test = self.one()?;
        while self.takes("&&") {
            test = Test::And(Box::new(test), Box::new(self.one()?));
        }
        Ok(test)
    }

    fn one(&mut self) -> Result<Test, String> {
        if self.takes("(") {
            let inner = self.or()?;
            return match self.takes(")") {
                true => Ok(inner),
                false => Err("A ) is missing.".to_owned()),
            };
        }
        let path = self.path()?;
        Ok(Test::Field(path, self.ask()?))
    }

    fn path(&mut self) -> Result<Vec<Step>, String> {
        if !self.takes("$") {
            return Err("A field begins with $, as in $.eventName.".to_owned());
        }
        let mut path = Vec::new();
        loop {
            if let Some(rest) = self.rest.strip_prefix('.') {
                let inside = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | ':');
                let end = rest.find(|it| !inside(it)).unwrap_or(rest.len());
                let (name, behind) = rest.split_at(end);
                if name.is_empty() {
                    return Err("The name of a field is missing behind the dot.".to_owned());
                }
                path.push(Step::Name(name.to_owned()));
                self.rest = behind;
            } else if let Some(rest) = self.rest.strip_prefix('[') {
                let (inside, behind) = rest.split_once(']').ok_or("A ] is missing.")?;
                let inside = inside.trim();
                let name = inside
                    .strip_prefix(['\'', '"'])
                    .and_then(|it| it.strip_suffix(['\'', '"']));
                path.push(match (inside, name) {
                    ("*", _) => Step::Any,
                    (_, Some(name)) => Step::Name(name.to_owned()),
                    (number, _) => Step::Index(
                        number
                            .parse()
                            .map_err(|_| format!("“{number}” is no place in a list."))?,
                    ),
                });
                self.rest = behind;
            } else {
                return Ok(path);
            }
        }
    }

    fn ask(&mut self) -> Result<Ask, String> {
        self.space();
        for (words, ask) in [
            ("NOT EXISTS", Ask::NotExists),
            ("EXISTS", Ask::Exists),
            ("IS NULL", Ask::Null),
            ("IS TRUE", Ask::Truth(true)),
            ("IS FALSE", Ask::Truth(false)),
        ] {
            if self.takes(words) {
                return Ok(ask);
            }
        }
        for (sign, order) in [
            ("!=", Order::NotEqual),
            (">=", Order::GreaterOrEqual),
            ("<=", Order::LessOrEqual),
            ("=", Order::Equal),
            (">", Order::Greater),
            ("<", Order::Less),
        ] {
            if self.takes(sign) {
                return self.value(order);
            }
        }
        Err(format!(
            "“{}” is no comparison such as =.",
            first(self.rest)
        ))
    }

    fn value(&mut self, order: Order) -> Result<Ask, String> {
        self.space();
        let text = match self.rest.strip_prefix('"') {
            Some(quoted) => {
                let (text, behind) = quoted.split_once('"').ok_or("A \" is missing.")?;
                self.rest = behind;
                text
            }
            None => {
                let stops = |it: char| it.is_whitespace() || matches!(it, ')' | '&' | '|');
                let end = self.rest.find(stops).unwrap_or(self.rest.len());
                let (text, behind) = self.rest.split_at(end);
                self.rest = behind;
                if let Some(number) = text.parse().ok().filter(|it: &f64| it.is_finite()) {
                    return Ok(Ask::Number(order, number));
                }
                text
            }
        };
        match order {
            _ if text.is_empty() => Err("A value is missing behind the comparison.".to_owned()),
            Order::Equal => Ok(Ask::Is(text.to_owned())),
            Order::NotEqual => Ok(Ask::IsNot(text.to_owned())),
            _ => Err(format!(
                "“{text}” is no number, and only numbers are more or less."
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, line: &str) -> bool {
        Pattern::parse(pattern).expect(pattern).matches(line)
    }

    #[test]
    fn terms_are_words_in_any_order() {
        assert!(matches("", "anything"));
        assert!(matches("ERROR", "[ERROR 400] BAD REQUEST"));
        assert!(!matches("ERROR", "error"));
        assert!(!matches("ERROR", "ERRORS"));
        assert!(matches("ERROR REQUEST", "BAD REQUEST: ERROR"));
        assert!(!matches("ERROR ARGUMENTS", "ERROR 400"));
        assert!(matches("\"BAD REQUEST\"", "ERROR: BAD REQUEST"));
        assert!(!matches("\"BAD REQUEST\"", "REQUEST BAD"));
        assert!(matches("ERROR -EXITING", "ERROR 1"));
        assert!(!matches("ERROR -EXITING", "ERROR EXITING"));
        assert!(matches("?ERROR ?WARN", "a WARN"));
        assert!(!matches("?ERROR ?WARN", "an INFO"));
    }

    #[test]
    fn json_fields_are_compared() {
        let line = r#"{"eventName":"StopLogging","sourceIPAddress":"123.123.0.1","n":12,"user":{"id":1,"mfa":false},"list":[{"arn":"a"},{"arn":"b"}],"none":null}"#;
        for (pattern, wanted) in [
            (r#"{ $.eventName = "StopLogging" }"#, true),
            (r"{ $.eventName = StopLogging }", true),
            (r#"{ $.eventName = "StartLogging" }"#, false),
            (r#"{ $.eventName != "StartLogging" }"#, true),
            (
                r#"{ ($.eventName = "StopLogging") || ($.eventName = "DeleteTrail") }"#,
                true,
            ),
            (r#"{ ($.eventName = "StopLogging") && ($.n > 12) }"#, false),
            (r"{ $.n >= 12 && $.n < 13 }", true),
            (r#"{ $.sourceIPAddress = "123.123.*" }"#, true),
            (r#"{ $.sourceIPAddress = "*.123.*.1" }"#, true),
            (r#"{ $.sourceIPAddress != "123.123.*" }"#, false),
            (r"{ $.user.id = 1 }", true),
            (r"{ $.user.mfa IS FALSE }", true),
            (r"{ $.user.mfa IS TRUE }", false),
            (r#"{ $.list[1].arn = "b" }"#, true),
            (r#"{ $.list[*].arn = "a" }"#, true),
            (r#"{ $.list[2].arn = "b" }"#, false),
            (r"{ $.none IS NULL }", true),
            (r"{ $.errorCode NOT EXISTS }", true),
            (r"{ $.eventName NOT EXISTS }", false),
            (r#"{ $.errorCode != "x" }"#, false),
        ] {
            assert_eq!(matches(pattern, line), wanted, "{pattern}");
        }
        assert!(!matches(
            r#"{ $.eventName = "StopLogging" }"#,
            "no JSON: StopLogging"
        ));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for pattern in [
            "[ip, user]",
            "%AUTH.*%",
            "{ $.a = 1",
            "{ eventName = 1 }",
            "{ $.a }",
            "{ $.a > word }",
            "\"open",
            "{ ($.a = 1 }",
            "{ $. = 1 }",
            "{ $.a[x] = 1 }",
            "{ $.a = 1 $.b = 2 }",
        ] {
            let why = Pattern::parse(pattern).expect_err(pattern);
            assert!(why.ends_with('.'), "{why}");
        }
        assert!(Pattern::parse(&format!("{{ {}", "(".repeat(900))).is_err());
        assert!(Pattern::parse(&format!("{{ {} }}", "(".repeat(900))).is_err());
    }
}
