//! A locker that burns with its building.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-not-backed-up",
    severity: Warning,
    title: "Volume without a recent snapshot",
    checks: "That of every EBS volume that an instance has there is a snapshot, and that the newest is not older than seven days; one that is between 7 and 30 days old is only worth knowing. Root volumes are not asked about: an instance can be launched anew.",
    why: "A volume is copied within its Availability Zone alone, and a mistake is copied along. A snapshot is kept for the whole Region: it survives the zone, and brings back the state of the day.",
    reaction: "AWS accepts it. Trusted Advisor shows yellow from 7 days on, red from 30 days on and where there is none.",
    source: "[EBS UG: EBS volumes; EBS snapshots], [Support UG: Trusted Advisor, Amazon EBS Snapshots] · rulebook EBS-1",
    aws_error: "",
    check,
};

fn check<'a>(context: &Context<'_, 'a>, report: &mut Report<'_>) {
    let mut newest: FxHashMap<&'a ResourceId, (u32, &'a ResourceId)> = FxHashMap::default();
    for (id, snapshot) in context.all::<Snapshot>() {
        if let Some(of) = &snapshot.of {
            let known = newest.entry(of).or_insert((snapshot.age_days, id));
            if snapshot.age_days < known.0 {
                *known = (snapshot.age_days, id);
            }
        }
    }
    for (id, volume) in context.all::<Volume>() {
        if volume.attached_to.is_none() {
            continue;
        }
        match newest.get(id) {
            None => report
                .about(id)
                .say(format!("There is no snapshot of {}: what is lost or overwritten on it is gone.", context.name(id))),
            Some((days, snapshot)) if *days > 7 => report
                .about(id)
                .with(snapshot)
                .value(snapshot, "age_days")
                .weighs(if *days > 30 { Warning } else { Info })
                .say(format!(
                    "The newest snapshot of {}, {}, is {days} days old: whatever changed since would be lost with the volume.",
                    context.name(id),
                    context.name(snapshot),
                )),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let server = Instance {
        subnet: to("subnet-3"),
        ..Instance::default()
    };
    let volume = Volume {
        region: to("region-1"),
        attached_to: to("i-1"),
        ..Volume::default()
    };
    let with = three_tiers().add("i-1", "web", server).add("vol-1", "data", volume);
    let taken = |age_days| {
        let snapshot = Snapshot {
            region: to("region-1"),
            of: to("vol-1"),
            age_days,
            ..Snapshot::default()
        };
        with.clone().add("snap-1", "Monday", snapshot.clone()).add("snap-0", "long ago", Snapshot { age_days: 400, ..snapshot })
    };
    Examples::new()
        .fires(with.clone(), expect!["There is no snapshot of data: what is lost or overwritten on it is gone."])
        .fires(taken(40), expect!["The newest snapshot of data, Monday, is 40 days old: whatever changed since would be lost with the volume."])
        .fires(taken(10), expect!["The newest snapshot of data, Monday, is 10 days old: whatever changed since would be lost with the volume."])
        .silent(taken(7))
        .silent(with.clone().set("vol-1", "attached_to", serde_json::Value::Null))
}
