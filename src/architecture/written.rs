//! Values as they stand in files: written as JSON, and read back or refused
//! with the place of what is wrong, in the words of people who write files.
//!
//! Reading works on finished JSON, one small function for each type, and not
//! through a general framework: the page has to carry every line of it.

use std::fmt;

use serde_json::{Map, Value};

use super::id::ResourceId;
use super::value_type::{Choice, Member, Variant};

/// A type whose values stand in files.
pub trait Written: Sized + PartialEq {
    /// Reads a value.
    fn read(value: &Value) -> Result<Self, Misread>;

    /// The value as JSON.
    fn write(&self) -> Value;

    /// What it means when it may be left out and is; nothing where the
    /// declaration has to say. What is empty is left out when it is written,
    /// and an empty value is null, an empty text or an empty list.
    fn empty() -> Option<Self> {
        None
    }
}

/// Why a value could not be read, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The way to it, such as "row 2, `number`"; empty for the value itself.
    place: String,
    why: String,
}

impl Misread {
    /// What is wrong.
    pub fn new(why: impl Into<String>) -> Self {
        Self {
            place: String::new(),
            why: why.into(),
        }
    }

    /// Something else was expected.
    pub fn expected(what: &str, found: &Value) -> Self {
        let found = match found {
            Value::Null => "null".to_owned(),
            Value::Bool(flag) => format!("boolean `{flag}`"),
            Value::Number(number) if number.is_f64() => format!("floating point `{number}`"),
            Value::Number(number) => format!("integer `{number}`"),
            Value::String(text) => format!("string {text:?}"),
            Value::Array(_) => "list".to_owned(),
            Value::Object(_) => "object".to_owned(),
        };
        Self::new(format!("invalid type: {found}, expected {what}"))
    }

    /// It is further in: in a member, in a row.
    pub fn within(mut self, step: &str) -> Self {
        self.place = match self.place.is_empty() {
            true => step.to_owned(),
            false => format!("{step}, {}", self.place),
        };
        self
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.why)
    }
}

/// A text.
pub fn text(value: &Value) -> Result<&str, Misread> {
    value
        .as_str()
        .ok_or_else(|| Misread::expected("a string", value))
}

/// A whole number from `min` to `max`, which `what` says in words.
fn whole(value: &Value, (min, max): (i64, i64), what: &str) -> Result<i64, Misread> {
    match value {
        Value::Number(number) if !number.is_f64() => number
            .as_i64()
            .filter(|number| (min..=max).contains(number))
            .ok_or_else(|| {
                Misread::new(format!(
                    "invalid value: integer `{number}`, expected {what}"
                ))
            }),
        other => Err(Misread::expected(what, other)),
    }
}

/// Which of some values a text is.
pub fn one_of(value: &Value, choices: &[Choice]) -> Result<usize, Misread> {
    let text = text(value)?;
    let place = choices.iter().position(|choice| choice.value == text);
    place.ok_or_else(|| unknown("variant", text, choices.iter().map(|choice| choice.value)))
}

/// Calls `read` with every item of a list, in order.
pub fn list(
    value: &Value,
    read: &mut dyn FnMut(&Value) -> Result<(), Misread>,
) -> Result<(), Misread> {
    let Value::Array(items) = value else {
        return Err(Misread::expected("a list", value));
    };
    for (index, item) in items.iter().enumerate() {
        read(item).map_err(|why| why.within(&format!("row {}", index + 1)))?;
    }
    Ok(())
}

/// The members of an object that has none but these.
pub fn object<'v>(value: &'v Value, members: &[Member]) -> Result<&'v Map<String, Value>, Misread> {
    let Value::Object(object) = value else {
        return Err(Misread::expected("an object", value));
    };
    let known = |key: &&String| members.iter().any(|member| member.key == **key);
    match object.keys().find(|key| !known(key)) {
        None => Ok(object),
        Some(key) => Err(unknown("field", key, members.iter().map(|it| it.key))),
    }
}

/// One member of an object; `absent` is what it means when it may be left out
/// and is, for types that have no empty value.
pub fn member<T: Written>(
    object: &Map<String, Value>,
    member: &Member,
    absent: fn() -> T,
) -> Result<T, Misread> {
    match object.get(member.key) {
        Some(value) => T::read(value).map_err(|why| why.within(&format!("`{}`", member.key))),
        None if member.required => Err(Misread::new(format!("there is no `{}`", member.key))),
        None => Ok(T::empty().unwrap_or_else(absent)),
    }
}

/// Writes one member of an object, unless it is left out.
pub fn put(object: &mut Map<String, Value>, member: &Member, value: Value) {
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    if member.required || !empty {
        object.insert(member.key.to_owned(), value);
    }
}

/// An object with exactly one of several members: which, and its value.
pub fn either<'v>(value: &'v Value, variants: &[Variant]) -> Result<(usize, &'v Value), Misread> {
    let object = value.as_object().filter(|it| it.len() == 1);
    let Some((key, inner)) = object.and_then(|it| it.iter().next()) else {
        return Err(Misread::expected(
            "an object with exactly one member",
            value,
        ));
    };
    match variants.iter().position(|variant| variant.key == key) {
        Some(place) => Ok((place, inner)),
        None => Err(unknown("variant", key, variants.iter().map(|it| it.key))),
    }
}

