//! What happens to a packet: the answer to a flow, hop by hop.
//!
//! What is assumed where a flow does not say it:
//!
//! - A client's source port is shown as [`CLIENT_PORT`], which every operating
//!   system may choose (rulebook NACL-12); how far the answer holds is asked
//!   for all that Linux and Windows may choose. A NAT gateway or a load
//!   balancer may choose any from 1024 on, so an ACL must let all of those
//!   answers pass, all but a hundredth.
//! - Every server answers on every port, but for those that are known to
//!   listen on one: databases, mount targets, load balancers, S3.
//! - A request to a host name or to a load balancer is an HTTP request: load
//!   balancers pass it on, and the application that gets it asks its backends.
//!   A flow to an instance or an address is a plain connection; it ends there.
//! - A trace shows one way. It counts as delivered when all ways that AWS may
//!   take get through: every node that a name answers with, every healthy
//!   target, every port that a gateway may choose.
//! - As a destination, `internet` is a host that answers, at
//!   [`super::addresses::INTERNET_HOST`]; a public address that nobody in the
//!   document has is such a host too.
//!
//! - A server that calls a bucket is answered 403 where no policy lets it in
//!   (`permission`); the packet arrives all the same. IAM is asked about
//!   instances only, not about clients outside.
//!
//! Not modelled, and never part of an answer: IPv6, fragments, MTU, endpoint
//! policies, bandwidth, TLS, whether a program runs
//! or answers well, route tables of gateways (edge associations), prefix lists
//! in rules, transit gateways, VPN, Network Firewall, VPC Block Public Access.

mod asker;
mod backends;
mod balancer;
mod conversation;
mod destination;
mod evidence;
mod fate;
mod filters;
mod gateways;
mod judge;
mod lists;
mod middlebox;
mod permission;
mod probe;
mod provided;
mod source;
mod state;
mod tell;
mod tls;
mod walk;

use std::net::Ipv4Addr;

pub use balancer::Chosen;
pub(super) use balancer::matching;
use conversation::{Serving, Start};
use fate::Opener;
pub(super) use fate::{Fate, Way, few};
pub(super) use judge::Judge;
pub(super) use state::Asked;
use walk::Walk;

use super::answer::*;
use super::code::Code;
use super::extent::{Extent, Limit, Reach};
use super::interfaces::Role;
use super::names::{Client, Found, Whereabouts};
use super::scope::Scope;
use super::topology::Network;
use crate::architecture::*;

/// The source port of a client that names none: within the ranges of Linux
/// (32768 to 60999), of Windows and of IANA (49152 to 65535).
pub const CLIENT_PORT: u16 = 50_000;

impl<'a> Network<'a> {
    /// Whether a flow is delivered, without saying why; quicker than a trace.
    pub fn reaches(&self, flow: &Flow) -> bool {
        self.reaches_by(&Judge::new(self, false), flow)
    }

    /// How far the answer to a flow holds for all that it speaks of.
    pub fn extent(&self, flow: &Flow) -> Extent {
        self.ask(&Judge::new(self, true), flow).extent
    }

    /// The same for whoever asks much.
    pub(super) fn reaches_by<'j>(&'j self, judge: &'j Judge<'j, 'a>, flow: &Flow) -> bool {
        let shown = Flow {
            from: self.shown(&flow.from, self.user_address()),
            to: self.shown(&flow.to, self.host),
            ..flow.clone()
        };
        self.ask(judge, &shown).extent.reach == Reach::Everybody
    }

    /// What becomes of a flow between two ends on every way that AWS may take,
    /// and how far around what is left open that is true.
    pub(super) fn fate_of<'j>(
        &'j self,
        judge: &'j Judge<'j, 'a>,
        flow: &Flow,
        scope: Scope,
    ) -> (Fate, Scope) {
        let mut walk = Walk::judged(judge, opening(flow));
        walk.scope = scope;
        walk.run(flow);
        let scope = walk.scope;
        (walk.end(), scope)
    }

    /// The interface that was found behind a name.
    fn interface_of_found(&self, found: &Found) -> Option<usize> {
        self.interface_index.get(found.owner.as_ref()?).copied()
    }

    /// Who asks for names from here.
    fn client(&self, start: Start) -> Client<'a> {
        match start {
            Start::Interface(index) => Client {
                vpc: self.interfaces[index].vpc_index,
                zone: self.interfaces[index].zone,
                whereabouts: self.whereabouts_of_vpc(self.interfaces[index].vpc_index),
            },
            Start::Outside(_) => Client::STRANGER,
        }
    }

    /// Who asks for names, where somebody is named.
    pub(super) fn client_of(&self, from: &Endpoint) -> Option<Client<'a>> {
        let start = self.start(from, &Endpoint::Internet).ok()?;
        let mut client = self.client(start);
        if let Some(whereabouts) = self.whereabouts(start, from) {
            client.whereabouts = whereabouts;
        }
        Some(client)
    }

    /// Where Route 53 takes somebody on the internet to be, if a user of the
    /// document stands for them.
    fn whereabouts(&self, start: Start, from: &Endpoint) -> Option<Whereabouts<'a>> {
        let Start::Outside(address) = start else {
            return None;
        };
        let named = match from {
            Endpoint::Resource(id) => self.whereabouts_of_user(id),
            _ => None,
        };
        named.or_else(|| self.whereabouts_of_user(&self.user_at(address)?))
    }

    /// Where Route 53 takes a VPC's name server to be: in its Region.
    fn whereabouts_of_vpc(&self, vpc: Option<usize>) -> Whereabouts<'a> {
        let region = vpc.map_or("", |vpc| self.relations.vpcs[vpc].region);
        let facts = crate::aws::regions::facts(region);
        Whereabouts {
            country: facts.map_or("", |it| it.country),
            continent: facts.map_or("", |it| it.continent),
            region,
        }
    }

    /// Where Route 53 takes a user to be.
    fn whereabouts_of_user(&self, id: &ResourceId) -> Option<Whereabouts<'a>> {
        let user: &'a User = self.indexed().find(id)?;
        Some(Whereabouts::of(&user.country, &user.nearest_region))
    }
}

