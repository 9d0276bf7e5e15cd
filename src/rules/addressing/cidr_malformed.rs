//! A text that is no block: nothing can be computed from it.

use crate::rules::addressing::blocks::{Typed, typed};
use crate::rules::addressing::free_block::move_to_free_block;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cidr-malformed",
    severity: Error,
    title: "Not a CIDR block",
    checks: "That every block is written as four numbers from 0 to 255, a slash and a prefix length from 0 to 32, such as 10.0.1.0/24.",
    why: "A block says which addresses are meant. While it cannot be read, nothing that depends on it can be checked: no overlap, no route, no filter.",
    reaction: "Every call with such a block is refused as malformed. A single host is written with /32: 10.0.0.1/32.",
    source: "[VPC UG: VPC CIDR blocks; Subnet CIDR blocks], [API ec2 IpRange] · rulebook VPC-1, SG-12, NACL-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for block in typed(context) {
        let Err(problem) = block.text.parse() else {
            continue;
        };
        let name = context.name(block.id);
        let sentence = match &problem {
            CidrProblem::HostBits { .. } => continue,
            CidrProblem::Empty => format!(
                "{name} is not complete: {} is still empty. Type one such as {}.",
                block.what,
                match block.property {
                    "routes" => "0.0.0.0/0, the whole internet",
                    "cidr" | "secondary_cidrs" => "10.0.1.0/24",
                    _ => "203.0.113.0/24, or 0.0.0.0/0 for everybody",
                },
            ),
            problem => format!(
                "“{}” cannot be {} of {name}: {problem}.",
                block.text.0.trim(),
                block.what
            ),
        };
        report
            .about(block.id)
            .at(block.property)
            .fix_if(remedy(context, &block, &problem))
            .waits_if(matches!(problem, CidrProblem::Empty), Step::Complete)
            .say(sentence);
    }
}

/// A bare address means that one host, except where a network is meant; a subnet without a block can have the
/// next free one.
fn remedy(context: &Context<'_, '_>, block: &Typed<'_>, problem: &CidrProblem) -> Option<Remedy> {
    let network = matches!(block.property, "cidr" | "secondary_cidrs");
    match (problem, context.subnet(block.id)) {
        (_, Some(subnet)) => move_to_free_block(context, subnet),
        (CidrProblem::NoPrefixLength { host }, None) if !network => Some(Remedy::new(
            format!("Write {host}"),
            (block.replaced)((*host).into())?,
        )),
        _ => None,
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "cidr", "10.0.0/16"), expect!["“10.0.0/16” cannot be the block of Notebookly-VPC: the part before the slash must be four numbers from 0 to 255, such as 10.0.0.0."])
        .fires(empty_vpc().set("subnet-1", "cidr", ""), expect!["public-a is not complete: the block is still empty. Type one such as 10.0.1.0/24. [Use 10.0.0.0/24, the next free block of Notebookly-VPC]"])
        .fires(three_tiers().push("sg-2", "ingress", tcp(22, "198.51.100.9")), expect!["“198.51.100.9” cannot be the source of inbound rule 3 of WebServer-SG: the prefix length is missing: one host is 198.51.100.9/32. [Write 198.51.100.9/32]"])
        .fires(three_tiers().push("rt-1", "routes", route("0.0.0.0/33", "igw-1")), expect!["“0.0.0.0/33” cannot be the destination of route 2 of public: the part after the slash must be a number from 0 to 32, such as 16."])
        .fires(three_tiers().push("rt-1", "routes", route("", "igw-1")), expect!["public is not complete: the destination of route 2 is still empty. Type one such as 0.0.0.0/0, the whole internet."])
        .silent(three_tiers())
        .silent(empty_vpc().set("vpc-1", "cidr", "10.0.0.1/16"))
}
