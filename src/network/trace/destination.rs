//! Where a flow goes: names are looked up, resources are found.

use std::net::Ipv4Addr;

use super::conversation::Start;
use super::walk::Walk;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::interfaces::Interface;
use crate::network::names::Found;

impl Walk<'_, '_> {
    /// Says where the flow starts, and finds the address that it goes to.
    pub fn destination(&mut self, start: Start, to: &Endpoint) -> Option<Found> {
        let net = self.net;
        let client = net.client(start);
        match to {
            Endpoint::Internet => self.set_out(start, net.host),
            Endpoint::Address(address) => self.set_out(start, *address),
            Endpoint::Resource(id) => {
                let found = net.locate(id, client);
                let address = found
                    .as_ref()
                    .map_or(Ipv4Addr::UNSPECIFIED, |it| it.address);
                self.set_out(start, address);
                self.found(start, id, found)
            }
            Endpoint::Host(host) => {
                let resolution = net.resolve(host, client);
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
