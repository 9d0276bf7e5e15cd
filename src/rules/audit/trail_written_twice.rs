//! Two cameras film the same door.

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-written-twice",
    severity: Warning,
    title: "The same calls are recorded twice",
    checks: "That no two trails record the calls of the same Region.",
    why: "The first copy of the management events is free; each further one is charged, two dollars for a hundred thousand, and says nothing new.",
    reaction: "AWS accepts it and charges it.",
    source: "[AWS CloudTrail pricing] · rulebook PRICE-12, CT-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut first_everywhere: Option<&ResourceId> = None;
    let mut first_here = std::collections::BTreeMap::new();
    let logging = || context.all::<Trail>().filter(|(_, it)| it.logging);
    // One that records all Regions is the one that stays.
    for (id, _) in logging().filter(|(_, it)| it.multi_region) {
        match first_everywhere {
            None => first_everywhere = Some(id),
            Some(first) => twice(context, report, id, first),
        }
    }
    for (id, _) in logging().filter(|(_, it)| !it.multi_region) {
        let Some(region) = context.region_of(id) else { continue };
        let first = first_everywhere.or_else(|| first_here.get(region).copied());
        match first {
            Some(first) => twice(context, report, id, first),
            None => {
                first_here.insert(region, id);
            }
        }
    }
}

fn twice(context: &Context<'_, '_>, report: &mut Report<'_>, id: &ResourceId, first: &ResourceId) {
    report.about(id).with(first).value(id, "multi_region").value(first, "multi_region").say(format!(
        "{} records calls that {} records already, and the second copy is charged.",
        context.name(id),
        context.name(first),
    ));
}

#[cfg(test)]
pub fn examples() -> Examples {
    let second = Trail { region: to("region-1"), bucket: to("bucket-1"), validation: true, ..Trail::default() };
    let two = sound().add("trail-2", "security", second);
    Examples::new().fires(two.clone(), expect!["security records calls that audit records already, and the second copy is charged."]).silent(two.set("trail-2", "logging", false)).silent(sound())
}
