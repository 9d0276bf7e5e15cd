//! What a property of a resource is: the one description from which the
//! inspector's form, the checks while typing, the file format and the
//! reference page all follow.

mod value;

use super::kind::Kind;
use super::row::{Content, Fate, Member, RowInfo, Variant};
use super::values::{Action, Peer};

pub(crate) use value::plain_values;
pub use value::{PropertyValue, Remains, Row};

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
    /// The API call that changes it, such as `ModifySubnetAttribute`, and of
    /// a list the one that adds an item; empty where a change means a
    /// replacement.
    pub api: &'static str,
    /// The API call that takes an item out of a list, where it is another.
    pub remove: &'static str,
    /// What a column of its table is called instead of its own label.
    pub heading: Option<(&'static str, &'static str)>,
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
    /// A protocol of a filter.
    Protocol,
    /// The first port of a filter's range; its editor shows the range with
    /// the protocol in mind, for ICMP the type and code.
    Ports,
    /// The last port of a filter's range, shown with the first.
    PortsEnd,
    /// A block or a security group.
    Peer,
    /// What a load balancer does with a request.
    Action,
    /// Several texts; the example shows one.
    Texts(&'static str),
    /// Several texts that may also be names of instances and databases.
    Names(&'static str),
    /// The key of a tag.
    TagKey,
    /// The value of a tag.
    TagValue,
    /// A table of rows.
    Rows(&'static RowInfo),
}

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
            remove: "",
            heading: None,
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

    /// A table of rows.
    pub const fn rows(label: &'static str, aws: &'static str, row: &'static RowInfo) -> Self {
        Self::new(label, aws, PropertyType::Rows(row))
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

    /// The API call that adds an item to the list.
    pub const fn added_by(self, api: &'static str) -> Self {
        self.via(api)
    }

    /// The API call that takes an item out of the list.
    pub const fn removed_by(mut self, api: &'static str) -> Self {
        self.remove = api;
        self
    }

    /// Its table calls the column `label` by another name.
    pub const fn calling(mut self, label: &'static str, name: &'static str) -> Self {
        self.heading = Some((label, name));
        self
    }

    /// What AWS calls it, as the page says it. What has no name in
    /// CloudFormation may be a setting of AWS all the same, or one that AWS
    /// makes itself; what has neither is ours.
    pub const fn known_as(&self) -> &'static str {
        let changes = !self.api.is_empty() || matches!(self.change, Change::Replacement);
        match self.value {
            _ if !self.aws.is_empty() => self.aws,
            PropertyType::Address => "chosen by AWS",
            _ if changes => "no property in CloudFormation",
            _ => "ours, not a setting of AWS",
        }
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
            PropertyType::References(_) | PropertyType::Rows(_) | PropertyType::Cidrs
        )
    }
}
