//! Logical ids, and the names that AWS lets resources have.
//!
//! A logical id is made from the resource's name, so that a template reads
//! like the canvas: `Notebookly-VPC` becomes `NotebooklyVPC`. It depends on
//! the names and ids of the architecture alone, so the same architecture
//! always gives the same ids, and CloudFormation recognises its resources
//! when the stack is updated.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::tags::is_usual;
use crate::architecture::{Architecture, Kind, ResourceId};
use crate::order::InOrder;

/// Room for the endings of dependent resources, under CloudFormation's 255.
const MAX_BASE: usize = 160;

/// Gives out logical ids, each once. Parameters, resources and outputs share
/// one pool: CloudFormation wants resources and parameters unique together.
#[derive(Debug, Default)]
pub(super) struct LogicalIds {
    of: BTreeMap<ResourceId, String>,
    taken: BTreeSet<String>,
}

impl LogicalIds {
    /// Gives every resource its logical id. Of several with the same name,
    /// the one whose kind and id come first gets it without a number.
    pub(super) fn new(architecture: &Architecture) -> Self {
        let mut ids = Self::default();
        let mut order: Vec<_> = architecture.resources().collect();
        // `subnet-2` before `subnet-10`.
        order.order_by_key(|(id, resource)| (resource.kind(), id.as_str().len(), (*id).clone()));
        for (id, resource) in order {
            let base = base(&resource.name, resource.kind());
            let id_text = ids.free(&base);
            ids.of.insert(id.clone(), id_text);
        }
        ids
    }

    /// The logical id of a resource.
    pub(super) fn of(&self, id: &ResourceId) -> String {
        // Every resource of the architecture was given one at the start.
        self.of.get(id).cloned().unwrap_or_default()
    }

    /// `wanted`, or with a number behind it where it is taken.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut number = 2;
        while !self.taken.insert(id.clone()) {
            id = format!("{wanted}{number}");
            number += 1;
        }
        id
    }
}

/// The start of a logical id: the letters and digits of a name, each word
/// with a capital. A name without any, or with a digit first, is helped out
/// by its kind.
fn base(name: &str, kind: Kind) -> String {
    let words = camel(name);
    let base = if words.starts_with(|first: char| first.is_ascii_alphabetic()) {
        words
    } else {
        camel(kind.info().title) + &words
    };
    base.chars().take(MAX_BASE).collect()
}

/// The ASCII letters and digits of a text, each word with a capital.
pub(super) fn camel(text: &str) -> String {
    text.split(|char: char| !char.is_ascii_alphanumeric())
        .flat_map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(chars)
        })
        .collect()
}

/// A name made of what AWS takes: every run of other characters becomes one
/// hyphen, and it is no longer than `max`. Nothing where no letter or digit
/// is left.
pub(super) fn adapt(name: &str, allowed: impl Fn(char) -> bool, max: usize) -> Option<String> {
    let mut adapted = String::new();
    for char in name.chars() {
        if allowed(char) {
            adapted.push(char);
        } else if !adapted.ends_with('-') {
            adapted.push('-');
        }
    }
    let cut: String = adapted.trim_matches(['-', ' ']).chars().take(max).collect();
    let cut = cut.trim_end_matches(['-', ' ']);
    cut.contains(|char: char| char.is_alphanumeric())
        .then(|| cut.to_owned())
}

/// Letters, digits and hyphens without repetition: load balancers, target
/// groups, databases.
pub(super) fn hyphenated(name: &str, max: usize) -> Option<String> {
    adapt(name, |char| char.is_ascii_alphanumeric(), max)
}

/// The value of a Name tag. EC2 takes almost any text, the other services what
/// is usual in tags.
pub(super) fn tag(name: &str) -> Option<String> {
    let value = adapt(name, is_usual, 255)?;
    // Values with this start are AWS's own.
    Some(match value.to_ascii_lowercase().starts_with("aws:") {
        true => value.replacen(':', "-", 1),
        false => value,
    })
}

/// The same for EC2's own resources: only what no console shows is replaced,
/// and braces, which CloudFormation could take for a reference.
pub(super) fn ec2_tag(name: &str) -> Option<String> {
    let value = adapt(name, |char| !char.is_control() && !"{}".contains(char), 255)?;
    Some(match value.to_ascii_lowercase().starts_with("aws:") {
        true => value.replacen(':', "-", 1),
        false => value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Resource;
    use proptest::prelude::*;

    #[test]
    fn a_name_becomes_a_logical_id() {
        let id = |name| base(name, Kind::Vpc);
        assert_eq!(id("Notebookly-VPC"), "NotebooklyVPC");
        assert_eq!(id("public az 1"), "PublicAz1");
        assert_eq!(id("2 tiers"), "VPC2Tiers");
        assert_eq!(id("परिसर"), "VPC");
        assert_eq!(id("Café"), "Caf");
        assert_eq!(id(&"x".repeat(300)).len(), MAX_BASE);
    }

    #[test]
    fn a_name_is_adapted_to_what_a_service_takes() {
        assert_eq!(hyphenated("web  app__1", 32).as_deref(), Some("web-app-1"));
        assert_eq!(hyphenated("--", 32), None);
        assert_eq!(hyphenated(&"ab-".repeat(20), 6).as_deref(), Some("ab-ab"));
        assert_eq!(tag("Büro, Süd {1}").as_deref(), Some("Büro- Süd -1"));
        assert_eq!(tag("aws:mine").as_deref(), Some("aws-mine"));
        assert_eq!(
            ec2_tag("परिसर, {{resolve:ssm:x}}").as_deref(),
            Some("परिसर, -resolve:ssm:x")
        );
    }

    proptest! {
        #[test]
        fn any_names_give_valid_ids_of_their_own(names in prop::collection::vec("\\PC{0,300}|[a-b]{1}", 1..20)) {
            let mut document = crate::architecture::Document::default();
            for (index, name) in names.iter().enumerate() {
                let id = ResourceId::new(format!("vpc-{index}"));
                let resource = Resource::new(name.clone(), Kind::Vpc.defaults());
                document.apply(crate::architecture::Edit::Create { id, resource }).unwrap();
            }
            let ids = LogicalIds::new(&document.architecture);
            let given: BTreeSet<_> = ids.of.values().collect();
            prop_assert_eq!(given.len(), names.len());
            for id in given {
                prop_assert!(id.len() <= 255 && id.chars().all(|it| it.is_ascii_alphanumeric()), "{}", id);
            }
        }
    }
}
