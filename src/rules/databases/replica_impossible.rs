//! A copy of a copy of a book that keeps no journal.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "replica-impossible",
    severity: Error,
    title: "Read replica is not possible",
    checks: "That the source of a read replica keeps automatic backups, runs the same engine, is encrypted if and only if the replica is, and has at most 15 replicas; that there are at most three replicas in a row; and that no database is a replica of itself.",
    why: "A replica begins with a snapshot of its source and then follows its log, which RDS keeps only while automatic backups are on. That holds for a replica that has replicas, too: RDS makes replicas with backups off.",
    reaction: "CreateDBInstanceReadReplica is refused.",
    source: "[API rds CreateDBInstanceReadReplica], [RDS UG: Working with read replicas; Using cascading read replicas; Encrypting Amazon RDS resources] · rulebook RDS-19, RDS-27, RDS-28",
    aws_error: "",
    check,
};

fn check<'a>(context: &Context<'_, 'a>, report: &mut Report<'_>) {
    let mut replicas: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>> = FxHashMap::default();
    for (id, database) in context.all::<Database>() {
        if let Some(source) = &database.replica_of {
            replicas.entry(source).or_default().push(id);
        }
    }
    for (id, source) in context.all::<Database>() {
        let Some(replicas) = replicas.get(id) else { continue };
        let name = context.name(id);
        if source.backup_days == 0 {
            let mut draft = report.about(id).at("backup_days");
            for replica in replicas {
                draft = draft.with(replica);
            }
            draft
                .fix("Keep backups for 7 days", Edit::set(id, "backup_days", 7))
                .say(format!(
                    "{} to be a read replica of {name}, which keeps no automatic backups: turn them on first.",
                    if let [only] = replicas[..] { format!("{} is", context.name(only)) } else { format!("{} are", context.names(replicas.iter().copied())) },
                ));
        }
        if replicas.len() > 15 {
            let mut draft = report.about(id);
            for replica in replicas {
                draft = draft.with(replica);
            }
            draft.say(format!("{name} has {} read replicas; 15 are possible.", replicas.len()));
        }
    }
    let places = places(context);
    for (id, database) in context.all::<Database>() {
        let Some(source) = &database.replica_of else { continue };
        let Some(it) = context.find::<Database>(source) else {
            continue;
        };
        let (name, of) = (context.name(id), context.name(source));
        match places.get(id).copied().unwrap_or(Some(1)) {
            None => {
                report
                    .about(id)
                    .at("replica_of")
                    .fix("Make it no replica", Edit::set(id, "replica_of", serde_json::Value::Null))
                    .say(if source == id {
                        format!("{name} is to be a read replica of itself.")
                    } else {
                        format!("{name} is to be a read replica of {of}, and that, in the end, one of {name}: somebody has to be the first.")
                    });
                continue;
            }
            Some(4) => report
                .about(id)
                .at("replica_of")
                .with(source)
                .say(format!("{name} would be the fourth read replica in a row; three are possible.")),
            Some(_) => {}
        }
        if it.engine != database.engine {
            report
                .about(id)
                .at("engine")
                .with(source)
                .value(id, "engine")
                .value(source, "engine")
                .fix(format!("Run {}", it.engine.label()), Edit::set(id, "engine", it.engine.value()))
                .say(format!(
                    "{name} runs {}, but {of}, whose read replica it is, runs {}.",
                    database.engine.label(),
                    it.engine.label(),
                ));
        }
        if it.encrypted != database.encrypted {
            report
                .about(id)
                .at("encrypted")
                .with(source)
                .value(id, "encrypted")
                .value(source, "encrypted")
                .say(format!(
                    "{name} is {}, but {of}, whose read replica it is, is {}: both have to be the same.",
                    if database.encrypted { "encrypted" } else { "not encrypted" },
                    if it.encrypted { "encrypted" } else { "not" },
                ));
        }
    }
}

/// The place of each replica in its row, 1 for one of a first database; `None`
/// for those whose row leads back to themselves.
fn places<'a>(context: &Context<'_, 'a>) -> FxHashMap<&'a ResourceId, Option<usize>> {
    let source = |id: &ResourceId| context.find::<Database>(id)?.replica_of.as_ref();
    let mut known: FxHashMap<&'a ResourceId, Option<usize>> = FxHashMap::default();
    for (id, _) in context.all::<Database>() {
        // Up the row, until somebody's place is known.
        let mut row: Vec<&'a ResourceId> = Vec::new();
        let mut met: FxHashMap<&'a ResourceId, usize> = FxHashMap::default();
        let mut at = id;
        let mut place = loop {
            if let Some(place) = known.get(at) {
                // A circle further up is told of those that are in it.
                break place.map_or(1, |it| it + 1);
            }
            if let Some(start) = met.get(at) {
                for it in row.drain(*start..) {
                    known.insert(it, None);
                }
                break 1;
            }
            let Some(above) = source(at) else {
                known.insert(at, Some(0));
                break 1;
            };
            met.insert(at, row.len());
            row.push(at);
            at = above;
        };
        for it in row.into_iter().rev() {
            known.insert(it, Some(place));
            place += 1;
        }
    }
    known
}

#[cfg(test)]
pub fn examples() -> Examples {
    let replica = |of: &str| Database {
        subnets: ids(&["subnet-3", "subnet-4"]),
        security_groups: ids(&["sg-3"]),
        multi_az: false,
        deletion_protection: true,
        replica_of: to(of),
        ..Database::default()
    };
    let one = three_tiers().add("db-2", "reports", replica("db-1"));
    let row = one
        .clone()
        .add("db-3", "reports-2", replica("db-2"))
        .add("db-4", "reports-3", replica("db-3"));
    Examples::new()
        .fires(one.clone().set("db-1", "backup_days", 0), expect!["reports is to be a read replica of notebookly-db, which keeps no automatic backups: turn them on first. [Keep backups for 7 days]"])
        .fires(one.clone().set("db-2", "engine", "postgres"), expect!["reports runs PostgreSQL, but notebookly-db, whose read replica it is, runs MySQL. [Run MySQL]"])
        .fires(one.clone().set("db-2", "encrypted", false), expect!["reports is not encrypted, but notebookly-db, whose read replica it is, is encrypted: both have to be the same."])
        .fires(row.clone().add("db-5", "reports-4", replica("db-4")), expect!["reports-4 would be the fourth read replica in a row; three are possible."])
        .fires(one.clone().set("db-1", "replica_of", "db-2"), expect![[r#"
            notebookly-db is to be a read replica of reports, and that, in the end, one of notebookly-db: somebody has to be the first. [Make it no replica]
            reports is to be a read replica of notebookly-db, and that, in the end, one of reports: somebody has to be the first. [Make it no replica]"#]])
        .fires(three_tiers().set("db-1", "replica_of", "db-1"), expect!["notebookly-db is to be a read replica of itself. [Make it no replica]"])
        .silent(one)
        .silent(row)
}
