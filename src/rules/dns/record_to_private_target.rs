//! A public directory that gives out internal extensions.

use std::net::Ipv4Addr;

use crate::rules::dns::names::records;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-to-private-target",
    severity: Warning,
    title: "Public record with a private answer",
    checks: "That records of a public zone do not resolve to private addresses: neither typed ones, nor those of instances without a public address, nor those of internal load balancers.",
    why: "Clients on the internet get an answer that leads them nowhere, and everybody learns about your inside.",
    reaction: "Route 53 accepts it.",
    source: "[logic] · rulebook R53-21, ALB-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        let public = context.find::<HostedZone>(it.zone).is_some_and(|zone| !zone.private);
        let internal = it.record.alias.as_ref().filter(|target| {
            context
                .find::<LoadBalancer>(target)
                .is_some_and(|balancer| balancer.scheme == Scheme::Internal)
        });
        let private = it.record.values.iter().find_map(|value| {
            let value = value.trim();
            match value.parse::<Ipv4Addr>() {
                Ok(address) => address.is_private().then(|| format!("the private address {address}")),
                Err(_) => inside(context, &value.into()),
            }
            .map(|what| (what, value))
        });
        let (what, answer) = match (internal, private) {
            (Some(target), _) => (
                format!("the internal load balancer {}", context.name(target)),
                target.to_string(),
            ),
            (None, Some((what, value))) => (what, value.to_owned()),
            _ => continue,
        };
        if public {
            report
                .about(it.zone)
                .at("records")
                .evidence(Evidence::Record {
                    zone: it.zone.clone(),
                    index: it.index,
                    name: it.name.clone(),
                    answer,
                })
                .say(format!(
                    "{} is public but resolves to {what}, which nobody on the internet can reach.",
                    it.name
                ));
        }
    }
}

/// The private address of an instance that has no public one.
fn inside(context: &Context<'_, '_>, id: &ResourceId) -> Option<String> {
    let instance: &Instance = context.find(id)?;
    let subnet = context.subnet(instance.subnet.as_ref()?)?;
    let none = context.relations.public_address_by(id, subnet.subnet).is_none();
    none.then(|| format!("{}, an instance without a public address", context.name(id)))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let record = DnsRecord {
        name: "db.notebookly.com".to_owned(),
        values: vec!["10.0.3.10".to_owned()],
        ..DnsRecord::default()
    };
    let web = Instance {
        subnet: to("subnet-3"),
        ..Instance::default()
    };
    let instance = DnsRecord {
        name: "web.notebookly.com".to_owned(),
        values: vec!["i-1".to_owned()],
        ..DnsRecord::default()
    };
    let with = three_tiers().push("zone-1", "records", record);
    let named = three_tiers().add("i-1", "web-1", web).push("zone-1", "records", instance);
    Examples::new()
        .fires(named.clone(), expect!["web.notebookly.com is public but resolves to web-1, an instance without a public address, which nobody on the internet can reach."])
        .silent(named.set("i-1", "elastic_ip", true))
        .fires(with.clone(), expect!["db.notebookly.com is public but resolves to the private address 10.0.3.10, which nobody on the internet can reach."])
        .fires(three_tiers().set("alb-1", "scheme", "internal"), expect!["notebookly.com is public but resolves to the internal load balancer Notebookly-ALB, which nobody on the internet can reach."])
        .silent(with.set("zone-1", "private", true).set("zone-1", "vpcs", serde_json::json!(["vpc-1"])))
}
