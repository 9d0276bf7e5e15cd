//! SNS topics, their subscriptions and policies.

use super::function;
use super::names;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Alarm, Kind, ResourceId, Subscription, SubscriptionProtocol, Topic};

pub(super) fn write(w: &mut Writer, id: &ResourceId, topic: &Topic) {
    // Rulebook SNS-1.
    let takes = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    let name = names::adapt(w.name(id), takes, 256);
    let name = w.service_name("AWS::SNS::Topic", name);
    let properties = Fields::new()
        .maybe("TopicName", name)
        .maybe("KmsMasterKeyId", topic.encrypted.then_some("alias/aws/sns"))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::SNS::Topic", properties);
    let alarms = w.architecture.all::<Alarm>();
    let heard = alarms
        .flat_map(|(_, it)| it.actions.iter().chain(&it.ok_actions))
        .any(|target| target == id);
    if topic.encrypted && heard {
        // [re:Post: How do I use a CloudWatch alarm with an encrypted topic]
        w.omit_part(
            id,
            "messages of alarms",
            Why::Refused(
                "alarms may not use the key of AWS that the topic is encrypted with, only one of your own",
            ),
        );
    }
    for (index, subscription) in topic.subscriptions.iter().enumerate() {
        if let Err(why) = subscribe(w, id, subscription, index) {
            w.omit_part(id, format!("subscription {}", index + 1), why);
        }
    }
    if topic.policy.trim().is_empty() {
        return;
    }
    match policy::document(w, policy::Kind::Resource, &topic.policy) {
        Ok(document) => {
            let properties = Fields::new()
                .with("Topics", vec![Value::Ref(w.id(id))])
                .with("PolicyDocument", document);
            let logical = w.part_id(id, "Policy");
            w.add_part(logical.clone(), "AWS::SNS::TopicPolicy", properties);
            w.policies.insert(id.clone(), logical);
        }
        Err(why) => w.omit_part(id, "access policy", why),
    }
}

fn subscribe(w: &mut Writer, id: &ResourceId, it: &Subscription, index: usize) -> Result<(), Why> {
    let topic = Value::Ref(w.id(id));
    // Spaces and dashes in a phone number are for the eye.
    let phone = it.protocol == SubscriptionProtocol::Sms;
    let eye = |char: &char| phone && matches!(char, ' ' | '-');
    let address: String = it.endpoint.trim().chars().filter(|it| !eye(it)).collect();
    let address = address.as_str();
    if address.is_empty() && it.protocol != SubscriptionProtocol::Lambda {
        return Err(Why::NothingChosen("an address"));
    }
    let visible = address.chars().all(|it| !it.is_control() && it != ' ');
    // Rulebook SNS-5.
    let well_formed = visible
        && match it.protocol {
            SubscriptionProtocol::Email => address
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
            SubscriptionProtocol::Sms => address.strip_prefix('+').is_some_and(|digits| {
                (2..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit())
            }),
            SubscriptionProtocol::Https => address.len() > 8 && address.starts_with("https://"),
            SubscriptionProtocol::Lambda => true,
        };
    if !well_formed {
        return Err(Why::Malformed(address.to_owned()));
    }
    let endpoint = match it.protocol {
        SubscriptionProtocol::Lambda => {
            let function = w.follow(&it.function, Kind::Function, "a function")?;
            function::permit(w, &function, id, "sns.amazonaws.com", topic.clone());
            Value::attribute(w.id(&function), "Arn")
        }
        _ => address.into(),
    };
    let properties = Fields::new()
        .with("TopicArn", topic)
        .with("Protocol", it.protocol.value())
        .with("Endpoint", endpoint);
    let logical = w.part_id(id, &format!("Subscription{}", index + 1));
    w.add_part(logical, "AWS::SNS::Subscription", properties);
    Ok(())
}
