//! The wiring changes: something was edited, failed, or works again. What is
//! known of servers, targets and databases stays; only who reaches whom is
//! another.

use super::super::balancing::{self, Settings, TargetGroup};
use super::super::group::{Group, Place, Setup};
use super::super::load::{Crowd, Firewall};
use super::super::wiring::{Serves, Wiring, wiring};
use super::depths::depths;
use super::*;
use crate::architecture::*;

impl World {
    /// Asks the network anew.
    pub(super) fn rewire(&mut self) {
        let fresh = wiring(&self.document.architecture, &self.failures, &self.unhealthy);
        self.adopt(fresh);
    }

    /// Goes on with another wiring.
    pub(super) fn adopt(&mut self, wiring: Wiring) {
        let before = Arc::clone(&self.wiring);
        let wiring = Arc::new(wiring);
        self.wiring = Arc::clone(&wiring);
        self.number_zones(&wiring);
        self.adopt_groups(&wiring);
        self.adopt_balancers(&wiring);
        self.adopt_servers(&before, &wiring);
        self.adopt_pools(&wiring);
        self.adopt_databases(&wiring);
        self.adopt_nats(&wiring);
        self.adopt_caches(&wiring);
        self.adopt_files(&wiring);
        self.adopt_buckets();
        self.adopt_checks(&wiring);
        self.adopt_gates(&before, &wiring);
        for at in 0..self.balancers.len() {
            self.answer_of(at);
        }
    }

    /// Zones keep their numbers; new ones are at the end.
    fn number_zones(&mut self, wiring: &Wiring) {
        let spots = wiring.spots.iter().map(|it| it.zone.as_str());
        let nodes = wiring.balancers.iter().flat_map(|it| &it.nodes);
        let nodes = nodes.map(|it| it.zone.as_str());
        let nats = wiring.nats.iter().map(|it| it.zone.as_str());
        let stores = wiring.databases.iter();
        let stores = stores.flat_map(|it| [&it.primary_zone, &it.standby_zone]);
        let stores = stores.flatten().map(String::as_str);
        let caches = wiring.caches.iter().flat_map(|it| &it.zones);
        let caches = caches.map(String::as_str);
        let stores = stores.chain(caches);
        let mut zones: Vec<&str> = spots.chain(nodes).chain(nats).chain(stores).collect();
        zones.sort_unstable();
        zones.dedup();
        for zone in zones {
            if !self.zones.iter().any(|it| it == zone) {
                self.zones.push(zone.to_owned());
            }
        }
    }

