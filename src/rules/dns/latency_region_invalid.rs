//! The fastest way to a place that is on no map.

use crate::aws::regions::REGIONS;
use crate::rules::dns::names::{sets, with};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "latency-region-invalid",
    severity: Error,
    title: "Latency record of no Region, or of another's",
    checks: "That each latency record has a Region of AWS, that no two of one name have the same, and that it is the Region of the load balancer that it points at.",
    why: "Route 53 knows how long the way from the asker to each Region takes, and compares those. A record that names another Region than its target's is chosen for the wrong people.",
    reaction: "An unknown Region, and two records for one, are refused. The wrong one is accepted.",
    source: "[R53 DG: Latency-based routing], [API route53 ResourceRecordSet] · rulebook R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for set in sets(context) {
        let mut seen = Vec::new();
        for it in set.iter().filter(|it| it.record.policy == RoutingPolicy::Latency) {
            let region = it.record.region.trim();
            let home = it.record.alias.as_ref().and_then(|target| context.region_of(target));
            let mut weight = Error;
            let wrong = if region.is_empty() {
                "names no Region yet".to_owned()
            } else if !REGIONS.iter().any(|known| known.code == region) {
                format!("names the Region “{region}”, which is not known here")
            } else if seen.contains(&region) {
                format!("names {region}, and so does another record of that name")
            } else {
                seen.push(region);
                let Some(home) = home.filter(|home| *home != region) else { continue };
                weight = Warning;
                format!("names {region}, but its target is in {home}")
            };
            // A Region outside the list may be newer than the list.
            if !region.is_empty() && !REGIONS.iter().any(|known| known.code == region) {
                weight = Warning;
            }
            let free = home.filter(|home| !set.iter().any(|other| other.record.region.trim() == *home));
            let edit = free.and_then(|home| with(context, it, |record| home.clone_into(&mut record.region)));
            let fix = edit.zip(free).map(|(edit, home)| Remedy::new(format!("Use {home}"), edit));
            report.about(it.zone).at("records").weighs(weight).fix_if(fix).say(format!("Record {} of {}, for {}, {wrong}.", it.index + 1, context.name(it.zone), it.name));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |regions: &[&str]| {
        regions.iter().enumerate().fold(three_tiers(), |sketch, (index, region)| {
            let record = DnsRecord {
                name: "shop.notebookly.com".to_owned(),
                alias: if index == 0 { to("alb-1") } else { None },
                values: if index == 0 { Vec::new() } else { vec!["198.51.100.1".to_owned()] },
                policy: RoutingPolicy::Latency,
                set_id: format!("set-{index}"),
                region: (*region).to_owned(),
                ..DnsRecord::default()
            };
            sketch.push("zone-1", "records", record)
        })
    };
    Examples::new()
        .fires(with(&["", "eu-west-1"]), expect!["Record 3 of notebookly.com, for shop.notebookly.com, names no Region yet. [Use ap-south-1]"])
        .fires(with(&["mumbai"]), expect!["Record 3 of notebookly.com, for shop.notebookly.com, names the Region “mumbai”, which is not known here. [Use ap-south-1]"])
        .fires(with(&["eu-west-1"]), expect!["Record 3 of notebookly.com, for shop.notebookly.com, names eu-west-1, but its target is in ap-south-1. [Use ap-south-1]"])
        .fires(with(&["ap-south-1", "ap-south-1"]), expect!["Record 4 of notebookly.com, for shop.notebookly.com, names ap-south-1, and so does another record of that name."])
        .silent(with(&["ap-south-1", "eu-west-1"]))
}
