//! A further block must bring new addresses.

use crate::relations::block_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-blocks-overlap",
    severity: Error,
    title: "Blocks of a VPC overlap",
    checks: "That no block of a VPC overlaps another block of the same VPC.",
    why: "A secondary block is there to add addresses; one that overlaps adds none that are clearly its own.",
    reaction: "AssociateVpcCidrBlock is refused. cfn-lint does not find it.",
    source: "[VPC UG: VPC CIDR blocks] · rulebook VPC-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, vpc) in context.all::<Vpc>() {
        let texts = std::iter::once(&vpc.cidr).chain(&vpc.secondary_cidrs);
        let blocks: Vec<_> = texts.map(block_of).collect();
        for (index, block) in blocks.iter().enumerate().skip(1) {
            let overlapped = blocks[..index].iter().flatten().find(|earlier| {
                block.is_some_and(|it| it.contains(*earlier) || earlier.contains(&it))
            });
            let (Some(block), Some(earlier)) = (block, overlapped) else {
                continue;
            };
            report
                .about(id)
                .at("secondary_cidrs")
                .evidence(Evidence::Block {
                    resource: id.clone(),
                    block: *block,
                })
                .evidence(Evidence::Block {
                    resource: id.clone(),
                    block: *earlier,
                })
                .fix(
                    format!("Remove the secondary block {block}"),
                    Edit::remove(id, "secondary_cidrs", index - 1),
                )
                .say(format!(
                    "{}'s secondary block {block} overlaps its block {earlier}.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().push("vpc-1", "secondary_cidrs", "10.0.128.0/20"), expect!["Notebookly-VPC's secondary block 10.0.128.0/20 overlaps its block 10.0.0.0/16. [Remove the secondary block 10.0.128.0/20]"])
        .silent(empty_vpc().push("vpc-1", "secondary_cidrs", "10.1.0.0/16"))
}
