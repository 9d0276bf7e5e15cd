//! What a property of a resource is: the one description from which the
//! inspector's form, the checks while typing, the file format and the
//! reference page all follow.

mod value;

use super::kind::Kind;
use super::value_type::RowInfo;

pub use super::value_type::{Choice, PropertyType};
pub(crate) use value::plain_values;
pub use value::{PropertyValue, Redirect, Remains, Row};

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
    /// The API call for one value where it is another than for the rest, such as
    /// `StartInstances` for `running`.
    pub call_for: Option<(&'static str, &'static str)>,
    /// Whether it is a setting for later, shown on request.
    pub detail: bool,
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
            call_for: None,
            detail: false,
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

    /// A policy document in JSON.
    pub const fn policy(label: &'static str, aws: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Policy)
    }

    /// Several short texts.
    pub const fn texts(label: &'static str, aws: &'static str, example: &'static str) -> Self {
        Self::new(label, aws, PropertyType::Texts(example))
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

    /// The API call that gives it this one value.
    pub const fn via_for(mut self, value: &'static str, api: &'static str) -> Self {
        self.call_for = Some((value, api));
        self
    }

    /// It is a setting for later: the form shows it on request, or when it is
    /// not as it begins.
    pub const fn detail(mut self) -> Self {
        self.detail = true;
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
            PropertyType::References(_)
                | PropertyType::Rows(_)
                | PropertyType::Cidrs
                | PropertyType::Texts(_)
        )
    }
}
