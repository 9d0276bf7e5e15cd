//! A subnet, too, is as large as /16 and as small as /28.

use crate::rules::addressing::free_block::move_to_free_block;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-size-out-of-range",
    severity: Error,
    title: "Subnet larger than /16 or smaller than /28",
    checks: "That the block of a subnet is between /16 and /28.",
    why: "AWS keeps five addresses in every subnet, so below /28 almost nothing would be left to use.",
    reaction: "CreateSubnet is refused. cfn-lint does not find it.",
    source: "[VPC UG: Subnet CIDR blocks] · rulebook SUB-3",
    aws_error: "InvalidSubnet.Range",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        let Some(block) = subnet.block else { continue };
        if (16..=28).contains(&block.prefix_len()) {
            continue;
        }
        report
            .about(subnet.id)
            .at("cidr")
            .evidence(Evidence::Block {
                resource: subnet.id.clone(),
                block,
            })
            .fix_if(move_to_free_block(context, subnet))
            .say(format!(
                "{}'s block {block} is not between /16 and /28, the largest and the smallest that a subnet may have.",
                context.name(subnet.id)
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("subnet-1", "cidr", "10.0.1.0/30"), expect!["public-a's block 10.0.1.0/30 is not between /16 and /28, the largest and the smallest that a subnet may have. [Use 10.0.0.0/24, the next free block of Notebookly-VPC]"])
        .silent(empty_vpc().set("subnet-1", "cidr", "10.0.1.0/28"))
        .silent(empty_vpc().set("subnet-1", "cidr", "10.0.1.0"))
}
