//! A service that depends on one machine.

use std::cell::LazyCell;
use std::net::Ipv4Addr;

use rustc_hash::FxHashMap;

use crate::network::Role;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "single-server",
    severity: Warning,
    title: "One stand-alone instance serves everybody",
    checks: "That what a target group or a public record leads to is more than one stand-alone instance.",
    why: "An instance that fails does not replace itself. An Auto Scaling group starts a new one, and with two zones somebody is always there.",
    reaction: "AWS accepts it.",
    source: "[EC2 UG: Instance recovery], [ASG UG: Benefits] · rulebook EC2-18, REG-5, X-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, servers) in context.targets() {
        let alone = servers.len() == 1 && context.find::<TargetGroup>(group).is_some_and(|it| it.addresses.is_empty());
        let Some(it) = servers.first().filter(|_| alone) else {
            continue;
        };
        if context.find::<Instance>(it.id).is_some() {
            report.about(it.id).with(group).value(group, "targets").say(format!(
                "{} is the only target of {}: when it fails, nobody answers and nothing replaces it.",
                context.name(it.id),
                context.name(group),
            ));
        }
    }
    // Addresses are seldom typed into records, so they are looked up late.
    let by_address = LazyCell::new(|| public_addresses(context));
    for (zone, it) in context.all::<HostedZone>().filter(|(_, it)| !it.private) {
        for (index, record) in it.records.iter().enumerate() {
            let [value] = &record.values[..] else { continue };
            let id = match value.trim().parse::<Ipv4Addr>() {
                Ok(address) => by_address.get(&address).map(|id| (*id).clone()),
                Err(_) => Some(ResourceId::new(value.trim())),
            };
            let Some(id) = id else { continue };
            // Under a routing policy others answer too.
            let alone = record.alias.is_none() && record.policy == RoutingPolicy::Simple;
            if alone && context.find::<Instance>(&id).is_some() {
                report
                    .about(&id)
                    .with(zone)
                    .evidence(Evidence::Record {
                        zone: zone.clone(),
                        index,
                        name: record.name.clone(),
                        answer: value.clone(),
                    })
                    .say(format!(
                        "{} alone answers for {}: when it fails, nobody answers and nothing replaces it.",
                        context.name(&id),
                        record.name,
                    ));
            }
        }
    }
}

/// Whose public address is which.
fn public_addresses<'a>(context: &Context<'_, 'a>) -> FxHashMap<Ipv4Addr, &'a ResourceId> {
    let interfaces = context.network.interfaces().iter();
    let instances = interfaces.filter(|it| it.role == Role::Instance);
    instances.filter_map(|it| Some((it.public?, it.owner))).collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = Instance {
        subnet: to("subnet-3"),
        security_groups: ids(&["sg-2"]),
        ..Instance::default()
    };
    let alone = three_tiers()
        .delete("asg-1")
        .add("i-1", "web-1", web.clone())
        .push("tg-1", "targets", "i-1");
    let record = DnsRecord {
        name: "blog.notebookly.com".to_owned(),
        values: vec!["i-1".to_owned()],
        ..DnsRecord::default()
    };
    Examples::new()
        .fires(alone.clone(), expect!["web-1 is the only target of Notebookly-TG: when it fails, nobody answers and nothing replaces it."])
        .fires(three_tiers().add("i-1", "blog", web.clone()).push("zone-1", "records", record.clone()), expect!["blog alone answers for blog.notebookly.com: when it fails, nobody answers and nothing replaces it."])
        .fires(three_tiers().add("i-1", "blog", Instance { subnet: to("subnet-1"), elastic_ip: true, public_address: "198.51.100.30".into(), ..web.clone() }).push("zone-1", "records", DnsRecord { values: vec!["198.51.100.30".to_owned()], ..record.clone() }), expect!["blog alone answers for blog.notebookly.com: when it fails, nobody answers and nothing replaces it."])
        .silent(alone.add("i-2", "web-2", web).push("tg-1", "targets", "i-2"))
        .silent(three_tiers())
}
