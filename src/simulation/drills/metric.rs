//! What can be measured of a run: by name, as drills and lessons write it.

use serde::{Deserialize, Serialize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Metric {
    /// The share of customers' requests that were answered well.
    Success,
    /// The longest time in a row in which fewer than two of five were.
    LongestOutage,
    /// The waiting time that half of the answers keep.
    LatencyP50,
    /// The waiting time that 95 of 100 answers keep.
    LatencyP95,
    /// How many requests customers made.
    Requests,
    /// How many of them failed.
    Failed,
    /// The most servers that ran.
    InstancesMax,
    /// The fewest.
    InstancesMin,
    /// How many ran at the end.
    InstancesEnd,
    /// How many more ran than when it began to go wrong.
    InstancesGained,
    /// How many fewer ran at the end than at most.
    InstancesReleased,
    /// The fewest healthy targets.
    HealthyMin,
    /// How many are healthy at the end.
    HealthyEnd,
    /// How long until as many were healthy again as before.
    HealthyAgain,
    /// How many servers groups started.
    Launches,
    /// How many logins were lost.
    LoginsLost,
    /// What it cost, in dollars.
    Cost,
    /// What an hour of it cost, in dollars.
    CostAnHour,
    /// How many times an alarm rang.
    AlarmRang,
    /// How long after the fault it rang.
    AlarmAfter,
    /// How long after the fault all was well again for it.
    AlarmEnded,
    /// How many mails arrived.
    MailArrived,
    /// How long after the fault the first did.
    MailAfter,
    /// How many calls of a name a trail recorded.
    EventRecorded,
    /// How long after the call its record was delivered.
    EventDeliveredAfter,
    /// How many calls no trail recorded.
    CallsMissed,
    /// How long nothing was recorded.
    Gap,
    /// How many widgets the dashboards have.
    Widgets,
    /// How many of them show nothing.
    WidgetsEmpty,
    /// How many times a standby took over.
    Failovers,
    /// The share of a flood's requests that got to a server.
    AttackersIn,
}

/// What a metric is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share, 0 to 1.
    Share,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Dollars.
    Dollars,
    /// Things, this many of which have these names: one, several.
    Count(&'static str, &'static str),
}

/// A metric's name in files, what people call it, its unit.
pub type MetricInfo = (Metric, &'static str, &'static str, Unit);

/// All of them.
pub const METRICS: &[MetricInfo] = {
    use Metric::*;
    use Unit::{Count, Dollars, Milliseconds, Seconds, Share};
    const SERVERS: Unit = Count("server", "servers");
    &[
        (Success, "success", "Requests answered", Share),
        (LongestOutage, "longest_outage", "Longest outage", Seconds),
        (LatencyP50, "latency_p50", "Latency p50", Milliseconds),
        (LatencyP95, "latency_p95", "Latency p95", Milliseconds),
        (
            Requests,
            "requests",
            "Requests",
            Count("request", "requests"),
        ),
        (
            Failed,
            "failed",
            "Requests that failed",
            Count("request", "requests"),
        ),
        (InstancesMax, "instances.max", "Servers at most", SERVERS),
        (InstancesMin, "instances.min", "Servers at least", SERVERS),
        (InstancesEnd, "instances.end", "Servers at the end", SERVERS),
        (
            InstancesGained,
            "instances.gained",
            "Servers added",
            SERVERS,
        ),
        (
            InstancesReleased,
            "instances.released",
            "Servers given back",
            SERVERS,
        ),
        (
            HealthyMin,
            "healthy.min",
            "Healthy servers, lowest",
            SERVERS,
        ),
        (
            HealthyEnd,
            "healthy.end",
            "Healthy servers at the end",
            SERVERS,
        ),
        (
            HealthyAgain,
            "healthy.again",
            "As many healthy servers again",
            Seconds,
        ),
        (
            Launches,
            "launches",
            "Servers started by groups",
            Count("launch", "launches"),
        ),
        (
            LoginsLost,
            "logins_lost",
            "Logins lost",
            Count("login", "logins"),
        ),
        (Cost, "cost", "Cost of the run", Dollars),
        (CostAnHour, "cost.hour", "Cost of an hour", Dollars),
        (
            AlarmRang,
            "alarm.rang",
            "Alarm rang",
            Count("time", "times"),
        ),
        (AlarmAfter, "alarm.after", "Alarm rang after", Seconds),
        (AlarmEnded, "alarm.ended", "Alarm ended after", Seconds),
        (
            MailArrived,
            "mail.arrived",
            "Mails that arrived",
            Count("mail", "mails"),
        ),
        (MailAfter, "mail.after", "Mail arrived after", Seconds),
        (
            EventRecorded,
            "event.recorded",
            "Calls recorded",
            Count("call", "calls"),
        ),
        (
            EventDeliveredAfter,
            "event.delivered_after",
            "Record delivered after",
            Seconds,
        ),
        (
            CallsMissed,
            "calls.missed",
            "Calls that no trail recorded",
            Count("call", "calls"),
        ),
        (Gap, "gap", "Time without a record", Seconds),
        (
            Widgets,
            "widgets",
            "Widgets of dashboards",
            Count("widget", "widgets"),
        ),
        (
            WidgetsEmpty,
            "widgets.empty",
            "Widgets that show nothing",
            Count("widget", "widgets"),
        ),
        (
            Failovers,
            "failovers",
            "Failovers of the database",
            Count("failover", "failovers"),
        ),
        (
            AttackersIn,
            "attackers.in",
            "Flood that got to a server",
            Share,
        ),
    ]
};

impl Metric {
    fn info(self) -> Option<&'static MetricInfo> {
        METRICS.iter().find(|(metric, ..)| *metric == self)
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        self.info().map_or("", |(_, name, ..)| name)
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        self.info().map_or("", |(_, _, title, _)| title)
    }

    /// What it is counted in.
    pub fn unit(self) -> Unit {
        self.info().map_or(Unit::Share, |(.., unit)| *unit)
    }

    /// The metric of this name.
    pub fn named(name: &str) -> Option<Self> {
        let found = METRICS.iter().find(|(_, it, ..)| *it == name);
        found.map(|(metric, ..)| *metric)
    }

    /// Whether it is about one alarm, mail or call, which `of` names.
    pub const fn is_of_something(self) -> bool {
        matches!(
            self,
            Self::AlarmRang
                | Self::AlarmAfter
                | Self::AlarmEnded
                | Self::MailArrived
                | Self::MailAfter
                | Self::EventRecorded
                | Self::EventDeliveredAfter
        )
    }
}

impl TryFrom<String> for Metric {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or_else(|| {
            let known: Vec<&str> = METRICS.iter().map(|(_, name, ..)| *name).collect();
            format!(
                "there is no metric `{name}`: there are {}",
                known.join(", ")
            )
        })
    }
}

impl From<Metric> for String {
    fn from(metric: Metric) -> Self {
        metric.name().to_owned()
    }
}
