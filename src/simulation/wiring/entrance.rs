//! Where customers come in: the name that they type, what Route 53 answers,
//! and whether their connection opens there.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::probes::PAGE;
use super::{Behind, Door, Entrance, Wiring};
use crate::architecture::*;
use crate::network::{Endpoint, Flow, Network, Stage};

/// An alias to a load balancer is kept for 60 seconds (SR5-1).
const ALIAS_TTL: u32 = 60;

/// Where the customers' name leads.
pub fn entrance(net: &Network, wiring: &Wiring, unhealthy: &BTreeSet<ResourceId>) -> Entrance {
    let named = hosts(net)
        .into_iter()
        .rev()
        .map(|host| named(net, wiring, unhealthy, &host));
    let best = named.filter(|it| !it.doors.is_empty()).max_by_key(|it| {
        (
            it.doors.iter().any(|door| door.let_in > 0.0),
            it.port == 443,
        )
    });
    let mut entrance = best.unwrap_or_else(|| unnamed(net, wiring));
    // A server that a record named until now is believed in for a while, too.
    for spot in (0..wiring.spots.len()).map(Behind::Spot) {
        if entrance.doors.iter().any(|it| it.behind == spot) {
            continue;
        }
        if let Some(address) = public(net, wiring, spot) {
            let let_in = net.share_let_in(&flow(Endpoint::Address(address), entrance.port));
            entrance.doors.push(Door {
                behind: spot,
                share: 0.0,
                let_in,
            });
        }
    }
    entrance
}

/// The public address of a place.
fn public(net: &Network, wiring: &Wiring, behind: Behind) -> Option<Ipv4Addr> {
    net.interface(interface(wiring, behind)?)?.public
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

/// The entrance behind a name. A record that names a health check is given out
/// while the check says that it is healthy, and an alias that evaluates its
/// target's health while the load balancer is; a bucket always is (rulebook
/// R53-13).
fn named(net: &Network, wiring: &Wiring, unhealthy: &BTreeSet<ResourceId>, host: &str) -> Entrance {
    let records = records(net, host);
    let healthy = |it: &DnsRecord| !asks_of(it).any(|id| unhealthy.contains(id));
    let mut doors = doors(net, wiring, host, &healthy);
    // What stands by is wired as well: some believe in it for a while.
    let mut chosen_by = Vec::new();
    for record in choosing(net) {
        for (behind, _) in self::doors(net, wiring, host, &|it| it == record) {
            if !doors.iter().any(|(known, _)| *known == behind) {
                doors.push((behind, 0.0));
            }
        }
        chosen_by.extend(asks_of(record).cloned());
    }
    chosen_by.sort();
    chosen_by.dedup();
    // An alias answers with a TTL of its own.
    let ttl = records.iter().rev().find(|it| it.alias.is_none());
    let ttl = ttl.map_or(ALIAS_TTL, |it| it.ttl);
    Entrance {
        records,
        chosen_by,
        ..finish(net, wiring, host.to_owned(), doors, ttl)
    }
}

/// The places that a name leads to, each with its part of the customers.
fn doors(
    net: &Network,
    wiring: &Wiring,
    host: &str,
    healthy: &dyn Fn(&DnsRecord) -> bool,
) -> Vec<(Behind, f64)> {
    let mut doors = Vec::new();
    for answer in net.dns_answers_by(host, &Endpoint::Internet, healthy) {
        let part = answer.share.fraction() / many(answer.addresses.len());
        for address in &answer.addresses {
            let mut all = net.interfaces().iter();
            let owner = all.find(|it| it.public == Some(*address));
            let behind = match owner {
                Some(it) => wiring.behind(&it.id),
                None => net.bucket_at(*address).and_then(|id| site(wiring, id)),
            };
            doors.extend(behind.map(|behind| (behind, part)));
        }
    }
    doors
}

/// By whose health a record is given out.
fn asks_of(record: &DnsRecord) -> impl Iterator<Item = &ResourceId> {
    let alias = record
        .alias
        .as_ref()
        .filter(|_| record.evaluate_target_health);
    record.health_check.iter().chain(alias)
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
    let public = |behind: &Behind| public(net, wiring, *behind).is_some();
    let mut open: Vec<Behind> = nodes.filter(public).collect();
    if open.is_empty() {
        open = spots.filter(public).take(1).collect();
    }
    let share = 1.0 / many(open.len());
    let doors = open.into_iter().map(|it| (it, share)).collect();
    finish(net, wiring, String::new(), doors, ALIAS_TTL)
}

fn finish(
    net: &Network,
    wiring: &Wiring,
    host: String,
    doors: Vec<(Behind, f64)>,
    ttl: u32,
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
            let let_in = match public(net, wiring, behind) {
                // The website endpoint of a bucket speaks no HTTPS.
                // [S3 UG: Website endpoints]
                None if matches!(behind, Behind::Site(_)) => f64::from(u8::from(port == 80)),
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
        ..Entrance::default()
    }
}

/// HTTPS where it is spoken, else the first listener's port.
fn port(net: &Network, wiring: &Wiring, doors: &[(Behind, f64)]) -> u16 {
    let balancer = doors.iter().find_map(|(behind, _)| match behind {
        Behind::Node(at, _) => net
            .indexed()
            .find::<LoadBalancer>(&wiring.balancers[*at].id),
        Behind::Spot(_) | Behind::Site(_) => None,
    });
    let Some(balancer) = balancer else { return 80 };
    let https = |it: &&Listener| it.protocol == ListenerProtocol::Https;
    let listener = balancer.listeners.iter().find(https);
    let listener = listener.or(balancer.listeners.first());
    listener.map_or(80, |it| it.port)
}

/// The records of public zones.
fn all<'n>(net: &'n Network) -> impl Iterator<Item = &'n DnsRecord> {
    let zones = net.indexed().all::<HostedZone>();
    let public = zones.filter(|(_, zone)| !zone.private);
    public.flat_map(|(_, zone)| &zone.records)
}

/// The records of a name.
fn records(net: &Network, host: &str) -> Vec<DnsRecord> {
    let called = |it: &&DnsRecord| it.name.trim_end_matches('.').eq_ignore_ascii_case(host);
    all(net).filter(called).cloned().collect()
}

/// The records among which Route 53 chooses, of any name: one may lead to
/// another.
fn choosing<'n>(net: &'n Network) -> impl Iterator<Item = &'n DnsRecord> {
    all(net).filter(|it| it.policy != RoutingPolicy::Simple)
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

fn interface(wiring: &Wiring, behind: Behind) -> Option<&ResourceId> {
    match behind {
        Behind::Node(balancer, node) => Some(&wiring.balancers[balancer].nodes[node].id),
        Behind::Spot(spot) => Some(&wiring.spots[spot].probe),
        Behind::Site(_) => None,
    }
}

fn site(wiring: &Wiring, bucket: &ResourceId) -> Option<Behind> {
    let at = wiring.sites.iter().position(|it| it.id == *bucket)?;
    Some(Behind::Site(at))
}

#[expect(clippy::cast_precision_loss, reason = "a handful of addresses")]
fn many(of: usize) -> f64 {
    of.max(1) as f64
}
