//! Points 15 to 17: who notices, who writes it down, and who minds the bill.

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::verdict::Verdict;
use crate::review::watching::{Concern, Hearing, concern, confirm, heard, unconfirmed};
use crate::text::list;

/// The key metrics of what is drawn have an alarm that has data and is heard
/// (rulebook CWA-10, CWA-13). The bill has a point of its own.
pub fn alarms(facts: &Facts) -> Verdict {
    let alarms: Vec<(&ResourceId, &Alarm)> = facts.all().collect();
    let mut wanted = Vec::new();
    if !facts.servers().is_empty() {
        wanted.push((Concern::Cpu, "the CPU of the servers"));
    }
    if facts.all::<Database>().next().is_some() {
        wanted.push((Concern::Storage, "the free storage of the database"));
    }
    if facts.all::<LoadBalancer>().next().is_some() {
        wanted.push((Concern::Errors, "the 5XX answers of the load balancer"));
    }
    if alarms.is_empty() || wanted.is_empty() {
        return Verdict::missing(Kind::Alarm);
    }
    let mut used = Vec::new();
    let mut lacking = Vec::new();
    let mut silent = Vec::new();
    for (about, words) in wanted {
        let fitting = alarms
            .iter()
            .filter(|(id, it)| concern(facts, id, it) == Some(about));
        match fitting.max_by_key(|(_, it)| heard(facts, &it.actions)) {
            None => lacking.push(words),
            Some((id, it)) => match heard(facts, &it.actions) {
                Hearing::Nobody => silent.push(*id),
                _ => used.push((*id, *it)),
            },
        }
    }
    if !lacking.is_empty() {
        let sentence = format!("No alarm watches {}.", list(lacking));
        return Verdict::not_met(sentence).with(facts, alarms.iter().map(|it| it.0).take(1));
    }
    if !silent.is_empty() {
        let sentence = format!(
            "Nobody hears {}: no topic with a subscriber and no function is told.",
            facts.names(silent.iter().copied()),
        );
        let mut topics = facts
            .all::<Topic>()
            .filter(|(id, _)| heard(facts, &[(*id).clone()]) > Hearing::Nobody);
        let only = topics.next().filter(|_| topics.next().is_none());
        let edits = only.into_iter().flat_map(|(topic, _)| {
            silent
                .iter()
                .map(move |id| Edit::insert(id, "actions", 0, topic))
        });
        let edits: Vec<Edit> = edits.collect();
        return Verdict::not_met(sentence)
            .by_all(facts, silent.iter().copied(), "actions")
            .fix("Tell the topic", edits);
    }
    let told = used
        .iter()
        .filter(|(_, it)| heard(facts, &it.actions) == Hearing::Unconfirmed);
    let waiting = unconfirmed(facts, told.flat_map(|(_, it)| &it.actions));
    if !waiting.is_empty() {
        return waits(facts, &waiting);
    }
    let sentence = format!(
        "{}, each with data and somebody who hears it.",
        facts.names(used.iter().map(|it| it.0))
    );
    Verdict::met(sentence).by_all(facts, used.iter().map(|it| it.0), "actions")
}

/// A trail that logs, to a bucket, and can show that nobody changed the logs
/// (rulebook CT-1, CT-6).
pub fn trail(facts: &Facts) -> Verdict {
    let trails: Vec<(&ResourceId, &Trail)> = facts.all().collect();
    let Some(first) = trails.first() else {
        return Verdict::missing(Kind::Trail);
    };
    let kept = |it: &Trail| facts.design.follow::<Bucket>(&it.bucket).is_some();
    if let Some((id, _)) = trails
        .iter()
        .find(|(_, it)| it.logging && it.validation && kept(it))
    {
        return Verdict::met(format!("{} logs, with validation.", facts.name(id))).by(
            facts,
            id,
            "validation",
        );
    }
    let (id, it) = trails.iter().find(|(_, it)| kept(it)).unwrap_or(first);
    let name = facts.name(id);
    if !kept(it) {
        return Verdict::not_met(format!("{name} has no bucket to write to."))
            .by(facts, id, "bucket");
    }
    if !it.logging {
        return Verdict::not_met(format!("{name} is switched off."))
            .by(facts, id, "logging")
            .fix("Start logging", vec![Edit::set(id, "logging", true)]);
    }
    Verdict::not_met(format!(
        "{name} has no log file validation: a changed log file would not be noticed."
    ))
    .by(facts, id, "validation")
    .fix(
        "Turn on validation",
        vec![Edit::set(id, "validation", true)],
    )
}

