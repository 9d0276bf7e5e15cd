//! The student asks at the library, and the guard does not know him.

use crate::rules::shared::filters::{admit, admits, may_call};
use crate::rules::prelude::*;
use crate::rules::shared::letting::{allow_out, do_not_let};

pub const RULE: Rule = Rule {
    code: "database-not-reachable",
    severity: Warning,
    title: "Database does not let its application in",
    checks: "That the security groups of a database let in the group of those who call it, on its port, and that the callers' groups let them out there.",
    why: "Without that rule every query of the application times out.",
    reaction: "AWS accepts it; connections time out.",
    source: "[RDS UG: Security groups] · rulebook RDS-9, SG-16, X-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let peered = context.relations.peered();
    for caller in context.servers() {
        for id in caller.backends {
            let Some(database) = context.find::<Database>(id) else {
                continue;
            };
            // A VPC that no way leads to is told as such.
            let vpcs = context.vpc_of_subnets(caller.subnets).zip(context.vpc_of_subnets(&database.subnets));
            if vpcs.is_some_and(|(one, other)| one != other && !peered.contains(&(one, other))) {
                continue;
            }
            let port = database.listening_port();
            let groups = &database.security_groups;
            let calls = || format!("{} calls {} on TCP {port}", context.name(caller.id), context.name(id));
            if admits(context, groups, port, caller.groups, caller.subnets) == Some(false) {
                report
                    .about(id)
                    .at("security_groups")
                    .with(caller.id)
                    .fix_if(admit(context, groups, port, caller.groups))
                    .say(format!(
                        "{}, but {} it in.",
                        calls(),
                        do_not_let(context, groups),
                    ));
            } else if may_call(context, caller.groups, port, groups, &database.subnets) == Some(false) {
                report.about(caller.made_by).at("security_groups").with(id).fix_if(allow_out(context, caller.groups, port, groups)).say(format!(
                    "{}, but no outbound rule of {} allows it.",
                    calls(),
                    context.names(caller.groups),
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let https = serde_json::json!([tcp(443, "0.0.0.0/0")]);
    Examples::new()
        .fires(three_tiers().set("sg-3", "ingress", serde_json::json!([])), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but Database-SG does not let it in. [Let WebServer-SG in on TCP 3306 in Database-SG]"])
        .fires(three_tiers().set("db-1", "port", 3307), expect!["Notebookly-ASG calls notebookly-db on TCP 3307, but Database-SG does not let it in. [Let WebServer-SG in on TCP 3307 in Database-SG]"])
        .fires(three_tiers().set("sg-2", "egress", https), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but no outbound rule of WebServer-SG allows it. [Let WebServer-SG out on TCP 3306 to Database-SG]"])
        .silent(three_tiers())
}
