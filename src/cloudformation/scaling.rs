//! Scaling policies, each with the CloudWatch alarm that sets it off.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Comparison, ResourceId, ScalingPolicy};

/// The longest time that an alarm can look back in such short periods, in
/// minutes: a day. [API cloudwatch PutMetricAlarm: EvaluationPeriods]
const MAX_MINUTES: u16 = 24 * 60;

/// Whether a policy's time is no multiple of the five minutes in which EC2
/// measures CPU by itself, so that detailed monitoring has to be on.
/// [EC2 UG: Basic and detailed monitoring]
pub(super) fn needs_every_minute(policy: &ScalingPolicy) -> bool {
    !policy.minutes.is_multiple_of(5)
}

pub(super) fn write(w: &mut Writer, id: &ResourceId, group: &str, policies: &[ScalingPolicy]) {
    for (index, policy) in policies.iter().enumerate() {
        let part = format!("scaling policy {}", index + 1);
        if policy.change == 0 {
            w.omit_part(
                id,
                part,
                Why::Refused("a policy that changes nothing is none"),
            );
            continue;
        }
        if policy.minutes == 0 || policy.minutes > MAX_MINUTES {
            w.omit_part(
                id,
                part,
                Why::Refused("an alarm looks back over one minute to one day"),
            );
            continue;
        }
        let word = if policy.change > 0 {
            "ScaleOut"
        } else {
            "ScaleIn"
        };
        let logical = w.part_id(id, word);
        let properties = Fields::new()
            .with("AutoScalingGroupName", Value::reference(group))
            .with("PolicyType", "SimpleScaling")
            .with("AdjustmentType", "ChangeInCapacity")
            .with("ScalingAdjustment", policy.change);
        w.add_part(
            logical.clone(),
            "AWS::AutoScaling::ScalingPolicy",
            properties,
        );

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
            .with("AlarmActions", vec![Value::Ref(logical.clone())]);
        let alarm = w.free_id(&format!("{logical}Alarm"));
        w.add_part(alarm, "AWS::CloudWatch::Alarm", properties);
    }
}
