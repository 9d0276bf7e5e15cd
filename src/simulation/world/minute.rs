//! The end of a minute: what is published, which alarms change, who is told,
//! what is written down.

use super::super::balancing::{GroupMinute, HostCounts};
use super::super::clock::{DAY, MINUTE, Second};
use super::super::cloudwatch::{
    Alarms, Bill, Change, Dimensions, Filters, Key, Latencies, Metrics, Sample, Scales, Series,
    Source, State, Told, Unit, Watch, Watches, mails, of_instance,
};
use super::super::record::{AlarmChange, AlarmState, AlarmStory, Mail, Place};
use super::super::servers::Samples;
use super::scaling::PolicyCall;
use super::story::Line;
use super::{Out, World};
use crate::architecture::*;
use crate::relations::Relations;

/// What is watched, and how.
#[derive(Clone, Debug, Default)]
pub struct Watching {
    alarms: Alarms,
    scales: Vec<Vec<Scales>>,
    filters: Filters,
    bill: Option<Bill>,
    ids: Ids,
    /// What was last told of each alarm, by its name.
    told: Vec<(String, u32)>,
    /// How many alarms stand in the record before these: an edit brings new
    /// ones, and those that went stay there.
    places: Vec<usize>,
}

impl Watching {
    /// The filters of log groups.
    pub(super) fn filters(&mut self) -> &mut Filters {
        &mut self.filters
    }

    /// The alarms.
    pub(super) fn alarms(&self) -> &Alarms {
        &self.alarms
    }
}

