//! A reading room in one building, with a door in another.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "one-zone-mount-target-elsewhere",
    severity: Error,
    title: "Mount target outside the one zone",
    checks: "That a One Zone file system has its mount target in its own Availability Zone, and no other.",
    why: "A One Zone file system is kept in one zone and costs less for it. Instances of other zones can mount it through that mount target; they pay for the traffic between zones, and lose it with the zone.",
    reaction: "CreateMountTarget is refused.",
    source: "[API efs CreateMountTarget; CreateFileSystem], [EFS UG: EFS file system types] · rulebook EFS-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<FileSystem>() {
        let own = it.one_zone.trim();
        if own.is_empty() {
            continue;
        }
        for (index, target) in it.mount_targets.iter().enumerate() {
            let subnet = target.subnet.as_ref().and_then(|id| context.subnet(id));
            let Some((subnet, zone)) = subnet.and_then(|it| Some((it.id, it.zone?))) else {
                continue;
            };
            if zone == own {
                continue;
            }
            report
                .about(id)
                .at("mount_targets")
                .with(subnet)
                .value(id, "one_zone")
                .value(subnet, "zone")
                .fix("Remove that mount target", Edit::remove(id, "mount_targets", index))
                .say(format!(
                    "{} is kept in {own} alone, but one of its mount targets is in {zone}.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |subnets: &[&str], zone: &str| {
        let target = |subnet: &&str| MountTarget {
            subnet: to(subnet),
            ..MountTarget::default()
        };
        let file_system = FileSystem {
            mount_targets: subnets.iter().map(target).collect(),
            one_zone: zone.to_owned(),
            ..FileSystem::default()
        };
        three_tiers().add("fs-1", "shared", file_system)
    };
    Examples::new()
        .fires(with(&["subnet-3", "subnet-4"], "ap-south-1a"), expect!["shared is kept in ap-south-1a alone, but one of its mount targets is in ap-south-1b. [Remove that mount target]"])
        .silent(with(&["subnet-3"], "ap-south-1a"))
        .silent(with(&["subnet-3", "subnet-4"], ""))
}
