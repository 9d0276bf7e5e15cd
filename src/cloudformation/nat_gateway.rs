//! NAT gateways and their Elastic IPs.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Connectivity, Kind, NatGateway, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, nat: &NatGateway) {
    let subnet = match w.follow(&nat.subnet, Kind::Subnet, "a subnet") {
        Ok(subnet) => subnet,
        Err(why) => return w.omit(id, why),
    };
    let attachment = w
        .vpc_of(id)
        .and_then(|vpc| w.attachments.get(&vpc).cloned());
    let mut allocation = None;
    let mut waits = None;
    if nat.connectivity == Connectivity::Public {
        if !nat.elastic_ip {
            // Rulebook NAT-1.
            return w.omit(id, Why::Refused("a public NAT gateway needs an Elastic IP"));
        }
        let Some(attachment) = attachment else {
            // [VPC UG: NAT gateway troubleshooting]
            return w.omit(
                id,
                Why::Refused(
                    "AWS makes a public NAT gateway only where the VPC has an internet gateway",
                ),
            );
        };
        let address = w.part_id(id, "ElasticIp");
        let properties = Fields::new().with("Domain", "vpc").list("Tags", w.tags(id));
        // [CFN TR: DependsOn attribute: Elastic IPs wait for the attachment]
        w.add_part(address.clone(), "AWS::EC2::EIP", properties)
            .depends_on
            .push(attachment.clone());
        allocation = Some(Value::attribute(&address, "AllocationId"));
        waits = Some(attachment);
        w.output(
            id,
            "PublicIp",
            "The address that the internet sees behind this NAT gateway",
            Value::Ref(address),
        );
        w.aws_chooses(id, "public address", &nat.public_address);
    }
    let private = w.address(id, "private address", &subnet, &nat.private_address);
    let properties = Fields::new()
        .with("SubnetId", Value::Ref(w.id(&subnet)))
        .with("ConnectivityType", nat.connectivity.value())
        .maybe("AllocationId", allocation)
        .maybe("PrivateIpAddress", private)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::NatGateway", properties)
        .depends_on
        .extend(waits);
}
