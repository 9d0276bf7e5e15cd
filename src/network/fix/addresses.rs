//! Public addresses that lack, and internet gateways that are not attached.
//!
//! A public address is given to what stands in a public subnet and is to be
//! there: a NAT, or a server that the flow names. Nothing private gets one.

use super::tables::called_private;
use super::{Found, none};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::topology::Network;
use crate::relations::SubnetKind;

impl Network<'_> {
    /// For a sender without a public address at an internet gateway
    /// (rulebook IGW-4).
    pub(super) fn give_address_out(&self, hop: &Hop) -> Found {
        let Some(at) = self.place_of(hop) else {
            return none("Who sends without a public address is not known.");
        };
        let interface = &self.interfaces[at];
        let name = self.called(interface);
        if hop.answering {
            return none(format!(
                "The answer of {name} leaves through the internet gateway, though the request did not come that way: its routes lead elsewhere than to the caller."
            ));
        }
        if let Some(remedy) = self.associate(at, hop.packet.destination) {
            return Ok(remedy);
        }
        if self.passes_on(at) || interface.role == Role::NatGateway {
            return self.give_address(at);
        }
        if called_private(&self.name(interface.subnet))
            && let Some(remedy) = self.associate_instead(at, hop.packet.destination)
        {
            return Ok(remedy);
        }
        if self.lets_strangers_in(at) {
            return none(format!(
                "{name} has no public address. With one it would be reached from the internet too, on all that its groups let in from everywhere; let it go out through a NAT gateway instead."
            ));
        }
        self.give_address(at)
    }

    /// For a flow from outside to a private address. That of a server that
    /// the flow names changes with a public address; an address that was asked
    /// for stays what it is.
    pub(super) fn give_address_in(&self, hop: &Hop) -> Found {
        let Some(at) = self.place_of(hop) else {
            return none("Who has the private address is not known.");
        };
        let interface = &self.interfaces[at];
        let name = self.called(interface);
        if !hop.by_resource {
            return none(format!(
                "{} is a private address: outside of its VPC nobody reaches it, whatever public address {name} has. Ask {name} at a public address.",
                hop.packet.destination
            ));
        }
        if interface.role != Role::Instance {
            return none(format!(
                "{name} is private, and is to stay so: whoever needs it asks from inside the VPC."
            ));
        }
        if self.is_target(at) {
            return none(format!(
                "{name} stands behind a load balancer: the internet is to ask that."
            ));
        }
        self.give_address(at)
    }

    /// Whether the groups of an interface let in from public addresses.
    fn lets_strangers_in(&self, at: usize) -> bool {
        let groups = self.memberships[at].iter();
        let outside = |block: ipnet::Ipv4Net| {
            let vpcs = self.relations.vpcs.iter();
            let mut blocks = vpcs.flat_map(|vpc| &vpc.blocks);
            !blocks.any(|own| own.contains(&block))
        };
        groups
            .filter_map(|group| self.indexed().find::<SecurityGroup>(self.groups[*group].id?))
            .flat_map(|group| &group.ingress)
            .any(|rule| {
                matches!(&rule.peer, Peer::Cidr(text) if text.lenient().is_some_and(outside))
            })
    }

    /// An Elastic IP for what stands in a public subnet and may have one.
    fn give_address(&self, at: usize) -> Found {
        let interface = &self.interfaces[at];
        let id = &interface.id;
        let name = self.called(interface);
        let subnet = self.name(interface.subnet);
        if interface.public.is_some() {
            return none(format!("{name} has a public address already."));
        }
        let kind = self.subnet_kind(interface.subnet).map(|(kind, _)| kind);
        if kind != Some(SubnetKind::Public) {
            return none(format!(
                "{name} is in {subnet}, which is not public: a public address would be of no use there."
            ));
        }
        if called_private(&subnet) {
            return none(format!(
                "{subnet} is called private, but its routes lead to an internet gateway. Give it a route table that leads to a NAT gateway; {name} needs no public address then."
            ));
        }
        match self.indexed().get(id).map(|it| &it.properties) {
            Some(Properties::NatGateway(it)) if it.connectivity == Connectivity::Private => {
                none(format!(
                    "{name} is a private NAT gateway: it leads to other private networks, never to the internet."
                ))
            }
            Some(Properties::Instance(it))
                if it.public_ip == PublicIp::No && !self.passes_on(at) =>
            {
                none(format!(
                    "{name} is to have no public address, as it says itself; let it go out through a NAT gateway, from a private subnet."
                ))
            }
            Some(Properties::NatGateway(_) | Properties::Instance(_)) => Ok(Remedy::new(
                format!("Give {name} an Elastic IP"),
                Edit::set(id, "elastic_ip", true),
            )),
            _ => none(format!(
                "{name} has no public address; let it go out through a NAT gateway, from a private subnet."
            )),
        }
    }

    /// Attaches the internet gateway that lacks at the VPC of an interface.
    pub(super) fn attach_gateway(&self, hop: &Hop) -> Found {
        let Some(at) = self.place_of(hop) else {
            return none("The VPC that lacks an internet gateway is not known.");
        };
        let interface = &self.interfaces[at];
        let Some(vpc) = interface.vpc_index else {
            return none(format!("{} is in no VPC.", self.called(interface)));
        };
        if interface.public.is_none() {
            return none(format!(
                "{} has no public address: an internet gateway would not lead to it.",
                self.called(interface)
            ));
        }
        self.attach(vpc, None)
    }

    /// A subnet that a gateway, once attached, would make public against its
    /// purpose.
    fn led_out_by(&self, vpc: usize, gateway: &ResourceId) -> Option<String> {
        let leads = |table: usize| {
            let table = self.relations.tables[table].table;
            let mut routes = table.routes.iter();
            routes.any(|it| it.target.as_ref() == Some(gateway))
        };
        let places = self.relations.vpcs[vpc].subnets.iter().copied();
        let mut led = places.filter(|place| {
            let table = self.relations.subnets[*place].table_index;
            table.is_some_and(leads)
        });
        let wrong = led.find(|place| self.stays_private(*place))?;
        Some(self.name(self.relations.subnets[wrong].id))
    }

    /// An internet gateway for a VPC that has none, as a trace offers it too.
    pub fn attach_a_gateway(&self, vpc: &ResourceId) -> Option<Remedy> {
        let place = *self.relations.vpc_index.get(vpc)?;
        self.attach(place, None).ok()
    }

    /// Attaches an internet gateway to a VPC that has none: this one, else the
    /// only one that is loose, else a new one.
    pub(super) fn attach(&self, vpc: usize, wanted: Option<&ResourceId>) -> Found {
        let facts = &self.relations.vpcs[vpc];
        let name = self.name(facts.id);
        if let Some(own) = facts.internet_gateway {
            return none(match wanted {
                Some(id) => format!(
                    "{} is not attached to {name}, which has {}: let the route lead there.",
                    self.name(id),
                    self.name(own)
                ),
                None => format!(
                    "{} has failed; no change to the design brings it back.",
                    self.name(own)
                ),
            });
        }
        let loose = self
            .indexed()
            .all::<InternetGateway>()
            .filter(|(_, it)| it.vpc.is_none())
            .map(|(id, _)| id);
        let loose: Vec<&ResourceId> = loose
            .filter(|id| wanted.is_none_or(|wanted| wanted == *id))
            .collect();
        // Of several the one is meant that a route of the VPC leads to.
        let led_to = |id: &&&ResourceId| {
            let mut tables = self.relations.tables.iter();
            tables.any(|it| {
                it.vpc_index == Some(vpc)
                    && it
                        .table
                        .routes
                        .iter()
                        .any(|it| it.target.as_ref() == Some(**id))
            })
        };
        let meant: Vec<&&ResourceId> = loose.iter().filter(led_to).collect();
        let found = match (meant.as_slice(), loose.as_slice()) {
            ([only], _) => (Some(**only), None),
            (_, all) => (all.first().copied(), all.get(1).copied()),
        };
        if let (Some(id), None) = found
            && let Some(subnet) = self.led_out_by(vpc, id)
        {
            return none(format!(
                "With {} attached to {name} its route would make {subnet} public, and what is in that is to stay private. Give {subnet} another route table first.",
                self.name(id)
            ));
        }
        match found {
            (Some(id), None) => Ok(Remedy::new(
                format!("Attach {} to {name}", self.name(id)),
                Edit::set(id, "vpc", facts.id),
            )),
            (None, _) if wanted.is_none() => {
                let gateway = InternetGateway {
                    region: facts.vpc.region.clone(),
                    vpc: Some(facts.id.clone()),
                };
                let id = self.indexed().free_id(Kind::InternetGateway);
                let called = self.indexed().first_name(Kind::InternetGateway, &id);
                Ok(Remedy::new(
                    format!("Create an internet gateway for {name}"),
                    Edit::create(id, Resource::new(called, gateway)),
                ))
            }
            (None, _) => none(format!(
                "The internet gateway that the route leads to belongs to another VPC, and {name} has none."
            )),
            (Some(_), Some(_)) => none(format!(
                "Several internet gateways are attached to nothing; which of them is meant for {name} you alone know."
            )),
        }
    }
}
