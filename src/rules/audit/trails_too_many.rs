//! A sixth camera for one door.

use std::collections::BTreeMap;

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trails-too-many",
    severity: Error,
    title: "More than five trails in a Region",
    checks: "That a Region has at most five trails, those of all Regions included.",
    why: "A trail of all Regions is there in each of them and counts in each.",
    reaction: "CreateTrail is refused. The quota cannot be raised.",
    source: "[CT UG: Quotas] · rulebook CT-9",
    aws_error: "MaximumNumberOfTrailsExceededException",
    check,
};

/// Rulebook CT-9.
const MOST: usize = 5;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut everywhere = Vec::new();
    let mut of_regions: BTreeMap<&str, Vec<&ResourceId>> = BTreeMap::new();
    for (id, trail) in context.all::<Trail>() {
        if trail.multi_region {
            everywhere.push(id);
        } else if let Some(region) = context.region_of(id) {
            of_regions.entry(region).or_default().push(id);
        }
    }
    if everywhere.len() > MOST {
        report.about(everywhere[MOST]).at("multi_region").say(format!("{} trails record all Regions, and a Region takes {MOST}.", everywhere.len()));
        return;
    }
    for (region, own) in of_regions {
        let all = own.len() + everywhere.len();
        if all > MOST
            && let Some(last) = own.last()
        {
            report.about(last).at("region").say(format!("{region} has {all} trails, and a Region takes {MOST}."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |number: usize, multi_region| {
        (0..number).fold(sound(), |sketch, index| {
            let trail = Trail { region: to("region-1"), bucket: to("bucket-1"), multi_region, validation: true, ..Trail::default() };
            sketch.add(&format!("trail-2{index}"), &format!("audit-{index}"), trail)
        })
    };
    Examples::new().fires(with(5, false), expect!["ap-south-1 has 6 trails, and a Region takes 5."]).fires(with(5, true), expect!["6 trails record all Regions, and a Region takes 5."]).silent(with(4, false))
}
