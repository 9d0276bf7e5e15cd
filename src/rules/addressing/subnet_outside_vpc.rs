//! A subnet is a slice of its VPC, so it has to be inside.

use crate::rules::addressing::free_block::move_to_free_block;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-outside-vpc",
    severity: Error,
    title: "Subnet outside its VPC",
    checks: "That the block of a subnet lies fully inside one of the blocks of its VPC.",
    why: "A subnet gives out addresses of its VPC. Addresses that the VPC does not have are nobody's to give.",
    reaction: "CreateSubnet is refused.",
    source: "[VPC UG: Subnet CIDR blocks], [cfn E3059] · rulebook SUB-2",
    aws_error: "InvalidSubnet.Range",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        let (Some(vpc), Some(block)) = (subnet.vpc, subnet.block) else {
            continue;
        };
        let blocks = context.blocks_of(vpc);
        if blocks.is_empty() || blocks.iter().any(|it| it.contains(&block)) {
            continue;
        }
        let mut draft = report.about(subnet.id).at("cidr").with(vpc).evidence(Evidence::Block {
            resource: subnet.id.clone(),
            block,
        });
        for block in blocks {
            draft = draft.evidence(Evidence::Block {
                resource: vpc.clone(),
                block: *block,
            });
        }
        draft.fix_if(move_to_free_block(context, subnet)).say(format!(
            "{}'s block {block} is not inside {}'s {}, so AWS refuses it (InvalidSubnet.Range).",
            context.name(subnet.id),
            context.name(vpc),
            list(blocks.iter().map(|it| it.to_string())),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("subnet-1", "cidr", "10.1.0.0/24"), expect!["public-a's block 10.1.0.0/24 is not inside Notebookly-VPC's 10.0.0.0/16, so AWS refuses it (InvalidSubnet.Range). [Use 10.0.0.0/24, the next free block of Notebookly-VPC]"])
        .fires(three_tiers().set("vpc-1", "cidr", "10.0.0.0/23"), expect![[r#"
            public-b's block 10.0.2.0/24 is not inside Notebookly-VPC's 10.0.0.0/23, so AWS refuses it (InvalidSubnet.Range). [Use 10.0.0.0/24, the next free block of Notebookly-VPC]
            private-a's block 10.0.3.0/24 is not inside Notebookly-VPC's 10.0.0.0/23, so AWS refuses it (InvalidSubnet.Range). [Use 10.0.0.0/24, the next free block of Notebookly-VPC]
            private-b's block 10.0.4.0/24 is not inside Notebookly-VPC's 10.0.0.0/23, so AWS refuses it (InvalidSubnet.Range). [Use 10.0.0.0/24, the next free block of Notebookly-VPC]"#]])
        .silent(
            empty_vpc()
                .set("subnet-1", "cidr", "10.1.0.0/24")
                .push("vpc-1", "secondary_cidrs", "10.1.0.0/16"),
        )
        .silent(empty_vpc().set("vpc-1", "cidr", ""))
}
