//! Scaling policies: how each decides, and the alarms that they bring along.

use super::super::clock::Second;
use super::super::cloudwatch::{Compare, Key, Missing, Source, Stat, Watch};
use super::super::dice::Dice;
use super::sizes::{Adjustment, Step, low_threshold};
use crate::architecture::{Comparison, PolicyType, ResourceId, ScalingPolicy};

/// How a policy decides (rulebook SCL-1).
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// One change, then a cooldown (SAS-15).
    Simple(Adjustment),
    /// A change by how far the metric is off (SAS-16).
    Step(Vec<Step>),
    /// The metric is kept at a target (SAS-21 to SAS-25).
    Tracking {
        /// The target.
        target: f64,
    },
}

/// A scaling policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// What activities call it.
    pub name: String,
    /// How it decides.
    pub rule: Rule,
    /// Its own warm-up, where it has one (SAS-20).
    pub warmup: Option<Second>,
}

impl Policy {
    /// The policy of a row of the drawing. The row has one change, so a step
    /// policy has one step. Rows have no names, so they are numbered.
    pub fn of(group: &str, index: usize, row: &ScalingPolicy) -> Self {
        let change = Adjustment::Change(row.change);
        let (rule, word) = match row.policy_type {
            PolicyType::Simple => (Rule::Simple(change), scale(row.change)),
            PolicyType::Step => {
                let step = match row.when {
                    Comparison::Above => Step {
                        lower: Some(0.0),
                        upper: None,
                        adjustment: change,
                    },
                    Comparison::Below => Step {
                        lower: None,
                        upper: Some(0.0),
                        adjustment: change,
                    },
                };
                (Rule::Step(vec![step]), scale(row.change))
            }
            PolicyType::TargetTracking => (
                Rule::Tracking {
                    target: f64::from(row.cpu_percent),
                },
                "target-tracking",
            ),
        };
        Self {
            name: format!("{group}-{word}-{}", index + 1),
            rule,
            warmup: None,
        }
    }
}

fn scale(change: i32) -> &'static str {
    if change < 0 { "scale-in" } else { "scale-out" }
}

/// Which of its policies an alarm calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The policy, by its place in the group.
    pub policy: usize,
    /// Whether it says that there is too much to do. Only of target tracking,
    /// whose other alarm says that there is too little.
    pub high: bool,
}

/// The alarms that a policy of the drawing brings along: none where it names
/// one of the drawing, two for target tracking (SAS-21, SAS-22).
pub fn alarms(
    group: &ResourceId,
    name: &str,
    index: usize,
    row: &ScalingPolicy,
    dice: &mut Dice,
) -> Vec<(Watch, Trigger)> {
    let watch = |name: String, period, periods, compare, threshold| Watch {
        name,
        of: group.clone(),
        source: Source::Metric(cpu(group), Stat::Average),
        period,
        periods,
        datapoints: periods,
        compare,
        threshold,
        missing: Missing::Missing,
        actions: Vec::new(),
        ok_actions: Vec::new(),
    };
    let policy = index;
    if row.policy_type == PolicyType::TargetTracking {
        let target = f64::from(row.cpu_percent);
        let high = format!("TargetTracking-{name}-AlarmHigh-{}", uuid(dice));
        let low = format!("TargetTracking-{name}-AlarmLow-{}", uuid(dice));
        return vec![
            (
                watch(high, 60, 3, Compare::Greater, target),
                Trigger { policy, high: true },
            ),
            (
                watch(low, 60, 15, Compare::Less, low_threshold(target)),
                Trigger {
                    policy,
                    high: false,
                },
            ),
        ];
    }
    if row.alarm.is_some() {
        return Vec::new();
    }
    // Five minutes where that divides the time, else each minute: as in the
    // template.
    let minutes = row.minutes.max(1);
    let period: u16 = if minutes.is_multiple_of(5) { 5 } else { 1 };
    let compare = match row.when {
        Comparison::Above => Compare::Greater,
        Comparison::Below => Compare::Less,
    };
    let it = watch(
        format!("{name}-{}-{}-Alarm", scale(row.change), index + 1),
        u32::from(period) * 60,
        u32::from(minutes / period),
        compare,
        f64::from(row.cpu_percent),
    );
    vec![(
        it,
        Trigger {
            policy,
            high: row.when == Comparison::Above,
        },
    )]
}

