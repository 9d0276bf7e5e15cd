//! Addresses that belong to somebody else.

use crate::rules::addressing::blocks::place_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-outside-private-ranges",
    severity: Warning,
    title: "VPC with public addresses",
    checks: "That a VPC's blocks lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.",
    why: "Inside the VPC such addresses are local, so the real owners of these addresses on the internet can no longer be reached from it.",
    reaction: "AWS accepts publicly routable ranges too and treats them as private inside the VPC.",
    source: "[VPC UG: VPC CIDR blocks] · rulebook VPC-5",
    aws_error: "",
    check,
};

const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, _) in context.all::<Vpc>() {
        for block in context.blocks_of(id) {
            let within = |range: &&str| {
                range
                    .parse::<ipnet::Ipv4Net>()
                    .is_ok_and(|range| range.contains(block))
            };
            // Link-local addresses are refused, which is another rule.
            if block.prefix_len() < 16 || block.addr().is_link_local() || PRIVATE.iter().any(within) {
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
                    "{}'s block {block} is not private: choose one in {}.",
                    context.name(id),
                    list(PRIVATE).replace(" and ", " or "),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "cidr", "8.8.0.0/16"), expect!["Notebookly-VPC's block 8.8.0.0/16 is not private: choose one in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10."])
        .silent(empty_vpc().set("vpc-1", "cidr", "100.64.0.0/16"))
        .silent(three_tiers())
}
