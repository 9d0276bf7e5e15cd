//! Classes of databases are called db.something.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-class-invalid",
    severity: Error,
    title: "Not a class of databases",
    checks: "That the class of a database has the form db.family.size, such as db.t3.micro, and is not db.t3.nano, which does not exist. Which classes an engine offers in a Region is not checked.",
    why: "The class says how much CPU and memory it has.",
    reaction: "CreateDBInstance is refused.",
    source: "[cfn E3025], [cfn E3062] · rulebook RDS-2, RDS-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let class = database.class.trim();
        let mut parts = class.split('.');
        let well_formed = parts.next() == Some("db")
            && parts.next().is_some_and(|it| !it.is_empty())
            && parts.next().is_some_and(|it| !it.is_empty());
        if well_formed && class != "db.t3.nano" {
            continue;
        }
        let with_prefix = format!("db.{class}");
        let known = DATABASE_CLASSES.iter().any(|it| it.value == with_prefix);
        let fix = known.then(|| {
            Remedy::new(format!("Use {with_prefix}"), Edit::set(id, "class", &with_prefix))
        });
        report.about(id).at("class").fix_if(fix).say(format!(
            "“{class}” is not a database class for {}: choose one such as db.t3.micro.",
            context.name(id)
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "class", "t3.micro"), expect!["“t3.micro” is not a database class for notebookly-db: choose one such as db.t3.micro. [Use db.t3.micro]"])
        .fires(three_tiers().set("db-1", "class", "db.t3.nano"), expect!["“db.t3.nano” is not a database class for notebookly-db: choose one such as db.t3.micro."])
        .silent(three_tiers())
}
