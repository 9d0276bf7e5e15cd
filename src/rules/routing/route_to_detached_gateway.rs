//! A gate that is not in the wall leads nowhere.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "route-to-detached-gateway",
    severity: Error,
    title: "Route to a gateway that is not attached",
    checks: "That an internet gateway to which a route leads is attached to a VPC.",
    why: "An internet gateway does nothing until it is attached, so the subnets of this table have no way out and nobody gets in.",
    reaction: "CreateRoute is refused while the gateway is not attached to the table's VPC; when it is detached later, the route becomes a blackhole.",
    source: "[VPC UG: Internet gateways; Route tables] · rulebook IGW-2, RT-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        for route in &table.routes {
            let Some(target) = &route.target else { continue };
            let Some(gateway) = context.find::<InternetGateway>(target) else {
                continue;
            };
            if gateway.vpc.is_some() {
                continue;
            }
            report
                .about(id)
                .at("routes")
                .with(target)
                .value(id, "routes")
                .value(target, "vpc")
                .fix_if(attach(context, target, table))
                .say(format!(
                    "{} sends {} to {}, but that internet gateway is not attached to any VPC, so these packets are dropped.",
                    context.name(id),
                    route.destination,
                    context.name(target),
                ));
        }
    }
}

/// A VPC takes one gateway, so the remedy is clear only while it has none.
fn attach(context: &Context<'_, '_>, gateway: &ResourceId, table: &RouteTable) -> Option<Remedy> {
    let vpc = table.vpc.as_ref()?;
    context.find::<Vpc>(vpc)?;
    context.gateways_of(vpc).is_empty().then(|| {
        Remedy::new(
            format!("Attach {} to {}", context.name(gateway), context.name(vpc)),
            Edit::set(gateway, "vpc", vpc),
        )
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("igw-1", "vpc", serde_json::Value::Null), expect!["public sends 0.0.0.0/0 to Notebookly-IGW, but that internet gateway is not attached to any VPC, so these packets are dropped. [Attach Notebookly-IGW to Notebookly-VPC]"])
        .silent(three_tiers())
        .silent(three_tiers().delete("igw-1"))
}
