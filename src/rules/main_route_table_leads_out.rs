//! What every new wing inherits.

use super::prelude::*;

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
            report.about(id).at("main_route_table").with(table).value(table, "routes").say(format!(
                "{}, the main route table of {}, leads to {}: every subnet that names no table is public.",
                context.name(table),
                context.name(id),
                context.name(gateway),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("vpc-1", "main_route_table", "rt-1"), expect!["public, the main route table of Notebookly-VPC, leads to Notebookly-IGW: every subnet that names no table is public."])
        .silent(three_tiers().set("vpc-1", "main_route_table", "rt-2"))
}
