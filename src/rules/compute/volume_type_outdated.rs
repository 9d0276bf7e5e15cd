//! A locker of last year's model.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-type-outdated",
    severity: Warning,
    title: "Volume of an older type",
    checks: "That root volumes are gp3 and not gp2, and EBS volumes neither gp2 nor io1 nor magnetic (standard).",
    why: "gp3 includes 3,000 IOPS and 125 MiB/s whatever its size, and costs less for each GiB than gp2. io2 loses a disk a hundred times less often than io1 and takes the same number of IOPS. Magnetic volumes are of the generation before.",
    reaction: "AWS accepts it; gp2 is still the default of the plain API.",
    source: "[API ec2 CreateVolume], [EBS UG: EBS volume types] · rulebook EBS-3, EBS-5",
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
    for (id, volume) in context.all::<Volume>() {
        let older = volume.volume_type.as_str();
        let newer = match older {
            "gp2" | "standard" => "gp3",
            "io1" => "io2",
            _ => continue,
        };
        report
            .about(id)
            .at("volume_type")
            .fix(format!("Use {newer}"), Edit::set(id, "volume_type", newer))
            .say(format!("{} is of the type {older}; {newer} is the one to choose today.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "volume_type", "gp2"), expect!["The volume of Notebookly-Template is gp2; gp3 is the one to choose today. [Use gp3]"])
        .fires(three_tiers().add("vol-1", "data", Volume { volume_type: "io1".to_owned(), iops: Some(100), ..Volume::default() }), expect!["data is of the type io1; io2 is the one to choose today. [Use io2]"])
        .silent(three_tiers().add("vol-1", "data", Volume { volume_type: "st1".to_owned(), ..Volume::default() }))
        .silent(three_tiers())
}
