//! Scaling policies of an Auto Scaling group.

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::row::{Member, RowInfo, row};

choices! {
    /// Which side of the threshold sets a policy off.
    Comparison {
        /// CPU is above it.
        #[default]
        Above = "above" "above",
        /// CPU is below it.
        Below = "below" "below",
    }
}

choices! {
    /// How a policy decides (rulebook SCL-1). Predictive scaling is not
    /// modelled.
    PolicyType {
        /// An alarm sets off one change, and then a cooldown is waited for.
        #[default]
        Simple = "simple" "Simple",
        /// An alarm sets off a change, and no cooldown is waited for.
        Step = "step" "Step",
        /// The group keeps its average CPU at a target, with alarms of its own.
        TargetTracking = "target-tracking" "Target tracking",
    }
}

row! {
    /// A scaling policy. Unless it names a CloudWatch alarm it brings its own:
    /// when the group's average CPU has been above or below a threshold for
    /// some minutes, instances are added or taken away.
    ScalingPolicy = RowInfo::lines("policy", "scaling policy");

    /// Which side of the threshold sets it off.
    when: Comparison = Comparison::Above
        => Member::choice("CPU", Comparison::CHOICES).narrow();

    /// The threshold, in percent of CPU.
    cpu_percent: u8 = 70
        => Member::number("Percent", (0, 100), "%").narrow();

    /// How long it must last, in minutes.
    minutes: u16 = 5
        => Member::number("Minutes", (1, 1440), "minutes").narrow();

    /// How many instances are added, or taken away when negative.
    change: i32 = 1
        => Member::number("Instances", (-100, 100), "");

    /// How it decides. Target tracking takes the percentage as its target.
    policy_type as "type": PolicyType = PolicyType::Simple
        => Member::choice("Type", PolicyType::CHOICES).optional().detail();

    /// The alarm that sets it off, instead of one of its own.
    alarm: Option<ResourceId> = None
        => Member::reference("Alarm", &[Kind::Alarm]).optional().detail();
}
