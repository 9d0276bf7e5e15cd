//! One address cannot be in two subnets.

use crate::rules::addressing::free_block::move_to_free_block;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnets-overlap",
    severity: Error,
    title: "Subnets overlap",
    checks: "That no two subnets of a VPC have an address in common.",
    why: "The VPC's router could not tell which of the two a packet is for.",
    reaction: "The subnet that is created second is refused.",
    source: "[VPC UG: Subnet CIDR blocks], [cfn E3060] · rulebook SUB-4",
    aws_error: "InvalidSubnet.Conflict",
    check,
};

/// Blocks nest or are apart, so after sorting by where they start every
/// overlap is with the last block that reaches farthest: one walk finds the
/// overlapping neighbours, without comparing all with all.
fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (vpc, _) in context.all::<Vpc>() {
        let mut subnets: Vec<_> = context
            .subnets_of(vpc)
            .filter_map(|subnet| Some((subnet.block?, subnet)))
            .collect();
        subnets.order_by_key(|(block, subnet)| (block.network(), block.prefix_len(), subnet.id));
        let mut open: Option<(ipnet::Ipv4Net, &SubnetFacts<'_>)> = None;
        for (block, subnet) in subnets {
            match open {
                Some((outer, first)) if outer.contains(&block) => {
                    tell(context, report, first, subnet);
                }
                _ => open = Some((block, subnet)),
            }
        }
    }
}

fn tell(
    context: &Context<'_, '_>,
    report: &mut Report<'_>,
    one: &SubnetFacts<'_>,
    other: &SubnetFacts<'_>,
) {
    // The one with the later id was drawn later, so that is the one to move.
    let number = |it: &SubnetFacts<'_>| (it.id.as_str().len(), it.id.clone());
    let (kept, moved) = if number(one) <= number(other) {
        (one, other)
    } else {
        (other, one)
    };
    let (Some(kept_block), Some(block)) = (kept.block, moved.block) else {
        return;
    };
    let evidence = |id: &ResourceId, block| Evidence::Block {
        resource: id.clone(),
        block,
    };
    report
        .about(moved.id)
        .at("cidr")
        .with(kept.id)
        .evidence(evidence(moved.id, block))
        .evidence(evidence(kept.id, kept_block))
        .fix_if(move_to_free_block(context, moved))
        .say(format!(
            "{}'s block {block} overlaps {}'s {kept_block}, so AWS refuses whichever is created second (InvalidSubnet.Conflict).",
            context.name(moved.id),
            context.name(kept.id),
        ));
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-2", "cidr", "10.0.1.128/25"), expect!["public-b's block 10.0.1.128/25 overlaps public-a's 10.0.1.0/24, so AWS refuses whichever is created second (InvalidSubnet.Conflict). [Use 10.0.0.0/25, the next free block of Notebookly-VPC]"])
        .fires(three_tiers().set("subnet-4", "cidr", "10.0.0.0/22"), expect![[r#"
            private-b's block 10.0.0.0/22 overlaps public-a's 10.0.1.0/24, so AWS refuses whichever is created second (InvalidSubnet.Conflict). [Use 10.0.4.0/22, the next free block of Notebookly-VPC]
            private-b's block 10.0.0.0/22 overlaps public-b's 10.0.2.0/24, so AWS refuses whichever is created second (InvalidSubnet.Conflict). [Use 10.0.4.0/22, the next free block of Notebookly-VPC]
            private-b's block 10.0.0.0/22 overlaps private-a's 10.0.3.0/24, so AWS refuses whichever is created second (InvalidSubnet.Conflict). [Use 10.0.4.0/22, the next free block of Notebookly-VPC]"#]])
        .silent(three_tiers())
        .silent(three_tiers().set("subnet-2", "cidr", ""))
}
