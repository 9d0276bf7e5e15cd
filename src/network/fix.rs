//! The remedy for a dropped hop, where there is one sensible remedy.
//!
//! A remedy opens no more than the flow needs: a rule for this port and the
//! caller's group where it has one, else its address. What needs a decision
//! (whether a private server should get a public address, which of several
//! gateways to use) gets no button.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Value, json};

use super::answer::*;
use super::code::Code;
use super::interfaces::Interface;
use super::topology::Network;
use crate::architecture::*;
use crate::relations::SubnetKind;

impl Network<'_> {
    /// The remedy for a hop that drops a packet.
    pub fn fix(&self, hop: &Hop) -> Option<Remedy> {
        match hop.code? {
            Code::EniSgRulesMismatch | Code::SgHasNoRules => self.fix_group(hop, true),
            Code::SgReferencesNotPreserved => self.fix_group(hop, false),
            Code::SubnetAclRestriction => self.fix_acl(hop),
            Code::NoRouteToDestination => self.fix_route(hop),
            Code::BadStateRoute | Code::BadStateAttachment => self.fix_attachment(hop),
            Code::IgwPublicIpAssociationForEgress | Code::IgwPrivateIpAssociationForIngress => {
                self.fix_public_address(hop)
            }
            Code::EniSourceDestCheckRestriction => self.fix_property(
                hop,
                json!(false),
                "Turn off the source/destination check of",
            ),
            Code::BadState => self.fix_property(hop, json!("running"), "Start"),
            Code::DnsSupportDisabled => {
                self.fix_property(hop, json!(true), "Turn on DNS resolution in")
            }
            _ => None,
        }
    }

    fn name(&self, id: &ResourceId) -> String {
        self.indexed().name_of(id)
    }

    fn fix_property(&self, hop: &Hop, value: Value, doing: &str) -> Option<Remedy> {
        let (resource, property) = hop.evidence.iter().find_map(|it| match it {
            Evidence::Property {
                resource, property, ..
            } => Some((resource, property)),
            _ => None,
        })?;
        // Members are made by their group; only what stands in the document
        // can be changed.
        self.indexed().get(resource)?.properties.get(property)?;
        Some(Remedy {
            label: format!("{doing} {}", self.name(resource)),
            edits: vec![Edit::Set {
                id: resource.clone(),
                property: property.clone(),
                value,
            }],
        })
    }

    fn interface_of(&self, hop: &Hop) -> Option<&Interface<'_>> {
        hop.evidence.iter().find_map(|it| match it {
            Evidence::Address {
                owner: Some(id), ..
            } => self.interface(id),
            _ => None,
        })
    }

    fn fix_group(&self, hop: &Hop, by_group: bool) -> Option<Remedy> {
        let (groups, direction) = hop.evidence.iter().find_map(|it| match it {
            Evidence::NoSecurityGroupRule { groups, direction } => Some((groups, *direction)),
            _ => None,
        })?;
        let id = groups.first()?;
        let group = self.indexed().find::<SecurityGroup>(id)?;
        let guarded = self.interface_of(hop)?;
        if group
            .vpc
            .as_ref()
            .is_some_and(|vpc| guarded.vpc != Some(vpc))
        {
            // A group of another VPC does not count, whatever its rules.
            return None;
        }
        let (property, rules, other, word) = match direction {
            Direction::Inbound => ("ingress", &group.ingress, hop.packet.source, "from"),
            Direction::Outbound => ("egress", &group.egress, hop.packet.destination, "to"),
        };
        let vpc = guarded.vpc_index?;
        let neighbour = self.by_private.get(&(vpc, other)).filter(|_| by_group);
        let shared = neighbour
            .and_then(|index| self.interfaces[*index].groups.first())
            .filter(|id| self.indexed().get(id).is_some());
        let (peer, whom) = match shared {
            Some(id) => (Peer::Group(id.clone()), self.name(id)),
            None => {
                let host = Ipv4Net::from(other);
                (Peer::Cidr(host.into()), host.to_string())
            }
        };
        let (from_port, to_port) = ports(&hop.packet);
        let rule = SecurityGroupRule {
            protocol: hop.packet.protocol,
            from_port,
            to_port,
            peer,
            description: String::new(),
        };
        Some(Remedy {
            label: format!(
                "Allow {} {word} {whom} in {}",
                traffic(&hop.packet),
                self.name(id)
            ),
            edits: vec![Edit::Insert {
                id: id.clone(),
                property: property.to_owned(),
                index: rules.len(),
                item: serde_json::to_value(rule).ok()?,
            }],
        })
    }

    fn fix_acl(&self, hop: &Hop) -> Option<Remedy> {
        let (id, direction, decided) = hop.evidence.iter().find_map(|it| match it {
            Evidence::NetworkAclEntry {
                acl: Some(acl),
                direction,
                number,
                ..
            } => Some((acl, *direction, *number)),
            _ => None,
        })?;
        let acl = self.indexed().find::<NetworkAcl>(id)?;
        let (property, entries, other, word) = match direction {
            Direction::Inbound => ("inbound", &acl.inbound, hop.packet.source, "from"),
            Direction::Outbound => ("outbound", &acl.outbound, hop.packet.destination, "to"),
        };
        let number = free_number(entries, decided)?;
        let cidr = match decided {
            // Somebody denied this on purpose: let through no more than this.
            Some(_) => Ipv4Net::from(other),
            None => self.surroundings(other),
        };
        let answer = hop.packet.protocol.has_ports()
            && hop.packet.destination_port >= 1024
            && hop.packet.source_port < 1024;
        let (from_port, to_port) = if answer {
            (Some(1024), Some(65535))
        } else {
            ports(&hop.packet)
        };
        let entry = NetworkAclEntry {
            number,
            action: RuleAction::Allow,
            protocol: hop.packet.protocol,
            from_port,
            to_port,
            cidr: cidr.into(),
        };
        let what = if answer {
            format!("{} 1024-65535", hop.packet.protocol)
        } else {
            traffic(&hop.packet)
        };
        Some(Remedy {
            label: format!(
                "Allow {what} {word} {cidr} in {} as rule {number}",
                self.name(id)
            ),
            edits: vec![Edit::Insert {
                id: id.clone(),
                property: property.to_owned(),
                index: entries.len(),
                item: serde_json::to_value(entry).ok()?,
            }],
        })
    }

    /// The subnet around a private address; the whole internet around a public
    /// one, for nobody lists all customers in a network ACL.
    fn surroundings(&self, address: Ipv4Addr) -> Ipv4Net {
        let mut blocks = self
            .relations
            .subnets
            .iter()
            .filter_map(|subnet| subnet.block_inside);
        let around = blocks.find(|block| block.contains(&address));
        match around {
            Some(block) => block,
            None if super::addresses::is_unroutable(address) => Ipv4Net::from(address),
            None => Ipv4Net::default(),
        }
    }

    fn fix_route(&self, hop: &Hop) -> Option<Remedy> {
        let (table, vpc, address) = hop.evidence.iter().find_map(|it| match it {
            Evidence::Route {
                table: Some(table),
                vpc,
                address,
                ..
            } => Some((table, vpc, *address)),
            _ => None,
        })?;
        let routes = &self.indexed().find::<RouteTable>(table)?.routes;
        let at = *self.relations.vpc_index.get(vpc)?;
        let sender = self.by_private.get(&(at, hop.packet.source)).copied();
        let (destination, next) = self.lacking_route(at, sender, address)?;
        let RouteTarget::Resource(target) = next.target(self) else {
            return None;
        };
        let route = Route {
            destination: destination.into(),
            target: Some(target.clone()),
        };
        Some(Remedy {
            label: format!(
                "Route {destination} to {} in {}",
                self.name(&target),
                self.name(table)
            ),
            edits: vec![Edit::Insert {
                id: table.clone(),
                property: "routes".to_owned(),
                index: routes.len(),
                item: serde_json::to_value(route).ok()?,
            }],
        })
    }

    fn fix_attachment(&self, hop: &Hop) -> Option<Remedy> {
        let dead = hop.evidence.iter().find_map(|it| match it {
            Evidence::Route {
                target: Some(RouteTarget::Blackhole(Some(id))),
                vpc,
                ..
            } => Some((Some(id), vpc)),
            _ => None,
        });
        let (gateway, vpc) = match dead {
            Some(found) => found,
            None => (
                None,
                hop.resource.as_ref().filter(|id| self.vpc(id).is_some())?,
            ),
        };
        let facts = self
            .vpc(vpc)
            .filter(|facts| facts.internet_gateway.is_none())?;
        let mut loose = self
            .indexed()
            .all::<InternetGateway>()
            .filter(|(_, it)| it.vpc.is_none())
            .map(|(id, _)| id)
            .filter(|id| gateway.is_none_or(|wanted| wanted == *id));
        match (loose.next(), loose.next()) {
            (Some(id), None) => Some(Remedy {
                label: format!("Attach {} to {}", self.name(id), self.name(vpc)),
                edits: vec![Edit::Set {
                    id: id.clone(),
                    property: "vpc".to_owned(),
                    value: json!(vpc),
                }],
            }),
            (None, _) if gateway.is_none() => Some(Remedy {
                label: format!("Create an internet gateway for {}", self.name(vpc)),
                edits: vec![Edit::Create {
                    id: self.indexed().free_id(Kind::InternetGateway),
                    resource: Resource::new(
                        self.indexed().free_name("internet-gateway"),
                        InternetGateway {
                            region: facts.vpc.region.clone(),
                            vpc: Some(vpc.clone()),
                        },
                    ),
                }],
            }),
            _ => None,
        }
    }

    fn fix_public_address(&self, hop: &Hop) -> Option<Remedy> {
        let interface = self.interface_of(hop)?;
        let id = &interface.id;
        // One that has a public address already is not helped by another.
        let lacks_one = interface.public.is_none()
            && match &self.indexed().get(id)?.properties {
                Properties::Instance(it) => !it.elastic_ip,
                Properties::NatGateway(it) => {
                    !it.elastic_ip && it.connectivity == Connectivity::Public
                }
                _ => false,
            };
        let (kind, _) = self.subnet_kind(interface.subnet)?;
        (lacks_one && kind == SubnetKind::Public).then(|| Remedy {
            label: format!("Give {} an Elastic IP", self.name(id)),
            edits: vec![Edit::Set {
                id: id.clone(),
                property: "elastic_ip".to_owned(),
                value: json!(true),
            }],
        })
    }
}

