//! A wing that nobody put a signboard up for.

use crate::rules::prelude::*;
use crate::rules::shared::astray::{Claim, fitting_table};
use crate::rules::shared::stopped::Stopped;
use crate::rules::shared::told::{belongs_on, gateway_is_told};

pub const RULE: Rule = Rule {
    code: "subnet-on-main-route-table",
    severity: Error,
    title: "Subnet uses the main route table",
    checks: "That every subnet names its route table. This is an error where a load balancer or a NAT gateway in the subnet finds no way for that, else a warning.",
    why: "A subnet without one silently inherits whatever the main table has, today and after every later change to it.",
    reaction: "AWS accepts it: the VPC's main route table counts.",
    source: "[VPC UG: Route tables] · rulebook RT-1, RT-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        // One that a table without subnets was meant for is told with that
        // table, and one that waits for the gateway with what it lacks.
        let astray = context.astray();
        let told = astray.is_told_with_unused(subnet.id) || astray.is_closed(subnet.id);
        if subnet.subnet.route_table.is_some() || told {
            continue;
        }
        let name = context.name(subnet.id);
        let claim = Claim::of(&name).filter(|it| (*it == Claim::Public) != subnet.is_public());
        // In a VPC without an internet gateway nothing can be public yet.
        let none = context.gateways_of(vpc).is_empty();
        if none && claim == Some(Claim::Public) && gateway_is_told(context, vpc) {
            continue;
        }
        let leads = match subnet.chosen_exit() {
            Exit::InternetGateway(gateway) => format!("leads to {} and makes the subnet public", context.name(gateway)),
            Exit::NatGateway(target) | Exit::Other(target) => {
                format!("leads to {} by default", context.name(target))
            }
            Exit::Nowhere => "leads into a blackhole by default".to_owned(),
            Exit::None => "has no default route out of the VPC".to_owned(),
        };
        let early = none && context.standing_in(subnet.id).is_empty();
        let called = match claim {
            Some(Claim::Public) if early => String::new(),
            Some(claim) if subnet.is_public() => format!(", although it is called {}", claim.word()),
            Some(claim) => format!(", so it is {}, although it is called {}", subnet.kind.word(), claim.word()),
            None => String::new(),
        };
        // What is in the wrong subnet is told as such; here the subnet is wrong.
        let stopped = match belongs_on(context, subnet).filter(|_| !subnet.is_public()) {
            Some(_) => Stopped::within(context, [subnet.id]),
            None => Stopped::default(),
        };
        let main = subnet
            .table
            .map_or("made by AWS".to_owned(), |table| context.name(table));
        let fix = name_table(context, subnet);
        let nowhere = subnet.chosen_exit() == Exit::None && !stopped.is_relied_on(context);
        let mut draft = report.about(subnet.id).at("route_table").with(vpc);
        for id in stopped.all() {
            draft = draft.with(id);
        }
        let weight = if stopped.is_grave() { Error } else { Warning };
        draft.weighs(weight).fix_if(fix).waits_if(nowhere, Step::RouteTable).say(format!(
            "{} has no route table of its own, so it uses {}'s main one ({main}), which {leads}{called}{}.",
            name,
            context.name(vpc),
            stopped.behind(context),
        ));
    }
}

/// The table that the subnet was plainly meant for; else the one that counts
/// today, unless it makes the subnet what its name denies.
fn name_table(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> Option<Remedy> {
    if let Some(table) = context.astray().meant_for(subnet.id) {
        return Some(Remedy::new(
            format!("Use {}", context.name(table)),
            Edit::set(subnet.id, "route_table", table),
        ));
    }
    let claim = Claim::of(&context.name(subnet.id));
    if claim.is_some_and(|claim| (claim == Claim::Public) != subnet.is_public()) {
        let table = fitting_table(context, subnet, claim?)?;
        return Some(Remedy::new(
            format!("Use {}", context.name(table)),
            Edit::set(subnet.id, "route_table", table),
        ));
    }
    let table = subnet.table?;
    Some(Remedy::new(
        format!("Name {} explicitly", context.name(table)),
        Edit::set(subnet.id, "route_table", table),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let without = three_tiers().set("subnet-1", "route_table", serde_json::Value::Null);
    Examples::new()
        .fires(without.clone(), expect!["public-a has no route table of its own, so it uses Notebookly-VPC's main one (made by AWS), which has no default route out of the VPC, so it is isolated, although it is called public: nobody on the internet reaches Notebookly-ALB there, and NAT-GW-AZ1 leads nowhere. [Use public]"])
        .fires(without.set("vpc-1", "main_route_table", "rt-1"), expect!["public-a has no route table of its own, so it uses Notebookly-VPC's main one (public), which leads to Notebookly-IGW and makes the subnet public. [Name public explicitly]"])
        // What the name denies is not made lasting.
        .fires(three_tiers().set("subnet-4", "route_table", serde_json::Value::Null).delete("rt-3").set("vpc-1", "main_route_table", "rt-1"), expect!["private-b has no route table of its own, so it uses Notebookly-VPC's main one (public), which leads to Notebookly-IGW and makes the subnet public, although it is called private."])
        // A table that nobody uses was meant for it: told there.
        .silent(three_tiers().set("subnet-3", "route_table", serde_json::Value::Null).set("vpc-1", "main_route_table", "rt-1"))
        .silent(three_tiers())
}
