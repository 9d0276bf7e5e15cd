//! The rows of tables, each declared once.
//!
//! A row's declaration states its members: their types, what they start with,
//! how a form shows them and what they mean. The struct, its JSON form, the
//! columns of the inspector, the reference and the schema of the file format
//! all come out of it, by way of the [`row`] macro.

use serde_json::Value;

use super::kind::Kind;
use super::property::{Choice, PropertyType};

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
        }
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

/// Declares one row: documentation, description, members.
macro_rules! row {
    (
        $(#[doc = $doc:literal])+
        $Type:ident = $about:expr;
        $(
            $(#[doc = $help:literal])+
            $field:ident $(as $key:literal)?: $ty:ty = $default:expr => $member:expr;
        )*
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $Type {
            $( $(#[doc = $help])+ pub $field: $ty, )*
        }

        impl Default for $Type {
            fn default() -> Self {
                Self { $( $field: $default, )* }
            }
        }

        impl $Type {
            /// What it is made of.
            pub const ROW: $crate::architecture::row::RowInfo = $crate::architecture::row::RowInfo {
                members: &[
                    $( $crate::architecture::row::Member {
                        key: $crate::architecture::row::key_of!($field $($key)?),
                        help: concat!($($help, "\n"),+),
                        ..$member
                    }, )*
                ],
                fresh: || $crate::architecture::written::Written::write(&Self::default()),
                ..$about
            };
        }

        impl $crate::architecture::written::Written for $Type {
            fn read(
                value: &serde_json::Value,
            ) -> Result<Self, $crate::architecture::written::Misread> {
                use $crate::architecture::{row::Member, written};
                let object = written::object(value, Self::ROW.members)?;
                Ok(Self { $( $field: {
                    const MEMBER: Member = Member {
                        key: $crate::architecture::row::key_of!($field $($key)?),
                        ..$member
                    };
                    written::member(object, &MEMBER, || $default)?
                }, )* })
            }

            fn write(&self) -> serde_json::Value {
                use $crate::architecture::{row::Member, written::{self, Written}};
                let mut object = serde_json::Map::new();
                $( {
                    const MEMBER: Member = Member {
                        key: $crate::architecture::row::key_of!($field $($key)?),
                        ..$member
                    };
                    written::put(&mut object, &MEMBER, Written::write(&self.$field));
                } )*
                serde_json::Value::Object(object)
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let value = $crate::architecture::written::Written::write(self);
                serde::Serialize::serialize(&value, serializer)
            }
        }

        impl $crate::architecture::property::Row for $Type {
            fn references(&self, visit: &mut dyn FnMut(&$crate::architecture::ResourceId)) {
                use $crate::architecture::property::PropertyValue;
                let _ = &visit;
                $( PropertyValue::references(&self.$field, visit); )*
            }

            fn without(
                &mut self,
                gone: &$crate::architecture::ResourceId,
            ) -> $crate::architecture::property::Remains {
                use $crate::architecture::property::{PropertyValue, Remains};
                use $crate::architecture::row::{Fate, Member};
                let mut changed = false;
                $( {
                    const MEMBER: Member = $member;
                    match MEMBER.fate {
                        Fate::Kept => {}
                        Fate::Gone => {
                            let mut named = false;
                            PropertyValue::references(&self.$field, &mut |id| named |= id == gone);
                            if named {
                                return Remains::Nothing;
                            }
                        }
                        Fate::Forgotten => changed |= PropertyValue::forget(&mut self.$field, gone),
                    }
                } )*
                match changed {
                    true => Remains::Changed,
                    false => Remains::Untouched,
                }
            }
        }
    };
}
pub(crate) use row;

/// The name of a member in files: its field's, where it has no other.
macro_rules! key_of {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}
pub(crate) use key_of;
