//! Gateway endpoints. They get no policy of their own, so AWS's default
//! counts, which lets everything through.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Kind, ResourceId, VpcEndpoint};

pub(super) fn write(w: &mut Writer, id: &ResourceId, endpoint: &VpcEndpoint) {
    let vpc = match w.follow(&endpoint.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit(id, why),
    };
    let mut tables = w.follow_all(id, &endpoint.route_tables, Kind::RouteTable, "route table");
    let all = tables.len();
    tables.retain(|table| w.vpc_of(table).as_ref() == Some(&vpc));
    if tables.len() < all {
        w.omit_part(
            id,
            "route table",
            Why::Refused("it is a route table of another VPC"),
        );
    }
    let service = format!(
        "com.amazonaws.${{AWS::Region}}.{}",
        endpoint.service.value()
    );
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .with("VpcEndpointType", "Gateway")
        .with("ServiceName", Value::Sub(service))
        .list("RouteTableIds", w.references(&tables))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::VPCEndpoint", properties);
}
