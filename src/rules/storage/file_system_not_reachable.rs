//! Who reads there must get in.

use std::collections::BTreeMap;

use crate::relations::servers::Servers;
use crate::rules::prelude::*;
use crate::rules::shared::admit::{admit, allow_out};
use crate::rules::shared::passage::{Party, do_not_let, lets_in, lets_out};

pub const RULE: Rule = Rule {
    code: "file-system-not-reachable",
    severity: Error,
    title: "File system hard to reach",
    checks: "For servers that call a file system: that it has a mount target in each of their zones, that the mount targets' groups let theirs in on TCP 2049, and that they let themselves out there.",
    why: "EFS speaks NFS on port 2049. From another zone it works, but is paid for and fails with that zone: that is a warning.",
    reaction: "AWS accepts it; mounting fails or depends on another zone.",
    source: "[EFS UG: Mount targets; Security groups] · rulebook EFS-3, EFS-5, SG-7, X-3",
    aws_error: "",
    check,
};

const NFS: u16 = 2049;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut mounts: BTreeMap<_, Vec<Servers<'_>>> = BTreeMap::new();
    for caller in context.servers() {
        for id in caller.backends {
            let Some(file_system) = context.find::<FileSystem>(id) else {
                continue;
            };
            mounts.entry((id, caller.groups)).or_default().push(*caller);
            let targets = &file_system.mount_targets;
            let subnets: Vec<_> = targets.iter().filter_map(|it| it.subnet.clone()).collect();
            if subnets.is_empty() {
                continue;
            }
            let served = context.zones(&subnets);
            for zone in context.zones(caller.subnets).difference(&served) {
                report.about(id).at("mount_targets").weighs(Warning).with(caller.id).fix_if(mount_in(context, id, file_system, caller.subnets, zone)).say(format!(
                    "{} mounts {} from {zone}, which has no mount target: it must go to another zone.",
                    context.name(caller.id),
                    context.name(id),
                ));
            }
        }
    }
    for ((id, _), callers) in mounts {
        if let Some(file_system) = context.find::<FileSystem>(id) {
            judge(context, report, (id, file_system), &callers);
        }
    }
}

/// Says which groups stop these servers, who have the same groups: one change
/// mends all.
fn judge<'a>(
    context: &Context<'_, 'a>,
    report: &mut Report<'_>,
    (id, file_system): (&ResourceId, &'a FileSystem),
    callers: &[Servers<'a>],
) {
    let Some(first) = callers.first() else { return };
    let caller = Party::servers(context, first);
    let mounts = || {
        let who = context.names(callers.iter().map(|it| it.id));
        let mount = if callers.len() == 1 { "mounts" } else { "mount" };
        format!("{who} {mount} {} over TCP 2049", context.name(id))
    };
    let ids: Vec<&ResourceId> = callers.iter().map(|it| it.id).collect();
    for target in &file_system.mount_targets {
        let party = Party::spread(context, &target.security_groups, target.subnet.as_slice());
        let served = || {
            let mut mounts = context.network.interfaces_of(id).iter();
            mounts.find(|it| Some(it.subnet) == target.subnet.as_ref())
        };
        if lets_in(context, &party, NFS, &caller).refuses() {
            let mut draft = match party.groups {
                [group] => report.about(group).at("ingress").with(id),
                _ => report.about(id).at("mount_targets"),
            };
            for it in callers {
                draft = draft.with(it.id);
            }
            draft.fix_if(served().and_then(|it| admit(context, it, &[NFS], &ids))).say(format!(
                "{}, but {} {} in.",
                mounts(),
                do_not_let(context, id, &party),
                if callers.len() == 1 { "it" } else { "them" },
            ));
            return;
        }
        if lets_out(context, &caller, NFS, &party).refuses() {
            let mut draft = match first.groups {
                [group] => report.about(group).at("egress").with(id),
                _ => report.about(first.made_by).at("security_groups").with(id),
            };
            for it in callers {
                draft = draft.with(it.id);
            }
            draft.fix_if(served().and_then(|it| allow_out(context, &ids, &[NFS], it))).say(format!(
                "{}, but no outbound rule of {} allows it.",
                mounts(),
                context.names(first.groups),
            ));
            return;
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
        .fires(sound.clone().set("sg-2", "egress", serde_json::json!([tcp(443, "0.0.0.0/0")])), expect!["Notebookly-ASG mounts shared over TCP 2049, but no outbound rule of WebServer-SG allows it. [Let WebServer-SG out on TCP 2049 to EFS-SG]"])
        .silent(sound.clone().set("vpc-1", "dns_hostnames", false))
        .silent(sound)
}
