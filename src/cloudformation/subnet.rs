//! Subnets, with their route tables and network ACLs.

use super::omission::Why;
use super::value::{Fields, Value};
use super::vpc::{overlap, takes_size};
use super::writer::Writer;
use crate::architecture::{Kind, NetworkAcl, ResourceId, RouteTable, Subnet, Vpc};

pub(super) fn write(w: &mut Writer, id: &ResourceId, subnet: &Subnet) {
    let vpc = match w.follow(&subnet.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit(id, why),
    };
    let Some(block) = subnet.cidr.lenient().filter(takes_size) else {
        return w.omit(id, Why::Malformed(subnet.cidr.to_string()));
    };
    let around = w
        .blocks
        .get(&vpc)
        .and_then(|blocks| blocks.iter().find(|(outer, _)| outer.contains(&block)))
        .map(|(_, further)| further.clone());
    let Some(further_block) = around else {
        return w.omit(
            id,
            Why::Refused("a subnet's block lies within one of its VPC's blocks"),
        );
    };
    let siblings = w.subnet_blocks.entry(vpc.clone()).or_default();
    if siblings.iter().any(|(_, other)| overlap(other, &block)) {
        return w.omit(
            id,
            Why::Refused("the blocks of two subnets may not overlap"),
        );
    }
    siblings.push((id.clone(), block));

    let zone = w.zone(id, "zone", &subnet.zone);
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .with("CidrBlock", block.to_string())
        .maybe("AvailabilityZone", zone)
        .with("MapPublicIpOnLaunch", subnet.map_public_ip)
        .list("Tags", w.tags(id));
    // A subnet in a further block has to wait for that block.
    w.add(id, "AWS::EC2::Subnet", properties)
        .depends_on
        .extend(further_block);
    associate_route_table(w, id, subnet, &vpc);
    associate_network_acl(w, id, subnet, &vpc);
}

fn associate_route_table(w: &mut Writer, id: &ResourceId, subnet: &Subnet, vpc: &ResourceId) {
    let main = w
        .architecture
        .find::<Vpc>(vpc)
        .and_then(|it| it.main_route_table.clone());
    let Some(table) = subnet.route_table.clone().or(main) else {
        // AWS's own main table counts.
        return;
    };
    let its_vpc = w
        .architecture
        .find::<RouteTable>(&table)
        .and_then(|it| it.vpc.as_ref());
    if !w.has(&table, Kind::RouteTable) {
        return w.omit_part(id, "route table", Why::NotInTemplate(table));
    }
    if its_vpc != Some(vpc) {
        return w.omit_part(
            id,
            "route table",
            Why::Refused("it is a route table of another VPC"),
        );
    }
    let properties = Fields::new()
        .with("RouteTableId", Value::Ref(w.id(&table)))
        .with("SubnetId", Value::Ref(w.id(id)));
    let association = w.part_id(id, "RouteTableAssociation");
    w.add_part(
        association.clone(),
        "AWS::EC2::SubnetRouteTableAssociation",
        properties,
    );
    w.associations.insert(id.clone(), (table, association));
}

fn associate_network_acl(w: &mut Writer, id: &ResourceId, subnet: &Subnet, vpc: &ResourceId) {
    let default = w
        .architecture
        .find::<Vpc>(vpc)
        .and_then(|it| it.default_network_acl.clone());
    let Some(acl) = subnet.network_acl.clone().or(default) else {
        return;
    };
    let its_vpc = w
        .architecture
        .find::<NetworkAcl>(&acl)
        .and_then(|it| it.vpc.as_ref());
    if !w.has(&acl, Kind::NetworkAcl) {
        return w.omit_part(id, "network ACL", Why::NotInTemplate(acl));
    }
    if its_vpc != Some(vpc) {
        return w.omit_part(
            id,
            "network ACL",
            Why::Refused("it is a network ACL of another VPC"),
        );
    }
    let properties = Fields::new()
        .with("NetworkAclId", Value::Ref(w.id(&acl)))
        .with("SubnetId", Value::Ref(w.id(id)));
    let association = w.part_id(id, "NetworkAclAssociation");
    w.add_part(
        association,
        "AWS::EC2::SubnetNetworkAclAssociation",
        properties,
    );
}
