//! Which things a condition speaks of.

use super::Condition;
use crate::architecture::Kind;
use crate::course::read::{At, Fault};

/// Picks things out of a design.
#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    /// One thing, by name or id.
    Named(String),
    /// What a selector further out has bound.
    Bound(String),
    /// Everything.
    Any,
    /// Things of these kinds (of all, if there is none) of which something holds.
    Kinds {
        /// The kinds.
        kinds: Vec<Kind>,
        /// The name by which conditions inside speak of the thing at hand.
        bind: Option<String>,
        /// What holds of it.
        filter: Option<Box<Condition>>,
    },
    /// What a thing brings along.
    Members(MemberOf, Box<Selector>),
}

/// What a thing may bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberOf {
    /// The instances of a group.
    Members,
    /// The nodes of a load balancer.
    Nodes,
    /// The primary of a database.
    Primary,
}

impl Selector {
    /// Reads a selector.
    pub fn read(at: &At) -> Result<Self, Fault> {
        if at.value.is_string() {
            return Ok(match at.text()? {
                "any" => Self::Any,
                text => match text.strip_prefix('$') {
                    Some(name) => Self::Bound(name.to_owned()),
                    None => Self::Named(text.strip_prefix('@').unwrap_or(text).to_owned()),
                },
            });
        }
        let members = at.members(&[
            "kind",
            "id",
            "as",
            "where",
            "members_of",
            "nodes_of",
            "primary_of",
        ])?;
        if members.has("id") {
            return Ok(Self::Named(members.text("id")?));
        }
        for (key, which) in [
            ("members_of", MemberOf::Members),
            ("nodes_of", MemberOf::Nodes),
            ("primary_of", MemberOf::Primary),
        ] {
            if let Some(of) = members.get(key) {
                return Ok(Self::Members(which, Box::new(Self::read(&of)?)));
            }
        }
        let kind = members.want("kind")?;
        let kinds = match kind.value.as_str() {
            Some("any") => Vec::new(),
            _ => kind
                .one_or_many()
                .iter()
                .map(At::kind)
                .collect::<Result<_, _>>()?,
        };
        Ok(Self::Kinds {
            kinds,
            bind: members.maybe("as", |at| Ok(at.text()?.trim_start_matches('$').to_owned()))?,
            filter: members.maybe("where", Condition::read_all)?.map(Box::new),
        })
    }
}
