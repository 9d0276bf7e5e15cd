//! A Region: the campus that everything else stands on.

use crate::architecture::kind::{KindInfo, Look, declare};
use crate::architecture::property::Property;
use crate::architecture::regions;

declare! {
    /// A Region is a place in the world where AWS runs several separate
    /// buildings, the Availability Zones. Networks, servers and databases live
    /// in exactly one Region. [EC2 UG: Regions and Zones]
    Region = KindInfo::new("region", "Region", "")
        .look(Look::Container)
        .api("EnableRegion", "DisableRegion")
        .keywords("mumbai location campus");

    /// Which Region it is. Everything inside is created there.
    code: String = "ap-south-1".to_owned()
        => Property::choice("Region", "Region", regions::CHOICES).fixed();
}
