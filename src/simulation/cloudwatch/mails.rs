//! Who hears of an alarm: topics with their subscribers, functions. What goes
//! to nobody is told as such, which AWS does not do (SCW-11).

use super::super::clock::{Clock, Second};
use super::alarms::Change;
use super::judge::State;
use super::publishing::{Refusal, refusal};
use super::reason::number;
use super::watch::{Source, Watch};
use crate::architecture::{Architecture, Function, ResourceId, SubscriptionProtocol, Topic};
use crate::aws::regions;
use crate::relations::Relations;

/// How long a mail takes (SNS-B, assumption `mail-delay`).
pub const MAIL_DELAY: Second = 5;

/// A message that reaches somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// When it is there.
    pub at: Second,
    /// By mail, short message or web request.
    pub by: SubscriptionProtocol,
    /// The address.
    pub to: String,
    /// The topic that passed it on; none where a budget writes itself.
    pub topic: Option<ResourceId>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// A function that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// When.
    pub at: Second,
    /// Which.
    pub function: ResourceId,
    /// The topic that called it, or the alarm itself.
    pub by: ResourceId,
}

/// A message that reaches nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// When.
    pub at: Second,
    /// Whom it was for: an address, or a topic.
    pub to: String,
    /// Why not, in words that follow that.
    pub why: String,
}

/// What becomes of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What arrives.
    pub mails: Vec<Mail>,
    /// What is called.
    pub calls: Vec<Call>,
    /// What does not arrive. AWS says nothing of it.
    pub dropped: Vec<Dropped>,
    /// The topics that do not take it.
    pub refused: Vec<Refusal>,
}

/// A message on its way.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// When it was published.
    pub at: Second,
    /// Who did: an alarm, a budget.
    pub by: &'a ResourceId,
    /// Its subject.
    pub subject: &'a str,
    /// Its text.
    pub body: &'a str,
}

/// What an alarm's change makes happen: its actions for the new state. A
/// change to `INSUFFICIENT_DATA` has none here.
pub fn tell(architecture: &Architecture, clock: Clock, change: &Change, watch: &Watch) -> Told {
    let actions = match change.to {
        State::Alarm => &watch.actions,
        State::Ok => &watch.ok_actions,
        State::InsufficientData => return Told::default(),
    };
    let relations = Relations::of(architecture);
    let region = relations.region_code_of(&watch.of).unwrap_or_default();
    let subject = subject(change, region);
    let body = body(architecture, clock, change, watch, region);
    let message = Message {
        at: change.at,
        by: &watch.of,
        subject: &subject,
        body: &body,
    };
    let mut told = Told::default();
    for target in actions {
        if let Some(topic) = architecture.find::<Topic>(target) {
            let home = relations.region_code_of(target).unwrap_or_default();
            if home != region {
                // Rulebook CWA-11.
                told.drop(
                    change.at,
                    architecture.name_of(target),
                    format!(
                        "is in {home}, and an alarm reaches only topics of its own Region, {region}"
                    ),
                );
                continue;
            }
            if let Some(refusal) = refusal(&relations, &watch.of, target, topic) {
                let name = architecture.name_of(target);
                told.drop(change.at, name, refusal.why.clone());
                told.refused.push(refusal);
                continue;
            }
            publish(architecture, target, message, &mut told);
        } else if architecture.find::<Function>(target).is_some() {
            told.calls.push(Call {
                at: change.at,
                function: target.clone(),
                by: watch.of.clone(),
            });
        } else {
            told.drop(
                change.at,
                target.to_string(),
                "does not exist any more, and nobody is told".to_owned(),
            );
        }
    }
    told
}

/// Passes a message on to the subscribers of a topic.
pub fn publish(
    architecture: &Architecture,
    topic: &ResourceId,
    message: Message<'_>,
    told: &mut Told,
) {
    let Some(found) = architecture.find::<Topic>(topic) else {
        let why = "does not exist any more, and nobody is told".to_owned();
        return told.drop(message.at, topic.to_string(), why);
    };
    if found.subscriptions.is_empty() {
        // Rulebook SNS-3.
        let why = "has no subscription, so its messages reach nobody".to_owned();
        told.drop(message.at, architecture.name_of(topic), why);
    }
    for subscription in &found.subscriptions {
        if subscription.protocol == SubscriptionProtocol::Lambda {
            let function = subscription.function.as_ref();
            match function.filter(|it| architecture.find::<Function>(it).is_some()) {
                Some(function) => told.calls.push(Call {
                    at: message.at,
                    function: function.clone(),
                    by: topic.clone(),
                }),
                None => told.drop(
                    message.at,
                    architecture.name_of(topic),
                    "has a subscription without a function".to_owned(),
                ),
            }
            continue;
        }
        let to = subscription.endpoint.trim().to_owned();
        if to.is_empty() {
            told.drop(
                message.at,
                architecture.name_of(topic),
                "has a subscription without an address".to_owned(),
            );
            continue;
        }
        // SNS-A and rulebook SNS-4: mails and web addresses have to confirm;
        // phones do not (assumption `phones`).
        if !subscription.confirmed && subscription.protocol != SubscriptionProtocol::Sms {
            told.drop(
                message.at,
                to,
                "has not opened the confirmation link, so SNS sends it nothing".to_owned(),
            );
            continue;
        }
        told.mails.push(Mail {
            at: message.at.saturating_add(MAIL_DELAY),
            by: subscription.protocol,
            to,
            topic: Some(topic.clone()),
            subject: message.subject.to_owned(),
            body: message.body.to_owned(),
        });
    }
}

