//! A side exit that no signboard points to.

use crate::rules::prelude::*;
use crate::rules::shared::exits::{Idle, gateway_for, idle_gateways, lead_to};

pub const RULE: Rule = Rule {
    code: "nat-unused",
    severity: Warning,
    title: "NAT gateway that no route uses",
    checks: "That a route leads to every NAT gateway, and that a subnet uses its table.",
    why: "A NAT gateway does nothing by itself: private subnets need their own route 0.0.0.0/0 to it. It costs by the hour either way.",
    reaction: "AWS accepts it and bills it.",
    source: "[VPC UG: NAT gateways; NAT gateway pricing] · rulebook NAT-6, NAT-16, X-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for Idle { id, way } in idle_gateways(context) {
        let draft = report.about(id).value(id, "subnet").waits_for(Step::RouteToGateway);
        let Some((table, subnets)) = way else {
            // Where several subnets could use it, they are told, each with its
            // table.
            if !context.subnets.iter().any(|it| gateway_for(context, it) == Some(id) && it.exit == Exit::None) {
                draft.say(format!(
                    "No subnet's routes lead to {}, so it carries nothing and costs money: add a route 0.0.0.0/0 to it in the table of a private subnet.",
                    context.name(id)
                ));
            }
            continue;
        };
        let mut draft = draft.with(table).value(table, "routes");
        for subnet in &subnets {
            draft = draft.with(subnet);
        }
        draft.fix_if(lead_to(context, table, id)).say(format!(
            "No subnet's routes lead to {}, so it carries nothing and costs money, and {} {}: {} has no route to 0.0.0.0/0.",
            context.name(id),
            context.names(subnets.iter().copied()),
            if subnets.len() == 1 { "is isolated" } else { "are isolated" },
            context.name(table),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("rt-2", "routes", serde_json::json!([])), expect!["No subnet's routes lead to NAT-GW-AZ1, so it carries nothing and costs money, and private-a is isolated: private-a has no route to 0.0.0.0/0. [Route 0.0.0.0/0 to NAT-GW-AZ1 in private-a]"])
        // The route stands there already: only the subnet does not use it.
        .silent(three_tiers().set("subnet-3", "route_table", "rt-3"))
        // A second one in its zone.
        .fires(three_tiers().add("nat-3", "spare", NatGateway { subnet: to("subnet-1"), ..NatGateway::default() }), expect!["No subnet's routes lead to spare, so it carries nothing and costs money: add a route 0.0.0.0/0 to it in the table of a private subnet."])
        // A subnet of its zone leaves through another: told there.
        .silent(three_tiers().set("subnet-3", "route_table", "rt-3").delete("rt-2"))
        .silent(three_tiers().set("subnet-3", "route_table", "rt-9"))
        .silent(three_tiers())
}
