//! The two filters: security groups at an interface, network ACLs at the
//! border of a subnet.

use super::fate::{Opener, few};
use super::walk::{Onward, Walk};
use crate::architecture::*;
use crate::network::acl;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::scope::Scope;
use crate::network::topology::tables::Next;

const FEW_PORTS: &str = "A network ACL on the way back denies a few of the ports that a NAT gateway or load balancer may choose: of some ten thousand connections, one or another is lost.";

impl Walk<'_, '_> {
    /// The security groups of an interface are asked. They are stateful: the
    /// answer to what they let through passes (rulebook SG-1).
    pub fn guard(&mut self, at: usize, direction: Direction) -> Onward {
        let net = self.net;
        let interface = &net.interfaces[at];
        if !interface.is_guarded() {
            return Some(());
        }
        let stage = match direction {
            Direction::Inbound => Stage::SecurityGroupInbound,
            Direction::Outbound => Stage::SecurityGroupOutbound,
        };
        let here = || {
            interface.private.map(|address| Evidence::Address {
                address,
                owner: Some(interface.id.clone()),
            })
        };
        if self.state.answering && self.state.seen.contains(&at) {
            self.pass(stage, Decision::Remembered, Some(&interface.id), |_| {
                here().into_iter().collect()
            });
            return Some(());
        }
        if !self.state.answering {
            self.state.seen.push(at);
        }
        let (other, preserved) = self.other_side(at, direction);
        let packet = self.state.packet;
        let known = if preserved { other } else { None };
        if let Some((group, index)) =
            net.allowed_by(at, direction, &packet, known, &mut self.state.scope)
        {
            let group = net.groups[group].id;
            self.pass(
                stage,
                Decision::Allowed,
                group.or(Some(&interface.id)),
                |_| {
                    let rule = Evidence::SecurityGroupRule {
                        group: group.cloned(),
                        direction,
                        index,
                    };
                    std::iter::once(rule).chain(here()).collect()
                },
            );
            return Some(());
        }
        if !self.record {
            self.dropped = true;
            return None;
        }
        let groups = &net.memberships[at];
        let code = if groups
            .iter()
            .all(|group| net.groups[*group].is_empty(direction))
        {
            Code::SgHasNoRules
        } else if !preserved
            && net
                .allowed_by(at, direction, &packet, other, &mut Scope::default())
                .is_some()
        {
            Code::SgReferencesNotPreserved
        } else {
            Code::EniSgRulesMismatch
        };
        // Groups that are named but do not count, because they are gone or of
        // another VPC, are what is to be told of.
        let ids: Vec<&ResourceId> = if groups.is_empty() {
            interface.groups.iter().collect()
        } else {
            let counting = groups.iter();
            counting.filter_map(|group| net.groups[*group].id).collect()
        };
        let resource = match ids.as_slice() {
            [only] => only,
            _ => &interface.id,
        };
        self.stop(stage, Some(resource), code, |_| {
            let none = Evidence::NoSecurityGroupRule {
                groups: ids.iter().map(|id| (*id).clone()).collect(),
                direction,
            };
            std::iter::once(none).chain(here()).collect()
        })
    }

