//! Peering connections. Within one account and Region CloudFormation accepts
//! them by itself. [CFN TR: AWS::EC2::VPCPeeringConnection]

use super::omission::Why;
use super::value::{Fields, Value};
use super::vpc::overlap;
use super::writer::Writer;
use crate::architecture::{Kind, ResourceId, VpcPeering};

pub(super) fn write(w: &mut Writer, id: &ResourceId, peering: &VpcPeering) {
    let requester = w.follow(&peering.requester, Kind::Vpc, "a requester VPC");
    let accepter = w.follow(&peering.accepter, Kind::Vpc, "an accepter VPC");
    let (requester, accepter) = match (requester, accepter) {
        (Ok(requester), Ok(accepter)) => (requester, accepter),
        (Err(why), _) | (_, Err(why)) => return w.omit(id, why),
    };
    let blocks = |vpc| w.blocks.get(vpc).into_iter().flatten();
    if blocks(&requester).any(|(one, _)| blocks(&accepter).any(|(other, _)| overlap(one, other))) {
        return w.omit(
            id,
            Why::Refused("AWS peers only VPCs whose blocks do not overlap"),
        );
    }
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&requester)))
        .with("PeerVpcId", Value::Ref(w.id(&accepter)))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::VPCPeeringConnection", properties);
}
