//! S3, EFS, snapshots.

use super::amount::Amount;
use super::bill::Group;
use super::counting::{Counting, share};
use super::sheet::{Charge, Factor};
use crate::architecture::*;

pub(super) fn count(counting: &mut Counting) {
    buckets(counting);
    requests(counting);
    file_systems(counting);
    snapshots(counting);
}

/// What a storage class is called, and the key of its prices.
const CLASSES: [(&str, &str, &str); 6] = [
    ("STANDARD_IA", "S3 Standard-IA", "s3.ia"),
    ("INTELLIGENT_TIERING", "S3 Intelligent-Tiering", "s3.int"),
    ("ONEZONE_IA", "S3 One Zone-IA", "s3.one-zone-ia"),
    ("GLACIER_IR", "S3 Glacier Instant Retrieval", "s3.gir"),
    ("GLACIER", "S3 Glacier Flexible Retrieval", "s3.gfr"),
    ("DEEP_ARCHIVE", "S3 Glacier Deep Archive", "s3.gda"),
];

/// What a storage class of S3 is called, and the key of its price in the table; that of
/// moving objects there ends in `.transition`. `STANDARD` is where objects begin, and its
/// price is that of the first 50 TB.
pub fn storage_class(class: &str) -> Option<(&'static str, &'static str)> {
    if class == "STANDARD" {
        return Some(("S3 Standard", "s3.standard"));
    }
    let found = CLASSES.iter().find(|it| it.0 == class);
    found.map(|(_, title, key)| (*title, *key))
}

/// The tiers of S3 Standard.
const STANDARD: [(&str, Option<Amount>); 3] = [
    ("s3.standard", Some(Amount::whole(51_200))),
    ("s3.standard.t2", Some(Amount::whole(512_000))),
    ("s3.standard.t3", None),
];

/// How old the oldest object is taken to be, where no rule deletes it.
const YEAR: u32 = 365;

/// The part of a bucket's objects in each class, in days of age: objects are
/// taken to be of all ages alike up to a year, or until a rule deletes them.
/// A rule for a prefix says nothing of how much is under it, and is not
/// counted.
fn ages(bucket: &Bucket) -> (u32, Vec<(usize, u32)>) {
    let rules = bucket.lifecycle.iter();
    let rules = rules.filter(|rule| rule.enabled && rule.prefix.trim().is_empty());
    let end = rules.clone().filter_map(|rule| rule.expire_days).min();
    let end = end.unwrap_or(YEAR).clamp(1, YEAR);
    let mut moves: Vec<(u32, usize)> = rules
        .filter_map(|rule| {
            let class = CLASSES.iter().position(|it| it.0 == rule.storage_class)?;
            Some((rule.transition_days, class))
        })
        .filter(|(days, _)| *days < end)
        .collect();
    moves.sort_unstable();
    let first = moves.first().map_or(end, |it| it.0);
    let until = moves.iter().skip(1).map(|it| it.0).chain([end]);
    let moved = moves.iter().zip(until);
    let moved = moved.map(|((from, class), until)| (*class, until - from));
    let moved: Vec<(usize, u32)> = moved.filter(|(_, days)| *days > 0).collect();
    (first, moved)
}

fn buckets(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<Bucket>().collect();
    let mut moves_anything = false;
    for (place, (id, it)) in all.iter().enumerate() {
        let region = counting.region_of(id);
        let stored = share(counting.load.s3_stored_gb, place, all.len());
        let (standard, moved) = ages(it);
        let days: u32 = standard + moved.iter().map(|it| it.1).sum::<u32>();
        let of = |days_in_class: u32| stored.part(days_in_class.into(), days.into());
        let charge = Charge::new(
            Group::Storage,
            "S3 Standard",
            "s3.standard",
            &region,
            Some(id),
            vec![Factor::unit(of(standard), "GB")],
        );
        counting.sheet.add_tiered(charge, &STANDARD, "GB");
        for (class, days_in_class) in moved {
            moves_anything = true;
            let (_, title, key) = CLASSES[class];
            counting.add(Charge::new(
                Group::Storage,
                title,
                key,
                &region,
                Some(id),
                vec![Factor::unit(of(days_in_class), "GB")],
            ));
            let puts = share(counting.load.s3_puts, place, all.len());
            counting.add(Charge::new(
                Group::Storage,
                format!("{title}, moving objects there"),
                format!("{key}.transition"),
                &region,
                Some(id),
                vec![Factor::of(puts, "object", "objects"), Factor::per(1_000)],
            ));
        }
    }
    if moves_anything {
        counting.note(
            "Lifecycle rules are counted as if objects were of all ages alike, up to a year. Rules \
             for a prefix are left out, because the load does not say how much is under it.",
        );
    }
    if all.iter().any(|(_, it)| it.versioning) {
        counting.note("Earlier versions of objects are part of what the load says is stored.");
    }
}

fn requests(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<Bucket>().collect();
    for (place, (id, _)) in all.iter().enumerate() {
        let region = counting.region_of(id);
        let visits = share(counting.load.visits_a_day, place, all.len());
        let [_, days] = counting.visits();
        counting.add(Charge::new(
            Group::Storage,
            "S3 GET",
            "s3.standard.get",
            &region,
            Some(id),
            vec![
                Factor::of(visits, "visit a day", "visits a day"),
                days,
                Factor::of(counting.load.objects_per_visit, "object", "objects"),
                Factor::per(1_000),
            ],
        ));
    }
    for (place, (id, _)) in all.iter().enumerate() {
        let region = counting.region_of(id);
        let puts = share(counting.load.s3_puts, place, all.len());
        counting.add(Charge::new(
            Group::Storage,
            "S3 PUT",
            "s3.standard.put",
            &region,
            Some(id),
            vec![Factor::of(puts, "object", "objects"), Factor::per(1_000)],
        ));
    }
}

fn file_systems(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<FileSystem>().collect();
    for (place, (id, it)) in all.iter().enumerate() {
        let region = counting.region_of(id);
        let stored = share(counting.load.efs_stored_gb, place, all.len());
        let (what, price) = match it.one_zone.is_empty() {
            true => ("EFS Standard", "efs.standard"),
            false => ("EFS One Zone", "efs.one-zone"),
        };
        let factors = vec![Factor::unit(stored, "GB")];
        counting.add(Charge::new(
            Group::Storage,
            what,
            price,
            &region,
            Some(id),
            factors,
        ));
        if it.throughput_mode == "provisioned" {
            let throughput = it.provisioned_throughput.unwrap_or(0);
            counting.add(Charge::new(
                Group::Storage,
                "EFS, provisioned throughput",
                "efs.provisioned",
                &region,
                Some(id),
                vec![Factor::unit(throughput, "MiB/s")],
            ));
        }
        if it.throughput_mode == "elastic" {
            counting.note(
                "What elastic EFS reads and writes is charged by the GB. The load does not say how \
                 much that is, so it is not counted.",
            );
        }
        if it.backups {
            counting
                .note("What AWS Backup keeps of EFS is not counted: its price is not known here.");
        }
        if !it.to_infrequent.is_empty() || !it.to_archive.is_empty() {
            counting.note(
                "All of EFS is counted in its Standard class. Files that nobody reads move to a \
                 cheaper one, and the load does not say how many.",
            );
        }
    }
}

fn snapshots(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, it) in relations.indexed().all::<Snapshot>() {
        let region = counting.region_of(id);
        counting.add(Charge::new(
            Group::Storage,
            "EBS snapshots",
            "ebs.snapshot",
            &region,
            Some(id),
            vec![Factor::unit(it.size, "GB")],
        ));
    }
}
