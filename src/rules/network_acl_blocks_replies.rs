//! A guard without memory must be told to let answers through.

use super::nacl::{allows, guarded_subnets};
use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-blocks-replies",
    severity: Warning,
    title: "Network ACL lets requests through but not their answers",
    checks: "That for every TCP request which an entry allows in one direction, the answers to the caller's ephemeral ports 1024–65535 are allowed in the other.",
    why: "A network ACL remembers nothing: an answer is judged like any other packet, and it goes to the port that the caller chose for itself. Linux chooses from 32768–61000, Windows from 49152–65535, load balancers and NAT gateways from 1024–65535.",
    reaction: "AWS accepts it. Connections time out, because the answers are dropped at the border of the subnet.",
    source: "[VPC UG: Ephemeral ports; Network ACL examples], [ALB UG: Security groups] · rulebook NACL-1, NACL-12 to NACL-15, NAT-11",
    aws_error: "",
    check,
};

const EPHEMERAL: (i32, i32) = (1024, 65535);

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = guarded_subnets(context);
    for (id, acl) in context.all::<NetworkAcl>() {
        let Some(subnets) = used.get(id) else { continue };
        for (property, other, requests, answers) in [
            ("outbound", "inbound", &acl.inbound, &acl.outbound),
            ("inbound", "outbound", &acl.outbound, &acl.inbound),
        ] {
            // No entry at all is told as such.
            if answers.iter().all(|it| it.action == RuleAction::Deny) {
                continue;
            }
            let unanswered = requests.iter().find_map(|entry| {
                let block = asks(entry)?;
                (!allows(answers, block, EPHEMERAL)).then_some((entry, block))
            });
            let Some((entry, block)) = unanswered else {
                continue;
            };
            let fix = (entry_number(answers)).map(|number| {
                let line = NetworkAclEntry {
                    number,
                    action: RuleAction::Allow,
                    protocol: Protocol::Tcp,
                    from_port: Some(EPHEMERAL.0),
                    to_port: Some(EPHEMERAL.1),
                    cidr: block.into(),
                };
                Fix::new(
                    format!("Allow TCP 1024–65535 {property}, {block}, as number {number}"),
                    Edit::insert(id, property, answers.len(), line),
                )
            });
            // Behind a deny the new entry would come too late.
            let denied = answers.iter().any(|it| it.action == RuleAction::Deny);
            report
                .about(id)
                .at(property)
                .with(subnets[0].id)
                .value(id, "inbound")
                .value(id, "outbound")
                .fix_if(fix.filter(|_| !denied))
                .say(format!(
                    "{}'s {other} entry {} lets requests through, but the answers go to TCP ports 1024–65535 of {block}, which its {property} entries do not all allow.",
                    context.name(id),
                    entry.number,
                ));
        }
    }
}

/// The block that an entry lets ask for something. An entry for the ephemeral
/// ports is there for answers itself.
fn asks(entry: &NetworkAclEntry) -> Option<ipnet::Ipv4Net> {
    let ports = super::filters::tcp_ports(entry.protocol, entry.from_port, entry.to_port)?;
    let for_answers = ports.0 >= 1024 && ports.1.saturating_sub(ports.0) > 1000;
    let allowed = entry.action == RuleAction::Allow && !for_answers;
    entry.cidr.lenient().filter(|_| allowed)
}

/// The next round number behind all others.
fn entry_number(entries: &[NetworkAclEntry]) -> Option<u32> {
    let last = entries.iter().map(|it| it.number).max().unwrap_or(0);
    let next = (last / 10 + 1).checked_mul(10)?;
    (next <= 32766).then_some(next)
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |outbound: Vec<NetworkAclEntry>| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![
                entry(100, RuleAction::Allow, (443, 443), "0.0.0.0/0"),
                entry(110, RuleAction::Allow, (1024, 65535), "0.0.0.0/0"),
            ],
            outbound,
        };
        three_tiers()
            .add("acl-1", "public-acl", acl)
            .set("subnet-1", "network_acl", "acl-1")
    };
    let web = entry(100, RuleAction::Allow, (80, 80), "10.0.0.0/16");
    let back = entry(110, RuleAction::Allow, (1024, 65535), "0.0.0.0/0");
    Examples::new()
        .fires(with(vec![web.clone()]), expect!["public-acl's inbound entry 100 lets requests through, but the answers go to TCP ports 1024–65535 of 0.0.0.0/0, which its outbound entries do not all allow. [Allow TCP 1024–65535 outbound, 0.0.0.0/0, as number 110]"])
        .silent(with(vec![web, back]))
        .silent(three_tiers())
}
