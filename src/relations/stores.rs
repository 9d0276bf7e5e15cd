//! What keeps data in the subnets of a subnet group and answers on one port:
//! databases and caches. Who asks about the one asks about the other.

use super::Relations;
use crate::architecture::*;

/// A database or a cache.
#[derive(Clone, Copy, Debug)]
pub struct Store<'a> {
    /// The subnets of its subnet group.
    pub subnets: &'a [ResourceId],
    /// The guards at its door as named; none means the VPC's default group.
    pub security_groups: &'a [ResourceId],
    /// The port that it listens on.
    pub port: u16,
    /// How many addresses it may need in each of its subnets: two of a
    /// database, one to recover with (rulebook SUB-13), and of a cache one for
    /// each node that AWS may put there.
    pub addresses: u64,
}

/// The store that some properties describe, if they do.
pub fn store(properties: &Properties) -> Option<Store<'_>> {
    Some(match properties {
        Properties::Database(it) => Store {
            subnets: &it.subnets,
            security_groups: &it.security_groups,
            port: it.listening_port(),
            addresses: 2,
        },
        Properties::Cache(it) => Store {
            subnets: &it.subnets,
            security_groups: &it.security_groups,
            port: Cache::PORT,
            addresses: u64::from(it.nodes).div_ceil(it.subnets.len().max(1) as u64),
        },
        _ => return None,
    })
}

/// The one port that something is known to listen on: a store's, or 2049 of a
/// file system (rulebook EFS-5).
pub fn listening_port(properties: &Properties) -> Option<u16> {
    match properties {
        Properties::FileSystem(_) => Some(2049),
        other => store(other).map(|it| it.port),
    }
}

impl<'a> Relations<'a> {
    /// The store with this id, if it is one.
    pub fn store(&self, id: &ResourceId) -> Option<Store<'a>> {
        store(&self.indexed().get(id)?.properties)
    }

    /// All stores: databases, then caches, each in order of ids.
    pub fn stores(&self) -> impl Iterator<Item = (&'a ResourceId, Store<'a>)> {
        let databases = self.indexed().all::<Database>().map(|(id, _)| id);
        let caches = self.indexed().all::<Cache>().map(|(id, _)| id);
        let all = databases.chain(caches);
        all.filter_map(|id| Some((id, self.store(id)?)))
    }
}
