//! The address that a resource has for a client: private for neighbours,
//! public for everybody else, and whose name answers with it.

use std::net::Ipv4Addr;

use super::code::Code;
use super::interfaces::{Interface, Role};
use super::names::{Client, Found};
use super::topology::Network;
use crate::architecture::*;

const NO_MOUNT_NAME: &str = "The file system's own name does not answer here: it needs DNS support and DNS hostnames in the VPC and a mount target in the client's Availability Zone. The mount target's address is used instead.";

impl Network<'_> {
    /// The address that a resource has for a client.
    pub(super) fn locate(&self, id: &ResourceId, client: Client) -> Result<Found, Code> {
        let resource = self.indexed().get(id);
        if let Some(interface) = self.interface(id) {
            // From outside, an instance is known by whichever of its
            // interfaces has a public address.
            let mut all = self.interfaces_of(id).iter();
            let outside = client.vpc.is_none() && interface.public.is_none();
            let public = all.find(|it| outside && it.role == Role::Instance && it.public.is_some());
            let interface = public.unwrap_or(interface);
            let node = interface.role == Role::BalancerNode;
            return self.address_for(interface, client, node);
        }
        let resource = resource.ok_or(Code::NoSourceOrDestination)?;
        let best = |wanted: fn(&Interface) -> bool| {
            let mut of = self.interfaces_of(id).iter().filter(|it| wanted(it));
            let first = of.next().ok_or(Code::UnassociatedComponent)?;
            let up = std::iter::once(first).chain(of).find(|it| it.up);
            Ok(up.unwrap_or(first))
        };
        match &resource.properties {
            Properties::LoadBalancer(_) => {
                // Its name answers with every node that runs.
                let first = best(|_| true)?;
                let mut found = self.address_for(first, client, true)?.named();
                let all = self.interfaces_of(id).iter();
                let others = all.filter(|it| it.up && it.id != first.id);
                let others = others.filter_map(|it| self.address_for(it, client, true).ok());
                found.others = others.map(|it| (it.address, it.owner)).collect();
                Ok(found)
            }
            Properties::Database(_) | Properties::Cache(_) => {
                let active = best(|it| it.role == Role::Database)?;
                Ok(self.address_for(active, client, false)?.named())
            }
            Properties::FileSystem(_) => self.mount_target(id, client),
            Properties::AutoScalingGroup(_) | Properties::Instance(_) => {
                self.address_for(best(|_| true)?, client, false)
            }
            Properties::Bucket(_) => {
                let found = self.buckets.iter().find(|(_, bucket)| **bucket == id);
                let (address, id) = found.ok_or(Code::UnassociatedComponent)?;
                Ok(Found::at(*address, Some((*id).clone())).named())
            }
            Properties::User(_) => {
                let user = self.users.iter().find(|(_, user)| *user == id);
                let address = user.map_or(self.stranger, |(address, _)| *address);
                Ok(Found::at(address, Some(id.clone())))
            }
            Properties::InternetGateway(_) => Ok(Found::at(self.host, None)),
            Properties::VpcEndpoint(endpoint) => {
                let vpc = endpoint
                    .vpc
                    .as_ref()
                    .and_then(|vpc| self.relations.vpc_index.get(vpc));
                let vpc = *vpc.ok_or(Code::UnassociatedComponent)?;
                let block = self.service_block(vpc, endpoint.service);
                Ok(Found::at(
                    Ipv4Addr::from(u32::from(block.network()) + 1),
                    Some(id.clone()),
                )
                .named())
            }
            Properties::NatGateway(_) => Err(Code::UnassociatedComponent),
            _ => Err(Code::UnsupportedComponent),
        }
    }

    /// An interface's address for a client: the private one in its own VPC and
    /// in peered ones, else the public one where it has one. The node of an
    /// internet-facing load balancer is known by its public address
    /// everywhere, also inside the VPC [ALB UG: Load balancer scheme].
    fn address_for(
        &self,
        interface: &Interface,
        client: Client,
        public_first: bool,
    ) -> Result<Found, Code> {
        let vpc = interface.vpc_index;
        let near = client.vpc.is_some() && client.vpc == vpc
            || client
                .vpc
                .is_some_and(|own| self.peers_of(own).any(|other| Some(other) == vpc));
        // A database's name answers with the private address in its own VPC
        // alone: a peering connection does not change names by default
        // [API rds CreateDBInstance: PubliclyAccessible; VPC Peering Guide:
        // DNS resolution].
        let stored = matches!(interface.role, Role::Database | Role::Standby);
        let near = near && !(stored && interface.public.is_some() && client.vpc != vpc);
        let address = if near && !public_first {
            interface.private
        } else {
            interface.public.or(interface.private)
        };
        let address = address.ok_or(Code::UnassociatedComponent)?;
        Ok(Found::at(address, Some(interface.id.clone())))
    }

    /// The mount target for a client: that of its own zone, by name where the
    /// name answers (rulebook EFS-11), else the first one by address
    /// (rulebook EFS-3).
    fn mount_target(&self, id: &ResourceId, client: Client) -> Result<Found, Code> {
        let targets = self.interfaces_of(id);
        let first = targets.first().ok_or(Code::UnassociatedComponent)?;
        let same = targets
            .iter()
            .find(|it| it.zone == client.zone && it.vpc_index == client.vpc);
        let found = self.address_for(same.unwrap_or(first), client, false)?;
        let attributes = client.vpc.is_some_and(|vpc| {
            let vpc = self.relations.vpcs[vpc].vpc;
            vpc.dns_support && vpc.dns_hostnames
        });
        Ok(if same.is_some() && attributes {
            found.named()
        } else {
            Found {
                note: Some(NO_MOUNT_NAME),
                ..found
            }
        })
    }
}
