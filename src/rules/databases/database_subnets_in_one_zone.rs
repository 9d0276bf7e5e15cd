//! A library with one building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-subnets-in-one-zone",
    severity: Error,
    title: "Database subnet group in fewer than two zones",
    checks: "That the subnet group of a database covers at least two Availability Zones.",
    why: "Even a database without a standby needs somewhere else to go, for when it gets one.",
    reaction: "CreateDBSubnetGroup is refused. cfn-lint does not find it.",
    source: "[RDS UG: DB subnet groups] · rulebook RDS-5",
    aws_error: "DBSubnetGroupDoesNotCoverEnoughAZs",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let known = context.subnets_among(&database.subnets).count() == database.subnets.len();
        let zoneless = context.subnets_among(&database.subnets).any(|it| it.zone.is_none());
        let zones = context.zones(&database.subnets);
        if zones.len() >= 2 || !known || zoneless {
            continue;
        }
        let has = match zones.first() {
            None => "has no subnets yet".to_owned(),
            Some(zone) => format!("has subnets in {zone} only"),
        };
        report
            .about(id)
            .at("subnets")
            .fix_if(add_zone(context, id, database))
            .waits_for(Step::Complete)
            .say(format!(
                "{} {has}: its subnet group needs at least two Availability Zones (DBSubnetGroupDoesNotCoverEnoughAZs).",
                context.name(id)
            ));
    }
}

/// The only private subnet in another zone is the one to add.
fn add_zone(context: &Context<'_, '_>, id: &ResourceId, database: &Database) -> Option<Remedy> {
    let vpc = context.vpc_of_subnets(&database.subnets)?;
    let zones = context.zones(&database.subnets);
    let mut fitting = context.subnets_of(vpc).filter(|subnet| {
        !subnet.is_public() && subnet.zone.is_some_and(|zone| !zones.contains(zone))
    });
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    Some(Remedy::new(
        format!("Add {}", context.name(only.id)),
        Edit::insert(id, "subnets", database.subnets.len(), only.id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "subnets", serde_json::json!(["subnet-3"])), expect!["notebookly-db has subnets in ap-south-1a only: its subnet group needs at least two Availability Zones (DBSubnetGroupDoesNotCoverEnoughAZs). [Add private-b]"])
        .fires(three_tiers().set("db-1", "subnets", serde_json::json!([])), expect!["notebookly-db has no subnets yet: its subnet group needs at least two Availability Zones (DBSubnetGroupDoesNotCoverEnoughAZs)."])
        .silent(three_tiers())
}
