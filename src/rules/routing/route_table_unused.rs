//! A signboard that stands where nobody passes.

use crate::rules::prelude::*;
use crate::rules::shared::astray::{Unused, leads_somewhere};
use crate::rules::shared::told::belongs_on;

pub const RULE: Rule = Rule {
    code: "route-table-unused",
    severity: Warning,
    title: "Route table that no subnet uses",
    checks: "That a subnet uses every route table. Where a subnet was left on the main route table, and one that nobody uses is plainly meant for it by its name and its routes, the two are told together. A table that nobody is waiting for is a remark.",
    why: "A route table does nothing until a subnet is associated with it. A subnet without an association obeys the main table, whatever that is: it may be public although nobody meant it to be, or find no way out.",
    reaction: "AWS accepts it: the routes of the table count for nobody, and the main table counts for the subnet.",
    source: "[VPC UG: Route tables] · rulebook RT-1, RT-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in &context.astray().unused {
        let name = context.name(it.table);
        let table = context.relations.table(it.table);
        let draft = report.about(it.table).at("routes").value(it.table, "routes");
        let Some(first) = it.subnets.first().and_then(|id| context.subnet(id)) else {
            // One that leads nowhere yet is at its beginning, and one that a
            // subnet is told to use is told with that.
            let started = table.is_some_and(|it| leads_somewhere(context, it.table));
            let vpc = table.and_then(|it| it.vpc);
            let mut subnets = vpc.into_iter().flat_map(|vpc| context.subnets_of(vpc));
            if started && !subnets.any(|subnet| belongs_on(context, subnet) == Some(it.table)) {
                draft.weighs(Info).waits_for(Step::Association).say(format!(
                    "No subnet uses {name}, so its routes count for nobody."
                ));
            }
            continue;
        };
        let mut draft = draft;
        for subnet in &it.subnets {
            draft = draft.with(subnet).value(subnet, "route_table");
        }
        if let Some(main) = first.table {
            draft = draft.with(main);
        }
        draft.fix_if(Some(associate(context, it))).waits_for(Step::Association).say(format!(
            "No subnet uses {name}, while {} {} left on {}, which {}: so {} {}.",
            context.names(it.subnets.iter().copied()),
            if it.subnets.len() == 1 { "is" } else { "are" },
            main_table(context, first),
            leads(context, first),
            if it.subnets.len() == 1 { "it is" } else { "they are" },
            first.kind.word(),
        ));
    }
}

/// "main-rt, the main route table of shop-vpc".
fn main_table(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> String {
    let vpc = subnet.vpc.map_or_else(String::new, |vpc| format!(" of {}", context.name(vpc)));
    match subnet.table {
        Some(table) => format!("{}, the main route table{vpc}", context.name(table)),
        None => format!("the main route table{vpc}, made by AWS"),
    }
}

fn leads(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> String {
    match subnet.exit {
        Exit::InternetGateway(id) | Exit::NatGateway(id) | Exit::Other(id) => {
            format!("leads to {}", context.name(id))
        }
        Exit::Nowhere => "leads into a blackhole".to_owned(),
        Exit::None => "has no default route".to_owned(),
    }
}

fn associate(context: &Context<'_, '_>, it: &Unused<'_>) -> Remedy {
    let subnets = it.subnets.iter().copied();
    Remedy {
        label: format!("Associate {} with {}", context.name(it.table), context.names(subnets.clone())),
        edits: subnets.map(|id| Edit::set(id, "route_table", it.table)).collect(),
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let left = |sketch: Sketch, subnet: &str| sketch.set(subnet, "route_table", serde_json::Value::Null);
    let spare = RouteTable {
        vpc: to("vpc-1"),
        routes: vec![route("192.0.2.0/24", "igw-1")],
    };
    Examples::new()
        // The main table leads out: a private subnet is public.
        .fires(left(three_tiers(), "subnet-3").set("vpc-1", "main_route_table", "rt-1"), expect!["No subnet uses private-a, while private-a is left on public, the main route table of Notebookly-VPC, which leads to Notebookly-IGW: so it is public. [Associate private-a with private-a]"])
        // The main table is AWS's own: a public subnet is cut off.
        .fires(left(left(three_tiers(), "subnet-1"), "subnet-2"), expect!["No subnet uses public, while public-a and public-b are left on the main route table of Notebookly-VPC, made by AWS, which has no default route: so they are isolated. [Associate public with public-a and public-b]"])
        // Two tables for two zones.
        .fires(left(left(three_tiers(), "subnet-3"), "subnet-4"), expect![[r#"
            No subnet uses private-a, while private-a is left on the main route table of Notebookly-VPC, made by AWS, which has no default route: so it is isolated. [Associate private-a with private-a]
            No subnet uses private-b, while private-b is left on the main route table of Notebookly-VPC, made by AWS, which has no default route: so it is isolated. [Associate private-b with private-b]"#]])
        // Without telling names, by what is left.
        .fires(left(three_tiers(), "subnet-3").rename("subnet-3", "apps").rename("rt-2", "to-nat"), expect!["No subnet uses to-nat, while apps is left on the main route table of Notebookly-VPC, made by AWS, which has no default route: so it is isolated. [Associate to-nat with apps]"])
        .fires(three_tiers().add("rt-9", "spare", spare), expect!["No subnet uses spare, so its routes count for nobody."])
        .silent(three_tiers().add("rt-9", "spare", RouteTable { vpc: to("vpc-1"), ..RouteTable::default() }))
        .silent(three_tiers().set("vpc-1", "main_route_table", "rt-2"))
        .silent(three_tiers())
}
