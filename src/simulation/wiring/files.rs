//! File systems, and which servers reach them through which mount target.

use super::{Call, Callee, FilesWiring, Mount, Wiring};
use crate::architecture::*;
use crate::network::{Failures, Network};

/// The file systems of a drawing. One that is kept in one zone is down with it
/// (SAZ-6).
pub fn file_systems(net: &Network, failures: &Failures) -> Vec<FilesWiring> {
    let all = net.indexed().all::<FileSystem>();
    all.map(|(id, it)| {
        let zone = it.one_zone.trim();
        let mut dark = failures.zones.iter();
        let is_dark = !zone.is_empty() && dark.any(|it| it.eq_ignore_ascii_case(zone));
        FilesWiring {
            id: id.clone(),
            up: !is_dark && !failures.hits(id),
        }
    })
    .collect()
}

/// Fills in what each spot mounts. Its calls are known, and with them whether
/// NFS gets to the mount target and back (rulebook EFS-5).
pub fn mounts(net: &Network, wiring: &mut Wiring) {
    for at in 0..wiring.spots.len() {
        let calls = wiring.spots[at].calls.iter();
        let mounts = calls.filter_map(|it| mount(net, wiring, at, it)).collect();
        wiring.spots[at].mounts = mounts;
    }
}

fn mount(net: &Network, wiring: &Wiring, spot: usize, call: &Call) -> Option<Mount> {
    let Callee::Other(id) = &call.callee else {
        return None;
    };
    let files = wiring.files.iter().position(|it| it.id == *id)?;
    let own = wiring.spots[spot].zone.as_str();
    let targets = net.interfaces_of(id);
    let target = targets.iter().find(|it| it.zone == own);
    let target = target.or(targets.first());
    Some(Mount {
        files,
        reached: call.reached && wiring.files[files].up,
        zone: target.map(|it| it.zone.to_owned()),
    })
}
