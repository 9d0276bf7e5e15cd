//! What a run leaves behind: what was counted, what happened and why. It only
//! grows; whoever plays an earlier moment again changes nothing in it.

use serde::{Deserialize, Serialize};

use super::clock::Second;
use crate::architecture::ResourceId;

/// What was counted in ten seconds, as it truly was: CloudWatch publishes it
/// later and coarser.
pub const TALLY: Second = 10;

/// How many classes the waiting times are sorted into.
pub const WAITS: usize = super::servers::BUCKETS;

/// The upper ends of the waiting times, in milliseconds; the last is open.
pub const WAIT_ENDS: [u32; WAITS] = {
    let mut ends = [u32::MAX; WAITS];
    let mut at = 0;
    while at < super::servers::BOUNDARIES.len() {
        ends[at] = super::servers::BOUNDARIES[at];
        at += 1;
    }
    ends
};

/// How many causes of failure there are.
pub const CAUSES: usize = 16;

/// Why a request was not answered well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(usize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The name leads nowhere: no record, or a zone that nobody is told of.
    NoName,
    /// The address is that of a balancer's node that is dead.
    DeadAddress,
    /// The network does not let customers through to the entrance.
    NotReached,
    /// The web ACL turned it away: 403.
    Blocked,
    /// No target is registered: 503.
    NoTarget,
    /// The target refused the connection: 502.
    Refused,
    /// The target closed an open request: 502.
    Closed,
    /// The target did not take the connection, or did not answer in time: 504.
    TimedOut,
    /// The server had too much to do and refused: 502.
    Overloaded,
    /// The customer left before the answer: 460.
    Left,
    /// The application answered 500: its database was away.
    NoDatabase,
    /// The application answered 500: the database took no more connections.
    NoConnection,
    /// The application answered 500: it has a fault of its own, or no disk.
    Faulty,
    /// The balancer answered with an error of its listener's making.
    NotServed,
    /// S3 answered 503 Slow Down.
    SlowDown,
    /// The bucket refused: 403.
    Denied,
}

impl Cause {
    /// All of them, in order.
    pub const ALL: [Self; CAUSES] = [
        Self::NoName,
        Self::DeadAddress,
        Self::NotReached,
        Self::Blocked,
        Self::NoTarget,
        Self::Refused,
        Self::Closed,
        Self::TimedOut,
        Self::Overloaded,
        Self::Left,
        Self::NoDatabase,
        Self::NoConnection,
        Self::Faulty,
        Self::NotServed,
        Self::SlowDown,
        Self::Denied,
    ];

    /// The status that the customer's browser shows; none where no answer came.
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::NoName | Self::DeadAddress | Self::NotReached => None,
            Self::Blocked | Self::Denied => Some(403),
            Self::NoTarget | Self::SlowDown | Self::NotServed => Some(503),
            Self::Refused | Self::Closed | Self::Overloaded => Some(502),
            Self::TimedOut => Some(504),
            Self::Left => Some(460),
            Self::NoDatabase | Self::NoConnection | Self::Faulty => Some(500),
        }
    }

    /// In a few words, for a list of causes.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoName => "the name leads nowhere",
            Self::DeadAddress => "no connection, dead address",
            Self::NotReached => "the network does not let them in",
            Self::Blocked => "403, turned away by the web ACL",
            Self::NoTarget => "503, no server is registered",
            Self::Refused => "502, the server refuses the connection",
            Self::Closed => "502, the server ended in the middle",
            Self::TimedOut => "504, the server does not answer",
            Self::Overloaded => "502, the server has too much to do",
            Self::Left => "460, the customer left",
            Self::NoDatabase => "500, database away",
            Self::NoConnection => "500, database takes no more connections",
            Self::Faulty => "500, the application fails",
            Self::NotServed => "503, the listener serves nothing",
            Self::SlowDown => "503, the bucket is asked too often",
            Self::Denied => "403, the bucket refuses",
        }
    }

    /// Whether the balancer made the answer itself, as 5XX (SLB-27).
    pub const fn is_of_the_balancer(self) -> bool {
        matches!(
            self,
            Self::NoTarget | Self::Refused | Self::Closed | Self::TimedOut | Self::Overloaded
        )
    }
}

/// What was counted in ten seconds. Requests are those of customers; a flood
/// is counted apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Requests that customers made.
    pub asked: u32,
    /// Those answered well.
    pub answered: u32,
    /// Those that failed, by [`Cause`].
    pub failed: [u32; CAUSES],
    /// Answers by how long they took, by [`WAIT_ENDS`].
    pub waits: [u32; WAITS],
    /// The mean CPU of the servers in service, in thousandths.
    pub cpu: u32,
    /// Servers that run.
    pub servers: u32,
    /// Targets that are healthy.
    pub healthy: u32,
    /// Logins lost with a server's memory.
    pub logins_lost: u32,
    /// Requests of a flood or an attack that got to a server.
    pub attackers_in: u32,
    /// And those that were turned away.
    pub attackers_out: u32,
    /// What it has cost so far, in millionths of a dollar.
    pub cost: u64,
}

impl Tally {
    /// Failed requests, whatever the cause.
    pub fn failures(&self) -> u32 {
        self.failed.iter().sum()
    }
}

