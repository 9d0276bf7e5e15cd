//! Subnets that obey the wrong route table, and what is in the wrong subnet.

use std::net::Ipv4Addr;

use crate::architecture::*;
use crate::network::interfaces::Role;
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::network::topology::tables::Next;
use crate::relations::{Relations, SubnetKind};

impl Network<'_> {
    /// A subnet that was left on the main route table, while a table that
    /// leads where its sender wants to go has no subnet: that table is
    /// associated with it (rulebook SUB-9). The main table that AWS made leads
    /// nowhere, so instead of that any table serves that fits.
    ///
    /// No way is lost: the table has every route of the old one that anybody
    /// in the subnet can use.
    pub(super) fn associate(&self, sender: usize, address: Ipv4Addr) -> Option<Remedy> {
        let from = &self.interfaces[sender];
        let subnet = &self.relations.subnets[from.subnet_index];
        if subnet.subnet.route_table.is_some() && !subnet.table_refused {
            return None;
        }
        let id = self.fitting(sender, address, true)?;
        Some(Remedy::new(
            format!(
                "Associate {} with {}, which is left on the main route table",
                self.name(id),
                self.name(subnet.id)
            ),
            Edit::set(subnet.id, "route_table", id),
        ))
    }

    /// The same for a subnet that was given the wrong table.
    pub(super) fn associate_instead(&self, sender: usize, address: Ipv4Addr) -> Option<Remedy> {
        let from = &self.interfaces[sender];
        let subnet = &self.relations.subnets[from.subnet_index];
        let wrong = subnet.table.filter(|_| !subnet.table_refused)?;
        let id = self.fitting(sender, address, false)?;
        Some(Remedy::new(
            format!(
                "Associate {} with {} instead of {}",
                self.name(id),
                self.name(subnet.id),
                self.name(wrong)
            ),
            Edit::set(subnet.id, "route_table", id),
        ))
    }

    /// The only other table that leads a sender where it wants to go.
    fn fitting(&self, sender: usize, address: Ipv4Addr, unused_only: bool) -> Option<&ResourceId> {
        let from = &self.interfaces[sender];
        let vpc = from.vpc_index?;
        let place = from.subnet_index;
        let old = self.relations.subnets[place].table_index;
        let used = |table: usize| {
            let named = Some(self.tables[table].id);
            let main = self.relations.vpcs[vpc].main_table == named;
            main || self.relations.subnets.iter().any(|it| it.table == named)
        };
        let fits = |table: &usize| {
            let facts = &self.relations.tables[*table];
            facts.table.vpc.as_ref() == from.vpc
                && Some(*table) != old
                && self.serves(sender, *table, address)
                && self.keeps_ways(place, old, *table)
        };
        let all: Vec<usize> = (0..self.tables.len()).filter(fits).collect();
        let unused: Vec<usize> = all.iter().copied().filter(|it| !used(*it)).collect();
        let candidates = match (unused.is_empty(), old) {
            (false, _) => unused,
            (true, Some(_)) if unused_only => return None,
            (true, _) => all,
        };
        let near = |table: &&usize| {
            let choice =
                self.choose_route(vpc, Some(**table), address, true, &mut Scope::default());
            matches!(choice.map(|it| it.next), Some(Next::NatGateway(nat))
                if self.interfaces[nat].zone == from.zone)
        };
        let nearest: Vec<&usize> = candidates.iter().filter(near).collect();
        let only = match (candidates.as_slice(), nearest.as_slice()) {
            ([only], _) => *only,
            (_, [only]) => **only,
            _ => return None,
        };
        Some(self.tables[only].id)
    }

    /// Whether a table of the sender's VPC leads it to an address.
    fn serves(&self, sender: usize, table: usize, address: Ipv4Addr) -> bool {
        let from = &self.interfaces[sender];
        let Some(vpc) = from.vpc_index else {
            return false;
        };
        let Some(choice) =
            self.choose_route(vpc, Some(table), address, true, &mut Scope::default())
        else {
            return false;
        };
        let elsewhere = |index: usize| self.interfaces[index].subnet_index != from.subnet_index;
        match choice.next {
            Next::InternetGateway(_) => {
                (from.public.is_some() || self.is_nat(sender))
                    && self.may_be_public(from.subnet_index)
            }
            Next::NatGateway(nat) => {
                let nat = &self.interfaces[nat];
                from.public.is_none()
                    && !self.is_nat(sender)
                    && nat.public.is_some()
                    && nat.subnet_index != from.subnet_index
            }
            Next::Instance(index) => {
                from.public.is_none()
                    && !self.is_nat(sender)
                    && elsewhere(index)
                    && !self.interfaces[index].source_dest_check
            }
            Next::Peering(index) => {
                let beyond = self.relations.peerings[index].beyond(vpc);
                self.relations.vpcs[beyond].contains(address)
            }
            Next::Endpoint(_) => true,
            Next::Local | Next::Blackhole(_) => false,
        }
    }

    /// Whether a table has every way of another that somebody in a subnet can
    /// use: a way to the internet gateway is of use to public addresses alone.
    fn keeps_ways(&self, subnet: usize, old: Option<usize>, new: usize) -> bool {
        let Some(old) = old else { return true };
        let here = self
            .interfaces
            .iter()
            .filter(|it| it.subnet_index == subnet);
        let public = here.clone().any(|it| it.public.is_some());
        let all_public = here.clone().all(|it| it.public.is_some());
        let new = &self.tables[new].entries;
        self.tables[old].entries.iter().all(|entry| {
            let of_no_use = match entry.next {
                Next::InternetGateway(_) => !public,
                Next::Blackhole(_) | Next::Local => true,
                _ => false,
            };
            let kept = |it: &crate::network::topology::tables::Entry<'_>| {
                // Who has a public address needs no NAT where the internet
                // gateway is.
                let direct = all_public && matches!(it.next, Next::InternetGateway(_));
                it.destination == entry.destination && (it.next == entry.next || direct)
            };
            of_no_use || new.iter().any(kept)
        })
    }

    /// Whether an interface is a NAT that leads to the internet: a public NAT
    /// gateway, or an instance that routes lead to.
    pub(super) fn is_nat(&self, index: usize) -> bool {
        let interface = &self.interfaces[index];
        match interface.role {
            Role::NatGateway => {
                let gateway: Option<&NatGateway> = self.indexed().find(interface.owner);
                gateway.is_some_and(|it| it.connectivity == Connectivity::Public)
            }
            Role::Instance => self.passes_on(index),
            _ => false,
        }
    }

    /// Whether a subnet may become public: it is not called private, and
    /// something in it has a public address or is a NAT, and no database or
    /// mount target is in it.
    pub(super) fn may_be_public(&self, subnet: usize) -> bool {
        let name = self.name(self.relations.subnets[subnet].id);
        let all = 0..self.interfaces.len();
        let here = all.filter(|it| self.interfaces[*it].subnet_index == subnet);
        let stored = |role| {
            matches!(
                role,
                Role::Database | Role::Standby | Role::Replica | Role::MountTarget
            )
        };
        !called_private(&name)
            && here.clone().all(|it| !stored(self.interfaces[it].role))
            && here
                .clone()
                .any(|it| self.interfaces[it].public.is_some() || self.is_nat(it))
    }

    /// Whether a table may lead to an internet gateway: no subnet that obeys
    /// it and has anything in it would become public against its purpose.
    pub(super) fn table_may_be_public(&self, table: Option<usize>) -> Result<(), String> {
        let obeying = (0..self.relations.subnets.len()).filter(|place| {
            let subnet = &self.relations.subnets[*place];
            subnet.table_index == table && subnet.kind != SubnetKind::Public
        });
        for place in obeying {
            if self.stays_private(place) {
                return Err(self.name(self.relations.subnets[place].id));
            }
        }
        Ok(())
    }

    /// Whether a subnet is to stay private: it is called so, a database may be
    /// in it, or what is in it has no use for the way out.
    pub(super) fn stays_private(&self, place: usize) -> bool {
        let id = self.relations.subnets[place].id;
        let inhabited = self.interfaces.iter().any(|it| it.subnet_index == place);
        // A store may move to any subnet of its group at the next failure
        // (rulebook RDS-5).
        let stores = self
            .relations
            .stores()
            .any(|(_, it)| it.subnets.contains(id));
        called_private(&self.name(id)) || stores || inhabited && !self.may_be_public(place)
    }
}

