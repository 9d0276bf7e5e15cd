//! Facts that are computed, by name.

use serde_json::Value;

use super::Selector;
use crate::course::read::{At, Fault, Members};

/// A computed fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// Its name, such as `default_target.zone`.
    pub fact: String,
    /// Of what.
    pub of: DerivedOf,
    /// What is asked with: `address`, `other`, `port` and the like.
    pub with: Vec<(String, String)>,
}

/// What a fact is computed of.
#[derive(Clone, Debug, PartialEq)]
pub enum DerivedOf {
    /// The thing at hand.
    It,
    /// Things.
    Things(Selector),
    /// A block that stands for itself.
    Block(String),
}

/// What a fact may be asked with.
pub const ASKED_WITH: &[&str] = MEMBERS.split_at(3).1;

/// The members that stand beside `derived` in a condition.
pub const MEMBERS: &[&str] = &[
    "of",
    "block",
    "is",
    "address",
    "other",
    "peer",
    "port",
    "protocol",
    "direction",
    "prefix",
    "zone",
    "number",
    "code",
];

impl Derived {
    /// Reads a fact out of an object; `open` lets other members stand beside it.
    pub fn read(at: &At, members: &Members, open: bool) -> Result<Self, Fault> {
        if !open {
            let mut known = vec!["derived", "of", "block"];
            known.extend(ASKED_WITH);
            members.only(&known)?;
        }
        let of = match (members.get("of"), members.maybe("block", At::text)?) {
            (Some(_), Some(_)) => return Err(at.fault("a fact is `of` a thing or of a `block`")),
            (Some(of), None) => DerivedOf::Things(Selector::read(&of)?),
            (None, Some(block)) => DerivedOf::Block(block.to_owned()),
            (None, None) => DerivedOf::It,
        };
        let mut with = Vec::new();
        for key in ASKED_WITH.iter().copied() {
            if let Some(value) = members.get(key) {
                let text = match value.value {
                    Value::Number(number) => number.to_string(),
                    _ => value.text()?.to_owned(),
                };
                with.push((key.to_owned(), text));
            }
        }
        let fact = members.text("derived")?;
        if !FACTS.contains(&fact.as_str()) {
            return Err(members.fault(format!(
                "there is no fact `{fact}`; there are {}",
                FACTS.join(", ")
            )));
        }
        Ok(Self { fact, of, with })
    }

    /// What is asked with under this name.
    pub fn with(&self, key: &str) -> Option<&str> {
        let found = self.with.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }
}

/// The facts that can be asked.
pub const FACTS: [&str; 42] = [
    "size",
    "usable",
    "first",
    "last",
    "prefix",
    "host_bits",
    "contains",
    "overlaps",
    "zone",
    "vpc",
    "region",
    "used_by",
    "users",
    "kind",
    "free",
    "effective_table",
    "effective_acl",
    "default_target",
    "default_target.kind",
    "default_target.zone",
    "default_target.state",
    "answers",
    "answers.target",
    "answers.state",
    "private_address",
    "public_address",
    "groups",
    "open_to_internet",
    "admits",
    "first_match",
    "zones",
    "members",
    "healthy_targets",
    "primary_zone",
    "standby_zone",
    "subnet",
    "state",
    "has_way_to_internet",
    "checklist",
    "checklist.met",
    "practice",
    "pillar",
];
