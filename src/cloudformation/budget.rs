//! Budgets of AWS Budgets, with those whom they write to.

use super::iam_group::ONCE;
use super::names;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Budget, BudgetNotification, Kind, ResourceId, Topic};

pub(super) fn write(w: &mut Writer, id: &ResourceId, budget: &Budget) {
    if !w.first {
        return w.omit(id, Why::Refused(ONCE));
    }
    let mut waits = Vec::new();
    let mut notifications: Vec<Value> = Vec::new();
    for (index, it) in budget.notifications.iter().enumerate() {
        let part = format!("notification {}", index + 1);
        match notification(w, id, it, &part, &mut waits) {
            Ok(_) if notifications.len() == 5 => {
                // [API budgets CreateBudget: NotificationsWithSubscribers]
                w.omit_part(id, part, Why::Refused("a budget has five notifications at most"));
            }
            Ok(value) if notifications.contains(&value) => {}
            Ok(value) => notifications.push(value),
            Err(why) => w.omit_part(id, part, why),
        }
    }
    // Up to 100 characters without `:` and `\`. [API budgets Budget]
    let takes = |char: char| !char.is_control() && !":\\/{}$".contains(char);
    let name = names::adapt(w.name(id), takes, 100);
    let name = w.global_name("AWS::Budgets::Budget", name);
    let limit = Fields::new()
        .with("Amount", budget.limit.max(1))
        .with("Unit", "USD");
    let data = Fields::new()
        .maybe("BudgetName", name)
        .with("BudgetType", "COST")
        .with("TimeUnit", budget.time_unit.as_str())
        .with("BudgetLimit", limit);
    let properties = Fields::new()
        .with("Budget", data)
        .list("NotificationsWithSubscribers", notifications)
        .list("ResourceTags", w.tags(id));
    w.add(id, "AWS::Budgets::Budget", properties)
        .depends_on
        .extend(waits);
}

fn notification(
    w: &mut Writer,
    id: &ResourceId,
    it: &BudgetNotification,
    part: &str,
    waits: &mut Vec<String>,
) -> Result<Value, Why> {
    let mut subscribers: Vec<Value> = Vec::new();
    for email in &it.emails {
        let email = email.trim();
        let well_formed = email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)
        });
        if !well_formed {
            w.omit_part(id, part, Why::Malformed(email.to_owned()));
            continue;
        }
        let subscriber = Value::from(
            Fields::new()
                .with("SubscriptionType", "EMAIL")
                .with("Address", email),
        );
        if subscribers.contains(&subscriber) {
            continue;
        }
        if subscribers.len() == 10 {
            // [API budgets NotificationWithSubscribers]
            w.omit_part(id, part, Why::Refused("it writes to ten addresses at most"));
            break;
        }
        subscribers.push(subscriber);
    }
    if it.topic.is_some() {
        match w.follow(&it.topic, Kind::Topic, "a topic") {
            Ok(topic) => {
                let text = w.architecture.find::<Topic>(&topic).map(|it| &it.policy);
                let lets = text
                    .is_some_and(|it| policy::lets(it, "budgets.amazonaws.com", "sns:Publish"));
                if !lets {
                    // Rulebook SNS-6.
                    w.omit_part(
                        id,
                        part,
                        Why::Refused("the topic hears nothing, because its policy does not let budgets.amazonaws.com publish"),
                    );
                }
                waits.extend(w.policies.get(&topic).cloned().filter(|it| !waits.contains(it)));
                let subscriber = Fields::new()
                    .with("SubscriptionType", "SNS")
                    .with("Address", Value::Ref(w.id(&topic)));
                subscribers.push(subscriber.into());
            }
            Err(why) => w.omit_part(id, part, why),
        }
    }
    if subscribers.is_empty() {
        return Err(Why::NothingChosen("somebody to write to"));
    }
    let notification = Fields::new()
        .with("NotificationType", it.basis.value())
        .with("ComparisonOperator", "GREATER_THAN")
        .with("Threshold", it.threshold.max(1))
        .with("ThresholdType", it.unit.as_str());
    Ok(Fields::new()
        .with("Notification", notification)
        .with("Subscribers", subscribers)
        .into())
}
