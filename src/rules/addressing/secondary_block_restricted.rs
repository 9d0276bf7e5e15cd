//! Not every range goes with every other.

use ipnet::Ipv4Net;

use crate::rules::addressing::blocks::remove_secondary;
use crate::relations::block_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "secondary-block-restricted",
    severity: Warning,
    title: "Secondary block that AWS restricts",
    checks: "That a secondary block is of a range that AWS allows beside the primary block: mostly the same private range, or 100.64.0.0/10.",
    why: "AWS uses parts of the other private ranges inside its own network, so mixing them could make addresses ambiguous.",
    reaction: "AssociateVpcCidrBlock is refused by AWS's restriction table. We know the wording of that table from 2023 and could not read a newer one, hence a warning and not an error.",
    source: "[VPC UG: VPC CIDR blocks] restriction table of 2023 · rulebook VPC-12 to VPC-17, CHK-5",
    aws_error: "",
    check,
};

const fn net(a: u8, b: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(std::net::Ipv4Addr::new(a, b, 0, 0), prefix)
}

const TEN: Ipv4Net = net(10, 0, 8);
const TEN_LOW: Ipv4Net = net(10, 0, 15);
const TEN_ZERO: Ipv4Net = net(10, 0, 16);
const MIDDLE: Ipv4Net = net(172, 16, 12);
const MIDDLE_LAST: Ipv4Net = net(172, 31, 16);
const SMALL: Ipv4Net = net(192, 168, 16);
const BENCHMARK: Ipv4Net = net(198, 19, 16);

/// What may not be added beside `primary`.
fn restricted(primary: Ipv4Net) -> Vec<Ipv4Net> {
    if TEN.contains(&primary) {
        let mut ranges = vec![MIDDLE, SMALL, BENCHMARK];
        if TEN_LOW.contains(&primary) {
            ranges.push(TEN_ZERO);
        }
        ranges
    } else if MIDDLE.contains(&primary) {
        vec![TEN, SMALL, MIDDLE_LAST, BENCHMARK]
    } else if SMALL.contains(&primary) {
        vec![TEN, MIDDLE, BENCHMARK]
    } else if BENCHMARK.contains(&primary) {
        vec![TEN, MIDDLE, SMALL]
    } else {
        vec![TEN, MIDDLE, SMALL, BENCHMARK]
    }
}

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, vpc) in context.all::<Vpc>() {
        let Some(primary) = block_of(&vpc.cidr) else {
            continue;
        };
        let blocks: Vec<_> = vpc.secondary_cidrs.iter().map(block_of).collect();
        // Any block there restricts what may be added, not only the primary
        // one (rulebook VPC-13).
        let low = |it: &Option<Ipv4Net>| it.is_some_and(|it| TEN_LOW.contains(&it));
        let first_low = blocks.iter().position(low);
        for (index, block) in blocks.iter().enumerate() {
            let Some(block) = *block else { continue };
            // What overlaps the primary block is refused for that.
            if primary.contains(&block) || block.contains(&primary) || block.prefix_len() < 16 {
                continue;
            }
            let beside_low = first_low.filter(|low| *low < index && TEN_ZERO.contains(&block));
            let (range, beside) = match (beside_low.and_then(|low| blocks[low]), restricted(primary)) {
                (Some(low), _) => (TEN_ZERO, format!("the block {low}")),
                (None, ranges) => match ranges.into_iter().find(|it| it.contains(&block)) {
                    Some(range) => (range, format!("the primary block {primary}")),
                    None => continue,
                },
            };
            let empty = !context.subnets_of(id).any(|it| it.block.is_some_and(|it| block.contains(&it)));
            let fix = empty.then(|| remove_secondary(id, index, block));
            report
                .about(id)
                .at("secondary_cidrs")
                .evidence(Evidence::Block {
                    resource: id.clone(),
                    block,
                })
                .evidence(Evidence::Block {
                    resource: id.clone(),
                    block: primary,
                })
                .fix_if(fix)
                .say(format!(
                    "{}'s secondary block {block} lies in {range}, which AWS does not allow beside {beside}.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().push("vpc-1", "secondary_cidrs", "192.168.0.0/20"), expect!["Notebookly-VPC's secondary block 192.168.0.0/20 lies in 192.168.0.0/16, which AWS does not allow beside the primary block 10.0.0.0/16. [Remove the secondary block 192.168.0.0/20]"])
        .fires(empty_vpc().set("vpc-1", "cidr", "10.9.0.0/16").push("vpc-1", "secondary_cidrs", "10.1.0.0/16").push("vpc-1", "secondary_cidrs", "10.0.0.0/16"), expect!["Notebookly-VPC's secondary block 10.0.0.0/16 lies in 10.0.0.0/16, which AWS does not allow beside the block 10.1.0.0/16."])
        .silent(empty_vpc().push("vpc-1", "secondary_cidrs", "100.64.0.0/16"))
        .silent(empty_vpc().push("vpc-1", "secondary_cidrs", "10.9.0.0/16"))
}
