//! Numbers that AWS does not take.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "number-out-of-range",
    severity: Error,
    title: "Number out of range",
    checks: "That every number is within the bounds that AWS sets for it: ports, sizes of disks and groups, seconds and thresholds of health checks, days of backups. The bounds stand with each property in its reference.",
    why: "A form refuses such numbers; a file that was edited by hand may still hold one.",
    reaction: "The call is refused.",
    source: "[ALB UG: Health checks], [API ec2 CreateVolume], [API rds CreateDBInstance], [cfn E3719] · rulebook TG-9, ALB-11, EBS-4, RDS-10, RDS-12, RDS-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, resource) in context.architecture.resources() {
        for property in resource.kind().info().properties {
            let PropertyType::Number { min, max, unit } = property.value else {
                continue;
            };
            // Most numbers are what they were at first, and those are fine.
            if resource.properties.is_default(property.key) {
                continue;
            }
            let value = resource.properties.get(property.key);
            let Some(number) = value.and_then(|it| it.as_i64()) else {
                continue;
            };
            if (min..=max).contains(&number) {
                continue;
            }
            let nearest = number.clamp(min, max);
            report
                .about(id)
                .at(property.key)
                .fix(format!("Use {nearest}"), Edit::set(id, property.key, nearest))
                .say(format!(
                    "“{}” of {} is {number}; AWS takes {min} to {max}{}{unit}.",
                    property.label,
                    resource.name,
                    if unit.is_empty() { "" } else { " " },
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("tg-1", "health_interval", 3), expect!["“Interval” of Notebookly-TG is 3; AWS takes 5 to 300 seconds. [Use 5]"])
        .fires(three_tiers().set("db-1", "backup_days", 40), expect!["“Backups” of notebookly-db is 40; AWS takes 0 to 35 days. [Use 35]"])
        .silent(three_tiers())
}
