//! RDS and ElastiCache.

use super::bill::Group;
use super::counting::Counting;
use super::sheet::{Charge, Factor};
use crate::architecture::*;

pub(super) fn count(counting: &mut Counting) {
    databases(counting);
    caches(counting);
}

fn databases(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<Database>().collect();
    for (id, it) in &all {
        let region = counting.region_of(id);
        let (engine, name) = match it.engine {
            Engine::Mysql => ("mysql", "MySQL"),
            Engine::Mariadb => ("mariadb", "MariaDB"),
            Engine::Postgres => ("postgres", "PostgreSQL"),
        };
        // Each has a price of its own; Multi-AZ is not always twice Single-AZ.
        let (key, zones) = match it.multi_az {
            true => ("multi", "Multi-AZ"),
            false => ("single", "Single-AZ"),
        };
        let class = it.class.trim().to_ascii_lowercase();
        let one = Factor::of(1, "instance", "instances");
        counting.add(Charge::new(
            Group::Database,
            format!("RDS {name} {class} {zones}"),
            format!("rds.{engine}.{class}.{key}"),
            &region,
            Some(id),
            vec![one, Counting::hours()],
        ));
    }
    for (id, it) in &all {
        let region = counting.region_of(id);
        let (key, zones) = match it.multi_az {
            true => ("multi", "Multi-AZ"),
            false => ("single", "Single-AZ"),
        };
        let kind = &it.storage_type;
        counting.add(Charge::new(
            Group::Database,
            format!("RDS {kind} storage {zones}"),
            format!("rds.{kind}.{key}"),
            &region,
            Some(id),
            vec![Factor::unit(it.storage, "GB")],
        ));
    }
    // Backups are free up to the storage of all databases of the Region
    // together. [RDS UG: Introduction to backups]
    for (id, it) in &all {
        let region = counting.region_of(id);
        counting.sheet.fill(pool(&region), it.storage.into());
    }
    for (id, it) in &all {
        if it.replica_of.is_some() || it.backup_days == 0 {
            continue;
        }
        let region = counting.region_of(id);
        let charge = Charge::new(
            Group::Database,
            "RDS backups, free up to the size of the databases",
            "rds.backup",
            &region,
            Some(id),
            vec![Factor::unit(counting.load.backup_gb, "GB")],
        );
        counting.add(charge.free(&pool(&region)));
    }
    if all.iter().any(|(_, it)| it.performance_insights) {
        counting.note(
            "Performance Insights is counted with the seven days of history that are free. Longer \
             history costs more.",
        );
    }
    if all.iter().any(|(_, it)| it.extended_support) {
        counting.note(
            "Extended Support is not counted. RDS charges it for engine versions whose standard \
             support has ended.",
        );
    }
}

fn pool(region: &str) -> String {
    format!("rds.backup/{region}")
}

fn caches(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, it) in relations.indexed().all::<Cache>() {
        let region = counting.region_of(id);
        let (engine, name) = match it.engine {
            CacheEngine::Valkey => ("valkey", "Valkey"),
            CacheEngine::Redis => ("redis", "Redis OSS"),
        };
        let kind = it.node_type.trim().to_ascii_lowercase();
        let size = kind.strip_prefix("cache.").unwrap_or(&kind);
        let nodes = Factor::of(u32::from(it.nodes), "node", "nodes");
        counting.add(Charge::new(
            Group::Database,
            format!("ElastiCache {name} {kind}"),
            format!("cache.{engine}.{size}"),
            &region,
            Some(id),
            vec![nodes, Counting::hours()],
        ));
    }
}
