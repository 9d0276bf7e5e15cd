//! A number that is given to somebody else tomorrow.

use std::net::Ipv4Addr;

use rustc_hash::FxHashMap;

use crate::network::Role;
use crate::rules::dns::names::{Placed, records};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-to-changing-address",
    severity: Warning,
    title: "Record to an address that changes",
    checks: "That a record which stands for an instance in a public zone, by its name or by the public address that it has today, is for one with an Elastic IP, and that a record for a load balancer, or for the present address of one of its nodes, is an alias.",
    why: "An auto-assigned public address is given back whenever the instance stops, and the nodes of a load balancer change theirs at any time. Elastic IPs stay, and an alias follows.",
    reaction: "AWS accepts it; the name leads to somebody else after the next stop.",
    source: "[EC2 UG: Instance IP addressing], [ALB UG: DNS] · rulebook EIP-3, EIP-4, EC2-8, ALB-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let typed = typed(context);
    for it in records(context) {
        let public = context.find::<HostedZone>(it.zone).is_some_and(|zone| !zone.private);
        if it.record.alias.is_some() || it.record.record_type != RecordType::A {
            continue;
        }
        let mut told = Vec::new();
        for (place, value) in it.record.values.iter().enumerate() {
            let value = value.trim();
            let target = match value.parse() {
                Ok(address) => typed.get(&address).copied().cloned(),
                Err(_) => Some(ResourceId::new(value)),
            };
            // Several nodes of one load balancer are one slip.
            let Some(target) = target.filter(|it| !told.contains(it)) else {
                continue;
            };
            let (sentence, fix) = match context.architecture.get(&target).map(|it| &it.properties) {
                Some(Properties::Instance(instance)) if public && changes(context, &target, instance) => (
                    "has no Elastic IP: its public address changes with every stop",
                    keep(context, &it, place, &target),
                ),
                Some(Properties::LoadBalancer(_)) => (
                    "changes its addresses at any time: use an alias",
                    alias(context, it.zone, it.index, &target),
                ),
                _ => continue,
            };
            let what = if target.as_str() == value {
                "an address of".to_owned()
            } else {
                format!("{value}, the present address of")
            };
            report.about(it.zone).at("records").with(&target).fix_if(fix).say(format!(
                "{} resolves to {what} {}, which {sentence}.",
                it.name,
                context.name(&target),
            ));
            told.push(target);
        }
    }
}

/// The addresses of load balancers' nodes and of instances, and whose they are.
fn typed<'a>(context: &Context<'_, 'a>) -> FxHashMap<Ipv4Addr, &'a ResourceId> {
    let mut typed = FxHashMap::default();
    // Addresses are seldom typed into records.
    let zones = context.all::<HostedZone>();
    let mut values = zones.flat_map(|(_, it)| &it.records).flat_map(|it| &it.values);
    if !values.any(|it| it.trim().parse::<Ipv4Addr>().is_ok()) {
        return typed;
    }
    for interface in context.network.interfaces() {
        if matches!(interface.role, Role::BalancerNode | Role::Instance) {
            typed.extend(interface.public.map(|address| (address, interface.owner)));
        }
        // The inside of an instance keeps its address; that of a node does not.
        if interface.role == Role::BalancerNode {
            typed.extend(interface.private.map(|address| (address, interface.owner)));
        }
    }
    typed
}

/// An Elastic IP, and the record for the instance that has it: the address
/// that it has today is not the one that it keeps (rulebook EIP-3).
fn keep(context: &Context<'_, '_>, it: &Placed<'_>, place: usize, target: &ResourceId) -> Option<Remedy> {
    let zone: &HostedZone = context.find(it.zone)?;
    let mut edits = vec![Edit::set(target, "elastic_ip", true)];
    let mut label = format!("Give {} an Elastic IP", context.name(target));
    if it.record.values.get(place)?.trim() != target.as_str() {
        let mut records = zone.records.clone();
        target.as_str().clone_into(&mut records.get_mut(it.index)?.values[place]);
        edits.push(Edit::set(it.zone, "records", records));
        label.push_str(", and answer with it");
    }
    Some(Remedy { label, edits })
}

/// Whether it has a public address that works and is not its own for good.
/// One without any is told as such.
fn changes(context: &Context<'_, '_>, id: &ResourceId, instance: &Instance) -> bool {
    let subnet = instance.subnet.as_ref().and_then(|id| context.subnet(id));
    subnet.is_some_and(|it| {
        it.is_public()
            && context.relations.public_address_by(id, it.subnet).is_some_and(|by| by != "elastic_ip")
    })
}

fn alias(context: &Context<'_, '_>, id: &ResourceId, index: usize, target: &ResourceId) -> Option<Remedy> {
    let zone: &HostedZone = context.find(id)?;
    let mut records = zone.records.clone();
    let record = records.get_mut(index)?;
    record.values.clear();
    record.alias = Some(target.clone());
    Some(Remedy::new("Make it an alias", Edit::set(id, "records", records)))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = |elastic_ip| Instance {
        subnet: to("subnet-1"),
        public_ip: PublicIp::Yes,
        elastic_ip,
        ..Instance::default()
    };
    let with = |value: &str| {
        let record = DnsRecord {
            name: "blog.notebookly.com".to_owned(),
            values: vec![value.to_owned()],
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    let nodes = serde_json::json!([
        {"subnet": "subnet-1", "private_address": "10.0.1.31", "public_address": "198.51.100.31"},
    ]);
    Examples::new()
        .fires(with("i-1").add("i-1", "blog", web(false)), expect!["blog.notebookly.com resolves to an address of blog, which has no Elastic IP: its public address changes with every stop. [Give blog an Elastic IP]"])
        .fires(with("alb-1"), expect!["blog.notebookly.com resolves to an address of Notebookly-ALB, which changes its addresses at any time: use an alias. [Make it an alias]"])
        // The addresses that they have today.
        .fires(with("198.51.100.30").add("i-1", "blog", Instance { public_address: "198.51.100.30".into(), ..web(false) }), expect!["blog.notebookly.com resolves to 198.51.100.30, the present address of blog, which has no Elastic IP: its public address changes with every stop. [Give blog an Elastic IP, and answer with it]"])
        .fires(with("198.51.100.31").set("alb-1", "node_addresses", nodes.clone()), expect!["blog.notebookly.com resolves to 198.51.100.31, the present address of Notebookly-ALB, which changes its addresses at any time: use an alias. [Make it an alias]"])
        .fires(with("10.0.1.31").set("alb-1", "node_addresses", nodes).set("alb-1", "scheme", "internal").set("zone-1", "private", true).set("zone-1", "vpcs", serde_json::json!(["vpc-1"])).set("zone-1", "records", serde_json::json!([{"name": "blog.notebookly.com", "type": "A", "values": ["10.0.1.31"]}])), expect!["blog.notebookly.com resolves to 10.0.1.31, the present address of Notebookly-ALB, which changes its addresses at any time: use an alias. [Make it an alias]"])
        .silent(with("198.51.100.30").add("i-1", "blog", Instance { public_address: "198.51.100.30".into(), ..web(true) }))
        .silent(with("198.51.100.99"))
        .silent(with("i-1").add("i-1", "blog", web(true)))
        .silent(with("i-1").add("i-1", "blog", web(false)).set("i-1", "subnet", "subnet-3"))
}
