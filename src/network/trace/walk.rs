//! One packet's way through the network, stage by stage.
//!
//! The order of the stages is AWS's: away from an interface come its security
//! groups, then the network ACL of the subnet, then the route table; towards
//! one, the ACL of its subnet and then its security groups (rulebook NACL-17).
//! Inside a subnet neither ACL nor route table is asked (rulebook NACL-11).

use super::fate::{Fate, Opener, Way};
use super::judge::Judge;
use super::state::{Asked, Replaced, State};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::interfaces::Role;
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::network::topology::tables::Next;

/// A request never sets off more connections than this; it ends circles of
/// applications that ask each other.
pub(super) const MOST_CONNECTIONS: usize = 24;

/// What is said where they are not followed further.
pub(super) const CIRCLE: &str =
    "The application's calls lead back to itself or go very deep; they are not followed further.";

/// Where a packet came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// The interface that it is addressed to.
    Interface(usize),
    /// A host on the internet.
    Internet,
    /// A service of Amazon, over the internet.
    Service,
    /// A service of Amazon, through a gateway endpoint of this VPC.
    Endpoint(usize),
    /// What AWS provides at every interface of this VPC: name server,
    /// metadata, time.
    Provided(usize),
}

/// Follows packets and writes down what every stage decides.
pub(super) struct Walk<'n, 'a> {
    pub net: &'n Network<'a>,
    /// Whether hops are written down. Without, a walk ends at the first drop.
    pub record: bool,
    pub dropped: bool,
    pub request: Vec<Hop>,
    pub response: Vec<Hop>,
    pub blockers: Vec<Hop>,
    pub notes: Vec<&'static str>,
    pub connection: usize,
    pub connections: usize,
    /// The interfaces whose applications are waiting for backends.
    pub asking: Vec<usize>,
    pub state: State,
    /// What it is content with, if it is a health check.
    pub probing: Option<Asked>,
    /// Who works out the fate of all ways; without, one way is followed.
    pub judge: Option<&'n Judge<'n, 'a>>,
    /// What becomes of all ways, so far.
    pub fate: Fate,
    /// What the question leaves open, while no connection is followed.
    pub scope: Scope,
    /// The choices still to come, where a certain way is to be followed.
    pub way: Way,
    /// Whether the flow named a resource as its destination.
    pub by_resource: bool,
}

/// Whether the walk goes on after a stage.
pub(super) type Onward = Option<()>;

impl<'n, 'a> Walk<'n, 'a> {
    pub fn new(net: &'n Network<'a>, record: bool, packet: Packet) -> Self {
        Self {
            net,
            record,
            dropped: false,
            request: Vec::new(),
            response: Vec::new(),
            blockers: Vec::new(),
            notes: Vec::new(),
            connection: 0,
            connections: 1,
            asking: Vec::new(),
            state: State::of(packet, Opener::At(packet.source_port)),
            probing: None,
            judge: None,
            fate: Fate::fine(),
            scope: Scope::default(),
            way: Way::new(),
            by_resource: false,
        }
    }

    /// Works out the fate of all ways.
    pub fn judged(judge: &'n Judge<'n, 'a>, packet: Packet) -> Self {
        Self {
            judge: Some(judge),
            ..Self::new(judge.net, false, packet)
        }
    }

    /// What has become of all ways.
    pub fn end(self) -> Fate {
        if self.dropped {
            Fate::lost()
        } else {
            self.fate
        }
    }

    /// Another part of the way, on which all that follows depends.
    pub fn depend(&mut self, fate: Fate) {
        self.fate.and(fate);
        self.dropped |= !self.fate.any();
    }

    /// A packet is at an interface.
    pub fn at(&self, interface: usize) {
        if let Some(judge) = self.judge {
            judge.pass(interface);
        }
    }

