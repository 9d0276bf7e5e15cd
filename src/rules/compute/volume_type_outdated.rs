//! A locker of last year's model.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-type-outdated",
    severity: Warning,
    title: "gp2 volume",
    checks: "That root volumes are gp3 and not gp2.",
    why: "gp3 includes 3,000 IOPS and 125 MiB/s whatever its size.",
    reaction: "AWS accepts it; gp2 is still the default of the plain API.",
    source: "[API ec2 CreateVolume] · rulebook EBS-3, EBS-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.volume_type));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.volume_type));
    for (id, volume_type) in instances.chain(templates) {
        if volume_type == "gp2" {
            report
                .about(id)
                .at("volume_type")
                .fix("Use gp3", Edit::set(id, "volume_type", "gp3"))
                .say(format!("The volume of {} is gp2; gp3 is the one to choose today.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "volume_type", "gp2"), expect!["The volume of Notebookly-Template is gp2; gp3 is the one to choose today. [Use gp3]"])
        .silent(three_tiers())
}
