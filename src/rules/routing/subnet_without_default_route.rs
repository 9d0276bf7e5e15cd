//! No way out: right for a database, wrong for most else.

use crate::rules::prelude::*;

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
    for subnet in context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        // One with a route for a part of the internet is not isolated.
        if subnet.chosen_exit() != Exit::None || subnet.kind != SubnetKind::Isolated {
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
        draft.say(format!(
            "{} is isolated: {table} has no route to 0.0.0.0/0, so nothing in it reaches the internet.",
            context.name(subnet.id)
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc(), expect!["public-a is isolated: public has no route to 0.0.0.0/0, so nothing in it reaches the internet."])
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([{"destination": "203.0.113.0/24", "target": "igw-1"}])))
        .silent(three_tiers().set("subnet-1", "route_table", "rt-9"))
        .silent(three_tiers())
        .silent(three_tiers().delete("nat-1"))
}
