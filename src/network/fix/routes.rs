//! Routes that lack, and routes that lead nowhere.

use ipnet::Ipv4Net;

use super::tables::public_subnet_instead;
use super::{Found, none};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::routes::Next;
use crate::network::topology::Network;

/// What a route table was asked, by place.
struct Asked<'h> {
    table: Option<&'h ResourceId>,
    vpc: usize,
    sender: Option<usize>,
    address: std::net::Ipv4Addr,
}

impl Network<'_> {
    fn asked<'h>(&self, hop: &'h Hop) -> Option<Asked<'h>> {
        hop.evidence.iter().find_map(|it| match it {
            Evidence::Route {
                table,
                vpc,
                address,
                ..
            } => {
                let vpc = *self.relations.vpc_index.get(vpc)?;
                Some(Asked {
                    table: table.as_ref(),
                    vpc,
                    sender: self.by_private.get(&(vpc, hop.packet.source)).copied(),
                    address: *address,
                })
            }
            _ => None,
        })
    }

    /// Adds the route that a table plainly lacks, or gives the subnet the
    /// table that it was meant to have.
    pub(super) fn lay_route(&self, hop: &Hop) -> Found {
        let Some(asked) = self.asked(hop) else {
            return none("The route table that lacks a route is not known.");
        };
        let Some(sender) = asked.sender else {
            return none(format!("Nobody here has the address {}.", hop.packet.source));
        };
        if let Some(remedy) = self.associate(sender, asked.address) {
            return Ok(remedy);
        }
        let (destination, next) = self.meant(&asked, sender)?;
        if let Some(remedy) = self.node_elsewhere(sender, next) {
            return remedy;
        }
        self.may_lead(&asked, sender, next)?;
        let RouteTarget::Resource(target) = next.target(self) else {
            return none("What the route should lead to is not known.");
        };
        let route = Route {
            destination: destination.into(),
            target: Some(target.clone()),
        };
        let Some(table) = asked.table else {
            return self.new_table(sender, route, &target);
        };
        let routes = self.indexed().find::<RouteTable>(table);
        Ok(Remedy::new(
            format!(
                "Route {destination} to {} in {}",
                self.name(&target),
                self.name(table)
            ),
            Edit::insert(
                table,
                "routes",
                routes.map_or(0, |it| it.routes.len()),
                route,
            ),
        ))
    }

    /// A route table for a subnet that obeys the main one that AWS made, which
    /// nobody sees and which all subnets share.
    fn new_table(&self, sender: usize, route: Route, target: &ResourceId) -> Found {
        let from = &self.interfaces[sender];
        let subnet = self.name(from.subnet);
        let id = self.indexed().free_id(Kind::RouteTable);
        let name = self.indexed().free_name(&format!("{subnet}-routes"));
        let label = format!(
            "Give {subnet} a route table with {} to {}",
            route.destination.0,
            self.name(target)
        );
        let table = RouteTable {
            vpc: from.vpc.cloned(),
            routes: vec![route],
        };
        Ok(Remedy {
            label,
            edits: vec![
                Edit::create(id.clone(), Resource::new(name, table)),
                Edit::set(from.subnet, "route_table", id),
            ],
        })
    }

    /// The route that is plainly meant for a sender.
    fn meant(
        &self,
        asked: &Asked<'_>,
        sender: usize,
    ) -> Result<(Ipv4Net, Next<'_>), super::NoRemedy> {
        if let Some(found) = self.lacking_route(asked.vpc, Some(sender), asked.address) {
            return Ok(found);
        }
        let from = &self.interfaces[sender];
        let vpc = self.name(self.relations.vpcs[asked.vpc].id);
        let address = asked.address;
        none(if crate::network::addresses::is_unroutable(address) {
            format!("{address} is a private address, and nothing leads from {vpc} to a VPC that has it: a peering connection would.")
        } else if from.public.is_some() {
            format!("{vpc} has no internet gateway that a route could lead to.")
        } else {
            format!(
                "{} has no public address, and {vpc} has no NAT gateway that would send its packets on: build one in a public subnet, then a route for {} can lead to it.",
                self.called(from),
                self.name(from.subnet)
            )
        })
    }

    /// The node of a load balancer that faces the internet belongs into a
    /// public subnet; its own is not made public for it.
    fn node_elsewhere(&self, sender: usize, next: Next<'_>) -> Option<Found> {
        let from = &self.interfaces[sender];
        let leads_out = matches!(next, Next::InternetGateway(_));
        if !leads_out || from.role != Role::BalancerNode || !self.faces_internet(sender) {
            return None;
        }
        public_subnet_instead(&self.relations, from.owner, from.subnet).map(Ok)
    }

    /// Whether a table may lead a sender on like this.
    fn may_lead(
        &self,
        asked: &Asked<'_>,
        sender: usize,
        next: Next<'_>,
    ) -> Result<(), super::NoRemedy> {
        let from = &self.interfaces[sender];
        let place = asked
            .table
            .and_then(|it| self.relations.table_index.get(it))
            .copied();
        match next {
            Next::InternetGateway(_) => {
                let refused = match place {
                    Some(table) => self.table_may_be_public(Some(table)).err(),
                    None if self.may_be_public(from.subnet_index) => None,
                    None => Some(self.name(from.subnet)),
                };
                match refused {
                    Some(subnet) => none(format!(
                        "A route to an internet gateway would make {subnet} public, and what is in it is to stay private. Move {} to a public subnet, or give {} a route table of its own.",
                        self.called(from),
                        self.name(from.subnet)
                    )),
                    None => Ok(()),
                }
            }
            Next::NatGateway(nat) => {
                let nat = &self.interfaces[nat];
                let own = nat.subnet_index == from.subnet_index;
                let table = self.relations.subnets[nat.subnet_index].table_index;
                if own || place.is_some() && table == place {
                    return none(format!(
                        "{} stands in {}, which obeys the same route table: a route to it would lead it to itself (rulebook NAT-7). It belongs into a public subnet with a table of its own.",
                        self.called(nat),
                        self.name(nat.subnet)
                    ));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Lets a route that leads nowhere lead where it was meant to: its gateway
    /// is attached, or what is there now takes its place.
    pub(super) fn revive_route(&self, hop: &Hop) -> Found {
        let dead = hop.evidence.iter().find_map(|it| match it {
            Evidence::Route {
                destination,
                target: Some(RouteTarget::Blackhole(id)),
                ..
            } => Some((*destination, id.as_ref())),
            _ => None,
        });
        let (Some(asked), Some((destination, target))) = (self.asked(hop), dead) else {
            return none("The route that leads nowhere is not known.");
        };
        if let Some(id) = target
            && self.failures.hits(id)
        {
            return none(format!(
                "{} has failed; no change to the design brings it back.",
                self.name(id)
            ));
        }
        if let Some(id) = target
            && self.indexed().kind_of(id) == Some(Kind::InternetGateway)
        {
            return self.attach(asked.vpc, Some(id));
        }
        let Some(sender) = asked.sender else {
            return none(format!("Nobody here has the address {}.", hop.packet.source));
        };
        let (wanted, next) = self.meant(&asked, sender)?;
        self.may_lead(&asked, sender, next)?;
        let table = asked.table.and_then(|id| {
            let table: &RouteTable = self.indexed().find(id)?;
            let same = |it: &Route| it.destination.lenient() == destination && it.target.as_ref() == target;
            Some((id, table, table.routes.iter().position(same)?))
        });
        let (Some((id, table, index)), RouteTarget::Resource(now)) = (table, next.target(self))
        else {
            return none("The route that leads nowhere is not known.");
        };
        if Some(wanted) != destination {
            return none(format!(
                "{} leads nowhere: {} is gone. What it was for you alone know; remove the route, or let it lead to what is there now.",
                table.routes[index].destination.0,
                target.map_or_else(|| "its target".to_owned(), |it| self.name(it))
            ));
        }
        let mut routes = table.routes.clone();
        routes[index].target = Some(now.clone());
        Ok(Remedy::new(
            format!("Route {wanted} to {} in {}", self.name(&now), self.name(id)),
            Edit::set(id, "routes", routes),
        ))
    }
}
