//! Two lockers with one number.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "device-name-taken",
    severity: Error,
    title: "Device name cannot be used",
    checks: "That each volume of an instance is attached under a device name of its own, such as /dev/sdf, and not under /dev/sda1 or /dev/xvda, which are kept for the root volume.",
    why: "The instance tells its volumes apart by the device name. /dev/sdf to /dev/sdp are recommended.",
    reaction: "AttachVolume is refused while another volume has the name.",
    source: "[API ec2 AttachVolume], [schema AWS::EC2::VolumeAttachment], [EC2 UG: Device names on Linux instances] · rulebook EBS-15",
    aws_error: "",
    check,
};

const ROOT: [&str; 2] = ["/dev/sda1", "/dev/xvda"];

fn check<'a>(context: &Context<'_, 'a>, report: &mut Report<'_>) {
    let mut taken: FxHashMap<(&'a ResourceId, &'a str), &'a ResourceId> = FxHashMap::default();
    let attached = || context.all::<Volume>().filter_map(|(id, it)| Some((id, it.attached_to.as_ref()?, it.device.trim())));
    // A name that a later volume has is not free for an earlier one.
    for (id, instance, device) in attached() {
        taken.entry((instance, device)).or_insert(id);
    }
    for (id, instance, device) in attached() {
        if context.find::<Instance>(instance).is_none() {
            continue;
        }
        let first = taken.get(&(instance, device)).copied().filter(|first| *first != id);
        let wrong = match first {
            _ if device.is_empty() => "has no device name: an instance needs one to see it under".to_owned(),
            _ if ROOT.contains(&device) => format!("is attached as {device}, which is kept for the root volume"),
            Some(first) => format!("is attached to {} as {device}, and so is {}", context.name(instance), context.name(first)),
            None => continue,
        };
        let free = ('f'..='p').map(|letter| format!("/dev/sd{letter}"));
        let free = free.into_iter().find(|it| !taken.contains_key(&(instance, it.as_str())));
        let fix = free.map(|it| Remedy::new(format!("Attach it as {it}"), Edit::set(id, "device", it)));
        let mut draft = report.about(id).at("device").with(instance);
        if let Some(first) = first {
            draft = draft.with(first);
        }
        draft.fix_if(fix).say(format!("{} {wrong}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let volume = |device: &str| Volume {
        region: to("region-1"),
        attached_to: to("i-1"),
        device: device.to_owned(),
        ..Volume::default()
    };
    let server = Instance {
        subnet: to("subnet-3"),
        ..Instance::default()
    };
    let one = three_tiers().add("i-1", "web", server).add("vol-1", "data", volume("/dev/sdf"));
    Examples::new()
        .fires(one.clone().add("vol-2", "logs", volume("/dev/sdf")), expect!["logs is attached to web as /dev/sdf, and so is data. [Attach it as /dev/sdg]"])
        .fires(one.clone().add("vol-2", "logs", volume("/dev/xvda")), expect!["logs is attached as /dev/xvda, which is kept for the root volume. [Attach it as /dev/sdg]"])
        .fires(one.clone().add("vol-2", "logs", volume("")), expect!["logs has no device name: an instance needs one to see it under. [Attach it as /dev/sdg]"])
        .silent(one.add("vol-2", "logs", volume("/dev/sdg")))
}
