//! Servers waited for files that did not come.

use super::super::super::record::{Cause, Place};
use super::super::factor::Factor;
use super::Look;
use super::shared::{SERVICE, asked};
use crate::architecture::{Edit, FileSystem, Instance, MountTarget, ResourceId};

/// A file system that servers could not reach, with a mount target where one
/// was missing (SAZ-6, rulebook EFS-3).
pub(super) fn files(look: &Look, all: &mut Vec<Factor>) {
    let left = look.lost(&[Cause::Left, Cause::TimedOut]);
    if left == 0 {
        return;
    }
    let architecture = look.played.architecture();
    for (id, files) in architecture.all::<FileSystem>() {
        let mut story = look.played.record.story.iter();
        let was_away = story.any(|it| {
            it.place == Place::Thing(id.clone()) && it.what.contains(" does not answer ")
        });
        if !was_away {
            continue;
        }
        let name = look.name(id);
        let missing = missing(look, files);
        let is_one_zone = !files.one_zone.trim().is_empty();
        let (what, why) = match &missing {
            _ if is_one_zone => (
                format!("{name}, One Zone"),
                "It is kept in one zone alone, and was down with it.".to_owned(),
            ),
            Some((_, zone)) => (
                format!("{name}, no mount target in {zone}"),
                format!(
                    "The servers in {zone} used the mount target of another zone, and hung when it was lost."
                ),
            ),
            None => (name.clone(), "Servers could not reach it.".to_owned()),
        };
        let missing = missing.filter(|_| !is_one_zone);
        let edits = missing.as_ref().map(|(subnet, _)| {
            let first = files.mount_targets.first();
            let target = MountTarget {
                subnet: Some(subnet.clone()),
                security_groups: first.map_or_else(Vec::new, |it| it.security_groups.clone()),
                ..MountTarget::default()
            };
            Edit::insert(id, "mount_targets", files.mount_targets.len(), target)
        });
        all.push(Factor {
            resource: Some(id.clone()),
            what,
            sentence: format!(
                "{why} A page whose file does not come waits until its customer leaves: {} ended so.",
                asked(left)
            ),
            amount: String::new(),
            label: missing.map_or_else(String::new, |(_, zone)| {
                format!("Add a mount target in {zone}")
            }),
            edits: edits.into_iter().collect(),
            explains: SERVICE,
        });
    }
}

/// A subnet with servers in a zone that stayed, in which the file system has no
/// mount target.
fn missing(look: &Look, files: &FileSystem) -> Option<(ResourceId, String)> {
    let lost = look.lost_zone()?;
    let targets = files.mount_targets.iter();
    let targets = targets.filter_map(|it| look.zone(it.subnet.as_ref()?));
    let has: Vec<&str> = targets.collect();
    let architecture = look.played.architecture();
    let by_hand = architecture.all::<Instance>();
    let by_hand = by_hand.filter_map(|(_, it)| it.subnet.as_ref());
    let groups = look.groups().flat_map(|(_, it)| &it.subnets);
    let mut subnets = by_hand
        .chain(groups)
        .filter_map(|it| Some((it, look.zone(it)?)));
    let found = subnets.find(|(_, zone)| *zone != lost && !has.contains(zone));
    found.map(|(subnet, zone)| (subnet.clone(), zone.to_owned()))
}
