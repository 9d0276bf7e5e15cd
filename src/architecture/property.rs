//! What a property of a resource is: the one description from which the
//! inspector's form, the checks while typing, the file format and the
//! reference page all follow.

use serde::{Serialize, de::DeserializeOwned};

use super::id::ResourceId;
use super::kind::Kind;

/// The description of one property of a resource kind.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name in files and edits, such as `map_public_ip`.
    pub key: &'static str,
    /// Its name on the page, such as "Auto-assign public IP".
    pub label: &'static str,
    /// AWS's own name for it in API and CloudFormation, such as
    /// `MapPublicIpOnLaunch`; empty where AWS has none because the property
    /// is ours (and the help says so).
    pub aws: &'static str,
    /// What it means, in a sentence or two for a learner.
    pub help: &'static str,
    /// What values it takes and which editor shows it.
    pub value: PropertyType,
    /// Whether AWS lets it change after creation.
    pub change: Change,
    /// The API call that changes it, such as `ModifySubnetAttribute`; empty
    /// where a change means a replacement.
    pub api: &'static str,
}

/// Whether AWS lets a property change once the resource exists.
///
/// Cloud Campus lets a learner change everything at any time, because a
/// drawing is cheap; it says what the change would cost on AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The resource stays and takes the new value.
    InPlace,
    /// AWS needs a new resource in place of the old one.
    Replacement,
}

/// One value out of a fixed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value in files.
    pub value: &'static str,
    /// Its name on the page.
    pub label: &'static str,
}

/// What values a property takes. Each has exactly one editor on the page.
#[derive(Clone, Copy, Debug)]
pub enum PropertyType {
    /// One line of text; the example stands in the empty field.
    Text {
        /// What a typical value looks like.
        example: &'static str,
    },
    /// Several lines of text, such as user data.
    LongText,
    /// An IPv4 block in CIDR notation.
    Cidr,
    /// Several IPv4 blocks.
    Cidrs,
    /// One IPv4 address; empty where AWS chooses.
    Address,
    /// Yes or no.
    Flag,
    /// A whole number within bounds.
    Number {
        /// The smallest allowed value.
        min: i64,
        /// The largest allowed value.
        max: i64,
        /// What is counted, such as "GiB" or "seconds".
        unit: &'static str,
    },
    /// One value of a fixed list.
    Choice(&'static [Choice]),
    /// A text for which the list holds the usual values, others being possible.
    Suggested(&'static [Choice]),
    /// An Availability Zone of the surrounding Region.
    Zone,
    /// Another resource of one of these kinds, or none.
    Reference(&'static [Kind]),
    /// Any number of resources of these kinds, each at most once.
    References(&'static [Kind]),
    /// A table with an editor of its own.
    Table(Table),
}

/// The property types that are tables of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Routes of a route table.
    Routes,
    /// Rules of a security group, one direction.
    SecurityGroupRules,
    /// Entries of a network ACL, one direction.
    NetworkAclEntries,
    /// Listeners of a load balancer.
    Listeners,
    /// Records of a hosted zone.
    Records,
    /// Scaling policies of an Auto Scaling group.
    ScalingPolicies,
    /// Further network interfaces of an instance.
    NetworkInterfaces,
    /// Fixed addresses of a load balancer's nodes.
    NodeAddresses,
    /// Mount targets of a file system.
    MountTargets,
    /// Rules of a web ACL.
    WebAclRules,
    /// Tags of anything that can be tagged; no property of a kind.
    Tags,
}

impl Property {
    const fn new(label: &'static str, aws: &'static str, value: PropertyType) -> Self {
        Self {
            key: "",
            label,
            aws,
            help: "",
            value,
            change: Change::InPlace,
            api: "",
        }
    }

    /// One line of text.
    pub const fn text(label: &'static str, aws: &'static str, example: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Text { example })
    }

    /// Several lines of text.
    pub const fn long_text(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::LongText)
    }

    /// An IPv4 block.
    pub const fn cidr(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Cidr)
    }

