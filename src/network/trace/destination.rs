//! Where a flow goes: names are looked up, resources are found.

use std::net::Ipv4Addr;

use super::conversation::Start;
use super::walk::Walk;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::extent::Answer;
use crate::network::interfaces::Interface;
use crate::network::names::{Found, Resolution};
use crate::network::share::Share;
use crate::network::topology::Network;

impl Walk<'_, '_> {
    /// Says where the flow starts, and finds the address that it goes to.
    pub fn destination(&mut self, start: Start, flow: &Flow) -> Option<Found> {
        let to = &flow.to;
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
                let resolution = self.resolve(host, start, &flow.from);
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
                        failed.extend(step);
                        continue;
                    }
                    let zone = match step.first() {
                        Some(Evidence::Record { zone, .. }) => Some(zone.clone()),
                        _ => None,
                    };
                    self.pass(Stage::Dns, Decision::Resolved, zone.as_ref(), |_| step);
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

    /// Asks for a name. Who works out the fate of all ways gets all addresses
    /// that any way may end at; who follows one, the way that leads to the
    /// address that is to be followed.
    fn resolve(&mut self, host: &str, start: Start, from: &Endpoint) -> Resolution {
        let net = self.net;
        let mut client = net.client(start);
        if let Some(whereabouts) = net.whereabouts(start, from) {
            client.whereabouts = whereabouts;
        }
        let judge = self.judge;
        let mut answers = net.resolve(host, client, &|it| net.is_given_out(it, judge));
        if answers.by_asker && matches!(start, Start::Outside(_)) {
            // A user's answer is that of no other address.
            for (address, _) in &net.users {
                self.scope
                    .holds((*address).into(), self.state.packet.source);
            }
        }
        let addresses = |way: &Resolution| match &way.answer {
            Ok(found) => found.addresses(),
            Err(_) => vec![Ipv4Addr::UNSPECIFIED],
        };
        let all: Vec<Vec<Ipv4Addr>> = answers.ways.iter().map(|(_, way)| addresses(way)).collect();
        let answered = answers.ways.iter().any(|(_, way)| way.answer.is_ok());
        if self.judge.is_some() && answered && all.len() > 1 {
            return all_of(answers.ways);
        }
        let flat: Vec<Ipv4Addr> = all.iter().flatten().copied().collect();
        let mut place = self.choose(&flat);
        let mut number = 0;
        while place >= all[number].len() {
            place -= all[number].len();
            number += 1;
        }
        let (_, mut way) = answers.ways.swap_remove(number);
        way.answer = way.answer.map(|found| found.with_first(place));
        way
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

/// All ways as one answer, whose addresses are as likely as their ways. A way
/// without an answer stands there as 0.0.0.0.
fn all_of(ways: Vec<(Share, Resolution)>) -> Resolution {
    let mut all = Vec::new();
    let mut weights = Vec::new();
    let mut note = None;
    for (share, way) in ways {
        let ends: Vec<_> = match way.answer {
            Ok(found) => {
                note = note.or(found.note);
                std::iter::once((found.address, found.owner))
                    .chain(found.others)
                    .collect()
            }
            Err(_) => vec![(Ipv4Addr::UNSPECIFIED, None)],
        };
        let each = share.and(Share::of(1, ends.len() as u64)).millionths();
        weights.resize(weights.len() + ends.len(), each);
        all.extend(ends);
    }
    let mut all = all.into_iter();
    let (address, owner) = all.next().unwrap_or((Ipv4Addr::UNSPECIFIED, None));
    Resolution {
        steps: Vec::new(),
        answer: Ok(Found {
            others: all.collect(),
            weights,
            note,
            ..Found::at(address, owner)
        }),
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