/// An object with one member.
pub fn only(key: &str, value: Value) -> Value {
    let mut object = Map::new();
    object.insert(key.to_owned(), value);
    Value::Object(object)
}

fn unknown<'k>(what: &str, key: &str, known: impl Iterator<Item = &'k str>) -> Misread {
    let known: Vec<String> = known.map(|key| format!("`{key}`")).collect();
    let known = match known.as_slice() {
        [one] => one.clone(),
        [one, other] => format!("{one} or {other}"),
        many => format!("one of {}", many.join(", ")),
    };
    Misread::new(format!("unknown {what} `{key}`, expected {known}"))
}

impl Written for String {
    fn read(value: &Value) -> Result<Self, Misread> {
        text(value).map(str::to_owned)
    }

    fn write(&self) -> Value {
        Value::String(self.clone())
    }

    fn empty() -> Option<Self> {
        Some(Self::new())
    }
}

impl Written for bool {
    fn read(value: &Value) -> Result<Self, Misread> {
        value
            .as_bool()
            .ok_or_else(|| Misread::expected("a boolean", value))
    }

    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

macro_rules! whole_numbers {
    ($($ty:ty: $what:literal),+ $(,)?) => { $(
        impl Written for $ty {
            fn read(value: &Value) -> Result<Self, Misread> {
                let number = whole(value, (<$ty>::MIN as i64, <$ty>::MAX as i64), $what)?;
                // It lies between the bounds of the type.
                Ok(number as $ty)
            }

            fn write(&self) -> Value {
                Value::from(*self)
            }
        }

        impl Written for Option<$ty> {
            fn read(value: &Value) -> Result<Self, Misread> {
                match value {
                    Value::Null => Ok(None),
                    value => Written::read(value).map(Some),
                }
            }

            fn write(&self) -> Value {
                self.map_or(Value::Null, Value::from)
            }

            fn empty() -> Option<Self> {
                Some(None)
            }
        }
    )+ };
}
whole_numbers!(
    u8: "a whole number from 0 to 255",
    u16: "a whole number from 0 to 65535",
    u32: "a whole number, not negative",
    i32: "a whole number",
);

impl Written for ResourceId {
    fn read(value: &Value) -> Result<Self, Misread> {
        text(value).map(Self::new)
    }

    fn write(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl Written for Option<ResourceId> {
    fn read(value: &Value) -> Result<Self, Misread> {
        match value {
            Value::Null => Ok(None),
            value => ResourceId::read(value).map(Some),
        }
    }

    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Written::write)
    }

    fn empty() -> Option<Self> {
        Some(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Listener, NetworkAclEntry, Peer, SecurityGroupRule};
    use serde_json::json;

    fn refused<T: Written + fmt::Debug>(value: Value) -> String {
        T::read(&value).unwrap_err().to_string()
    }

    #[test]
    fn what_is_refused_says_in_which_row_and_member_it_is() {
        let rows = json!([
            {"number": 1, "action": "allow", "protocol": "all", "cidr": "0.0.0.0/0"},
            {"number": "x"},
        ]);
        let why = refused::<Vec<NetworkAclEntry>>(rows);
        assert!(why.starts_with("row 2, `number`: "), "{why}");
        assert!(
            why.ends_with("expected a whole number, not negative"),
            "{why}"
        );
        assert!(refused::<Vec<NetworkAclEntry>>(json!({})).ends_with("expected a list"));
    }

    #[test]
    fn every_mistake_has_its_own_words() {
        assert_eq!(
            refused::<u16>(json!(70000)),
            "invalid value: integer `70000`, expected a whole number from 0 to 65535"
        );
        assert_eq!(
            refused::<u16>(json!(80.5)),
            "invalid type: floating point `80.5`, expected a whole number from 0 to 65535"
        );
        assert_eq!(
            refused::<SecurityGroupRule>(json!({"protocol": "tcp"})),
            "there is no `peer`"
        );
        assert_eq!(
            refused::<SecurityGroupRule>(json!({"peer": {"cidr": ""}, "port": 80})),
            "unknown field `port`, expected one of `protocol`, `from_port`, `to_port`, `peer`, `description`"
        );
        assert_eq!(
            refused::<Peer>(json!({"cidr": "", "group": "g"})),
            "invalid type: object, expected an object with exactly one member"
        );
        assert_eq!(
            refused::<Peer>(json!({"block": ""})),
            "unknown variant `block`, expected `cidr` or `group`"
        );
        let listener = json!({
            "port": 80, "protocol": "http",
            "rules": [{"priority": 1, "action": {"forward": {"group": "g"}}}],
        });
        assert_eq!(
            refused::<Vec<Listener>>(json!([listener])),
            "row 1, `rules`, row 1, `action`, `forward`: unknown field `group`, expected `target_group`"
        );
    }

    #[test]
    fn what_is_left_out_is_empty_or_as_declared() {
        use crate::architecture::{DnsRecord, NetworkInterface};
        let interface = NetworkInterface::read(&json!({})).unwrap();
        assert_eq!(interface.name, "");
        assert!(interface.source_dest_check);
        assert_eq!(interface.write(), json!({"source_dest_check": true}));
        let record = DnsRecord::read(&json!({"name": "a.b", "type": "A"})).unwrap();
        assert_eq!(record.ttl, 300);
        assert_eq!(record.write()["ttl"], 300);
    }
}
