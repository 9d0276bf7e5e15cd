//! The stages of a way, by their keys in lessons, with neutral words for each.

use crate::architecture::ResourceId;
use crate::network::Stage;

/// Where an option stands.
pub(super) struct Place {
    pub title: String,
    pub stage: Option<String>,
    pub back: bool,
    pub options: Vec<usize>,
    pub hop: Option<usize>,
    pub resource: Option<ResourceId>,
}

const STAGES: [(Stage, &str, &str); 16] = [
    (Stage::Source, "source", "starts here"),
    (Stage::Dns, "dns", "the name is looked up"),
    (Stage::WebAcl, "web_acl", "web ACL"),
    (
        Stage::InternetGateway,
        "internet_gateway",
        "internet gateway",
    ),
    (Stage::NatGateway, "nat_gateway", "NAT gateway"),
    (Stage::VpcEndpoint, "vpc_endpoint", "gateway endpoint"),
    (Stage::VpcPeering, "vpc_peering", "peering connection"),
    (Stage::RouteTable, "route_table", "route table"),
    (
        Stage::NetworkAclInbound,
        "network_acl_inbound",
        "network ACL, in",
    ),
    (
        Stage::NetworkAclOutbound,
        "network_acl_outbound",
        "network ACL, out",
    ),
    (
        Stage::SecurityGroupInbound,
        "security_group_inbound",
        "security group, in",
    ),
    (
        Stage::SecurityGroupOutbound,
        "security_group_outbound",
        "security group, out",
    ),
    (Stage::Interface, "interface", "network interface"),
    (Stage::Listener, "listener", "load balancer"),
    (Stage::Target, "target", "target"),
    (Stage::Destination, "destination", "ends here"),
];

/// A stage as lessons and JSON call it.
pub fn stage_key(stage: Stage) -> &'static str {
    let found = STAGES.iter().find(|(it, _, _)| *it == stage);
    found.map_or("", |(_, key, _)| key)
}

/// The words for a stage that give nothing away.
pub fn stage_words(stage: Stage) -> &'static str {
    let found = STAGES.iter().find(|(it, _, _)| *it == stage);
    found.map_or("", |(_, _, words)| words)
}

/// The same, by its key.
pub fn stage_named(key: &str) -> &'static str {
    let found = STAGES.iter().find(|(_, it, _)| *it == key);
    found.map_or("", |(_, _, words)| words)
}
