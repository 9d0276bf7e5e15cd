//! What is watched, and where the metrics of what is drawn are.

use std::sync::Arc;

use super::super::clock::{MINUTE, Second};
use super::super::cloudwatch::{
    Alarms, Bill, Dimensions, Filters, GroupIndex, Key, Metrics, Scales, Series, Unit, Watches,
};
use super::published::{BALANCER, CACHE, CHECK, DATABASE, FILES, HOSTS, POOL, SIZES};
use super::{Out, World};
use crate::architecture::*;
use crate::relations::Relations;

/// What is watched, and how.
#[derive(Clone, Debug, Default)]
pub struct Watching {
    pub(super) alarms: Alarms,
    pub(super) scales: Vec<Vec<Scales>>,
    pub(super) filters: Filters,
    /// The log groups of the drawing, and where their filters read.
    pub(super) log_groups: Vec<(ResourceId, GroupIndex)>,
    pub(super) bill: Option<Bill>,
    /// Shared by the copies of a world.
    pub(super) ids: Arc<Ids>,
    /// What was last told of each alarm, by its name.
    pub(super) told: Vec<(String, u32)>,
    /// How many alarms stand in the record before these: an edit brings new
    /// ones, and those that went stay there.
    pub(super) places: Vec<usize>,
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
pub(super) struct Ids {
    pub(super) groups: Vec<Series>,
    pub(super) sizes: Vec<Vec<(&'static str, Series)>>,
    pub(super) balancers: Vec<Named>,
    pub(super) pools: Vec<Named>,
    /// Healthy and unhealthy targets of each pool, zone by zone.
    pub(super) hosts: Vec<Vec<[Series; 2]>>,
    pub(super) databases: Vec<Named>,
    pub(super) buckets: Vec<(Series, f64)>,
    pub(super) nats: Vec<Named>,
    pub(super) checks: Vec<Named>,
    pub(super) files: Vec<Named>,
    /// The metrics of each node of each cache.
    pub(super) caches: Vec<Vec<Named>>,
}

/// The metrics of one thing, by name.
pub(super) type Named = Vec<(&'static str, Series)>;

impl World {
    /// Everything that is watched, when a run begins.
    pub(super) fn begin_watching(&mut self, metrics: &mut Metrics) {
        let architecture = self.document.architecture.clone();
        let watches = Watches::of(&architecture);
        self.watching.alarms = Alarms::new(self.clock, &watches.all);
        self.watching.scales = watches.scales;
        self.watching.filters = Filters::of(&architecture).0;
        self.find_log_groups();
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
        self.find_log_groups();
        self.meter.renew(now, &architecture);
        let spent = self.meter.total(now).approximate();
        if let Some(bill) = &mut self.watching.bill {
            bill.renew(now, spent, &architecture);
        }
        self.name_metrics(out.metrics);
        self.enter_alarms(out);
    }

    fn find_log_groups(&mut self) {
        let groups = self.document.architecture.all::<LogGroup>();
        let filters = &self.watching.filters;
        let known = groups.filter_map(|(id, _)| Some((id.clone(), filters.group(id)?)));
        self.watching.log_groups = known.collect();
    }

    /// Looks up where the metrics of what is drawn are.
    fn name_metrics(&mut self, metrics: &mut Metrics) {
        let architecture = self.document.architecture.clone();
        let relations = Relations::of(&architecture);
        let dimensions = Dimensions::of(&relations);
        let mut ids = Ids::default();
        for it in &self.wiring.caches {
            let group = self.called(&it.id).to_ascii_lowercase();
            let nodes = (1..=it.zones.len()).map(|number| {
                let node = [Dimension {
                    name: "CacheClusterId".to_owned(),
                    value: format!("{group}-{number:03}"),
                }];
                let each = CACHE.iter().map(|(name, unit)| {
                    let key = dimensions.key(Some(&it.id), "AWS/ElastiCache", name, &node);
                    (*name, metrics.series(&key, *unit, MINUTE, Some(&it.id)))
                });
                each.collect()
            });
            ids.caches.push(nodes.collect());
        }
        for it in &self.pools {
            let zones = self.zones.iter().map(|zone| {
                HOSTS.map(|name| {
                    let zone = [Dimension {
                        name: "AvailabilityZone".to_owned(),
                        value: zone.clone(),
                    }];
                    let key = dimensions.key(Some(&it.id), "AWS/ApplicationELB", name, &zone);
                    metrics.series(&key, Unit::Count, MINUTE, Some(&it.id))
                })
            });
            ids.hosts.push(zones.collect());
        }
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
        for it in &self.wiring.files {
            ids.files.push(named(&it.id, "AWS/EFS", FILES));
        }
        for it in &self.checks {
            ids.checks.push(named(&it.id, "AWS/Route53", CHECK));
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
        self.watching.ids = Arc::new(ids);
    }

    pub(super) fn period_of_group(&self, at: usize) -> Second {
        let architecture = &self.document.architecture;
        let group = architecture.find::<AutoScalingGroup>(&self.groups[at].id);
        let template =
            group.and_then(|it| architecture.follow::<LaunchTemplate>(&it.launch_template));
        match template.is_some_and(|it| it.detailed_monitoring) {
            true => MINUTE,
            false => 5 * MINUTE,
        }
    }

    /// Where a metric of something drawn is.
    pub(super) fn key_of(&self, of: &ResourceId, namespace: &str, name: &str) -> Key {
        let relations = Relations::of(&self.document.architecture);
        Dimensions::of(&relations).key(Some(of), namespace, name, &[])
    }
}