impl Told {
    pub(super) fn drop(&mut self, at: Second, to: String, why: String) {
        self.dropped.push(Dropped { at, to, why });
    }

    /// All of the other, too.
    pub fn join(&mut self, other: Self) {
        self.mails.extend(other.mails);
        self.calls.extend(other.calls);
        self.dropped.extend(other.dropped);
        self.refused.extend(other.refused);
    }
}

/// `ALARM: "servers-cpu-above-80" in Asia Pacific (Mumbai)` (SCW-21, assumption
/// `mail-subject`). SNS takes 100 characters. [API sns Publish: Subject]
fn subject(change: &Change, region: &str) -> String {
    let state = match change.to {
        State::InsufficientData => "INSUFFICIENT",
        it => it.name(),
    };
    let subject = format!("{state}: \"{}\" in {}", change.name, region_name(region));
    subject.chars().take(99).collect()
}

/// `Asia Pacific (Mumbai)`, as in public examples of such mails.
fn region_name(code: &str) -> String {
    let area = match code.split('-').next() {
        Some("ap") => "Asia Pacific",
        Some("eu") => "Europe",
        Some("us") if code.contains("east") => "US East",
        Some("us") => "US West",
        Some("ca") => "Canada",
        Some("sa") => "South America",
        Some("me") => "Middle East",
        Some("af") => "Africa",
        Some("il") => "Israel",
        _ => return code.to_owned(),
    };
    let place = regions::facts(code).map_or(code, |it| it.place);
    format!("{area} ({place})")
}

/// What CloudWatch writes into such a mail, as public examples show it; left out
/// are the account, ARNs and a link to the console.
fn body(
    architecture: &Architecture,
    clock: Clock,
    change: &Change,
    watch: &Watch,
    region: &str,
) -> String {
    let mut lines = vec![
        format!(
            "You are receiving this email because your Amazon CloudWatch Alarm \"{}\" in the {} region has entered the {} state, because \"{}\" at \"{}\".",
            change.name,
            region_name(region),
            change.to.name(),
            change.reason,
            moment(clock, change.at),
        ),
        String::new(),
        "Alarm Details:".to_owned(),
        format!("- Name: {}", change.name),
        format!(
            "- State Change: {} -> {}",
            change.from.name(),
            change.to.name()
        ),
        format!("- Reason for State Change: {}", change.reason),
        format!("- Timestamp: {}", moment(clock, change.at)),
        String::new(),
        "Threshold:".to_owned(),
        format!(
            "- The alarm is in the ALARM state when the metric is {} {} for at least {} of the last {} period(s) of {} seconds.",
            watch.compare.operator(),
            number(watch.threshold),
            watch.datapoints,
            watch.periods,
            watch.period,
        ),
        String::new(),
        "Monitored Metric:".to_owned(),
    ];
    match &watch.source {
        Source::Metric(key, stat) => {
            lines.push(format!("- MetricNamespace: {}", key.namespace));
            lines.push(format!("- MetricName: {}", key.name));
            let dimensions: Vec<_> = key
                .dimensions
                .iter()
                .map(|(name, value)| format!("[{name} = {value}]"))
                .collect();
            lines.push(format!("- Dimensions: {}", dimensions.join(" ")));
            lines.push(format!("- Statistic: {stat}"));
        }
        Source::Formula(text, terms) => {
            lines.push(format!("- MetricExpression: {text}"));
            for term in terms {
                lines.push(format!("- {}: {} of {}", term.called, term.stat, term.key));
            }
        }
    }
    lines.push(format!("- Period: {} seconds", watch.period));
    let actions = [("ALARM", &watch.actions), ("OK", &watch.ok_actions)];
    lines.push(String::new());
    lines.push("State Change Actions:".to_owned());
    for (state, targets) in actions {
        let names: Vec<_> = targets
            .iter()
            .map(|it| format!("[{}]", architecture.name_of(it)))
            .collect();
        lines.push(
            format!("- {state}: {}", names.join(" "))
                .trim_end()
                .to_owned(),
        );
    }
    lines.join("\n")
}

const DAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];

/// `Tuesday 24 November, 2026 14:30:00 UTC`.
fn moment(clock: Clock, at: Second) -> String {
    let it = clock.in_utc(at);
    // 1 January 1970 was a Thursday.
    let day = clock.unix(at).div_euclid(86_400).rem_euclid(7);
    let day = usize::try_from(day).unwrap_or_default();
    format!(
        "{} {:02} {}, {} {:02}:{:02}:{:02} UTC",
        DAYS[day],
        it.day,
        super::super::clock::MONTHS[it.month as usize - 1],
        it.year,
        it.hour,
        it.minute,
        it.second,
    )
}
