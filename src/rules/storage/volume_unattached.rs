//! A locker that nobody has the key to.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-unattached",
    severity: Info,
    title: "Volume that no instance has",
    checks: "That every EBS volume is attached to an instance.",
    why: "A volume costs by its size, whether it is used or not, and it stays when the instance that had it is gone. A snapshot keeps the data for less.",
    reaction: "AWS accepts it and charges for every GiB. Trusted Advisor lists volumes that nobody uses.",
    source: "[EBS UG: EBS volumes], [Support UG: Trusted Advisor, Underutilized Amazon EBS Volumes] · rulebook EC2-13, EC2-17",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, volume) in context.all::<Volume>() {
        if volume.attached_to.is_none() {
            report.about(id).at("attached_to").waits_for(Step::Complete).say(format!(
                "No instance has {}, and its {} GiB are charged all the same.",
                context.name(id),
                volume.size,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let volume = |attached_to| Volume {
        region: to("region-1"),
        attached_to,
        ..Volume::default()
    };
    let server = Instance {
        subnet: to("subnet-3"),
        ..Instance::default()
    };
    let with = three_tiers().add("i-1", "web", server);
    Examples::new()
        .fires(with.clone().add("vol-1", "data", volume(None)), expect!["No instance has data, and its 8 GiB are charged all the same."])
        .silent(with.add("vol-1", "data", volume(to("i-1"))))
}
