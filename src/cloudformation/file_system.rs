//! EFS file systems and their mount targets.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{FileSystem, Kind, MountTarget, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, system: &FileSystem) {
    let properties = Fields::new()
        .with("Encrypted", system.encrypted)
        .list("FileSystemTags", w.tags(id));
    // Files cannot be made again, so they outlive the stack; only one that
    // was just made, in a stack that failed, is deleted with it.
    w.add(id, "AWS::EFS::FileSystem", properties).keep = Some(("RetainExceptOnCreate", "Retain"));
    let mut used: Vec<ResourceId> = Vec::new();
    for target in &system.mount_targets {
        if let Err(why) = write_target(w, id, target, &mut used) {
            let part = match &target.subnet {
                Some(subnet) => format!("mount target in `{subnet}`"),
                None => "mount target".to_owned(),
            };
            w.omit_part(id, part, why);
        }
    }
}

fn write_target(
    w: &mut Writer,
    id: &ResourceId,
    target: &MountTarget,
    used: &mut Vec<ResourceId>,
) -> Result<(), Why> {
    let subnet = w.follow(&target.subnet, Kind::Subnet, "a subnet")?;
    let vpc = w.vpc_of(&subnet).ok_or(Why::NothingChosen("a VPC"))?;
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
