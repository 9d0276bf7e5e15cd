//! A postman who opens only his own letters.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "nat-instance-checks-source",
    severity: Error,
    title: "Route to an instance that forwards nothing",
    checks: "That an instance to which a route leads has its source/destination check off and a single network interface.",
    why: "With the check on, the interface drops every packet that is not addressed to the instance itself, and all that it would forward is of that kind. With several interfaces the route must name one of them.",
    reaction: "AWS accepts the route and drops the packets at the interface; a route to an instance with several interfaces is refused.",
    source: "[VPC UG: NAT instances] · rulebook RT-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let obeyed: FxHashSet<_> = context.subnets.iter().filter_map(|it| it.table).collect();
    let mut told = std::collections::BTreeSet::new();
    for (table, it) in context.all::<RouteTable>() {
        for id in it.routes.iter().filter_map(|route| route.target.as_ref()) {
            let Some(instance) = context.find::<Instance>(id) else {
                continue;
            };
            // A table that no subnet uses stops nobody yet.
            let weight = if obeyed.contains(table) { Error } else { Warning };
            if instance.source_dest_check && told.insert((id, true)) {
                report
                    .about(id)
                    .at("source_dest_check")
                    .weighs(weight)
                    .with(table)
                    .fix("Turn the check off", Edit::set(id, "source_dest_check", false))
                    .say(format!(
                        "{} sends packets to {}, whose source/destination check drops what it should forward.",
                        context.name(table),
                        context.name(id),
                    ));
            }
            if !instance.interfaces.is_empty() && told.insert((id, false)) {
                report.about(id).at("interfaces").weighs(weight).with(table).say(format!(
                    "{} sends packets to {}, which has several network interfaces: a route to an instance works with one only.",
                    context.name(table),
                    context.name(id),
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let routed = |check: bool| {
        let instance = Instance {
            subnet: to("subnet-1"),
            source_dest_check: check,
            ..Instance::default()
        };
        three_tiers()
            .add("i-1", "nat-instance", instance)
            .push("rt-2", "routes", route("192.0.2.0/24", "i-1"))
    };
    Examples::new()
        .fires(routed(true), expect!["private-a sends packets to nat-instance, whose source/destination check drops what it should forward. [Turn the check off]"])
        .silent(routed(false))
}
