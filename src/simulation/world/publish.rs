//! What CloudWatch gets at the end of a minute.

use super::super::balancing::{GroupMinute, HostCounts};
use super::super::clock::{DAY, MINUTE, Second};
use super::super::cloudwatch::{Latencies, Metrics, Sample, Series, Unit, of_instance};
use super::super::servers::Samples;
use super::watching::Named;
use super::{Out, Running, World};

/// Where the metrics of a server are, looked up when it first has them: their
/// keys are texts, and there is a value each minute.
pub(super) type OfServer = [Option<Series>; 8];

/// The places of its CPU, of its status checks and of its credits.
const CPU: usize = 0;
const STATUS: usize = 1;
const CREDITS: usize = 4;

impl Running {
    /// Lays down values of a period that begins `when.0` and lasts `when.1`,
    /// the metrics' places being `from` and those behind it.
    fn put(
        &mut self,
        from: usize,
        values: &[(&str, f64)],
        unit: Unit,
        when: (Second, Second),
        metrics: &mut Metrics,
    ) {
        for (known, (name, value)) in self.published[from..].iter_mut().zip(values) {
            let series = match *known {
                Some(series) => {
                    metrics.goes_on(series, when.1);
                    series
                }
                None => {
                    let key = of_instance(&self.instance_id, "AWS/EC2", name);
                    metrics.series(&key, unit, when.1, Some(&self.of))
                }
            };
            *known = Some(series);
            metrics.put(series, when.0, Sample::one(*value));
        }
    }
}

impl World {
    pub(super) fn publish_servers(&mut self, now: Second, out: &mut Out) {
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
            let server = &mut self.servers[at];
            let (period, cpu) = match detailed {
                true => (MINUTE, Some(minute.cpu)),
                false => (5 * MINUTE, minute.cpu_of_five),
            };
            if let Some(mean) = cpu.as_ref().and_then(Samples::mean) {
                let begins = now.saturating_sub(period);
                let cpu = [("CPUUtilization", mean)];
                server.put(CPU, &cpu, Unit::Percent, (begins, period), out.metrics);
                if let Some(group) = server.group
                    && counted[group].contains(&server.number)
                {
                    let all = groups[group].get_or_insert_with(Sample::default);
                    *all = all.and(mean);
                }
            }
            if let Some(status) = minute.status {
                let failed = [
                    ("StatusCheckFailed", status.system || status.instance),
                    ("StatusCheckFailed_System", status.system),
                    ("StatusCheckFailed_Instance", status.instance),
                ];
                let failed = failed.map(|(name, failed)| (name, f64::from(u8::from(failed))));
                let begins = now.saturating_sub(MINUTE);
                server.put(STATUS, &failed, Unit::Count, (begins, MINUTE), out.metrics);
            }
            if let Some(credits) = minute.credits {
                let credits = [
                    ("CPUCreditUsage", credits.usage),
                    ("CPUCreditBalance", credits.balance),
                    ("CPUSurplusCreditBalance", credits.surplus),
                    ("CPUSurplusCreditsCharged", credits.charged),
                ];
                let period = 5 * MINUTE;
                let begins = now.saturating_sub(period);
                server.put(
                    CREDITS,
                    &credits,
                    Unit::Count,
                    (begins, period),
                    out.metrics,
                );
            }
        }
        for (at, sample) in groups.into_iter().enumerate() {
            let period = self.period_of_group(at);
            if let (Some(sample), true) = (sample, period == MINUTE || fifth) {
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

    pub(super) fn publish_balancers(&mut self, now: Second, out: &mut Out) {
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
                publish_zones(out.metrics, &self.watching.ids.hosts[place], begins, group);
            }
        }
    }

    pub(super) fn publish_stores(&mut self, now: Second, out: &mut Out) {
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
}

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
    latency: &crate::simulation::balancing::Latency,
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

/// The hosts of each zone (SLB-32).
fn publish_zones(metrics: &mut Metrics, ids: &[[Series; 2]], at: Second, group: &GroupMinute) {
    let gauge = |(now, least, most): (u32, u32, u32)| Sample {
        count: 1,
        sum: now.into(),
        min: least.into(),
        max: most.into(),
    };
    for it in &group.hosts {
        if let Some([healthy, unhealthy]) = ids.get(it.zone) {
            let counts = (it.healthy, it.healthy_least, it.healthy_most);
            metrics.put(*healthy, at, gauge(counts));
            let counts = (it.unhealthy, it.unhealthy_least, it.unhealthy_most);
            metrics.put(*unhealthy, at, gauge(counts));
        }
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
