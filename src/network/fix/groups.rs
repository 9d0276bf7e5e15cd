//! Security groups that let nobody through.

use ipnet::Ipv4Net;

use super::party::{ALL, Party};
use super::traffic::Traffic;
use super::{Found, NoRemedy, none};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::relations::at_home;
use crate::text::list;

/// Whom a rule is to let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody: 0.0.0.0/0.
    Everybody,
    /// The members of a group.
    Group(ResourceId),
    /// Who stands in these blocks.
    Blocks(Vec<Ipv4Net>),
}

/// The remedy that a group lets somebody in, or lets its members out to
/// somebody: one more rule for each peer. `None` if there is no such group.
pub fn open_group(
    architecture: &Indexed<'_>,
    id: &ResourceId,
    direction: Direction,
    traffic: Traffic,
    whom: &Whom,
) -> Option<Remedy> {
    let group: &SecurityGroup = architecture.find(id)?;
    let name = architecture.name_of(id);
    // AWS refuses a second equal rule.
    let rules = match direction {
        Direction::Inbound => &group.ingress,
        Direction::Outbound => &group.egress,
    };
    let is_new = |block: &&Ipv4Net| {
        let rule = traffic.rule(Peer::Cidr((**block).into()));
        !rules.iter().any(|it| {
            (&it.peer, it.protocol, it.from_port, it.to_port)
                == (&rule.peer, rule.protocol, rule.from_port, rule.to_port)
        })
    };
    let (peers, called): (Vec<Peer>, String) = match whom {
        Whom::Everybody => (vec![Peer::Cidr(ALL.into())], "everybody".to_owned()),
        Whom::Group(peer) => (vec![Peer::Group(peer.clone())], architecture.name_of(peer)),
        Whom::Blocks(blocks) => {
            let new: Vec<&Ipv4Net> = blocks.iter().filter(is_new).collect();
            (
                new.iter().map(|it| Peer::Cidr((**it).into())).collect(),
                list(new.iter().map(ToString::to_string)),
            )
        }
    };
    let (property, label) = match direction {
        Direction::Inbound => ("ingress", format!("Let {called} in on {traffic} in {name}")),
        Direction::Outbound => ("egress", format!("Let {name} out on {traffic} to {called}")),
    };
    let edits = peers
        .into_iter()
        .enumerate()
        .map(|(place, peer)| Edit::insert(id, property, rules.len() + place, traffic.rule(peer)));
    Some(Remedy {
        label,
        edits: edits.collect(),
    })
}

/// Ports that the whole internet is never let in on by a button (rulebook
/// SG-16, SG-17): remote logins and databases.
const NEVER_PUBLIC: [u16; 8] = [22, 3389, 1433, 1521, 3306, 5432, 6379, 27017];

impl Network<'_> {
    /// Lets somebody through the groups of an interface, by a group if it has
    /// one whose membership is known here.
    pub(super) fn mend_group(&self, hop: &Hop, by_group: bool) -> Found {
        let named = hop.evidence.iter().find_map(|it| match it {
            Evidence::NoSecurityGroupRule { groups, direction } => Some((groups, *direction)),
            _ => None,
        });
        let (Some((groups, direction)), Some(at)) = (named, self.place_of(hop)) else {
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
        if whom == Whom::Blocks(Vec::new()) {
            return none("The subnets of the other side have no blocks that a rule could name.");
        }
        let traffic = Traffic::packet(&hop.packet);
        if self.interfaces[at].groups.is_empty() {
            return self.leave_default_group(at, direction, traffic, &whom);
        }
        let Some(id) = self.known_by(at) else {
            return none(format!(
                "{} names {}, which guards nothing here: a group that is gone, or that belongs to another VPC, does not count. Give it a group of its VPC.",
                self.name(&self.interfaces[at].id),
                list(groups.iter().map(|it| self.name(it)))
            ));
        };
        let remedy = open_group(self.indexed(), id, direction, traffic, &whom);
        remedy.ok_or_else(|| NoRemedy::new("The group lets this through already, or is gone."))
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
        let subnets = self.relations.vpcs[vpc].subnets.iter();
        let routed = subnets.filter(|place| {
            let subnet = &self.relations.subnets[**place];
            let choice = self.choose_route(
                vpc,
                subnet.table_index,
                packet.destination,
                true,
                &mut Scope::default(),
            );
            let next = choice.map(|it| it.next);
            **place != guarded.subnet_index
                && next == Some(crate::network::topology::tables::Next::Instance(at))
        });
        let routed = routed.filter_map(|place| self.relations.subnets[*place].block_inside);
        let mut blocks: Vec<Ipv4Net> = routed.collect();
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
    fn by_group_or_blocks(&self, at: usize, other: usize, by_group: bool) -> Whom {
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
