//! Points 15 to 17: who notices, who writes it down, and who minds the bill.

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::verdict::Verdict;
use crate::review::watching::{
    Concern, Hearing, concern, confirm, heard, heard_budget, unconfirmed,
};
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
            "Nobody hears {}: no topic that it can write to and that has a subscriber is told, and no function.",
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

/// A trail that writes, and can show that nobody changed the logs (rulebook
/// CT-6).
pub fn trail(facts: &Facts) -> Verdict {
    let (id, _) = match working_trail(facts) {
        Ok(trail) => trail,
        Err(verdict) => return verdict,
    };
    let name = facts.name(id);
    let trails = facts.all::<Trail>();
    let mut sealed = trails.filter(|(id, it)| it.validation && works(facts, id, it).is_ok());
    if let Some((id, _)) = sealed.next() {
        return Verdict::met(format!("{} logs, with validation.", facts.name(id))).by(
            facts,
            id,
            "validation",
        );
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

/// A trail that writes into its bucket, or what is wrong with the one that comes
/// nearest to it (rulebook CT-1, CT-3, CT-7).
pub fn working_trail<'f>(facts: &Facts<'f>) -> Result<(&'f ResourceId, &'f Trail), Verdict> {
    let trails: Vec<(&ResourceId, &Trail)> = facts.all().collect();
    let mut wrong = None;
    for (id, it) in &trails {
        match works(facts, id, it) {
            Ok(()) => return Ok((id, it)),
            // One that lacks less says more.
            Err(verdict) if wrong.is_none() || it.bucket.is_some() => wrong = Some(verdict),
            Err(_) => {}
        }
    }
    Err(wrong.unwrap_or_else(|| Verdict::missing(Kind::Trail)))
}

/// Whether a trail writes: it has a bucket, AWS takes it and whatever it writes
/// with, and it is on.
fn works(facts: &Facts, id: &ResourceId, trail: &Trail) -> Result<(), Verdict> {
    let name = facts.name(id);
    if facts.design.follow::<Bucket>(&trail.bucket).is_none() {
        let sentence = format!("{name} has no bucket to write to.");
        return Err(Verdict::not_met(sentence).by(facts, id, "bucket"));
    }
    let around = [&trail.bucket, &trail.role].into_iter().flatten();
    let around: Vec<&ResourceId> = around.collect();
    let shut = WRITING.iter().flat_map(|code| facts.findings(code));
    let mut shut = shut.filter(|it| {
        let first = it.resources.first();
        let named = it.code.starts_with("policy-") && first.is_some_and(|it| around.contains(&it));
        named || it.resources.contains(id)
    });
    if let Some(finding) = facts.refusals(id).next().or_else(|| shut.next()) {
        return Err(Verdict::found(facts, finding));
    }
    if !trail.logging {
        return Err(Verdict::not_met(format!("{name} is switched off."))
            .by(facts, id, "logging")
            .fix("Start logging", vec![Edit::set(id, "logging", true)]));
    }
    Ok(())
}

/// What the rules find of a bucket and a role that a trail cannot write with.
const WRITING: [&str; 5] = [
    "trail-bucket-refuses",
    "log-role-not-permitted",
    "role-trust-refuses",
    "policy-malformed",
    "policy-too-long",
];

/// Somebody hears of the bill before the end of the month: by a budget, or by
/// an alarm in us-east-1 with billing alerts on (rulebook BUD-5, CWA-16).
pub fn bill(facts: &Facts) -> Verdict {
    let budgets: Vec<(&ResourceId, &Budget)> = facts.all().collect();
    let telling = budgets.iter().find(|(id, it)| {
        let mut each = it.notifications.iter();
        facts.refusals(id).next().is_none()
            && each.any(|it| heard_budget(facts, it) == Hearing::Somebody)
    });
    if let Some((id, it)) = telling {
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
