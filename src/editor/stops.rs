//! Where on the drawing a played packet is at each of its stops.

use crate::architecture::{Architecture, Kind, ResourceId};
use crate::network::{Hop, Network, Stage};

use super::Player;

/// The place of each stop; `None` for what is decided on the way, such as by a
/// route table or a guard. Somebody on the internet is the user.
///
/// A packet that is dropped on the way has one place more than stops: where it
/// would have gone. It sets out for that place and never arrives.
pub fn stops(player: &Player, network: &Network) -> Vec<Option<ResourceId>> {
    let architecture = network.architecture();
    let hops: Vec<&Hop> = (0..player.len())
        .filter_map(|stop| player.hop(stop))
        .collect();
    let mut stops: Vec<Option<ResourceId>> =
        hops.iter().map(|hop| place(hop, architecture)).collect();
    let dropped = player.dropped_at().and_then(|stop| hops.get(stop));
    if let Some(hop) = dropped
        && stops.last().is_some_and(Option::is_none)
    {
        stops.push(destination(hop, network));
    }
    stops
}

fn place(hop: &Hop, architecture: &Architecture) -> Option<ResourceId> {
    match hop.stage {
        // A target is chosen at the balancer, before anything is sent to it.
        Stage::Target
        | Stage::RouteTable
        | Stage::NetworkAclInbound
        | Stage::NetworkAclOutbound
        | Stage::SecurityGroupInbound
        | Stage::SecurityGroupOutbound => None,
        Stage::Source | Stage::Destination if hop.resource.is_none() => {
            architecture.ids_of(Kind::User).next().cloned()
        }
        _ => hop.resource.clone(),
    }
}

/// Whoever has the address that a packet wants to reach.
fn destination(hop: &Hop, network: &Network) -> Option<ResourceId> {
    let address = hop.packet.destination;
    let owner = network
        .interfaces()
        .iter()
        .find(|it| it.private == Some(address) || it.public == Some(address))
        .map(|interface| interface.id.clone());
    owner.or_else(|| network.architecture().ids_of(Kind::User).next().cloned())
}
