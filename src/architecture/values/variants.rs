//! What values are made of that take exactly one of several forms, and whom a
//! value may name.

use super::{Action, Peer};
use crate::architecture::kind::Kind;
use crate::architecture::value_type::{Content, Fate, Member, PropertyType, Variant};

impl PropertyType {
    /// The ways in which it can be filled, where it takes exactly one of
    /// several.
    pub const fn variants(self) -> &'static [Variant] {
        match self {
            Self::Peer => Peer::VARIANTS,
            Self::Action => Action::VARIANTS,
            _ => &[],
        }
    }

    /// The kinds of resources that may be named in it, each once; without
    /// those that AWS lets outlive what they name.
    pub fn referenced_kinds(self) -> Vec<Kind> {
        let mut kinds = Vec::new();
        self.add_referenced_kinds(&mut kinds);
        kinds
    }

    fn add_referenced_kinds(self, kinds: &mut Vec<Kind>) {
        match self {
            Self::Reference(list) | Self::References(list) => {
                for kind in list {
                    if !kinds.contains(kind) {
                        kinds.push(*kind);
                    }
                }
            }
            Self::Rows(row) => of_members(row.members, kinds),
            other => {
                for variant in other.variants() {
                    match variant.content {
                        Content::One(value) => value.add_referenced_kinds(kinds),
                        Content::Members(members) => of_members(members, kinds),
                    }
                }
            }
        }
    }
}

fn of_members(members: &[Member], kinds: &mut Vec<Kind>) {
    for member in members.iter().filter(|it| it.fate != Fate::Kept) {
        member.value.add_referenced_kinds(kinds);
    }
}