/// The packet that a flow starts with, before its addresses are known.
fn opening(flow: &Flow) -> Packet {
    let (source_port, destination_port) = match flow.protocol {
        Protocol::Icmp => {
            let (kind, code) = flow.icmp.unwrap_or((8, 0));
            (u16::from(kind), u16::from(code))
        }
        Protocol::Tcp | Protocol::Udp => (flow.source_port.unwrap_or(CLIENT_PORT), flow.port),
        Protocol::All | Protocol::Number(_) => (0, 0),
    };
    Packet {
        source: Ipv4Addr::UNSPECIFIED,
        destination: Ipv4Addr::UNSPECIFIED,
        protocol: flow.protocol,
        source_port,
        destination_port,
    }
}

impl<'a> Walk<'_, 'a> {
    fn run(&mut self, flow: &Flow) {
        self.by_resource = matches!(flow.to, Endpoint::Resource(_));
        let start = match self.net.start(&flow.from, &flow.to) {
            Ok(start) => start,
            Err(refused) => {
                self.stop(
                    Stage::Source,
                    refused.resource.as_ref(),
                    refused.code,
                    |_| Vec::new(),
                );
                return;
            }
        };
        self.state.packet.source = match start {
            Start::Interface(index) => {
                let interface = &self.net.interfaces[index];
                let Some(address) = interface.private else {
                    let code = Code::UnassociatedComponent;
                    self.stop(Stage::Source, Some(&interface.id), code, |_| {
                        interface.wanted_address().into_iter().collect()
                    });
                    return;
                };
                address
            }
            Start::Outside(address) => address,
        };
        let found = self.destination(start, flow);
        let Some(found) = found else { return };
        self.state.packet.destination = found.address;
        let packet = self.state.packet;
        let (host, is_request) = match &flow.to {
            Endpoint::Host(host) => (host.as_str(), asks_an_application(packet)),
            _ => ("", false),
        };
        let from_node = matches!(start, Start::Interface(index)
            if self.net.interfaces[index].role == Role::BalancerNode);
        let opener = match flow.source_port {
            Some(port) => Opener::At(port),
            None if from_node => Opener::Chooses,
            None => Opener::Client,
        };
        let net = self.net;
        let serving = |found: Option<&ResourceId>| Serving {
            meant: found.and_then(|id| net.interface_index.get(id)).copied(),
            host,
            path: &flow.path,
            is_request,
        };
        let Some(judge) = self.judge.filter(|_| !found.others.is_empty()) else {
            self.converse(start, packet, opener, serving(found.owner.as_ref()));
            return;
        };
        let all: Vec<_> = std::iter::once((found.address, found.owner))
            .chain(found.others)
            .collect();
        let mut ways = Vec::new();
        for (place, (address, owner)) in all.iter().enumerate() {
            let weight = found.weights.get(place).copied().unwrap_or(1);
            if address.is_unspecified() {
                // This answer holds no address.
                ways.push((*address, weight, Fate::lost()));
                continue;
            }
            let packet = Packet {
                destination: *address,
                ..packet
            };
            let mut walk = Walk::judged(judge, packet);
            walk.scope = self.scope;
            walk.converse(start, packet, opener, serving(owner.as_ref()));
            self.scope = walk.scope;
            ways.push((*address, weight, walk.end()));
        }
        self.depend(Fate::drawn(ways, |lost| Limit::Answers {
            lost: destination::answers(&all, lost),
            of: all.len(),
        }));
    }
}

/// Whether a connection to a host name is taken for a request to its
/// application: any over TCP but a remote login.
fn asks_an_application(packet: Packet) -> bool {
    packet.protocol == Protocol::Tcp && !matches!(packet.destination_port, 22 | 3389)
}
