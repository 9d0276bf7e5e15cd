//! A route outlives its target, as a blackhole.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "route-to-deleted-target",
    severity: Error,
    title: "Route into a blackhole",
    checks: "That the target of every route still exists.",
    why: "The route keeps matching, so packets to its destination are dropped and never fall through to a shorter route.",
    reaction: "When a NAT gateway or another target is deleted, its routes stay and show the state blackhole.",
    source: "[VPC UG: NAT gateways; Route tables] · rulebook RT-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        for (index, route) in table.routes.iter().enumerate() {
            let Some(target) = &route.target else { continue };
            if context.architecture.get(target).is_some() {
                continue;
            }
            report
                .about(id)
                .at("routes")
                .fix("Remove the route", Edit::remove(id, "routes", index))
                .say(format!(
                    "{}'s route to {} leads to {}: a blackhole that drops every packet for that destination.",
                    context.name(id),
                    route.destination,
                    context.name(target),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().delete("nat-1"), expect!["private-a's route to 0.0.0.0/0 leads to something deleted: a blackhole that drops every packet for that destination. [Remove the route]"])
        .silent(three_tiers())
        .silent(empty_vpc().push("rt-1", "routes", route("0.0.0.0/0", "")))
}
