//! Which alarms there are, and who hears them.

use super::facts::Facts;
use crate::architecture::*;

/// Who hears an alarm or a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hearing {
    /// Nobody: it acts on nothing that has a subscriber.
    Nobody,
    /// Only subscribers who have not confirmed yet; they get nothing
    /// (rulebook SNS-4).
    Unconfirmed,
    /// Somebody, or a function.
    Somebody,
}

/// Who hears when these are told.
pub fn heard(facts: &Facts, told: &[ResourceId]) -> Hearing {
    let each = told
        .iter()
        .map(|id| match facts.design.get(id).map(|it| &it.properties) {
            Some(Properties::Topic(topic)) => hearing_of(facts, id, topic),
            Some(Properties::Function(_)) => answers(facts, id),
            _ => Hearing::Nobody,
        });
    each.max().unwrap_or(Hearing::Nobody)
}

/// Who hears when a budget reaches this notification: whoever has a mail
/// address, or the topic, if it lets budgets publish (rulebook BUD-5, BUD-7).
pub fn heard_budget(facts: &Facts, it: &BudgetNotification) -> Hearing {
    if it.emails.iter().any(|it| !it.trim().is_empty()) {
        return Hearing::Somebody;
    }
    let topic = it.topic.as_ref().filter(|id| {
        let mut shut = facts.findings("budget-topic-refuses");
        !shut.any(|it| it.resources.first() == Some(*id))
    });
    topic.map_or(Hearing::Nobody, |it| heard(facts, std::slice::from_ref(it)))
}

/// A function that AWS can make answers whoever calls it.
fn answers(facts: &Facts, id: &ResourceId) -> Hearing {
    match facts.refusals(id).next() {
        None => Hearing::Somebody,
        Some(_) => Hearing::Nobody,
    }
}

/// Who hears a topic. Neither CloudWatch nor Budgets can write to one that is
/// encrypted with the key that AWS manages for SNS. [AWS re:Post: Configure a
/// CloudWatch alarm with an encrypted SNS topic]
fn hearing_of(facts: &Facts, id: &ResourceId, topic: &Topic) -> Hearing {
    // What is wrong with one subscription is asked of each below.
    let mut refused = facts.refusals(id);
    if topic.encrypted || refused.any(|it| it.code != "subscription-address-invalid") {
        return Hearing::Nobody;
    }
    let each = topic.subscriptions.iter().map(|it| match it.protocol {
        SubscriptionProtocol::Lambda => match &it.function {
            Some(function) => answers(facts, function),
            None => Hearing::Nobody,
        },
        _ if !it.has_address() => Hearing::Nobody,
        // A phone number of a text message needs no confirmation; mails and
        // web addresses do.
        SubscriptionProtocol::Sms => Hearing::Somebody,
        _ if it.confirmed => Hearing::Somebody,
        _ => Hearing::Unconfirmed,
    });
    each.max().unwrap_or(Hearing::Nobody)
}

/// The topics among these that wait for a confirmation.
pub fn unconfirmed<'f>(
    facts: &Facts<'f>,
    told: impl IntoIterator<Item = &'f ResourceId>,
) -> Vec<&'f ResourceId> {
    let waits = |id: &&ResourceId| {
        let topic: Option<&Topic> = facts.design.find(id);
        topic.is_some_and(|it| it.subscriptions.iter().any(is_waiting))
    };
    told.into_iter().filter(waits).collect()
}

/// Whether a subscription still has to be confirmed.
pub fn is_waiting(it: &Subscription) -> bool {
    let confirms = !matches!(
        it.protocol,
        SubscriptionProtocol::Lambda | SubscriptionProtocol::Sms
    );
    confirms && !it.endpoint.trim().is_empty() && !it.confirmed
}

/// The edits that say that the subscriptions of these topics are confirmed.
pub fn confirm(facts: &Facts, topics: &[&ResourceId]) -> Vec<Edit> {
    let each = topics.iter().filter_map(|id| {
        let topic: &Topic = facts.design.find(id)?;
        let mut all = topic.subscriptions.clone();
        for it in &mut all {
            it.confirmed |= is_waiting(it);
        }
        Some(Edit::set(id, "subscriptions", all))
    });
    each.collect()
}

/// What an alarm is for, of the things that a shop must hear about: its
/// servers, its disk, its errors, its bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// The servers work too hard.
    Cpu,
    /// The database's disk fills.
    Storage,
    /// Requests fail.
    Errors,
    /// The month becomes dear.
    Bill,
}

/// What the rules find of an alarm that never gets a value.
const SILENT: [&str; 2] = ["alarm-without-data", "alarm-in-another-region"];

/// What an alarm is for, if it has data for it: its metric is one that the
/// thing that it watches has (rulebook CWA-13).
pub fn concern(facts: &Facts, id: &ResourceId, alarm: &Alarm) -> Option<Concern> {
    // One that AWS refuses is not there (rulebook CWA-1, CWA-2).
    let mut silent = SILENT.iter().flat_map(|code| facts.findings(code));
    if facts.refusals(id).next().is_some() || silent.any(|it| it.resources.first() == Some(id)) {
        return None;
    }
    let watched = alarm.watches.as_ref();
    let kind = watched.and_then(|it| facts.design.kind_of(it));
    let threshold: f64 = alarm.threshold.trim().parse().ok()?;
    if !threshold.is_finite() {
        return None;
    }
    let high = matches!(
        alarm.comparison,
        AlarmComparison::Greater | AlarmComparison::GreaterOrEqual
    );
    match (alarm.namespace.as_str(), alarm.metric.as_str(), kind) {
        ("AWS/EC2", "CPUUtilization", Some(Kind::Instance | Kind::AutoScalingGroup))
            if high && alarm.expression.is_empty() =>
        {
            Some(Concern::Cpu)
        }
        ("AWS/RDS", "FreeStorageSpace", Some(Kind::Database)) if !high => Some(Concern::Storage),
        ("AWS/ApplicationELB", _, Some(Kind::LoadBalancer | Kind::TargetGroup)) if high => {
            let metrics = alarm.metrics.iter().map(|it| it.metric.as_str());
            let counted: Vec<&str> = if alarm.expression.is_empty() {
                vec![alarm.metric.as_str()]
            } else {
                metrics.collect()
            };
            counted
                .iter()
                .any(|it| it.contains("5XX"))
                .then_some(Concern::Errors)
        }
        // The bill is told in one Region only (rulebook CWA-16).
        ("AWS/Billing", "EstimatedCharges", _) if high => {
            (facts.region(id) == Some("us-east-1")).then_some(Concern::Bill)
        }
        _ => None,
    }
}
