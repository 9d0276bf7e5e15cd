//! Who reads there must get in.

use rustc_hash::FxHashSet;

use crate::rules::shared::filters::{admit, admits, may_call};
use crate::rules::prelude::*;
use crate::rules::shared::letting::{allow_out, do_not_let};

pub const RULE: Rule = Rule {
    code: "file-system-not-reachable",
    severity: Warning,
    title: "File system hard to reach",
    checks: "For servers that call a file system: that it has a mount target in each of their zones, that the mount targets' groups let theirs in on TCP 2049, and that the VPC has DNS resolution and DNS hostnames on.",
    why: "EFS speaks NFS on port 2049. From another zone it works, but is paid for and fails with that zone. The name of the file system resolves only with both DNS attributes on.",
    reaction: "AWS accepts it; mounting fails or depends on another zone.",
    source: "[EFS UG: Mount targets; Security groups; Mounting with DNS name] · rulebook EFS-3, EFS-5, EFS-11, X-3",
    aws_error: "",
    check,
};

const NFS: u16 = 2049;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // What is wrong with the VPC is told once, whoever else calls.
    let mut nameless = FxHashSet::default();
    for caller in context.servers() {
        for id in caller.backends {
            let Some(file_system) = context.find::<FileSystem>(id) else {
                continue;
            };
            let targets = &file_system.mount_targets;
            let subnets: Vec<_> = targets.iter().filter_map(|it| it.subnet.clone()).collect();
            if subnets.is_empty() {
                continue;
            }
            let mounts = || format!("{} mounts {}", context.name(caller.id), context.name(id));
            let served = context.zones(&subnets);
            for zone in context.zones(caller.subnets).difference(&served) {
                report.about(id).at("mount_targets").with(caller.id).fix_if(mount_in(context, id, file_system, caller.subnets, zone)).say(format!(
                    "{} from {zone}, which has no mount target: it must go to another zone.",
                    mounts(),
                ));
            }
            for target in targets {
                let groups = &target.security_groups;
                if admits(context, groups, NFS, caller.groups, caller.subnets) == Some(false) {
                    report
                        .about(id)
                        .at("mount_targets")
                        .with(caller.id)
                        .fix_if(admit(context, groups, NFS, caller.groups))
                        .say(format!(
                            "{} over TCP 2049, but {} it in.",
                            mounts(),
                            do_not_let(context, groups),
                        ));
                    break;
                }
                if may_call(context, caller.groups, NFS, groups, &subnets) == Some(false) {
                    report.about(caller.made_by).at("security_groups").with(id).fix_if(allow_out(context, caller.groups, NFS, groups)).say(format!(
                        "{} over TCP 2049, but no outbound rule of {} allows it.",
                        mounts(),
                        context.names(caller.groups),
                    ));
                    break;
                }
            }
            let vpc = context.vpc_of_subnets(&subnets);
            if let Some((vpc, it)) = vpc.and_then(|vpc| Some((vpc, context.find::<Vpc>(vpc)?)))
                && !it.dns_hostnames
                && nameless.insert((vpc, id))
            {
                report
                    .about(vpc)
                    .at("dns_hostnames")
                    .with(id)
                    .fix("Turn DNS hostnames on", Edit::set(vpc, "dns_hostnames", true))
                    .say(format!(
                        "{} by its name, which resolves in {} only with DNS hostnames on.",
                        mounts(),
                        context.name(vpc)
                    ));
            }
        }
    }
}

/// One more mount target in the only subnet of the callers in a zone, guarded
/// like the others if those are all guarded alike.
fn mount_in(
    context: &Context<'_, '_>,
    id: &ResourceId,
    file_system: &FileSystem,
    subnets: &[ResourceId],
    zone: &str,
) -> Option<Remedy> {
    let mut there = context.subnets_among(subnets).filter(|it| it.zone == Some(zone));
    let only = there.next().filter(|_| there.next().is_none())?;
    let (first, others) = file_system.mount_targets.split_first()?;
    let alike = others.iter().all(|it| it.security_groups == first.security_groups);
    let target = MountTarget {
        subnet: Some(only.id.clone()),
        security_groups: first.security_groups.clone(),
        ..MountTarget::default()
    };
    let end = file_system.mount_targets.len();
    alike.then(|| {
        Remedy::new(
            format!("Add a mount target in {}", context.name(only.id)),
            Edit::insert(id, "mount_targets", end, target),
        )
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |subnets: &[&str], group: &str| {
        let target = |subnet: &&str| MountTarget {
            subnet: to(subnet),
            security_groups: ids(&[group]),
            ..MountTarget::default()
        };
        let file_system = FileSystem {
            mount_targets: subnets.iter().map(target).collect(),
            ..FileSystem::default()
        };
        let nfs = SecurityGroup {
            vpc: to("vpc-1"),
            ingress: vec![tcp(2049, "#sg-2")],
            ..SecurityGroup::default()
        };
        three_tiers()
            .add("fs-1", "shared", file_system)
            .add("sg-9", "EFS-SG", nfs)
            .push("lt-1", "backends", "fs-1")
    };
    let sound = with(&["subnet-3", "subnet-4"], "sg-9");
    Examples::new()
        .fires(with(&["subnet-3"], "sg-9"), expect!["Notebookly-ASG mounts shared from ap-south-1b, which has no mount target: it must go to another zone. [Add a mount target in private-b]"])
        .fires(with(&["subnet-3", "subnet-4"], "sg-3"), expect!["Notebookly-ASG mounts shared over TCP 2049, but Database-SG does not let it in. [Let WebServer-SG in on TCP 2049 in Database-SG]"])
        .fires(sound.clone().set("vpc-1", "dns_hostnames", false), expect!["Notebookly-ASG mounts shared by its name, which resolves in Notebookly-VPC only with DNS hostnames on. [Turn DNS hostnames on]"])
        .silent(sound)
}
