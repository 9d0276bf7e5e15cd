//! A locker of a make that does not come in this size.

use crate::aws::volumes::{Bounds, bounds};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-out-of-bounds",
    severity: Error,
    title: "Volume is not possible",
    checks: "That an EBS volume has a zone, a size that its type comes in, and IOPS and throughput that its type takes: io1 and io2 need a number of IOPS, gp3 may have one, and only gp3 takes a throughput. How many IOPS are possible depends on the size: 500 for each GiB of a gp3, 50 of an io1, 1,000 of an io2; and a gp3 has at most a quarter of a MiB/s for each of its IOPS.",
    why: "Each type is another kind of disk: SSD for many small operations, HDD (st1, sc1) for large files that are read in order.",
    reaction: "CreateVolume is refused. IOPS for a type that takes none have no effect: leave them out (cfn-lint W3671).",
    source: "[API ec2 CreateVolume], [EBS UG: General Purpose SSD volumes; Provisioned IOPS SSD volumes], [cfn E3671], [cfn W3671] · rulebook EBS-2 to EBS-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, volume) in context.all::<Volume>() {
        let name = || context.name(id);
        let kind = volume.volume_type.trim();
        if volume.zone.trim().is_empty() {
            report
                .about(id)
                .at("zone")
                .say(format!("{} is in no Availability Zone yet: a volume is made in one.", name()));
        }
        let Some(bounds) = bounds(kind) else {
            report
                .about(id)
                .at("volume_type")
                .fix("Use gp3", Edit::set(id, "volume_type", "gp3"))
                .say(format!("{} is of the type “{kind}”, and there is no such type.", name()));
            continue;
        };
        let (least, most) = bounds.size;
        if !(least..=most).contains(&volume.size) {
            let nearest = volume.size.clamp(least, most);
            report
                .about(id)
                .at("size")
                .value(id, "size")
                .value(id, "volume_type")
                .fix(format!("Give it {nearest} GiB"), Edit::set(id, "size", nearest))
                .say(format!("{} has {} GiB, but a volume of the type {kind} has {least} to {most}.", name(), volume.size));
            // How many IOPS are possible depends on the size.
            continue;
        }
        iops(context, report, id, volume, bounds);
        throughput(context, report, id, volume, bounds);
    }
}

fn iops(context: &Context<'_, '_>, report: &mut Report<'_>, id: &ResourceId, volume: &Volume, bounds: Bounds) {
    let (name, kind) = (context.name(id), volume.volume_type.trim());
    let draft = report.about(id).at("iops").value(id, "iops").value(id, "volume_type");
    match (volume.iops, bounds.iops_of(volume.size)) {
        (Some(_), None) => draft
            .weighs(Warning)
            .fix("Leave IOPS out", Edit::set(id, "iops", serde_json::Value::Null))
            .say(format!("{name} asks for IOPS, but a volume of the type {kind} takes no number of them.")),
        (Some(iops), Some((least, most))) if !(least..=most).contains(&iops) => {
            let nearest = iops.clamp(least, most);
            let range = if least == most {
                format!("takes {least} at this size")
            } else {
                format!("takes {least} to {most}")
            };
            draft
                .value(id, "size")
                .fix(format!("Ask for {nearest} IOPS"), Edit::set(id, "iops", nearest))
                .say(format!("{name} asks for {iops} IOPS, but with {} GiB a volume of the type {kind} {range}.", volume.size));
        }
        (None, Some((_, most))) if bounds.needs_iops => {
            let some = most.min(3_000);
            draft
                .fix(format!("Ask for {some} IOPS"), Edit::set(id, "iops", some))
                .say(format!("{name} says no number of IOPS, which a volume of the type {kind} needs."));
        }
        _ => {}
    }
}

fn throughput(context: &Context<'_, '_>, report: &mut Report<'_>, id: &ResourceId, volume: &Volume, bounds: Bounds) {
    let Some(asked) = volume.throughput else { return };
    let (name, kind) = (context.name(id), volume.volume_type.trim());
    let draft = report.about(id).at("throughput").value(id, "throughput").value(id, "volume_type");
    let iops = volume.iops.unwrap_or(3_000);
    let most = Bounds::throughput_with(iops);
    if !bounds.throughput {
        draft
            .fix("Leave the throughput out", Edit::set(id, "throughput", serde_json::Value::Null))
            .say(format!("{name} asks for a throughput, which only gp3 takes: it is of the type {kind}."));
    } else if asked > most && asked <= 2_000 {
        draft
            .value(id, "iops")
            .fix(format!("Ask for {most} MiB/s"), Edit::set(id, "throughput", most))
            .say(format!("{name} asks for {asked} MiB/s, but with {iops} IOPS a gp3 has {most} at most."));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let volume = |kind: &str, size: u32| {
        let volume = Volume {
            region: to("region-1"),
            volume_type: kind.to_owned(),
            size,
            ..Volume::default()
        };
        Sketch::new().add("region-1", "Mumbai", Region::default()).add("vol-1", "data", volume)
    };
    Examples::new()
        .fires(volume("gp3", 8).set("vol-1", "zone", ""), expect!["data is in no Availability Zone yet: a volume is made in one."])
        .fires(volume("gp9", 8), expect!["data is of the type “gp9”, and there is no such type. [Use gp3]"])
        .fires(volume("st1", 8), expect!["data has 8 GiB, but a volume of the type st1 has 125 to 16384. [Give it 125 GiB]"])
        .fires(volume("gp2", 20_000), expect!["data has 20000 GiB, but a volume of the type gp2 has 1 to 16384. [Give it 16384 GiB]"])
        .fires(volume("io2", 8), expect!["data says no number of IOPS, which a volume of the type io2 needs. [Ask for 3000 IOPS]"])
        .fires(volume("io1", 10).set("vol-1", "iops", 3000), expect!["data asks for 3000 IOPS, but with 10 GiB a volume of the type io1 takes 100 to 500. [Ask for 500 IOPS]"])
        .fires(volume("gp3", 8).set("vol-1", "iops", 16_000), expect!["data asks for 16000 IOPS, but with 8 GiB a volume of the type gp3 takes 3000 to 4000. [Ask for 4000 IOPS]"])
        .fires(volume("gp3", 4).set("vol-1", "iops", 16_000), expect!["data asks for 16000 IOPS, but with 4 GiB a volume of the type gp3 takes 3000 at this size. [Ask for 3000 IOPS]"])
        .fires(volume("gp2", 8).set("vol-1", "iops", 3000), expect!["data asks for IOPS, but a volume of the type gp2 takes no number of them. [Leave IOPS out]"])
        .fires(volume("gp2", 8).set("vol-1", "throughput", 250), expect!["data asks for a throughput, which only gp3 takes: it is of the type gp2. [Leave the throughput out]"])
        .fires(volume("gp3", 100).set("vol-1", "throughput", 1000), expect!["data asks for 1000 MiB/s, but with 3000 IOPS a gp3 has 750 at most. [Ask for 750 MiB/s]"])
        .silent(volume("gp3", 100).set("vol-1", "iops", 4000).set("vol-1", "throughput", 1000))
        .silent(volume("gp3", 1))
        .silent(volume("io2", 4).set("vol-1", "iops", 4000))
        .silent(volume("st1", 125))
}
