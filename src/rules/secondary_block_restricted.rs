//! Not every range goes with every other.

use ipnet::Ipv4Net;

use super::prelude::*;

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
        let Some(primary) = vpc.cidr.lenient() else {
            continue;
        };
        for block in vpc.secondary_cidrs.iter().filter_map(CidrText::lenient) {
            // What overlaps the primary block is refused for that.
            if primary.contains(&block) || block.contains(&primary) || block.prefix_len() < 16 {
                continue;
            }
            let Some(range) = restricted(primary).into_iter().find(|it| it.contains(&block)) else {
                continue;
            };
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
                .say(format!(
                    "{}'s secondary block {block} lies in {range}, which AWS does not allow beside the primary block {primary}.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().push("vpc-1", "secondary_cidrs", "192.168.0.0/20"), expect!["Notebookly-VPC's secondary block 192.168.0.0/20 lies in 192.168.0.0/16, which AWS does not allow beside the primary block 10.0.0.0/16."])
        .silent(empty_vpc().push("vpc-1", "secondary_cidrs", "100.64.0.0/16"))
        .silent(empty_vpc().push("vpc-1", "secondary_cidrs", "10.9.0.0/16"))
}
