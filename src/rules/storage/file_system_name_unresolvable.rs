//! A reading room whose name is in no directory.

use std::collections::BTreeMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "file-system-name-unresolvable",
    severity: Error,
    title: "Name of a file system that does not resolve",
    checks: "That a VPC with mount targets has DNS resolution and DNS hostnames on.",
    why: "A file system is mounted by its name, fs-….efs.REGION.amazonaws.com. The name server of the VPC answers it, with the mount target in the client's own zone, only while both DNS attributes are on. Mounting by the address of a mount target works without them. Where no server of the drawing mounts it yet, this is a warning.",
    reaction: "AWS accepts it; mounting by name fails because the name is not known.",
    source: "[EFS UG: Mounting with DNS name] · rulebook EFS-11, VPC-18, X-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // Told once for a VPC, whatever depends on it.
    let mut nameless: BTreeMap<&ResourceId, Vec<&ResourceId>> = BTreeMap::new();
    for (id, it) in context.all::<FileSystem>() {
        let subnets = it.mount_targets.iter().filter_map(|it| it.subnet.as_ref());
        let mut vpcs: Vec<_> = subnets.filter_map(|id| context.subnet(id)?.vpc).collect();
        vpcs.order();
        vpcs.dedup();
        for vpc in vpcs {
            nameless.entry(vpc).or_default().push(id);
        }
    }
    for (vpc, file_systems) in nameless {
        let Some(it) = context.find::<Vpc>(vpc).filter(|it| !it.dns_hostnames) else {
            continue;
        };
        let calls = |id: &&ResourceId| file_systems.contains(id);
        let callers = context.servers().iter().filter(|it| it.backends.iter().any(|id| calls(&id)));
        let callers: Vec<_> = callers.map(|it| it.id).collect();
        let names = context.names(file_systems.iter().copied());
        let vpc_name = context.name(vpc);
        let mut draft = report
            .about(vpc)
            .at("dns_hostnames")
            .weighs(if callers.is_empty() { Warning } else { Error })
            .value(vpc, "dns_hostnames")
            .value(vpc, "dns_support");
        // Gateway endpoints are used by host name; without any name server that
        // is told for the VPC.
        let endpoints = context.all::<VpcEndpoint>();
        let endpoints: Vec<_> = endpoints
            .filter(|(_, endpoint)| it.dns_support && endpoint.vpc.as_ref() == Some(vpc))
            .map(|(id, _)| id)
            .collect();
        for id in file_systems.iter().chain(&callers).chain(&endpoints) {
            draft = draft.with(id);
        }
        let unused = match &endpoints[..] {
            [] => String::new(),
            some => format!(", and {} cannot be used, for AWS's services are called by name", context.names(some.iter().copied())),
        };
        let (plural, of) = match file_systems.len() {
            1 => ("name", "does"),
            _ => ("names", "do"),
        };
        let who = match &callers[..] {
            [] => String::new(),
            [only] => format!(": {} cannot mount it by name", context.name(only)),
            some => format!(": {} cannot mount it by name", context.names(some.iter().copied())),
        };
        let mut edits = vec![Edit::set(vpc, "dns_hostnames", true)];
        // Without a name server at all, names are the least of it.
        let what = if it.dns_support {
            "DNS hostnames"
        } else {
            edits.push(Edit::set(vpc, "dns_support", true));
            "DNS resolution and DNS hostnames"
        };
        draft.fix_all(format!("Turn {what} on in {vpc_name}"), edits).say(format!(
            "DNS hostnames are off in {vpc_name}, so the {plural} of {names} {of} not resolve there{who}{unused}.",
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let target = |subnet: &str| MountTarget {
        subnet: to(subnet),
        security_groups: ids(&["sg-9"]),
        ..MountTarget::default()
    };
    let nfs = SecurityGroup {
        vpc: to("vpc-1"),
        ingress: vec![tcp(2049, "#sg-2")],
        ..SecurityGroup::default()
    };
    let shared = FileSystem {
        mount_targets: vec![target("subnet-3"), target("subnet-4")],
        ..FileSystem::default()
    };
    let with = three_tiers().add("sg-9", "EFS-SG", nfs).add("fs-1", "shared", shared.clone());
    let mounted = with.clone().push("lt-1", "backends", "fs-1");
    let off = |sketch: Sketch| sketch.set("vpc-1", "dns_hostnames", false);
    Examples::new()
        .fires(off(mounted.clone()), expect!["DNS hostnames are off in Notebookly-VPC, so the name of shared does not resolve there: Notebookly-ASG cannot mount it by name. [Turn DNS hostnames on in Notebookly-VPC]"])
        .fires(off(with.clone()), expect!["DNS hostnames are off in Notebookly-VPC, so the name of shared does not resolve there. [Turn DNS hostnames on in Notebookly-VPC]"])
        .fires(off(mounted.clone()).set("vpc-1", "dns_support", false), expect!["DNS hostnames are off in Notebookly-VPC, so the name of shared does not resolve there: Notebookly-ASG cannot mount it by name. [Turn DNS resolution and DNS hostnames on in Notebookly-VPC]"])
        .fires(off(mounted.clone()).add("fs-2", "archive", shared), expect!["DNS hostnames are off in Notebookly-VPC, so the names of shared and archive do not resolve there: Notebookly-ASG cannot mount it by name. [Turn DNS hostnames on in Notebookly-VPC]"])
        .silent(mounted)
        .silent(off(three_tiers()).add("fs-1", "shared", FileSystem::default()))
}
