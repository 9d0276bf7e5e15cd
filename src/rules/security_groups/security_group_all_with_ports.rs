//! "All protocols on port 80" means everything.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-all-with-ports",
    severity: Warning,
    title: "Ports that are ignored",
    checks: "That a rule for all protocols names no ports.",
    why: "With all protocols the ports are ignored: the rule opens every port, not the one that stands there.",
    reaction: "AWS accepts it and opens everything.",
    source: "[cfn W3687] · rulebook SG-10",
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
                let named = |port: Option<i32>| port.is_some_and(|port| port >= 0);
                let whole = (rule.from_port, rule.to_port) == (Some(0), Some(65535));
                let any = !named(rule.from_port) && !named(rule.to_port);
                if rule.protocol != Protocol::All || any || whole {
                    continue;
                }
                report.about(id).at(property).say(format!(
                    "{}'s {side} rule {} is for all protocols, so its ports are ignored and every port is open: choose TCP or UDP to mean these ports only.",
                    context.name(id),
                    index + 1,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let rule = SecurityGroupRule {
        protocol: Protocol::All,
        ..tcp(80, "10.0.0.0/16")
    };
    Examples::new()
        .fires(three_tiers().push("sg-2", "ingress", rule), expect!["WebServer-SG's inbound rule 3 is for all protocols, so its ports are ignored and every port is open: choose TCP or UDP to mean these ports only."])
        .silent(three_tiers())
}
