//! What values a property or a member of a row takes: one text, a block, a
//! reference, a table of rows.
//!
//! The two are described together because each holds the other: a property may
//! be a table, a table has members, and a member has a type.

use serde_json::Value;

use super::kind::Kind;

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
    /// A policy document: JSON as typed, with or without a form beside it.
    Policy,
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

/// The description of a row.
#[derive(Clone, Copy, Debug)]
pub struct RowInfo {
    /// What one is called where its table is in sight, such as "rule".
    pub name: &'static str,
    /// What one is called anywhere, such as "security group rule".
    pub title: &'static str,
    /// How rows are laid out.
    pub layout: RowLayout,
    /// What it is made of, in the order of the form.
    pub members: &'static [Member],
    /// A new one, as JSON.
    pub fresh: fn() -> Value,
    /// How many a resource has at most, where AWS raises it for nobody, and its words for it.
    pub at_most: Option<(usize, &'static str)>,
}

/// How the rows of a table are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowLayout {
    /// One line each, under common headings.
    Lines,
    /// A small form each, because there is too much for a line.
    Forms,
}

impl RowInfo {
    const fn new(name: &'static str, title: &'static str, layout: RowLayout) -> Self {
        Self {
            name,
            title,
            layout,
            members: &[],
            fresh: || Value::Null,
            at_most: None,
        }
    }

    /// How many a resource has at most, and how that is said.
    pub const fn at_most(mut self, number: usize, said: &'static str) -> Self {
        self.at_most = Some((number, said));
        self
    }

    /// Why no further one can be added to so many.
    pub fn full(&self, count: usize) -> Option<&'static str> {
        let (most, said) = self.at_most?;
        (count >= most).then_some(said)
    }

    /// Rows of one line each. The macro fills in the rest.
    pub const fn lines(name: &'static str, title: &'static str) -> Self {
        Self::new(name, title, RowLayout::Lines)
    }

    /// Rows that are small forms.
    pub const fn forms(name: &'static str, title: &'static str) -> Self {
        Self::new(name, title, RowLayout::Forms)
    }
}

/// The description of one member of a row.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name in files.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// What it means.
    pub help: &'static str,
    /// What values it takes and which editor shows it.
    pub value: PropertyType,
    /// Whether a row is malformed without it.
    pub required: bool,
    /// Whether a few characters are enough to show it.
    pub narrow: bool,
    /// Whether it is a detail that is shown on request.
    pub detail: bool,
    /// In which steps new rows are numbered by it; 0 where they are not.
    pub step: u32,
    /// What becomes of the row when a resource is deleted that it names here.
    pub fate: Fate,
    /// The members that AWS does not take beside it: once it is given, they go.
    pub instead_of: &'static [&'static str],
}

/// What becomes of a row when a resource is deleted that a member of it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// AWS drops the name and the row stays without it.
    Forgotten,
    /// AWS keeps the row and the name, which then leads nowhere.
    Kept,
    /// The row is nothing without it and goes too.
    Gone,
}

impl Member {
    /// A member with a value of this type, which a row must have.
    pub const fn new(label: &'static str, value: PropertyType) -> Self {
        Self {
            key: "",
            label,
            help: "",
            value,
            required: true,
            narrow: false,
            detail: false,
            step: 0,
            fate: Fate::Forgotten,
            instead_of: &[],
        }
    }

    /// One line of text.
    pub const fn text(label: &'static str, example: &'static str) -> Self {
        Self::new(label, PropertyType::Text { example })
    }

    /// A whole number from `min` to `max`, counted in `unit`.
    pub const fn number(label: &'static str, (min, max): (i64, i64), unit: &'static str) -> Self {
        Self::new(label, PropertyType::Number { min, max, unit })
    }

    /// One value of a list.
    pub const fn choice(label: &'static str, choices: &'static [Choice]) -> Self {
        Self::new(label, PropertyType::Choice(choices))
    }

    /// Another resource.
    pub const fn reference(label: &'static str, kinds: &'static [Kind]) -> Self {
        Self::new(label, PropertyType::Reference(kinds))
    }

    /// Several other resources.
    pub const fn references(label: &'static str, kinds: &'static [Kind]) -> Self {
        Self::new(label, PropertyType::References(kinds))
    }

    /// A row may leave it out.
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// A few characters are enough to show it.
    pub const fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// It is a detail that is shown on request.
    pub const fn detail(mut self) -> Self {
        self.detail = true;
        self
    }

    /// New rows are numbered by it, in steps.
    pub const fn counted(mut self, step: u32) -> Self {
        self.step = step;
        self
    }

    /// AWS takes none of these members beside it.
    pub const fn instead_of(mut self, others: &'static [&'static str]) -> Self {
        self.instead_of = others;
        self
    }

    /// AWS keeps what it names when that is deleted.
    pub const fn kept(mut self) -> Self {
        self.fate = Fate::Kept;
        self
    }

    /// The row goes with what it names.
    pub const fn vital(mut self) -> Self {
        self.fate = Fate::Gone;
        self
    }
}

/// One way in which a member can be filled that takes exactly one of several.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// Its name in files.
    pub key: &'static str,
    /// What it means.
    pub help: &'static str,
    /// What stands behind its name.
    pub content: Content,
}

/// What stands behind the name of a variant.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// One value.
    One(PropertyType),
    /// An object with these members.
    Members(&'static [Member]),
}
