//! The reception needs room to grow.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-subnet-too-small",
    severity: Error,
    title: "Subnet too small for a load balancer",
    checks: "That each subnet of a load balancer has eight addresses free besides what else stands in it, and is at least a /27. A /28 with eight free addresses is a warning.",
    why: "A load balancer adds nodes as traffic grows, and each node needs an address.",
    reaction: "AWS refuses a subnet with fewer than eight free addresses: “Not enough IP space available in subnet. ELB requires at least 8 free IP addresses in each subnet.” A /28 with eight free ones it takes, and words the /27 as what scaling needs.",
    source: "[ALB UG: Subnets for your load balancer] · rulebook ALB-4, SUB-6, SUB-7, SUB-13",
    aws_error: "InvalidSubnet",
    check,
};

/// How many addresses a load balancer needs free in each of its subnets.
const FREE: u64 = 8;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for subnet in context.subnets_among(&balancer.subnets) {
            let (Some(block), Some(usable)) = (subnet.block, subnet.usable()) else {
                continue;
            };
            // A size that AWS refuses anyway is told as such.
            if block.prefix_len() > 28 {
                continue;
            }
            let standing = context.standing_in(subnet.id).iter().filter(|it| it.owner != id);
            let taken = standing.clone().count() as u64;
            let left = usable.saturating_sub(taken);
            let name = context.name(subnet.id);
            let draft = report.about(subnet.id).at("cidr").with(id).evidence(Evidence::Block {
                resource: subnet.id.clone(),
                block,
            });
            if left < FREE {
                let mut owners: Vec<_> = standing.map(|it| it.owner).collect();
                owners.order();
                owners.dedup();
                let shown = owners.iter().take(4).map(|id| context.name(id));
                let rest = owners.len().saturating_sub(4);
                let takers = list(shown.chain((rest > 0).then(|| count(rest, "other", "others"))));
                draft.fix_if(enlarge(context, subnet, taken)).say(format!(
                    "{name} is a /{}: {usable} usable addresses, of which {takers} {} {taken}. That leaves {left}, and {} needs eight free ones, in a subnet of at least a /27.",
                    block.prefix_len(),
                    if owners.len() == 1 { "takes" } else { "take" },
                    context.name(id),
                ));
            } else if block.prefix_len() == 28 {
                draft.weighs(Warning).say(format!(
                    "{name}'s block {block} has {usable} usable addresses: a load balancer such as {} wants at least a /27 to grow in.",
                    context.name(id),
                ));
            }
        }
    }
}

/// A larger free block, where no address of the old one is written down.
fn enlarge(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>, taken: u64) -> Option<Remedy> {
    let fixed = crate::relations::addresses::fixed(context.relations);
    if fixed.iter().any(|it| it.subnets.contains(&subnet.id)) {
        return None;
    }
    let vpc = subnet.vpc?;
    let fits = |prefix: &u8| (1_u64 << (32 - u32::from(*prefix))) >= taken + FREE + 5;
    let prefix = (16..=27).rev().find(fits)?;
    let block = context.relations.free_block(vpc, prefix)?;
    Some(Remedy::new(
        format!("Use {block}, the next free block of {}", context.name(vpc)),
        Edit::set(subnet.id, "cidr", block.to_string()),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let small = || three_tiers().set("subnet-1", "cidr", "10.0.1.0/28");
    let crowded = |sketch: Sketch, many: usize| {
        (0..many).fold(sketch, |sketch, number| {
            let proxy = Instance {
                subnet: to("subnet-1"),
                security_groups: ids(&["sg-2"]),
                ..Instance::default()
            };
            sketch.add(&format!("i-{number}"), &format!("proxy-{number}"), proxy)
        })
    };
    let another = LoadBalancer {
        subnets: ids(&["subnet-1", "subnet-2"]),
        security_groups: ids(&["sg-1"]),
        ..LoadBalancer::default()
    };
    Examples::new()
        .fires(small(), expect!["public-a's block 10.0.1.0/28 has 11 usable addresses: a load balancer such as Notebookly-ALB wants at least a /27 to grow in."])
        // A NAT gateway and five proxies leave five.
        .fires(crowded(small(), 5), expect!["public-a is a /28: 11 usable addresses, of which proxy-0, proxy-1, proxy-2, proxy-3 and 2 others take 6. That leaves 5, and Notebookly-ALB needs eight free ones, in a subnet of at least a /27. [Use 10.0.0.0/27, the next free block of Notebookly-VPC]"])
        // A /27 can be full as well.
        .fires(crowded(three_tiers().set("subnet-1", "cidr", "10.0.1.0/27"), 20), expect!["public-a is a /27: 27 usable addresses, of which proxy-0, proxy-1, proxy-10, proxy-11 and 17 others take 21. That leaves 6, and Notebookly-ALB needs eight free ones, in a subnet of at least a /27. [Use 10.0.0.0/26, the next free block of Notebookly-VPC]"])
        // Another load balancer takes at least one itself.
        .fires(crowded(small(), 2).add("alb-2", "second", another), expect![[r#"
            public-a is a /28: 11 usable addresses, of which second, proxy-0, proxy-1 and NAT-GW-AZ1 take 4. That leaves 7, and Notebookly-ALB needs eight free ones, in a subnet of at least a /27. [Use 10.0.0.0/27, the next free block of Notebookly-VPC]
            public-a is a /28: 11 usable addresses, of which Notebookly-ALB, proxy-0, proxy-1 and NAT-GW-AZ1 take 4. That leaves 7, and second needs eight free ones, in a subnet of at least a /27. [Use 10.0.0.0/27, the next free block of Notebookly-VPC]"#]])
        // Where an address is written down, the block is not changed under it.
        .fires(crowded(small(), 5).set("i-0", "private_address", "10.0.1.9"), expect!["public-a is a /28: 11 usable addresses, of which proxy-0, proxy-1, proxy-2, proxy-3 and 2 others take 6. That leaves 5, and Notebookly-ALB needs eight free ones, in a subnet of at least a /27."])
        .silent(three_tiers().set("subnet-1", "cidr", "10.0.1.0/27"))
}