/// Somebody hears of the bill before the end of the month: by a budget, or by
/// an alarm in us-east-1 with billing alerts on (rulebook BUD-5, CWA-16).
pub fn bill(facts: &Facts) -> Verdict {
    let budgets: Vec<(&ResourceId, &Budget)> = facts.all().collect();
    let hears = |it: &BudgetNotification| {
        if it.emails.iter().any(|it| !it.trim().is_empty()) {
            return Hearing::Somebody;
        }
        it.topic.as_ref().map_or(Hearing::Nobody, |topic| {
            heard(facts, std::slice::from_ref(topic))
        })
    };
    let heard_budget = budgets.iter().find(|(_, it)| {
        it.notifications
            .iter()
            .any(|it| hears(it) == Hearing::Somebody)
    });
    if let Some((id, it)) = heard_budget {
        let sentence = format!(
            "{}: over US$ {} somebody is told.",
            facts.name(id),
            crate::text::grouped(it.limit)
        );
        return Verdict::met(sentence).by(facts, id, "notifications");
    }
    let alarms: Vec<_> = facts
        .all::<Alarm>()
        .filter(|(id, it)| concern(facts, id, it) == Some(Concern::Bill))
        .collect();
    let best = alarms
        .iter()
        .max_by_key(|(_, it)| heard(facts, &it.actions));
    if let Some((id, it)) = best {
        let accounts: Vec<(&ResourceId, &Account)> = facts.all().collect();
        return match heard(facts, &it.actions) {
            Hearing::Nobody => Verdict::not_met(format!("Nobody hears {}.", facts.name(id)))
                .by(facts, id, "actions"),
            Hearing::Unconfirmed => waits(facts, &unconfirmed(facts, &it.actions)),
            Hearing::Somebody if !accounts.iter().any(|it| it.1.billing_alerts) => {
                let edits = accounts
                    .iter()
                    .map(|it| Edit::set(it.0, "billing_alerts", true))
                    .collect();
                Verdict::ask("The alarm has data only when billing alerts are switched on in the billing console. This cannot be seen from the drawing.")
                    .by(facts, id, "metric")
                    .fix("They are on", edits)
            }
            Hearing::Somebody => Verdict::met(format!(
                "{} over US$ {}, in us-east-1.",
                facts.name(id),
                it.threshold.trim()
            ))
            .by(facts, id, "threshold"),
        };
    }
    match budgets.first() {
        Some((id, it)) => {
            let topics: Vec<&ResourceId> = it
                .notifications
                .iter()
                .filter_map(|it| it.topic.as_ref())
                .collect();
            let waiting = unconfirmed(facts, topics);
            if !waiting.is_empty() {
                return waits(facts, &waiting);
            }
            let sentence = format!("{} tells nobody.", facts.name(id));
            Verdict::not_met(sentence).by(facts, id, "notifications")
        }
        None => Verdict::missing(Kind::Budget),
    }
}

/// Mails wait for a link to be opened; whether it was, only the learner knows.
fn waits(facts: &Facts, topics: &[&ResourceId]) -> Verdict {
    let sentence = format!(
        "The subscription of {} is not confirmed. Nothing arrives before the link in the mail is opened.",
        facts.names(topics.iter().copied()),
    );
    Verdict::ask(sentence)
        .by_all(facts, topics.iter().copied(), "subscriptions")
        .fix("It is confirmed", confirm(facts, topics))
}
