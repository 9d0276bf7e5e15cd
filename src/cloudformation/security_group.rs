//! Security groups and their rules.
//!
//! A rule stands within its group where it can. Groups that name each other,
//! or themselves, would wait for each other forever, so their rules to each
//! other become resources of their own (rulebook SG-21); which ones those
//! are, is a question of cycles in the graph of groups.

use std::collections::BTreeMap;

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::names;
use super::omission::Why;
use super::ports;
use super::template::Entry;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Kind, Peer, ResourceId, SecurityGroup, SecurityGroupRule, VpcPeering};

/// The characters of group names and of descriptions.
/// [API ec2 CreateSecurityGroup]
fn takes(char: char) -> bool {
    char.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;!*".contains(char)
}

pub(super) fn write(w: &mut Writer, groups: &[(&ResourceId, &SecurityGroup)]) {
    let rings = rings(groups);
    let mut made = Vec::new();
    // First the groups, so that rules know which of them there are.
    for (id, group) in groups {
        match w.follow(&group.vpc, Kind::Vpc, "a VPC") {
            Ok(vpc) => {
                let properties = body(w, id, group, &vpc);
                w.add(id, "AWS::EC2::SecurityGroup", properties);
                made.push((*id, *group));
            }
            Err(why) => w.omit(id, why),
        }
    }
    for (id, group) in made {
        let ingress = write_rules(w, id, &group.ingress, Side::Ingress, &rings);
        let mut egress = write_rules(w, id, &group.egress, Side::Egress, &rings);
        if egress.is_empty() {
            // A group without an outbound rule within it gets AWS's own, which
            // allows everything. The loopback address, which no packet on the
            // network has, keeps it away. [CFN TR: AWS::EC2::SecurityGroup,
            // Remove default rule]
            let nobody = Fields::new()
                .with("IpProtocol", "-1")
                .with("CidrIp", "127.0.0.1/32")
                .with(
                    "Description",
                    "Nobody, in place of the default rule that allows all",
                );
            egress.push(nobody.into());
        }
        let logical = w.id(id);
        if let Some(entry) = w.template.resources.iter_mut().find(|it| it.id == logical) {
            let tags = entry.properties.0.iter().position(|(key, _)| key == "Tags");
            let at = tags.unwrap_or(entry.properties.0.len());
            let rules = Fields::new()
                .list("SecurityGroupIngress", ingress)
                .list("SecurityGroupEgress", egress);
            entry.properties.0.splice(at..at, rules.0);
        }
    }
}

fn body(w: &mut Writer, id: &ResourceId, group: &SecurityGroup, vpc: &ResourceId) -> Fields {
    let name = names::adapt(w.name(id), takes, 255)
        // AWS's own ids start so, and `default` is AWS's own group.
        .filter(|name| !name.starts_with("sg-") && !name.eq_ignore_ascii_case("default"))
        // Names are unique within a VPC: another VPC may have the same.
        .map(|name| (name.clone(), format!("{vpc}/{name}")))
        .filter(|(_, key)| {
            w.service_name("AWS::EC2::SecurityGroup", Some(key.clone()))
                .is_some()
        })
        .map(|(name, _)| name);
    let description = names::adapt(&group.description, takes, 255)
        .or_else(|| names::adapt(w.name(id), takes, 255))
        .unwrap_or_else(|| "Security group".to_owned());
    Fields::new()
        .maybe("GroupName", name)
        .with("GroupDescription", description)
        .with("VpcId", Value::Ref(w.id(vpc)))
        .list("Tags", w.tags(id))
}

/// Which ring of groups that name each other each group belongs to.
fn rings(groups: &[(&ResourceId, &SecurityGroup)]) -> BTreeMap<ResourceId, usize> {
    let mut graph = DiGraph::<&ResourceId, ()>::new();
    let nodes: BTreeMap<_, _> = groups
        .iter()
        .map(|(id, _)| (*id, graph.add_node(id)))
        .collect();
    for (id, group) in groups {
        for rule in group.ingress.iter().chain(&group.egress) {
            if let Peer::Group(peer) = &rule.peer
                && let Some(to) = nodes.get(peer)
            {
                graph.add_edge(nodes[id], *to, ());
            }
        }
    }
    let mut rings = BTreeMap::new();
    for (ring, members) in tarjan_scc(&graph).into_iter().enumerate() {
        for member in members {
            rings.insert(graph[member].clone(), ring);
        }
    }
    rings
}

#[derive(Clone, Copy)]
enum Side {
    Ingress,
    Egress,
}

