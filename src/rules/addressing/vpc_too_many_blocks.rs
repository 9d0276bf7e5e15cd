//! Five blocks and no more, until AWS is asked.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-too-many-blocks",
    severity: Error,
    title: "More than five blocks in a VPC",
    checks: "That a VPC has at most five IPv4 blocks, the primary one included.",
    why: "Five is the default quota. AWS raises it to 50 on request, so ask before you need it.",
    reaction: "The sixth AssociateVpcCidrBlock is refused.",
    source: "[VPC UG: Quotas] · rulebook VPC-8",
    aws_error: "CidrLimitExceeded",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, vpc) in context.all::<Vpc>() {
        let blocks = 1 + vpc.secondary_cidrs.len();
        if blocks > 5 {
            report.about(id).at("secondary_cidrs").say(format!(
                "{} has {blocks} blocks. Without a raised quota AWS takes five, the primary one included (CidrLimitExceeded).",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |count: u8| {
        (1..=count).fold(empty_vpc(), |sketch, number| {
            sketch.push("vpc-1", "secondary_cidrs", format!("10.{number}.0.0/16"))
        })
    };
    Examples::new()
        .fires(with(5), expect!["Notebookly-VPC has 6 blocks. Without a raised quota AWS takes five, the primary one included (CidrLimitExceeded)."])
        .silent(with(4))
}
