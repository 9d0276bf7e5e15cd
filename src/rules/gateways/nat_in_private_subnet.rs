//! The side exit must open to the street.

use crate::rules::prelude::*;
use crate::rules::shared::astray::Claim;
use crate::rules::shared::told::is_told_with_table;

pub const RULE: Rule = Rule {
    code: "nat-in-private-subnet",
    severity: Error,
    title: "NAT gateway in a private subnet",
    checks: "That the default route of the subnet in which a public NAT gateway stands leads to an internet gateway.",
    why: "The NAT gateway reaches the internet by the routes of its own subnet. From a private one it has no way out, so it helps nobody.",
    reaction: "AWS accepts it, and nothing gets through. Without any internet gateway in the VPC the creation ends in the state Failed.",
    source: "[VPC UG: NAT gateways] · rulebook NAT-2, NAT-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, nat) in context.all::<NatGateway>() {
        let subnet = nat.subnet.as_ref().and_then(|id| context.subnet(id));
        let Some((subnet, vpc)) = subnet.and_then(|it| Some((it, it.vpc?))) else {
            continue;
        };
        // A route for a part of the internet does not make it reach all of it.
        let leads_out = matches!(subnet.chosen_exit(), Exit::InternetGateway(_));
        if nat.connectivity == Connectivity::Private || leads_out {
            continue;
        }
        // Without a gateway, with a route to one that is not attached, or where
        // the route is missing, that is what is wrong, and it is said there.
        if context.gateways_of(vpc).is_empty() || is_told_with_table(context, subnet) {
            continue;
        }
        let leads = match subnet.chosen_exit() {
            Exit::NatGateway(other) if other == id => "whose default route leads back to itself and not".to_owned(),
            Exit::NatGateway(other) | Exit::Other(other) => {
                format!("whose default route leads to {} and not", context.name(other))
            }
            _ => "which has no default route".to_owned(),
        };
        let mut draft = report
            .about(id)
            .at("subnet")
            .with(subnet.id)
            .value(id, "subnet");
        if let Some(table) = subnet.table {
            draft = draft.with(table).value(table, "routes");
        }
        let step = if subnet.subnet.route_table.is_some() { Step::Route } else { Step::RouteTable };
        // Where a public subnet is at hand, or the name says private, it is no
        // matter of what comes next.
        let fix = move_to_public(context, id, subnet);
        let private = Claim::of(&context.name(subnet.id)) == Some(Claim::Private);
        let early = subnet.chosen_exit() == Exit::None && fix.is_none() && !private;
        draft.fix_if(fix).waits_if(early, step).say(format!(
            "{} stands in {}, {leads} to an internet gateway, so it cannot reach the internet.",
            context.name(id),
            context.name(subnet.id),
        ));
    }
}

/// The only public subnet of the same zone is where it belongs.
fn move_to_public(context: &Context<'_, '_>, id: &ResourceId, from: &SubnetFacts<'_>) -> Option<Remedy> {
    let mut public = context
        .subnets_of(from.vpc?)
        .filter(|it| matches!(it.chosen_exit(), Exit::InternetGateway(_)) && it.zone == from.zone);
    let only = public.next().filter(|_| public.next().is_none())?;
    Some(Remedy::new(
        format!("Move it to {}", context.name(only.id)),
        Edit::set(id, "subnet", only.id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("nat-1", "subnet", "subnet-3"), expect!["NAT-GW-AZ1 stands in private-a, whose default route leads back to itself and not to an internet gateway, so it cannot reach the internet. [Move it to public-a]"])
        .fires(three_tiers().set("nat-1", "subnet", "subnet-4"), expect!["NAT-GW-AZ1 stands in private-b, whose default route leads to NAT-GW-AZ2 and not to an internet gateway, so it cannot reach the internet. [Move it to public-b]"])
        .fires(three_tiers().set("rt-2", "routes", serde_json::json!([])).set("nat-1", "subnet", "subnet-3"), expect!["NAT-GW-AZ1 stands in private-a, which has no default route to an internet gateway, so it cannot reach the internet. [Move it to public-a]"])
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([
            {"destination": "0.0.0.0/1", "target": "igw-1"},
            {"destination": "128.0.0.0/1", "target": "igw-1"}
        ])))
        .silent(three_tiers())
        // The route that is missing is the cause, and told there.
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([])))
        .silent(three_tiers().set("nat-1", "subnet", "subnet-3").set("nat-1", "connectivity", "private"))
        .silent(three_tiers().set("igw-1", "vpc", serde_json::Value::Null))
}
