//! A locker that is too large, or no place to start from.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "volume-invalid",
    severity: Error,
    title: "Root volume is not possible",
    checks: "That a gp2 root volume has at most 16,384 GiB and a magnetic one (standard) at most 1,024, that a root volume is neither st1 nor sc1 nor of a type that does not exist, and not io1 or io2 either: these need a number of IOPS, which is not modelled.",
    why: "st1 and sc1 are for large files read in order; an instance cannot start from them.",
    reaction: "RunInstances is refused.",
    source: "[API ec2 CreateVolume], [EC2 UG: EBS volume types] · rulebook EBS-3, EBS-4, EBS-6, EBS-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut ask = |id: &ResourceId, volume_type: &str, size: u32| {
        let name = || context.name(id);
        let wrong = match volume_type {
            "gp2" | "standard" => {
                let most = if volume_type == "gp2" { 16_384 } else { 1024 };
                if size > most {
                    report
                        .about(id)
                        .at("volume_size")
                        .fix("Use gp3, which takes more", Edit::set(id, "volume_type", "gp3"))
                        .say(format!(
                            "{}'s {volume_type} volume has {size} GiB; at most {most} are possible.",
                            name()
                        ));
                }
                return;
            }
            "gp3" => return,
            "io1" | "io2" => "that needs a number of IOPS, which cannot be given here",
            "st1" | "sc1" => "no instance can start from it",
            _ => "there is no such type",
        };
        report
            .about(id)
            .at("volume_type")
            .fix("Use gp3", Edit::set(id, "volume_type", "gp3"))
            .say(format!("{}'s root volume is of the type “{volume_type}”, but {wrong}.", name()));
    };
    for (id, it) in context.all::<Instance>() {
        ask(id, &it.volume_type, it.volume_size);
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        ask(id, &it.volume_type, it.volume_size);
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "volume_type", "st1"), expect!["Notebookly-Template's root volume is of the type “st1”, but no instance can start from it. [Use gp3]"])
        .fires(three_tiers().set("lt-1", "volume_type", "gp2").set("lt-1", "volume_size", 20_000), expect!["Notebookly-Template's gp2 volume has 20000 GiB; at most 16384 are possible. [Use gp3, which takes more]"])
        .fires(three_tiers().set("lt-1", "volume_type", "gp4"), expect!["Notebookly-Template's root volume is of the type “gp4”, but there is no such type. [Use gp3]"])
        .fires(three_tiers().set("lt-1", "volume_type", "io1"), expect!["Notebookly-Template's root volume is of the type “io1”, but that needs a number of IOPS, which cannot be given here. [Use gp3]"])
        .fires(three_tiers().set("lt-1", "volume_type", "standard").set("lt-1", "volume_size", 2000), expect!["Notebookly-Template's standard volume has 2000 GiB; at most 1024 are possible. [Use gp3, which takes more]"])
        .silent(three_tiers())
}
