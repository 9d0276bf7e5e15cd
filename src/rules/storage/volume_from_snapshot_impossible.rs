//! More books than the new locker holds.

use crate::rules::prelude::*;
use crate::rules::shared::snapshots::source;

pub const RULE: Rule = Rule {
    code: "volume-from-snapshot-impossible",
    severity: Error,
    title: "Volume cannot be made from its snapshot",
    checks: "That a volume made from a snapshot is at least as large as what the snapshot holds, and as the disk that it was taken of; and that it is encrypted where that disk is. The disk may have grown since, so a size between the two is a warning.",
    why: "All blocks of the snapshot have to fit, and the encryption of a disk is handed on: snapshots of an encrypted volume, and volumes made from them, are always encrypted.",
    reaction: "CreateVolume is refused for a size below that of the snapshot. A volume from an encrypted snapshot is encrypted whatever was asked for.",
    source: "[API ec2 CreateVolume], [EBS UG: EBS encryption] · rulebook EBS-2, EBS-11, EBS-13, EBS-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, volume) in context.all::<Volume>() {
        let Some(from) = &volume.snapshot else { continue };
        let Some(snapshot) = context.find::<Snapshot>(from) else {
            continue;
        };
        let source = source(context, snapshot);
        let least = source.map_or(snapshot.size, |(size, _)| size.max(snapshot.size));
        if volume.size < least {
            let stored = volume.size < snapshot.size;
            report
                .about(id)
                .at("size")
                .with(from)
                .value(id, "size")
                .value(from, "size")
                .weighs(if stored { Error } else { Warning })
                .fix(format!("Give it {least} GiB"), Edit::set(id, "size", least))
                .say(format!(
                    "{} has {} GiB, but {}, which it is made from, {} {least}.",
                    context.name(id),
                    volume.size,
                    context.name(from),
                    if least == snapshot.size { "holds" } else { "is of a disk of" },
                ));
        }
        if source.is_some_and(|(_, encrypted)| encrypted) && !volume.encrypted {
            report
                .about(id)
                .at("encrypted")
                .with(from)
                .weighs(Warning)
                .fix("Say that it is encrypted", Edit::set(id, "encrypted", true))
                .say(format!(
                    "{} is made from {}, a snapshot of an encrypted disk, and AWS encrypts it whatever is asked for.",
                    context.name(id),
                    context.name(from),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let chain = |size| {
        let volume = Volume {
            region: to("region-1"),
            size,
            ..Volume::default()
        };
        let snapshot = Snapshot {
            region: to("region-1"),
            of: to("vol-1"),
            size: 12,
            ..Snapshot::default()
        };
        let again = Volume {
            region: to("region-1"),
            snapshot: to("snap-1"),
            size: 10,
            ..Volume::default()
        };
        Sketch::new()
            .add("region-1", "Mumbai", Region::default())
            .add("vol-1", "data", volume)
            .add("snap-1", "Monday", snapshot)
            .add("vol-2", "data again", again)
    };
    Examples::new()
        .fires(chain(12), expect!["data again has 10 GiB, but Monday, which it is made from, holds 12. [Give it 12 GiB]"])
        .fires(chain(20).set("vol-2", "size", 15), expect!["data again has 15 GiB, but Monday, which it is made from, is of a disk of 20. [Give it 20 GiB]"])
        .fires(chain(12).set("vol-2", "size", 12).set("vol-2", "encrypted", false), expect!["data again is made from Monday, a snapshot of an encrypted disk, and AWS encrypts it whatever is asked for. [Say that it is encrypted]"])
        .silent(chain(12).set("vol-2", "size", 12))
        .silent(chain(12).set("vol-2", "size", 12).delete("snap-1"))
}
