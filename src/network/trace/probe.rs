//! Health checks, which are connections like any other.

use std::net::Ipv4Addr;

use super::conversation::{Serving, Start};
use super::gateways;
use super::walk::Walk;
use crate::architecture::Protocol;
use crate::network::answer::Packet;
use crate::network::topology::Network;

impl Network<'_> {
    /// Whether a health check of a node gets to an address and back.
    pub(in crate::network) fn gets_through(
        &self,
        node: usize,
        address: Ipv4Addr,
        port: u16,
    ) -> bool {
        let Some(source) = self.interfaces[node].private else {
            return false;
        };
        let packet = Packet {
            source,
            destination: address,
            protocol: Protocol::Tcp,
            source_port: gateways::CHOSEN_PORT,
            destination_port: port,
        };
        let mut walk = Walk::new(self, false, packet);
        walk.probing = true;
        let serving = Serving {
            path: "/",
            ..Serving::default()
        };
        let arrived = walk.converse(Start::Interface(node), packet, true, serving);
        arrived && !walk.dropped
    }
}
