//! A private NAT gateway is no way to the internet.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-nat-as-internet-path",
    severity: Error,
    title: "Default route to a private NAT gateway",
    checks: "That no default route leads to a private NAT gateway.",
    why: "What a private NAT gateway sends to an internet gateway is dropped there, so the subnets of this table do not reach the internet.",
    reaction: "AWS accepts the route and drops the packets.",
    source: "[VPC UG: NAT gateways] · rulebook NAT-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, _) in context.all::<RouteTable>() {
        let Exit::NatGateway(nat) = context.exit_of(id) else {
            continue;
        };
        let private = context
            .find::<NatGateway>(nat)
            .is_some_and(|it| it.connectivity == Connectivity::Private);
        if private {
            report.about(id).at("routes").with(nat).value(nat, "connectivity").say(format!(
                "{} sends 0.0.0.0/0 to {}, which is a private NAT gateway: these packets never reach the internet.",
                context.name(id),
                context.name(nat),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("nat-1", "connectivity", "private"), expect!["private-a sends 0.0.0.0/0 to NAT-GW-AZ1, which is a private NAT gateway: these packets never reach the internet."])
        .silent(three_tiers())
}
