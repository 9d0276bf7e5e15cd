//! RDS databases, each with its subnet group.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Database, Engine, Kind, ResourceId};
use crate::aws::engines;

pub(super) fn write(w: &mut Writer, all: &[(&ResourceId, &Database)]) {
    // A replica stands behind what it is a replica of, and that may be one.
    let mut open: Vec<_> = all.to_vec();
    while !open.is_empty() {
        let (waiting, ready): (Vec<_>, Vec<_>) = open.iter().copied().partition(|(_, database)| {
            let source = database.replica_of.as_ref();
            source.is_some_and(|source| open.iter().any(|(id, _)| *id == source))
        });
        if ready.is_empty() {
            for (id, _) in open {
                w.omit(
                    id,
                    Why::Refused("databases that are replicas of each other have no beginning"),
                );
            }
            return;
        }
        for (id, database) in ready {
            if let Err(why) = try_write(w, id, database) {
                w.omit(id, why);
            }
        }
        open = waiting;
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, database: &Database) -> Result<(), Why> {
    let (vpc, subnets) = w.subnets(id, &database.subnets, false)?;
    if w.zone_count(&subnets) < 2 {
        // Rulebook RDS-5: even for a database in one zone.
        return Err(Why::Refused(
            "a subnet group needs subnets in two Availability Zones",
        ));
    }
    let source = source(w, database)?;
    let class = database.class.trim();
    let takes = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
    };
    if !class.starts_with("db.") || !class.bytes().all(takes) {
        return Err(Why::Malformed(class.to_owned()));
    }
    let attachment = w.attachments.get(&vpc).cloned();
    let public = database.public && attachment.is_some();
    if database.public && !public {
        // Rulebook RDS-11.
        w.omit_part(
            id,
            "public access",
            Why::Refused("a public database needs an internet gateway on its VPC"),
        );
    }
    let group = w.part_id(id, "SubnetGroup");
    let properties = Fields::new()
        .with("DBSubnetGroupDescription", "The subnets of a database")
        .with("SubnetIds", w.references(&subnets))
        .list("Tags", w.tags(id));
    w.add_part(group.clone(), "AWS::RDS::DBSubnetGroup", properties);

    let groups = w.groups(id, &database.security_groups, Some(&vpc));
    let (port, storage, kind) = (
        port(w, id, database),
        storage(w, id, database),
        &database.storage_type,
    );
    let kind = Some(kind.as_str()).filter(|kind| matches!(*kind, "gp2" | "gp3"));
    // Rulebook RDS-18.
    let days = database.backup_days.min(35);
    if days != database.backup_days {
        w.omit_part(
            id,
            "backups",
            Why::Refused("backups are kept for 35 days at most"),
        );
    }
    // Rulebook RDS-22.
    let zone = match database.multi_az {
        true if !database.primary_zone.is_empty() => {
            w.omit_part(
                id,
                "primary zone",
                Why::Refused("with Multi-AZ, RDS chooses the zones of both"),
            );
            None
        }
        true => None,
        false => w.zone(id, "primary zone", &database.primary_zone),
    };
    for (part, address) in [
        ("private address", &database.private_address),
        ("standby address", &database.standby_address),
    ] {
        if !address.is_automatic() {
            w.omit_part(
                id,
                part,
                Why::Inexpressible("RDS chooses the addresses of a database"),
            );
        }
    }
    // 1 to 63 letters, digits and single hyphens, a letter first; kept in
    // lower case (rulebook RDS-1).
    let name = names::hyphenated(&w.name(id).to_ascii_lowercase(), 63)
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()));
    let name = w.service_name("AWS::RDS::DBInstance", name);
    let max_storage = max_storage(w, id, database, storage);
    let window = window(w, id, database);
    let properties = Fields::new().maybe("DBInstanceIdentifier", name);
    // What a replica has from its source is not said again: AWS refuses some
    // of it. [schema AWS::RDS::DBInstance dependentExcluded],
    // [API rds CreateDBInstanceReadReplica]
    let properties = match &source {
        Some(source) => properties.with("SourceDBInstanceIdentifier", Value::Ref(w.id(source))),
        None => properties
            .with("Engine", database.engine.value())
            .maybe("EngineVersion", engine_version(w, id, database)),
    };
    // What CloudFormation takes when it is told nothing is the support that is
    // charged for. [CFN TR: AWS::RDS::DBInstance EngineLifecycleSupport]
    let support = (!database.extended_support && source.is_none())
        .then_some("open-source-rds-extended-support-disabled");
    let properties = properties.with("DBInstanceClass", class);
    let properties = match &source {
        Some(_) => properties,
        None => properties.with("AllocatedStorage", storage.to_string()),
    };
    let properties = properties
        .maybe("MaxAllocatedStorage", max_storage)
        .maybe("StorageType", kind)
        .maybe(
            "StorageEncrypted",
            source.is_none().then_some(database.encrypted),
        )
        .with("MultiAZ", database.multi_az)
        .maybe("AvailabilityZone", zone)
        .maybe(
            "BackupRetentionPeriod",
            source.is_none().then_some(days),
        )
        .maybe("PreferredBackupWindow", window.filter(|_| source.is_none()))
        .maybe(
            "EnablePerformanceInsights",
            database.performance_insights.then_some(true),
        )
        .maybe("EngineLifecycleSupport", support)
        .maybe("Port", port.map(|port| port.to_string()))
        .with("PubliclyAccessible", public)
        .with("DeletionProtection", database.deletion_protection);
    let properties = match &source {
        Some(_) => properties,
        None => properties
            .with("MasterUsername", username(w, id, database))
            .with("ManageMasterUserPassword", true),
    };
    let properties = properties
        .with("DBSubnetGroupName", Value::Ref(group))
        .list("VPCSecurityGroups", groups)
        .list("Tags", w.tags(id));
    let entry = w.add(id, "AWS::RDS::DBInstance", properties);
    // What is in it cannot be made again: a last snapshot stays behind.
    entry.keep = Some(("Snapshot", "Snapshot"));
    // [CFN TR: DependsOn attribute: databases with a public address]
    entry.depends_on.extend(attachment.filter(|_| public));
    let logical = w.id(id);
    w.output(
        id,
        "Endpoint",
        "The name under which this database answers",
        Value::attribute(logical, "Endpoint.Address"),
    );
    Ok(())
}

