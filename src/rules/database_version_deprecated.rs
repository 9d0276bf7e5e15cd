//! A version that AWS is about to retire.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-version-deprecated",
    severity: Warning,
    title: "Deprecated MySQL version",
    checks: "That a MySQL database of version 8.0 is at least 8.0.42. Other engines and versions are not checked.",
    why: "A deprecated version gets no repairs any more and is upgraded by AWS at a time that is not yours.",
    reaction: "AWS may refuse to create it; cfn-lint warns.",
    source: "[cfn W3691] · rulebook RDS-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let version = database.engine_version.trim();
        let patch: Option<u32> = version.strip_prefix("8.0.").and_then(|it| it.parse().ok());
        if database.engine == Engine::Mysql && patch.is_some_and(|patch| patch <= 41) {
            report
                .about(id)
                .at("engine_version")
                .fix("Use 8.0.42", Edit::set(id, "engine_version", "8.0.42"))
                .say(format!(
                    "{} runs MySQL {version}, which is deprecated: 8.0.42 is not.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "engine_version", "8.0.35"), expect!["notebookly-db runs MySQL 8.0.35, which is deprecated: 8.0.42 is not. [Use 8.0.42]"])
        .silent(three_tiers().set("db-1", "engine_version", "8.0.42"))
        .silent(three_tiers())
}
