//! Where on the drawing a played packet is at each of its stops.

use crate::architecture::{Architecture, Kind, ResourceId};
use crate::network::{Decision, Hop, Network, Stage};

use super::Player;

/// Where a packet is at a stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The thing; none for what is decided on the way, such as by a route table
    /// or a guard.
    pub thing: Option<ResourceId>,
    /// Whether only a question goes there and its answer comes back: a name is
    /// looked up, and the request itself takes another way ([R53 DG: How internet
    /// traffic is routed to your website or web application]).
    pub is_asked: bool,
}

/// The place of each stop. Somebody on the internet is the user.
///
/// A packet that is dropped on the way has one place more than stops: where it
/// would have gone. It sets out for that place and never arrives.
pub fn stops(player: &Player, network: &Network) -> Vec<Place> {
    let architecture = network.architecture();
    let hops: Vec<&Hop> = (0..player.len())
        .filter_map(|stop| player.hop(stop))
        .collect();
    let mut stops: Vec<Place> = hops
        .iter()
        .map(|hop| Place {
            thing: place(hop, architecture),
            is_asked: hop.stage == Stage::Dns && hop.decision == Decision::Resolved,
        })
        .collect();
    let dropped = player.dropped_at().and_then(|stop| hops.get(stop));
    if let Some(hop) = dropped
        && stops.last().is_some_and(|it| it.thing.is_none())
    {
        stops.push(Place {
            thing: destination(hop, network),
            is_asked: false,
        });
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
        // A name of AWS's own is answered by the DNS server of the VPC, which is
        // everywhere in it; what has the name is not asked.
        Stage::Dns => {
            let zone = hop.resource.clone();
            zone.filter(|id| architecture.kind_of(id) == Some(Kind::HostedZone))
        }
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
