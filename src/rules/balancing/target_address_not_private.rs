//! Targets are on campus.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-address-not-private",
    severity: Error,
    title: "Target that is no private address",
    checks: "That addresses registered in a target group are single private addresses: of the VPC, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.",
    why: "A load balancer reaches its targets inside the VPC, or over private links from it.",
    reaction: "RegisterTargets is refused.",
    source: "[ALB UG: Target groups] · rulebook TG-4",
    aws_error: "InvalidTarget",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let shared = ipnet::Ipv4Net::new_assert([100, 64, 0, 0].into(), 10);
    for (id, group) in context.all::<TargetGroup>() {
        for (index, text) in group.addresses.iter().enumerate() {
            let single = text.lenient().filter(|block| block.prefix_len() == 32);
            let wrong = match single.map(|block| block.addr()) {
                None => "is not a single address: write one such as 10.0.3.10/32",
                Some(address) => {
                    let own = group.vpc.as_ref().map_or(&[][..], |vpc| context.blocks_of(vpc));
                    let private = address.is_private()
                        || shared.contains(&address)
                        || own.iter().any(|block| block.contains(&address));
                    if private {
                        continue;
                    }
                    "is public; targets are private addresses"
                }
            };
            report
                .about(id)
                .at("addresses")
                .fix("Take it out", Edit::remove(id, "addresses", index))
                .say(format!("“{text}”, a target of {}, {wrong}.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("tg-1", "addresses", "203.0.113.7/32"), expect!["“203.0.113.7/32”, a target of Notebookly-TG, is public; targets are private addresses. [Take it out]"])
        .fires(three_tiers().push("tg-1", "addresses", "10.0.3.0/24"), expect!["“10.0.3.0/24”, a target of Notebookly-TG, is not a single address: write one such as 10.0.3.10/32. [Take it out]"])
        .silent(three_tiers().push("tg-1", "addresses", "10.0.3.10/32"))
}