    fn adopt_groups(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.groups);
        for it in &wiring.groups {
            let Some(group) = self.document.architecture.find::<AutoScalingGroup>(&it.id) else {
                continue;
            };
            let setup = self.setup_of(wiring, &it.spots, &it.id, &group.clone());
            let known = old.iter().position(|old| old.id == it.id);
            let run = match known {
                Some(at) => {
                    let mut run = old.remove(at);
                    run.group.renew(setup);
                    run
                }
                None => GroupRun {
                    id: it.id.clone(),
                    group: Group::new(self.at, setup, 1, self.seed),
                    named: 0,
                    is_bad: false,
                    activities: Vec::new(),
                    told: None,
                },
            };
            self.groups.push(run);
        }
    }

    fn setup_of(
        &self,
        wiring: &Wiring,
        spots: &[usize],
        id: &ResourceId,
        group: &AutoScalingGroup,
    ) -> Setup {
        let mut zones: Vec<&str> = spots
            .iter()
            .map(|it| wiring.spots[*it].zone.as_str())
            .collect();
        zones.sort_unstable();
        zones.dedup();
        let places = spots.iter().map(|it| {
            let spot = &wiring.spots[*it];
            Place {
                subnet: spot.subnet.clone(),
                label: super::super::cloudwatch::aws_id("subnet", &spot.subnet),
                zone: zones
                    .iter()
                    .position(|zone| *zone == spot.zone)
                    .unwrap_or_default(),
                zone_name: spot.zone.clone(),
            }
        });
        let architecture = &self.document.architecture;
        let template = architecture.follow::<LaunchTemplate>(&group.launch_template);
        let instance_type = template.map_or("", |it| it.instance_type.as_str());
        let name = architecture.name_of(id);
        Setup::of(&name, group, instance_type, places.collect(), self.clock)
    }

    fn adopt_balancers(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.balancers);
        let depths = depths(wiring);
        for (at, it) in wiring.balancers.iter().enumerate() {
            let zones: Vec<usize> = it.nodes.iter().map(|it| self.zone(&it.zone)).collect();
            let architecture = &self.document.architecture;
            let acl = it.web_acl.as_ref();
            let acl = acl.and_then(|id| architecture.find::<WebAcl>(id));
            let pools = wiring
                .pools
                .iter()
                .filter(|pool| pool.balancer == at)
                .count();
            let known = old.iter().position(|old| old.id == it.id);
            let known = known.map(|at| old.remove(at));
            let same = known.filter(|old| old.balancer.zones().eq(zones.iter().copied()));
            let rules = architecture.find::<LoadBalancer>(&it.id);
            let rules = rules.map_or(0, |it| it.listeners.iter().map(|it| it.rules.len()).sum());
            let mut run = match same {
                Some(mut run) => {
                    run.firewall = match acl {
                        Some(acl) => run.firewall.renewed(acl),
                        None => crowds(Firewall::none()),
                    };
                    run
                }
                None => {
                    let workload = architecture.all::<Workload>().next();
                    let open = workload.map_or(90, |(_, it)| it.connection_seconds);
                    BalancerRun {
                        id: it.id.clone(),
                        balancer: balancing::Balancer::new(&zones, pools, open),
                        firewall: crowds(acl.map_or_else(Firewall::none, Firewall::of)),
                        let_in: vec![1.0; zones.len()],
                        owed: vec![0.0; zones.len()],
                        pages: vec![0; zones.len()],
                        calls: vec![0; zones.len()],
                        depth: 0,
                        rules: 0,
                        blocked: 0,
                        blocking: false,
                        inner: Inner::default(),
                        connections: 0,
                    }
                }
            };
            run.depth = depths.balancers[at];
            run.rules = u32::try_from(rules).unwrap_or_default();
            for node in &it.nodes {
                run.balancer.set_node(self.zone(&node.zone), node.up);
            }
            self.balancers.push(run);
        }
    }

    /// Servers find their spots again; those of the drawing come and go with
    /// it.
    fn adopt_servers(&mut self, before: &Wiring, wiring: &Arc<Wiring>) {
        let now = self.at;
        let mut ended = Vec::new();
        for at in 0..self.servers.len() {
            let server = &self.servers[at];
            if server.gone.is_some() {
                continue;
            }
            let old = &before.spots[server.spot];
            let spots = &wiring.spots;
            let spot = spots
                .iter()
                .position(|it| it.of == old.of && it.subnet == old.subnet);
            let group = wiring.groups.iter().position(|it| it.id == server.of);
            match spot {
                Some(spot) => {
                    let it = &mut self.servers[at];
                    it.spot = spot;
                    it.group = group;
                    it.server.set_way_out(wiring.spots[spot].way_out);
                    let was_up = old.up;
                    let is_up = wiring.spots[spot].up;
                    if was_up && !is_up {
                        it.server.lose_zone();
                    } else if !was_up && is_up {
                        it.server.regain_zone(now);
                    }
                }
                None => ended.push(at),
            }
        }
        for at in ended {
            self.servers[at].server.terminate(now);
            self.servers[at].gone = Some(now);
            self.servers[at].spot = 0;
        }
        if before.spots.is_empty() {
            return;
        }
        for (spot, it) in wiring.spots.iter().enumerate() {
            let is_new = it.template.is_none() && !self.servers.iter().any(|s| s.of == it.of);
            if is_new {
                let name = self.called(&it.of);
                self.add_server(spot, None, 0, name, Some(false));
            }
        }
        for at in 0..self.servers.len() {
            if self.servers[at].gone.is_none() {
                self.servers[at].depth = self.depth_of(self.servers[at].spot);
            }
        }
    }

    fn adopt_pools(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.pools);
        let is_first = old.is_empty();
        for it in &wiring.pools {
            let group = self
                .document
                .architecture
                .find::<crate::architecture::TargetGroup>(&it.id);
            let group = group.cloned().unwrap_or_default();
            let settings = Settings::of(&group);
            let known = old.iter().position(|old| old.id == it.id);
            let mut run = match known {
                Some(at) => {
                    let mut run = old.remove(at);
                    if *run.targets.settings() != settings {
                        run.targets.renew(settings, self.at);
                    }
                    run
                }
                None => PoolRun {
                    id: it.id.clone(),
                    targets: TargetGroup::new(settings),
                    places: Vec::new(),
                    stale: true,
                    open: Vec::new(),
                    pages: Vec::new(),
                    calls: Vec::new(),
                    lost: [0; 16],
                    health_path: String::new(),
                    keeps_sessions: false,
                },
            };
            run.health_path = group.health_path;
            run.keeps_sessions = self.keeps_sessions(&it.spots);
            run.stale = true;
            self.pools.push(run);
        }
        if is_first {
            return;
        }
        // Who is behind a group now, and who is no longer.
        for at in 0..self.pools.len() {
            let members = self.members_of_pool(at);
            let numbers: Vec<u32> = members.iter().map(|it| self.servers[*it].number).collect();
            let slots = self.pools[at].targets.slots();
            let gone: Vec<u32> = slots
                .iter()
                .map(|it| it.target)
                .filter(|it| !numbers.contains(it))
                .collect();
            for number in gone {
                self.pools[at].targets.deregister(number, self.at);
            }
            for server in members {
                // A group registers its members itself, when they run.
                let it = &self.servers[server];
                if it.server.phase().is_running() {
                    let zone = self.zone(&wiring.spots[it.spot].zone);
                    let number = it.number;
                    if self.pools[at].targets.place_of(number).is_none() {
                        self.pools[at].targets.register(number, zone, self.at);
                    }
                }
            }
        }
    }

    /// What a balancer's name answers follows from its nodes and targets.
    pub(super) fn answer_of(&mut self, at: usize) -> bool {
        let Serves::Pool(pool) = self.wiring.balancers[at].serves else {
            return false;
        };
        let Some(pool) = self.pools.get(pool) else {
            return false;
        };
        let now = self.at;
        let targets = &pool.targets;
        self.balancers[at]
            .balancer
            .answer(now, |zone| targets.keeps(zone))
    }
}

/// The crowds that meet a web ACL, in the order of their numbers.
fn crowds(mut firewall: Firewall) -> Firewall {
    firewall.expect(Crowd::customers());
    firewall.expect(Crowd::flood());
    firewall.expect(Crowd::attack());
    firewall
}
