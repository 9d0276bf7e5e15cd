//! Points 11, 19 and 20: what is kept, and how safely.

use std::collections::BTreeSet;

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::verdict::Verdict;

/// The buckets that logs and backups go to: those that a trail, a load
/// balancer or another bucket writes its logs to, and those whose name says so.
fn log_buckets<'f>(facts: &Facts<'f>) -> Vec<(&'f ResourceId, &'f Bucket)> {
    const WORDS: [&str; 6] = ["log", "logs", "backup", "backups", "audit", "trail"];
    let mut written: BTreeSet<&ResourceId> = BTreeSet::new();
    written.extend(
        facts
            .all::<Trail>()
            .filter_map(|(_, it)| it.bucket.as_ref()),
    );
    written.extend(
        facts
            .all::<LoadBalancer>()
            .filter_map(|(_, it)| it.access_logs.as_ref()),
    );
    written.extend(
        facts
            .all::<Bucket>()
            .filter_map(|(_, it)| it.access_logs.as_ref()),
    );
    let telling = |id: &ResourceId, it: &Bucket| {
        let name = format!("{} {}", facts.name(id), it.bucket_name).to_lowercase();
        name.split(|it: char| !it.is_ascii_alphanumeric())
            .any(|word| WORDS.contains(&word))
    };
    facts
        .all::<Bucket>()
        .filter(|(id, it)| written.contains(id) || telling(id, it))
        .collect()
}

/// What is overwritten or deleted in a log bucket can be had back (rulebook
/// S3-8, CT-11).
pub fn log_bucket_versioned(facts: &Facts) -> Verdict {
    let logs = log_buckets(facts);
    if logs.is_empty() {
        return match facts.all::<Bucket>().next() {
            Some(_) => Verdict::not_met("There is no bucket for logs and backups yet."),
            None => Verdict::missing(Kind::Bucket),
        };
    }
    let off: Vec<_> = logs
        .iter()
        .filter(|it| !it.1.versioning)
        .map(|it| it.0)
        .collect();
    if !off.is_empty() {
        let sentence = format!("Versioning is off on {}.", facts.names(off.iter().copied()));
        let edits = off
            .iter()
            .map(|id| Edit::set(id, "versioning", true))
            .collect();
        return Verdict::not_met(sentence)
            .by_all(facts, off, "versioning")
            .fix("Turn on versioning", edits);
    }
    let sentence = format!(
        "{} keeps versions.",
        facts.names(logs.iter().map(|it| it.0))
    );
    Verdict::met(sentence).by_all(facts, logs.iter().map(|it| it.0), "versioning")
}

