//! Asking the network for the wiring of a moment.

use std::collections::BTreeSet;

use super::checks::checks;
use super::entrance::entrance;
use super::files::{file_systems, mounts};
use super::outgoing::outgoing;
use super::probes::{PAGE, with_probes};
use super::sites::{answers, sites};
use super::*;
use crate::analysis::Analysis;
use crate::architecture::*;
use crate::network::{Endpoint, Failures, Interface, Network, Role};
use crate::relations::servers::{Registered, forwards};

/// The wiring of an architecture in which this and that has failed, and Route
/// 53 takes these health checks and load balancers for unhealthy.
pub fn wiring(
    architecture: &Architecture,
    failures: &Failures,
    unhealthy: &BTreeSet<ResourceId>,
) -> Wiring {
    let analysis = Analysis::of(&with_probes(architecture));
    let scenario = analysis.under(failures);
    let net = scenario.network();
    let calm = analysis.calm().network();
    let mut wiring = Wiring {
        databases: databases(calm),
        nats: nats(net),
        caches: caches(calm),
        files: file_systems(net, failures),
        sites: sites(net),
        ..Wiring::default()
    };
    spots(net, &mut wiring);
    pools(net, &mut wiring);
    balancers(net, &mut wiring);
    calls(net, &mut wiring);
    mounts(net, &mut wiring);
    outgoing(net, calm, &mut wiring);
    wiring.entrance = entrance(net, &wiring, unhealthy);
    answers(net, &mut wiring);
    for balancer in 0..wiring.balancers.len() {
        wiring.balancers[balancer].serves = serves(net, &wiring, balancer);
    }
    reach(net, &mut wiring);
    wiring.checks = checks(net, &wiring, failures);
    wiring
}

fn databases(net: &Network) -> Vec<DatabaseWiring> {
    let all = net.indexed().all::<Database>();
    all.map(|(id, _)| {
        let zone_of = |role: Role| {
            let places = net.interfaces_of(id).iter();
            let mut of_role = places.filter(|it| it.role == role && !it.zone.is_empty());
            of_role.next().map(|it| it.zone.to_owned())
        };
        DatabaseWiring {
            id: id.clone(),
            primary_zone: zone_of(Role::Database),
            standby_zone: zone_of(Role::Standby),
        }
    })
    .collect()
}

fn caches(net: &Network) -> Vec<CacheWiring> {
    let all = net.indexed().all::<Cache>();
    all.map(|(id, _)| {
        let mut nodes: Vec<&Interface> = net.interfaces_of(id).iter().collect();
        // The primary comes first, whatever the order of the rest.
        nodes.sort_by_key(|it| it.role != Role::Database);
        CacheWiring {
            id: id.clone(),
            zones: nodes.iter().map(|it| it.zone.to_owned()).collect(),
        }
    })
    .collect()
}

fn nats(net: &Network) -> Vec<NatWiring> {
    let all = net.indexed().all::<NatGateway>();
    all.filter_map(|(id, _)| {
        let interface = net.interfaces_of(id).first()?;
        Some(NatWiring {
            id: id.clone(),
            zone: interface.zone.to_owned(),
            up: interface.up,
        })
    })
    .collect()
}

/// Where servers can be: instances, then the subnets of groups.
fn spots(net: &Network, wiring: &mut Wiring) {
    for (id, instance) in net.indexed().all::<Instance>() {
        if let Some(interface) = net.interface(id) {
            let spot = spot(interface, None, &instance.user_data);
            wiring.spots.push(spot);
        }
    }
    for (id, group) in net.indexed().all::<AutoScalingGroup>() {
        let template = net.relations().template_of(group);
        let mut mine = Vec::new();
        for interface in net.interfaces_of(id) {
            let known = mine
                .iter()
                .any(|it: &usize| wiring.spots[*it].subnet == *interface.subnet);
            if known {
                continue;
            }
            mine.push(wiring.spots.len());
            let (template, user_data) = template.map_or((None, ""), |(id, template)| {
                (Some(id.clone()), template.user_data.as_str())
            });
            wiring.spots.push(spot(interface, template, user_data));
        }
        wiring.groups.push(GroupWiring {
            id: id.clone(),
            spots: mine,
            pools: Vec::new(),
            can_launch: template.is_some(),
        });
    }
}

