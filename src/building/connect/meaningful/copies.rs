//! Connections of disks and of what is made from them: volumes, snapshots,
//! images.

use super::{Answer, already, done, missing};
use crate::architecture::{
    Architecture, Edit, Image, Instance, Kind, LaunchTemplate, ResourceId, Snapshot, Subnet, Volume,
};
use crate::building::placement::free_device;

/// A volume is attached to an instance of its zone. [EBS UG: Attach a volume]
pub fn attach(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let volume: &Volume = architecture.find(from)?;
    let server: &Instance = architecture.find(to)?;
    let name = |id: &ResourceId| architecture.name_of(id);
    if volume.attached_to.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    let zone = architecture.follow::<Subnet>(&server.subnet);
    let zone = zone.map_or("", |subnet| subnet.zone.as_str());
    if !zone.is_empty() && !volume.zone.is_empty() && zone != volume.zone {
        return missing(format!(
            "{} is in {} and {} in {zone}: a volume serves instances of its own zone. A snapshot takes what is on it to another.",
            name(from),
            volume.zone,
            name(to)
        ));
    }
    let mut edits = vec![Edit::set(from, "attached_to", to)];
    let device = free_device(architecture, to);
    if device != volume.device {
        edits.push(Edit::set(from, "device", device));
    }
    let label = match &volume.attached_to {
        Some(before) => format!(
            "Detach {} from {} and attach it to {}",
            name(from),
            name(before),
            name(to)
        ),
        None => format!("Attach {} to {}", name(from), name(to)),
    };
    done(label, edits)
}

/// A snapshot of nothing yet is taken of a volume or an instance's root
/// volume.
pub fn snapshot(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let snapshot: &Snapshot = architecture.find(from)?;
    made_once(architecture, (from, to), &snapshot.of, "of", "taken of")
}

/// An image of nothing yet is made from an instance.
pub fn image(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let image: &Image = architecture.find(from)?;
    made_once(
        architecture,
        (from, to),
        &image.source,
        "source",
        "made from",
    )
}

fn made_once(
    architecture: &Architecture,
    (from, to): (&ResourceId, &ResourceId),
    now: &Option<ResourceId>,
    property: &str,
    made: &str,
) -> Answer {
    let name = |id: &ResourceId| architecture.name_of(id);
    match now {
        Some(now) if now == to => Some(Err(already(architecture, from, to))),
        Some(now) => {
            let title = architecture.kind_of(from)?.info().title;
            missing(format!(
                "{} was {made} {}. For {} it takes a new {}.",
                name(from),
                name(now),
                name(to),
                crate::text::in_a_sentence(title)
            ))
        }
        None => done(
            format!("Let {} be {made} {}", name(from), name(to)),
            vec![Edit::set(from, property, to)],
        ),
    }
}

/// A launch template starts instances from an AMI of your own, or with a key
/// pair.
pub fn recipe(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let template: &LaunchTemplate = architecture.find(from)?;
    let (property, now, what) = match architecture.kind_of(to)? {
        Kind::Image => ("own_image", &template.own_image, "start from"),
        _ => ("key_pair", &template.key_pair, "open to"),
    };
    if now.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let the instances of {} {what} {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::set(from, property, to)],
    )
}
