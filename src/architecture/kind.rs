//! Resource kinds, each declared once.
//!
//! A kind's file under `kinds/` states its properties, where it may be placed,
//! how it is drawn and which API calls make and end it. The struct, its JSON
//! form, the inspector's form, the palette and the reference page all come
//! out of that one declaration, by way of the [`declare`] macro.

mod category;
mod info;
mod look;
mod place;

use serde_json::Value;

use super::id::ResourceId;
use super::written::Misread;

pub use category::Category;
pub use info::KindInfo;
pub use look::{Counted, Ground, Look};
pub use place::{Place, Placing};

/// Why a property could not be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// The kind has no property of that name.
    NoSuchProperty,
    /// The value is not of the property's type; the text says why.
    BadValue(String),
}

impl From<Misread> for SetError {
    fn from(why: Misread) -> Self {
        Self::BadValue(why.to_string())
    }
}

/// What every declared kind can do; written by [`declare`] alone.
pub trait Declared: Default {
    /// The description.
    const INFO: KindInfo;

    /// Which kind it is.
    const KIND: Kind;

    /// The value of the property `key` as JSON.
    fn get(&self, key: &str) -> Option<Value>;

    /// Gives the property `key` a value from JSON.
    fn set(&mut self, key: &str, value: Value) -> Result<(), SetError>;

    /// Whether the property `key` has its default value.
    fn is_default(&self, key: &str) -> bool;

