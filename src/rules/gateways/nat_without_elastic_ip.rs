//! Everybody who leaves by the side exit shares one public address.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "nat-without-elastic-ip",
    severity: Error,
    title: "NAT gateway without an Elastic IP",
    checks: "That a public NAT gateway has an Elastic IP address.",
    why: "It replaces the private addresses of those who leave by its own public one, so it needs one.",
    reaction: "CreateNatGateway is refused. cfn-lint does not find it.",
    source: "[VPC UG: NAT gateways] · rulebook NAT-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, nat) in context.all::<NatGateway>() {
        if nat.connectivity == Connectivity::Public && !nat.elastic_ip {
            report
                .about(id)
                .at("elastic_ip")
                .fix("Give it an Elastic IP", Edit::set(id, "elastic_ip", true))
                .say(format!(
                    "{} is public and has no Elastic IP: it has no address to speak to the internet with.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("nat-1", "elastic_ip", false), expect!["NAT-GW-AZ1 is public and has no Elastic IP: it has no address to speak to the internet with. [Give it an Elastic IP]"])
        .silent(three_tiers().set("nat-1", "elastic_ip", false).set("nat-1", "connectivity", "private"))
        .silent(three_tiers())
}
