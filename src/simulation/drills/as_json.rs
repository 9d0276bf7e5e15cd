//! A run as data.

use serde_json::{Value, json};

use super::super::record::{Manner, Place};
use super::{Factor, Judged, Played, Scorecard, rupees};

/// A run as data: what `run --json` prints and the page saves.
pub fn as_json(played: &Played<'_>, card: &Scorecard) -> Value {
    let record = played.record;
    let run = played.run;
    let clock = run.scenario.begins;
    let story: Vec<Value> = record
        .story
        .iter()
        .map(|it| {
            json!({
                "number": it.number,
                "at": it.at,
                "time": clock.iso(it.at),
                "manner": match it.manner {
                    Manner::Done => "done",
                    Manner::Followed => "followed",
                    Manner::Expected => "expected",
                },
                "what": it.what,
                "why": it.why,
                "from": it.from,
                "place": match &it.place {
                    Place::Thing(id) | Place::Server(id, _) => json!(id),
                    Place::Zone(zone) => json!(zone),
                    Place::Customers => Value::Null,
                },
                "rule": it.rule,
                "assumption": it.assumption,
            })
        })
        .collect();
    let alarms: Vec<Value> = record
        .alarms
        .iter()
        .map(|it| {
            let changes = it.changes.iter().map(|change| {
                json!({ "at": change.at, "state": change.state.word(), "reason": change.reason })
            });
            let mut alarm = json!({
                "resource": it.of,
                "name": it.name,
                "of_a_policy": it.of_a_policy,
                "condition": it.condition,
                "changes": changes.collect::<Vec<_>>(),
            });
            let failures = it.failures.iter();
            let failures: Vec<Value> = failures
                .map(|(at, history)| json!({ "at": at, "history": history }))
                .collect();
            if !failures.is_empty() {
                alarm["failures"] = failures.into();
            }
            alarm
        })
        .collect();
    let mails: Vec<Value> = record
        .mails
        .iter()
        .map(|it| {
            json!({
                "at": it.at, "to": it.to, "subject": it.subject, "body": it.body,
                "dropped": it.dropped, "resource": it.of,
            })
        })
        .collect();
    let calls: Vec<Value> = record
        .calls
        .iter()
        .map(|it| {
            json!({
                "at": it.at, "delivered": it.delivered, "name": it.name, "who": it.who,
                "sentence": it.sentence, "resource": it.about, "error": it.error,
            })
        })
        .collect();
    let activities: Vec<Value> = record
        .activities
        .iter()
        .map(|it| {
            json!({
                "resource": it.group, "at": it.at, "ended": it.ended,
                "description": it.description, "cause": it.cause, "status": it.status,
            })
        })
        .collect();
    let gaps: Vec<Value> = record
        .gaps
        .iter()
        .map(|(trail, from, to)| json!({ "resource": trail, "from": from, "to": to }))
        .collect();
    let events: Vec<Value> = record
        .database_events
        .iter()
        .map(|it| json!({ "resource": it.database, "at": it.at, "id": it.id, "text": it.text }))
        .collect();
    json!({
        "title": run.document.title,
        "scenario": { "id": card.scenario, "title": card.scenario_title },
        "seed": card.seed,
        "begins": clock.iso(0),
        "length": run.scenario.length,
        "result": card.title,
        "summary": card.subtitle,
        "passed": card.passed(),
        "criteria": criteria(&card.criteria),
        "numbers": numbers(card),
        "failed_by_cause": card.causes.iter().map(|it| json!({
            "cause": it.cause.words(),
            "status": it.cause.status(),
            "requests": it.requests,
        })).collect::<Vec<_>>(),
        "outage": card.outage.map(|(from, seconds)| json!({ "from": from, "seconds": seconds })),
        "timeline": story,
        "alarms": alarms,
        "mails": mails,
        "activities": activities,
        "calls": calls,
        "gaps": gaps,
        "database_events": events,
        "saved": factors(&card.saved),
        "sank": factors(&card.sank),
        "answered": card.series.iter().map(|(at, share)| json!([at, share])).collect::<Vec<_>>(),
        "not_modelled": record.not_modelled,
    })
}

/// Criteria as data.
pub fn criteria(all: &[Judged]) -> Vec<Value> {
    let all = all.iter().map(|it| {
        json!({
            "metric": it.metric.name(),
            "title": it.title,
            "goal": it.goal,
            "value": it.value,
            "number": it.number,
            "passed": it.passed,
            "why": it.why,
        })
    });
    all.collect()
}

/// What saved or sank a run, as data.
pub fn factors(all: &[Factor]) -> Vec<Value> {
    let all = all.iter().map(|it| {
        json!({
            "resource": it.resource,
            "what": it.what,
            "sentence": it.sentence,
            "amount": it.amount,
            "label": it.label,
            "edits": it.edits,
        })
    });
    all.collect()
}

fn numbers(card: &Scorecard) -> Value {
    json!({
        "availability": card.availability,
        "latency_p50_ms": card.p50,
        "latency_p95_ms": card.p95,
        "requests": card.requests,
        "failed": card.failures,
        "lowest_healthy": card.lowest_healthy,
        "most_healthy": card.most_healthy,
        "alarms": card.alarms,
        "launches": card.launches,
        "logins_lost": card.logins_lost,
        "cost_millionths_usd": card.cost,
        "cost_inr": rupees(card.cost).plain(),
    })
}
