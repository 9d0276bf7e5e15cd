//! Which network ACL a journey does not pass, and for whom it is to be opened.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::acls::{Passing, open_acl, open_twice};
use super::party::{ALL, Party};
use super::{Found, NoRemedy, none};
use crate::architecture::*;
use crate::network::acl::Acl;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::network::topology::tables::Next;

impl Network<'_> {
    /// Lets a packet, and what belongs to it the other way, pass the network
    /// ACL of a subnet.
    pub(super) fn mend_acl(&self, hop: &Hop) -> Found {
        let named = hop.evidence.iter().find_map(|it| match it {
            Evidence::NetworkAclEntry {
                acl: Some(acl),
                subnet,
                direction,
                ..
            } => Some((acl, subnet, *direction)),
            _ => None,
        });
        let found = named.and_then(|(acl, subnet, direction)| {
            let place = *self.relations.subnet_index.get(subnet)?;
            let vpc = self.relations.subnets[place].vpc_index?;
            Some((acl, place, vpc, direction))
        });
        let Some((acl, place, vpc, direction)) = found else {
            return none("The network ACL that stops the packet is not known.");
        };
        let packet = &hop.packet;
        let (other, own) = match direction {
            Direction::Inbound => (packet.source, packet.destination),
            Direction::Outbound => (packet.destination, packet.source),
        };
        // Whether somebody on the other side asks, or is asked.
        let asked_from_there = hop.answering == (direction == Direction::Outbound);
        let mut blocks = match self.party(vpc, other) {
            Party::Member(index) if asked_from_there => self.home_blocks(index),
            Party::Member(index) => {
                let port = if hop.answering {
                    packet.source_port
                } else {
                    packet.destination_port
                };
                self.tier_blocks(index, port)
            }
            Party::Subnet(around) => {
                let block = self.relations.subnets[around].block_inside;
                block.into_iter().collect()
            }
            Party::Unknown => vec![Ipv4Net::from(other)],
            Party::InPublic(_) | Party::Service(_) | Party::Outside => {
                if asked_from_there {
                    self.lets_public_in(vpc, own, other, hop)?;
                } else if let Party::InPublic(Some(called)) = self.party(vpc, other)
                    && self.interfaces[called].vpc_index == Some(vpc)
                    && !self.faces_internet(called)
                {
                    return none(self.ask_in_private(called));
                }
                vec![ALL]
            }
        };
        // What stays in the subnet does not meet its ACL (rulebook NACL-11).
        let here = self.relations.subnets[place].block;
        blocks.retain(|block| Some(*block) != here);
        if blocks.is_empty() {
            return none("The subnets of the other side have no blocks that an entry could name.");
        }
        let passing = Passing::of(packet, hop.answering, direction, blocks);
        let mut remedy = open_acl(self.indexed(), acl, &passing)?;
        // A deny of a part may be meant for just this one.
        if let Some(why) = self.still_denied(acl, &remedy, direction, packet) {
            return none(why);
        }
        if let Some(beyond) = self.beyond_nat(place, hop, &passing) {
            let (inward, outward) = match passing.direction {
                Direction::Inbound => (&passing, &beyond),
                Direction::Outbound => (&beyond, &passing),
            };
            remedy = open_twice(self.indexed(), acl, inward, outward)?;
        }
        if let Party::Service(service) = self.party(vpc, other) {
            let service = match service {
                EndpointService::S3 => "Amazon S3",
                EndpointService::Dynamodb => "Amazon DynamoDB",
            };
            // Network ACLs take blocks, no prefix lists (rulebook VPCE-8).
            remedy.label += &format!(" (the addresses of {service} are public)");
        }
        Ok(remedy)
    }

    /// The entry that denies a packet when a remedy is applied, if one does.
    fn still_denied(
        &self,
        acl: &ResourceId,
        remedy: &Remedy,
        direction: Direction,
        packet: &Packet,
    ) -> Option<String> {
        let mut document = Document {
            architecture: self.architecture().clone(),
            ..Document::default()
        };
        document.apply_all(remedy.edits.clone()).ok()?;
        let mended: &NetworkAcl = document.architecture.find(acl)?;
        let said = Acl::new(mended).judge(direction, packet, &mut Scope::default());
        let number = said.number.filter(|_| !said.allowed)?;
        let mut entries = match direction {
            Direction::Inbound => mended.inbound.iter(),
            Direction::Outbound => mended.outbound.iter(),
        };
        let deny = entries.find(|it| it.number == number)?;
        Some(format!(
            "In {} entry {number} denies {} on purpose: take it out if those are to pass.",
            self.name(acl),
            deny.cidr.0
        ))
    }

    /// The other half of a journey through the NAT of a subnet, which passes
    /// its network ACL twice: from those whose routes lead to the NAT, and on
    /// to the internet (rulebook NAT-11).
    fn beyond_nat(&self, place: usize, hop: &Hop, passing: &Passing) -> Option<Passing> {
        let packet = &hop.packet;
        let (asking, asked) = match hop.answering {
            false => (packet.source, packet.destination),
            true => (packet.destination, packet.source),
        };
        let vpc = self.relations.subnets[place].vpc_index?;
        if !matches!(self.party(vpc, asked), Party::Outside | Party::Service(_)) {
            return None;
        }
        let here = (0..self.interfaces.len())
            .filter(|index| self.interfaces[*index].subnet_index == place);
        let mut nats = here.filter(|index| self.is_nat(*index));
        let nat = nats.next()?;
        if nats.next().is_some() {
            return None;
        }
        let next = match self.interfaces[nat].role {
            Role::NatGateway => Next::NatGateway(nat),
            _ => Next::Instance(nat),
        };
        let (direction, blocks) = if self.interfaces[nat].private == Some(asking) {
            let all = self.relations.vpcs[vpc].subnets.iter().copied();
            let led = all.filter(|it| {
                let table = self.relations.subnets[*it].table_index;
                let choice = self.choose_route(vpc, table, asked, true, &mut Scope::default());
                *it != place && choice.is_some_and(|it| it.next == next)
            });
            let blocks = led.filter_map(|it| self.relations.subnets[it].block_inside);
            (Direction::Inbound, blocks.collect())
        } else {
            (Direction::Outbound, vec![ALL])
        };
        Some(Passing {
            direction,
            blocks,
            requests: passing.requests.clone(),
            answers: passing.answers.clone(),
        })
    }

    /// Whether what has a private address here may be asked over the internet
    /// by somebody at `other`.
    fn lets_public_in(
        &self,
        vpc: usize,
        own: Ipv4Addr,
        other: Ipv4Addr,
        hop: &Hop,
    ) -> Result<(), NoRemedy> {
        let Some(index) = self.by_private.get(&(vpc, own)).copied() else {
            return none(format!("Nobody here has the address {own}."));
        };
        let packet = &hop.packet;
        let port = match hop.answering {
            true => packet.source_port,
            false => packet.destination_port,
        };
        self.may_be_asked(index, packet.protocol, port)?;
        let inside = matches!(self.party(vpc, other), Party::InPublic(_));
        if inside && !self.faces_internet(index) {
            return none(format!(
                "The request comes over the internet, from the public address {other} of something here. Ask {} at its private address, or at a name that answers with it.",
                self.called(&self.interfaces[index])
            ));
        }
        Ok(())
    }
}
