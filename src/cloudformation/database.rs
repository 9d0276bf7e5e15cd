//! RDS databases, each with its subnet group.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Database, Engine, ResourceId};
use crate::aws::engines;

pub(super) fn write(w: &mut Writer, id: &ResourceId, database: &Database) {
    if let Err(why) = try_write(w, id, database) {
        w.omit(id, why);
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
    let properties = Fields::new()
        .maybe("DBInstanceIdentifier", name)
        .with("Engine", database.engine.value())
        .maybe("EngineVersion", engine_version(w, id, database))
        .with("DBInstanceClass", class)
        .with("AllocatedStorage", storage.to_string())
        .maybe("StorageType", kind)
        .with("StorageEncrypted", database.encrypted)
        .with("MultiAZ", database.multi_az)
        .maybe("AvailabilityZone", zone)
        .with("BackupRetentionPeriod", days)
        .maybe("Port", port.map(|port| port.to_string()))
        .with("PubliclyAccessible", public)
        .with("DeletionProtection", database.deletion_protection)
        .with("MasterUsername", username(w, id, database))
        .with("ManageMasterUserPassword", true)
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