/// Every place with data that is not encrypted, with the property that says so
/// (rulebook EBS-13, EFS-13, RDS-28, X-14). Buckets are always encrypted
/// (rulebook S3-9).
pub fn unencrypted<'f>(facts: &Facts<'f>) -> (usize, Vec<(&'f ResourceId, &'static str)>) {
    let mut places: Vec<(&ResourceId, &'static str, bool)> = Vec::new();
    for (id, it) in facts.all::<Instance>() {
        places.push((id, "volume_encrypted", it.volume_encrypted));
    }
    for (id, it) in facts.all::<LaunchTemplate>() {
        places.push((id, "volume_encrypted", it.volume_encrypted));
    }
    for (id, it) in facts.all::<Volume>() {
        places.push((id, "encrypted", it.encrypted));
    }
    for (id, it) in facts.all::<Image>() {
        places.push((id, "encrypted", it.encrypted));
    }
    for (id, it) in facts.all::<Database>() {
        places.push((id, "encrypted", it.encrypted));
    }
    for (id, it) in facts.all::<FileSystem>() {
        places.push((id, "encrypted", it.encrypted));
    }
    for (id, it) in facts.all::<Cache>() {
        places.push((id, "encrypted", it.encrypted));
    }
    let total = places.len() + facts.all::<Bucket>().count();
    let bare = places.into_iter().filter(|it| !it.2);
    (total, bare.map(|it| (it.0, it.1)).collect())
}

/// All data at rest is encrypted.
pub fn encrypted(facts: &Facts) -> Verdict {
    let (total, bare) = unencrypted(facts);
    if total == 0 {
        return Verdict::not_met("Nothing that keeps data is there yet.");
    }
    if !bare.is_empty() {
        let sentence = format!(
            "{} {} not encrypted.",
            facts.names(bare.iter().map(|it| it.0)),
            if bare.len() == 1 { "is" } else { "are" },
        );
        let edits = bare.iter().map(|it| Edit::set(it.0, it.1, true)).collect();
        let verdict = Verdict::not_met(sentence);
        let verdict = bare
            .iter()
            .fold(verdict, |it, (id, property)| it.by(facts, id, property));
        return verdict.fix("Encrypt", edits);
    }
    Verdict::met("Volumes, databases and file systems are encrypted; S3 always is.")
}

/// Databases are backed up for a week, and what is kept in S3 has a lifecycle
/// (rulebook RDS-18, S3-26).
pub fn backups(facts: &Facts) -> Verdict {
    const DAYS: u8 = 7;
    let databases: Vec<_> = facts
        .all::<Database>()
        .filter(|(_, it)| it.replica_of.is_none())
        .collect();
    if databases.is_empty() {
        return Verdict::missing(Kind::Database);
    }
    let few: Vec<_> = databases
        .iter()
        .filter(|it| it.1.backup_days < DAYS)
        .map(|it| it.0)
        .collect();
    if !few.is_empty() {
        let sentence = format!(
            "{} {} fewer than {DAYS} days of backups.",
            facts.names(few.iter().copied()),
            if few.len() == 1 { "keeps" } else { "keep" },
        );
        let edits = few
            .iter()
            .map(|id| Edit::set(id, "backup_days", DAYS))
            .collect();
        return Verdict::not_met(sentence)
            .by_all(facts, few, "backup_days")
            .fix("Keep backups for 7 days", edits);
    }
    // What lies in S3 has a lifecycle somewhere. MFA delete is none, and a
    // bucket that has it takes none [S3 UG: Configuring MFA delete], so it is
    // not asked of each bucket.
    let buckets: Vec<(&ResourceId, &Bucket)> = facts.all().collect();
    let ages = |it: &Bucket| it.lifecycle.iter().any(|rule| rule.enabled);
    let aging = buckets.iter().filter(|it| ages(it.1)).map(|it| it.0);
    let aging: Vec<&ResourceId> = aging.collect();
    if aging.is_empty() && !buckets.is_empty() {
        let sentence = format!(
            "{} no lifecycle rule: what lies there is kept for ever at full price.",
            match &buckets[..] {
                [(only, _)] => format!("{} has", facts.name(only)),
                all => format!("{} have", facts.names(all.iter().map(|it| it.0))),
            },
        );
        let rule = LifecycleRule {
            storage_class: "GLACIER_IR".to_owned(),
            transition_days: 90,
            ..LifecycleRule::default()
        };
        let logs = log_buckets(facts);
        let free = logs.iter().filter(|it| !it.1.mfa_delete);
        let edits =
            free.map(|(id, it)| Edit::insert(id, "lifecycle", it.lifecycle.len(), rule.clone()));
        return Verdict::not_met(sentence)
            .by_all(facts, buckets.iter().map(|it| it.0), "lifecycle")
            .fix(
                "Move to Glacier Instant Retrieval after 90 days",
                edits.collect(),
            );
    }
    let days = databases
        .iter()
        .map(|it| it.1.backup_days)
        .min()
        .unwrap_or(0);
    let sentence = match aging.is_empty() {
        true => format!("Databases keep backups for {days} days."),
        false => format!(
            "Databases keep backups for {days} days; {} has a lifecycle.",
            facts.names(aging.iter().copied()),
        ),
    };
    Verdict::met(sentence)
        .by_all(facts, databases.iter().map(|it| it.0), "backup_days")
        .by_all(facts, aging, "lifecycle")
}
