//! VPCs and their address blocks.
//!
//! The main route table, the default network ACL and the default security
//! group of a VPC are AWS's own and cannot be replaced by a template. Where an
//! architecture names others in their place, the template associates them
//! with every subnet, and puts them on every interface, that names none.

use ipnet::Ipv4Net;

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{ResourceId, Vpc};

pub(super) fn write(w: &mut Writer, id: &ResourceId, vpc: &Vpc) {
    let Some(block) = vpc.cidr.lenient().filter(takes_block) else {
        w.omit(id, Why::Malformed(vpc.cidr.to_string()));
        return;
    };
    let properties = Fields::new()
        .with("CidrBlock", block.to_string())
        .with("EnableDnsSupport", vpc.dns_support)
        // Host names need the resolver. [VPC UG: DNS attributes]
        .with("EnableDnsHostnames", vpc.dns_support && vpc.dns_hostnames)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::VPC", properties);
    if vpc.dns_hostnames && !vpc.dns_support {
        w.omit_part(
            id,
            "DNS hostnames",
            Why::Refused("AWS gives host names only where DNS resolution is on"),
        );
    }
    let mut blocks = vec![(block, None)];
    for text in &vpc.secondary_cidrs {
        let part = format!("block {text}");
        let Some(block) = text.lenient().filter(takes_block) else {
            w.omit_part(id, part, Why::Malformed(text.to_string()));
            continue;
        };
        if blocks.iter().any(|(other, _)| overlap(other, &block)) {
            w.omit_part(
                id,
                part,
                Why::Refused("the blocks of a VPC may not overlap"),
            );
            continue;
        }
        let properties = Fields::new()
            .with("VpcId", Value::Ref(w.id(id)))
            .with("CidrBlock", block.to_string());
        let logical = w.part_id(id, "Block");
        w.add_part(logical.clone(), "AWS::EC2::VPCCidrBlock", properties);
        blocks.push((block, Some(logical)));
    }
    w.blocks.insert(id.clone(), blocks);
    let logical = w.id(id);
    w.output(id, "Id", "The id of the VPC", Value::Ref(logical));
}

/// What a VPC takes as its block: any but the link-local one
/// (rulebook VPC-7).
fn takes_block(block: &Ipv4Net) -> bool {
    let link_local = Ipv4Net::new_assert(std::net::Ipv4Addr::new(169, 254, 0, 0), 16);
    takes_size(block) && !overlap(block, &link_local)
}

/// From /16 to /28 (rulebook VPC-2, SUB-3).
pub(super) fn takes_size(block: &Ipv4Net) -> bool {
    (16..=28).contains(&block.prefix_len())
}

pub(super) fn overlap(one: &Ipv4Net, other: &Ipv4Net) -> bool {
    one.contains(other) || other.contains(one)
}
