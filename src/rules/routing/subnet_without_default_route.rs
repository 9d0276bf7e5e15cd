//! No way out: right for a database, wrong for most else.

use crate::rules::prelude::*;
use crate::rules::shared::astray::Claim;
use crate::rules::shared::exits::{gateway_for, idle_gateways, lead_to};

pub const RULE: Rule = Rule {
    code: "subnet-without-default-route",
    severity: Info,
    title: "Subnet without a default route",
    checks: "Whether the route table of a subnet has a route to 0.0.0.0/0, or any other route that leaves the VPC.",
    why: "Without one nothing in the subnet reaches the internet, not even through NAT. For databases that is a good choice; for servers that fetch updates it is a mistake.",
    reaction: "AWS accepts it. The subnet is isolated: packets to the outside find no route and are dropped.",
    source: "[VPC UG: Subnets for your VPC] · rulebook SUB-9, RT-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // The table that an idle NAT gateway waits for is told with that.
    let idle = idle_gateways(context).into_iter();
    let waited_for: Vec<_> = idle.filter_map(|it| Some(it.way?.0)).collect();
    for subnet in context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        // One without a table of its own is told as such, and one whose table
        // waits for a peering connection as well.
        let table = subnet.table.filter(|it| !waited_for.contains(it) && !is_peered(context, it));
        if subnet.subnet.route_table.is_none() || subnet.table.is_some() && table.is_none() {
            continue;
        }
        // One with a route for a part of the internet is not isolated.
        if subnet.chosen_exit() != Exit::None || subnet.kind != SubnetKind::Isolated {
            continue;
        }
        // One that waits for the gateway, or is called public, is told as such.
        let astray = context.astray();
        let early = context.gateways_of(vpc).is_empty() && context.standing_in(subnet.id).is_empty();
        let public = Claim::of(&context.name(subnet.id)) == Some(Claim::Public) && !early;
        if astray.is_closed(subnet.id) || astray.is_told_with_unused(subnet.id) || public {
            continue;
        }
        let mut draft = report.about(subnet.id).at("route_table");
        let table = match subnet.table {
            Some(table) => {
                draft = draft.with(table).value(table, "routes");
                context.name(table)
            }
            None => format!("the main route table of {}", context.name(vpc)),
        };
        let nat = gateway_for(context, subnet);
        if let Some(nat) = nat {
            draft = draft.with(nat);
        }
        let fix = nat.and_then(|nat| lead_to(context, subnet.table?, nat));
        draft.fix_if(fix).waits_for(Step::Route).say(format!(
            "{} is isolated: {table} has no route to 0.0.0.0/0, so nothing in it reaches the internet.",
            context.name(subnet.id)
        ));
    }
}

/// Whether a table is told to lack its route to a peering connection: the only
/// one of a VPC that is connected, and not led there.
fn is_peered(context: &Context<'_, '_>, table: &ResourceId) -> bool {
    let vpc = context.find::<RouteTable>(table).and_then(|it| it.vpc.as_ref());
    let tables = context.all::<RouteTable>().filter(|(_, it)| it.vpc.as_ref() == vpc);
    let mut peerings = context.all::<VpcPeering>();
    vpc.is_some()
        && tables.count() == 1
        && peerings.any(|(_, it)| [&it.requester, &it.accepter].into_iter().any(|it| it.as_ref() == vpc))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let subnet = Subnet {
        vpc: to("vpc-1"),
        cidr: "10.0.9.0/24".into(),
        zone: "ap-south-1a".to_owned(),
        route_table: to("rt-9"),
        ..Subnet::default()
    };
    let two_tables = three_tiers()
        .set("rt-2", "routes", serde_json::json!([]))
        .add("rt-9", "archive", RouteTable { vpc: to("vpc-1"), ..RouteTable::default() })
        .add("subnet-9", "archive-a", subnet);
    Examples::new()
        .fires(empty_vpc(), expect!["public-a is isolated: public has no route to 0.0.0.0/0, so nothing in it reaches the internet."])
        // Of two tables that could lead to the gateway, that of the servers.
        .fires(two_tables.clone(), expect![[r#"
            private-a is isolated: private-a has no route to 0.0.0.0/0, so nothing in it reaches the internet. [Route 0.0.0.0/0 to NAT-GW-AZ1 in private-a]
            archive-a is isolated: archive has no route to 0.0.0.0/0, so nothing in it reaches the internet."#]])
        // One table that the gateway waits for is told with that.
        .silent(three_tiers().set("rt-2", "routes", serde_json::json!([])))
        // No table of its own: told as such.
        .silent(empty_vpc().set("subnet-1", "route_table", serde_json::Value::Null))
        .fires(three_tiers().set("rt-2", "routes", serde_json::json!([])).delete("nat-1"), expect!["private-a is isolated: private-a has no route to 0.0.0.0/0, so nothing in it reaches the internet."])
        // What waits for the gateway is told as such.
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([])))
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([{"destination": "203.0.113.0/24", "target": "igw-1"}])))
        .silent(three_tiers().set("subnet-1", "route_table", "rt-9"))
        .silent(three_tiers())
        .silent(three_tiers().delete("nat-1"))
}