    /// The interface that has the private address on the other side, and
    /// whether its group membership is known here: within a VPC, and across
    /// peering within one Region, but not through an instance that passes
    /// packets on [VPC Peering Guide: Update your security groups to reference
    /// peer security groups].
    fn other_side(&mut self, at: usize, direction: Direction) -> (Option<usize>, bool) {
        let net = self.net;
        let Some(vpc) = net.interfaces[at].vpc_index else {
            return (None, true);
        };
        let find = |vpc: usize, address| net.by_private.get(&(vpc, address)).copied();
        let peered =
            |other: usize| net.relations.vpcs[vpc].region == net.relations.vpcs[other].region;
        match direction {
            Direction::Inbound => match self.state.came_from {
                Some(other) => (find(other, self.state.packet.source), peered(other)),
                None => (find(vpc, self.state.packet.source), !self.state.passed_on),
            },
            Direction::Outbound => {
                let address = self.state.packet.destination;
                if net.relations.vpcs[vpc].contains(address) {
                    return (find(vpc, address), !self.goes_through_instance(at, vpc));
                }
                // Membership is known across a peering connection whether or
                // not a route leads to it. Two peers may have the same block:
                // then the one that the route leads to is meant.
                let table = net.relations.subnets[net.interfaces[at].subnet_index].table_index;
                let choice = net.choose_route(vpc, table, address, true, &mut self.state.scope);
                let routed = choice.and_then(|choice| match choice.next {
                    Next::Peering(index) => Some(net.relations.peerings[index].beyond(vpc)),
                    _ => None,
                });
                match routed.or_else(|| net.peer_holding(vpc, address)) {
                    Some(other) => (find(other, address), peered(other)),
                    None => (None, true),
                }
            }
        }
    }

    /// Whether a packet to a neighbour is routed through another instance.
    fn goes_through_instance(&mut self, from: usize, vpc: usize) -> bool {
        let net = self.net;
        let subnet = &net.relations.subnets[net.interfaces[from].subnet_index];
        let to = self.state.packet.destination;
        let scope = &mut self.state.scope;
        let inside = subnet.block.is_some_and(|block| scope.holds(block, to));
        let choice = net.choose_route(vpc, subnet.table_index, to, true, scope);
        let instance = |next| {
            matches!(next, Next::Instance(index)
                if index != from && net.interfaces[index].private != Some(to))
        };
        !inside && choice.is_some_and(|choice| instance(choice.next))
    }

    /// The network ACL of a subnet is asked. It is stateless: the answer is
    /// judged like any packet (rulebook NACL-1).
    pub fn border(&mut self, subnet: usize, direction: Direction) -> Onward {
        let net = self.net;
        let facts = &net.relations.subnets[subnet];
        let acl = facts.acl_index.map(|index| &net.acls[index]);
        if let Some(acl) = acl.filter(|_| self.state.answering) {
            self.split_ports(acl, direction);
        }
        let packet = self.state.packet;
        let scope = &mut self.state.scope;
        let judgement = acl.map_or(acl::DEFAULT, |acl| acl.judge(direction, &packet, scope));
        let stage = match direction {
            Direction::Inbound => Stage::NetworkAclInbound,
            Direction::Outbound => Stage::NetworkAclOutbound,
        };
        let resource = Some(facts.acl.unwrap_or(facts.id));
        let evidence = || {
            vec![Evidence::NetworkAclEntry {
                acl: facts.acl.cloned(),
                subnet: facts.id.clone(),
                direction,
                number: judgement.number,
            }]
        };
        if judgement.allowed {
            self.pass(stage, Decision::Allowed, resource, |_| evidence());
            Some(())
        } else {
            self.stop(stage, resource, Code::SubnetAclRestriction, |_| evidence())
        }
    }

    /// Of the ports that the answer may go to, some may be let through and
    /// others not. Who works out all ways goes on with the former. Who follows
    /// one goes on where hardly a port is denied, such as 3389 alone; what
    /// stops many counts as stopping it (rulebook NACL-12).
    fn split_ports(&mut self, acl: &acl::Acl, direction: Direction) {
        let state = &mut self.state;
        if !state.packet.protocol.has_ports() || matches!(state.opener, Opener::At(_)) {
            return;
        }
        let (allowed, denied) = acl.split(direction, &state.packet, &state.ports, &mut state.scope);
        let (Some(passing), Some(stopped)) = (allowed.first(), denied.first()) else {
            return;
        };
        if self.judge.is_some() {
            state.packet.destination_port = passing;
            state.ports = allowed;
        } else if few(denied.share_of(state.opener.range())) {
            state.packet.destination_port = passing;
            self.note(FEW_PORTS);
        } else {
            state.packet.destination_port = stopped;
        }
    }
}
