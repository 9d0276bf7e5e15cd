//! What every new wing inherits.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "main-route-table-leads-out",
    severity: Warning,
    title: "Main route table leads to the internet",
    checks: "That a table which was made the main one of a VPC has no route to an internet gateway.",
    why: "Every subnet that names no table is then public, a new one from its first second. Safer: leave the main table local and name a table for each subnet.",
    reaction: "AWS accepts it; making another table the main one changes all subnets that name none at once.",
    source: "[VPC UG: Replace the main route table] · rulebook RT-15",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, vpc) in context.all::<Vpc>() {
        let Some(table) = &vpc.main_route_table else {
            continue;
        };
        if let Exit::InternetGateway(gateway) = context.exit_of(table) {
            let fix = keep_main_local(context, id, table);
            report.about(id).at("main_route_table").with(table).value(table, "routes").fix_if(Some(fix)).say(format!(
                "{}, the main route table of {}, leads to {}: every subnet that names no table is public.",
                context.name(table),
                context.name(id),
                context.name(gateway),
            ));
        }
    }
}

/// Every subnet that uses the table by chance names it, or the one that it was
/// plainly meant for, and the main table is AWS's own again, which is local.
fn keep_main_local(context: &Context<'_, '_>, vpc: &ResourceId, table: &ResourceId) -> Remedy {
    let implicit = context.subnets_of(vpc).filter(|it| it.subnet.route_table.is_none());
    let mut edits = Vec::new();
    let mut named = 0;
    let mut labels = Vec::new();
    for subnet in implicit {
        let meant = context.astray().meant_for(subnet.id);
        edits.push(Edit::set(subnet.id, "route_table", meant.unwrap_or(table)));
        match meant {
            None => named += 1,
            Some(meant) => labels.push(format!("{} in {}", context.name(meant), context.name(subnet.id))),
        }
    }
    if named > 0 {
        let subnets = count(named, "subnet", "subnets");
        labels.insert(0, format!("{} in {subnets}", context.name(table)));
    }
    let label = if labels.is_empty() {
        "Keep AWS's own main table".to_owned()
    } else {
        format!("Name {}, and keep AWS's own main table", labels.join(", "))
    };
    edits.push(Edit::set(vpc, "main_route_table", serde_json::Value::Null));
    Remedy { label, edits }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("vpc-1", "main_route_table", "rt-1"), expect!["public, the main route table of Notebookly-VPC, leads to Notebookly-IGW: every subnet that names no table is public. [Keep AWS's own main table]"])
        .fires(three_tiers().set("subnet-2", "route_table", serde_json::Value::Null).set("vpc-1", "main_route_table", "rt-1"), expect!["public, the main route table of Notebookly-VPC, leads to Notebookly-IGW: every subnet that names no table is public. [Name public in 1 subnet, and keep AWS's own main table]"])
        // Not what makes a private subnet public for good.
        .fires(three_tiers().set("subnet-2", "route_table", serde_json::Value::Null).set("subnet-3", "route_table", serde_json::Value::Null).set("vpc-1", "main_route_table", "rt-1"), expect!["public, the main route table of Notebookly-VPC, leads to Notebookly-IGW: every subnet that names no table is public. [Name public in 1 subnet, private-a in private-a, and keep AWS's own main table]"])
        .silent(three_tiers().set("vpc-1", "main_route_table", "rt-2"))
}
