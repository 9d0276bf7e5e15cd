//! EFS file systems and their mount targets.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{FileSystem, Kind, MountTarget, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, system: &FileSystem) {
    let one_zone = system.one_zone.trim();
    let zone = w.zone(id, "One Zone", one_zone);
    let provisioned = system.provisioned_throughput.filter(|it| *it > 0);
    let mode = match system.throughput_mode.as_str() {
        "provisioned" if provisioned.is_none() => {
            // Rulebook EFS-9.
            w.omit_part(
                id,
                "throughput mode",
                Why::NothingChosen("a throughput that is provisioned"),
            );
            "bursting"
        }
        mode => mode,
    };
    let provisioned = provisioned.filter(|_| mode == "provisioned");
    let fast = system.performance_mode == "maxIO";
    let refused = fast && (zone.is_some() || mode == "elastic");
    if refused {
        // Rulebook EFS-8.
        w.omit_part(
            id,
            "performance mode",
            Why::Refused("Max I/O goes neither with One Zone nor with elastic throughput"),
        );
    }
    let lifecycle = lifecycle(w, id, system, mode);
    let backups = system
        .backups
        .then(|| Fields::new().with("Status", "ENABLED"));
    let properties = Fields::new()
        .maybe("AvailabilityZoneName", zone)
        .with("Encrypted", system.encrypted)
        .maybe("PerformanceMode", (fast && !refused).then_some("maxIO"))
        .maybe("ThroughputMode", Some(mode).filter(|it| *it != "bursting"))
        .maybe("ProvisionedThroughputInMibps", provisioned)
        .list("LifecyclePolicies", lifecycle)
        .maybe("BackupPolicy", backups)
        .list("FileSystemTags", w.tags(id));
    // Files cannot be made again, so they outlive the stack; only one that
    // was just made, in a stack that failed, is deleted with it.
    w.add(id, "AWS::EFS::FileSystem", properties).keep = Some(("RetainExceptOnCreate", "Retain"));
    let mut used: Vec<ResourceId> = Vec::new();
    for target in &system.mount_targets {
        if let Err(why) = write_target(w, id, target, one_zone, &mut used) {
            let part = match &target.subnet {
                Some(subnet) => format!("mount target in {}", w.architecture.name_of(subnet)),
                None => "mount target".to_owned(),
            };
            w.omit_part(id, part, why);
        }
    }
}

/// When files move to cheaper storage, one policy for each move.
fn lifecycle(w: &mut Writer, id: &ResourceId, system: &FileSystem, mode: &str) -> Vec<Value> {
    let days = |after: &str| {
        let number = after.strip_prefix("AFTER_")?.split('_').next()?;
        number.parse::<u32>().ok()
    };
    let infrequent = days(&system.to_infrequent);
    let mut archive = days(&system.to_archive);
    // Rulebook EFS-10.
    let too_early = archive.zip(infrequent).is_some_and(|(late, early)| late <= early);
    if archive.is_some() && (mode != "elastic" || too_early) {
        archive = None;
        w.omit_part(
            id,
            "move to Archive",
            Why::Refused("it comes after Infrequent Access, and needs elastic throughput"),
        );
    }
    let mut policies = Vec::new();
    for (there, key, after) in [
        (infrequent.is_some(), "TransitionToIA", &system.to_infrequent),
        (archive.is_some(), "TransitionToArchive", &system.to_archive),
    ] {
        if there {
            policies.push(Fields::new().with(key, after.as_str()).into());
        }
    }
    policies
}

fn write_target(
    w: &mut Writer,
    id: &ResourceId,
    target: &MountTarget,
    one_zone: &str,
    used: &mut Vec<ResourceId>,
) -> Result<(), Why> {
    let subnet = w.follow(&target.subnet, Kind::Subnet, "a subnet")?;
    let vpc = w.vpc_of(&subnet).ok_or(Why::NothingChosen("a VPC"))?;
    if !one_zone.is_empty() && w.zone_of(&subnet) != Some(one_zone) {
        // [API efs CreateMountTarget]
        return Err(Why::Refused(
            "a file system of One Zone is reached in its own zone",
        ));
    }
    for other in used.iter() {
        // Rulebook EFS-1.
        if w.vpc_of(other).as_ref() != Some(&vpc) {
            return Err(Why::Refused(
                "all mount targets of a file system are in one VPC",
            ));
        }
        let same_zone = w.zone_of(other).is_some() && w.zone_of(other) == w.zone_of(&subnet);
        if *other == subnet || same_zone {
            return Err(Why::Refused(
                "a file system has one mount target per Availability Zone",
            ));
        }
    }
    let mut groups = w.groups(id, &target.security_groups, Some(&vpc));
    if groups.is_empty() {
        // CloudFormation requires the list (rulebook EFS-6), so AWS's own
        // default group is named.
        groups.push(Value::attribute(w.id(&vpc), "DefaultSecurityGroup"));
    }
    let address = w.address(id, "private address", &subnet, &target.private_address);
    let properties = Fields::new()
        .with("FileSystemId", Value::Ref(w.id(id)))
        .with("SubnetId", Value::Ref(w.id(&subnet)))
        .with("SecurityGroups", groups)
        .maybe("IpAddress", address);
    let place: String = w.id(&subnet).chars().take(60).collect();
    let logical = w.part_id(id, &format!("MountTarget{place}"));
    w.add_part(logical.clone(), "AWS::EFS::MountTarget", properties);
    w.mount_targets.entry(id.clone()).or_default().push(logical);
    used.push(subnet);
    Ok(())
}
