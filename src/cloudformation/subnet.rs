//! Subnets, with their route tables and network ACLs.

use super::omission::Why;
use super::value::{Fields, Value};
use super::vpc::{overlap, takes_size};
use super::writer::Writer;
use crate::architecture::{Kind, ResourceId, Subnet};

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

    let zone = w.relations.subnet(id).map_or("", |it| it.zone_text);
    let zone = w.zone(id, "zone", zone);
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

/// What the subnet or its VPC names and does not count is noted. What counts
/// is associated even where it is the VPC's main table: a template cannot make
/// it AWS's main one.
fn associate_route_table(w: &mut Writer, id: &ResourceId, subnet: &Subnet, vpc: &ResourceId) {
    let Some(counting) = w.relations.subnet(id).map(|it| it.table) else {
        return;
    };
    let of_vpc = w.relations.vpc(vpc).map(|it| &it.vpc.main_route_table);
    note_refused(
        w,
        id,
        Kind::RouteTable,
        &subnet.route_table,
        of_vpc,
        counting,
    );
    let Some(table) = counting.filter(|table| w.has(table, Kind::RouteTable)) else {
        // AWS's own main table counts.
        return;
    };
    let properties = Fields::new()
        .with("RouteTableId", Value::Ref(w.id(table)))
        .with("SubnetId", Value::Ref(w.id(id)));
    let association = w.part_id(id, "RouteTableAssociation");
    w.add_part(
        association.clone(),
        "AWS::EC2::SubnetRouteTableAssociation",
        properties,
    );
    w.associations
        .insert(id.clone(), (table.clone(), association));
}

/// The same for the network ACL, and the VPC's default one.
fn associate_network_acl(w: &mut Writer, id: &ResourceId, subnet: &Subnet, vpc: &ResourceId) {
    let Some(counting) = w.relations.subnet(id).map(|it| it.acl) else {
        return;
    };
    let of_vpc = w.relations.vpc(vpc).map(|it| &it.vpc.default_network_acl);
    note_refused(
        w,
        id,
        Kind::NetworkAcl,
        &subnet.network_acl,
        of_vpc,
        counting,
    );
    let Some(acl) = counting.filter(|acl| w.has(acl, Kind::NetworkAcl)) else {
        return;
    };
    let properties = Fields::new()
        .with("NetworkAclId", Value::Ref(w.id(acl)))
        .with("SubnetId", Value::Ref(w.id(id)));
    let association = w.part_id(id, "NetworkAclAssociation");
    w.add_part(
        association,
        "AWS::EC2::SubnetNetworkAclAssociation",
        properties,
    );
}

/// Notes that the table or ACL that a subnet obeys by what was drawn is not in
/// the template, or not that of its VPC.
fn note_refused(
    w: &mut Writer,
    id: &ResourceId,
    kind: Kind,
    own: &Option<ResourceId>,
    of_vpc: Option<&Option<ResourceId>>,
    counting: Option<&ResourceId>,
) {
    let (part, elsewhere) = match kind {
        Kind::NetworkAcl => ("network ACL", "it is a network ACL of another VPC"),
        _ => ("route table", "it is a route table of another VPC"),
    };
    let Some(named) = own.as_ref().or_else(|| of_vpc?.as_ref()).cloned() else {
        return;
    };
    if !w.has(&named, kind) {
        w.omit_part(id, part, w.unmade(&named));
    } else if counting != Some(&named) {
        w.omit_part(id, part, Why::Refused(elsewhere));
    }
}
