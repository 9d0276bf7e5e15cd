//! Who has to be let in where: the journeys that an architecture needs.
//!
//! A load balancer has to be reached by its clients on the ports of its
//! listeners, targets by their load balancers on the port and on the health
//! port of their target group, backends by the servers that call them; and
//! what an intent says must reach, must. Answers need no rule, since security
//! groups remember (rulebook SG-1), so a NAT gateway asks for none either.

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use crate::analysis::journeys::State;
use crate::architecture::*;
use crate::network::{Direction, Endpoint, Evidence, Stage};
use crate::relations::addresses::public_address_of;
use crate::relations::block_of;
use crate::review::facts::Facts;

/// Who wants in.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// Anybody.
    World,
    /// Something of the drawing: its groups, and the blocks of its subnets.
    Caller {
        /// The groups that are named for it.
        groups: Vec<ResourceId>,
        /// The blocks of its subnets.
        blocks: Vec<Ipv4Net>,
    },
    /// An address outside.
    Block(Ipv4Net),
}

/// Somebody wants in on a port.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The protocol.
    pub protocol: Protocol,
    /// The port.
    pub port: u16,
    /// Who.
    pub from: From,
}

/// What is needed of everything that security groups guard.
pub struct Needs<'f> {
    by_owner: FxHashMap<&'f ResourceId, Vec<Need>>,
    /// The rules that an intent's own way passes: group, place, need.
    by_rule: FxHashMap<(ResourceId, usize), Vec<Need>>,
    /// Owners of which nobody can say what they need: they forward what they
    /// are handed.
    forwarders: Vec<&'f ResourceId>,
}

impl<'f> Needs<'f> {
    /// Collects them.
    pub fn of(facts: &Facts<'f>) -> Self {
        let mut needs = Self {
            by_owner: FxHashMap::default(),
            by_rule: FxHashMap::default(),
            forwarders: Vec::new(),
        };
        needs.clients(facts);
        needs.targets(facts);
        needs.backends(facts);
        needs.lone_servers(facts);
        needs.intents(facts);
        needs
    }

    /// What is needed of an owner.
    pub fn of_owner(&self, owner: &ResourceId) -> &[Need] {
        self.by_owner.get(owner).map_or(&[], Vec::as_slice)
    }

