//! Where customers come in: the name that they type, what Route 53 answers,
//! and whether their connection opens there.

use super::probes::PAGE;
use super::{Behind, Door, Entrance, Wiring};
use crate::architecture::*;
use crate::network::{Endpoint, Flow, Network, Stage};

/// An alias to a load balancer is kept for 60 seconds (SR5-1).
const ALIAS_TTL: u32 = 60;

/// Where the customers' name leads.
pub fn entrance(net: &Network, wiring: &Wiring) -> Entrance {
    let named = hosts(net)
        .into_iter()
        .rev()
        .map(|host| named(net, wiring, &host));
    let best = named.filter(|it| !it.doors.is_empty()).max_by_key(|it| {
        (
            it.doors.iter().any(|door| door.let_in > 0.0),
            it.port == 443,
        )
    });
    best.unwrap_or_else(|| unnamed(net, wiring))
}

/// The names that customers may type: of each public zone its domain, and the
/// other names that have an address, in order.
fn hosts(net: &Network) -> Vec<String> {
    let mut hosts = Vec::new();
    for (_, zone) in net.indexed().all::<HostedZone>() {
        if zone.private {
            continue;
        }
        hosts.push(zone.domain.trim_end_matches('.').to_lowercase());
        for record in &zone.records {
            let name = record.name.trim_end_matches('.').to_lowercase();
            let leads = matches!(record.record_type, RecordType::A | RecordType::Cname);
            if leads && !name.contains('*') && !hosts.contains(&name) {
                hosts.push(name);
            }
        }
    }
    hosts
}

/// The entrance behind a name.
fn named(net: &Network, wiring: &Wiring, host: &str) -> Entrance {
    let mut doors = Vec::new();
    for answer in net.dns_answers(host, &Endpoint::Internet) {
        let part = answer.share.fraction() / many(answer.addresses.len());
        for address in &answer.addresses {
            let mut all = net.interfaces().iter();
            let owner = all.find(|it| it.public == Some(*address));
            let behind = owner.and_then(|it| behind(wiring, &it.id));
            doors.extend(behind.map(|behind| (behind, part)));
        }
    }
    let (ttl, detects) = patience(net, host);
    finish(net, wiring, host.to_owned(), doors, (ttl, detects))
}

/// Without a name, customers type an address that they were told: the
/// balancer's own name, else that of a server.
fn unnamed(net: &Network, wiring: &Wiring) -> Entrance {
    let nodes = wiring
        .balancers
        .iter()
        .enumerate()
        .flat_map(|(at, it)| (0..it.nodes.len()).map(move |node| Behind::Node(at, node)));
    let spots = (0..wiring.spots.len()).map(Behind::Spot);
    let public = |behind: &Behind| {
        let id = interface(wiring, *behind);
        net.interface(id).is_some_and(|it| it.public.is_some())
    };
    let mut open: Vec<Behind> = nodes.filter(public).collect();
    if open.is_empty() {
        open = spots.filter(public).take(1).collect();
    }
    let share = 1.0 / many(open.len());
    let doors = open.into_iter().map(|it| (it, share)).collect();
    finish(net, wiring, String::new(), doors, (ALIAS_TTL, 0))
}

fn finish(
    net: &Network,
    wiring: &Wiring,
    host: String,
    doors: Vec<(Behind, f64)>,
    (ttl, detects): (u32, u32),
) -> Entrance {
    let port = port(net, wiring, &doors);
    // A browser that does not like the certificate, or no listener.
    let refused = !host.is_empty() && {
        let trace = net.trace(&flow(Endpoint::Host(host.clone()), port));
        trace
            .blockers
            .iter()
            .any(|hop| hop.connection == 0 && hop.stage == Stage::Listener)
    };
    let doors = doors
        .into_iter()
        .map(|(behind, share)| {
            let interface = net.interface(interface(wiring, behind));
            let address = interface.and_then(|it| it.public);
            let let_in = match address {
                Some(address) if !refused => {
                    net.share_let_in(&flow(Endpoint::Address(address), port))
                }
                _ => 0.0,
            };
            Door {
                behind,
                share,
                let_in,
            }
        })
        .collect();
    Entrance {
        host,
        port,
        doors,
        ttl,
        detects,
    }
}

/// HTTPS where it is spoken, else the first listener's port.
fn port(net: &Network, wiring: &Wiring, doors: &[(Behind, f64)]) -> u16 {
    let balancer = doors.iter().find_map(|(behind, _)| match behind {
        Behind::Node(at, _) => net
            .indexed()
            .find::<LoadBalancer>(&wiring.balancers[*at].id),
        Behind::Spot(_) => None,
    });
    let Some(balancer) = balancer else { return 80 };
    let https = |it: &&Listener| it.protocol == ListenerProtocol::Https;
    let listener = balancer.listeners.iter().find(https);
    let listener = listener.or(balancer.listeners.first());
    listener.map_or(80, |it| it.port)
}

/// How long an answer for this name is kept, and how long a change behind it
/// takes to be seen (SR5-2).
fn patience(net: &Network, host: &str) -> (u32, u32) {
    let mut detects = 0;
    let mut ttl = ALIAS_TTL;
    for (_, zone) in net.indexed().all::<HostedZone>() {
        for record in &zone.records {
            if !record.name.trim_end_matches('.').eq_ignore_ascii_case(host) {
                continue;
            }
            if record.alias.is_none() {
                ttl = record.ttl;
            }
            let check = record.health_check.as_ref();
            if let Some(check) = check.and_then(|id| net.indexed().find::<HealthCheck>(id)) {
                let interval: u32 = check.interval.parse().unwrap_or(30);
                detects = detects.max(interval * u32::from(check.failure_threshold));
            }
        }
    }
    (ttl, detects)
}

fn flow(to: Endpoint, port: u16) -> Flow {
    Flow {
        from: Endpoint::Internet,
        to,
        protocol: Protocol::Tcp,
        port,
        source_port: None,
        icmp: None,
        path: PAGE.to_owned(),
    }
}

fn behind(wiring: &Wiring, interface: &ResourceId) -> Option<Behind> {
    for (at, balancer) in wiring.balancers.iter().enumerate() {
        if let Some(node) = balancer.nodes.iter().position(|it| it.id == *interface) {
            return Some(Behind::Node(at, node));
        }
    }
    let spot = wiring.spots.iter().position(|it| it.probe == *interface);
    spot.map(Behind::Spot)
}

fn interface(wiring: &Wiring, behind: Behind) -> &ResourceId {
    match behind {
        Behind::Node(balancer, node) => &wiring.balancers[balancer].nodes[node].id,
        Behind::Spot(spot) => &wiring.spots[spot].probe,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of addresses")]
fn many(of: usize) -> f64 {
    of.max(1) as f64
}