    /// Several IPv4 blocks.
    pub const fn cidrs(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Cidrs)
    }

    /// An IPv4 address that may be left to AWS.
    pub const fn address(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Address)
    }

    /// Yes or no.
    pub const fn flag(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Flag)
    }

    /// A whole number from `min` to `max`, counted in `unit`.
    pub const fn number(
        label: &'static str,
        aws: &'static str,
        (min, max): (i64, i64),
        unit: &'static str,
    ) -> Self {
        Self::new(label, aws, PropertyType::Number { min, max, unit })
    }

    /// One value of a list.
    pub const fn choice(
        label: &'static str,
        aws: &'static str,
        choices: &'static [Choice],
    ) -> Self {
        Self::new(label, aws, PropertyType::Choice(choices))
    }

    /// A text with a list of usual values.
    pub const fn suggested(
        label: &'static str,
        aws: &'static str,
        choices: &'static [Choice],
    ) -> Self {
        Self::new(label, aws, PropertyType::Suggested(choices))
    }

    /// An Availability Zone.
    pub const fn zone(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Zone)
    }

    /// Another resource.
    pub const fn reference(label: &'static str, aws: &'static str, kinds: &'static [Kind]) -> Self {
        Self::new(label, aws, PropertyType::Reference(kinds))
    }

    /// Several other resources.
    pub const fn references(
        label: &'static str,
        aws: &'static str,
        kinds: &'static [Kind],
    ) -> Self {
        Self::new(label, aws, PropertyType::References(kinds))
    }

    /// A table with an editor of its own.
    pub const fn table(label: &'static str, aws: &'static str, table: Table) -> Self {
        Self::new(label, aws, PropertyType::Table(table))
    }

    /// AWS cannot change it in place.
    pub const fn fixed(mut self) -> Self {
        self.change = Change::Replacement;
        self
    }

    /// The API call that changes it.
    pub const fn via(mut self, api: &'static str) -> Self {
        self.api = api;
        self
    }

    /// The kinds that a reference of this property may name.
    pub const fn referenced_kinds(&self) -> &'static [Kind] {
        match self.value {
            PropertyType::Reference(kinds) | PropertyType::References(kinds) => kinds,
            _ => &[],
        }
    }

    /// Whether its value is a list, to which single items can be added.
    pub const fn is_list(&self) -> bool {
        matches!(
            self.value,
            PropertyType::References(_) | PropertyType::Table(_) | PropertyType::Cidrs
        )
    }
}

/// A Rust type that can be the value of a property.
///
/// Besides turning into JSON and back it tells which resources it names, so
/// that placement, deletion and drawing work on all kinds alike.
pub trait PropertyValue: Serialize + DeserializeOwned + PartialEq {
    /// Calls `visit` with every resource that the value names.
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        let _ = visit;
    }

    /// Drops what AWS would drop by itself when `gone` is deleted: a member of
    /// a list, an association. What AWS keeps as a dead entry, such as a
    /// route, stays. Returns whether anything changed.
    fn forget(&mut self, gone: &ResourceId) -> bool {
        let _ = gone;
        false
    }
}

macro_rules! plain_values {
    ($($ty:ty),+ $(,)?) => { $(impl $crate::architecture::property::PropertyValue for $ty {})+ };
}
plain_values!(
    String,
    bool,
    u8,
    u16,
    u32,
    i32,
    Option<u16>,
    crate::architecture::values::Protocol
);
pub(crate) use plain_values;

impl PropertyValue for Option<ResourceId> {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        if let Some(id) = self {
            visit(id);
        }
    }

    fn forget(&mut self, gone: &ResourceId) -> bool {
        let held = self.as_ref() == Some(gone);
        if held {
            *self = None;
        }
        held
    }
}

/// A list of rows: its references are those of the rows, in order.
///
/// A row that is nothing without the resource it names is dropped with it.
pub trait Row: Serialize + DeserializeOwned + PartialEq {
    /// Calls `visit` with every resource that the row names.
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        let _ = visit;
    }

    /// What remains of the row when `gone` is deleted.
    fn without(&mut self, gone: &ResourceId) -> Remains {
        let _ = gone;
        Remains::Untouched
    }
}

/// What remains of a row after a resource that it may name was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remains {
    /// The row did not name it, or keeps naming it as AWS does.
    Untouched,
    /// The row stays without it.
    Changed,
    /// The row goes with it.
    Nothing,
}

impl Row for ResourceId {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        visit(self);
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        if self == gone {
            Remains::Nothing
        } else {
            Remains::Untouched
        }
    }
}

impl<R: Row> PropertyValue for Vec<R> {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        for row in self {
            row.references(visit);
        }
    }

    fn forget(&mut self, gone: &ResourceId) -> bool {
        let mut changed = false;
        self.retain_mut(|row| match row.without(gone) {
            Remains::Untouched => true,
            Remains::Changed => {
                changed = true;
                true
            }
            Remains::Nothing => {
                changed = true;
                false
            }
        });
        changed
    }
}
