//! Route tables: the rows of a table, and which row a packet follows.
//!
//! The most specific row that matches wins, whatever its target
//! (rulebook RT-4); a winning row whose target is gone drops the packet
//! (rulebook RT-12). Rows that AWS would refuse to create are followed all the
//! same; the rules say that they are refused.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::addresses;
use super::answer::{Evidence, RouteTarget};
use super::interfaces::Role;
use super::scope::Scope;
use super::topology::Network;
use super::topology::tables::{Next, RouteOrigin};
use crate::architecture::*;

/// One row of a route table as it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRow {
    /// Which packets it is for.
    pub destination: Ipv4Net,
    /// The service whose prefix list it is for. The destination is then an
    /// example of what the list holds.
    pub prefix_list: Option<EndpointService>,
    /// Where it leads.
    pub target: RouteTarget,
    /// Where it comes from.
    pub origin: RouteOrigin,
}

/// The row that wins, and how long its prefix is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'a> {
    pub destination: Ipv4Net,
    pub next: Next<'a>,
}

impl<'a> Network<'a> {
    /// The row that a packet for `address` follows when it leaves a subnet of
    /// this VPC by this table. Among equals a static route wins over a
    /// propagated or prefix-list one (rulebook RT-5) and the first one listed
    /// over later ones; one that equals a local route has replaced its target
    /// where AWS allows that, with a NAT gateway or an instance
    /// (rulebook RT-3, RT-6).
    pub(super) fn choose_route(
        &self,
        vpc: usize,
        table: Option<usize>,
        address: Ipv4Addr,
        endpoints: bool,
        scope: &mut Scope,
    ) -> Option<Choice<'a>> {
        let local = self.relations.vpcs[vpc]
            .blocks
            .iter()
            .filter(|block| scope.holds(**block, address))
            .max_by_key(|block| block.prefix_len());
        let mut best = local.map(|block| Choice {
            destination: *block,
            next: Next::Local,
        });
        let entries = table.map_or(&[][..], |table| &self.tables[table].entries);
        for entry in entries {
            if (!endpoints && entry.service.is_some()) || !scope.holds(entry.destination, address) {
                continue;
            }
            let wins = best.is_none_or(|best| {
                let (old, new) = (
                    best.destination.prefix_len(),
                    entry.destination.prefix_len(),
                );
                let replaces_local = best.next == Next::Local
                    && matches!(entry.next, Next::NatGateway(_) | Next::Instance(_));
                new > old || (new == old && replaces_local)
            });
            if wins {
                best = Some(Choice {
                    destination: entry.destination,
                    next: entry.next,
                });
            }
        }
        best
    }

    /// The route that a table of this VPC lacks, where one is plainly meant: to
    /// the peered VPC that has the address or, to the internet, through the
    /// gateway that the sender can use.
    pub(super) fn lacking_route(
        &self,
        vpc: usize,
        sender: Option<usize>,
        address: Ipv4Addr,
    ) -> Option<(Ipv4Net, Next<'a>)> {
        let facts = &self.relations.vpcs[vpc];
        for index in self.peerings_of(vpc) {
            let beyond = self.relations.peerings[index].beyond(vpc);
            let blocks = &self.relations.vpcs[beyond].blocks;
            if let Some(block) = blocks.iter().find(|block| block.contains(&address)) {
                return Some((*block, Next::Peering(index)));
            }
        }
        if addresses::is_unroutable(address) {
            return None;
        }
        let sender = sender.map(|index| &self.interfaces[index]);
        let next = if sender.is_some_and(|it| it.public.is_some()) {
            Next::InternetGateway(facts.internet_gateway?)
        } else {
            // Of several NAT gateways the one in the sender's zone is meant
            // (rulebook NAT-8).
            let zone = sender.map(|sender| sender.zone);
            let all = self.interfaces.iter().enumerate();
            let nats = all.filter(|(_, it)| {
                it.role == Role::NatGateway && it.vpc_index == Some(vpc) && it.public.is_some()
            });
            let (nearest, _) = nats.min_by_key(|(_, nat)| zone != Some(nat.zone))?;
            Next::NatGateway(nearest)
        };
        Some((Ipv4Net::default(), next))
    }

    /// The evidence that a route was chosen, or that none matched.
    pub(super) fn route_evidence(
        &self,
        vpc: usize,
        table: Option<usize>,
        address: Ipv4Addr,
        choice: Option<Choice>,
    ) -> Evidence {
        Evidence::Route {
            table: table.map(|table| self.tables[table].id.clone()),
            vpc: self.relations.vpcs[vpc].id.clone(),
            address,
            destination: choice.map(|choice| choice.destination),
            target: choice.map(|choice| choice.next.target(self)),
        }
    }

    /// The row of a route table, or of the main table that AWS made for a VPC,
    /// that a packet for `address` follows: the longest prefix, dead or alive
    /// (rulebook RT-4, RT-12); `None` where no row matches.
    pub fn answering_row(
        &self,
        table_or_vpc: &ResourceId,
        address: Ipv4Addr,
    ) -> Option<(Ipv4Net, RouteTarget)> {
        let table = self.relations.table_index.get(table_or_vpc).copied();
        let vpc = match table {
            Some(table) => self.tables[table].vpc,
            None => self.relations.vpc_index.get(table_or_vpc).copied(),
        };
        let choice = self.choose_route(vpc?, table, address, true, &mut Scope::default())?;
        Some((choice.destination, choice.next.target(self)))
    }

    /// The rows of a route table, or of the main table that AWS made for a
    /// VPC: local ones first, then static ones as listed, then those of
    /// gateway endpoints. Rows without a valid destination are left out.
    pub fn route_rows(&self, table_or_vpc: &ResourceId) -> Vec<RouteRow> {
        let table = self
            .relations
            .table_index
            .get(table_or_vpc)
            .map(|index| &self.tables[*index]);
        let vpc = match table {
            Some(table) => table.vpc,
            None => self.relations.vpc_index.get(table_or_vpc).copied(),
        };
        let mut rows: Vec<RouteRow> = vpc
            .map_or(&[][..], |vpc| &self.relations.vpcs[vpc].blocks)
            .iter()
            .map(|block| RouteRow {
                destination: *block,
                prefix_list: None,
                target: RouteTarget::Local,
                origin: RouteOrigin::Local,
            })
            .collect();
        rows.extend(
            table
                .iter()
                .flat_map(|table| &table.entries)
                .map(|entry| RouteRow {
                    destination: entry.destination,
                    prefix_list: entry.service,
                    target: entry.next.target(self),
                    origin: entry.origin,
                }),
        );
        rows
    }
}
