//! The values of a template: plain data and the intrinsic functions of
//! CloudFormation.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A value in a template: plain data or one of CloudFormation's intrinsic
/// functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with a fraction, such as the threshold of an alarm.
    Decimal(serde_json::Number),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Value>),
    /// An object, its members in the order in which they are written.
    Object(Fields),
    /// `Ref`: a resource's identifier, a parameter or a pseudo parameter.
    Ref(String),
    /// `Fn::GetAtt`: an attribute of a resource.
    GetAtt(String, &'static str),
    /// `Fn::Sub`: a text with `${…}` in it. Never made from what a learner
    /// typed.
    Sub(String),
    /// `Fn::Select` from `Fn::GetAZs ''`: the Availability Zone with this
    /// place in the Region's list, from 0.
    Zone(usize),
    /// `Fn::Join`: texts with a separator between them.
    Join(String, Vec<Value>),
    /// `Fn::Join` of an attribute that is itself a list.
    JoinList(String, Box<Value>),
    /// `Fn::Base64`: a text, encoded.
    Base64(Box<Value>),
}

impl Value {
    /// A `Ref` to the resource or parameter with this logical id.
    pub fn reference(id: impl Into<String>) -> Self {
        Self::Ref(id.into())
    }

    /// An attribute of the resource with this logical id.
    pub fn attribute(id: impl Into<String>, attribute: &'static str) -> Self {
        Self::GetAtt(id.into(), attribute)
    }

    /// A number in decimal notation; `None` for any other text. Whole ones
    /// stay whole, so that `80` is not printed as `80.0`.
    pub(super) fn number(text: &str) -> Option<Self> {
        let number: f64 = text.trim().parse().ok()?;
        if number.fract() == 0.0 && number.abs() < 1e15 {
            return Some(Self::Number(number as i64));
        }
        serde_json::Number::from_f64(number).map(Self::Decimal)
    }

    /// Calls `visit` with the logical id of everything that the value names.
    pub fn visit_references(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Ref(id) | Self::GetAtt(id, _) => visit(id),
            Self::Sub(text) => substitutions(text)
                .into_iter()
                .for_each(|name| visit(name.split('.').next().unwrap_or(name))),
            Self::List(items) | Self::Join(_, items) => {
                items.iter().for_each(|item| item.visit_references(visit));
            }
            Self::Object(fields) => fields.visit_references(visit),
            Self::JoinList(_, inner) | Self::Base64(inner) => inner.visit_references(visit),
            Self::Text(_) | Self::Number(_) | Self::Decimal(_) | Self::Flag(_) | Self::Zone(_) => {}
        }
    }

    /// Calls `change` with every plain text, so that it can be replaced.
    pub(super) fn replace_texts(&mut self, change: &dyn Fn(&str) -> Option<Value>) {
        match self {
            Self::Text(text) => {
                if let Some(value) = change(text) {
                    *self = value;
                }
            }
            Self::List(items) | Self::Join(_, items) => {
                items.iter_mut().for_each(|item| item.replace_texts(change));
            }
            Self::Object(Fields(members)) => {
                members
                    .iter_mut()
                    .for_each(|(_, value)| value.replace_texts(change));
            }
            Self::JoinList(_, inner) | Self::Base64(inner) => inner.replace_texts(change),
            _ => {}
        }
    }
}

/// JSON with the long names of functions, members in the order of the tree.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Decimal(number) => number.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(items) => items.serialize(serializer),
            Self::Object(fields) => fields.serialize(serializer),
            Self::Ref(id) => call(serializer, "Ref", id),
            Self::GetAtt(id, attribute) => call(serializer, "Fn::GetAtt", &(id, attribute)),
            Self::Sub(text) => call(serializer, "Fn::Sub", text),
            Self::Zone(index) => {
                let zones = Fields::new().with("Fn::GetAZs", "");
                call(serializer, "Fn::Select", &(index, zones))
            }
            Self::Join(separator, items) => call(serializer, "Fn::Join", &(separator, items)),
            Self::JoinList(separator, list) => call(serializer, "Fn::Join", &(separator, list)),
            Self::Base64(inner) => call(serializer, "Fn::Base64", inner),
        }
    }
}

fn call<S: Serializer, T: Serialize>(
    serializer: S,
    function: &str,
    argument: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(function, argument)?;
    map.end()
}

/// The names in the `${…}` of a `Fn::Sub`, literal `${!…}` excepted.
fn substitutions(text: &str) -> Vec<&str> {
    text.split("${")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with('!'))
        .collect()
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields)
    }
}

macro_rules! numbers {
    ($($ty:ty),+) => { $( impl From<$ty> for Value {
        fn from(number: $ty) -> Self {
            Self::Number(i64::from(number))
        }
    } )+ };
}
numbers!(u8, u16, u32, i16, i32, i64);

/// The members of an object, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, Value)>);

impl Fields {
    /// No members yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more member.
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// With one more member where there is a value for it.
    pub fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With one more member unless the list is empty.
    pub fn list(self, key: &str, items: Vec<Value>) -> Self {
        if items.is_empty() {
            self
        } else {
            self.with(key, items)
        }
    }

    pub(super) fn visit_references(&self, visit: &mut dyn FnMut(&str)) {
        for (_, value) in &self.0 {
            value.visit_references(visit);
        }
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
