//! What whoever plays the network over time asks of one moment: single
//! connections, without a request on its way.

use super::extent::{Limit, Side};
use super::topology::Network;
use super::{Endpoint, Flow, Stage};
use crate::architecture::*;

impl Network<'_> {
    /// Whether a connection from a load balancer's node gets to a target's
    /// port and back, as its health check and its requests would. Both are
    /// interfaces, by id.
    pub fn node_reaches(&self, node: &ResourceId, target: &ResourceId, port: u16) -> bool {
        let (Some(node), Some(target)) = (
            self.interface_index.get(node),
            self.interface_index.get(target),
        ) else {
            return false;
        };
        self.interfaces[*target]
            .private
            .is_some_and(|address| self.gets_through(*node, address, port))
    }

    /// What a listener does with a request for a path of a host: the rule that
    /// matches, else its default action.
    pub fn action_for<'l>(listener: &'l Listener, host: &str, path: &str) -> &'l Action {
        super::trace::matching(listener, host, path).1
    }

    /// The part of all customers on the internet whose connection to an
    /// address gets in and back out, 0 to 1. What a web ACL, or anything
    /// behind the first door, does is not asked here.
    pub fn share_let_in(&self, flow: &Flow) -> f64 {
        let trace = self.trace(flow);
        // The first connection is the customer's own.
        let stopped = trace
            .blockers
            .iter()
            .any(|hop| hop.connection == 0 && hop.stage != Stage::WebAcl);
        let mut share = f64::from(u8::from(!stopped));
        for limit in &trace.extent.limits {
            match limit {
                Limit::Addresses {
                    side: Side::From,
                    share: part,
                    ..
                } => share = part.fraction(),
                Limit::ClientPorts { linux, .. } => share = share.min(linux.fraction()),
                _ => {}
            }
        }
        share
    }

    /// Whether a connection of a server to something that it calls, or to the
    /// internet, opens; what is behind a load balancer's door is not asked.
    pub fn connects(&self, from: &ResourceId, to: Endpoint, port: u16) -> bool {
        let flow = Flow {
            from: Endpoint::Resource(from.clone()),
            to,
            protocol: Protocol::Tcp,
            port,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        };
        self.reaches(&flow) || {
            let trace = self.trace(&flow);
            !trace.blockers.iter().any(|hop| hop.connection == 0)
        }
    }
}
