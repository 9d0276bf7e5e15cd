//! A side exit that no signboard points to.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

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
    let tables: FxHashSet<_> = context.subnets.iter().filter_map(|it| it.table).collect();
    let used: FxHashSet<_> = context
        .all::<RouteTable>()
        .filter(|(id, _)| tables.contains(id))
        .flat_map(|(_, table)| table.routes.iter().filter_map(|route| route.target.as_ref()))
        .collect();
    // Where the table of a subnet is gone, nobody can tell what it used.
    let unknown: FxHashSet<_> = context
        .subnets
        .iter()
        .filter(|it| it.table_refused)
        .filter_map(|it| it.vpc)
        .collect();
    // Where its route stands in a table that no subnet uses, that is told.
    let idle: FxHashSet<_> = context
        .astray()
        .unused
        .iter()
        .filter_map(|it| context.find::<RouteTable>(it.table))
        .flat_map(|table| table.routes.iter().filter_map(|route| route.target.as_ref()))
        .collect();
    for (id, nat) in context.all::<NatGateway>().filter(|(id, _)| !idle.contains(id)) {
        let vpc = nat.subnet.as_ref().and_then(|id| context.subnet(id)?.vpc);
        if nat.subnet.is_some() && !used.contains(id) && vpc.is_none_or(|it| !unknown.contains(it)) {
            report.about(id).value(id, "subnet").fix_if(lead_there(context, id, nat)).waits_for(Step::RouteToGateway).say(format!(
                "No subnet's routes lead to {}, so it carries nothing and costs money: add a route 0.0.0.0/0 to it in the table of a private subnet.",
                context.name(id)
            ));
        }
    }
}

/// The only table of private subnets in the zone of the NAT gateway, and of no
/// other zone, that has no way out yet.
fn lead_there(context: &Context<'_, '_>, id: &ResourceId, nat: &NatGateway) -> Option<Remedy> {
    let home = context.subnet(nat.subnet.as_ref()?)?;
    let vpc = home.vpc?;
    // Beyond the 200 subnets that AWS gives to a VPC nobody looks.
    if nat.connectivity == Connectivity::Private || context.subnets_of(vpc).nth(200).is_some() {
        return None;
    }
    let near = |it: &&SubnetFacts<'_>| it.zone == home.zone && it.id != home.id;
    let closed = context
        .subnets_of(vpc)
        .filter(near)
        .filter(|it| !it.is_public() && it.chosen_exit() == Exit::None);
    let mut tables: Vec<_> = closed.filter_map(|it| it.table).collect();
    tables.order();
    tables.dedup();
    let [table] = tables[..] else { return None };
    let mut users = context.subnets_of(vpc).filter(|it| it.table == Some(table));
    if !users.all(|it| near(&it)) {
        return None;
    }
    let route = Route {
        destination: "0.0.0.0/0".into(),
        target: Some(id.clone()),
    };
    let end = context.find::<RouteTable>(table)?.routes.len();
    Some(Remedy::new(
        format!("Route 0.0.0.0/0 to {} in {}", context.name(id), context.name(table)),
        Edit::insert(table, "routes", end, route),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("rt-2", "routes", serde_json::json!([])), expect!["No subnet's routes lead to NAT-GW-AZ1, so it carries nothing and costs money: add a route 0.0.0.0/0 to it in the table of a private subnet. [Route 0.0.0.0/0 to NAT-GW-AZ1 in private-a]"])
        // The route stands there already: only the subnet does not use it.
        .silent(three_tiers().set("subnet-3", "route_table", "rt-3"))
        .fires(three_tiers().set("subnet-3", "route_table", "rt-3").delete("rt-2"), expect!["No subnet's routes lead to NAT-GW-AZ1, so it carries nothing and costs money: add a route 0.0.0.0/0 to it in the table of a private subnet."])
        .silent(three_tiers().set("subnet-3", "route_table", "rt-9"))
        .silent(three_tiers())
}
