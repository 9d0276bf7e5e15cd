//! What a group writes into its list of activities, in AWS's own words (SAS-30
//! to SAS-35), and what it tells EventBridge.

use super::super::clock::{Clock, Second};

/// How an activity stands. [API autoscaling ScalingActivityStatusCode]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is being done.
    InProgress,
    /// It was done.
    Successful,
    /// It could not be done.
    Failed,
    /// It was given up.
    Cancelled,
}

impl Status {
    /// As AWS writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InProgress => "InProgress",
            Self::Successful => "Successful",
            Self::Failed => "Failed",
            Self::Cancelled => "Cancelled",
        }
    }
}

/// A line of the list of activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its number in this group.
    pub id: u32,
    /// When it began.
    pub started: Second,
    /// When it ended.
    pub ended: Option<Second>,
    /// How it stands.
    pub status: Status,
    /// What is done (SAS-31).
    pub description: String,
    /// Why it could not be done; empty where nothing went wrong.
    pub message: String,
    /// Why it is done (SAS-32, SAS-33).
    pub cause: String,
    /// The server, where there is one.
    pub server: Option<u32>,
    /// The place that it is launched into.
    pub place: Option<usize>,
}

/// What a group tells EventBridge (SAS-34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A launch succeeded.
    Launched,
    /// A launch failed.
    LaunchFailed,
    /// An instance was ended.
    Terminated,
    /// An instance refresh began.
    RefreshStarted,
    /// It is done.
    RefreshSucceeded,
    /// It was called off.
    RefreshCancelled,
}

impl Event {
    /// The event's `detail-type`. [ASG UG: Event reference]
    pub const fn detail_type(self) -> &'static str {
        match self {
            Self::Launched => "EC2 Instance Launch Successful",
            Self::LaunchFailed => "EC2 Instance Launch Unsuccessful",
            Self::Terminated => "EC2 Instance Terminate Successful",
            Self::RefreshStarted => "EC2 Auto Scaling Instance Refresh Started",
            Self::RefreshSucceeded => "EC2 Auto Scaling Instance Refresh Succeeded",
            Self::RefreshCancelled => "EC2 Auto Scaling Instance Refresh Cancelled",
        }
    }
}

/// What is new about a group.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// The desired capacity moved.
    Desired {
        /// When.
        at: Second,
        /// From how many.
        from: u32,
        /// To how many.
        to: u32,
        /// In AWS's words.
        cause: String,
        /// By which policy, if one did it.
        policy: Option<usize>,
    },
    /// An activity began, or failed at once.
    Activity(Activity),
    /// An activity ended.
    Ended {
        /// Its number.
        activity: u32,
        /// When.
        at: Second,
        /// How.
        status: Status,
    },
    /// EventBridge was told something.
    Event {
        /// What.
        event: Event,
        /// When.
        at: Second,
        /// Of which server, if of one.
        server: Option<u32>,
    },
}

/// Why a member is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// There are more than desired.
    TooMany,
    /// Its target group calls it unhealthy.
    Elb,
    /// Its status checks fail.
    StatusCheck,
    /// It does not run.
    NotRunning,
    /// An instance refresh replaces it.
    Refresh,
}

/// Why one is launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// There are fewer than desired.
    TooFew,
    /// In place of an unhealthy one.
    Replacement,
    /// In place of one that an instance refresh ended.
    Refresh,
    /// To even out the zones.
    Rebalance,
}

/// AWS's sentences, with the time at which each became true.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub clock: Clock,
}

impl Words {
    fn at(self, now: Second) -> String {
        self.clock.iso(now)
    }

    /// A policy moved the desired capacity (SAS-32).
    pub fn alarm(self, now: Second, alarm: &str, policy: &str, from: u32, to: u32) -> String {
        format!(
            "At {} a monitor alarm {alarm} in state ALARM triggered policy {policy} changing the desired capacity from {from} to {to}.",
            self.at(now)
        )
    }

