//! Why a target is in its state, in AWS's own codes.

/// Why a target is in its state (SLB-6, SLB-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was just registered.
    RegistrationInProgress,
    /// The first checks are made.
    InitialHealthChecking,
    /// It answered with a code that the matcher does not take.
    ResponseCodeMismatch,
    /// It did not answer in time.
    Timeout,
    /// It refused the connection or answered with something else than HTTP.
    FailedHealthChecks,
    /// It is not registered.
    NotRegistered,
    /// No listener uses the group, or the load balancer does not serve its
    /// Availability Zone.
    NotInUse,
    /// The instance is stopped or terminated.
    InvalidState,
    /// It was deregistered a short time ago.
    DeregistrationInProgress,
}

impl Reason {
    /// The code as AWS writes it. [ALB UG: Target health reason codes]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RegistrationInProgress => "Elb.RegistrationInProgress",
            Self::InitialHealthChecking => "Elb.InitialHealthChecking",
            Self::ResponseCodeMismatch => "Target.ResponseCodeMismatch",
            Self::Timeout => "Target.Timeout",
            Self::FailedHealthChecks => "Target.FailedHealthChecks",
            Self::NotRegistered => "Target.NotRegistered",
            Self::NotInUse => "Target.NotInUse",
            Self::InvalidState => "Target.InvalidState",
            Self::DeregistrationInProgress => "Target.DeregistrationInProgress",
        }
    }

    /// What it means, for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::RegistrationInProgress => "The target is being registered.",
            Self::InitialHealthChecking => "The first health checks are being made.",
            Self::ResponseCodeMismatch => "Health checks get a status code that is not expected.",
            Self::Timeout => "Health checks get no answer in time.",
            Self::FailedHealthChecks => "Health checks cannot connect to the target.",
            Self::NotRegistered => "The target is not registered.",
            Self::NotInUse => {
                "The target group is not used by a load balancer, or the target is in an \
                 Availability Zone that the load balancer does not serve."
            }
            Self::InvalidState => "The instance is stopped or terminated.",
            Self::DeregistrationInProgress => "The target is being deregistered.",
        }
    }
}
