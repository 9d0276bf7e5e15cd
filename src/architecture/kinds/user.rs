//! A user on the internet.

use crate::architecture::kind::{Category, KindInfo, declare};
use crate::architecture::property::Property;
use crate::architecture::values::AddressText;

declare! {
    /// Somebody on the internet, with a browser. No AWS resource: it is where
    /// requests start.
    User = KindInfo::new("user", "User", "")
        .category(Category::Outside)
        .talks()
        .keywords("customer browser internet client");

    /// The public address that requests come from.
    address: AddressText = "203.0.113.7".into()
        => Property::address("Public address", "");
}
