//! Where a flow starts.

use std::net::Ipv4Addr;

use super::conversation::Start;
use crate::architecture::*;
use crate::network::answer::Endpoint;
use crate::network::code::Code;
use crate::network::interfaces::Role;
use crate::network::names::Client;
use crate::network::topology::Network;

/// Why a flow cannot start.
pub(super) struct Refused {
    pub code: Code,
    pub resource: Option<ResourceId>,
}

impl Network<'_> {
    /// Where a flow starts. An address that an interface has is that
    /// interface, preferably in the VPC of the destination; any other is
    /// somewhere outside.
    pub(super) fn start(&self, from: &Endpoint, to: &Endpoint) -> Result<Start, Refused> {
        match from {
            Endpoint::Internet => Ok(Start::Outside(self.user_address())),
            Endpoint::Address(address) => Ok(self.start_at(*address, to)),
            Endpoint::Resource(id) => self.start_of(id).map_err(|code| Refused {
                code,
                resource: Some(id.clone()),
            }),
            Endpoint::Host(host) => {
                let answers =
                    self.resolve(host, Client::STRANGER, &|it| self.is_given_out(it, None));
                let mut answers = answers.ways.into_iter().map(|(_, way)| way.answer);
                match answers.next() {
                    Some(Ok(found)) => Ok(self.start_at(found.address, to)),
                    Some(Err((code, resource))) => Err(Refused { code, resource }),
                    None => Err(Refused {
                        code: Code::DnsNameNotFound,
                        resource: None,
                    }),
                }
            }
        }
    }

    fn start_at(&self, address: Ipv4Addr, to: &Endpoint) -> Start {
        if let Some(index) = self.by_public.get(&address) {
            return Start::Interface(*index);
        }
        let near = match to {
            Endpoint::Resource(id) => {
                let own = self
                    .interface(id)
                    .or_else(|| self.interfaces_of(id).first());
                own.and_then(|interface| interface.vpc_index)
            }
            Endpoint::Address(to) => self
                .owner_of_private(*to)
                .and_then(|it| self.interfaces[it].vpc_index),
            _ => None,
        };
        let there = near.and_then(|vpc| self.by_private.get(&(vpc, address)).copied());
        match there.or_else(|| self.owner_of_private(address)) {
            Some(index) => Start::Interface(index),
            None => Start::Outside(address),
        }
    }

    fn start_of(&self, id: &ResourceId) -> Result<Start, Code> {
        if let Some(index) = self.interface_index.get(id) {
            return match self.interfaces[*index].role {
                // These answer and never start a connection.
                Role::NatGateway | Role::MountTarget => Err(Code::NoPath),
                _ => Ok(Start::Interface(*index)),
            };
        }
        let kind = self
            .indexed()
            .kind_of(id)
            .ok_or(Code::NoSourceOrDestination)?;
        match kind {
            Kind::User => {
                let user = self.users.iter().find(|(_, user)| *user == id);
                let address = user.map_or(self.stranger, |(address, _)| *address);
                Ok(Start::Outside(address))
            }
            Kind::InternetGateway => Ok(Start::Outside(self.user_address())),
            Kind::Bucket | Kind::VpcEndpoint | Kind::FileSystem | Kind::NatGateway => {
                Err(Code::NoPath)
            }
            Kind::Instance
            | Kind::AutoScalingGroup
            | Kind::LoadBalancer
            | Kind::Database
            | Kind::Cache => {
                let (from, to) = *self.owned.get(id).ok_or(Code::UnassociatedComponent)?;
                let up = |index: &usize| {
                    let interface = &self.interfaces[*index];
                    interface.up && !matches!(interface.role, Role::Standby | Role::Replica)
                };
                Ok(Start::Interface((from..to).find(up).unwrap_or(from)))
            }
            _ => Err(Code::UnsupportedComponent),
        }
    }

    /// The address of the user on the internet.
    pub(in crate::network) fn user_address(&self) -> Ipv4Addr {
        self.users
            .first()
            .map_or(self.stranger, |(address, _)| *address)
    }

    /// The user with this address.
    pub(super) fn user_at(&self, address: Ipv4Addr) -> Option<ResourceId> {
        let found = self.users.iter().find(|(other, _)| *other == address);
        found.map(|(_, id)| (*id).clone())
    }

    /// The bucket with this address.
    pub fn bucket_at(&self, address: Ipv4Addr) -> Option<&ResourceId> {
        self.buckets.get(&address).copied()
    }

    /// The interface with this private address in whichever VPC comes first.
    pub(super) fn owner_of_private(&self, address: Ipv4Addr) -> Option<usize> {
        (0..self.relations.vpcs.len()).find_map(|vpc| self.by_private.get(&(vpc, address)).copied())
    }
}
