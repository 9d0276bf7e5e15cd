//! Scaling policies of an Auto Scaling group.

use super::choices;
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

row! {
    /// A simple scaling policy with the CloudWatch alarm that sets it off: when
    /// the group's average CPU has been above or below a threshold for some
    /// minutes, instances are added or taken away.
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
}
