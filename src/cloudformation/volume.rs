//! EBS volumes and which instance has them.

use std::collections::BTreeSet;

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Instance, Kind, ResourceId, Volume};

pub(super) fn write(w: &mut Writer, all: &[(&ResourceId, &Volume)]) {
    let mut devices = BTreeSet::new();
    for (id, volume) in all {
        if let Err(why) = write_volume(w, id, volume) {
            w.omit(id, why);
        } else if volume.attached_to.is_some()
            && let Err(why) = attach(w, id, volume, &mut devices)
        {
            w.omit_part(id, "attachment", why);
        }
    }
}

fn write_volume(w: &mut Writer, id: &ResourceId, volume: &Volume) -> Result<(), Why> {
    let zone = w
        .zone(id, "zone", volume.zone.trim())
        .ok_or(Why::NothingChosen("an Availability Zone of its Region"))?;
    let kind = volume.volume_type.as_str();
    // Rulebook EBS-4.
    let sizes = match kind {
        "gp2" => 1..=16_384,
        "io1" => 4..=16_384,
        "io2" => 4..=65_536,
        "st1" | "sc1" => 125..=16_384,
        "standard" => 1..=1024,
        _ => 1..=65_536,
    };
    if !sizes.contains(&volume.size) {
        return Err(Why::Refused("AWS makes no volume of this type in this size"));
    }
    // Rulebook EBS-6 to EBS-8.
    let takes_iops = matches!(kind, "gp3" | "io1" | "io2");
    let iops = match volume.iops {
        Some(_) if !takes_iops => {
            w.omit_part(id, "IOPS", Why::Refused("a volume of this type takes none"));
            None
        }
        None if matches!(kind, "io1" | "io2") => {
            return Err(Why::NothingChosen("a number of IOPS"));
        }
        iops => iops,
    };
    let throughput = match volume.throughput {
        Some(_) if kind != "gp3" => {
            w.omit_part(id, "throughput", Why::Refused("only a gp3 volume takes one"));
            None
        }
        throughput => throughput,
    };
    // CloudFormation makes no snapshots, and has no type of parameter for
    // their ids either.
    let snapshot = volume.snapshot.as_ref().map(|snapshot| {
        w.omit_part(
            id,
            format!("snapshot {}", w.architecture.name_of(snapshot)),
            Why::Inexpressible(
                "CloudFormation makes no snapshots, so the template asks for the id of one",
            ),
        );
        w.question(
            snapshot,
            "Id",
            "String",
            "The snapshot that a volume is made from, in the Region of the stack",
        )
    });
    let properties = Fields::new()
        .with("AvailabilityZone", zone)
        .with("Size", volume.size)
        .with("VolumeType", kind)
        .maybe("Iops", iops)
        .maybe("Throughput", throughput)
        .with("Encrypted", volume.encrypted)
        .maybe("SnapshotId", snapshot)
        .list("Tags", w.tags(id));
    // What is on it cannot be made again: a last snapshot stays behind.
    w.add(id, "AWS::EC2::Volume", properties).keep = Some(("Snapshot", "Snapshot"));
    Ok(())
}

fn attach(
    w: &mut Writer,
    id: &ResourceId,
    volume: &Volume,
    devices: &mut BTreeSet<(ResourceId, String)>,
) -> Result<(), Why> {
    let instance = w.follow(&volume.attached_to, Kind::Instance, "an instance")?;
    let subnet = w
        .architecture
        .find::<Instance>(&instance)
        .and_then(|it| it.subnet.as_ref());
    if subnet.and_then(|it| w.zone_of(it)) != Some(volume.zone.trim()) {
        // Rulebook EBS-1.
        return Err(Why::Refused(
            "a volume is attached to an instance of its own Availability Zone",
        ));
    }
    let device = volume.device.trim();
    // [EC2 UG: Device names for volumes]
    let well_formed = device.starts_with("/dev/")
        && device.len() <= 20
        && device[5..].bytes().all(|it| it.is_ascii_alphanumeric())
        && device.len() > 5;
    if !well_formed {
        return Err(Why::Malformed(device.to_owned()));
    }
    if matches!(device, "/dev/xvda" | "/dev/sda1")
        || !devices.insert((instance.clone(), device.to_owned()))
    {
        return Err(Why::Refused(
            "another volume of the instance has the device name already",
        ));
    }
    let properties = Fields::new()
        .with("VolumeId", Value::Ref(w.id(id)))
        .with("InstanceId", Value::Ref(w.id(&instance)))
        .with("Device", device);
    let logical = w.part_id(id, "Attachment");
    w.add_part(logical, "AWS::EC2::VolumeAttachment", properties);
    Ok(())
}
