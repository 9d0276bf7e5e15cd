//! What a value must be.

use serde_json::Value;

use super::{Derived, Selector};
use crate::course::read::{At, Fault};

/// What a value must be: all of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Test(pub Vec<(Op, Operand)>);

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Equal, a reference by id or name.
    Eq,
    /// Not equal.
    Not,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// More.
    Gt,
    /// More or equal.
    Ge,
    /// One of a list.
    In,
    /// Like a pattern with `*` and `?`.
    Like,
    /// A text or a list that holds it.
    Contains,
    /// A list that holds all of a list.
    Has,
    /// A list of which every item is in a list.
    Within,
    /// A block inside one of these.
    Inside,
    /// There is one.
    Set,
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A value as it stands.
    Plain(Value),
    /// A property of something.
    Prop(String, Selector),
    /// A computed fact.
    Derived(Derived),
    /// The thing that a selector has bound.
    Thing(Selector),
    /// What a figure says.
    Figure(String, String),
}

const OPS: [(&str, Op); 13] = [
    ("eq", Op::Eq),
    ("not", Op::Not),
    ("lt", Op::Lt),
    ("le", Op::Le),
    ("gt", Op::Gt),
    ("ge", Op::Ge),
    ("in", Op::In),
    ("like", Op::Like),
    ("contains", Op::Contains),
    ("has", Op::Has),
    ("within", Op::Within),
    ("inside", Op::Inside),
    ("set", Op::Set),
];

impl Test {
    /// Equality with a plain value.
    pub fn eq(value: impl Into<Value>) -> Self {
        Self(vec![(Op::Eq, Operand::Plain(value.into()))])
    }

    /// At least one.
    pub fn one_or_more() -> Self {
        Self(vec![(Op::Ge, Operand::Plain(1.into()))])
    }

    /// Reads a test.
    pub fn read(at: &At) -> Result<Self, Fault> {
        let plain = !at.value.is_object()
            || at.value.get("prop").is_some()
            || at.value.get("derived").is_some()
            || at.value.get("figure").is_some();
        if plain {
            return Ok(Self(vec![(Op::Eq, Operand::read(at)?)]));
        }
        let names: Vec<&str> = OPS.iter().map(|(name, _)| *name).collect();
        let members = at.members(&names)?;
        let mut tests = Vec::new();
        for (name, op) in OPS {
            let Some(value) = members.get(name) else {
                continue;
            };
            match op {
                Op::In | Op::Has | Op::Within | Op::Inside => {
                    value.items()?;
                }
                Op::Set => {
                    value.flag()?;
                }
                Op::Like => {
                    value.text()?;
                }
                _ => {}
            }
            tests.push((op, Operand::read(&value)?));
        }
        if tests.is_empty() {
            return Err(at.fault(format!("a test has one of {}", names.join(", "))));
        }
        Ok(Self(tests))
    }

    /// Whether zero would do.
    pub fn takes_zero(&self) -> bool {
        self.0.iter().all(|(op, operand)| {
            let Operand::Plain(value) = operand else {
                return false;
            };
            let number = value.as_f64().unwrap_or(f64::NAN);
            match op {
                Op::Eq => number == 0.0,
                Op::Lt => number > 0.0,
                Op::Le => number >= 0.0,
                _ => false,
            }
        })
    }
}

impl Operand {
    fn read(at: &At) -> Result<Self, Fault> {
        if let Some(name) = at.value.as_str().and_then(|text| text.strip_prefix('$')) {
            return Ok(Self::Thing(Selector::Bound(name.to_owned())));
        }
        if at.value.get("derived").is_some() {
            return Ok(Self::Derived(Derived::read(at, &at.object()?, false)?));
        }
        if at.value.get("figure").is_some() {
            let members = at.members(&["figure", "output"])?;
            return Ok(Self::Figure(
                members.text("figure")?,
                members.text("output")?,
            ));
        }
        if at.value.get("prop").is_some() {
            let members = at.members(&["prop", "of"])?;
            let of = Selector::read(&members.want("of")?)?;
            return Ok(Self::Prop(members.text("prop")?, of));
        }
        Ok(Self::Plain(at.value.clone()))
    }
}
