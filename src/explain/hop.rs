//! The name and the one-line remark of a hop: what a stop of the metro line
//! shows.

use super::words;
use crate::architecture::{Architecture, ResourceId, SecurityGroup};
use crate::network::{Decision, Direction, Evidence, Hop, RouteTarget, Stage};

/// What the stop is called: "Route 53", "ALB-SG in", "web-1".
pub fn hop_title(hop: &Hop, architecture: &Architecture) -> String {
    let resource = |otherwise: &str| words::name_or(hop.resource.as_ref(), architecture, otherwise);
    match hop.stage {
        Stage::Source => resource("Internet"),
        Stage::Dns => "Route 53".to_owned(),
        Stage::WebAcl => resource("WAF"),
        Stage::InternetGateway => resource("Internet gateway"),
        Stage::NatGateway => resource("NAT gateway"),
        Stage::VpcEndpoint => resource("Gateway endpoint"),
        Stage::VpcPeering => resource("Peering connection"),
        Stage::RouteTable => route_table(hop, architecture),
        Stage::NetworkAclInbound => "NACL in".to_owned(),
        Stage::NetworkAclOutbound => "NACL out".to_owned(),
        Stage::SecurityGroupInbound => format!("{} in", security_group(hop, architecture)),
        Stage::SecurityGroupOutbound => format!("{} out", security_group(hop, architecture)),
        Stage::Interface => resource("Network interface"),
        Stage::Listener => resource("Load balancer"),
        Stage::Target => resource("Target"),
        Stage::Destination => resource("Internet"),
    }
}

fn route_table(hop: &Hop, architecture: &Architecture) -> String {
    hop.evidence
        .iter()
        .find_map(|evidence| match evidence {
            Evidence::Route { table, .. } => Some(words::name_or(
                table.as_ref(),
                architecture,
                "Main route table",
            )),
            _ => None,
        })
        .unwrap_or_else(|| "Route table".to_owned())
}

fn security_group(hop: &Hop, architecture: &Architecture) -> String {
    let group = hop.evidence.iter().find_map(|evidence| match evidence {
        Evidence::SecurityGroupRule { group, .. } => Some(words::name_or(
            group.as_ref(),
            architecture,
            "Default group",
        )),
        Evidence::NoSecurityGroupRule { groups, .. } => match groups.as_slice() {
            [] => Some("Default group".to_owned()),
            [group] => Some(architecture.name_of(group)),
            _ => None,
        },
        _ => None,
    });
    group.unwrap_or_else(|| "Security group".to_owned())
}

/// What stands beside the place where a packet is dropped: who drops it, and why in
/// a few words.
pub fn drop_note(hop: &Hop, architecture: &Architecture) -> (String, String) {
    let title = hop_title(hop, architecture);
    let who = match hop.stage {
        Stage::SecurityGroupInbound | Stage::SecurityGroupOutbound => {
            security_group(hop, architecture)
        }
        Stage::NetworkAclInbound | Stage::NetworkAclOutbound => {
            let named = hop.evidence.iter().find_map(|it| match it {
                Evidence::NetworkAclEntry { acl, .. } => acl.as_ref(),
                _ => None,
            });
            words::name_or(named, architecture, "the default network ACL")
        }
        _ => title,
    };
    let preposition = match hop.stage {
        Stage::Source | Stage::Destination | Stage::Interface => "at",
        _ => "by",
    };
    let head = format!("Dropped {preposition} {who}");
    (head, hop_subtitle(hop, architecture))
}

/// What the stop remarks beneath its name: "rule 100", "tcp 80 from ALB-SG",
/// "10.0.0.0/16 → local".
pub fn hop_subtitle(hop: &Hop, architecture: &Architecture) -> String {
    if hop.decision == Decision::Remembered {
        return words::name_or(hop.resource.as_ref(), architecture, "");
    }
    if hop.stage == Stage::Source {
        return hop.packet.source.to_string();
    }
    if hop.stage == Stage::Destination && hop.decision == Decision::Delivered {
        // An answer comes home to a port that says nothing to anybody.
        return match hop.evidence.as_slice() {
            [] => hop.packet.destination.to_string(),
            _ => words::traffic_short(&hop.packet),
        };
    }
    hop.evidence
        .iter()
        .find_map(|evidence| remark(evidence, hop, architecture))
        .unwrap_or_else(|| decision(hop.decision).to_owned())
}

