//! An entry for TCP that does not say which ports.

use crate::rules::shared::filters::{PortProblem, port_problem};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-ports-invalid",
    severity: Error,
    title: "Ports of a network ACL entry are wrong",
    checks: "That TCP and UDP entries have a first and a last port in that order, from 0 to 65535, and ICMP entries a type and a code.",
    why: "The range says which packets the entry matches. Without one it cannot be made.",
    reaction: "CreateNetworkAclEntry is refused.",
    source: "[API ec2 CreateNetworkAclEntry] · rulebook NACL-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<NetworkAcl>() {
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            for (index, entry) in entries.iter().enumerate() {
                let (from, to) = (entry.from_port, entry.to_port);
                let icmp_open = entry.protocol == Protocol::Icmp && (from.is_none() || to.is_none());
                let (what, mended) = match port_problem(entry.protocol, from, to) {
                    Some(PortProblem::Missing) => ("has no port range", Some((Some(0), Some(65535)))),
                    Some(PortProblem::Reversed) => ("has its first port behind its last", Some((to, from))),
                    Some(PortProblem::OutOfRange) => ("has ports outside 0 to 65535", None),
                    Some(PortProblem::CodeWithoutType) => {
                        ("names an ICMP code without a type", Some((Some(-1), Some(-1))))
                    }
                    None if icmp_open => (
                        "needs an ICMP type and code, -1 meaning any",
                        Some((from.or(Some(-1)), to.or(Some(-1)))),
                    ),
                    None => continue,
                };
                let fix = mended.map(|(from_port, to_port)| {
                    let mut entries = entries.clone();
                    entries[index].from_port = from_port;
                    entries[index].to_port = to_port;
                    let shown = |port: Option<i32>| port.unwrap_or(-1);
                    Remedy::new(
                        format!("Write {} to {}", shown(from_port), shown(to_port)),
                        Edit::set(id, property, entries),
                    )
                });
                report.about(id).at(property).fix_if(fix).say(format!(
                    "{}'s {property} entry {} {what}.",
                    context.name(id),
                    entry.number,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |protocol, from_port, to_port| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![NetworkAclEntry {
                number: 100,
                protocol,
                from_port,
                to_port,
                cidr: "0.0.0.0/0".into(),
                ..NetworkAclEntry::default()
            }],
            ..NetworkAcl::default()
        };
        three_tiers().add("acl-1", "public-acl", acl)
    };
    Examples::new()
        .fires(with(Protocol::Tcp, None, None), expect!["public-acl's inbound entry 100 has no port range. [Write 0 to 65535]"])
        .fires(with(Protocol::Udp, Some(90), Some(80)), expect!["public-acl's inbound entry 100 has its first port behind its last. [Write 80 to 90]"])
        .fires(with(Protocol::Icmp, None, None), expect!["public-acl's inbound entry 100 needs an ICMP type and code, -1 meaning any. [Write -1 to -1]"])
        .silent(with(Protocol::All, None, None))
        .silent(with(Protocol::Icmp, Some(-1), Some(-1)))
}
