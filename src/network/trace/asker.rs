//! Asking for many protocols and ports between two ends that are looked up
//! once.

use std::net::Ipv4Addr;

use super::CLIENT_PORT;
use super::conversation::{Serving, Start};
use super::fate::{Fate, Opener};
use super::judge::Judge;
use super::walk::Walk;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::interfaces::Role;
use crate::network::names::Found;
use crate::network::scope::Scope;
use crate::network::topology::Network;

/// A question between two ends, to be asked on many ports.
pub(in crate::network) struct Asker<'j, 'a> {
    judge: &'j Judge<'j, 'a>,
    start: Start,
    opener: Opener,
    source: Ipv4Addr,
    destination: Ipv4Addr,
    meant: Option<usize>,
}

impl Asker<'_, '_> {
    /// What becomes of it on a port. `outside` stands for the end that is on
    /// the internet, if one is.
    pub fn ask(
        &self,
        protocol: Protocol,
        port: u16,
        outside: Option<Ipv4Addr>,
        scope: Scope,
    ) -> (Fate, Scope) {
        let (mut start, mut source, mut destination) = (self.start, self.source, self.destination);
        match (outside, start) {
            (Some(other), Start::Outside(_)) => (start, source) = (Start::Outside(other), other),
            (Some(other), Start::Interface(_)) => destination = other,
            (None, _) => {}
        }
        let (source_port, destination_port) = match protocol {
            Protocol::Icmp => (8, 0),
            _ => (CLIENT_PORT, port),
        };
        let packet = Packet {
            source,
            destination,
            protocol,
            source_port,
            destination_port,
        };
        let mut walk = Walk::judged(self.judge, packet);
        walk.scope = scope;
        let serving = Serving {
            meant: self.meant,
            path: "/",
            ..Serving::default()
        };
        walk.converse(start, packet, self.opener, serving);
        let scope = walk.scope;
        (walk.end(), scope)
    }
}

impl<'a> Network<'a> {
    /// Looks up the ends. `None` if they have no addresses, or if no packet
    /// can get from one to the other.
    pub(in crate::network) fn asker<'j>(
        &self,
        judge: &'j Judge<'j, 'a>,
        from: &Endpoint,
        to: &Endpoint,
    ) -> Option<Asker<'j, 'a>> {
        let start = self.start(from, to).ok()?;
        let (source, opener) = match start {
            Start::Interface(index) => {
                let interface = &self.interfaces[index];
                let opener = match interface.role {
                    Role::BalancerNode => Opener::Chooses,
                    _ => Opener::Client,
                };
                (interface.private?, opener)
            }
            Start::Outside(address) => (address, Opener::Client),
        };
        let found = match to {
            Endpoint::Resource(id) => self.locate(id, self.client(start)).ok()?,
            _ => Found::at(self.host, None),
        };
        let (destination, meant) = (found.address, self.interface_of_found(&found));
        if meant.is_some_and(|meant| self.is_out_of_reach(start, meant, destination)) {
            return None;
        }
        Some(Asker {
            judge,
            start,
            opener,
            source,
            destination,
            meant,
        })
    }

    /// Whether no packet can get to an interface, whatever the filters say: a
    /// NAT gateway takes none for itself (rulebook NAT-10), and a private
    /// address is known in its own VPC and in peered ones alone.
    fn is_out_of_reach(&self, start: Start, to: usize, address: Ipv4Addr) -> bool {
        let target = &self.interfaces[to];
        let foreign = match start {
            Start::Outside(_) => true,
            Start::Interface(from) => {
                let home = self.interfaces[from].vpc_index;
                let mut peers = home.into_iter().flat_map(|vpc| self.peers_of(vpc));
                home != target.vpc_index && !peers.any(|vpc| Some(vpc) == target.vpc_index)
            }
        };
        target.role == Role::NatGateway || foreign && target.public != Some(address)
    }
}
