//! Colleagues who leave by the front gate come back as strangers.

use std::collections::BTreeMap;

use crate::network::Role;
use crate::rules::dns::names::{Placed, canonical, is_within, records};
use crate::rules::prelude::*;
use crate::rules::shared::filters::is_private;

pub const RULE: Rule = Rule {
    code: "public-name-of-grouped-instance",
    severity: Warning,
    title: "Name with a public address that admits groups only",
    checks: "That an instance whose public address a public record answers with lets in somebody from the internet, if its security groups let in members of other groups.",
    why: "A rule that names a group means the private addresses of its members. Who looks up the public name, even inside the same VPC, gets the public address; the packets leave through the internet gateway and come back with a public source, which the rule does not match.",
    reaction: "AWS accepts it; connections to the name time out.",
    source: "[VPC UG: Security group rules; DNS attributes] · rulebook SG-13, IGW-4, VPC-19",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let interfaces = context.network.interfaces().iter();
    let public: BTreeMap<String, &ResourceId> = interfaces
        .filter(|it| it.role == Role::Instance)
        .filter_map(|it| Some((it.public?.to_string(), it.owner)))
        .collect();
    if public.is_empty() {
        return;
    }
    for it in records(context) {
        let zone: Option<&HostedZone> = context.find(it.zone);
        if zone.is_none_or(|it| it.private) || it.record.record_type != RecordType::A {
            continue;
        }
        for value in &it.record.values {
            let value = value.trim();
            let named = ResourceId::new(value);
            let by_id = context.network.interface(&named).filter(|it| it.public.is_some());
            let Some(id) = public.get(value).copied().or(by_id.map(|it| it.owner)) else {
                continue;
            };
            if let Some(groups) = admitted(context, id) {
                tell(context, report, &it, id, &groups);
            }
        }
    }
}

/// The groups whose members an instance lets in, if it lets in nobody else who
/// could come over the internet.
fn admitted<'a>(context: &Context<'_, 'a>, id: &ResourceId) -> Option<Vec<&'a ResourceId>> {
    let instance: &Instance = context.find(id)?;
    let groups: Option<Vec<&SecurityGroup>> =
        instance.security_groups.iter().map(|id| context.find(id)).collect();
    let mut admitted = Vec::new();
    for rule in groups?.iter().flat_map(|it| &it.ingress) {
        match &rule.peer {
            Peer::Group(group) if !instance.security_groups.contains(group) => admitted.push(group),
            Peer::Group(_) => {}
            // What is no block at all is told as such.
            Peer::Cidr(text) if text.lenient().is_some_and(is_private) => {}
            Peer::Cidr(_) => return None,
        }
    }
    admitted.order();
    admitted.dedup();
    (!admitted.is_empty()).then_some(admitted)
}

fn tell(
    context: &Context<'_, '_>,
    report: &mut Report<'_>,
    it: &Placed<'_>,
    id: &ResourceId,
    groups: &[&ResourceId],
) {
    let Some(instance) = context.find::<Instance>(id) else { return };
    let home = instance.subnet.as_ref().and_then(|id| context.subnet(id)?.vpc);
    let Some(vpc) = home.filter(|vpc| !is_answered_inside(context, &it.name, vpc)) else {
        return;
    };
    let address = context.network.interface(id).and_then(|it| it.public);
    let address = address.map_or_else(String::new, |it| format!(", {it}"));
    let mut draft = report.about(it.zone).at("records").with(id).evidence(Evidence::Record {
        zone: it.zone.clone(),
        index: it.index,
        name: it.name.clone(),
        answer: id.to_string(),
    });
    for group in instance.security_groups.iter().chain(groups.iter().copied()) {
        draft = draft.with(group);
    }
    let guards = context.names(&instance.security_groups);
    draft.fix_if(answer_inside(context, &it.name, id, vpc)).say(format!(
        "{} answers with the public address of {}{address}. {guards} {} in {} only, and a rule that names a group means private addresses: who takes this name comes from a public one and is refused. Inside the VPC its private address has to be used.",
        it.name,
        context.name(id),
        if instance.security_groups.len() > 1 { "let" } else { "lets" },
        context.names(groups.iter().copied()),
    ));
}

/// Whether some private zone answers for a name in a VPC: there nobody asks the
/// public one.
fn is_answered_inside(context: &Context<'_, '_>, name: &str, vpc: &ResourceId) -> bool {
    let usable = context.find::<Vpc>(vpc).is_some_and(|it| it.dns_support && it.dns_hostnames);
    let mut zones = context.all::<HostedZone>().map(|(_, it)| it);
    usable && zones.any(|it| it.private && it.vpcs.contains(vpc) && is_within(name, &canonical(&it.domain)))
}

