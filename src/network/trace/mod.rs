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
mod filters;
mod gateways;
mod middlebox;
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
        let destination = match to {
            Endpoint::Resource(id) => self.locate(id, self.client(start)).ok()?.address,
            _ => super::addresses::INTERNET_HOST,
        };
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
                host: "",
                path: "/",
                is_request: false,
            };
            walk.converse(start, packet, chosen_port, serving);
            !walk.dropped
        })
    }

    /// Whether a health check of a node gets to an address and back.
    pub(super) fn gets_through(&self, node: usize, address: Ipv4Addr, port: u16) -> bool {
        let Some(source) = self.interfaces[node].private else {
            return false;
        };
        let packet = Packet {
            source,
            destination: address,
            protocol: Protocol::Tcp,
            source_port: gateways::CHOSEN_PORT,
            destination_port: port,
        };
        let mut walk = Walk::new(self, false, packet);
        let serving = Serving {
            host: "",
            path: "/",
            is_request: false,
        };
        let arrived = walk.converse(Start::Interface(node), packet, true, serving);
        arrived && !walk.dropped
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
                    self.stop(Stage::Source, Some(&interface.id), code, |_| Vec::new());
                    return;
                };
                address
            }
            Start::Outside(address) => address,
        };
        let found = self.destination(start, &flow.to);
        let Some(address) = found else { return };
        self.state.packet.destination = address;
        let packet = self.state.packet;
        let serving = match &flow.to {
            Endpoint::Host(host) => Serving {
                host,
                path: &flow.path,
                is_request: asks_an_application(packet),
            },
            _ => Serving {
                host: "",
                path: &flow.path,
                is_request: false,
            },
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
            let mut walk = Walk::new(net, false, packet);
            walk.converse(start, packet, false, serving);
            if walk.dropped != self.dropped {
                self.note(UNEVEN);
                return;
            }
        }
    }

    /// Says where the flow starts, and finds the address that it goes to.
    fn destination(&mut self, start: Start, to: &Endpoint) -> Option<Ipv4Addr> {
        let net = self.net;
        let client = net.client(start);
        match to {
            Endpoint::Internet => self.set_out(start, super::addresses::INTERNET_HOST),
            Endpoint::Address(address) => self.set_out(start, *address),
            Endpoint::Resource(id) => {
                let found = net.locate(id, client);
                let address = found
                    .as_ref()
                    .map_or(Ipv4Addr::UNSPECIFIED, |it| it.address);
                self.set_out(start, address);
                self.found(start, id, found)
            }
            Endpoint::Host(host) => {
                let resolution = net.resolve(host, client);
                let answer = resolution.answer.as_ref();
                let address = answer.map_or(Ipv4Addr::UNSPECIFIED, |found| found.address);
                self.set_out(start, address);
                self.name_server(start)?;
                let last = resolution.steps.len().saturating_sub(1);
                let mut failed = Vec::new();
                for (index, step) in resolution.steps.into_iter().enumerate() {
                    if index == last && resolution.answer.is_err() {
                        failed.push(step);
                        continue;
                    }
                    let zone = match &step {
                        Evidence::Record { zone, .. } => Some(zone.clone()),
                        _ => None,
                    };
                    self.pass(Stage::Dns, Decision::Resolved, zone.as_ref(), |_| {
                        vec![step]
                    });
                }
                match resolution.answer {
                    Ok(found) => {
                        self.remark(&found);
                        Some(found.address)
                    }
                    Err((code, zone)) => {
                        self.stop(Stage::Dns, zone.as_ref(), code, |_| failed);
                        None
                    }
                }
            }
        }
    }

    fn set_out(&mut self, start: Start, destination: Ipv4Addr) -> Option<Ipv4Addr> {
        self.state.packet.destination = destination;
        let id = match start {
            Start::Interface(index) => Some(self.net.interfaces[index].id.clone()),
            Start::Outside(address) => self.net.user_at(address),
        };
        let up = match start {
            Start::Interface(index) => self.net.interfaces[index].up,
            Start::Outside(_) => true,
        };
        if up {
            self.pass(Stage::Source, Decision::Sent, id.as_ref(), |_| Vec::new());
        }
        Some(destination)
    }

    /// Finds the address of a resource for an application that calls it.
    fn locate(&mut self, start: Start, id: &ResourceId) -> Option<Ipv4Addr> {
        let found = self.net.locate(id, self.net.client(start));
        if let Ok(found) = &found {
            self.state.packet.destination = found.address;
        }
        self.found(start, id, found)
    }

    /// Writes down how a resource's name was answered, or that it has no
    /// address.
    fn found(
        &mut self,
        start: Start,
        id: &ResourceId,
        found: Result<Found, Code>,
    ) -> Option<Ipv4Addr> {
        match found {
            Ok(found) => {
                if found.named {
                    self.name_server(start)?;
                    self.pass(Stage::Dns, Decision::Resolved, Some(id), |_| {
                        vec![Evidence::Address {
                            address: found.address,
                            owner: found.owner.clone(),
                        }]
                    });
                }
                self.remark(&found);
                Some(found.address)
            }
            Err(code) => {
                self.stop(Stage::Destination, Some(id), code, |_| Vec::new());
                None
            }
        }
    }

    fn remark(&mut self, found: &Found) {
        if let Some(note) = found.note {
            self.note(note);
        }
    }

    /// A client in a VPC asks the VPC's name server, which may be switched off
    /// (rulebook VPC-18).
    fn name_server(&mut self, start: Start) -> Option<()> {
        let vpc = self.net.client(start).vpc.map(|vpc| &self.net.vpcs[vpc]);
        match vpc {
            Some(vpc) if !vpc.vpc.dns_support => {
                self.stop(Stage::Dns, Some(vpc.id), Code::DnsSupportDisabled, |_| {
                    vec![Evidence::Property {
                        resource: vpc.id.clone(),
                        property: "dns_support".to_owned(),
                        value: serde_json::Value::Bool(false),
                    }]
                })
            }
            _ => Some(()),
        }
    }
}

/// Whether a connection to a host name is taken for a request to its
/// application: any over TCP but a remote login.
fn asks_an_application(packet: Packet) -> bool {
    packet.protocol == Protocol::Tcp && !matches!(packet.destination_port, 22 | 3389)
}