    /// Calls `visit` with every property that names resources, and those.
    fn references(&self, visit: &mut dyn FnMut(&'static str, &ResourceId));

    /// Drops what AWS drops by itself when `gone` is deleted; calls `changed`
    /// with each property that changed.
    fn forget(&mut self, gone: &ResourceId, changed: &mut dyn FnMut(&'static str));

    /// Names in every property what `to` makes of the resource named there; see
    /// [`PropertyValue::redirect`](crate::architecture::property::PropertyValue::redirect).
    fn redirect(&mut self, to: &dyn Fn(&'static str, &ResourceId) -> Option<ResourceId>);
}

/// Declares one resource kind: documentation, description, properties.
macro_rules! declare {
    (
        $(#[doc = $doc:literal])+
        $Type:ident = $about:expr;
        $(
            $(#[doc = $help:literal])+
            $field:ident: $ty:ty = $default:expr => $property:expr;
        )*
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Type {
            $( $(#[doc = $help])+ pub $field: $ty, )*
        }

        impl Default for $Type {
            fn default() -> Self {
                Self { $( $field: $default, )* }
            }
        }

        impl $crate::architecture::kind::Declared for $Type {
            const INFO: $crate::architecture::KindInfo = $crate::architecture::KindInfo {
                docs: concat!($($doc, "\n"),+),
                properties: &[
                    $( $crate::architecture::Property {
                        key: stringify!($field),
                        help: concat!($($help, "\n"),+),
                        ..$property
                    }, )*
                ],
                ..$about
            };
            const KIND: $crate::architecture::Kind = $crate::architecture::Kind::$Type;

            fn get(&self, key: &str) -> Option<serde_json::Value> {
                match key {
                    $( stringify!($field) => {
                        Some($crate::architecture::written::Written::write(&self.$field))
                    } )*
                    _ => None,
                }
            }

            fn set(
                &mut self,
                key: &str,
                value: serde_json::Value,
            ) -> Result<(), $crate::architecture::kind::SetError> {
                use $crate::architecture::kind::SetError;
                match key {
                    $( stringify!($field) => {
                        self.$field = $crate::architecture::written::Written::read(&value)?;
                        Ok(())
                    } )*
                    _ => Err(SetError::NoSuchProperty),
                }
            }

            fn is_default(&self, key: &str) -> bool {
                match key {
                    $( stringify!($field) => {
                        let default: $ty = $default;
                        self.$field == default
                    } )*
                    _ => true,
                }
            }

            fn references(
                &self,
                visit: &mut dyn FnMut(&'static str, &$crate::architecture::ResourceId),
            ) {
                use $crate::architecture::property::PropertyValue;
                $( PropertyValue::references(&self.$field, &mut |id| visit(stringify!($field), id)); )*
            }

            fn forget(
                &mut self,
                gone: &$crate::architecture::ResourceId,
                changed: &mut dyn FnMut(&'static str),
            ) {
                use $crate::architecture::property::PropertyValue;
                $( if PropertyValue::forget(&mut self.$field, gone) {
                    changed(stringify!($field));
                } )*
            }

            fn redirect(
                &mut self,
                to: &dyn Fn(
                    &'static str,
                    &$crate::architecture::ResourceId,
                ) -> Option<$crate::architecture::ResourceId>,
            ) {
                use $crate::architecture::property::PropertyValue;
                let _ = &to;
                $( PropertyValue::redirect(&mut self.$field, &|id| to(stringify!($field), id)); )*
            }
        }
    };
}
pub(crate) use declare;

/// Makes of the list of kinds what each of them is.
macro_rules! kinds {
    ($( $(#[$meta:meta])* $module:ident::$Type:ident ),+ $(,)?) => {
        $( $(#[$meta])* mod $module; $(#[$meta])* pub use $module::$Type; )+

        impl Kind {
            /// Its description.
            pub const fn info(self) -> &'static KindInfo {
                match self { $( $(#[$meta])* Kind::$Type => &<$Type as Declared>::INFO ),+ }
            }

            /// A new resource of the kind, every property at its default.
            pub fn defaults(self) -> Properties {
                match self { $( $(#[$meta])* Kind::$Type => Properties::$Type($Type::default()) ),+ }
            }
        }

        /// The properties of a resource, by kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Properties {
            $( $(#[$meta])* #[doc = concat!("See [`", stringify!($Type), "`].")] $Type($Type) ),+
        }

        impl Properties {
            /// The kind that they belong to.
            pub const fn kind(&self) -> Kind {
                match self { $( $(#[$meta])* Properties::$Type(_) => Kind::$Type ),+ }
            }

            /// The value of the property `key` as JSON.
            pub fn get(&self, key: &str) -> Option<Value> {
                match self { $( $(#[$meta])* Properties::$Type(it) => it.get(key) ),+ }
            }

            /// Gives the property `key` a value from JSON.
            pub fn set(&mut self, key: &str, value: Value) -> Result<(), SetError> {
                match self { $( $(#[$meta])* Properties::$Type(it) => it.set(key, value) ),+ }
            }

            /// Whether the property `key` has its default value.
            pub fn is_default(&self, key: &str) -> bool {
                match self { $( $(#[$meta])* Properties::$Type(it) => it.is_default(key) ),+ }
            }

            /// Calls `visit` with every property that names resources, and those.
            pub fn references(&self, visit: &mut dyn FnMut(&'static str, &ResourceId)) {
                match self { $( $(#[$meta])* Properties::$Type(it) => it.references(visit) ),+ }
            }

            /// Drops what AWS drops by itself when `gone` is deleted; calls
            /// `changed` with each property that changed.
            pub fn forget(&mut self, gone: &ResourceId, changed: &mut dyn FnMut(&'static str)) {
                match self { $( $(#[$meta])* Properties::$Type(it) => it.forget(gone, changed) ),+ }
            }

            /// Names in every property what `to` makes of the resource named
            /// there, as a copy does.
            pub fn redirect(
                &mut self,
                to: &dyn Fn(&'static str, &ResourceId) -> Option<ResourceId>,
            ) {
                match self { $( $(#[$meta])* Properties::$Type(it) => it.redirect(to) ),+ }
            }
        }

        $( $(#[$meta])* impl From<$Type> for Properties {
            fn from(it: $Type) -> Self {
                Properties::$Type(it)
            }
        }

        $(#[$meta])* impl<'a> TryFrom<&'a Properties> for &'a $Type {
            type Error = Kind;

            fn try_from(properties: &'a Properties) -> Result<Self, Kind> {
                match properties {
                    Properties::$Type(it) => Ok(it),
                    other => Err(other.kind()),
                }
            }
        } )+
    };
}
pub(crate) use kinds;

pub use super::kinds::list::Kind;