fn spot(interface: &Interface, template: Option<ResourceId>, user_data: &str) -> Spot {
    Spot {
        of: interface.owner.clone(),
        probe: interface.id.clone(),
        template,
        subnet: interface.subnet.clone(),
        zone: interface.zone.to_owned(),
        up: interface.up,
        room: 0,
        way_out: false,
        leaves_through: None,
        stores: Vec::new(),
        caches: Vec::new(),
        mounts: Vec::new(),
        logs: Vec::new(),
        calls: Vec::new(),
        program: Program::of(user_data),
    }
}

/// Target groups that a balancer forwards to, with their targets.
fn pools(net: &Network, wiring: &mut Wiring) {
    let registered = Registered::of(net.relations());
    for (id, group) in net.indexed().all::<TargetGroup>() {
        let owners: Vec<&ResourceId> = registered.answering(id, group).to_vec();
        let mut spots: Vec<usize> = (0..wiring.spots.len())
            .filter(|at| owners.contains(&&wiring.spots[*at].of))
            .collect();
        // Addresses that are targets are those of servers.
        if group.target_type == TargetType::Ip {
            for address in group.addresses.iter().filter_map(CidrText::lenient) {
                let mut all = net.interfaces().iter();
                let owner = all.find(|it| it.private == Some(address.addr()));
                let at = owner.and_then(|it| wiring.spots.iter().position(|s| s.probe == it.id));
                spots.extend(at.filter(|at| !spots.contains(at)));
            }
        }
        for group in &mut wiring.groups {
            if group.spots.iter().any(|it| spots.contains(it)) {
                group.pools.push(wiring.pools.len());
            }
        }
        wiring.pools.push(Pool {
            id: id.clone(),
            balancer: usize::MAX,
            spots,
            checks: Vec::new(),
            carries: Vec::new(),
        });
    }
}

fn balancers(net: &Network, wiring: &mut Wiring) {
    for (id, balancer) in net.indexed().all::<LoadBalancer>() {
        let at = wiring.balancers.len();
        for group in forwards(balancer) {
            if let Some(pool) = wiring.pools.iter_mut().find(|it| it.id == *group) {
                pool.balancer = at;
            }
        }
        let nodes = net.interfaces_of(id).iter().map(|it| Node {
            id: it.id.clone(),
            zone: it.zone.to_owned(),
            up: it.up,
        });
        let web_acl = balancer.web_acl.clone();
        wiring.balancers.push(Balancer {
            id: id.clone(),
            nodes: nodes.collect(),
            serves: Serves::Nothing,
            web_acl: web_acl.filter(|it| net.indexed().find::<WebAcl>(it).is_some()),
        });
    }
}

/// What a balancer does with the pages of the customers, or of the tier before
/// it: the listener at the port that is asked, with its rules.
fn serves(net: &Network, wiring: &Wiring, at: usize) -> Serves {
    let id = &wiring.balancers[at].id;
    let Some(balancer) = net.indexed().find::<LoadBalancer>(id) else {
        return Serves::Nothing;
    };
    let is_entrance = wiring
        .entrance
        .doors
        .iter()
        .any(|door| matches!(door.behind, Behind::Node(it, _) if it == at));
    let port = if is_entrance {
        Some(wiring.entrance.port)
    } else {
        net.calling_port(id)
    };
    let Some(listener) = balancer.listeners.iter().find(|it| Some(it.port) == port) else {
        return Serves::Nothing;
    };
    let action = Network::action_for(listener, &wiring.entrance.host, PAGE);
    pool_of(action, &wiring.pools)
}

/// What applications call, and whether they reach it.
fn calls(net: &Network, wiring: &mut Wiring) {
    for at in 0..wiring.spots.len() {
        let probe = wiring.spots[at].probe.clone();
        let backends = match wiring.spots[at].template.as_ref() {
            Some(template) => net
                .indexed()
                .find::<LaunchTemplate>(template)
                .map(|it| it.backends.clone()),
            None => net
                .indexed()
                .find::<Instance>(&wiring.spots[at].of)
                .map(|it| it.backends.clone()),
        };
        let calls = backends.unwrap_or_default().into_iter().map(|id| {
            let callee = match net.indexed().kind_of(&id) {
                Some(Kind::Database) => wiring.database(&id).map(Callee::Database),
                Some(Kind::LoadBalancer) => wiring.balancer(&id).map(Callee::Balancer),
                Some(Kind::Instance) => wiring.instance(&id).map(Callee::Spot),
                _ => None,
            };
            let port = net.calling_port(&id);
            let reached =
                port.is_some_and(|port| net.connects(&probe, Endpoint::Resource(id.clone()), port));
            Call {
                callee: callee.unwrap_or(Callee::Other(id)),
                reached,
            }
        });
        let calls: Vec<Call> = calls.collect();
        let spot = &mut wiring.spots[at];
        let subnet = &spot.subnet;
        let taken = u32::try_from(net.addresses_in_use(subnet)).unwrap_or(u32::MAX);
        let mine = net.interfaces_of(&spot.of).iter();
        let mine = mine.filter(|it| it.subnet == subnet).count();
        let mine = u32::try_from(mine).unwrap_or(u32::MAX);
        // What the probes have taken is free again.
        spot.room = (net.usable_addresses(subnet) + mine).saturating_sub(taken);
        spot.calls = calls;
    }
}

