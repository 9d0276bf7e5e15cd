//! A letter without an address.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "budget-notification-invalid",
    severity: Error,
    title: "Budget notification that AWS does not take",
    checks: "That a notification of a budget has a subscriber, at most ten mail addresses that are such, no twin in the same budget, and that a budget has no more than ten notifications.",
    why: "AWS identifies a notification by what it compares, and each has to reach somebody.",
    reaction: "CreateBudget or CreateNotification is refused. The documentation names five notifications in one place and ten in another, so more than five are told as a warning.",
    source: "[API budgets Notification; Subscriber] · rulebook BUD-3, BUD-4, BUD-5, BUD-6",
    aws_error: "InvalidParameterException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, budget) in context.all::<Budget>() {
        let name = context.name(id);
        let all = budget.notifications.len();
        if all > 5 {
            let weight = if all > 10 { Error } else { Warning };
            report.about(id).at("notifications").weighs(weight).say(format!("{name} has {all} notifications; AWS promises five."));
        }
        let mut seen = Vec::new();
        for (index, it) in budget.notifications.iter().enumerate() {
            let key = (it.basis, it.threshold, it.unit.as_str());
            let odd = it.emails.iter().find(|mail| !is_mail(mail.trim()));
            let wrong = if it.emails.is_empty() && it.topic.is_none() {
                "reaches nobody: it needs a mail address or a topic".to_owned()
            } else if it.emails.len() > 10 {
                format!("has {} mail addresses, and AWS takes ten", it.emails.len())
            } else if let Some(odd) = odd {
                format!("writes to “{odd}”, which is no mail address")
            } else if seen.contains(&key) {
                "is there twice".to_owned()
            } else {
                seen.push(key);
                continue;
            };
            let empty = it.emails.is_empty() && it.topic.is_none();
            report.about(id).at("notifications").waits_if(empty, Step::Complete).say(format!("Notification {} of {name} {wrong}.", index + 1));
        }
    }
}

fn is_mail(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(who, domain)| !who.is_empty() && domain.contains('.') && !text.contains(char::is_whitespace))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let row = |mails: &[&str]| BudgetNotification { emails: mails.iter().map(|it| (*it).to_owned()).collect(), ..BudgetNotification::default() };
    let with = |notifications| three_tiers().add("budget-1", "monthly", Budget { notifications, ..Budget::default() });
    let mail = ["rahul@notebookly.com"];
    let many: Vec<_> = (1..=6).map(|it| BudgetNotification { threshold: it * 10, ..row(&mail) }).collect();
    Examples::new()
        .fires(with(vec![row(&[])]), expect!["Notification 1 of monthly reaches nobody: it needs a mail address or a topic."])
        .fires(with(vec![row(&["rahul"])]), expect!["Notification 1 of monthly writes to “rahul”, which is no mail address."])
        .fires(with(vec![row(&["a@b.in"; 11])]), expect!["Notification 1 of monthly has 11 mail addresses, and AWS takes ten."])
        .fires(with(vec![row(&mail), row(&mail)]), expect!["Notification 2 of monthly is there twice."])
        .fires(with(many), expect!["monthly has 6 notifications; AWS promises five."])
        .silent(with(vec![row(&mail), BudgetNotification { threshold: 100, ..row(&mail) }]))
}