/// What a read replica is a replica of (rulebook RDS-27).
fn source(w: &Writer, database: &Database) -> Result<Option<ResourceId>, Why> {
    if database.replica_of.is_none() {
        return Ok(None);
    }
    let source = w.follow(&database.replica_of, Kind::Database, "a source")?;
    let backed_up = w
        .architecture
        .find::<Database>(&source)
        .is_some_and(|it| it.backup_days > 0 || it.replica_of.is_some());
    if !backed_up {
        return Err(Why::Refused(
            "a read replica needs automatic backups of its source",
        ));
    }
    Ok(Some(source))
}

/// Up to which size the disk grows; it has to be above what it begins with.
/// [RDS UG: Managing capacity automatically with storage autoscaling]
fn max_storage(w: &mut Writer, id: &ResourceId, database: &Database, storage: u32) -> Option<u32> {
    let most = database.max_storage?;
    // AWS asks for a tenth more at least.
    if most > 65_536 || u64::from(most) * 10 < u64::from(storage) * 11 {
        w.omit_part(
            id,
            "growing storage",
            Why::Refused("it grows by a tenth at least, and up to 65,536 GiB"),
        );
        return None;
    }
    Some(most)
}

/// When backups are made: hh:mm-hh:mm, half an hour at least (rulebook
/// RDS-20). [API rds CreateDBInstance: PreferredBackupWindow]
fn window<'a>(w: &mut Writer, id: &ResourceId, database: &'a Database) -> Option<&'a str> {
    let text = database.backup_window.trim();
    if text.is_empty() {
        return None;
    }
    let minutes = |text: &str| {
        let (hours, minutes) = text.split_once(':')?;
        let two = |part: &str, below: u16| {
            let digits = part.len() == 2 && part.bytes().all(|it| it.is_ascii_digit());
            part.parse::<u16>().ok().filter(|it| digits && *it < below)
        };
        Some(two(hours, 24)? * 60 + two(minutes, 60)?)
    };
    let long = text.split_once('-').and_then(|(from, to)| {
        let (from, to) = (minutes(from)?, minutes(to)?);
        // It may go past midnight.
        Some((to + 1440 - from) % 1440)
    });
    if long.is_none_or(|long| long < 30) {
        w.omit_part(id, "backup window", Why::Malformed(text.to_owned()));
        return None;
    }
    Some(text)
}

fn port(w: &mut Writer, id: &ResourceId, database: &Database) -> Option<u16> {
    let port = database.port?;
    if port < 1150 {
        // Rulebook RDS-10.
        w.omit_part(
            id,
            "port",
            Why::Refused("databases listen on ports from 1150"),
        );
        return None;
    }
    Some(port)
}

/// What RDS takes for general purpose storage (rulebook RDS-12).
fn storage(w: &mut Writer, id: &ResourceId, database: &Database) -> u32 {
    let storage = database.storage.clamp(20, 65_536);
    if storage != database.storage {
        w.omit_part(
            id,
            "storage",
            Why::Refused("general purpose storage has 20 to 65,536 GiB"),
        );
    }
    storage
}

/// An exact version that RDS still makes new databases with.
fn engine_version(w: &mut Writer, id: &ResourceId, database: &Database) -> Option<&'static str> {
    let wanted = database.engine_version.trim();
    if wanted.is_empty() {
        return None;
    }
    let version = engines::newest(database.engine.value(), wanted);
    match version {
        None => w.omit_part(id, "engine version", Why::Malformed(wanted.to_owned())),
        Some(version) if version != wanted && !version.starts_with(&format!("{wanted}.")) => {
            w.omit_part(
                id,
                format!("engine version {wanted}"),
                Why::Refused("RDS makes no new databases of this version any more, so the template has the newest of its line"),
            );
        }
        Some(_) => {}
    }
    version
}

/// The master user: letters, digits and `_`, a letter first, at most 16 for
/// MySQL and MariaDB and 63 for PostgreSQL, no reserved word. `rdsadmin` is
/// RDS's own, and `admin` a word of PostgreSQL. [API rds CreateDBInstance]
fn username(w: &mut Writer, id: &ResourceId, database: &Database) -> String {
    let (fallback, max) = match database.engine {
        Engine::Mysql | Engine::Mariadb => ("admin", 16),
        Engine::Postgres => ("postgres", 63),
    };
    let name = database.username.trim();
    let reserved = name.eq_ignore_ascii_case("rdsadmin")
        || database.engine == Engine::Postgres
            && (name.eq_ignore_ascii_case("admin") || name.to_ascii_lowercase().starts_with("pg_"));
    let well_formed = name.len() <= max
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_');
    if well_formed && !reserved {
        return name.to_owned();
    }
    w.omit_part(
        id,
        format!("master user {name}"),
        Why::Refused("RDS does not take the name for this engine, so the template has the engine's usual one"),
    );
    fallback.to_owned()
}
