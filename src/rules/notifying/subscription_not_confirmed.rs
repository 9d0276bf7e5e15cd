//! An invitation that nobody has answered.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subscription-not-confirmed",
    severity: Warning,
    title: "Subscription that is not confirmed",
    checks: "That subscriptions by mail and to web addresses are confirmed.",
    why: "SNS writes to nobody who has not agreed: it sends a mail with a link, and the subscription is pending until somebody opens it. The link works for two days; after three, a pending subscription is removed.",
    reaction: "AWS accepts it; nothing is delivered.",
    source: "[API sns Subscribe], [SNS DG: Getting started] · rulebook SNS-4, X-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, topic) in context.all::<Topic>() {
        for (index, it) in topic.subscriptions.iter().enumerate() {
            let asked = matches!(it.protocol, SubscriptionProtocol::Email | SubscriptionProtocol::Https);
            let endpoint = it.endpoint.trim();
            if !asked || it.confirmed || endpoint.is_empty() {
                continue;
            }
            let mut rows = topic.subscriptions.clone();
            rows[index].confirmed = true;
            let how = match it.protocol {
                SubscriptionProtocol::Email => "somebody has to open the link in the mail",
                _ => "the address has to answer SNS's question",
            };
            report
                .about(id)
                .at("subscriptions")
                .fix("It was confirmed", Edit::set(id, "subscriptions", rows))
                .say(format!("{endpoint} gets nothing from {} yet: {how}.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |protocol, endpoint: &str, confirmed| {
        let subscription = Subscription { protocol, endpoint: endpoint.to_owned(), confirmed, ..Subscription::default() };
        three_tiers().add("topic-1", "alerts", Topic { region: to("region-1"), subscriptions: vec![subscription], ..Topic::default() })
    };
    use SubscriptionProtocol::{Email, Https, Sms};
    Examples::new()
        .fires(with(Email, "rahul@notebookly.com", false), expect!["rahul@notebookly.com gets nothing from alerts yet: somebody has to open the link in the mail. [It was confirmed]"])
        .fires(with(Https, "https://hooks.notebookly.com", false), expect!["https://hooks.notebookly.com gets nothing from alerts yet: the address has to answer SNS's question. [It was confirmed]"])
        .silent(with(Email, "rahul@notebookly.com", true))
        .silent(with(Sms, "+919876543210", false))
}
