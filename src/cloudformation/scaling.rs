//! Scaling policies. A simple or a step policy comes with the CloudWatch alarm
//! that sets it off, unless it names an alarm of the architecture; target
//! tracking makes its alarms itself (rulebook SCL-5).

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::{Scaling, Writer};
use crate::architecture::{
    Alarm, AlarmComparison, AutoScalingGroup, Comparison, Kind, PolicyType, ResourceId,
    ScalingPolicy,
};

/// The longest time that an alarm can look back in such short periods, in
/// minutes: a day. [API cloudwatch PutMetricAlarm: EvaluationPeriods]
const MAX_MINUTES: u16 = 24 * 60;

/// Whether a policy's time is no multiple of the five minutes in which EC2
/// measures CPU by itself, so that detailed monitoring has to be on.
/// [EC2 UG: Basic and detailed monitoring]
pub(super) fn needs_every_minute(policy: &ScalingPolicy) -> bool {
    policy.policy_type != PolicyType::TargetTracking
        && policy.alarm.is_none()
        && !policy.minutes.is_multiple_of(5)
}

pub(super) fn write(w: &mut Writer, id: &ResourceId, logical: &str, group: &AutoScalingGroup) {
    for (index, policy) in group.policies.iter().enumerate() {
        let part = format!("scaling policy {}", index + 1);
        let result = match policy.policy_type {
            PolicyType::TargetTracking => target_tracking(w, id, logical, group, policy),
            PolicyType::Simple | PolicyType::Step => by_alarm(w, id, logical, policy, &part),
        };
        if let Err(why) = result {
            w.omit_part(id, part, why);
        }
    }
}

fn target_tracking(
    w: &mut Writer,
    id: &ResourceId,
    group: &str,
    it: &AutoScalingGroup,
    policy: &ScalingPolicy,
) -> Result<(), Why> {
    if it.max_size <= it.min_size {
        // Rulebook SCL-6.
        return Err(Why::Refused(
            "target tracking needs a maximum above the minimum",
        ));
    }
    if policy.cpu_percent == 0 {
        return Err(Why::Refused("the target is above zero"));
    }
    let metric = Fields::new().with("PredefinedMetricType", "ASGAverageCPUUtilization");
    let tracking = Fields::new()
        .with("PredefinedMetricSpecification", metric)
        .with("TargetValue", policy.cpu_percent);
    let properties = Fields::new()
        .with("AutoScalingGroupName", Value::reference(group))
        .with("PolicyType", "TargetTrackingScaling")
        .with("TargetTrackingConfiguration", tracking);
    let logical = w.part_id(id, "TargetTracking");
    w.add_part(logical, "AWS::AutoScaling::ScalingPolicy", properties);
    Ok(())
}

fn by_alarm(
    w: &mut Writer,
    id: &ResourceId,
    group: &str,
    policy: &ScalingPolicy,
    part: &str,
) -> Result<(), Why> {
    if policy.change == 0 {
        return Err(Why::Refused("a policy that changes nothing is none"));
    }
    // What the alarm looks for: values above a threshold, or below.
    let when = match &policy.alarm {
        Some(alarm) => {
            if w.architecture.kind_of(alarm) != Some(Kind::Alarm) {
                return Err(w.unmade(alarm));
            }
            let comparison = w.architecture.find::<Alarm>(alarm).map(|it| it.comparison);
            match comparison {
                Some(AlarmComparison::Less | AlarmComparison::LessOrEqual) => Comparison::Below,
                _ => Comparison::Above,
            }
        }
        None if policy.minutes == 0 || policy.minutes > MAX_MINUTES => {
            return Err(Why::Refused(
                "an alarm looks back over one minute to one day",
            ));
        }
        None => policy.when,
    };
    let word = if policy.change > 0 {
        "ScaleOut"
    } else {
        "ScaleIn"
    };
    let logical = w.part_id(id, word);
    let properties = Fields::new().with("AutoScalingGroupName", Value::reference(group));
    let properties = if policy.policy_type == PolicyType::Step {
        // One step, from the threshold on (rulebook SCL-9).
        let bound = match when {
            Comparison::Above => "MetricIntervalLowerBound",
            Comparison::Below => "MetricIntervalUpperBound",
        };
        let step = Fields::new()
            .with(bound, 0)
            .with("ScalingAdjustment", policy.change);
        properties
            .with("PolicyType", "StepScaling")
            .with("AdjustmentType", "ChangeInCapacity")
            .with("StepAdjustments", vec![Value::from(step)])
    } else {
        properties
            .with("PolicyType", "SimpleScaling")
            .with("AdjustmentType", "ChangeInCapacity")
            .with("ScalingAdjustment", policy.change)
    };
    w.add_part(
        logical.clone(),
        "AWS::AutoScaling::ScalingPolicy",
        properties,
    );
    match &policy.alarm {
        Some(alarm) => w.scaling.entry(alarm.clone()).or_default().push(Scaling {
            group: id.clone(),
            part: part.to_owned(),
            logical,
        }),
        None => own_alarm(w, group, policy, &logical),
    }
    Ok(())
}

/// The alarm of a policy that names none.
fn own_alarm(w: &mut Writer, group: &str, policy: &ScalingPolicy, logical: &str) {
    let period: u16 = if needs_every_minute(policy) { 1 } else { 5 };
    let (comparison, side) = match policy.when {
        Comparison::Above => ("GreaterThanThreshold", "above"),
        Comparison::Below => ("LessThanThreshold", "below"),
    };
    let description = format!(
        "CPU {side} {} percent for {} minutes",
        policy.cpu_percent, policy.minutes
    );
    let dimension = Fields::new()
        .with("Name", "AutoScalingGroupName")
        .with("Value", Value::reference(group));
    let properties = Fields::new()
        .with("AlarmDescription", description)
        .with("Namespace", "AWS/EC2")
        .with("MetricName", "CPUUtilization")
        .with("Dimensions", vec![Value::from(dimension)])
        .with("Statistic", "Average")
        .with("Period", period * 60)
        .with("EvaluationPeriods", policy.minutes / period)
        .with("ComparisonOperator", comparison)
        .with("Threshold", policy.cpu_percent)
        .with("AlarmActions", vec![Value::reference(logical)]);
    let alarm = w.free_id(&format!("{logical}Alarm"));
    w.add_part(alarm, "AWS::CloudWatch::Alarm", properties);
}
