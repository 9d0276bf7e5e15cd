//! A bell on a purse that nobody has opened.

use crate::rules::prelude::*;
use crate::rules::watching::metric::measured;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "billing-alarm-without-alerts",
    severity: Warning,
    title: "Billing alarm without billing alerts",
    checks: "That an account with an alarm on its bill has billing alerts switched on, and that the alarm names the currency.",
    why: "The progress of the bill comes to CloudWatch only once billing alerts are switched on, by hand, in the billing console. Its metric is counted by currency, so the dimension Currency belongs to it.",
    reaction: "AWS accepts the alarm; it stays in INSUFFICIENT_DATA.",
    source: "[CW UG: Create a billing alarm to monitor your estimated AWS charges] · rulebook CWA-16, CWA-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut on_the_bill = Vec::new();
    for (id, alarm) in context.all::<Alarm>() {
        let measured = measured(alarm);
        let Some(it) = measured.iter().find(|it| it.namespace == "AWS/Billing") else {
            continue;
        };
        on_the_bill.push(id);
        let currency = |it: &Dimension| it.name.trim() == "Currency";
        if !it.dimensions.iter().any(|it| currency(it) && !it.value.trim().is_empty()) {
            let usd = Dimension { name: "Currency".to_owned(), value: "USD".to_owned() };
            // A row that names it without a value is filled in.
            let mut rows = alarm.dimensions.clone();
            rows.retain(|it| !currency(it));
            rows.push(usd);
            report
                .about(id)
                .at("dimensions")
                .fix("Add Currency USD", Edit::set(id, "dimensions", rows))
                .say(format!("{} watches the bill without saying in which currency, and the metric is counted by currency.", context.name(id)));
        }
    }
    let Some(alarm) = on_the_bill.first() else { return };
    for (id, account) in context.all::<Account>() {
        if !account.billing_alerts {
            report
                .about(id)
                .at("billing_alerts")
                .with(alarm)
                .fix("Switch them on", Edit::set(id, "billing_alerts", true))
                .say(format!("{} watches the bill, but the billing alerts of {} are off, so it never gets a value.", context.name(alarm), context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let billing = |dimensions: Vec<Dimension>| {
        watched(|it| {
            "AWS/Billing".clone_into(&mut it.namespace);
            "EstimatedCharges".clone_into(&mut it.metric);
            it.period = 21_600;
            it.watches = None;
            it.dimensions = dimensions;
        })
    };
    let usd = || vec![Dimension { name: "Currency".to_owned(), value: "USD".to_owned() }];
    let account = |billing_alerts| Account { billing_alerts, ..Account::default() };
    Examples::new()
        .fires(billing(usd()).add("account-1", "Notebookly", account(false)), expect!["high-cpu watches the bill, but the billing alerts of Notebookly are off, so it never gets a value. [Switch them on]"])
        .fires(billing(Vec::new()), expect!["high-cpu watches the bill without saying in which currency, and the metric is counted by currency. [Add Currency USD]"])
        .fires(billing(vec![Dimension { name: "Currency".to_owned(), value: String::new() }]), expect!["high-cpu watches the bill without saying in which currency, and the metric is counted by currency. [Add Currency USD]"])
        .silent(billing(usd()).add("account-1", "Notebookly", account(true)))
        .silent(watched(|_| ()).add("account-1", "Notebookly", account(false)))
}
