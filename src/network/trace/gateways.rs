//! The ways out of a subnet: internet gateway, NAT gateway, gateway endpoint,
//! peering connection, and an instance that passes packets on.

use super::fate::Opener;
use super::state::Replaced;
use super::walk::{Arrival, Walk};
use crate::architecture::*;
use crate::network::addresses;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::interfaces::Role;
use crate::network::ports::Ports;
use crate::network::routes::Choice;

/// The source port that a NAT gateway or load balancer is shown with; it may
/// take any from 1024 to 65535 (rulebook NACL-12).
pub(super) const CHOSEN_PORT: u16 = 20_480;

const NAT_CHAIN: &str =
    "A NAT gateway that sends to another NAT gateway is not modelled; the packet counts as lost.";

const NAT_PEERING: &str = "A NAT gateway that sends into a peering connection is not modelled; the packet counts as lost.";

impl<'a> Walk<'_, 'a> {
    /// Out through the internet gateway, which replaces the private source by
    /// the public address of its interface (rulebook IGW-4).
    pub fn internet_gateway_out(&mut self, vpc: usize, gateway: &ResourceId) -> Option<Arrival> {
        let net = self.net;
        let packet = self.state.packet;
        let (source, to) = (packet.source, packet.destination);
        let owner = net.by_private.get(&(vpc, source)).copied();
        let evidence = |address| Evidence::Address {
            address,
            owner: owner.map(|index| net.interfaces[index].id.clone()),
        };
        let Some(owner) = owner else {
            let spoofed = Code::GatewayRejectsSpoofedTraffic;
            self.stop(Stage::InternetGateway, Some(gateway), spoofed, |_| {
                vec![evidence(source)]
            });
            return None;
        };
        let public = match net.interfaces[owner].public {
            Some(public) => public,
            None => {
                let code = Code::IgwPublicIpAssociationForEgress;
                self.stop(Stage::InternetGateway, Some(gateway), code, |_| {
                    vec![evidence(source)]
                })?;
                // On as if it had one, to find what else is in the way.
                let pretended = net.spare_public_address(owner)?;
                self.state.pretended = Some((pretended, owner));
                pretended
            }
        };
        let refused = if addresses::is_rfc1918(to) {
            Some(Code::IgwDestinationAddressNotInRfc1918Egress)
        } else if addresses::is_rfc6598(to) {
            Some(Code::IgwDestinationAddressNotInRfc6598Egress)
        } else if addresses::is_unroutable(to) {
            Some(Code::NoPossibleDestination)
        } else {
            None
        };
        if let Some(code) = refused {
            self.stop(Stage::InternetGateway, Some(gateway), code, |_| {
                vec![Evidence::Address {
                    address: to,
                    owner: None,
                }]
            });
            return None;
        }
        self.state.packet.source = public;
        self.pass(
            Stage::InternetGateway,
            Decision::Translated,
            Some(gateway),
            |_| {
                vec![Evidence::Translation {
                    before: source,
                    after: public,
                }]
            },
        );
        self.outside()
    }

    /// The packet is on the internet, where public addresses count.
    pub fn outside(&mut self) -> Option<Arrival> {
        self.state.came_from = None;
        self.age()?;
        let to = self.state.packet.destination;
        let pretended = self.state.pretended.filter(|(address, _)| *address == to);
        let owner = self.net.by_public.get(&to).copied();
        if let Some(owner) = owner.or(pretended.map(|(_, owner)| owner)) {
            return self.internet_gateway_in(owner);
        }
        if addresses::S3_POOL.contains(&to) || addresses::DYNAMODB_POOL.contains(&to) {
            return Some(Arrival::Service);
        }
        Some(Arrival::Internet)
    }

    /// The internet gateway of the VPC that an interface is in; drops the
    /// packet if none that works is attached. The inner `None` goes on as if
    /// there were one.
    pub fn attached_gateway(&mut self, to: usize) -> Option<Option<&'a ResourceId>> {
        let net = self.net;
        let vpc = &net.relations.vpcs[net.interfaces[to].vpc_index?];
        let gateway = vpc.internet_gateway.filter(|id| !net.failures.hits(id));
        if gateway.is_none() {
            let resource = vpc.internet_gateway.unwrap_or(vpc.id);
            let address = self.state.packet.destination;
            let code = Code::BadStateAttachment;
            self.stop(Stage::InternetGateway, Some(resource), code, |_| {
                vec![Evidence::Address {
                    address,
                    owner: Some(net.interfaces[to].id.clone()),
                }]
            })?;
        }
        Some(gateway)
    }

    /// In through the internet gateway, which replaces the public destination
    /// by the private address of its interface.
    pub fn internet_gateway_in(&mut self, to: usize) -> Option<Arrival> {
        let net = self.net;
        let interface = &net.interfaces[to];
        let vpc = interface.vpc_index?;
        let before = self.state.packet.destination;
        let gateway = self.attached_gateway(to)?;
        let source = self.state.packet.source;
        let refused = if addresses::is_rfc1918(source) {
            Some(Code::IgwSourceAddressNotInRfc1918Ingress)
        } else if addresses::is_rfc6598(source) {
            Some(Code::IgwSourceAddressNotInRfc6598Ingress)
        } else if addresses::is_unroutable(source) || net.relations.vpcs[vpc].contains(source) {
            // Nobody outside has such an address: it is no host's, or one of
            // the VPC's own, which only its own interfaces may use.
            Some(Code::GatewayRejectsSpoofedTraffic)
        } else {
            None
        };
        if let Some(code) = refused {
            self.stop(Stage::InternetGateway, gateway, code, |_| {
                vec![Evidence::Address {
                    address: source,
                    owner: None,
                }]
            })?;
        }
        let Some(private) = interface.private else {
            self.stop(
                Stage::InternetGateway,
                gateway,
                Code::UnassociatedComponent,
                |_| {
                    vec![Evidence::Address {
                        address: before,
                        owner: Some(interface.id.clone()),
                    }]
                },
            );
            return None;
        };
        self.state.packet.destination = private;
        self.pass(
            Stage::InternetGateway,
            Decision::Translated,
            gateway,
            |_| {
                vec![Evidence::Translation {
                    before,
                    after: private,
                }]
            },
        );
        self.enter(to, None)
    }

    /// Out through a NAT gateway: into its subnet, translated, and on by the
    /// route table of its own subnet (rulebook NAT-2, NAT-11).
    pub fn nat_gateway_out(
        &mut self,
        from: usize,
        nat: usize,
        vpc: usize,
        table: Option<usize>,
        choice: Option<Choice>,
    ) -> Option<Arrival> {
        let net = self.net;
        let gateway = &net.interfaces[nat];
        let sender = &net.interfaces[from];
        let to = self.state.packet.destination;
        if sender.role == Role::NatGateway || sender.subnet_index == gateway.subnet_index {
            // Its own subnet's route leads to itself: a circle
            // (rulebook NAT-7).
            if from != nat && sender.role == Role::NatGateway {
                self.note(NAT_CHAIN);
            }
            self.stop(
                Stage::NatGateway,
                Some(&gateway.id),
                Code::NoPossibleDestination,
                |net| vec![net.route_evidence(vpc, table, to, choice)],
            );
            return None;
        }
        self.at(nat);
        self.border(gateway.subnet_index, Direction::Inbound)?;
        let source = self.state.packet.source;
        let id = Some(&gateway.id);
        let by_source = |_: &_| {
            vec![Evidence::Address {
                address: source,
                owner: None,
            }]
        };
        if self.state.answering {
            self.stop(
                Stage::NatGateway,
                id,
                Code::NgwSourceAddressReassign,
                by_source,
            );
            return None;
        }
        let Some(own) = gateway.private.filter(|_| gateway.up) else {
            self.stop(Stage::NatGateway, id, Code::BadState, |net| {
                net.why_down(nat)
            });
            return None;
        };
        let protocol = self.state.packet.protocol;
        if matches!(protocol, Protocol::Number(_)) {
            self.stop(Stage::NatGateway, id, Code::ProtocolRestriction, |_| {
                Vec::new()
            })?;
        }
        self.replace_source(nat, own);
        self.pass(Stage::NatGateway, Decision::Translated, id, |_| {
            vec![Evidence::Translation {
                before: source,
                after: own,
            }]
        });
        self.go(nat)
    }

    /// Replaces the source of the request and remembers it for the answer.
    pub fn replace_source(&mut self, by: usize, address: std::net::Ipv4Addr) {
        let packet = &mut self.state.packet;
        self.state.replaced.push(Replaced {
            by,
            source: packet.source,
            port: packet.source_port,
            opener: self.state.opener,
            ports: self.state.ports.clone(),
        });
        packet.source = address;
        if packet.protocol.has_ports() {
            packet.source_port = CHOSEN_PORT;
            // What the system of a NAT instance chooses is its own affair; the
            // one port that is shown stands for it.
            let gateway = self.net.interfaces[by].role == Role::NatGateway;
            self.state.opener = if gateway {
                Opener::Chooses
            } else {
                Opener::At(CHOSEN_PORT)
            };
            self.state.ports = Ports::range(self.state.opener.range());
        }
    }

    /// A packet addressed to a NAT gateway: an answer goes back to who asked,
    /// anything else ends here (rulebook NAT-10).
    pub fn nat_gateway_in(&mut self, nat: usize) -> Option<Arrival> {
        let gateway = &self.net.interfaces[nat];
        let before = self.state.packet.destination;
        let Some(replaced) = self.take_replaced(nat) else {
            self.stop(
                Stage::NatGateway,
                Some(&gateway.id),
                Code::NgwDestAddressPreservation,
                |_| {
                    vec![Evidence::Address {
                        address: before,
                        owner: Some(gateway.id.clone()),
                    }]
                },
            );
            return None;
        };
        self.state.packet.destination = replaced.source;
        if self.state.packet.protocol.has_ports() {
            self.state.packet.destination_port = replaced.port;
        }
        self.pass(
            Stage::NatGateway,
            Decision::Translated,
            Some(&gateway.id),
            |_| {
                vec![Evidence::Translation {
                    before,
                    after: replaced.source,
                }]
            },
        );
        self.go(nat)
    }

    /// Through a gateway endpoint to a service of Amazon; the source keeps its
    /// private address (rulebook VPCE-3).
    pub fn gateway_endpoint(&mut self, endpoint: &ResourceId, vpc: usize) -> Option<Arrival> {
        let packet = self.state.packet;
        let echo = packet.protocol == Protocol::Icmp && matches!(packet.source_port, 0 | 8);
        if packet.protocol != Protocol::Tcp && !echo {
            self.stop(
                Stage::VpcEndpoint,
                Some(endpoint),
                Code::VpceGatewayProtocolRestriction,
                |_| Vec::new(),
            )?;
        }
        self.pass(Stage::VpcEndpoint, Decision::Routed, Some(endpoint), |_| {
            Vec::new()
        });
        Some(Arrival::Endpoint(vpc))
    }

    /// Through a peering connection into the other VPC and no further
    /// (rulebook VPC-25, NAT-13).
    pub fn peering(&mut self, from: usize, peering: usize, vpc: usize) -> Option<Arrival> {
        let net = self.net;
        let id = net.relations.peerings[peering].id;
        let beyond = net.relations.peerings[peering].beyond(vpc);
        let packet = self.state.packet;
        if net.interfaces[from].role == Role::NatGateway {
            self.note(NAT_PEERING);
            self.stop(
                Stage::VpcPeering,
                Some(id),
                Code::NoPossibleDestination,
                |_| Vec::new(),
            );
            return None;
        }
        let outside = if !net.relations.vpcs[beyond].contains(packet.destination) {
            Some((packet.destination, beyond))
        } else if !net.relations.vpcs[vpc].contains(packet.source) {
            Some((packet.source, vpc))
        } else {
            None
        };
        if let Some((address, vpc)) = outside {
            self.stop(
                Stage::VpcPeering,
                Some(id),
                Code::PcxRequiresAddressInVpcCidr,
                |net| {
                    let vpc = &net.relations.vpcs[vpc];
                    let mut evidence = vec![Evidence::Address {
                        address,
                        owner: None,
                    }];
                    evidence.extend(vpc.blocks.iter().map(|block| Evidence::Block {
                        resource: vpc.id.clone(),
                        block: *block,
                    }));
                    evidence
                },
            );
            return None;
        }
        self.pass(Stage::VpcPeering, Decision::Routed, Some(id), |net| {
            vec![Evidence::Address {
                address: packet.destination,
                owner: Some(net.relations.vpcs[beyond].id.clone()),
            }]
        });
        self.state.came_from = Some(vpc);
        self.hand_over(beyond, None)
    }
}
