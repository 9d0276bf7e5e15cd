//! A locker in another building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-in-another-zone",
    severity: Error,
    title: "Volume in another zone than its instance",
    checks: "That an EBS volume is in the Availability Zone of the instance that it is attached to.",
    why: "A volume is kept in one zone, and only instances of that zone can have it. To move it, a snapshot is taken, which the whole Region can use, and a new volume is made from that in the other zone.",
    reaction: "AttachVolume is refused.",
    source: "[EBS UG: EBS volumes; EBS snapshots] · rulebook EBS-1, REG-4",
    aws_error: "InvalidVolume.ZoneMismatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, volume) in context.all::<Volume>() {
        let zone = volume.zone.trim();
        let Some(instance) = &volume.attached_to else { continue };
        let home = context.find::<Instance>(instance).and_then(|it| it.subnet.as_ref());
        let Some(there) = home.and_then(|it| context.subnet(it)?.zone) else {
            continue;
        };
        if zone.is_empty() || zone == there {
            continue;
        }
        report
            .about(id)
            .at("zone")
            .with(instance)
            .value(id, "zone")
            .value(id, "attached_to")
            .fix(format!("Make it in {there}"), Edit::set(id, "zone", there))
            .say(format!(
                "{} is in {zone}, but {}, which it is attached to, is in {there}.",
                context.name(id),
                context.name(instance),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let attached = |zone: &str| {
        let volume = Volume {
            region: to("region-1"),
            zone: zone.to_owned(),
            attached_to: to("i-1"),
            ..Volume::default()
        };
        let server = Instance {
            subnet: to("subnet-3"),
            ..Instance::default()
        };
        three_tiers().add("i-1", "web", server).add("vol-1", "data", volume)
    };
    Examples::new()
        .fires(attached("ap-south-1b"), expect!["data is in ap-south-1b, but web, which it is attached to, is in ap-south-1a. [Make it in ap-south-1a]"])
        .silent(attached("ap-south-1a"))
        .silent(attached(""))
        .silent(attached("ap-south-1b").set("i-1", "subnet", serde_json::Value::Null))
}
