//! A letter to a telephone number.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subscription-address-invalid",
    severity: Error,
    title: "Address that does not fit its way",
    checks: "That a subscription by mail has a mail address, one by SMS a telephone number with its country such as +919876543210, one by HTTPS an address that begins with https://, and one of a function a function of the topic's Region.",
    why: "The protocol says how the message goes, the endpoint where to.",
    reaction: "Subscribe is refused.",
    source: "[API sns Subscribe], [cfn W3694], [SNS DG: Mobile phone numbers as subscribers] · rulebook SNS-5",
    aws_error: "InvalidParameter",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, topic) in context.all::<Topic>() {
        for (index, it) in topic.subscriptions.iter().enumerate() {
            if let Some(wrong) = wrong(context, id, it) {
                report.about(id).at("subscriptions").waits_if(it.endpoint.trim().is_empty(), Step::Complete).say(format!("Subscription {} of {} {wrong}.", index + 1, context.name(id)));
            }
        }
    }
}

fn wrong(context: &Context<'_, '_>, topic: &ResourceId, it: &Subscription) -> Option<String> {
    let endpoint = it.endpoint.trim();
    if it.protocol == SubscriptionProtocol::Lambda {
        let Some(function) = &it.function else {
            return Some("calls a function, but none is chosen".to_owned());
        };
        let (here, there) = (context.region_of(topic)?, context.region_of(function)?);
        return (here != there).then(|| format!("calls {}, which is in {there} and not in {here}", context.name(function)));
    }
    if endpoint.is_empty() {
        return Some("has no address yet".to_owned());
    }
    let wanted = match it.protocol {
        SubscriptionProtocol::Email => "a mail address",
        SubscriptionProtocol::Sms => "a telephone number such as +919876543210",
        _ => "an address that begins with https://",
    };
    (!it.has_address()).then(|| format!("has the address “{endpoint}”, which is not {wanted}"))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |protocol, endpoint: &str| {
        let subscription = Subscription { protocol, endpoint: endpoint.to_owned(), confirmed: true, ..Subscription::default() };
        three_tiers().add("topic-1", "alerts", Topic { region: to("region-1"), subscriptions: vec![subscription], ..Topic::default() })
    };
    use SubscriptionProtocol::{Email, Https, Lambda, Sms};
    Examples::new()
        .fires(with(Email, "rahul"), expect!["Subscription 1 of alerts has the address “rahul”, which is not a mail address."])
        .fires(with(Email, ""), expect!["Subscription 1 of alerts has no address yet."])
        .fires(with(Sms, "rahul@notebookly.com"), expect!["Subscription 1 of alerts has the address “rahul@notebookly.com”, which is not a telephone number such as +919876543210."])
        .fires(with(Https, "http://notebookly.com"), expect!["Subscription 1 of alerts has the address “http://notebookly.com”, which is not an address that begins with https://."])
        .fires(with(Lambda, ""), expect!["Subscription 1 of alerts calls a function, but none is chosen."])
        .silent(with(Email, "rahul@notebookly.com"))
        .silent(with(Sms, "+91 98765-43210"))
}
