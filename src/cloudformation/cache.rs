//! ElastiCache replication groups, each with its subnet group.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Cache, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, cache: &Cache) {
    if let Err(why) = try_write(w, id, cache) {
        w.omit(id, why);
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, cache: &Cache) -> Result<(), Why> {
    let (vpc, subnets) = w.subnets(id, &cache.subnets, false)?;
    let node_type = cache.node_type.trim();
    let takes = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.';
    if !node_type.starts_with("cache.") || !node_type.bytes().all(takes) {
        return Err(Why::Malformed(node_type.to_owned()));
    }
    let nodes = cache.nodes.clamp(1, 6);
    // Another node takes over only where there is one, and stands in another
    // zone only where a subnet does.
    // [API elasticache CreateReplicationGroup: MultiAZEnabled]
    let multi_az = cache.multi_az && nodes > 1 && w.zone_count(&subnets) > 1;
    if cache.multi_az && !multi_az {
        w.omit_part(
            id,
            "Multi-AZ",
            Why::Refused("it needs two nodes, and subnets in two Availability Zones"),
        );
    }
    let group = w.part_id(id, "SubnetGroup");
    let properties = Fields::new()
        .with("Description", "The subnets of a cache")
        .with("SubnetIds", w.references(&subnets))
        .list("Tags", w.tags(id));
    w.add_part(group.clone(), "AWS::ElastiCache::SubnetGroup", properties);
    let groups = w.groups(id, &cache.security_groups, Some(&vpc));
    // Up to 40 letters, digits and single hyphens, a letter first; kept in
    // lower case. [API elasticache CreateReplicationGroup]
    let name = names::hyphenated(&w.name(id).to_ascii_lowercase(), 40)
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()));
    let name = w.service_name("AWS::ElastiCache::ReplicationGroup", name);
    let properties = Fields::new()
        .maybe("ReplicationGroupId", name)
        .with("ReplicationGroupDescription", "Made with Cloud Campus")
        .with("Engine", cache.engine.value())
        .with("CacheNodeType", node_type)
        .with("NumCacheClusters", nodes)
        .with("AutomaticFailoverEnabled", nodes > 1)
        .with("MultiAZEnabled", multi_az)
        .with("Port", Cache::PORT)
        .with("AtRestEncryptionEnabled", cache.encrypted)
        .with("TransitEncryptionEnabled", cache.encrypted_in_transit)
        .with("CacheSubnetGroupName", Value::Ref(group))
        .list("SecurityGroupIds", groups)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::ElastiCache::ReplicationGroup", properties);
    let logical = w.id(id);
    w.output(
        id,
        "Endpoint",
        "The name under which the node that takes the writes answers",
        Value::attribute(logical, "PrimaryEndPoint.Address"),
    );
    Ok(())
}