/// What one piece of evidence says in a few words.
fn remark(evidence: &Evidence, hop: &Hop, architecture: &Architecture) -> Option<String> {
    Some(match evidence {
        Evidence::Route {
            destination: Some(destination),
            target: Some(target),
            ..
        } => format!("{destination} → {}", route_target(target, architecture)),
        Evidence::Route { address, .. } => format!("no route to {address}"),
        Evidence::NetworkAclEntry {
            number: Some(number),
            ..
        } => format!("rule {number}"),
        Evidence::NetworkAclEntry { number: None, .. } => "rule *".to_owned(),
        Evidence::SecurityGroupRule {
            group,
            direction,
            index,
        } => security_group_remark(group.as_ref(), *direction, *index, architecture)?,
        Evidence::NoSecurityGroupRule { .. } => {
            format!("no rule for {}", words::traffic_short(&hop.packet))
        }
        // What was asked, and what came back; the request goes there next.
        Evidence::Record { name, answer, .. } => format!("{name} is {answer}"),
        Evidence::Translation { before, after } => match hop.stage {
            Stage::InternetGateway | Stage::NatGateway => format!("{before} → {after}"),
            _ => after.to_string(),
        },
        Evidence::Listener {
            status: Some(status),
            ..
        } => format!("answers {status}"),
        Evidence::Listener {
            port,
            rule: Some(rule),
            ..
        } => format!("listener {port}, rule {rule}"),
        Evidence::Listener { port, .. } if hop.decision == Decision::Dropped => {
            format!("no listener on {port}")
        }
        Evidence::Listener { port, .. } => format!("listener {port}"),
        Evidence::Target {
            target: Some(_),
            healthy: true,
            ..
        } => "healthy".to_owned(),
        Evidence::Target {
            target: Some(_),
            healthy: false,
            ..
        } => "unhealthy".to_owned(),
        Evidence::Target { target: None, .. } => "no target".to_owned(),
        Evidence::WebAclRule {
            priority: Some(priority),
            ..
        } => format!("rule {priority}"),
        Evidence::WebAclRule { priority: None, .. } => "default action".to_owned(),
        Evidence::Address { address, .. } => address.to_string(),
        Evidence::Block { block, .. } => block.to_string(),
        Evidence::CertificateNames { host, .. } => format!("not for {host}"),
        Evidence::NoRecord { .. } | Evidence::HiddenWildcard { .. } => "no record of it".to_owned(),
        Evidence::RecordsDisagree { .. } => "records disagree".to_owned(),
        Evidence::Permission { status, .. } => format!("answers {status}"),
        Evidence::Property { .. } | Evidence::HealthCheck { .. } | Evidence::Routing(_) => {
            return None;
        }
    })
}

/// What a route leads to, by name.
pub fn route_target(target: &RouteTarget, architecture: &Architecture) -> String {
    match target {
        RouteTarget::Local => "local".to_owned(),
        RouteTarget::Resource(id) => architecture.name_of(id),
        RouteTarget::Blackhole(Some(id)) => {
            format!("{} (blackhole)", architecture.name_of(id))
        }
        RouteTarget::Blackhole(None) => "no target (blackhole)".to_owned(),
    }
}

fn security_group_remark(
    group: Option<&ResourceId>,
    direction: Direction,
    index: usize,
    architecture: &Architecture,
) -> Option<String> {
    let preposition = match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    };
    let Some(group) = group else {
        return Some(match direction {
            Direction::Inbound => "everything from its members".to_owned(),
            Direction::Outbound => "everything to 0.0.0.0/0".to_owned(),
        });
    };
    let group = architecture.find::<SecurityGroup>(group)?;
    let rules = match direction {
        Direction::Inbound => &group.ingress,
        Direction::Outbound => &group.egress,
    };
    Some(words::rule_short(
        rules.get(index)?,
        preposition,
        architecture,
    ))
}

/// A decision in one word or two.
pub const fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Sent => "sent",
        Decision::Resolved => "answered",
        Decision::Allowed => "allowed",
        Decision::Remembered => "remembered",
        Decision::Routed => "routed",
        Decision::Translated => "translated",
        Decision::Forwarded => "forwarded",
        Decision::Answered => "answers itself",
        Decision::Delivered => "arrived",
        Decision::Dropped => "dropped",
    }
}
