//! A limit that nobody hears of.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "budget-silent",
    severity: Warning,
    title: "Budget that tells nobody",
    checks: "That a budget has a notification.",
    why: "A budget stops nothing. All it can do is write to somebody when a share of the limit is reached, and that is what its notifications are for.",
    reaction: "AWS accepts it.",
    source: "[API budgets Budget] · rulebook BUD-5, BUD-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, budget) in context.all::<Budget>() {
        if budget.notifications.is_empty() {
            let contact = context.all::<Account>().map(|(_, it)| it.alarm_contact.trim()).find(|it| it.contains('@'));
            let fix = contact.map(|mail| {
                let row = BudgetNotification { emails: vec![mail.to_owned()], ..BudgetNotification::default() };
                Remedy::new(format!("Write to {mail} at 80 percent"), Edit::insert(id, "notifications", 0, row))
            });
            report.about(id).at("notifications").fix_if(fix).waits_for(Step::Complete).say(format!("{} writes to nobody, whatever is spent.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |notifications| three_tiers().add("budget-1", "monthly", Budget { notifications, ..Budget::default() });
    let row = BudgetNotification { emails: vec!["rahul@notebookly.com".to_owned()], ..BudgetNotification::default() };
    let account = Account { alarm_contact: "rahul@notebookly.com".to_owned(), ..Account::default() };
    Examples::new()
        .fires(with(Vec::new()), expect!["monthly writes to nobody, whatever is spent."])
        .fires(with(Vec::new()).add("account-1", "Notebookly", account), expect!["monthly writes to nobody, whatever is spent. [Write to rahul@notebookly.com at 80 percent]"])
        .silent(with(vec![row]))
}
