//! What AWS provides at every interface, before any filter.

use std::net::Ipv4Addr;

use super::walk::{Arrival, Walk};
use crate::architecture::Protocol;
use crate::network::answer::*;
use crate::network::code::Code;

impl Walk<'_, '_> {
    /// The name server, instance metadata and the time are there at every
    /// interface, and no filter stands before them (rulebook SG-23, VPC-20).
    pub fn provided(&mut self, from: usize) -> Option<Option<Arrival>> {
        let index = self.net.interfaces[from].vpc_index?;
        let vpc = &self.net.relations.vpcs[index];
        let there = Some(Some(Arrival::Provided(index)));
        let packet = self.state.packet;
        let udp_or_tcp = packet.protocol.has_ports();
        let tcp = packet.protocol == Protocol::Tcp;
        let resolver = vpc
            .blocks
            .first()
            .map(|block| Ipv4Addr::from(u32::from(block.network()).saturating_add(2)));
        let service = (packet.destination.octets(), packet.destination_port);
        match service {
            (_, 53) if udp_or_tcp && Some(packet.destination) == resolver => {}
            ([169, 254, 169, 253], 53) if udp_or_tcp => {}
            // Instance metadata, task metadata, Windows activation.
            ([169, 254, 169, 254] | [169, 254, 170, 2], 80) if tcp => return there,
            ([169, 254, 169, 250 | 251], 1688) if tcp => return there,
            ([169, 254, 169, 123], 123) if !tcp && udp_or_tcp => return there,
            _ => return None,
        }
        if !vpc.vpc.dns_support {
            let stopped = self.stop(Stage::Dns, Some(vpc.id), Code::DnsSupportDisabled, |_| {
                vec![Evidence::Property {
                    resource: vpc.id.clone(),
                    property: "dns_support".to_owned(),
                    value: serde_json::Value::Bool(false),
                }]
            });
            return Some(stopped.map(|()| Arrival::Provided(index)));
        }
        there
    }
}
