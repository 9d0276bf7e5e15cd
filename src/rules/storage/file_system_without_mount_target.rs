//! A reading room without doors.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "file-system-without-mount-target",
    severity: Error,
    title: "File system that nobody can mount",
    checks: "That a file system has mount targets, and that each names its subnet. Where no server of the drawing mounts it yet, this is a warning.",
    why: "A mount target is its door in an Availability Zone. Without one it holds files that nobody can reach.",
    reaction: "AWS accepts it.",
    source: "[EFS UG: Mount targets] · rulebook EFS-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<FileSystem>() {
        let name = context.name(id);
        let called = context.servers().iter().any(|it| it.backends.contains(id));
        let weight = if called { Error } else { Warning };
        if it.mount_targets.is_empty() {
            report
                .about(id)
                .at("mount_targets")
                .weighs(weight)
                .waits_for(Step::Complete)
                .say(format!("{name} has no mount target, so nobody can mount it."));
        } else if it.mount_targets.iter().any(|it| it.subnet.is_none()) {
            report
                .about(id)
                .at("mount_targets")
                .weighs(weight)
                .waits_for(Step::Complete)
                .say(format!("A mount target of {name} has no subnet yet."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |mount_targets| FileSystem {
        region: to("region-1"),
        mount_targets,
        ..FileSystem::default()
    };
    let target = MountTarget {
        subnet: to("subnet-3"),
        ..MountTarget::default()
    };
    Examples::new()
        .fires(three_tiers().add("fs-1", "shared", with(vec![])), expect!["shared has no mount target, so nobody can mount it."])
        .fires(three_tiers().add("fs-1", "shared", with(vec![MountTarget::default()])), expect!["A mount target of shared has no subnet yet."])
        .fires(three_tiers().add("fs-1", "shared", with(vec![])).push("lt-1", "backends", "fs-1"), expect!["shared has no mount target, so nobody can mount it."])
        .silent(three_tiers().add("fs-1", "shared", with(vec![target])))
}
