//! Who lets AWS choose two buildings cannot choose one.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-zone-contradiction",
    severity: Error,
    title: "Zone of a database cannot be chosen",
    checks: "That a Multi-AZ database names no zone of its own, and that one which does has a subnet in that zone.",
    why: "With Multi-AZ, primary and standby swap places at a failover, so no zone is theirs.",
    reaction: "CreateDBInstance is refused. cfn-lint does not find it.",
    source: "[API rds CreateDBInstance] · rulebook RDS-22, RDS-25",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let zone = database.primary_zone.trim();
        if zone.is_empty() {
            continue;
        }
        let zones = context.zones(&database.subnets);
        let wrong = if database.multi_az {
            "but with Multi-AZ AWS chooses the zones".to_owned()
        } else if !zones.is_empty() && !zones.contains(zone) {
            format!("but its subnets are in {}", list(zones))
        } else {
            continue;
        };
        report
            .about(id)
            .at("primary_zone")
            .fix("Let AWS choose", Edit::set(id, "primary_zone", ""))
            .say(format!("{} names the zone {zone}, {wrong}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let zoned = three_tiers().set("db-1", "primary_zone", "ap-south-1c");
    Examples::new()
        .fires(zoned.clone(), expect!["notebookly-db names the zone ap-south-1c, but with Multi-AZ AWS chooses the zones. [Let AWS choose]"])
        .fires(zoned.clone().set("db-1", "multi_az", false), expect!["notebookly-db names the zone ap-south-1c, but its subnets are in ap-south-1a and ap-south-1b. [Let AWS choose]"])
        .silent(zoned.set("db-1", "multi_az", false).set("db-1", "primary_zone", "ap-south-1a"))
}
