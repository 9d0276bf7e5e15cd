//! A connection: the request, what it sets off at its end, the answer.

use std::net::Ipv4Addr;

use super::fate::Opener;
use super::state::State;
use super::walk::{Arrival, Walk};
use crate::architecture::*;
use crate::network::addresses;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::interfaces::Role;
use crate::relations::stores::listening_port;

/// Where a connection starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At an interface.
    Interface(usize),
    /// At an address that no interface has.
    Outside(Ipv4Addr),
}

/// What a request asks for, and of whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Serving<'f> {
    /// The interface that is meant, where a resource was named and not an
    /// address: two VPCs may use the same addresses, and whoever else has the
    /// address is not it.
    pub meant: Option<usize>,
    /// The host name that it names; empty for none.
    pub host: &'f str,
    /// The path that it asks for.
    pub path: &'f str,
    /// Whether an application takes it and asks its backends. A load balancer
    /// makes a request of whatever its listener takes.
    pub is_request: bool,
}

const NOBODY: &str = "Nobody in this document has the address: the packet leaves for the internet, and somebody there is assumed to answer.";

impl Walk<'_, '_> {
    /// Sends a packet, lets the other end serve it, and sends the answer.
    /// Whether the packet arrived, be it only as if nothing had stopped it.
    pub fn converse(
        &mut self,
        start: Start,
        packet: Packet,
        opener: Opener,
        serving: Serving,
    ) -> bool {
        let opener = match opener {
            Opener::Client if self.judge.is_none_or(|judge| !judge.every_port) => {
                Opener::At(packet.source_port)
            }
            opener => opener,
        };
        let mut state = State::of(packet, opener);
        // What is open is the connection of who asked, and no other.
        std::mem::swap(&mut state.scope, &mut self.scope);
        let outer = std::mem::replace(&mut self.state, state);
        let mut arrived = false;
        if let Some(arrival) = self.send(start) {
            arrived = true;
            let number = self.connection;
            let served = self.is_meant(arrival, serving) && self.serve(arrival, serving);
            self.connection = number;
            if served && self.may_go_on() && self.state.turn() {
                self.answer(start, arrival);
            }
        } else if !self.dropped {
            self.lost();
        }
        std::mem::swap(&mut self.state.scope, &mut self.scope);
        self.state = outer;
        arrived
    }

    /// Whether the packet has come to the interface that is meant. Without a
    /// connection between the VPCs there is no way to it (rulebook VPC-25).
    fn is_meant(&mut self, arrival: Arrival, serving: Serving) -> bool {
        let (Arrival::Interface(at), Some(meant)) = (arrival, serving.meant) else {
            return true;
        };
        if at == meant {
            return true;
        }
        let net = self.net;
        let address = self.state.packet.destination;
        let id = Some(&net.interfaces[meant].id);
        self.stop(Stage::Destination, id, Code::NoPath, |_| {
            vec![self_address(address, &net.interfaces[at].id)]
        });
        false
    }

    /// A packet that ends where no stage has a word for it, such as at an
    /// interface whose subnet is in no VPC.
    fn lost(&mut self) {
        let address = self.state.packet.destination;
        self.stop(Stage::Destination, None, Code::NoPath, |_| {
            vec![Evidence::Address {
                address,
                owner: None,
            }]
        });
    }

    fn may_go_on(&self) -> bool {
        self.record || !self.dropped
    }

    fn send(&mut self, start: Start) -> Option<Arrival> {
        match start {
            Start::Interface(from) => {
                let interface = &self.net.interfaces[from];
                if !interface.up {
                    self.stop(Stage::Source, Some(&interface.id), Code::BadState, |net| {
                        net.why_down(from)
                    })?;
                }
                self.leave(from)
            }
            Start::Outside(_) => self.send_from_outside(),
        }
    }

    fn send_from_outside(&mut self) -> Option<Arrival> {
        let net = self.net;
        let Packet {
            source,
            destination: to,
            ..
        } = self.state.packet;
        let owner = net.owner_of_private(to);
        let private = owner.is_some() && !net.by_public.contains_key(&to);
        if private || addresses::is_unroutable(to) {
            // Nobody on the internet knows a way to such an address, which is
            // private to its VPC whatever its range. Where somebody has it,
            // say what that somebody lacks.
            let interface = owner.map(|index| &net.interfaces[index]);
            let vpc = interface
                .and_then(|it| it.vpc_index)
                .map(|vpc| &net.relations.vpcs[vpc]);
            let (stage, code) = match interface {
                Some(_) => (
                    Stage::InternetGateway,
                    Code::IgwPrivateIpAssociationForIngress,
                ),
                None => (Stage::Destination, Code::NoPossibleDestination),
            };
            self.stop(
                stage,
                vpc.map(|vpc| vpc.internet_gateway.unwrap_or(vpc.id)),
                code,
                |_| {
                    vec![Evidence::Address {
                        address: to,
                        owner: interface.map(|it| it.id.clone()),
                    }]
                },
            )?;
            let to = owner?;
            self.attached_gateway(to)?;
            return self.enter(to, None);
        }
        if addresses::is_unroutable(source) && !net.by_public.contains_key(&to) {
            let gateway = net.relations.vpcs.iter().find(|vpc| vpc.contains(source));
            let gateway = gateway.and_then(|vpc| vpc.internet_gateway);
            let spoofed = Code::GatewayRejectsSpoofedTraffic;
            self.stop(Stage::InternetGateway, gateway, spoofed, |_| {
                vec![Evidence::Address {
                    address: source,
                    owner: None,
                }]
            });
            return None;
        }
        self.outside()
    }

