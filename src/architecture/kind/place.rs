//! What a kind may be dropped on, and what that means.

use super::Kind;

/// Something that a kind may be dropped on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The kind of the container.
    pub container: Kind,
    /// The property that then names the container, or what is in it.
    pub property: &'static str,
    /// How the property is filled.
    pub how: Placing,
}

/// How being dropped on a container fills a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// The property names the container itself.
    Inside,
    /// The property is a list of subnets and takes one per zone of those in
    /// the container: the public ones where `public`, else the private ones.
    Across {
        /// Which subnets are preferred.
        public: bool,
    },
}

impl Place {
    /// Dropped on `container`, `property` names it.
    pub const fn inside(container: Kind, property: &'static str) -> Self {
        Self {
            container,
            property,
            how: Placing::Inside,
        }
    }

    /// Dropped on `container`, `property` takes one of its subnets per zone.
    pub const fn across(container: Kind, property: &'static str, public: bool) -> Self {
        Self {
            container,
            property,
            how: Placing::Across { public },
        }
    }
}
