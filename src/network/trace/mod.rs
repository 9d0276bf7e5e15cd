//! What happens to a packet: the answer to a flow, hop by hop.
//!
//! What is assumed where a flow does not say it:
//!
//! - A client's source port is [`CLIENT_PORT`], which every operating system
//!   may choose (rulebook NACL-12). A NAT gateway or a load balancer may
//!   choose any from 1024 on, so an ACL must let all of those answers pass.
//! - Every server answers on every port, but for those that are known to
//!   listen on one: databases, mount targets, load balancers, S3.
//! - A request to a host name or to a load balancer is an HTTP request: load
//!   balancers pass it on, and the application that gets it asks its backends.
//!   A flow to an instance or an address is a plain connection; it ends there.
//! - As a destination, `internet` is a host that answers, at
//!   [`super::addresses::INTERNET_HOST`]; a public address that nobody in the
//!   document has is such a host too.
//!
//! Not modelled, and never part of an answer: IPv6, fragments, MTU, IAM and
//! bucket policies, endpoint policies, bandwidth, TLS, whether a program runs
//! or answers well, route tables of gateways (edge associations), prefix lists
//! in rules, transit gateways, VPN, Network Firewall, VPC Block Public Access.

mod backends;
mod balancer;
mod conversation;
mod destination;
mod filters;
mod gateways;
mod middlebox;
mod probe;
mod provided;
mod source;
mod state;
mod walk;

use std::net::Ipv4Addr;

pub use balancer::Chosen;
use conversation::{Serving, Start};
use walk::Walk;

use super::answer::*;
use super::code::Code;
use super::interfaces::Role;
use super::names::{Client, Found};
use super::topology::Network;
use crate::architecture::*;

/// The source port of a client that names none: within the ranges of Linux
/// (32768 to 60999), of Windows and of IANA (49152 to 65535).
pub const CLIENT_PORT: u16 = 50_000;

impl<'a> Network<'a> {
    /// Follows a flow there and back.
    pub fn trace(&self, flow: &Flow) -> Trace {
        let mut walk = Walk::new(self, true, opening(flow));
        walk.run(flow);
        Trace {
            flow: flow.clone(),
            verdict: if walk.dropped {
                Verdict::Dropped
            } else {
                Verdict::Delivered
            },
            request: Leg { hops: walk.request },
            response: Leg {
                hops: walk.response,
            },
            blockers: walk.blockers,
            not_modelled: walk.notes.iter().map(|note| (*note).to_owned()).collect(),
        }
    }

    /// Whether a flow is delivered, without saying why; quicker than a trace.
    pub fn reaches(&self, flow: &Flow) -> bool {
        let mut walk = Walk::new(self, false, opening(flow));
        walk.run(flow);
        !walk.dropped
    }

    /// Answers like [`Network::reaches`] for many protocols and ports between
    /// two interfaces or the internet, looking up the ends just once. `None`
    /// if they have no addresses.
    pub(super) fn asker(
        &self,
        from: &Endpoint,
        to: &Endpoint,
    ) -> Option<impl Fn(Protocol, u16) -> bool> {
        let start = self.start(from, to).ok()?;
        let (source, chosen_port) = match start {
            Start::Interface(index) => {
                let interface = &self.interfaces[index];
                (interface.private?, interface.role == Role::BalancerNode)
            }
            Start::Outside(address) => (address, false),
        };
        let found = match to {
            Endpoint::Resource(id) => self.locate(id, self.client(start)).ok()?,
            _ => Found::at(self.host, None),
        };
        let (destination, meant) = (found.address, self.interface_of_found(&found));
        if meant.is_some_and(|meant| self.is_out_of_reach(start, meant, destination)) {
            return None;
        }
        Some(move |protocol, port| {
            let (source_port, destination_port) = match protocol {
                Protocol::Icmp => (8, 0),
                _ => (CLIENT_PORT, port),
            };
            let packet = Packet {
                source,
                destination,
                protocol,
                source_port,
                destination_port,
            };
            let mut walk = Walk::new(self, false, packet);
            let serving = Serving {
                meant,
                path: "/",
                ..Serving::default()
            };
            walk.converse(start, packet, chosen_port, serving);
            !walk.dropped
        })
    }

    /// Whether no packet can get to an interface, whatever the filters say: a
    /// NAT gateway takes none for itself (rulebook NAT-10), and a private
    /// address is known in its own VPC and in peered ones alone.
    fn is_out_of_reach(&self, start: Start, to: usize, address: Ipv4Addr) -> bool {
        let target = &self.interfaces[to];
        let foreign = match start {
            Start::Outside(_) => true,
            Start::Interface(from) => {
                let home = self.interfaces[from].vpc_index;
                let mut peers = home.into_iter().flat_map(|vpc| self.peers_of(vpc));
                home != target.vpc_index && !peers.any(|vpc| Some(vpc) == target.vpc_index)
            }
        };
        target.role == Role::NatGateway || foreign && target.public != Some(address)
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
            },
            Start::Outside(_) => Client {
                vpc: None,
                zone: "",
            },
        }
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

const UNEVEN: &str = "The load balancer's name answers with a node in each of its Availability Zones. This trace follows one of them; requests that go to another fare differently.";

impl<'a> Walk<'_, 'a> {
    fn run(&mut self, flow: &Flow) {
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
        let found = self.destination(start, &flow.to);
        let Some(found) = found else { return };
        self.state.packet.destination = found.address;
        let packet = self.state.packet;
        let (host, is_request) = match &flow.to {
            Endpoint::Host(host) => (host.as_str(), asks_an_application(packet)),
            _ => ("", false),
        };
        let serving = Serving {
            meant: self.net.interface_of_found(&found),
            host,
            path: &flow.path,
            is_request,
        };
        let before = self.dropped;
        let from_node = matches!(start, Start::Interface(index)
            if self.net.interfaces[index].role == Role::BalancerNode);
        self.converse(
            start,
            packet,
            from_node && flow.source_port.is_none(),
            serving,
        );
        if self.record && !before {
            self.compare_nodes(start, packet, serving);
        }
    }

    /// The name of a load balancer answers with all of its nodes, and the
    /// trace follows one. Says so if another one fares differently.
    fn compare_nodes(&mut self, start: Start, packet: Packet, serving: Serving) {
        let net = self.net;
        let node = match start {
            // Private addresses count in the client's own VPC.
            Start::Interface(index) => net.interfaces[index]
                .vpc_index
                .and_then(|vpc| net.by_private.get(&(vpc, packet.destination))),
            Start::Outside(_) => None,
        };
        let node = node.or_else(|| net.by_public.get(&packet.destination));
        let Some(node) = node.map(|index| &net.interfaces[*index]) else {
            return;
        };
        if node.role != Role::BalancerNode {
            return;
        }
        let public = node.public == Some(packet.destination);
        for other in net.interfaces_of(node.owner) {
            let address = if public { other.public } else { other.private };
            let Some(destination) = address.filter(|_| other.id != node.id && other.up) else {
                continue;
            };
            let packet = Packet {
                destination,
                ..packet
            };
            let serving = Serving {
                meant: None,
                ..serving
            };
            let mut walk = Walk::new(net, false, packet);
            walk.converse(start, packet, false, serving);
            if walk.dropped != self.dropped {
                self.note(UNEVEN);
                return;
            }
        }
    }
}

/// Whether a connection to a host name is taken for a request to its
/// application: any over TCP but a remote login.
fn asks_an_application(packet: Packet) -> bool {
    packet.protocol == Protocol::Tcp && !matches!(packet.destination_port, 22 | 3389)
}
