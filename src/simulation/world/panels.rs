//! Which metrics the control room's charts show.

use super::super::cloudwatch::{Key, Source, Stat};
use super::super::playing::Panel;
use super::World;

impl World {
    /// The metrics of a chart; several are added up.
    pub(in crate::simulation) fn panel(&self, panel: Panel) -> Vec<(Key, Stat)> {
        let balancer = self.balancers.iter().find(|it| it.depth == 0);
        let of_balancer = |names: &[&str], stat: Stat| {
            let Some(balancer) = balancer else {
                return Vec::new();
            };
            let keys = names.iter();
            keys.map(|name| (self.key_of(&balancer.id, "AWS/ApplicationELB", name), stat))
                .collect()
        };
        match panel {
            Panel::Requests => of_balancer(&["RequestCount"], Stat::Sum),
            Panel::Latency => of_balancer(&["TargetResponseTime"], Stat::Percentile(95.0)),
            Panel::Errors => of_balancer(
                &["HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"],
                Stat::Sum,
            ),
            Panel::Cpu => {
                let group = self.groups.iter().find(|it| {
                    self.live()
                        .any(|server| server.of == it.id && server.depth == 0)
                });
                let group = group.or(self.groups.first());
                let key = group.map(|it| self.key_of(&it.id, "AWS/EC2", "CPUUtilization"));
                key.map(|key| (key, Stat::Average)).into_iter().collect()
            }
            Panel::Healthy => {
                let pools = self.pools.iter().enumerate().filter(|(at, _)| {
                    let balancer = self.balancers.get(self.wiring.pools[*at].balancer);
                    balancer.is_some_and(|it| it.depth == 0)
                });
                pools
                    .map(|(_, it)| {
                        let key = self.key_of(&it.id, "AWS/ApplicationELB", "HealthyHostCount");
                        (key, Stat::Minimum)
                    })
                    .collect()
            }
        }
    }

    /// The thresholds of alarms that watch what a chart shows.
    pub(in crate::simulation) fn thresholds(&self, panel: Panel) -> Vec<(f64, String)> {
        let keys = self.panel(panel);
        let mut thresholds = Vec::new();
        for it in self.watching.alarms().all() {
            let watches = match &it.watch.source {
                Source::Metric(key, _) => keys.iter().any(|(it, _)| it == key),
                Source::Formula(..) => false,
            };
            if watches {
                thresholds.push((it.watch.threshold, it.watch.name.clone()));
            }
        }
        thresholds
    }
}
