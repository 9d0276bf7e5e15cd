//! Whoever stands behind the receptionist needs no street number.

use super::prelude::*;
use super::tiers::targets;

pub const RULE: Rule = Rule {
    code: "target-with-public-address",
    severity: Warning,
    title: "Targets with public addresses",
    checks: "That instances behind a load balancer have no public addresses.",
    why: "The load balancer is the public part; targets may be private. A public address on each costs money and is one more way in.",
    reaction: "AWS accepts it.",
    source: "[ALB UG: Load balancers] · rulebook ALB-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, servers) in targets(context) {
        if context.balancers_of(group).is_empty() {
            continue;
        }
        for it in servers {
            let (property, off) = match context.architecture.get(it.made_by).map(|it| &it.properties) {
                Some(Properties::Instance(it)) if it.elastic_ip => ("elastic_ip", serde_json::json!(false)),
                Some(Properties::Instance(it)) if it.public_ip == PublicIp::Yes => ("public_ip", "no".into()),
                Some(Properties::LaunchTemplate(it)) if it.public_ip == PublicIp::Yes => ("public_ip", "no".into()),
                _ => continue,
            };
            report
                .about(it.made_by)
                .at(property)
                .with(group)
                .fix("Do without a public address", Edit::set(it.made_by, property, off))
                .say(format!(
                    "{} gets requests from a load balancer, so it needs no public address.",
                    context.name(it.id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "public_ip", "yes"), expect!["Notebookly-ASG gets requests from a load balancer, so it needs no public address. [Do without a public address]"])
        .silent(three_tiers())
}
