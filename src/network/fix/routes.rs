//! Routes that lack, and routes that lead nowhere.

use ipnet::Ipv4Net;

use super::party::ALL;
use super::tables::public_subnet_instead;
use super::{Found, none};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::topology::Network;
use crate::network::topology::tables::Next;

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
            return none(format!(
                "Nobody here has the address {}.",
                hop.packet.source
            ));
        };
        if let Some(remedy) = self.associate(sender, asked.address) {
            return Ok(remedy);
        }
        if let Some(remedy) = self.endpoint_to(asked.vpc, sender, asked.address) {
            return Ok(remedy);
        }
        let from = &self.interfaces[sender];
        let outside = !crate::network::addresses::is_unroutable(asked.address);
        let direct = outside && (from.public.is_some() || self.is_nat(sender));
        if direct && self.relations.vpcs[asked.vpc].internet_gateway.is_none() {
            return self.attach_and_lead(&asked, sender);
        }
        let (destination, next) = self.meant(&asked, sender)?;
        if let Some(remedy) = self.node_elsewhere(sender, next) {
            return remedy;
        }
        if let Err(why) = self.may_lead(&asked, sender, next) {
            let instead = self.associate_instead(sender, asked.address);
            return instead.ok_or(why);
        }
        let RouteTarget::Resource(target) = next.target(self) else {
            return none("What the route should lead to is not known.");
        };
        Ok(self.add_route(&asked, sender, destination, &target, &self.name(&target)))
    }

    /// Attaches an internet gateway and leads to it, where both lack: one
    /// without the other would be of no use.
    fn attach_and_lead(&self, asked: &Asked<'_>, sender: usize) -> Found {
        let mut attached = self.attach(asked.vpc, None)?;
        let gateway = match attached.edits.as_slice() {
            [Edit::Set { id, .. } | Edit::Create { id, .. }] => id.clone(),
            _ => return none("Which internet gateway is meant is not known."),
        };
        self.may_lead(asked, sender, Next::InternetGateway(&gateway))?;
        let led = self.add_route(asked, sender, ALL, &gateway, "it");
        let mut rest = led.label;
        if let Some(first) = rest.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        attached.label += &format!(", and {rest}");
        attached.edits.extend(led.edits);
        Ok(attached)
    }

    fn add_route(
        &self,
        asked: &Asked<'_>,
        sender: usize,
        destination: Ipv4Net,
        target: &ResourceId,
        called: &str,
    ) -> Remedy {
        let route = Route {
            destination: destination.into(),
            target: Some(target.clone()),
        };
        let Some(table) = asked.table else {
            return self.new_table(sender, route, called);
        };
        let routes = self.indexed().find::<RouteTable>(table);
        Remedy::new(
            format!("Route {destination} to {called} in {}", self.name(table)),
            Edit::insert(
                table,
                "routes",
                routes.map_or(0, |it| it.routes.len()),
                route,
            ),
        )
    }

    /// A route table for a subnet that obeys the main one that AWS made, which
    /// nobody sees and which all subnets share.
    fn new_table(&self, sender: usize, route: Route, target: &str) -> Remedy {
        let from = &self.interfaces[sender];
        let subnet = self.name(from.subnet);
        let id = self.indexed().free_id(Kind::RouteTable);
        let name = self.indexed().free_name(&format!("{subnet}-routes"));
        let label = format!(
            "Give {subnet} a route table with {} to {target}",
            route.destination.0
        );
        let table = RouteTable {
            vpc: from.vpc.cloned(),
            routes: vec![route],
        };
        Remedy {
            label,
            edits: vec![
                Edit::create(id.clone(), Resource::new(name, table)),
                Edit::set(from.subnet, "route_table", id),
            ],
        }
    }

    /// The route that is plainly meant for a sender.
    fn meant(
        &self,
        asked: &Asked<'_>,
        sender: usize,
    ) -> Result<(Ipv4Net, Next<'_>), super::NoRemedy> {
        let from = &self.interfaces[sender];
        let facts = &self.relations.vpcs[asked.vpc];
        let outside = !crate::network::addresses::is_unroutable(asked.address);
        if outside && from.public.is_none() && self.is_nat(sender) {
            // What a NAT lacks besides is told when it gets that far.
            if let Some(gateway) = facts.internet_gateway {
                return Ok((ALL, Next::InternetGateway(gateway)));
            }
        } else if let Some(found) = self.lacking_route(asked.vpc, Some(sender), asked.address) {
            return Ok(found);
        } else if outside
            && from.public.is_none()
            && let Some(next) = self.only_nat(asked.vpc, sender)
        {
            return Ok((ALL, next));
        }
        let vpc = self.name(self.relations.vpcs[asked.vpc].id);
        let address = asked.address;
        none(if !outside {
            format!(
                "{address} is a private address, and nothing leads from {vpc} to a VPC that has it: a peering connection would."
            )
        } else if from.public.is_some() || self.is_nat(sender) {
            format!("{vpc} has no internet gateway that a route could lead to.")
        } else {
            format!(
                "{} has no public address, and {vpc} has no NAT gateway that would send its packets on: build one in a public subnet, then a route for {} can lead to it.",
                self.called(from),
                self.name(from.subnet)
            )
        })
    }

    /// The only NAT of a VPC: a NAT gateway that has still to get its address,
    /// or an instance that is set up as one, in a subnet that is for that.
    fn only_nat(&self, vpc: usize, sender: usize) -> Option<Next<'_>> {
        let own = self.interfaces[sender].subnet_index;
        let all = (0..self.interfaces.len()).filter(|index| {
            let it = &self.interfaces[*index];
            it.vpc_index == Some(vpc)
                && it.subnet_index != own
                && self.may_be_public(it.subnet_index)
        });
        let mut nats = all.filter_map(|index| {
            let it = &self.interfaces[index];
            match it.role {
                Role::NatGateway if self.is_nat(index) => Some(Next::NatGateway(index)),
                Role::Instance if !it.source_dest_check => Some(Next::Instance(index)),
                _ => None,
            }
        });
        let only = nats.next()?;
        nats.next().is_none().then_some(only)
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
                let own = self.name(from.subnet);
                let who = self.called(from);
                match refused {
                    Some(subnet) if subnet == own => none(format!(
                        "A route to an internet gateway would make {subnet} public, and what is in it is to stay private. Move {who} to a public subnet."
                    )),
                    Some(subnet) => none(format!(
                        "A route to an internet gateway would make {subnet} public too, and what is in it is to stay private. Move {who} to a public subnet, or give {own} a route table of its own."
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
                        "{} stands in {}, which obeys the same route table: a route to it would lead it to itself. It belongs into a public subnet with a table of its own.",
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
            return none(format!(
                "Nobody here has the address {}.",
                hop.packet.source
            ));
        };
        let (wanted, next) = self.meant(&asked, sender)?;
        if let Err(why) = self.may_lead(&asked, sender, next) {
            let instead = self.associate_instead(sender, asked.address);
            return instead.ok_or(why);
        }
        let table = asked.table.and_then(|id| {
            let table: &RouteTable = self.indexed().find(id)?;
            let same = |it: &Route| {
                it.destination.lenient() == destination && it.target.as_ref() == target
            };
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