/// Whether a name says "private".
pub(super) fn called_private(name: &str) -> bool {
    let mut words = name.split(|it: char| !it.is_alphanumeric());
    words.any(|it| it.eq_ignore_ascii_case("private"))
}

/// The remedy for a load balancer that faces the internet with a node in a
/// subnet that is not public (rulebook ALB-6): the only public subnet of the
/// same zone is what was meant. One behind another network ACL may stop what
/// this one lets pass, so it is not proposed.
pub fn public_subnet_instead(
    relations: &Relations<'_>,
    id: &ResourceId,
    subnet: &ResourceId,
) -> Option<Remedy> {
    let architecture = relations.indexed();
    let balancer: &LoadBalancer = architecture.find(id)?;
    let index = balancer.subnets.iter().position(|it| it == subnet)?;
    let from = relations.subnet(subnet)?;
    let mut public = relations
        .subnets_of(from.vpc?)
        .filter(|it| it.is_public() && it.zone == from.zone);
    let only = public.next().filter(|_| public.next().is_none())?;
    if only.acl != from.acl {
        return None;
    }
    let mut subnets = balancer.subnets.clone();
    if subnets.contains(only.id) {
        subnets.remove(index);
    } else {
        subnets[index] = only.id.clone();
    }
    Some(Remedy::new(
        format!("Use {} instead", architecture.name_of(only.id)),
        Edit::set(id, "subnets", subnets),
    ))
}