/// Whether health checks and requests get from every node to every target.
fn reach(net: &Network, wiring: &mut Wiring) {
    for at in 0..wiring.pools.len() {
        let pool = &wiring.pools[at];
        let Some(balancer) = wiring.balancers.get(pool.balancer) else {
            continue;
        };
        let Some(group) = net.indexed().find::<TargetGroup>(&pool.id) else {
            continue;
        };
        let asked = |port: u16| -> Vec<Vec<bool>> {
            let nodes = balancer.nodes.iter();
            nodes
                .map(|node| {
                    let spots = pool.spots.iter();
                    spots
                        .map(|spot| net.node_reaches(&node.id, &wiring.spots[*spot].probe, port))
                        .collect()
                })
                .collect()
        };
        let checks = asked(group.health_port.unwrap_or(group.port));
        let carries = asked(group.port);
        let pool = &mut wiring.pools[at];
        pool.checks = checks;
        pool.carries = carries;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notebookly() -> Document {
        let text = include_str!("../../../assets/examples/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    #[test]
    fn the_whole_shop_is_wired() {
        let wiring = wiring(
            &notebookly().architecture,
            &Failures::default(),
            &BTreeSet::new(),
        );
        assert_eq!(wiring.entrance.host, "notebookly.com");
        assert_eq!(wiring.entrance.port, 443);
        let doors: Vec<f64> = wiring.entrance.doors.iter().map(|it| it.let_in).collect();
        assert_eq!(doors, [1.0, 1.0]);
        assert_eq!(wiring.balancers[0].serves, Serves::Pool(0));
        let pool = &wiring.pools[0];
        assert_eq!(pool.spots.len(), 2);
        assert!(pool.checks.iter().flatten().all(|it| *it));
        assert!(pool.carries.iter().flatten().all(|it| *it));
        for spot in &wiring.spots {
            assert!(spot.way_out && spot.up, "{spot:?}");
            assert!(spot.calls.iter().all(|it| it.reached), "{spot:?}");
            assert_eq!(spot.calls[0].callee, Callee::Database(0));
        }
        let zones: Vec<&str> = wiring.spots.iter().map(|it| it.zone.as_str()).collect();
        assert_eq!(zones, ["ap-south-1a", "ap-south-1b"]);
        let database = &wiring.databases[0];
        assert_ne!(database.primary_zone, database.standby_zone);
        assert!(database.standby_zone.is_some());
    }

    #[test]
    fn a_lost_zone_takes_its_own_along() {
        let failures = Failures::of_zone("ap-south-1a");
        let wiring = wiring(&notebookly().architecture, &failures, &BTreeSet::new());
        let up: Vec<bool> = wiring.spots.iter().map(|it| it.up).collect();
        assert_eq!(up, [false, true]);
        let nodes: Vec<bool> = wiring.balancers[0].nodes.iter().map(|it| it.up).collect();
        assert_eq!(nodes, [false, true]);
        let nats: Vec<bool> = wiring.nats.iter().map(|it| it.up).collect();
        assert_eq!(nats, [false, true]);
        assert!(wiring.spots[1].way_out);
        assert_eq!(wiring.spots[1].leaves_through, Some(1));
        // The name leads only to what is left.
        assert_eq!(wiring.entrance.doors.len(), 1);
    }

    #[test]
    fn a_closed_guard_closes_the_wire() {
        let mut document = notebookly();
        let guard = document
            .architecture
            .called("WebServer-SG")
            .unwrap()
            .clone();
        document.apply(Edit::remove(&guard, "ingress", 0)).unwrap();
        let wiring = wiring(
            &document.architecture,
            &Failures::default(),
            &BTreeSet::new(),
        );
        assert!(wiring.pools[0].carries.iter().flatten().all(|it| !*it));
        assert!(wiring.pools[0].checks.iter().flatten().all(|it| !*it));
        // Customers get as far as the balancer all the same.
        assert!(wiring.entrance.doors.iter().all(|it| it.let_in == 1.0));
    }
}
