//! Whoever comes from nowhere is told nothing.

use crate::rules::dns::names::{sets, with};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "geolocation-incomplete",
    severity: Error,
    title: "Geolocation that leaves somebody out",
    checks: "That each geolocation record has a country or continent by its code of two letters, or * for everybody else, that no two of one name have the same, and that one is for everybody else.",
    why: "Route 53 looks up where the asker is. Who is in none of the places, or whose address is in no list, gets the record for everybody else, and no answer where there is none.",
    reaction: "Two records for one place are refused. Without a default AWS answers “no answer” to whoever is elsewhere.",
    source: "[R53 DG: Geolocation routing], [API route53 GeoLocation] · rulebook R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for set in sets(context) {
        let Some(first) = set.first().filter(|it| it.record.policy == RoutingPolicy::Geolocation) else {
            continue;
        };
        let name = &first.name;
        let mut seen = Vec::new();
        for it in set.iter().filter(|it| it.record.policy == RoutingPolicy::Geolocation) {
            let place = it.record.location.trim();
            let code = place.len() == 2 && place.chars().all(|it| it.is_ascii_uppercase());
            let upper = place.to_ascii_uppercase();
            let wrong = if place.is_empty() {
                "has no location yet".to_owned()
            } else if !code && place != "*" {
                format!("has the location “{place}”: AWS takes a code of two capital letters such as IN, or *")
            } else if seen.contains(&place) {
                format!("has the location {place}, and so has another record of that name")
            } else {
                seen.push(place);
                continue;
            };
            let lower = place.len() == 2 && place.chars().all(|it| it.is_ascii_alphabetic()) && place != upper;
            let edit = lower.then(|| with(context, it, |record| record.location.clone_from(&upper))).flatten();
            let fix = edit.map(|edit| Remedy::new(format!("Use {upper}"), edit));
            report.about(it.zone).at("records").fix_if(fix).say(format!("Record {} of {}, for {name}, {wrong}.", it.index + 1, context.name(it.zone)));
        }
        if !seen.is_empty() && !seen.contains(&"*") {
            report.about(first.zone).at("records").weighs(Warning).say(format!(
                "{name} is for {} only: who asks from elsewhere gets no answer, for want of a record for *.",
                list(seen.into_iter().map(ToOwned::to_owned)),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |places: &[&str]| {
        places.iter().enumerate().fold(three_tiers(), |sketch, (index, place)| {
            let record = DnsRecord {
                name: "shop.notebookly.com".to_owned(),
                values: vec![format!("198.51.100.{index}")],
                policy: RoutingPolicy::Geolocation,
                set_id: format!("set-{index}"),
                location: (*place).to_owned(),
                ..DnsRecord::default()
            };
            sketch.push("zone-1", "records", record)
        })
    };
    Examples::new()
        .fires(with(&["IN"]), expect!["shop.notebookly.com is for IN only: who asks from elsewhere gets no answer, for want of a record for *."])
        .fires(with(&["India", "*"]), expect!["Record 3 of notebookly.com, for shop.notebookly.com, has the location “India”: AWS takes a code of two capital letters such as IN, or *."])
        .fires(with(&["in", "*"]), expect!["Record 3 of notebookly.com, for shop.notebookly.com, has the location “in”: AWS takes a code of two capital letters such as IN, or *. [Use IN]"])
        .fires(with(&["IN", "IN", "*"]), expect!["Record 4 of notebookly.com, for shop.notebookly.com, has the location IN, and so has another record of that name."])
        .silent(with(&["IN", "EU", "*"]))
}