    /// The answer goes from where the request arrived to where it started.
    fn answer(&mut self, start: Start, arrival: Arrival) {
        let back = match arrival {
            Arrival::Interface(at) => self.leave(at),
            Arrival::Internet | Arrival::Service => self.outside(),
            Arrival::Endpoint(vpc) => self.hand_over(vpc, None),
            Arrival::Provided(_) => match start {
                Start::Interface(from) => Some(Arrival::Interface(from)),
                Start::Outside(_) => None,
            },
        };
        let Some(back) = back else {
            if !self.dropped {
                self.lost();
            }
            return;
        };
        let home = match (start, back) {
            (Start::Interface(from), Arrival::Interface(to)) => from == to,
            (Start::Outside(_), back) => back == Arrival::Internet || back == Arrival::Service,
            _ => false,
        };
        let address = self.state.packet.destination;
        let id = match start {
            Start::Interface(from) => Some(self.net.interfaces[from].id.clone()),
            Start::Outside(address) => self.net.user_at(address),
        };
        if home {
            self.settle_ports();
            self.pass(Stage::Destination, Decision::Delivered, id.as_ref(), |_| {
                Vec::new()
            });
        } else {
            self.stop(
                Stage::Destination,
                id.as_ref(),
                Code::NoPossibleDestination,
                |_| {
                    vec![Evidence::Address {
                        address,
                        owner: None,
                    }]
                },
            );
        }
    }

    /// What is at the end of the way takes the packet. `false` if there will
    /// be no answer.
    fn serve(&mut self, arrival: Arrival, serving: Serving) -> bool {
        let packet = self.state.packet;
        let at = match arrival {
            Arrival::Interface(at) => at,
            Arrival::Internet => {
                let id = self.net.user_at(packet.destination);
                if id.is_none() && packet.destination != self.net.host {
                    self.note(NOBODY);
                }
                self.pass(Stage::Destination, Decision::Delivered, id.as_ref(), |_| {
                    Vec::new()
                });
                return true;
            }
            Arrival::Provided(vpc) => {
                let id = self.net.relations.vpcs[vpc].id;
                self.pass(Stage::Destination, Decision::Delivered, Some(id), |_| {
                    vec![self_address(packet.destination, id)]
                });
                return true;
            }
            Arrival::Service | Arrival::Endpoint(_) => {
                let id = self.net.bucket_at(packet.destination);
                // S3 and DynamoDB answer HTTP and HTTPS over TCP, on no other
                // port; an echo gets through, as through an endpoint.
                let answers = match packet.protocol {
                    Protocol::Tcp => [80, 443]
                        .map(|port| self.state.scope.is_port(port, packet.destination_port))
                        .contains(&true),
                    Protocol::Icmp => true,
                    // An endpoint has turned these away already.
                    _ => matches!(arrival, Arrival::Endpoint(_)),
                };
                if !answers {
                    return self
                        .stop(Stage::Destination, id, Code::PortNotListening, |_| {
                            Vec::new()
                        })
                        .is_some();
                }
                self.pass(Stage::Destination, Decision::Delivered, id, |_| Vec::new());
                return true;
            }
        };
        let interface = &self.net.interfaces[at];
        let listens = match interface.role {
            Role::BalancerNode => return self.balance(at, serving),
            Role::Standby => {
                return self
                    .stop(
                        Stage::Destination,
                        Some(&interface.id),
                        Code::StandbyTakesNoConnections,
                        |_| vec![self_address(packet.destination, &interface.id)],
                    )
                    .is_some();
            }
            Role::Database | Role::Replica | Role::MountTarget => {
                let owner = self.net.indexed().get(interface.owner);
                owner.and_then(|it| listening_port(&it.properties))
            }
            Role::Instance | Role::NatGateway => None,
        };
        // RDS engines, caches and NFS speak TCP; nothing answers another
        // protocol that has ports (rulebook RDS-9, EFS-5).
        let scope = &mut self.state.scope;
        let mut answers = |port: &u16| {
            scope.is_port(*port, packet.destination_port) && packet.protocol == Protocol::Tcp
        };
        if packet.protocol.has_ports()
            && let Some(port) = listens.filter(|port| !answers(port))
        {
            let owner = interface.owner.clone();
            let going = self.stop(
                Stage::Destination,
                Some(&interface.id),
                Code::PortNotListening,
                |_| {
                    vec![Evidence::Property {
                        resource: owner,
                        property: "port".to_owned(),
                        value: serde_json::Value::from(port),
                    }]
                },
            );
            return going.is_some();
        }
        self.pass(
            Stage::Destination,
            Decision::Delivered,
            Some(&interface.id),
            |_| vec![self_address(packet.destination, &interface.id)],
        );
        if interface.role == Role::Instance && serving.is_request {
            self.ask_backends(at);
        }
        true
    }
}

fn self_address(address: Ipv4Addr, id: &ResourceId) -> Evidence {
    Evidence::Address {
        address,
        owner: Some(id.clone()),
    }
}
