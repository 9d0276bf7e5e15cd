//! A door that is not numbered properly.

use crate::rules::shared::filters::{PortProblem, port_problem};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-ports-invalid",
    severity: Error,
    title: "Ports of a security group rule are wrong",
    checks: "That TCP and UDP rules have a first and a last port, both from 0 to 65535 and in that order, and that an ICMP code has a type.",
    why: "A rule with such ports lets nothing in, or cannot be made at all.",
    reaction: "Authorizing the rule is refused.",
    source: "[API ec2 IpPermission], [cfn E3687], [cfn E3688], [CLI authorize-security-group-ingress --port all] · rulebook SG-9, SG-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<SecurityGroup>() {
        for (property, side, rules) in [
            ("ingress", "inbound", &group.ingress),
            ("egress", "outbound", &group.egress),
        ] {
            for (index, rule) in rules.iter().enumerate() {
                let (from, to) = (rule.from_port, rule.to_port);
                // How the AWS command line writes "all".
                if (from, to) == (Some(-1), Some(-1)) {
                    continue;
                }
                let Some(problem) = port_problem(rule.protocol, from, to) else {
                    continue;
                };
                let shown = |port: Option<i32>| port.map_or("none".to_owned(), |it| it.to_string());
                let (what, mended) = match problem {
                    PortProblem::Missing if from.is_none() && to.is_none() => (
                        "names no ports".to_owned(),
                        Some((Some(0), Some(65535), "Allow every port")),
                    ),
                    PortProblem::Missing => (
                        match from {
                            Some(from) => format!("has a first port ({from}) but no last one"),
                            None => format!("has a last port ({}) but no first one", shown(to)),
                        },
                        Some((from.or(to), to.or(from), "Allow just this port")),
                    ),
                    PortProblem::Reversed => (
                        format!("goes from port {} down to {}", shown(from), shown(to)),
                        Some((to, from, "Turn the range round")),
                    ),
                    PortProblem::OutOfRange => (
                        format!("goes from {} to {}, but ports are 0 to 65535", shown(from), shown(to)),
                        None,
                    ),
                    PortProblem::CodeWithoutType => (
                        format!("names the ICMP code {} without a type", shown(to)),
                        Some((Some(-1), Some(-1), "Allow every ICMP message")),
                    ),
                };
                let fix = mended.map(|(from_port, to_port, label)| {
                    let mut rules = rules.clone();
                    rules[index].from_port = from_port;
                    rules[index].to_port = to_port;
                    Remedy::new(label, Edit::set(id, property, rules))
                });
                report.about(id).at(property).fix_if(fix).say(format!(
                    "{}'s {side} rule {} {what}.",
                    context.name(id),
                    index + 1,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |protocol, from_port, to_port| {
        let rule = SecurityGroupRule {
            protocol,
            from_port,
            to_port,
            ..SecurityGroupRule::default()
        };
        three_tiers().push("sg-1", "ingress", rule)
    };
    Examples::new()
        .fires(with(Protocol::Tcp, None, None), expect!["ALB-SG's inbound rule 3 names no ports. [Allow every port]"])
        .fires(with(Protocol::Udp, Some(53), None), expect!["ALB-SG's inbound rule 3 has a first port (53) but no last one. [Allow just this port]"])
        .fires(with(Protocol::Tcp, Some(90), Some(80)), expect!["ALB-SG's inbound rule 3 goes from port 90 down to 80. [Turn the range round]"])
        .fires(with(Protocol::Tcp, Some(80), Some(70000)), expect!["ALB-SG's inbound rule 3 goes from 80 to 70000, but ports are 0 to 65535."])
        .fires(with(Protocol::Icmp, Some(-1), Some(3)), expect!["ALB-SG's inbound rule 3 names the ICMP code 3 without a type. [Allow every ICMP message]"])
        .silent(with(Protocol::Icmp, Some(8), Some(-1)))
        .silent(with(Protocol::Tcp, Some(-1), Some(-1)))
        .silent(with(Protocol::All, None, None))
        .silent(three_tiers())
}
