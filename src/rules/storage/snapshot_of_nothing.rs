//! A backup of nobody's locker.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "snapshot-of-nothing",
    severity: Info,
    title: "Snapshot of nothing",
    checks: "That every snapshot says what it was taken of, or that a volume is made from it.",
    why: "Snapshots stay when the volume is deleted, and the blocks that they hold are charged every month until somebody deletes them.",
    reaction: "AWS keeps it, and charges for what it stores.",
    source: "[EBS UG: EBS snapshots] · rulebook EBS-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used: rustc_hash::FxHashSet<&ResourceId> =
        context.all::<Volume>().filter_map(|(_, it)| it.snapshot.as_ref()).collect();
    for (id, snapshot) in context.all::<Snapshot>() {
        if snapshot.of.is_none() && !used.contains(id) {
            report.about(id).at("of").say(format!(
                "{} is of nothing here, and no volume is made from it; its {} GiB are charged all the same.",
                context.name(id),
                snapshot.size,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let snapshot = Snapshot {
        region: to("region-1"),
        ..Snapshot::default()
    };
    let alone = Sketch::new().add("region-1", "Mumbai", Region::default()).add("snap-1", "Monday", snapshot);
    let from = Volume {
        region: to("region-1"),
        snapshot: to("snap-1"),
        ..Volume::default()
    };
    Examples::new()
        .fires(alone.clone(), expect!["Monday is of nothing here, and no volume is made from it; its 8 GiB are charged all the same."])
        .silent(alone.add("vol-1", "data", from))
}