    /// Writes down a hop that lets the packet go on.
    pub fn pass(
        &mut self,
        stage: Stage,
        decision: Decision,
        resource: Option<&ResourceId>,
        evidence: impl FnOnce(&Network<'a>) -> Vec<Evidence>,
    ) {
        if !self.record || self.dropped {
            return;
        }
        let hop = Hop {
            resource: resource.cloned(),
            stage,
            decision,
            code: None,
            evidence: evidence(self.net),
            packet: self.state.packet,
            connection: self.connection,
            answering: self.state.answering,
            by_resource: self.by_resource,
        };
        if self.state.answering {
            self.response.push(hop);
        } else {
            self.request.push(hop);
        }
    }

    /// Writes down that the packet ends here. `Some` if the walk goes on as if
    /// it had not, to find what else is in the way.
    pub fn stop(
        &mut self,
        stage: Stage,
        resource: Option<&ResourceId>,
        code: Code,
        evidence: impl FnOnce(&Network<'a>) -> Vec<Evidence>,
    ) -> Onward {
        let first = !self.dropped;
        self.dropped = true;
        if !self.record {
            return None;
        }
        let hop = Hop {
            resource: resource.cloned(),
            stage,
            decision: Decision::Dropped,
            code: Some(code),
            evidence: evidence(self.net),
            packet: self.state.packet,
            connection: self.connection,
            answering: self.state.answering,
            by_resource: self.by_resource,
        };
        if !first {
            // The way there and the way back may end at the same broken thing;
            // a filter that stops two different packets needs mending twice.
            let state = matches!(
                code,
                Code::BadState
                    | Code::BadStateAttachment
                    | Code::BadStateRoute
                    | Code::EniSourceDestCheckRestriction
            );
            let told = |it: &Hop| {
                (it.code, it.stage, &it.resource, &it.evidence)
                    == (hop.code, hop.stage, &hop.resource, &hop.evidence)
                    && (state || it.packet == hop.packet)
            };
            if !self.blockers.iter().any(told) {
                self.blockers.push(hop);
            }
        } else if self.state.answering {
            self.response.push(hop.clone());
            self.blockers.push(hop);
        } else {
            self.request.push(hop.clone());
            self.blockers.push(hop);
        }
        Some(())
    }

    /// The packet is passed on once more, unless it has been too often.
    pub fn age(&mut self) -> Onward {
        if let Some(left) = self.state.lives.checked_sub(1) {
            self.state.lives = left;
            return Some(());
        }
        let address = self.state.packet.destination;
        self.stop(Stage::RouteTable, None, Code::NoPossibleDestination, |_| {
            vec![Evidence::Address {
                address,
                owner: None,
            }]
        });
        None
    }

    /// Says once what the answer leaves out.
    pub fn note(&mut self, note: &'static str) {
        if self.record && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The packet leaves an interface.
    pub fn leave(&mut self, from: usize) -> Option<Arrival> {
        let to = self.state.packet.destination;
        if self.net.interfaces[from].private == Some(to) {
            // What an interface sends to itself never leaves its system.
            return Some(Arrival::Interface(from));
        }
        if let Some(arrival) = self.provided(from) {
            return arrival;
        }
        self.at(from);
        self.guard(from, Direction::Outbound)?;
        self.go(from)
    }

    /// The packet goes from an interface that has let it out: within the
    /// subnet, or over its border to the router.
    pub fn go(&mut self, from: usize) -> Option<Arrival> {
        let net = self.net;
        self.age()?;
        let interface = &net.interfaces[from];
        let subnet = &net.relations.subnets[interface.subnet_index];
        let vpc = interface.vpc_index?;
        let to = self.state.packet.destination;
        let scope = &mut self.state.scope;
        if subnet.block.is_some_and(|block| scope.holds(block, to)) {
            return self.hand_over(vpc, Some(interface.subnet_index));
        }
        self.border(interface.subnet_index, Direction::Outbound)?;
        self.consult(from, vpc)
    }

    /// The route table of the sender's subnet chooses the way.
    fn consult(&mut self, from: usize, vpc: usize) -> Option<Arrival> {
        let net = self.net;
        let sender = &net.interfaces[from];
        let subnet = &net.relations.subnets[sender.subnet_index];
        let table = subnet.table_index;
        let to = self.state.packet.destination;
        let behind_nat = sender.role == Role::NatGateway;
        let choice = net.choose_route(vpc, table, to, !behind_nat, &mut self.state.scope);
        if !behind_nat && !matches!(choice.map(|it| it.next), Some(Next::Endpoint(_))) {
            self.mind_prefix_lists(table, to);
        }
        let resource = subnet.table.unwrap_or(net.relations.vpcs[vpc].id);
        let evidence = |net: &Network<'a>| vec![net.route_evidence(vpc, table, to, choice)];
        let next = match choice.map(|choice| choice.next) {
            None => {
                let code = Code::NoRouteToDestination;
                self.stop(Stage::RouteTable, Some(resource), code, evidence)?;
                // On as if the route that is plainly meant were there, to find
                // what else is in the way.
                let (_, next) = net.lacking_route(vpc, Some(from), to)?;
                next
            }
            Some(Next::Blackhole(_)) => {
                let code = Code::BadStateRoute;
                self.stop(Stage::RouteTable, Some(resource), code, evidence);
                return None;
            }
            Some(next) => {
                self.pass(
                    Stage::RouteTable,
                    Decision::Routed,
                    Some(resource),
                    evidence,
                );
                next
            }
        };
        match next {
            Next::Local => self.hand_over(vpc, Some(sender.subnet_index)),
            Next::InternetGateway(gateway) => self.internet_gateway_out(vpc, gateway),
            Next::NatGateway(nat) => self.nat_gateway_out(from, nat, vpc, table, choice),
            Next::Peering(peering) => self.peering(from, peering, vpc),
            Next::Instance(instance) => self.middlebox(from, instance, vpc, table, choice),
            Next::Endpoint(endpoint) => self.gateway_endpoint(endpoint, vpc),
            Next::Blackhole(_) => None,
        }
    }

    /// The router of a VPC hands the packet to the interface that has its
    /// destination address, from this subnet if it is known.
    pub fn hand_over(&mut self, vpc: usize, from_subnet: Option<usize>) -> Option<Arrival> {
        let net = self.net;
        let address = self.state.packet.destination;
        let Some(to) = net.by_private.get(&(vpc, address)).copied() else {
            self.stop(
                Stage::Destination,
                Some(net.relations.vpcs[vpc].id),
                Code::NoPossibleDestination,
                |_| {
                    vec![Evidence::Address {
                        address,
                        owner: None,
                    }]
                },
            );
            return None;
        };
        self.enter(to, from_subnet)
    }

    /// The packet enters the subnet of an interface, if it is not there yet,
    /// and comes to the interface.
    pub fn enter(&mut self, to: usize, from_subnet: Option<usize>) -> Option<Arrival> {
        self.at(to);
        let interface = &self.net.interfaces[to];
        if from_subnet != Some(interface.subnet_index) {
            self.border(interface.subnet_index, Direction::Inbound)?;
        }
        if interface.role == Role::NatGateway {
            return self.nat_gateway_in(to);
        }
        self.guard(to, Direction::Inbound)?;
        if !interface.up {
            self.stop(
                Stage::Destination,
                Some(&interface.id),
                Code::BadState,
                |net| net.why_down(to),
            )?;
        }
        if let Some(arrival) = self.put_back(to) {
            return arrival;
        }
        Some(Arrival::Interface(to))
    }

    /// What an interface replaced in the request, if the packet is its answer.
    pub fn take_replaced(&mut self, by: usize) -> Option<Replaced> {
        if !self.state.answering || self.state.replaced.last()?.by != by {
            return None;
        }
        self.settle_ports();
        let replaced = self.state.replaced.pop()?;
        self.state.opener = replaced.opener;
        self.state.ports.clone_from(&replaced.ports);
        Some(replaced)
    }

    /// The answer has come to where its port was chosen: those that a filter
    /// has stopped are lost.
    pub fn settle_ports(&mut self) {
        if self.judge.is_some() {
            self.fate
                .through_ports(&self.state.ports, self.state.opener);
        }
    }
}
