//! The identifier becomes a part of the endpoint's name.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-name-invalid",
    severity: Error,
    title: "Database cannot be called that",
    checks: "That the identifier of a database is 1 to 63 letters, digits and hyphens, begins with a letter, has no hyphen at the end and no two in a row, and is used once.",
    why: "It becomes the first part of the endpoint's name. Upper-case letters are stored as lower-case ones.",
    reaction: "CreateDBInstance is refused.",
    source: "[API rds CreateDBInstance] · rulebook RDS-1",
    aws_error: "DBInstanceAlreadyExists",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut taken: FxHashMap<_, &ResourceId> = FxHashMap::default();
    for (id, database) in context.all::<Database>() {
        let name = context.name(id);
        let vpc = context.vpc_of_subnets(&database.subnets);
        let region = vpc.and_then(|vpc| context.region_of(vpc));
        let wrong = if name.is_empty() {
            "it is empty".to_owned()
        } else if name.len() > 63 {
            "it is longer than 63 characters".to_owned()
        } else if !name.starts_with(|it: char| it.is_ascii_alphabetic()) {
            "it must begin with a letter".to_owned()
        } else if !name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-') {
            "it may hold letters, digits and hyphens only".to_owned()
        } else if name.ends_with('-') || name.contains("--") {
            "it has a hyphen at the end or two in a row".to_owned()
        } else if let Some(other) = taken.insert((region, name.to_ascii_lowercase()), id) {
            format!("{} is called like that already in this Region", context.name(other))
        } else {
            continue;
        };
        let plain = plain(&name);
        let free = context.architecture.free_name(&plain);
        let fix = (!plain.is_empty()).then(|| {
            Remedy::new(
                format!("Call it {free}"),
                Edit::Rename {
                    id: id.clone(),
                    name: free,
                },
            )
        });
        report
            .about(id)
            .fix_if(fix)
            .say(format!("AWS does not take the name “{name}” for a database: {wrong}."));
    }
}

fn plain(name: &str) -> String {
    let name = name.trim_start_matches(|it: char| !it.is_ascii_alphabetic());
    let mut plain = String::new();
    for it in name.chars().take(60) {
        if it.is_ascii_alphanumeric() {
            plain.push(it.to_ascii_lowercase());
        } else if !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.trim_end_matches('-').to_owned()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let twin = Database {
        subnets: ids(&["subnet-3", "subnet-4"]),
        ..Database::default()
    };
    Examples::new()
        .fires(three_tiers().rename("db-1", "Notebookly DB"), expect!["AWS does not take the name “Notebookly DB” for a database: it may hold letters, digits and hyphens only. [Call it notebookly-db]"])
        .fires(three_tiers().add("db-2", "Notebookly-DB", twin), expect!["AWS does not take the name “Notebookly-DB” for a database: notebookly-db is called like that already in this Region. [Call it notebookly-db-2]"])
        .silent(three_tiers())
}
