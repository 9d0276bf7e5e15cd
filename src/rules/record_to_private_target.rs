//! A public directory that gives out internal extensions.

use std::net::Ipv4Addr;

use super::names::records;
use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-to-private-target",
    severity: Warning,
    title: "Public record with a private answer",
    checks: "That records of a public zone do not answer with private addresses, and do not point at internal load balancers.",
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
        let private = it.record.values.iter().find(|value| {
            let address: Option<Ipv4Addr> = value.trim().parse().ok();
            address.is_some_and(|address| address.is_private())
        });
        let (what, answer) = match (internal, private) {
            (Some(target), _) => (
                format!("the internal load balancer {}", context.name(target)),
                target.to_string(),
            ),
            (None, Some(address)) => (format!("the private address {address}"), address.clone()),
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
                    "{} is public but answers with {what}, which nobody on the internet can reach.",
                    it.name
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let record = DnsRecord {
        name: "db.notebookly.com".to_owned(),
        values: vec!["10.0.3.10".to_owned()],
        ..DnsRecord::default()
    };
    let with = three_tiers().push("zone-1", "records", record);
    Examples::new()
        .fires(with.clone(), expect!["db.notebookly.com is public but answers with the private address 10.0.3.10, which nobody on the internet can reach."])
        .fires(three_tiers().set("alb-1", "scheme", "internal"), expect!["notebookly.com is public but answers with the internal load balancer Notebookly-ALB, which nobody on the internet can reach."])
        .silent(with.set("zone-1", "private", true).set("zone-1", "vpcs", serde_json::json!(["vpc-1"])))
}
