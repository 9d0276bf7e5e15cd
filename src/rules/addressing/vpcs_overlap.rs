//! Two networks with the same addresses can never be joined.

use crate::rules::addressing::blocks::place_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpcs-overlap",
    severity: Warning,
    title: "VPCs overlap",
    checks: "That no two VPCs have addresses in common.",
    why: "VPCs with overlapping blocks can never be peered, and the primary block cannot be changed later.",
    reaction: "AWS accepts two such VPCs and refuses to peer them.",
    source: "[API ec2 CreateVpcPeeringConnection] · rulebook VPC-25",
    aws_error: "",
    check,
};

/// As for subnets, one walk over the sorted blocks finds every block that
/// lies in one before it.
fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut blocks: Vec<_> = context
        .all::<Vpc>()
        .flat_map(|(id, _)| context.blocks_of(id).iter().map(move |block| (*block, id)))
        .collect();
    blocks.order_by_key(|(block, id)| (block.network(), block.prefix_len(), *id));
    let mut open: Option<(ipnet::Ipv4Net, &ResourceId)> = None;
    let mut told = std::collections::BTreeSet::new();
    for (block, id) in blocks {
        match open {
            Some((outer, first)) if outer.contains(&block) => {
                if first == id || !told.insert((first, id)) || peered(context, first, id) {
                    continue;
                }
                report
                    .about(id)
                    .at(place_of(context, id, block).0)
                    .with(first)
                    .evidence(Evidence::Block {
                        resource: id.clone(),
                        block,
                    })
                    .evidence(Evidence::Block {
                        resource: first.clone(),
                        block: outer,
                    })
                    .say(format!(
                        "{}'s block {block} overlaps {}'s {outer}: the two can never be peered.",
                        context.name(id),
                        context.name(first),
                    ));
            }
            _ => open = Some((block, id)),
        }
    }
}

/// Peering them is an error already, which says the same.
fn peered(context: &Context<'_, '_>, one: &ResourceId, other: &ResourceId) -> bool {
    context.all::<VpcPeering>().any(|(_, peering)| {
        let sides = [peering.requester.as_ref(), peering.accepter.as_ref()];
        sides.contains(&Some(one)) && sides.contains(&Some(other))
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let second = |cidr: &str| {
        let vpc = Vpc {
            region: to("region-1"),
            cidr: cidr.into(),
            ..Vpc::default()
        };
        empty_vpc().add("vpc-2", "Test-VPC", vpc)
    };
    Examples::new()
        .fires(second("10.0.0.0/16"), expect!["Test-VPC's block 10.0.0.0/16 overlaps Notebookly-VPC's 10.0.0.0/16: the two can never be peered."])
        .silent(second("10.1.0.0/16"))
}
