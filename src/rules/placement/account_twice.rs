//! One house has one owner.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "account-twice",
    severity: Warning,
    title: "Several accounts in one document",
    checks: "That a document has one account at most.",
    why: "Everything that is drawn belongs to one account: its bill, its users, its quotas. Several accounts, and what one lets the other do, are not modelled here.",
    reaction: "AWS has no limit of that kind; it is one of this program. A template is for one account.",
    source: "[logic], [IAM UG: AWS account root user]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut all = context.all::<Account>();
    let Some((first, _)) = all.next() else { return };
    for (id, _) in all {
        report.about(id).with(first).say(format!("{} and {} are two accounts; a document is about one.", context.name(first), context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let one = three_tiers().add("account-1", "Notebookly", Account::default());
    Examples::new().fires(one.clone().add("account-2", "Sandbox", Account::default()), expect!["Notebookly and Sandbox are two accounts; a document is about one."]).silent(one)
}