    /// Somebody changed the limits (SAS-32).
    pub fn constraints(
        self,
        now: Second,
        (min, max, desired): (u32, u32, u32),
        from: u32,
    ) -> String {
        format!(
            "At {} a user request update of AutoScalingGroup constraints to min: {min}, max: {max}, desired: {desired} changing the desired capacity from {from} to {desired}.",
            self.at(now)
        )
    }

    /// `SetDesiredCapacity`. [CLI autoscaling describe-scaling-activities:
    /// example]
    pub fn desired(self, now: Second, from: u32, to: u32) -> String {
        format!(
            "At {} a user request explicitly set group desired capacity changing the desired capacity from {from} to {to}.",
            self.at(now)
        )
    }

    /// `CreateAutoScalingGroup`. [ASG UG: Verify activity: example]
    pub fn created(self, now: Second, to: u32) -> String {
        format!(
            "At {} a user request created an AutoScalingGroup changing the desired capacity from 0 to {to}.",
            self.at(now)
        )
    }

    /// Why one is launched. The sentences for replacements, refreshes and
    /// rebalancing stand in no guide that was read; they are as seen in public
    /// lists of activities.
    pub fn beginning(self, now: Second, why: Beginning, from: u32, to: u32, zones: &str) -> String {
        let at = self.at(now);
        match why {
            Beginning::TooFew => format!(
                "At {at} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from {from} to {to}."
            ),
            Beginning::Replacement => format!(
                "At {at} an instance was launched in response to an unhealthy instance needing to be replaced."
            ),
            Beginning::Refresh => {
                format!("At {at} an instance was launched in response to an instance refresh.")
            }
            Beginning::Rebalance => format!(
                "At {at} availability zones {zones} instances respectively. An instance was launched to aid in balancing the group's zones."
            ),
        }
    }

    /// Why one is ended (SAS-32, SAS-33).
    pub fn ending(self, now: Second, why: Ending, from: u32, to: u32, instance: &str) -> String {
        let at = self.at(now);
        let selected = format!("  At {at} instance {instance} was selected for termination.");
        match why {
            Ending::TooMany => format!(
                "At {at} an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from {from} to {to}.{selected}"
            ),
            Ending::Refresh => format!(
                "At {at} an instance was taken out of service in response to an instance refresh.{selected}"
            ),
            Ending::Elb => format!(
                "At {at} an instance was taken out of service in response to an ELB system health check failure."
            ),
            Ending::StatusCheck => format!(
                "At {at} an instance was taken out of service in response to an EC2 instance status check failure."
            ),
            Ending::NotRunning => format!(
                "At {at} an instance was taken out of service in response to an EC2 health check that indicated it had been terminated or stopped."
            ),
        }
    }

    /// What stands before the terminations of a rebalancing, as seen in public
    /// lists of activities.
    pub fn rebalanced(self, now: Second, zones: &str) -> String {
        format!(
            "At {} instances were launched to balance instances in zones {zones} with other zones resulting in more than desired number of instances in the group.",
            self.at(now)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_aws() {
        // SAS-32, SAS-33
        let words = Words {
            clock: Clock::default(),
        };
        let at = "At 2026-11-24T14:31:00Z ";
        assert_eq!(
            words.alarm(60, "high", "out", 2, 3),
            format!(
                "{at}a monitor alarm high in state ALARM triggered policy out changing the desired capacity from 2 to 3."
            )
        );
        assert_eq!(
            words.constraints(60, (2, 6, 4), 2),
            format!(
                "{at}a user request update of AutoScalingGroup constraints to min: 2, max: 6, desired: 4 changing the desired capacity from 2 to 4."
            )
        );
        assert_eq!(
            words.ending(60, Ending::TooMany, 3, 2, "i-0abc"),
            format!(
                "{at}an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 3 to 2.  {at}instance i-0abc was selected for termination."
            )
        );
        assert_eq!(
            words.ending(60, Ending::Elb, 0, 0, ""),
            format!(
                "{at}an instance was taken out of service in response to an ELB system health check failure."
            )
        );
        assert_eq!(
            Event::Launched.detail_type(),
            "EC2 Instance Launch Successful"
        );
        assert_eq!(Status::Cancelled.word(), "Cancelled");
    }
}
