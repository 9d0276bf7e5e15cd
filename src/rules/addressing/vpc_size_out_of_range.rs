//! A VPC is as large as /16 and as small as /28.

use crate::relations::block_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-size-out-of-range",
    severity: Error,
    title: "VPC larger than /16 or smaller than /28",
    checks: "That the blocks of a VPC, the primary one and further ones, are between /16 (65,536 addresses) and /28 (16 addresses).",
    why: "The size is for good: the primary block can never be changed, so it is worth getting right.",
    reaction: "CreateVpc is refused. Neither cfn-lint nor a template check finds it before the deployment.",
    source: "[VPC UG: VPC CIDR blocks] · rulebook VPC-2, VPC-9",
    aws_error: "InvalidVpc.Range",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, vpc) in context.all::<Vpc>() {
        let primary = std::iter::once(("cidr", &vpc.cidr));
        let further = vpc.secondary_cidrs.iter().map(|it| ("secondary_cidrs", it));
        for (property, text) in primary.chain(further) {
            let Some(block) = block_of(text) else { continue };
            let (size, limit) = match block.prefix_len() {
                0..16 => ("larger", "/16, the largest"),
                16..=28 => continue,
                _ => ("smaller", "/28, the smallest"),
            };
            report
                .about(id)
                .at(property)
                .evidence(Evidence::Block {
                    resource: id.clone(),
                    block,
                })
                .fix_if(shrink(context, id, property, text, block))
                .say(format!(
                    "{}'s block {block} is {size} than {limit} that a VPC may have, so AWS refuses it (InvalidVpc.Range).",
                    context.name(id)
                ));
        }
    }
}

/// A block that is too large becomes the /16 of the address that was typed, if
/// every subnet is in there.
fn shrink(
    context: &Context<'_, '_>,
    id: &ResourceId,
    property: &str,
    text: &CidrText,
    block: ipnet::Ipv4Net,
) -> Option<Remedy> {
    if property != "cidr" || block.prefix_len() >= 16 {
        return None;
    }
    let address = text.0.split('/').next()?.trim().parse().ok()?;
    let smaller = ipnet::Ipv4Net::new(address, 16).ok()?.trunc();
    let fits = |subnet: &SubnetFacts<'_>| subnet.block.is_none_or(|it| smaller.contains(&it));
    context
        .subnets_of(id)
        .all(fits)
        .then(|| Remedy::new(format!("Use {smaller}"), Edit::set(id, "cidr", smaller.to_string())))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "cidr", "10.0.0.0/8"), expect!["Notebookly-VPC's block 10.0.0.0/8 is larger than /16, the largest that a VPC may have, so AWS refuses it (InvalidVpc.Range). [Use 10.0.0.0/16]"])
        .fires(three_tiers().set("vpc-1", "cidr", "10.0.0.0/0"), expect!["Notebookly-VPC's block 0.0.0.0/0 is larger than /16, the largest that a VPC may have, so AWS refuses it (InvalidVpc.Range). [Use 10.0.0.0/16]"])
        .fires(empty_vpc().set("vpc-1", "cidr", "10.0.1.0/29"), expect!["Notebookly-VPC's block 10.0.1.0/29 is smaller than /28, the smallest that a VPC may have, so AWS refuses it (InvalidVpc.Range)."])
        .silent(empty_vpc().set("vpc-1", "cidr", "10.0.0.0/28"))
        .silent(three_tiers())
}
