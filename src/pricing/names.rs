//! Route 53: zones, questions, health checks. Prices of the whole world.

use super::amount::Amount;
use super::bill::Group;
use super::counting::{Counting, share};
use super::sheet::{Charge, Factor};
use crate::architecture::*;

pub(super) fn count(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<HostedZone>().collect();
    for (id, _) in &all {
        let tiers = [("r53.zone", Some(Amount::whole(25))), ("r53.zone.t2", None)];
        let charge = Charge::new(
            Group::Names,
            "Route 53 hosted zones",
            "r53.zone",
            "",
            Some(id),
            vec![Factor::of(1, "zone", "zones")],
        );
        counting.sheet.add_tiered(charge, &tiers, "zones");
    }
    // The public zones are asked by visitors; where there is none, the private ones.
    let is_public = all.iter().any(|(_, it)| !it.private);
    let asked: Vec<_> = all
        .iter()
        .filter(|(_, it)| !is_public || !it.private)
        .collect();
    for (place, (id, zone)) in asked.iter().enumerate() {
        let thousands = share(counting.load.dns_thousands, place, asked.len());
        let queries = thousands.by(1_000);
        // What an alias answers is free [R53 pricing: queries].
        let mut plain = zone.records.iter().filter(|record| record.alias.is_none());
        let (what, price) = if plain
            .clone()
            .any(|it| it.policy == RoutingPolicy::Geolocation)
        {
            ("Route 53 geolocation queries", "r53.query.geolocation")
        } else if plain.any(|it| it.policy == RoutingPolicy::Latency) {
            ("Route 53 latency queries", "r53.query.latency")
        } else {
            ("Route 53 queries that no alias answers", "r53.query")
        };
        let factors = vec![
            Factor::of(queries, "query", "queries"),
            Factor::per(1_000_000),
        ];
        let charge = Charge::new(Group::Names, what, price, "", Some(id), factors);
        if price == "r53.query" {
            let tiers = [
                ("r53.query", Some(Amount::whole(1_000))),
                ("r53.query.t2", None),
            ];
            counting.sheet.add_tiered(charge, &tiers, "million");
        } else {
            counting.add(charge);
        }
    }
    health_checks(counting);
}

fn health_checks(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, it) in relations.indexed().all::<HealthCheck>() {
        let (check, option, where_to) = match it.target {
            Some(_) => (
                "r53.healthcheck.aws",
                "r53.healthcheck.option.aws",
                "inside AWS",
            ),
            None => (
                "r53.healthcheck.other",
                "r53.healthcheck.option.other",
                "outside AWS",
            ),
        };
        counting.add(Charge::new(
            Group::Names,
            format!("Route 53 health checks of endpoints {where_to}"),
            check,
            "",
            Some(id),
            vec![Factor::of(1, "check", "checks")],
        ));
        // HTTPS and the short interval are charged each.
        let options = u32::from(it.protocol == "HTTPS") + u32::from(it.interval == "10");
        if options > 0 {
            counting.add(Charge::new(
                Group::Names,
                format!("Options of health checks {where_to}"),
                option,
                "",
                Some(id),
                vec![Factor::of(options, "option", "options")],
            ));
        }
    }
}
