//! One door per building.

use std::collections::BTreeSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "mount-targets-share-zone",
    severity: Error,
    title: "Two mount targets in one zone",
    checks: "That a file system has at most one mount target per Availability Zone.",
    why: "All instances of a zone share its mount target; a second would add nothing.",
    reaction: "CreateMountTarget is refused.",
    source: "[EFS UG: Mount targets], [API efs CreateMountTarget] · rulebook EFS-1",
    aws_error: "MountTargetConflict",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<FileSystem>() {
        let mut taken = BTreeSet::new();
        for (index, target) in it.mount_targets.iter().enumerate() {
            let subnet = target.subnet.as_ref().and_then(|id| context.subnet(id));
            let Some(zone) = subnet.and_then(|it| it.zone) else {
                continue;
            };
            if !taken.insert(zone) {
                report
                    .about(id)
                    .at("mount_targets")
                    .fix("Remove the second one", Edit::remove(id, "mount_targets", index))
                    .say(format!("{} has two mount targets in {zone}.", context.name(id)));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |subnets: &[&str]| {
        let target = |subnet: &&str| MountTarget {
            subnet: to(subnet),
            ..MountTarget::default()
        };
        let file_system = FileSystem {
            mount_targets: subnets.iter().map(target).collect(),
            ..FileSystem::default()
        };
        three_tiers().add("fs-1", "shared", file_system)
    };
    Examples::new()
        .fires(with(&["subnet-3", "subnet-1"]), expect!["shared has two mount targets in ap-south-1a. [Remove the second one]"])
        .silent(with(&["subnet-3", "subnet-4"]))
}