/// How something came to be on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Somebody did it: a scenario, or a hand.
    Done,
    /// It followed.
    Followed,
    /// It is expected, at a time that is not yet here.
    Expected,
}

/// Where something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A thing of the drawing.
    Thing(ResourceId),
    /// A server of a group: the group, and the server's number in the run.
    Server(ResourceId, u32),
    /// An Availability Zone.
    Zone(String),
    /// The customers.
    Customers,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// Its number, from 1: the same badge on timeline, drawing and charts.
    pub number: u32,
    /// When.
    pub at: Second,
    /// How it came to be.
    pub manner: Manner,
    /// What happened, in a sentence: the thing first.
    pub what: String,
    /// What it means or why, in a sentence; may be empty.
    pub why: String,
    /// The numbers of what it follows from.
    pub from: Vec<u32>,
    /// Where.
    pub place: Place,
    /// The rule of the reference that decided: `SLB-5`.
    pub rule: &'static str,
    /// The assumption that it rests on, by name.
    pub assumption: Option<&'static str>,
}

/// The states of an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlarmState {
    /// Within its threshold.
    Ok,
    /// It rings.
    Alarm,
    /// It cannot tell.
    InsufficientData,
}

impl AlarmState {
    /// As AWS writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Alarm => "ALARM",
            Self::InsufficientData => "INSUFFICIENT_DATA",
        }
    }
}

/// A change of an alarm's state.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmChange {
    /// When.
    pub at: Second,
    /// Into which.
    pub state: AlarmState,
    /// Why, in AWS's words.
    pub reason: String,
}

/// An alarm over the run.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmStory {
    /// The alarm of the drawing, or the group whose policy brings it along.
    pub of: ResourceId,
    /// Its name.
    pub name: String,
    /// Whether a scaling policy brings it along.
    pub of_a_policy: bool,
    /// What it compares: `CPUUtilization > 70, 3 of 3 minutes`.
    pub condition: String,
    /// `>`, `>=`, `<`, `<=`.
    pub compare: &'static str,
    /// Its threshold.
    pub threshold: f64,
    /// Percent, Bytes, Count…; empty for a formula.
    pub unit: String,
    /// Its changes, in order; it begins with INSUFFICIENT_DATA.
    pub changes: Vec<AlarmChange>,
    /// Actions of it that failed: when, and what its history says.
    pub failures: Vec<(Second, String)>,
    /// The values that it looked at: when they were known, and what they were.
    pub values: Vec<(Second, Option<f64>)>,
}

impl AlarmStory {
    /// Its state at a moment.
    pub fn state_at(&self, at: Second) -> AlarmState {
        let before = self.changes.iter().rev().find(|it| it.at <= at);
        before.map_or(AlarmState::InsufficientData, |it| it.state)
    }

    /// Its value at a moment.
    pub fn value_at(&self, at: Second) -> Option<f64> {
        self.values.iter().rev().find(|(known, _)| *known <= at)?.1
    }
}

/// A mail, or one that was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// When it arrives.
    pub at: Second,
    /// Who gets it.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// Why nobody got it; empty when it arrived.
    pub dropped: String,
    /// The alarm, budget or topic that it is of.
    pub of: ResourceId,
}

/// An activity of an Auto Scaling group (SAS-30).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupActivity {
    /// The group.
    pub group: ResourceId,
    /// When it began.
    pub at: Second,
    /// When it ended.
    pub ended: Option<Second>,
    /// In AWS's words.
    pub description: String,
    /// In AWS's words.
    pub cause: String,
    /// Successful, InProgress, Failed.
    pub status: &'static str,
}

/// A call of an AWS API that the cameras saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// When.
    pub at: Second,
    /// When it reached the trail's bucket or log group, or will; none without
    /// a trail that records it.
    pub delivered: Option<Second>,
    /// `RunInstances`.
    pub name: String,
    /// Who: `admin-rahul`, `autoscaling.amazonaws.com`.
    pub who: String,
    /// In a sentence.
    pub sentence: String,
    /// The record as AWS writes it.
    pub json: String,
    /// What it was about.
    pub about: Option<ResourceId>,
    /// Why it was refused, if it was.
    pub error: Option<String>,
}

/// An event of a database (SRD-6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseEvent {
    /// When.
    pub at: Second,
    /// The database.
    pub database: ResourceId,
    /// `RDS-EVENT-0049`.
    pub id: &'static str,
    /// What it says.
    pub text: String,
}

/// What a run leaves behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Every ten seconds, in order.
    pub tallies: Vec<Tally>,
    /// The timeline, in order of time.
    pub story: Vec<Happened>,
    /// Alarms, those of the drawing first.
    pub alarms: Vec<AlarmStory>,
    /// Mails, in order of time.
    pub mails: Vec<Mail>,
    /// Activities of groups, in order of their beginning.
    pub activities: Vec<GroupActivity>,
    /// Calls, in order of time.
    pub calls: Vec<Call>,
    /// When a trail did not record: the trail, from, to.
    pub gaps: Vec<(ResourceId, Second, Option<Second>)>,
    /// Events of databases, in order of time.
    pub database_events: Vec<DatabaseEvent>,
    /// What was left out or could not be played, in sentences.
    pub not_modelled: Vec<String>,
}
