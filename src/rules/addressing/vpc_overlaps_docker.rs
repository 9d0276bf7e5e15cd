//! One private range is already taken inside the machines.

use crate::rules::addressing::blocks::place_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-overlaps-docker",
    severity: Warning,
    title: "VPC uses the range of container runtimes",
    checks: "That a VPC does not use addresses of 172.17.0.0/16.",
    why: "Container runtimes give 172.17.0.0/16 to their own bridge, and services such as Cloud9 and SageMaker use it, so those machines cannot reach the part of your VPC that has the same addresses.",
    reaction: "AWS accepts the block and advises against it.",
    source: "[VPC UG: VPC CIDR blocks] · rulebook VPC-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let bridge = ipnet::Ipv4Net::new_assert([172, 17, 0, 0].into(), 16);
    for (id, _) in context.all::<Vpc>() {
        for block in context.blocks_of(id) {
            let overlaps = block.contains(&bridge) || bridge.contains(block);
            if block.prefix_len() < 16 || !overlaps {
                continue;
            }
            let (property, fix) = place_of(context, id, *block);
            report
                .about(id)
                .at(property)
                .fix_if(fix)
                .evidence(Evidence::Block {
                    resource: id.clone(),
                    block: *block,
                })
                .say(format!(
                    "{}'s block {block} overlaps {bridge}, which container runtimes use inside every machine.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "cidr", "172.17.4.0/24"), expect!["Notebookly-VPC's block 172.17.4.0/24 overlaps 172.17.0.0/16, which container runtimes use inside every machine."])
        .silent(empty_vpc().set("vpc-1", "cidr", "172.18.0.0/16"))
}