/// The CPU of a group (rulebook SCL-14).
pub fn cpu(group: &ResourceId) -> Key {
    Key {
        namespace: "AWS/EC2".to_owned(),
        name: "CPUUtilization".to_owned(),
        dimensions: vec![("AutoScalingGroupName".to_owned(), group.as_str().to_owned())],
    }
}

/// A UUID by chance, in the form of version 4.
fn uuid(dice: &mut Dice) -> String {
    let (high, low) = (dice.throw(), dice.throw());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group() -> ResourceId {
        ResourceId::new("asg-1")
    }

    #[test]
    fn the_policies_of_notebookly_have_the_alarms_of_the_template() {
        // SAS-27: out 1 of 1, in 3 of 3, periods of 300.
        let out = ScalingPolicy::default();
        let inward = ScalingPolicy {
            when: Comparison::Below,
            cpu_percent: 30,
            minutes: 15,
            change: -1,
            ..ScalingPolicy::default()
        };
        let mut dice = Dice::of(1, "asg-1");
        let of = |index, row: &ScalingPolicy, dice: &mut Dice| {
            let all = alarms(&group(), "Notebookly-ASG", index, row, dice);
            let [(watch, trigger)] = all.as_slice() else {
                panic!("one alarm");
            };
            let facts = (
                watch.period,
                watch.periods,
                watch.datapoints,
                watch.threshold,
            );
            (facts, watch.compare, *trigger)
        };
        let (facts, compare, trigger) = of(0, &out, &mut dice);
        assert_eq!((facts, compare), ((300, 1, 1, 70.0), Compare::Greater));
        assert_eq!((trigger.policy, trigger.high), (0, true));
        let (facts, compare, trigger) = of(1, &inward, &mut dice);
        assert_eq!((facts, compare), ((300, 3, 3, 30.0), Compare::Less));
        assert_eq!((trigger.policy, trigger.high), (1, false));
        let policy = Policy::of("Notebookly-ASG", 1, &inward);
        assert_eq!(policy.name, "Notebookly-ASG-scale-in-2");
        assert_eq!(policy.rule, Rule::Simple(Adjustment::Change(-1)));
    }

    #[test]
    fn target_tracking_brings_two_alarms() {
        // SAS-21, SAS-22
        let row = ScalingPolicy {
            policy_type: PolicyType::TargetTracking,
            cpu_percent: 50,
            ..ScalingPolicy::default()
        };
        let all = alarms(&group(), "web", 0, &row, &mut Dice::of(1, "asg-1"));
        let facts: Vec<_> = all
            .iter()
            .map(|(it, trigger)| (it.period, it.periods, it.threshold, trigger.high))
            .collect();
        assert_eq!(facts, [(60, 3, 50.0, true), (60, 15, 35.0, false)]);
        let name = &all[0].0.name;
        assert!(name.starts_with("TargetTracking-web-AlarmHigh-"), "{name}");
        assert_eq!(name.len(), "TargetTracking-web-AlarmHigh-".len() + 36);
        assert!(all[1].0.name.starts_with("TargetTracking-web-AlarmLow-"));
    }

    #[test]
    fn a_policy_with_an_alarm_of_the_drawing_brings_none() {
        let row = ScalingPolicy {
            alarm: Some(ResourceId::new("alarm-1")),
            policy_type: PolicyType::Step,
            when: Comparison::Below,
            ..ScalingPolicy::default()
        };
        assert!(alarms(&group(), "web", 0, &row, &mut Dice::of(1, "x")).is_empty());
        let Rule::Step(steps) = Policy::of("web", 0, &row).rule else {
            panic!("a step policy");
        };
        assert_eq!((steps[0].lower, steps[0].upper), (None, Some(0.0)));
    }
}
