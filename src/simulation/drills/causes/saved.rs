//! What saved a run. Where the record does not say how much it did, the edits
//! that would take it away do: the run is played again without it.

use super::super::super::record::AlarmState;
use super::super::super::scenario::Deed;
use super::super::factor::Factor;
use super::super::measure::is_launch;
use super::super::played::Played;
use super::super::tally::outage;
use super::super::words::duration;
use super::Look;
use crate::architecture::{Alarm, Database, Edit, NatGateway};
use crate::text::{count, grouped, list};

/// What saved a run.
pub fn saved(played: &Played) -> Vec<Factor> {
    let look = Look::at(played);
    let mut all = Vec::new();
    standby(&look, &mut all);
    another_zone(&look, &mut all);
    another_server(&look, &mut all);
    launched(&look, &mut all);
    gateway(&look, &mut all);
    firewall(&look, &mut all);
    growth(&look, &mut all);
    told(&look, &mut all);
    written(&look, &mut all);
    all
}

fn factor(resource: &crate::architecture::ResourceId, what: String, sentence: String) -> Factor {
    Factor {
        resource: Some(resource.clone()),
        what,
        sentence,
        amount: String::new(),
        label: String::new(),
        edits: Vec::new(),
        explains: &[],
    }
}

/// The standby took over (SRD-1, SRD-2).
fn standby(look: &Look, all: &mut Vec<Factor>) {
    let events = &look.played.record.database_events;
    for (id, _) in look
        .played
        .architecture()
        .all::<Database>()
        .filter(|(_, it)| it.multi_az)
    {
        let of = |wanted: &str| {
            events
                .iter()
                .find(|it| it.database == *id && it.id == wanted)
        };
        let (Some(began), Some(ended)) = (of("RDS-EVENT-0013"), of("RDS-EVENT-0049")) else {
            continue;
        };
        let took = duration(ended.at.saturating_sub(began.at));
        all.push(Factor {
            edits: vec![Edit::set(id, "multi_az", false)],
            ..factor(
                id,
                format!("{}, Multi-AZ", look.name(id)),
                format!("The standby in the other zone took over after {took}."),
            )
        });
    }
}

/// Servers in a zone that stayed (SAZ-4).
fn another_zone(look: &Look, all: &mut Vec<Factor>) {
    let Some(lost) = look.lost_zone() else {
        return;
    };
    for (id, group) in look.groups() {
        let here = |it: &&crate::architecture::ResourceId| look.zone(it) == Some(lost.as_str());
        let there: Vec<&str> = group
            .subnets
            .iter()
            .filter(|it| !here(it))
            .filter_map(|it| look.zone(it))
            .collect();
        if there.is_empty() || there.len() == group.subnets.len() {
            continue;
        }
        let only: Vec<_> = group.subnets.iter().filter(here).cloned().collect();
        all.push(Factor {
            edits: vec![Edit::set(id, "subnets", only)],
            ..factor(
                id,
                format!("{}, two zones", look.name(id)),
                format!("Its servers in {} went on serving.", list(there)),
            )
        });
    }
}

/// Another server was there when one went.
fn another_server(look: &Look, all: &mut Vec<Factor>) {
    let one_went = look.did(|it| matches!(it, Deed::Stop(_) | Deed::Terminate(_) | Deed::Crash(_)));
    let (_, before) = look.servers();
    if !one_went || before < 2 || outage(&look.played.record.tallies).is_some() {
        return;
    }
    for (id, group) in look.groups().filter(|(_, it)| it.min_size > 1) {
        let _ = group;
        all.push(Factor {
            edits: vec![Edit::set(id, "min_size", 1), Edit::set(id, "desired", 1)],
            ..factor(
                id,
                format!("{}, minimum {}", look.name(id), group.min_size),
                "Another server was there already and took the customers.".to_owned(),
            )
        });
    }
}

