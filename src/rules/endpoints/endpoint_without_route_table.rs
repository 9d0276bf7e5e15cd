//! A path that no signboard mentions.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "endpoint-without-route-table",
    severity: Warning,
    title: "Gateway endpoint that no subnet uses",
    checks: "That a gateway endpoint serves at least one route table that a subnet uses.",
    why: "It works by a route in each chosen table. A subnet whose table is not chosen does not use it.",
    reaction: "AWS accepts it.",
    source: "[PL guide: Gateway endpoints] · rulebook VPCE-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used: FxHashSet<_> = context.subnets.iter().filter_map(|it| it.table).collect();
    for (id, endpoint) in context.all::<VpcEndpoint>() {
        let Some(vpc) = &endpoint.vpc else { continue };
        if endpoint.route_tables.iter().any(|it| used.contains(it)) {
            continue;
        }
        // A table that is gone, or of another VPC, is told as such.
        let fine = |it| context.find::<RouteTable>(it).is_some_and(|it| it.vpc.as_ref() == Some(vpc));
        if !endpoint.route_tables.iter().all(fine) {
            continue;
        }
        // The tables of subnets that are not public are who profits.
        let mut tables: Vec<_> = context
            .subnets_of(vpc)
            .filter(|subnet| !subnet.is_public())
            .filter_map(|subnet| subnet.table)
            .collect();
        tables.order();
        tables.dedup();
        let fix = (!tables.is_empty()).then(|| {
            Remedy::new(
                format!("Serve {}", context.names(tables.iter().copied())),
                Edit::set(id, "route_tables", &tables),
            )
        });
        let name = context.name(id);
        let sentence = if endpoint.route_tables.is_empty() {
            format!("{name} is in no route table, so no subnet uses it.")
        } else {
            format!(
                "{name} is only in {}, which no subnet uses.",
                context.names(&endpoint.route_tables)
            )
        };
        report.about(id).at("route_tables").fix_if(fix).waits_for(Step::Complete).say(sentence);
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let endpoint = VpcEndpoint {
        vpc: to("vpc-1"),
        ..VpcEndpoint::default()
    };
    let with = three_tiers().add("vpce-1", "S3-endpoint", endpoint);
    Examples::new()
        .fires(with.clone(), expect!["S3-endpoint is in no route table, so no subnet uses it. [Serve private-a and private-b]"])
        .fires(with.clone().push("vpce-1", "route_tables", "rt-2").set("subnet-3", "route_table", "rt-3"), expect!["S3-endpoint is only in private-a, which no subnet uses. [Serve private-b]"])
        .silent(with.push("vpce-1", "route_tables", "rt-2"))
}