    /// What intents need of a rule.
    pub fn of_rule(&self, group: &ResourceId, index: usize) -> &[Need] {
        self.by_rule
            .get(&(group.clone(), index))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether nobody can say what it needs.
    pub fn forwards(&self, owner: &ResourceId) -> bool {
        self.forwarders.contains(&owner)
    }

    fn add(&mut self, owner: &'f ResourceId, port: u16, from: From) {
        let need = Need {
            protocol: Protocol::Tcp,
            port,
            from,
        };
        let all = self.by_owner.entry(owner).or_default();
        if !all.contains(&need) {
            all.push(need);
        }
    }

    fn clients(&mut self, facts: &Facts<'f>) {
        for (id, it) in facts.all::<LoadBalancer>() {
            if it.scheme == Scheme::InternetFacing {
                for listener in &it.listeners {
                    self.add(id, listener.port, From::World);
                }
            }
        }
    }

    fn targets(&mut self, facts: &Facts<'f>) {
        for (id, group) in facts.all::<TargetGroup>() {
            let servers = facts.tiers().targets.get(id);
            let servers = servers.into_iter().flatten().map(|it| it.id);
            let addresses = group.addresses.iter().filter_map(|it| {
                let address = it.lenient()?.addr();
                let found = facts.network.interface_at(group.vpc.as_ref()?, address);
                found.map(|it| it.owner)
            });
            let owners: Vec<&ResourceId> = servers.chain(addresses).collect();
            for balancer in facts.tiers().balancers_of(id) {
                let Some(it) = facts.design.find::<LoadBalancer>(balancer) else {
                    continue;
                };
                let from = caller(facts, &it.security_groups, &it.subnets);
                for owner in &owners {
                    self.add(owner, group.port, from.clone());
                    if let Some(port) = group.health_port {
                        self.add(owner, port, from.clone());
                    }
                }
            }
        }
    }

    fn backends(&mut self, facts: &Facts<'f>) {
        for it in facts.servers() {
            let from = caller(facts, it.groups, it.subnets);
            for backend in it.backends {
                let Some((id, resource)) = facts.design.entry(backend) else {
                    continue;
                };
                let port = match &resource.properties {
                    Properties::Cache(_) => Some(Cache::PORT),
                    _ => facts.network.calling_port(backend),
                };
                if let Some(port) = port {
                    self.add(id, port, from.clone());
                }
            }
        }
    }

    /// Instances with a public address that no load balancer stands before:
    /// a web server of its own has to be reached. One that forwards packets
    /// has to let in whatever it is handed.
    fn lone_servers(&mut self, facts: &Facts<'f>) {
        for (id, it) in facts.all::<Instance>() {
            if !it.source_dest_check {
                self.forwarders.push(id);
            }
            let behind = facts.tiers().targets.values().flatten();
            let behind = behind.map(|it| it.id).any(|it| it == id);
            let subnet = it.subnet.as_ref().and_then(|it| facts.subnet(it));
            let public = subnet.is_some_and(|home| {
                home.is_public() && public_address_of(it, home.subnet).is_some()
            });
            if public && !behind {
                self.add(id, 80, From::World);
                self.add(id, 443, From::World);
            }
        }
    }

    /// The rules that the way of a kept intent passes.
    fn intents(&mut self, facts: &Facts<'f>) {
        let design = facts.design;
        let intents: Vec<&Intent> = design.all::<Intent>().map(|(_, it)| it).collect();
        if intents.is_empty() {
            return;
        }
        for journey in facts.analysis.calm().journeys() {
            let State::Passes(_) = journey.state else {
                continue;
            };
            let Some(intent) = design.find::<Intent>(&journey.id) else {
                continue;
            };
            if intent.expectation != Expectation::Reaches {
                continue;
            }
            let Ok(flow) = facts.network.flow_of(intent) else {
                continue;
            };
            let trace = facts.network.trace(&flow);
            for hop in &trace.request.hops {
                // What servers ask of others behind it has its own needs.
                if hop.stage != Stage::SecurityGroupInbound || hop.connection != 0 {
                    continue;
                }
                let from = match &flow.from {
                    Endpoint::Internet => From::World,
                    Endpoint::Address(address) => From::Block((*address).into()),
                    _ => match facts
                        .network
                        .interfaces()
                        .iter()
                        .find(|it| it.private == Some(hop.packet.source))
                    {
                        Some(it) => {
                            let subnet = facts.subnet(it.subnet);
                            let blocks = subnet.and_then(|it| it.block).into_iter().collect();
                            let groups = it.groups.iter().map(|id| (*id).clone()).collect();
                            From::Caller { groups, blocks }
                        }
                        None => From::Block(hop.packet.source.into()),
                    },
                };
                for evidence in &hop.evidence {
                    if let Evidence::SecurityGroupRule {
                        group: Some(group),
                        direction: Direction::Inbound,
                        index,
                    } = evidence
                    {
                        let need = Need {
                            protocol: intent.protocol,
                            port: hop.packet.destination_port,
                            from: from.clone(),
                        };
                        let all = self.by_rule.entry((group.clone(), *index)).or_default();
                        if !all.contains(&need) {
                            all.push(need);
                        }
                    }
                }
            }
        }
    }
}

/// Something that calls, by its groups and by where it stands.
fn caller(facts: &Facts, groups: &[ResourceId], subnets: &[ResourceId]) -> From {
    let blocks = subnets
        .iter()
        .filter_map(|id| block_of(&facts.design.find::<Subnet>(id)?.cidr))
        .collect();
    let exist = |id: &&ResourceId| facts.design.find::<SecurityGroup>(id).is_some();
    From::Caller {
        groups: groups.iter().filter(exist).cloned().collect(),
        blocks,
    }
}
