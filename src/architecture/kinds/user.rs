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

    /// The country that Route 53 takes the address to be in, by its two
    /// letters, and behind a stroke the continent.
    country: String = "IN/AS".to_owned()
        => Property::text("Country", "", "IN/AS");

    /// The Region with the least delay from here, which latency records go by.
    nearest_region: String = "ap-south-1".to_owned()
        => Property::text("Nearest Region", "", "ap-south-1");
}