/// Where the metrics of what is drawn are.
#[derive(Clone, Debug, Default)]
struct Ids {
    groups: Vec<Series>,
    sizes: Vec<Vec<(&'static str, Series)>>,
    balancers: Vec<Named>,
    pools: Vec<Named>,
    /// `HealthyHostCount` and `UnHealthyHostCount`.
    databases: Vec<Named>,
    buckets: Vec<(Series, f64)>,
    nats: Vec<Named>,
}

/// The metrics of one thing, by name.
type Named = Vec<(&'static str, Series)>;

/// What a balancer publishes; the counts of errors only where there are any
/// (SIM-3).
const BALANCER: &[(&str, Unit)] = &[
    ("RequestCount", Unit::Count),
    ("HTTPCode_ELB_3XX_Count", Unit::Count),
    ("HTTPCode_ELB_4XX_Count", Unit::Count),
    ("HTTPCode_ELB_5XX_Count", Unit::Count),
    ("HTTPCode_ELB_500_Count", Unit::Count),
    ("HTTPCode_ELB_502_Count", Unit::Count),
    ("HTTPCode_ELB_503_Count", Unit::Count),
    ("HTTPCode_ELB_504_Count", Unit::Count),
    ("HTTPCode_Target_2XX_Count", Unit::Count),
    ("HTTPCode_Target_3XX_Count", Unit::Count),
    ("HTTPCode_Target_4XX_Count", Unit::Count),
    ("HTTPCode_Target_5XX_Count", Unit::Count),
    ("TargetConnectionErrorCount", Unit::Count),
    ("TargetResponseTime", Unit::Seconds),
    ("NewConnectionCount", Unit::Count),
    ("ActiveConnectionCount", Unit::Count),
    ("ConsumedLCUs", Unit::Count),
    ("RuleEvaluations", Unit::Count),
    ("HTTP_Redirect_Count", Unit::Count),
    ("HTTP_Fixed_Response_Count", Unit::Count),
];

/// What a target group publishes.
const POOL: &[(&str, Unit)] = &[
    ("HealthyHostCount", Unit::Count),
    ("UnHealthyHostCount", Unit::Count),
    ("RequestCount", Unit::Count),
    ("RequestCountPerTarget", Unit::Count),
    ("HTTPCode_Target_2XX_Count", Unit::Count),
    ("HTTPCode_Target_4XX_Count", Unit::Count),
    ("HTTPCode_Target_5XX_Count", Unit::Count),
    ("TargetConnectionErrorCount", Unit::Count),
    ("TargetResponseTime", Unit::Seconds),
    ("UnhealthyRoutingRequestCount", Unit::Count),
];

/// What a database publishes (SRD-15).
const DATABASE: &[(&str, Unit)] = &[
    ("CPUUtilization", Unit::Percent),
    ("DatabaseConnections", Unit::Count),
    ("FreeStorageSpace", Unit::Bytes),
    ("FreeableMemory", Unit::Bytes),
    ("ReadLatency", Unit::Seconds),
    ("WriteLatency", Unit::Seconds),
    ("ReadIOPS", Unit::CountPerSecond),
    ("WriteIOPS", Unit::CountPerSecond),
    ("DiskQueueDepth", Unit::Count),
];

/// The sizes of a group (SAS-29).
const SIZES: [&str; 8] = [
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
];

impl World {
    /// Everything that is watched, when a run begins.
    pub(super) fn begin_watching(&mut self, metrics: &mut Metrics) {
        let architecture = self.document.architecture.clone();
        let watches = Watches::of(&architecture);
        self.watching.alarms = Alarms::new(self.clock, &watches.all);
        self.watching.scales = watches.scales;
        self.watching.filters = Filters::of(&architecture).0;
        let hour = self.meter.hour().approximate();
        self.watching.bill = Some(Bill::new(self.clock, hour * 24.0, &architecture));
        self.name_metrics(metrics);
        self.name_alarms();
    }

    /// The same after an edit.
    pub(super) fn watch_anew(&mut self, out: &mut Out) {
        let architecture = self.document.architecture.clone();
        let watches = Watches::of(&architecture);
        let now = self.at;
        self.watching.alarms.renew(now, &watches.all);
        self.watching.scales = watches.scales;
        self.watching.filters.renew(&architecture);
        self.meter.renew(now, &architecture);
        let spent = self.meter.total(now).approximate();
        if let Some(bill) = &mut self.watching.bill {
            bill.renew(now, spent, &architecture);
        }
        self.name_metrics(out.metrics);
        self.enter_alarms(out);
    }

    /// Alarms are numbered in the record in the order in which they come.
    fn name_alarms(&mut self) {
        let many = self.watching.alarms.all().len();
        self.watching.places = (0..many).collect();
    }

    /// The alarms as the record has them from the start.
    pub(in crate::simulation) fn stories(&self) -> Vec<AlarmStory> {
        let all = self.watching.alarms.all().iter();
        all.map(|it| self.story_of(&it.watch)).collect()
    }

    fn story_of(&self, watch: &Watch) -> AlarmStory {
        let architecture = &self.document.architecture;
        AlarmStory {
            of: watch.of.clone(),
            name: watch.name.clone(),
            of_a_policy: architecture.kind_of(&watch.of) != Some(Kind::Alarm),
            condition: condition(watch),
            compare: watch.compare.sign(),
            threshold: watch.threshold,
            unit: unit_of(watch).to_owned(),
            changes: vec![AlarmChange {
                at: self.at,
                state: AlarmState::InsufficientData,
                reason: "Unchecked: Initial alarm creation".to_owned(),
            }],
            values: Vec::new(),
        }
    }

    fn enter_alarms(&mut self, out: &mut Out) {
        let all: Vec<_> = self
            .watching
            .alarms
            .all()
            .iter()
            .map(|it| it.watch.clone())
            .collect();
        let mut places = Vec::new();
        for watch in all {
            let Some(record) = out.record.as_deref_mut() else {
                places.push(usize::MAX);
                continue;
            };
            let known = record
                .alarms
                .iter()
                .position(|it| it.of == watch.of && it.name == watch.name);
            let place = match known {
                Some(place) => {
                    let story = self.story_of(&watch);
                    record.alarms[place].condition = story.condition;
                    record.alarms[place].threshold = story.threshold;
                    place
                }
                None => {
                    record.alarms.push(self.story_of(&watch));
                    record.alarms.len() - 1
                }
            };
            places.push(place);
        }
        self.watching.places = places;
    }

    /// Looks up where the metrics of what is drawn are.
    fn name_metrics(&mut self, metrics: &mut Metrics) {
        let architecture = self.document.architecture.clone();
        let relations = Relations::of(&architecture);
        let dimensions = Dimensions::of(&relations);
        let mut ids = Ids::default();
        let mut series = |of: &ResourceId, namespace: &str, name: &str, unit, period| {
            let key = dimensions.key(Some(of), namespace, name, &[]);
            metrics.series(&key, unit, period, Some(of))
        };
        for at in 0..self.groups.len() {
            let id = &self.groups[at].id;
            let period = self.period_of_group(at);
            let cpu = series(id, "AWS/EC2", "CPUUtilization", Unit::Percent, period);
            ids.groups.push(cpu);
            let sizes = SIZES.map(|name| {
                (
                    name,
                    series(id, "AWS/AutoScaling", name, Unit::Count, MINUTE),
                )
            });
            ids.sizes.push(sizes.to_vec());
        }
        let mut named = |of: &ResourceId, namespace: &str, all: &[(&'static str, Unit)]| -> Named {
            let each = all.iter();
            each.map(|(name, unit)| (*name, series(of, namespace, name, *unit, MINUTE)))
                .collect()
        };
        for it in &self.balancers {
            ids.balancers
                .push(named(&it.id, "AWS/ApplicationELB", BALANCER));
        }
        for it in &self.pools {
            ids.pools.push(named(&it.id, "AWS/ApplicationELB", POOL));
        }
        for it in &self.databases {
            ids.databases.push(named(&it.id, "AWS/RDS", DATABASE));
        }
        for it in &self.wiring.nats {
            let values = super::super::stores::nat::Minute::default().values();
            let units: Vec<(&'static str, Unit)> = values
                .iter()
                .map(|(name, _)| (*name, Unit::Count))
                .collect();
            ids.nats.push(named(&it.id, "AWS/NATGateway", &units));
        }
        let workload = architecture.all::<Workload>().next();
        let stored = workload.map_or(0, |(_, it)| it.s3_stored_gb);
        for (place, (id, _)) in architecture.all::<Bucket>().enumerate() {
            let key = dimensions.key(Some(id), "AWS/S3", "BucketSizeBytes", &[]);
            let at = metrics.series(&key, Unit::Bytes, MINUTE, Some(id));
            // What is stored lies in the first bucket.
            let bytes = if place == 0 {
                f64::from(stored) * 1e9
            } else {
                0.0
            };
            ids.buckets.push((at, bytes));
        }
        self.watching.ids = ids;
    }

    fn period_of_group(&self, at: usize) -> Second {
        let architecture = &self.document.architecture;
        let group = architecture.find::<AutoScalingGroup>(&self.groups[at].id);
        let template =
            group.and_then(|it| architecture.follow::<LaunchTemplate>(&it.launch_template));
        match template.is_some_and(|it| it.detailed_monitoring) {
            true => MINUTE,
            false => 5 * MINUTE,
        }
    }

    /// A minute ends.
    pub(super) fn end_minute(&mut self, out: &mut Out) {
        let now = self.at;
        self.publish_servers(now, out);
        self.publish_balancers(now, out);
        self.publish_stores(now, out);
        self.write_logs();
        self.deliver();
        self.watching.filters.publish(now, out.metrics);
        self.watch_blocking(out);
        let spent = self.meter.total(now).approximate();
        let architecture = self.document.architecture.clone();
        if let Some(bill) = &mut self.watching.bill {
            for notice in bill.minute(now, spent, &architecture, out.metrics) {
                self.send(&notice.told, &notice.budget, out);
            }
        }
        self.look_at_alarms(out);
    }

    fn publish_servers(&mut self, now: Second, out: &mut Out) {
        let fifth = now.is_multiple_of(5 * MINUTE);
        let mut groups: Vec<Option<Sample>> = vec![None; self.groups.len()];
        let counted: Vec<Vec<u32>> = self
            .groups
            .iter()
            .map(|it| it.group.counted(now).collect())
            .collect();
        for at in 0..self.servers.len() {
            if self.servers[at].gone.is_some() {
                continue;
            }
            let detailed = self.servers[at].server.machine().detailed;
            let minute = self.servers[at].server.minute(now);
            let server = &self.servers[at];
            let (period, cpu) = match detailed {
                true => (MINUTE, Some(minute.cpu)),
                false => (5 * MINUTE, minute.cpu_of_five),
            };
            if let Some(mean) = cpu.as_ref().and_then(Samples::mean) {
                let begins = now.saturating_sub(period);
                let key = of_instance(&server.instance_id, "AWS/EC2", "CPUUtilization");
                let of = server.of.clone();
                let series = out.metrics.series(&key, Unit::Percent, period, Some(&of));
                out.metrics.put(series, begins, Sample::one(mean));
                if let Some(group) = server.group
                    && counted[group].contains(&server.number)
                {
                    let all = groups[group].get_or_insert_with(Sample::default);
                    *all = all.and(mean);
                }
            }
            if let Some(status) = minute.status {
                let of = server.of.clone();
                let failed = [
                    ("StatusCheckFailed", status.system || status.instance),
                    ("StatusCheckFailed_System", status.system),
                    ("StatusCheckFailed_Instance", status.instance),
                ];
                for (name, failed) in failed {
                    let key = of_instance(&server.instance_id, "AWS/EC2", name);
                    let series = out.metrics.series(&key, Unit::Count, MINUTE, Some(&of));
                    let value = f64::from(u8::from(failed));
                    out.metrics
                        .put(series, now.saturating_sub(MINUTE), Sample::one(value));
                }
            }
            if let Some(credits) = minute.credits {
                let of = server.of.clone();
                let credits = [
                    ("CPUCreditUsage", credits.usage),
                    ("CPUCreditBalance", credits.balance),
                    ("CPUSurplusCreditBalance", credits.surplus),
                    ("CPUSurplusCreditsCharged", credits.charged),
                ];
                for (name, value) in credits {
                    let key = of_instance(&server.instance_id, "AWS/EC2", name);
                    let series = out.metrics.series(&key, Unit::Count, 5 * MINUTE, Some(&of));
                    out.metrics
                        .put(series, now.saturating_sub(5 * MINUTE), Sample::one(value));
                }
            }
        }
        for at in 0..self.groups.len() {
            let period = self.period_of_group(at);
            if let (Some(sample), true) = (groups[at], period == MINUTE || fifth) {
                let series = self.watching.ids.groups[at];
                out.metrics.put(series, now.saturating_sub(period), sample);
            }
            if let Some(sizes) = self.groups[at].group.published() {
                for (name, value) in sizes.each() {
                    let ids = &self.watching.ids.sizes[at];
                    if let Some((_, series)) = ids.iter().find(|(it, _)| *it == name) {
                        let value = Sample::one(f64::from(value));
                        out.metrics.put(*series, now.saturating_sub(MINUTE), value);
                    }
                }
            }
        }
    }

    fn publish_balancers(&mut self, now: Second, out: &mut Out) {
        let begins = now.saturating_sub(MINUTE);
        for at in 0..self.balancers.len() {
            let mut groups = Vec::new();
            let mut places = Vec::new();
            for (place, pool) in self.pools.iter_mut().enumerate() {
                if self.wiring.pools[place].balancer == at {
                    groups.push(&mut pool.targets);
                    places.push(place);
                }
            }
            let minute = self.balancers[at].balancer.minute(now, &mut groups);
            let it = &minute.balancer;
            let lcus = it.lcus;
            let ids = &self.watching.ids.balancers[at];
            let counts = [
                ("HTTPCode_ELB_3XX_Count", it.itself.redirects),
                ("HTTPCode_ELB_4XX_Count", it.itself.client_errors),
                ("HTTPCode_ELB_5XX_Count", it.itself.server_errors),
                ("HTTPCode_ELB_500_Count", it.itself_500),
                ("HTTPCode_ELB_502_Count", it.itself_502),
                ("HTTPCode_ELB_503_Count", it.itself_503),
                ("HTTPCode_ELB_504_Count", it.itself_504),
                ("HTTPCode_Target_2XX_Count", it.target.ok),
                ("HTTPCode_Target_3XX_Count", it.target.redirects),
                ("HTTPCode_Target_4XX_Count", it.target.client_errors),
                ("HTTPCode_Target_5XX_Count", it.target.server_errors),
                ("TargetConnectionErrorCount", it.connection_errors),
                ("HTTP_Redirect_Count", it.redirects),
                ("HTTP_Fixed_Response_Count", it.fixed_responses),
                ("RequestCount", it.requests),
                ("RuleEvaluations", it.rule_evaluations),
                ("NewConnectionCount", it.new_connections),
            ];
            // No requests, no data point (SIM-3).
            for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
                put(out.metrics, ids, name, begins, summed(count));
            }
            if it.new_connections > 0 {
                let active = summed(it.active_connections);
                put(out.metrics, ids, "ActiveConnectionCount", begins, active);
                put(out.metrics, ids, "ConsumedLCUs", begins, Sample::one(lcus));
            }
            put_latency(out.metrics, ids, begins, &it.latency);
            let id = self.balancers[at].id.clone();
            // The part of an hour that a minute is.
            let micro = (lcus * 1e6 / 60.0).round().max(0.0) as i64;
            self.meter
                .lcu(&id, crate::pricing::Amount::whole(micro).over(1_000_000));
            for (place, group) in places.into_iter().zip(&minute.groups) {
                publish_pool(out.metrics, &self.watching.ids.pools[place], begins, group);
            }
        }
    }

    fn publish_stores(&mut self, now: Second, out: &mut Out) {
        let begins = now.saturating_sub(MINUTE);
        for at in 0..self.databases.len() {
            let Some(minute) = self.databases[at].database.minute() else {
                continue;
            };
            self.databases[at].cpu = minute.cpu / 100.0;
            for (name, value) in minute.values() {
                let ids = &self.watching.ids.databases[at];
                put(out.metrics, ids, name, begins, Sample::one(value));
            }
        }
        for at in 0..self.nats.len() {
            let Some(minute) = self.nats[at].minute() else {
                continue;
            };
            for (name, value) in minute.values() {
                put(
                    out.metrics,
                    &self.watching.ids.nats[at],
                    name,
                    begins,
                    Sample::one(value),
                );
            }
        }
        // Once a day; the first was there before the run began.
        if now == MINUTE || now.is_multiple_of(DAY) {
            for (series, bytes) in &self.watching.ids.buckets {
                out.metrics.put(*series, begins, Sample::one(*bytes));
            }
        }
    }

    /// What applications write into log groups: a line for each error, and one
    /// for each page. Only where an agent may write (rulebook CWLG-7).
    fn write_logs(&mut self) {
        let architecture = self.document.architecture.clone();
        for (id, group) in architecture.all::<LogGroup>() {
            let Some(index) = self.watching.filters.group(id) else {
                continue;
            };
            for server in &self.servers {
                let by = self.wiring.spots.get(server.spot);
                let template = by.and_then(|it| it.template.as_ref());
                let writes = group.written_by.contains(&server.of)
                    || template.is_some_and(|it| group.written_by.contains(it));
                if !writes || server.gone.is_some() {
                    continue;
                }
                let (errors, pages) = server.minute;
                self.watching.filters.lines(index, ERROR_LINE, errors);
                self.watching.filters.other_lines(index, pages);
            }
        }
        for server in &mut self.servers {
            server.minute = (0, 0);
        }
    }

    /// The web ACL begins or ends to turn somebody away.
    fn watch_blocking(&mut self, out: &mut Out) {
        for at in 0..self.balancers.len() {
            let blocked = std::mem::take(&mut self.balancers[at].blocked);
            let blocks = blocked > 0;
            if blocks == self.balancers[at].blocking {
                continue;
            }
            self.balancers[at].blocking = blocks;
            let Some(acl) = self.wiring.balancers[at].web_acl.clone() else {
                continue;
            };
            let name = self.called(&acl);
            let (what, why) = match blocks {
                true => (
                    format!("{name} turns requests away with 403."),
                    "They never reach a server.",
                ),
                false => (format!("{name} turns nobody away any more."), ""),
            };
            let line = Line::followed(what, Place::Thing(acl), "SWF-3")
                .why(why)
                .from(self.outage);
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }

    fn look_at_alarms(&mut self, out: &mut Out) {
        let now = self.at;
        let changes = self.watching.alarms.evaluate(now, out.metrics);
        for change in &changes {
            self.note_alarm(change, out);
        }
        if let Some(record) = out.record.as_deref_mut() {
            for (at, it) in self.watching.alarms.all().iter().enumerate() {
                let place = self.watching.places.get(at).copied().unwrap_or(usize::MAX);
                if let Some(story) = record.alarms.get_mut(place)
                    && story
                        .values
                        .last()
                        .is_none_or(|(_, last)| *last != it.value)
                {
                    story.values.push((now, it.value));
                }
            }
        }
        let mut calls = Vec::new();
        for (at, it) in self.watching.alarms.ringing() {
            for scales in &self.watching.scales[at] {
                let Some(group) = self.groups.iter().position(|run| run.id == scales.group) else {
                    continue;
                };
                let told = self.watching.told.iter();
                let mut told = told.filter(|(name, _)| *name == it.watch.name);
                calls.push(PolicyCall {
                    group,
                    policy: scales.policy,
                    high: scales.high,
                    alarm: it.watch.name.clone(),
                    threshold: it.watch.threshold,
                    value: it.value,
                    told: told.next().map(|(_, number)| *number),
                });
            }
        }
        if !calls.is_empty() {
            self.look_after_groups(&calls, out);
        }
    }

    fn note_alarm(&mut self, change: &Change, out: &mut Out) {
        let now = self.at;
        let state = match change.to {
            State::Ok => AlarmState::Ok,
            State::Alarm => AlarmState::Alarm,
            State::InsufficientData => AlarmState::InsufficientData,
        };
        let place = self.watching.places.get(change.alarm).copied();
        if let Some(record) = out.record.as_deref_mut()
            && let Some(story) = place.and_then(|it| record.alarms.get_mut(it))
        {
            story.changes.push(AlarmChange {
                at: change.at,
                state,
                reason: change.reason.clone(),
            });
        }
        let watch = self
            .watching
            .alarms
            .all()
            .get(change.alarm)
            .map(|it| it.watch.clone());
        let Some(watch) = watch else { return };
        let name = &watch.name;
        let place = Place::Thing(watch.of.clone());
        let line = match (change.from, change.to) {
            (_, State::Alarm) => {
                let line = Line::followed(format!("{name} rings."), place, "SCW-2");
                // What the month has cost is no matter of the last minutes.
                let causes = match is_of_the_bill(&watch) {
                    true => Vec::new(),
                    false => self.story.lately(now),
                };
                line.why(change.reason.clone()).from(causes)
            }
            (State::Alarm, State::Ok) => {
                let known = self.watching.told.iter().find(|(it, _)| it == name);
                let from = known.map(|(_, number)| *number);
                Line::followed(format!("{name} is OK again."), place, "SCW-2")
                    .why(change.reason.clone())
                    .from(from)
            }
            _ => {
                // What becomes known at the beginning is no news.
                self.tell_alarm_actions(change, &watch, out);
                return;
            }
        };
        let number = self.story.tell(now, line, out.record.as_deref_mut());
        self.watching.told.retain(|(it, _)| it != name);
        self.watching.told.push((name.clone(), number));
        self.tell_alarm_actions(change, &watch, out);
    }

    fn tell_alarm_actions(&mut self, change: &Change, watch: &Watch, out: &mut Out) {
        let told = mails::tell(&self.document.architecture, self.clock, change, watch);
        self.send(&told, &watch.of, out);
    }

    fn send(&mut self, told: &Told, of: &ResourceId, out: &mut Out) {
        let Some(record) = out.record.as_deref_mut() else {
            return;
        };
        for mail in &told.mails {
            record.mails.push(Mail {
                at: mail.at,
                to: mail.to.clone(),
                subject: mail.subject.clone(),
                body: mail.body.clone(),
                dropped: String::new(),
                of: of.clone(),
            });
        }
        for it in &told.dropped {
            record.mails.push(Mail {
                at: it.at,
                to: it.to.clone(),
                subject: String::new(),
                body: String::new(),
                dropped: it.why.clone(),
                of: of.clone(),
            });
        }
    }

    /// Where a metric of something drawn is.
    pub(super) fn key_of(&self, of: &ResourceId, namespace: &str, name: &str) -> Key {
        let relations = Relations::of(&self.document.architecture);
        Dimensions::of(&relations).key(Some(of), namespace, name, &[])
    }
}

/// What an application writes when it fails.
const ERROR_LINE: &str = "ERROR 500 page could not be made";

fn put(metrics: &mut Metrics, ids: &Named, name: &str, at: Second, sample: Sample) {
    if let Some((_, series)) = ids.iter().find(|(it, _)| *it == name) {
        metrics.put(*series, at, sample);
    }
}

/// So many events, each a sample of 1.
#[expect(clippy::cast_precision_loss, reason = "counts of a minute")]
fn summed(count: u64) -> Sample {
    Sample {
        count: u32::try_from(count).unwrap_or(u32::MAX),
        sum: count as f64,
        min: 1.0,
        max: 1.0,
    }
}

fn put_latency(
    metrics: &mut Metrics,
    ids: &Named,
    at: Second,
    latency: &super::super::balancing::Latency,
) {
    if latency.count() == 0 {
        return;
    }
    let mut latencies = Latencies::new();
    for (seconds, times) in latency.samples() {
        latencies.record(seconds, times.round() as u32);
    }
    if let Some((_, series)) = ids.iter().find(|(it, _)| *it == "TargetResponseTime") {
        metrics.put_latencies(*series, at, &latencies);
    }
}

fn publish_pool(metrics: &mut Metrics, ids: &Named, at: Second, group: &GroupMinute) {
    let all = |of: fn(&HostCounts) -> (u32, u32, u32)| {
        let mut sums = (0, 0, 0);
        for it in &group.hosts {
            let (now, least, most) = of(it);
            sums = (sums.0 + now, sums.1 + least, sums.2 + most);
        }
        Sample {
            count: 1,
            sum: f64::from(sums.0),
            min: f64::from(sums.1),
            max: f64::from(sums.2),
        }
    };
    let healthy = all(|it| (it.healthy, it.healthy_least, it.healthy_most));
    let unhealthy = all(|it| (it.unhealthy, it.unhealthy_least, it.unhealthy_most));
    put(metrics, ids, "HealthyHostCount", at, healthy);
    put(metrics, ids, "UnHealthyHostCount", at, unhealthy);
    let counts = [
        ("RequestCount", group.requests),
        ("HTTPCode_Target_2XX_Count", group.target.ok),
        ("HTTPCode_Target_4XX_Count", group.target.client_errors),
        ("HTTPCode_Target_5XX_Count", group.target.server_errors),
        ("TargetConnectionErrorCount", group.connection_errors),
        ("UnhealthyRoutingRequestCount", group.unhealthy_routing),
    ];
    for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        put(metrics, ids, name, at, summed(count));
    }
    if let Some(per_target) = group.requests_per_target.filter(|_| group.requests > 0) {
        put(
            metrics,
            ids,
            "RequestCountPerTarget",
            at,
            Sample::one(per_target),
        );
    }
    put_latency(metrics, ids, at, &group.latency);
}

/// What an alarm compares, as it is read aloud: `CPUUtilization > 70, 3 of 3
/// minutes`.
fn condition(watch: &Watch) -> String {
    let what = match &watch.source {
        Source::Metric(key, _) => key.name.clone(),
        Source::Formula(text, _) => text.clone(),
    };
    let (n, m) = (watch.periods, watch.datapoints);
    let period = match watch.period {
        60 => "1 minute".to_owned(),
        it if it.is_multiple_of(60) => format!("{} minutes", it / 60),
        it => format!("{it} seconds"),
    };
    let sign = watch.compare.sign();
    format!("{what} {sign} {}, {m} of {n} × {period}", watch.threshold)
}

fn is_of_the_bill(watch: &Watch) -> bool {
    matches!(&watch.source, Source::Metric(key, _) if key.namespace == "AWS/Billing")
}

/// In what an alarm's metric counts; nothing for a formula.
fn unit_of(watch: &Watch) -> &'static str {
    let Source::Metric(key, _) = &watch.source else {
        return "";
    };
    match key.name.as_str() {
        "CPUUtilization" => "Percent",
        name if name.ends_with("Space") || name.ends_with("Memory") || name.ends_with("Bytes") => {
            "Bytes"
        }
        name if name.ends_with("Time") || name.ends_with("Latency") => "Seconds",
        _ => "Count",
    }
}
