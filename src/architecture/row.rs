//! The rows of tables, each declared once.
//!
//! A row's declaration states its members: their types, what they start with,
//! how a form shows them and what they mean. The struct, its JSON form, the
//! columns of the inspector, the reference and the schema of the file format
//! all come out of it, by way of the [`row`] macro.

pub use super::value_type::{Content, Fate, Member, RowInfo, RowLayout, Variant};

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

            fn redirected(
                &mut self,
                to: &$crate::architecture::property::Redirect<'_>,
            ) -> bool {
                use $crate::architecture::property::PropertyValue;
                use $crate::architecture::row::{Fate, Member};
                $( {
                    const MEMBER: Member = $member;
                    // Nobody makes a row that leads nowhere, so a copy has none,
                    // though AWS keeps one whose resource goes.
                    if !matches!(MEMBER.fate, Fate::Forgotten) {
                        let mut lost = false;
                        PropertyValue::references(&self.$field, &mut |id| lost |= to(id).is_none());
                        if lost {
                            return false;
                        }
                    }
                    PropertyValue::redirect(&mut self.$field, to);
                } )*
                true
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
