//! Paper that nobody ever throws away.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "log-group-kept-forever",
    severity: Warning,
    title: "Logs that are kept for ever",
    checks: "That a log group says after how many days its lines are deleted.",
    why: "Lines that nobody reads any more are charged month after month. Most need a month, what auditors ask for a year.",
    reaction: "AWS accepts it. After a change, old lines are gone within 72 hours.",
    source: "[API logs PutRetentionPolicy] · rulebook CWLG-3, X-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<LogGroup>() {
        if group.retention_days.is_empty() {
            report
                .about(id)
                .at("retention_days")
                .fix("Keep them for 30 days", Edit::set(id, "retention_days", "30"))
                .say(format!("{} keeps every line for ever, and each month they cost more.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |days: &str| {
        let group = LogGroup { region: to("region-1"), retention_days: days.to_owned(), ..LogGroup::default() };
        three_tiers().add("log-group-1", "app", group)
    };
    Examples::new().fires(with(""), expect!["app keeps every line for ever, and each month they cost more. [Keep them for 30 days]"]).silent(with("90"))
}
