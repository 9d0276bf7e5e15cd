//! A number that is given to somebody else tomorrow.

use crate::rules::dns::names::records;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-to-changing-address",
    severity: Warning,
    title: "Record to an address that changes",
    checks: "That a record which stands for an instance in a public zone is for one with an Elastic IP, and that a record for a load balancer is an alias.",
    why: "An auto-assigned public address is given back whenever the instance stops, and the nodes of a load balancer change theirs at any time. Elastic IPs stay, and an alias follows.",
    reaction: "AWS accepts it; the name leads to somebody else after the next stop.",
    source: "[EC2 UG: Instance IP addressing], [ALB UG: DNS] · rulebook EIP-4, EC2-8, ALB-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        let public = context.find::<HostedZone>(it.zone).is_some_and(|zone| !zone.private);
        if !public || it.record.alias.is_some() || it.record.record_type != RecordType::A {
            continue;
        }
        for target in it.record.values.iter().map(|value| ResourceId::new(value.trim())) {
            let (sentence, fix) = match context.architecture.get(&target).map(|it| &it.properties) {
                Some(Properties::Instance(instance)) if changes(context, &target, instance) => (
                    "has no Elastic IP: its public address changes with every stop",
                    Some(Remedy::new(
                        format!("Give {} an Elastic IP", context.name(&target)),
                        Edit::set(&target, "elastic_ip", true),
                    )),
                ),
                Some(Properties::LoadBalancer(_)) => (
                    "changes its addresses at any time: use an alias",
                    alias(context, it.zone, it.index, &target),
                ),
                _ => continue,
            };
            report.about(it.zone).at("records").with(&target).fix_if(fix).say(format!(
                "{} resolves to an address of {}, which {sentence}.",
                it.name,
                context.name(&target),
            ));
        }
    }
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
    Examples::new()
        .fires(with("i-1").add("i-1", "blog", web(false)), expect!["blog.notebookly.com resolves to an address of blog, which has no Elastic IP: its public address changes with every stop. [Give blog an Elastic IP]"])
        .fires(with("alb-1"), expect!["blog.notebookly.com resolves to an address of Notebookly-ALB, which changes its addresses at any time: use an alias. [Make it an alias]"])
        .silent(with("i-1").add("i-1", "blog", web(true)))
        .silent(with("i-1").add("i-1", "blog", web(false)).set("i-1", "subnet", "subnet-3"))
}
