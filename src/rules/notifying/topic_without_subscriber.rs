//! A loudspeaker in an empty room.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "topic-without-subscriber",
    severity: Warning,
    title: "Topic that nobody hears",
    checks: "That a topic has a subscription.",
    why: "A topic passes a message to whoever subscribed at that moment, and keeps none for later. Without a subscriber every alarm that it gets is lost.",
    reaction: "AWS accepts it; messages are dropped.",
    source: "[SNS DG: Subscriptions] · rulebook SNS-3, X-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, topic) in context.all::<Topic>() {
        if !topic.subscriptions.is_empty() {
            continue;
        }
        let callers: Vec<_> = context
            .all::<Alarm>()
            .filter(|(_, alarm)| alarm.actions.contains(id))
            .map(|(alarm, _)| alarm)
            .collect();
        let mut draft = report.about(id).at("subscriptions");
        for alarm in &callers {
            draft = draft.with(alarm);
        }
        let heard = match &callers[..] {
            [] => String::new(),
            _ => format!(", so nobody learns of {}", context.names(callers.iter().copied())),
        };
        let contact = context.all::<Account>().map(|(_, it)| it.alarm_contact.trim()).find(|it| it.contains('@'));
        let fix = contact.map(|mail| {
            let subscription = Subscription { endpoint: mail.to_owned(), ..Subscription::default() };
            Remedy::new(format!("Subscribe {mail}"), Edit::insert(id, "subscriptions", 0, subscription))
        });
        draft.fix_if(fix).waits_if(callers.is_empty(), Step::Watching).say(format!("{} has no subscriber{heard}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let topic = |subscriptions| three_tiers().add("topic-1", "alerts", Topic { region: to("region-1"), subscriptions, ..Topic::default() });
    let alarm = Alarm { region: to("region-1"), watches: to("asg-1"), actions: ids(&["topic-1"]), ..Alarm::default() };
    let account = Account { alarm_contact: "rahul@notebookly.com".to_owned(), ..Account::default() };
    let mail = Subscription { endpoint: "rahul@notebookly.com".to_owned(), ..Subscription::default() };
    Examples::new()
        .fires(topic(Vec::new()), expect!["alerts has no subscriber."])
        .fires(topic(Vec::new()).add("alarm-1", "high-cpu", alarm).add("account-1", "Notebookly", account), expect!["alerts has no subscriber, so nobody learns of high-cpu. [Subscribe rahul@notebookly.com]"])
        .silent(topic(vec![mail]))
}
