//! A door between two wings has no street number.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-nat-with-elastic-ip",
    severity: Error,
    title: "Private NAT gateway with an Elastic IP",
    checks: "That a private NAT gateway has no Elastic IP address.",
    why: "It translates between private networks and never speaks to the internet.",
    reaction: "CreateNatGateway is refused.",
    source: "[VPC UG: NAT gateways], [API ec2 CreateNatGateway] · rulebook NAT-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, nat) in context.all::<NatGateway>() {
        if nat.connectivity == Connectivity::Private && nat.elastic_ip {
            report
                .about(id)
                .at("elastic_ip")
                .fix("Take its Elastic IP away", Edit::set(id, "elastic_ip", false))
                .say(format!(
                    "{} is private, and a private NAT gateway takes no Elastic IP.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("nat-1", "connectivity", "private"), expect!["NAT-GW-AZ1 is private, and a private NAT gateway takes no Elastic IP. [Take its Elastic IP away]"])
        .silent(three_tiers())
}
