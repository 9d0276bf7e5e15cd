//! A route table: the signboard.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::Route;

declare! {
    /// A route table tells packets that leave a subnet which way to go. The
    /// most specific matching route wins; the VPC's own addresses are always
    /// local. [VPC UG: Route tables]
    RouteTable = KindInfo::new("route-table", "Route table", "AWS::EC2::RouteTable")
        .look(Look::Chip)
        .counts("route_table", "subnet")
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .api("CreateRouteTable", "DeleteRouteTable")
        .tagged(Tagging::EC2)
        .keywords("signboard routing");

    /// The VPC whose packets it routes.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// Its routes, besides the local one that AWS adds by itself.
    routes: Vec<Route> = Vec::new()
        => Property::rows("Routes", "Route", &Route::ROW)
            .added_by("CreateRoute")
            .removed_by("DeleteRoute");
}
