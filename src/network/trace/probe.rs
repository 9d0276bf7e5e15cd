//! Health checks, which are connections like any other.

use std::net::Ipv4Addr;

use super::balancer::Chosen;
use super::conversation::{Serving, Start};
use super::fate::Opener;
use super::gateways;
use super::state::Asked;
use super::walk::Walk;
use crate::architecture::{Protocol, ResourceId, TargetGroup};
use crate::network::answer::{Evidence, Packet};
use crate::network::topology::Network;

impl Network<'_> {
    /// Whether somebody on the internet gets an answer from an address, and
    /// from the interface that is meant. One way is followed, and what an
    /// application asks in turn is not.
    pub(in crate::network) fn is_answered(
        &self,
        from: Ipv4Addr,
        (address, meant): (Ipv4Addr, Option<usize>),
        port: u16,
        path: &str,
        asked: Asked,
    ) -> bool {
        let packet = Packet {
            source: from,
            destination: address,
            protocol: Protocol::Tcp,
            source_port: super::CLIENT_PORT,
            destination_port: port,
        };
        let mut walk = Walk::new(self, false, packet);
        walk.probing = Some(asked);
        let serving = Serving {
            meant,
            path: if path.is_empty() { "/" } else { path },
            ..Serving::default()
        };
        let opener = Opener::At(super::CLIENT_PORT);
        walk.converse(Start::Outside(from), packet, opener, serving) && !walk.dropped
    }

    /// Whether a health check of a node gets to an address and back.
    pub(in crate::network) fn gets_through(
        &self,
        node: usize,
        address: Ipv4Addr,
        port: u16,
    ) -> bool {
        let probe = self.probe(node, address, port, false);
        probe.is_some_and(|walk| !walk.dropped)
    }

    /// Why a target's health check does not get through: where it ends.
    pub(super) fn why_unhealthy(
        &self,
        node: usize,
        group: &ResourceId,
        target: Chosen,
    ) -> Option<Evidence> {
        let group = self.indexed().find::<TargetGroup>(group)?;
        let port = group.health_port.unwrap_or(group.port);
        let walk = self.probe(node, target.address, port, true)?;
        let stop = Box::new(walk.blockers.into_iter().next()?);
        Some(Evidence::HealthCheck { port, stop })
    }

    fn probe(
        &self,
        node: usize,
        address: Ipv4Addr,
        port: u16,
        record: bool,
    ) -> Option<Walk<'_, '_>> {
        let packet = Packet {
            source: self.interfaces[node].private?,
            destination: address,
            protocol: Protocol::Tcp,
            source_port: gateways::CHOSEN_PORT,
            destination_port: port,
        };
        let mut walk = Walk::new(self, record, packet);
        walk.probing = Some(Asked::Connection);
        let serving = Serving {
            path: "/",
            ..Serving::default()
        };
        let arrived = walk.converse(Start::Interface(node), packet, Opener::Chooses, serving);
        walk.dropped |= !arrived;
        Some(walk)
    }
}
