//! Security groups that let nobody through.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::doors::Whom;
use super::party::Party;
use super::traffic::Traffic;
use super::{Found, NoRemedy, none};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::network::topology::tables::Next;
use crate::relations::at_home;

/// Ports that the whole internet is never let in on by a button (rulebook
/// SG-16, SG-17): remote logins and databases.
const NEVER_PUBLIC: [u16; 8] = [22, 3389, 1433, 1521, 3306, 5432, 6379, 27017];

impl Network<'_> {
    /// Lets somebody through the groups of an interface, by a group if it has
    /// one whose membership is known here.
    pub(super) fn mend_group(&self, hop: &Hop, by_group: bool) -> Found {
        let named = hop.evidence.iter().find_map(|it| match it {
            Evidence::NoSecurityGroupRule { direction, .. } => Some(*direction),
            _ => None,
        });
        let (Some(direction), Some(at)) = (named, self.place_of(hop)) else {
            return none("The interface whose groups stop the packet is not known.");
        };
        if hop.answering {
            // A group remembers only what it has seen (rulebook SG-1).
            return none(format!(
                "{} sees the answer but not the request, so its groups do not know the connection. Let both ways lead through it, or neither.",
                self.name(&self.interfaces[at].id)
            ));
        }
        let whom = match direction {
            Direction::Inbound => self.who_comes(hop, at, by_group)?,
            Direction::Outbound => self.who_is_called(hop, at, by_group)?,
        };
        self.open(at, direction, &[Traffic::packet(&hop.packet)], &whom)
    }

    /// Whom the groups of an interface are to let in.
    fn who_comes(&self, hop: &Hop, at: usize, by_group: bool) -> Result<Whom, NoRemedy> {
        let guarded = &self.interfaces[at];
        let packet = &hop.packet;
        let Some(vpc) = guarded.vpc_index else {
            return none(format!("{} is in no VPC.", self.called(guarded)));
        };
        if guarded.private != Some(packet.destination) {
            return self.who_routes_here(at, packet);
        }
        if let Some(why) = self.deaf(at, packet.protocol, packet.destination_port) {
            return none(why);
        }
        match self.party(vpc, packet.source) {
            Party::Member(caller) => Ok(self.by_group_or_blocks(
                at,
                caller,
                by_group && !self.passes_instance(caller, packet.destination),
            )),
            Party::Subnet(place) => self.by_subnet(place),
            _ if self.faces_internet(at) => Ok(Whom::Everybody),
            Party::InPublic(_) | Party::Service(_) => none(format!(
                "The packet comes over the internet, from the public address {}. A rule that names a group means private addresses and does not match it, and no group is to be opened to an address for that. Ask {} at its private address, or at a name that answers with it.",
                packet.source,
                self.called(guarded)
            )),
            Party::Outside => {
                self.may_be_asked(at, packet.protocol, packet.destination_port)?;
                if self.is_target(at) {
                    return none(format!(
                        "{} stands behind a load balancer: the internet is to ask that, and its group lets only the load balancer in.",
                        self.called(guarded)
                    ));
                }
                Ok(Whom::Everybody)
            }
            Party::Unknown => none(format!("Nobody here has the address {}.", packet.source)),
        }
    }

    /// Whether the public may be let in to ask an interface.
    pub(super) fn may_be_asked(
        &self,
        at: usize,
        protocol: Protocol,
        port: u16,
    ) -> Result<(), NoRemedy> {
        if self.faces_internet(at) {
            return Ok(());
        }
        let guarded = &self.interfaces[at];
        let name = self.called(guarded);
        if guarded.role != Role::Instance {
            return none(format!(
                "{name} is not for the internet: let those in who call it, by their group."
            ));
        }
        if guarded.public.is_none() {
            return none(format!(
                "{name} has no public address, so nobody on the internet reaches it, whatever is let in."
            ));
        }
        if protocol.has_ports() && NEVER_PUBLIC.contains(&port) {
            return none(format!(
                "{} is not for the whole internet: machines all over the world try it. Let in your own address only, as a /32, which you alone know, or the group that calls.",
                Traffic::of(protocol, port, port)
            ));
        }
        Ok(())
    }

    /// Those whose routes lead to an instance that passes packets on.
    fn who_routes_here(&self, at: usize, packet: &Packet) -> Result<Whom, NoRemedy> {
        let guarded = &self.interfaces[at];
        let Some(vpc) = guarded.vpc_index else {
            return none(format!("{} is in no VPC.", self.called(guarded)));
        };
        let mut blocks = self.led_here(at, packet.destination);
        if !blocks.iter().any(|block| block.contains(&packet.source)) {
            match self.party(vpc, packet.source) {
                Party::Member(caller) => blocks = self.home_blocks(caller),
                Party::Subnet(place) => return self.by_subnet(place),
                _ => blocks.clear(),
            }
        }
        if blocks.is_empty() {
            return none(format!(
                "{} passes packets on, and this one comes from {}, which is in none of the subnets whose routes lead to it.",
                self.called(guarded),
                packet.source
            ));
        }
        Ok(Whom::Blocks(blocks))
    }

    /// The blocks of the subnets whose routes lead to an instance on their way to
    /// an address.
    pub(super) fn led_here(&self, at: usize, to: Ipv4Addr) -> Vec<Ipv4Net> {
        let guarded = &self.interfaces[at];
        let Some(vpc) = guarded.vpc_index else {
            return Vec::new();
        };
        let subnets = self.relations.vpcs[vpc].subnets.iter();
        let routed = subnets.filter(|place| {
            let table = self.relations.subnets[**place].table_index;
            let choice = self.choose_route(vpc, table, to, true, &mut Scope::default());
            **place != guarded.subnet_index
                && choice.is_some_and(|it| it.next == Next::Instance(at))
        });
        let blocks = routed.filter_map(|place| self.relations.subnets[*place].block_inside);
        blocks.collect()
    }

    /// Whom the groups of an interface are to let it call.
    fn who_is_called(&self, hop: &Hop, at: usize, by_group: bool) -> Result<Whom, NoRemedy> {
        let packet = &hop.packet;
        let guarded = &self.interfaces[at];
        let Some(vpc) = guarded.vpc_index else {
            return none(format!("{} is in no VPC.", self.called(guarded)));
        };
        match self.party(vpc, packet.destination) {
            Party::Member(called) => {
                if let Some(why) = self.deaf(called, packet.protocol, packet.destination_port) {
                    return none(why);
                }
                let known = by_group && !self.passes_instance(at, packet.destination);
                Ok(self.by_group_or_blocks(at, called, known))
            }
            Party::Subnet(place) => self.by_subnet(place),
            Party::InPublic(Some(called))
                if !self.faces_internet(called)
                    && self.interfaces[called].vpc_index == Some(vpc) =>
            {
                none(self.ask_in_private(called))
            }
            // Who answers on the internet has addresses that nobody lists.
            Party::InPublic(_) | Party::Service(_) | Party::Outside => Ok(Whom::Everybody),
            Party::Unknown => none(format!(
                "Nobody here has the address {}.",
                packet.destination
            )),
        }
    }

    /// What to do instead of asking a neighbour over the internet.
    pub(super) fn ask_in_private(&self, called: usize) -> String {
        format!(
            "{} is in the same VPC and is asked at its public address, over the internet. Ask it at its private address, or at a name that answers with it.",
            self.called(&self.interfaces[called])
        )
    }

    fn by_subnet(&self, place: usize) -> Result<Whom, NoRemedy> {
        let block = self.relations.subnets[place].block_inside;
        block
            .map(|block| Whom::Blocks(vec![block]))
            .ok_or_else(|| NoRemedy::new("The subnet of the address has no block."))
    }

    /// An interface by its group, where that is known at the other one
    /// (rulebook SG-14), else by the blocks of its subnets.
    pub(super) fn by_group_or_blocks(&self, at: usize, other: usize, by_group: bool) -> Whom {
        let (here, there) = (&self.interfaces[at], &self.interfaces[other]);
        let region = |vpc: Option<usize>| vpc.map(|vpc| self.relations.vpcs[vpc].region);
        let known =
            by_group && there.is_guarded() && region(here.vpc_index) == region(there.vpc_index);
        let group = self.known_by(other).filter(|id| {
            let group: Option<&SecurityGroup> = self.indexed().find(id);
            // A group of no VPC yet is at home where it is used.
            known && group.is_some_and(|it| at_home(it.vpc.as_ref(), there.vpc))
        });
        match group {
            Some(id) => Whom::Group(id.clone()),
            None => Whom::Blocks(self.home_blocks(other)),
        }
    }
}