/// The range of a rule for just this packet.
fn ports(packet: &Packet) -> (Option<i32>, Option<i32>) {
    match packet.protocol {
        Protocol::Tcp | Protocol::Udp => {
            let port = i32::from(packet.destination_port);
            (Some(port), Some(port))
        }
        Protocol::Icmp => (
            Some(i32::from(packet.source_port)),
            Some(i32::from(packet.destination_port)),
        ),
        Protocol::All | Protocol::Number(_) => (None, None),
    }
}

/// A packet's protocol and port in words.
fn traffic(packet: &Packet) -> String {
    match packet.protocol {
        Protocol::Icmp => format!("icmp type {}", packet.source_port),
        protocol if protocol.has_ports() => format!("{protocol} {}", packet.destination_port),
        protocol => format!("protocol {protocol}"),
    }
}

/// A number that no entry has and that is asked before the deciding one; after
/// all others where only the final deny decided. Gaps of ten stay free
/// (rulebook NACL-16).
fn free_number(entries: &[NetworkAclEntry], decided: Option<u32>) -> Option<u32> {
    let taken = |number: u32| entries.iter().any(|entry| entry.number == number);
    match decided {
        Some(decided) => (1..decided.min(32_767))
            .rev()
            .find(|number| !taken(*number)),
        None => {
            let last = entries.iter().map(|entry| entry.number).max();
            let next = last.map_or(100, |last| last.saturating_add(10));
            let spare = || (1..=32_766).rev().find(|number| !taken(*number));
            Some(next).filter(|next| *next <= 32_766).or_else(spare)
        }
    }
}
