//! Who is on the other side of a filter.
//!
//! AWS chooses the addresses of load balancer nodes, of the members of Auto
//! Scaling groups and of databases and caches, and changes them. So nobody is let through
//! by an address: a party is known by its group or by the blocks of the
//! subnets in which it may stand.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::network::addresses;
use crate::network::interfaces::Role;
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::network::topology::tables::Next;
use crate::order::InOrder;
use crate::relations::at_home;
use crate::relations::guards::Guards;
use crate::relations::stores::{listening_port, store};

/// Who has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    /// An interface, known by its private address.
    Member(usize),
    /// Nobody, but the address is in the block of this subnet.
    Subnet(usize),
    /// Something in the document, met at a public address.
    InPublic(Option<usize>),
    /// A service of Amazon.
    Service(EndpointService),
    /// Somebody on the internet.
    Outside,
    /// Nobody can tell.
    Unknown,
}

/// Everybody.
pub(super) const ALL: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::UNSPECIFIED, 0);

impl Network<'_> {
    /// Who has an address, as seen from a VPC.
    pub(super) fn party(&self, vpc: usize, address: Ipv4Addr) -> Party {
        let vpcs = &self.relations.vpcs;
        let holding = match vpcs[vpc].contains(address) {
            true => Some(vpc),
            false => self.peer_holding(vpc, address),
        };
        if let Some(holding) = holding {
            if let Some(index) = self.by_private.get(&(holding, address)) {
                return Party::Member(*index);
            }
            let mut places = vpcs[holding].subnets.iter().copied();
            let around = places.find(|place| {
                let block = self.relations.subnets[*place].block_inside;
                block.is_some_and(|block| block.contains(&address))
            });
            return around.map_or(Party::Unknown, Party::Subnet);
        }
        if let Some(index) = self.by_public.get(&address) {
            return Party::InPublic(Some(*index));
        }
        if addresses::S3_POOL.contains(&address) {
            Party::Service(EndpointService::S3)
        } else if addresses::DYNAMODB_POOL.contains(&address) {
            Party::Service(EndpointService::Dynamodb)
        } else if addresses::PUBLIC_POOL.contains(&address) {
            // An address that something here would get if it had one.
            Party::InPublic(None)
        } else if addresses::is_unroutable(address) {
            Party::Unknown
        } else {
            Party::Outside
        }
    }

    /// The blocks of the subnets in which the owner of an interface may stand:
    /// all of a load balancer's, of an Auto Scaling group's, of a database's.
    pub(super) fn home_blocks(&self, index: usize) -> Vec<Ipv4Net> {
        let interface = &self.interfaces[index];
        let own = std::slice::from_ref(interface.subnet);
        let owner = self.indexed().get(interface.owner);
        let subnets: &[ResourceId] = match owner.map(|it| &it.properties) {
            Some(Properties::LoadBalancer(it)) => &it.subnets,
            Some(Properties::AutoScalingGroup(it)) => &it.subnets,
            Some(other) => store(other).map_or(own, |it| it.subnets),
            None => own,
        };
        self.blocks(subnets, interface.vpc)
    }

    /// The same for the servers of a tier, where the one that is called on
    /// this port is one of several behind a target group.
    pub(super) fn tier_blocks(&self, index: usize, port: u16) -> Vec<Ipv4Net> {
        let interface = &self.interfaces[index];
        let mut blocks = self.home_blocks(index);
        for (id, group) in self.indexed().all::<TargetGroup>() {
            let asked = group.port == port || group.health_port == Some(port);
            let servers = self.registered.answering(id, group);
            if !asked || !servers.contains(&interface.owner) {
                continue;
            }
            for other in servers.iter().flat_map(|it| self.places_of(it)) {
                if self.interfaces[other].vpc == interface.vpc {
                    blocks.extend(self.home_blocks(other));
                }
            }
        }
        blocks.order();
        blocks.dedup();
        blocks
    }

    fn blocks(&self, subnets: &[ResourceId], vpc: Option<&ResourceId>) -> Vec<Ipv4Net> {
        let here = self.relations.subnets_among(subnets);
        let here = here.filter(|it| it.vpc == vpc);
        let mut blocks: Vec<Ipv4Net> = here.filter_map(|it| it.block_inside).collect();
        blocks.order();
        blocks.dedup();
        blocks
    }

    /// The group by which an interface is known: of several the one that
    /// guards fewest others. `None` where none is named that counts.
    pub(super) fn known_by(&self, index: usize) -> Option<&ResourceId> {
        let interface = &self.interfaces[index];
        let counts = |id: &&ResourceId| {
            let group = self.indexed().find::<SecurityGroup>(id);
            group.is_some_and(|it| at_home(it.vpc.as_ref(), interface.vpc))
        };
        let mut named = interface.groups.iter().filter(counts);
        let first = named.next()?;
        if named.next().is_none() {
            return Some(first);
        }
        let guards = Guards::of(&self.relations);
        let all = interface.groups.iter().filter(counts);
        all.min_by_key(|id| guards.members(id).len())
    }

    /// Whether a packet from an interface to an address of its VPC goes
    /// through an instance, which does not carry group membership on.
    pub(super) fn passes_instance(&self, from: usize, to: Ipv4Addr) -> bool {
        let interface = &self.interfaces[from];
        let Some(vpc) = interface.vpc_index else {
            return false;
        };
        let subnet = &self.relations.subnets[interface.subnet_index];
        if subnet.block.is_some_and(|block| block.contains(&to)) {
            return false;
        }
        let choice = self.choose_route(vpc, subnet.table_index, to, true, &mut Scope::default());
        matches!(choice.map(|it| it.next), Some(Next::Instance(index))
            if index != from && self.interfaces[index].private != Some(to))
    }

    /// Whether a route leads to an interface, so that it passes packets on.
    pub(super) fn passes_on(&self, index: usize) -> bool {
        let entries = self.tables.iter().flat_map(|table| &table.entries);
        let mut entries = entries.filter(|entry| entry.next == Next::Instance(index));
        entries.next().is_some()
    }

    /// Whether an interface stands behind a load balancer as a target.
    pub(super) fn is_target(&self, index: usize) -> bool {
        let owner = self.interfaces[index].owner;
        let mut groups = self.indexed().all::<TargetGroup>();
        groups.any(|(id, group)| self.registered.answering(id, group).contains(&owner))
    }

    /// Whether it is the node of a load balancer that faces the internet.
    pub(super) fn faces_internet(&self, index: usize) -> bool {
        let interface = &self.interfaces[index];
        interface.role == Role::BalancerNode
            && self
                .indexed()
                .find::<LoadBalancer>(interface.owner)
                .is_some_and(|it| it.scheme == Scheme::InternetFacing)
    }

    /// The port and the protocol on which an interface is known to listen, if
    /// it is not the one that is asked for: `Err` with what to say.
    pub(super) fn deaf(&self, index: usize, protocol: Protocol, port: u16) -> Option<String> {
        let interface = &self.interfaces[index];
        let ports: Vec<u16> = match interface.role {
            Role::Instance | Role::NatGateway => return None,
            Role::Database | Role::Standby | Role::Replica | Role::MountTarget => {
                let owner = self.indexed().get(interface.owner)?;
                vec![listening_port(&owner.properties)?]
            }
            Role::BalancerNode => {
                let balancer = self.indexed().find::<LoadBalancer>(interface.owner)?;
                balancer.listeners.iter().map(|it| it.port).collect()
            }
        };
        if !protocol.has_ports() || protocol == Protocol::Tcp && ports.contains(&port) {
            return None;
        }
        let name = self.name(interface.owner);
        let asked = super::traffic::Traffic::of(protocol, port, port);
        Some(if ports.is_empty() {
            format!("{name} has no listener, so nobody answers on {asked}.")
        } else {
            let ports = crate::text::list(ports.iter().map(u16::to_string));
            format!(
                "{name} listens on TCP {ports} and not on {asked}: letting that in would help nobody."
            )
        })
    }
}
