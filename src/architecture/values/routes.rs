//! Routes of a route table.

use super::CidrText;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::property::PropertyType;
use crate::architecture::row::{Member, RowInfo, row};

/// What a route may lead to, of what is modelled.
/// [VPC UG: Route tables, "Targets"]
const TARGETS: &[Kind] = &[
    Kind::InternetGateway,
    Kind::NatGateway,
    Kind::VpcPeering,
    Kind::Instance,
];

// The local routes are never written down: every table has one per block of
// its VPC (rulebook RT-3). A route whose target is deleted stays behind as a
// blackhole (rulebook RT-12).
row! {
    /// One static route.
    Route = RowInfo::lines("route", "route");

    /// Where the packet wants to go: a block such as `0.0.0.0/0`.
    destination: CidrText = CidrText::default()
        => Member::new("Destination", PropertyType::Cidr);

    /// Which way it is sent.
    target: Option<ResourceId> = None
        => Member::reference("Target", TARGETS).optional().kept();
}
