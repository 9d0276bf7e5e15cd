//! Where a flow goes: names are looked up, resources are found.

use std::net::Ipv4Addr;

use super::conversation::Start;
use super::walk::Walk;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::extent::Answer;
use crate::network::interfaces::Interface;
use crate::network::names::Found;
use crate::network::topology::Network;

impl Walk<'_, '_> {
    /// Says where the flow starts, and finds the address that it goes to.
    pub fn destination(&mut self, start: Start, to: &Endpoint) -> Option<Found> {
        let net = self.net;
        let client = net.client(start);
        match to {
            Endpoint::Internet => self.set_out(start, net.host),
            Endpoint::Address(address) => self.set_out(start, *address),
            Endpoint::Resource(id) => {
                let found = net.locate(id, client).map(|found| self.chosen(found));
                let address = found
                    .as_ref()
                    .map_or(Ipv4Addr::UNSPECIFIED, |it| it.address);
                self.set_out(start, address);
                self.found(start, id, found)
            }
            Endpoint::Host(host) => {
                let mut resolution = net.resolve(host, client);
                resolution.answer = resolution.answer.map(|found| self.chosen(found));
                let answer = resolution.answer.as_ref();
                let address = answer.map_or(Ipv4Addr::UNSPECIFIED, |found| found.address);
                self.set_out(start, address);
                let before = self.dropped;
                self.name_server(start)?;
                if self.dropped && !before && resolution.answer.is_err() {
                    // What the name server would have said cannot be known.
                    return None;
                }
                let last = resolution.steps.len().saturating_sub(1);
                let mut failed = Vec::new();
                for (index, step) in resolution.steps.into_iter().enumerate() {
                    if index == last && resolution.answer.is_err() {
                        failed.push(step);
                        continue;
                    }
                    let zone = match &step {
                        Evidence::Record { zone, .. } => Some(zone.clone()),
                        _ => None,
                    };
                    self.pass(Stage::Dns, Decision::Resolved, zone.as_ref(), |_| {
                        vec![step]
                    });
                }
                match resolution.answer {
                    Ok(found) => {
                        self.remark(&found);
                        Some(found)
                    }
                    Err((code, zone)) => {
                        self.stop(Stage::Dns, zone.as_ref(), code, |_| failed);
                        None
                    }
                }
            }
        }
    }

    fn set_out(&mut self, start: Start, destination: Ipv4Addr) -> Option<Found> {
        self.state.packet.destination = destination;
        let id = match start {
            Start::Interface(index) => Some(self.net.interfaces[index].id.clone()),
            Start::Outside(address) => self.net.user_at(address),
        };
        let up = match start {
            Start::Interface(index) => self.net.interfaces[index].up,
            Start::Outside(_) => true,
        };
        if up {
            self.pass(Stage::Source, Decision::Sent, id.as_ref(), |_| Vec::new());
        }
        Some(Found::at(destination, None))
    }

    /// Finds the address of a resource for an application that calls it.
    pub fn locate(&mut self, start: Start, id: &ResourceId) -> Option<Found> {
        let found = self.net.locate(id, self.net.client(start));
        let found = found.map(|found| self.chosen(found));
        if let Ok(found) = &found {
            self.state.packet.destination = found.address;
        }
        self.found(start, id, found)
    }

    /// Writes down how a resource's name was answered, or that it has no
    /// address.
    fn found(
        &mut self,
        start: Start,
        id: &ResourceId,
        found: Result<Found, Code>,
    ) -> Option<Found> {
        match found {
            Ok(found) => {
                if found.named {
                    self.name_server(start)?;
                    self.pass(Stage::Dns, Decision::Resolved, Some(id), |_| {
                        vec![Evidence::Address {
                            address: found.address,
                            owner: found.owner.clone(),
                        }]
                    });
                }
                self.remark(&found);
                Some(found)
            }
            Err(code) => {
                self.stop(Stage::Destination, Some(id), code, |net| {
                    let interface = net
                        .interfaces_of(&id.owner())
                        .iter()
                        .find(|it| it.id == *id);
                    interface
                        .and_then(Interface::wanted_address)
                        .into_iter()
                        .collect()
                });
                None
            }
        }
    }

    /// Which of several addresses this walk follows: the one that the way to
    /// follow names, else the first.
    pub fn choose(&mut self, addresses: &[Ipv4Addr]) -> usize {
        let named = |wanted: &Ipv4Addr| addresses.iter().position(|it| it == wanted);
        let found = self.way.iter().enumerate();
        let found = found
            .filter_map(|(at, wanted)| Some((at, named(wanted)?)))
            .next();
        let Some((at, place)) = found else { return 0 };
        self.way.remove(at);
        place
    }

    /// The address that this walk follows first.
    fn chosen(&mut self, found: Found) -> Found {
        if found.others.is_empty() {
            return found;
        }
        let place = self.choose(&found.addresses());
        found.with_first(place)
    }

    fn remark(&mut self, found: &Found) {
        if let Some(note) = found.note {
            self.note(note);
        }
    }

    /// A client in a VPC asks the VPC's name server, which may be switched off
    /// (rulebook VPC-18).
    fn name_server(&mut self, start: Start) -> Option<()> {
        let vpc = self
            .net
            .client(start)
            .vpc
            .map(|vpc| &self.net.relations.vpcs[vpc]);
        match vpc {
            Some(vpc) if !vpc.vpc.dns_support => {
                self.stop(Stage::Dns, Some(vpc.id), Code::DnsSupportDisabled, |_| {
                    vec![Evidence::Property {
                        resource: vpc.id.clone(),
                        property: "dns_support".to_owned(),
                        value: serde_json::Value::Bool(false),
                    }]
                })
            }
            _ => Some(()),
        }
    }
}

/// Those of the addresses of a name that are meant, with who has them.
pub(in crate::network) fn answers(
    all: &[(Ipv4Addr, Option<ResourceId>)],
    meant: &[Ipv4Addr],
) -> Vec<Answer> {
    let meant = all.iter().filter(|(address, _)| meant.contains(address));
    meant
        .map(|(address, owner)| Answer {
            address: *address,
            owner: owner.clone(),
        })
        .collect()
}

impl Network<'_> {
    /// Who has these private addresses, as a node knows them.
    pub(super) fn answers(&self, node: usize, addresses: &[Ipv4Addr]) -> Vec<Answer> {
        let vpc = self.interfaces[node].vpc_index;
        let owner = |address| {
            let place = self.by_private.get(&(vpc?, address))?;
            Some(self.interfaces[*place].id.clone())
        };
        addresses
            .iter()
            .map(|address| Answer {
                address: *address,
                owner: owner(*address),
            })
            .collect()
    }
}
