//! All hands in one building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "targets-in-one-zone",
    severity: Warning,
    title: "All targets in one zone",
    checks: "That instances which were registered by hand in a target group are in at least two Availability Zones.",
    why: "When the zone fails, all of them are gone, however many they are.",
    reaction: "AWS accepts it.",
    source: "[EC2 UG: Regions and Zones] · rulebook REG-5, X-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, servers) in context.targets() {
        let by_hand = servers.iter().all(|it| context.find::<Instance>(it.id).is_some());
        let no_other = context.find::<TargetGroup>(group).is_some_and(|it| it.addresses.is_empty());
        // A single one is told as such.
        if servers.len() < 2 || !by_hand || !no_other {
            continue;
        }
        let mut zones = servers.iter().map(|it| {
            let subnet = context.subnets_among(it.subnets).next();
            subnet.and_then(|it| it.zone)
        });
        let Some(Some(zone)) = zones.next() else { continue };
        if zones.all(|it| it == Some(zone)) {
            report.about(group).at("targets").say(format!(
                "All targets of {} are in {zone}: if that zone fails, nobody answers.",
                context.name(group),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = |subnet| Instance {
        subnet: to(subnet),
        security_groups: ids(&["sg-2"]),
        ..Instance::default()
    };
    let two = |other| {
        three_tiers()
            .delete("asg-1")
            .add("i-1", "web-1", web("subnet-3"))
            .add("i-2", "web-2", web(other))
            .set("tg-1", "targets", serde_json::json!(["i-1", "i-2"]))
    };
    Examples::new()
        .fires(two("subnet-3"), expect!["All targets of Notebookly-TG are in ap-south-1a: if that zone fails, nobody answers."])
        .silent(two("subnet-4"))
        .silent(three_tiers())
}
