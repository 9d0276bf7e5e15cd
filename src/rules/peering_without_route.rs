//! A bridge needs a signpost on both banks.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "peering-without-route",
    severity: Warning,
    title: "Peering that no route uses",
    checks: "That both VPCs of a peering connection have a route table with a route to it.",
    why: "Without a route on one side, requests do not leave or answers do not come back.",
    reaction: "AWS makes the connection and adds no routes: those are yours to add, on both sides.",
    source: "[VPC Peering Guide: Update route tables] · rulebook VPC-25",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, peering) in context.all::<VpcPeering>() {
        let (Some(one), Some(other)) = (&peering.requester, &peering.accepter) else {
            continue;
        };
        let exists = |it| context.find::<Vpc>(it).is_some();
        if one == other || !exists(one) || !exists(other) {
            continue;
        }
        let routed = |vpc: &ResourceId| {
            context.all::<RouteTable>().any(|(_, table)| {
                table.vpc.as_ref() == Some(vpc)
                    && table.routes.iter().any(|route| route.target.as_ref() == Some(id))
            })
        };
        let missing: Vec<_> = [one, other].into_iter().filter(|vpc| !routed(vpc)).collect();
        if missing.is_empty() {
            continue;
        }
        let mut draft = report.about(id);
        for vpc in &missing {
            draft = draft.with(vpc);
        }
        draft.value(id, "requester").value(id, "accepter").say(format!(
            "No route table of {} leads to {}, so packets cannot cross and come back.",
            context.names(missing.iter().copied()).replace(" and ", " or "),
            context.name(id),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let peered = |routes: &[&str]| {
        let vpc = Vpc {
            region: to("region-1"),
            cidr: "10.1.0.0/16".into(),
            ..Vpc::default()
        };
        let peering = VpcPeering {
            requester: to("vpc-1"),
            accepter: to("vpc-2"),
        };
        let table = RouteTable {
            vpc: to("vpc-2"),
            ..RouteTable::default()
        };
        let sketch = empty_vpc()
            .add("vpc-2", "Test-VPC", vpc)
            .add("rt-2", "test", table)
            .add("pcx-1", "peering", peering);
        routes.iter().fold(sketch, |sketch, table| {
            sketch.push(table, "routes", route("10.0.0.0/8", "pcx-1"))
        })
    };
    Examples::new()
        .fires(peered(&["rt-1"]), expect!["No route table of Test-VPC leads to peering, so packets cannot cross and come back."])
        .fires(peered(&[]), expect!["No route table of Notebookly-VPC or Test-VPC leads to peering, so packets cannot cross and come back."])
        .silent(peered(&["rt-1", "rt-2"]))
}
