//! Why a request failed: one list for the whole run, so that a request that
//! was not answered well always has a cause that a person can read.

use serde::{Deserialize, Serialize};

/// Who told the customer that it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nobody: the customer only sees that nothing comes.
    Nobody,
    /// The load balancer: an ELB code (SLB-27).
    Balancer,
    /// The application: a target code (SLB-27).
    Target,
    /// The bucket, past the balancer (SST-5).
    Bucket,
}

macro_rules! failures {
    ($( $(#[doc = $doc:literal])+ $Name:ident = $key:literal, $status:expr, $told:ident, $words:literal; )+) => {
        /// The cause of a failed request.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Failure {
            $(
                $(#[doc = $doc])+
                #[serde(rename = $key)]
                $Name,
            )+
        }

        impl Failure {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[ $( Self::$Name ),+ ];

            /// Its name in files.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$Name => $key ),+ }
            }

            /// The HTTP status that the customer sees; nothing where no answer
            /// comes.
            pub const fn status(self) -> Option<u16> {
                match self { $( Self::$Name => $status ),+ }
            }

            /// Who says so.
            pub const fn told(self) -> Told {
                match self { $( Self::$Name => Told::$told ),+ }
            }

            /// What happened, for people.
            pub const fn words(self) -> &'static str {
                match self { $( Self::$Name => $words ),+ }
            }
        }
    };
}

failures! {
    /// Nothing answers to the name (SR5-4).
    NoName = "no-name", None, Nobody,
        "The name has no answer, so the browser does not know where to go.";
    /// The node behind the address is gone (SAZ-3).
    DeadAddress = "dead-address", None, Nobody,
        "The browser still uses the address of a load balancer node that is gone.";
    /// The way to the node is closed (rulebook ALB-6, ALB-15).
    NoRoute = "no-route", None, Nobody,
        "The network has no open way from the customer to the load balancer.";
    /// No listener on the port (rulebook ALB-11).
    NoListener = "no-listener", None, Nobody,
        "The load balancer has no listener that takes this request.";
    /// The web ACL stopped it (SWF-3).
    Blocked403 = "waf-403", Some(403), Balancer,
        "The web ACL blocked the request.";
    /// A listener answers with an error of its own choice
    /// [ALB UG: Fixed-response actions].
    Fixed = "fixed-response", None, Balancer,
        "A listener of the load balancer answers with a fixed error.";
    /// No target is registered and in use (SLB-23).
    NoTarget503 = "no-target-503", Some(503), Balancer,
        "The target group has no registered target that is in use.";
    /// The target refused the connection (SLB-22).
    Refused502 = "refused-502", Some(502), Balancer,
        "The target refused the connection: no application listens on the port.";
    /// The target closed the connection with the request open: it stopped, or
    /// its deregistration delay was over (SLB-18, SLB-21, SLB-22).
    TargetClosed502 = "closed-502", Some(502), Balancer,
        "The connection to the target was closed before it had answered.";
    /// The target keeps no more requests waiting (PERF-11).
    Overload502 = "overload-502", Some(502), Balancer,
        "The target had too many requests waiting and refused this one.";
    /// No connection to the target within ten seconds (SLB-24).
    Unreachable504 = "unreachable-504", Some(504), Balancer,
        "The load balancer could not connect to the target within 10 seconds.";
    /// No answer before the idle time-out (SLB-24).
    Timeout504 = "timeout-504", Some(504), Balancer,
        "The target did not answer before the idle timeout of the load balancer.";
    /// The customer left before the answer (SLB-25).
    ClientLeft460 = "client-left-460", Some(460), Balancer,
        "The customer did not wait for the answer.";
    /// The application could not reach its database or was refused by it.
    App500Database = "database-500", Some(500), Target,
        "The application had no database and answered with an error.";
    /// The database takes no more connections.
    App500Connections = "connections-500", Some(500), Target,
        "The database had no free connection and the application answered with an error.";
    /// A storage that the application needs did not answer.
    App500Storage = "storage-500", Some(500), Target,
        "The application could not read or write its storage and answered with an error.";
    /// The application's own error.
    App500 = "application-500", Some(500), Target,
        "The application answered with an error of its own.";
    /// The bucket gets more requests than it takes.
    SlowDown503 = "slow-down-503", Some(503), Bucket,
        "The bucket got more requests than it takes and answered Slow Down.";
    /// The bucket does not give the object away.
    AccessDenied403 = "access-denied-403", Some(403), Bucket,
        "The bucket refused to give the object away.";
}

impl Failure {
    /// How many causes there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its number, for tables.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether a target had been chosen before it happened, so that the
    /// balancer counts it in `RequestCount` (SLB-29).
    pub const fn had_target(self) -> bool {
        matches!(
            self,
            Self::Refused502
                | Self::TargetClosed502
                | Self::Overload502
                | Self::Unreachable504
                | Self::Timeout504
                | Self::ClientLeft460
                | Self::App500Database
                | Self::App500Connections
                | Self::App500Storage
                | Self::App500
        )
    }

    /// Whether it is a failed connection to a target, as
    /// `TargetConnectionErrorCount` counts them (SLB-31).
    pub const fn failed_connection(self) -> bool {
        matches!(self, Self::Refused502 | Self::Unreachable504)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_failure_has_a_number_a_name_and_words_of_its_own() {
        let names: BTreeSet<_> = Failure::ALL.iter().map(|it| it.name()).collect();
        let words: BTreeSet<_> = Failure::ALL.iter().map(|it| it.words()).collect();
        assert_eq!(names.len(), Failure::COUNT);
        assert_eq!(words.len(), Failure::COUNT);
        for (place, failure) in Failure::ALL.iter().enumerate() {
            assert_eq!(failure.index(), place);
            assert!(failure.words().ends_with('.'), "{}", failure.name());
            let written = serde_json::to_value(failure).expect("it is written");
            assert_eq!(written, failure.name());
        }
    }

    #[test]
    fn a_name_with_a_number_has_that_status() {
        for failure in Failure::ALL {
            let number = failure.name().rsplit('-').next();
            let number = number.and_then(|it| it.parse::<u16>().ok());
            assert_eq!(failure.status(), number, "{}", failure.name());
            let silent = failure.told() == Told::Nobody;
            assert!(!silent || number.is_none(), "{}", failure.name());
        }
    }

    #[test]
    fn the_balancer_counts_what_had_a_target() {
        assert!(!Failure::NoTarget503.had_target(), "SLB-29");
        assert!(!Failure::Blocked403.had_target(), "SWF-3");
        assert!(Failure::ClientLeft460.had_target());
        for failure in Failure::ALL.iter().filter(|it| it.told() == Told::Target) {
            assert!(failure.had_target());
        }
        for failure in Failure::ALL.iter().filter(|it| it.failed_connection()) {
            assert!(failure.had_target());
        }
    }
}
