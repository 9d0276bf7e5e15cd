//! The sign on the door says one thing, the corridor leads another way.

use crate::rules::prelude::*;
use crate::rules::shared::astray::{Claim, fitting_table};
use crate::rules::shared::stopped::Stopped;
use crate::rules::shared::told::gateway_is_told;

pub const RULE: Rule = Rule {
    code: "subnet-name-contradicts-routes",
    severity: Error,
    title: "Subnet is called what it is not",
    checks: "That a subnet with the word “public” in its name has a route to an internet gateway, and one with the word “private” has none. This is an error where a load balancer or a NAT gateway in the subnet finds no way for that, else a warning.",
    why: "Public is not a switch: a subnet is public when its route table leads to an internet gateway, whatever it is called. Whoever trusts the name puts a database in front of the world, or a load balancer where nobody finds it.",
    reaction: "AWS accepts it: to AWS the name is only a tag.",
    source: "[VPC UG: Subnets for your VPC] · rulebook SUB-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let astray = context.astray();
    for subnet in context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        let name = context.name(subnet.id);
        let Some(claimed) = Claim::of(&name) else { continue };
        let fits = match claimed {
            Claim::Public => subnet.is_public(),
            // An isolated one is private all the more.
            Claim::Private => !subnet.is_public(),
        };
        // That a subnet has no table of its own, what one was meant for, and a
        // route that is missing, are the cause, and told as such; a table that
        // is gone or a dead route too.
        let told = subnet.subnet.route_table.is_none()
            || astray.is_told_with_unused(subnet.id)
            || astray.is_closed(subnet.id)
            || subnet.chosen_exit() == Exit::Nowhere;
        // In a VPC without an internet gateway nothing can be public yet.
        let early = claimed == Claim::Public
            && context.gateways_of(vpc).is_empty()
            && context.standing_in(subnet.id).is_empty();
        // Where the gateway is what lacks, that is told first.
        let first = claimed == Claim::Public && gateway_is_told(context, vpc);
        if fits || told || early || first {
            continue;
        }
        let routes = if subnet.is_public() {
            "leads to an internet gateway"
        } else {
            "has no route to an internet gateway"
        };
        let mut draft = report.about(subnet.id).at("route_table").value(subnet.id, "name");
        let table = match subnet.table {
            Some(table) => {
                draft = draft.with(table).value(table, "routes");
                format!("its route table {}", context.name(table))
            }
            None => format!("the main route table of {}, which it uses,", context.name(vpc)),
        };
        let step = if subnet.subnet.route_table.is_some() { Step::Route } else { Step::RouteTable };
        let fix = use_another(context, subnet, claimed);
        // What stands there is told here as long as it is plain that the table
        // is wrong, and not the place.
        let stopped = match fix.is_some() && claimed == Claim::Public {
            true => Stopped::within(context, [subnet.id]),
            false => Stopped::default(),
        };
        for id in stopped.all() {
            draft = draft.with(id);
        }
        let early = claimed == Claim::Public && subnet.chosen_exit() == Exit::None && !stopped.is_grave();
        let weight = if stopped.is_grave() { Error } else { Warning };
        let inside = match (fix.is_some(), claimed) {
            (true, Claim::Private) => inside(context, subnet.id),
            _ => Vec::new(),
        };
        for id in &inside {
            draft = draft.with(id);
        }
        let inside = match &inside[..] {
            [] => String::new(),
            [one] => format!(", and {} stands in it", context.name(one)),
            some => format!(", and {} stand in it", context.names(some.iter().copied())),
        };
        draft.weighs(weight).fix_if(fix).waits_if(early, step).say(format!(
            "{name} is called {}, but {table} {routes}, so it is {}{}{inside}.",
            claimed.word(),
            subnet.kind.word(),
            stopped.behind(context),
        ));
    }
}

/// The servers and data that stand in a subnet which is to be private, the
/// first few.
fn inside<'a>(context: &Context<'_, 'a>, subnet: &ResourceId) -> Vec<&'a ResourceId> {
    let standing = context.standing_in(subnet).iter();
    let mut inside: Vec<_> = standing.map(|it| it.owner).collect();
    inside.order();
    inside.dedup();
    inside.truncate(4);
    inside
}

/// The table of its VPC that makes the subnet what it is called.
fn use_another(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>, claimed: Claim) -> Option<Remedy> {
    let table = fitting_table(context, subnet, claimed)?;
    Some(Remedy::new(
        format!("Use {}", context.name(table)),
        Edit::set(subnet.id, "route_table", table),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-1", "route_table", "rt-2"), expect!["public-a is called public, but its route table private-a has no route to an internet gateway, so it is private: nobody on the internet reaches Notebookly-ALB there, and NAT-GW-AZ1 leads nowhere. [Use public]"])
        .fires(three_tiers().set("subnet-4", "route_table", "rt-1"), expect!["private-b is called private, but its route table public leads to an internet gateway, so it is public, and Notebookly-ASG and notebookly-db stand in it. [Use private-b]"])
        .silent(three_tiers().rename("subnet-1", "publications").set("subnet-1", "route_table", "rt-2"))
        // Isolated is not public either.
        .fires(three_tiers().set("subnet-1", "route_table", "rt-2").set("rt-2", "routes", serde_json::json!([])), expect!["public-a is called public, but its route table private-a has no route to an internet gateway, so it is isolated: nobody on the internet reaches Notebookly-ALB there, and NAT-GW-AZ1 leads nowhere. [Use public]"])
        // A route that is missing for all that uses the table is told as such.
        .silent(three_tiers().add("rt-9", "local", RouteTable { vpc: to("vpc-1"), ..RouteTable::default() }).set("subnet-2", "route_table", "rt-9"))
        .silent(three_tiers().set("subnet-4", "route_table", "rt-3").set("rt-3", "routes", serde_json::json!([])))
        .silent(empty_vpc())
        .silent(three_tiers())
}