/// The group started servers by itself.
fn launched(look: &Look, all: &mut Vec<Factor>) {
    for (id, _) in look.groups() {
        let activities = look.played.record.activities.iter();
        let many = activities
            .filter(|it| it.group == *id && is_launch(it) && it.at >= look.fault)
            .count();
        if many == 0 || look.played.first_fault().is_none() {
            continue;
        }
        let servers = count(many, "server", "servers");
        all.push(Factor {
            amount: servers.clone(),
            ..factor(
                id,
                look.name(id),
                format!("It started {servers} by itself."),
            )
        });
    }
}

/// A zone that stayed had a NAT gateway of its own (SAZ-2).
fn gateway(look: &Look, all: &mut Vec<Factor>) {
    let Some(lost) = look.lost_zone() else {
        return;
    };
    let gateways = look.played.architecture().all::<NatGateway>();
    for (id, gateway) in gateways {
        let zone = gateway.subnet.as_ref().and_then(|it| look.zone(it));
        if let Some(zone) = zone.filter(|it| *it != lost) {
            all.push(factor(
                id,
                look.name(id),
                format!("{zone} kept a way to the internet of its own."),
            ));
        }
    }
}

/// A flood was turned away (DRILL-8).
fn firewall(look: &Look, all: &mut Vec<Factor>) {
    let tallies = look.played.record.tallies.iter();
    let out: u64 = tallies.map(|it| u64::from(it.attackers_out)).sum();
    let balancers = look
        .played
        .architecture()
        .all::<crate::architecture::LoadBalancer>();
    let acl = balancers.filter_map(|(_, it)| it.web_acl.as_ref()).next();
    if let Some(acl) = acl.filter(|_| out > 0) {
        all.push(Factor {
            amount: format!("{} requests", grouped(out)),
            ..factor(acl, look.name(acl), "It turned the flood away.".to_owned())
        });
    }
}

/// Storage grew by itself (SRD-12).
fn growth(look: &Look, all: &mut Vec<Factor>) {
    let events = &look.played.record.database_events;
    if let Some(event) = events.iter().find(|it| it.id == "RDS-EVENT-0217") {
        let id = &event.database;
        let full = |it: &&crate::simulation::record::DatabaseEvent| {
            it.database == *id
                && it.at < event.at
                && matches!(it.id, "RDS-EVENT-0007" | "RDS-EVENT-0221")
        };
        if events.iter().any(|it| full(&it)) {
            return;
        }
        all.push(factor(
            id,
            format!("{}, storage autoscaling", look.name(id)),
            "Its storage grew by itself before it was full.".to_owned(),
        ));
    }
}

/// An alarm rang and told somebody.
fn told(look: &Look, all: &mut Vec<Factor>) {
    if look.played.first_fault().is_none() {
        return;
    }
    for story in look
        .played
        .record
        .alarms
        .iter()
        .filter(|it| !it.of_a_policy)
    {
        // A bill that rises says nothing of what was done.
        let alarm = look.played.architecture().find::<Alarm>(&story.of);
        if alarm.is_some_and(|it| it.namespace == "AWS/Billing") {
            continue;
        }
        let rang = story.changes.iter();
        let mut rang = rang.filter(|it| it.state == AlarmState::Alarm && it.at >= look.fault);
        let Some(rang) = rang.next() else {
            continue;
        };
        let mails = look.played.record.mails.iter();
        let mut mails = mails.filter(|it| it.of == story.of && it.at >= rang.at);
        if let Some(mail) = mails.find(|it| it.dropped.is_empty()) {
            all.push(Factor {
                amount: duration(mail.at.saturating_sub(look.fault)),
                ..factor(
                    &story.of,
                    story.name.clone(),
                    format!("It rang, and {} was told.", mail.to),
                )
            });
        }
    }
}

/// The trail wrote down what was done.
fn written(look: &Look, all: &mut Vec<Factor>) {
    if !look.did(|it| matches!(it, Deed::StopLogging(_))) {
        return;
    }
    let calls = look.played.record.calls.iter();
    let seen = calls.filter(|it| it.name == "StopLogging" && it.delivered.is_some());
    for call in seen {
        if let Some(id) = &call.about {
            all.push(factor(
                id,
                look.name(id),
                format!("Its last record says who stopped it: {}.", call.who),
            ));
        }
    }
}
