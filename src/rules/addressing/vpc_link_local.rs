//! A range that no network may have.

use crate::rules::addressing::blocks::place_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-link-local",
    severity: Error,
    title: "VPC in the link-local range",
    checks: "That no block of a VPC lies in 169.254.0.0/16.",
    why: "These addresses are link-local. Inside a VPC they serve AWS itself: instance metadata, the name server, time.",
    reaction: "The block is refused.",
    source: "[VPC UG: VPC CIDR blocks] restriction table · rulebook VPC-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, _) in context.all::<Vpc>() {
        for block in context.blocks_of(id) {
            if block.prefix_len() < 16 || !block.addr().is_link_local() {
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
                    "{}'s block {block} lies in 169.254.0.0/16, the link-local range, which no VPC may use.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "cidr", "169.254.0.0/20"), expect!["Notebookly-VPC's block 169.254.0.0/20 lies in 169.254.0.0/16, the link-local range, which no VPC may use."])
        .silent(empty_vpc())
}