/// Writes the rules of one side; returns those that stand within the group.
fn write_rules(
    w: &mut Writer,
    id: &ResourceId,
    rules: &[SecurityGroupRule],
    side: Side,
    rings: &BTreeMap<ResourceId, usize>,
) -> Vec<Value> {
    let mut within: Vec<Fields> = Vec::new();
    let mut apart: Vec<Fields> = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let fields = match rule_fields(w, id, rule, side) {
            Ok(fields) => fields,
            Err(why) => {
                let side = match side {
                    Side::Ingress => "inbound",
                    Side::Egress => "outbound",
                };
                w.omit_part(id, format!("{side} rule {}", index + 1), why);
                continue;
            }
        };
        match &rule.peer {
            Peer::Group(peer) => {
                let peering = joined(w, id, peer).flatten();
                if peering.is_none() && rings.get(peer) != rings.get(id) {
                    push_new(&mut within, fields);
                } else if push_new(&mut apart, fields.clone()) {
                    write_apart(w, id, peer, side, fields)
                        .depends_on
                        .extend(peering);
                }
            }
            Peer::Cidr(_) => {
                push_new(&mut within, fields);
            }
        }
    }
    within.into_iter().map(Value::from).collect()
}

/// Adds a rule unless it is there already: AWS refuses the same rule twice.
fn push_new(rules: &mut Vec<Fields>, rule: Fields) -> bool {
    let new = !rules.contains(&rule);
    if new {
        rules.push(rule);
    }
    new
}

fn write_apart<'w>(
    w: &'w mut Writer,
    id: &ResourceId,
    peer: &ResourceId,
    side: Side,
    fields: Fields,
) -> &'w mut Entry {
    let (kind, word) = match side {
        Side::Ingress => ("AWS::EC2::SecurityGroupIngress", "IngressFrom"),
        Side::Egress => ("AWS::EC2::SecurityGroupEgress", "EgressTo"),
    };
    let part = if peer == id {
        "Itself".to_owned()
    } else {
        w.id(peer)
    };
    let short: String = part.chars().take(60).collect();
    let logical = w.part_id(id, &format!("{word}{short}"));
    let mut properties = Fields::new().with("GroupId", Value::attribute(w.id(id), "GroupId"));
    properties.0.extend(fields.0);
    w.add_part(logical, kind, properties)
}

fn rule_fields(
    w: &Writer,
    id: &ResourceId,
    rule: &SecurityGroupRule,
    side: Side,
) -> Result<Fields, Why> {
    let (from, to) = match ports::range(rule.protocol, rule.from_port, rule.to_port)? {
        Some((from, to)) => (Some(from), Some(to)),
        None => (None, None),
    };
    let peer = match &rule.peer {
        Peer::Cidr(text) => {
            let block = text
                .lenient()
                .ok_or_else(|| Why::Malformed(text.to_string()))?;
            Fields::new().with("CidrIp", block.to_string())
        }
        Peer::Group(group) => {
            if !w.has(group, Kind::SecurityGroup) {
                return Err(w.unmade(group));
            }
            joined(w, id, group).ok_or(Why::Refused(
                "it names a group of a VPC that is not peered with its own",
            ))?;
            let key = match side {
                Side::Ingress => "SourceSecurityGroupId",
                Side::Egress => "DestinationSecurityGroupId",
            };
            Fields::new().with(key, Value::attribute(w.id(group), "GroupId"))
        }
    };
    let protocol = match rule.protocol.number() {
        1 => "icmp".to_owned(),
        6 => "tcp".to_owned(),
        17 => "udp".to_owned(),
        other => other.to_string(),
    };
    let mut fields = Fields::new()
        .with("IpProtocol", protocol)
        .maybe("FromPort", from)
        .maybe("ToPort", to);
    fields.0.extend(peer.0);
    Ok(fields.maybe("Description", names::adapt(&rule.description, takes, 255)))
}

/// Whether two groups may name each other: they are in one VPC, or their VPCs
/// are peered (rulebook SG-14). Returns the peering connection that joins
/// them, which the rule then waits for.
fn joined(w: &Writer, one: &ResourceId, other: &ResourceId) -> Option<Option<String>> {
    let (one, other) = (w.vpc_of(one), w.vpc_of(other));
    if one == other {
        return Some(None);
    }
    let joins = |it: &VpcPeering| {
        (it.requester == one && it.accepter == other)
            || (it.requester == other && it.accepter == one)
    };
    w.architecture
        .all::<VpcPeering>()
        .find(|(id, it)| w.has(id, Kind::VpcPeering) && joins(it))
        .map(|(id, _)| Some(w.id(id)))
}