/// A private zone for just this name, which answers inside the VPC with the
/// private address. It takes both DNS attributes.
fn answer_inside(context: &Context<'_, '_>, name: &str, id: &ResourceId, vpc: &ResourceId) -> Option<Remedy> {
    let it: &Vpc = context.find(vpc)?;
    if !it.dns_hostnames || !it.dns_support {
        return None;
    }
    let architecture = context.architecture.architecture();
    let zone = HostedZone {
        domain: name.to_owned(),
        private: true,
        vpcs: vec![vpc.clone()],
        records: vec![DnsRecord {
            name: name.to_owned(),
            values: vec![id.to_string()],
            ..DnsRecord::default()
        }],
    };
    let title = architecture.free_name(&format!("{name} (private)"));
    Some(Remedy::new(
        format!(
            "Answer {name} with {}'s private address inside {}, by a private zone",
            context.name(id),
            context.name(vpc)
        ),
        Edit::Create {
            id: architecture.free_id(Kind::HostedZone),
            resource: Resource::new(title, zone),
        },
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let group = |ingress: Vec<SecurityGroupRule>| SecurityGroup {
        vpc: to("vpc-1"),
        ingress,
        ..SecurityGroup::default()
    };
    let postgres = Instance {
        subnet: to("subnet-1"),
        security_groups: ids(&["sg-9"]),
        elastic_ip: true,
        public_address: "198.51.100.20".into(),
        ..Instance::default()
    };
    let with = |name: &str, value: &str| {
        let record = DnsRecord {
            name: name.to_owned(),
            values: vec![value.to_owned()],
            ..DnsRecord::default()
        };
        three_tiers()
            .add("sg-9", "postgres-sg", group(vec![tcp(5432, "#sg-2")]))
            .add("i-1", "postgres", postgres.clone())
            .push("zone-1", "records", record)
    };
    let pg = with("pg.notebookly.com", "198.51.100.20");
    Examples::new()
        .fires(pg.clone(), expect!["pg.notebookly.com answers with the public address of postgres, 198.51.100.20. postgres-sg lets in WebServer-SG only, and a rule that names a group means private addresses: who takes this name comes from a public one and is refused. Inside the VPC its private address has to be used. [Answer pg.notebookly.com with postgres's private address inside Notebookly-VPC, by a private zone]"])
        .fires(with("pg.notebookly.com", "i-1"), expect!["pg.notebookly.com answers with the public address of postgres, 198.51.100.20. postgres-sg lets in WebServer-SG only, and a rule that names a group means private addresses: who takes this name comes from a public one and is refused. Inside the VPC its private address has to be used. [Answer pg.notebookly.com with postgres's private address inside Notebookly-VPC, by a private zone]"])
        .fires(pg.clone().push("sg-9", "ingress", tcp(22, "10.0.0.0/16")), expect!["pg.notebookly.com answers with the public address of postgres, 198.51.100.20. postgres-sg lets in WebServer-SG only, and a rule that names a group means private addresses: who takes this name comes from a public one and is refused. Inside the VPC its private address has to be used. [Answer pg.notebookly.com with postgres's private address inside Notebookly-VPC, by a private zone]"])
        // Without both DNS attributes there is no private zone.
        .fires(pg.clone().set("vpc-1", "dns_hostnames", false), expect!["pg.notebookly.com answers with the public address of postgres, 198.51.100.20. postgres-sg lets in WebServer-SG only, and a rule that names a group means private addresses: who takes this name comes from a public one and is refused. Inside the VPC its private address has to be used."])
        // Somebody inside asks another zone.
        .silent(pg.clone().add("zone-2", "inside", HostedZone { domain: "pg.notebookly.com".to_owned(), private: true, vpcs: ids(&["vpc-1"]), ..HostedZone::default() }))
        // Somebody outside may have the name for himself.
        .silent(pg.clone().push("sg-9", "ingress", tcp(22, "198.51.100.0/24")))
        .silent(pg.clone().set("i-1", "subnet", "subnet-3").set("i-1", "elastic_ip", false).set("i-1", "public_address", ""))
        .silent(pg.set("zone-1", "private", true).set("zone-1", "vpcs", serde_json::json!(["vpc-1"])))
        .silent(three_tiers())
}
