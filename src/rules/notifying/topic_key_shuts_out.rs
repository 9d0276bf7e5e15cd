//! A letter box whose key the postman has not.

use std::collections::BTreeMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "topic-key-shuts-out",
    severity: Warning,
    title: "Encrypted topic that AWS's services cannot write to",
    checks: "That a topic which alarms or budgets write to is not encrypted with the key that AWS manages for SNS, alias/aws/sns. Keys of one's own are not modelled.",
    why: "Whoever publishes to an encrypted topic has to use its key. The policy of the key that AWS manages lets the identities of the account do so, but neither CloudWatch nor Budgets, and nobody can change it. With a key of one's own its policy can let them.",
    reaction: "AWS accepts it. The alarm goes off, its action fails (“CloudWatch Alarms does not have authorization to access the SNS topic encryption key”), and nobody is told.",
    source: "[AWS re:Post: Configure a CloudWatch alarm with an encrypted SNS topic], [SNS DG: Managing encryption keys: Enable compatibility between event sources from AWS services and encrypted topics] · rulebook SNS-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut writers: BTreeMap<&ResourceId, Vec<&ResourceId>> = BTreeMap::new();
    let alarms = context.all::<Alarm>();
    let alarms = alarms.flat_map(|(id, it)| it.actions.iter().chain(&it.ok_actions).map(move |to| (to, id)));
    let budgets = context.all::<Budget>();
    let budgets = budgets.flat_map(|(id, it)| it.notifications.iter().filter_map(|it| it.topic.as_ref()).map(move |to| (to, id)));
    for (topic, writer) in alarms.chain(budgets) {
        let known = writers.entry(topic).or_default();
        if !known.contains(&writer) {
            known.push(writer);
        }
    }
    for (id, topic) in context.all::<Topic>() {
        let Some(writers) = writers.get(id).filter(|_| topic.encrypted) else {
            continue;
        };
        let mut draft = report.about(id).at("encrypted");
        for writer in writers {
            draft = draft.with(writer);
        }
        draft.fix("Do not encrypt it with AWS's key", Edit::set(id, "encrypted", false)).say(format!(
            "{} is encrypted with the key that AWS manages for SNS, which lets in neither CloudWatch nor Budgets: nothing arrives from {}.",
            context.name(id),
            context.names(writers.iter().copied()),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let mail = Subscription { endpoint: "rahul@notebookly.com".to_owned(), confirmed: true, ..Subscription::default() };
    let topic = |encrypted| three_tiers().add("topic-1", "alerts", Topic { region: to("region-1"), subscriptions: vec![mail.clone()], encrypted, ..Topic::default() });
    let alarm = Alarm { region: to("region-1"), watches: to("asg-1"), actions: ids(&["topic-1"]), ..Alarm::default() };
    let row = BudgetNotification { topic: to("topic-1"), ..BudgetNotification::default() };
    let budget = Budget { notifications: vec![row], ..Budget::default() };
    Examples::new()
        .fires(topic(true).add("alarm-1", "high-cpu", alarm.clone()), expect!["alerts is encrypted with the key that AWS manages for SNS, which lets in neither CloudWatch nor Budgets: nothing arrives from high-cpu. [Do not encrypt it with AWS's key]"])
        .fires(topic(true).add("budget-1", "monthly", budget), expect!["alerts is encrypted with the key that AWS manages for SNS, which lets in neither CloudWatch nor Budgets: nothing arrives from monthly. [Do not encrypt it with AWS's key]"])
        .silent(topic(true))
        .silent(topic(false).add("alarm-1", "high-cpu", alarm))
}
