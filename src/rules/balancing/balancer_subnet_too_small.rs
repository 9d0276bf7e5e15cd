//! The reception needs room to grow.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-subnet-too-small",
    severity: Warning,
    title: "Subnet too small for a load balancer",
    checks: "That each subnet of a load balancer is at least a /27 and has eight free addresses.",
    why: "A load balancer adds nodes as traffic grows, and each node needs an address.",
    reaction: "AWS refuses a subnet with fewer than eight free addresses (InvalidSubnet) and words the /27 as what scaling needs. We read this in the guide of 2023 only, hence a warning and not an error.",
    source: "[ALB UG: Subnets] 2023 · rulebook ALB-4, SUB-13, CHK-6",
    aws_error: "InvalidSubnet",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let demands = context.demands();
    for (id, balancer) in context.all::<LoadBalancer>() {
        for subnet in context.subnets_among(&balancer.subnets) {
            let (Some(block), Some(usable)) = (subnet.block, subnet.usable()) else {
                continue;
            };
            let needed = demands.get(subnet.id).map_or(0, |it| it.addresses);
            // A size that AWS refuses anyway is told as such.
            if block.prefix_len() <= 27 || block.prefix_len() > 28 || needed > usable {
                continue;
            }
            report.about(id).at("subnets").with(subnet.id).evidence(Evidence::Block {
                resource: subnet.id.clone(),
                block,
            }).say(format!(
                "{}'s block {block} has {usable} usable addresses: a load balancer such as {} wants at least a /27 to grow in.",
                context.name(subnet.id),
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-1", "cidr", "10.0.1.0/28"), expect!["public-a's block 10.0.1.0/28 has 11 usable addresses: a load balancer such as Notebookly-ALB wants at least a /27 to grow in."])
        .silent(three_tiers().set("subnet-1", "cidr", "10.0.1.0/27"))
}
