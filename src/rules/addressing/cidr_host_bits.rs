//! Bits behind the prefix: AWS drops them silently, templates refuse them.

use crate::rules::addressing::blocks::typed;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cidr-host-bits",
    severity: Warning,
    title: "Block with host bits set",
    checks: "That no bit behind the prefix length is set: 10.0.1.5/24 means 10.0.1.0/24.",
    why: "What you typed is not what you get, and the address that you typed looks as if it mattered.",
    reaction: "The EC2 API rewrites the block silently: 100.68.0.18/18 becomes 100.68.0.0/18. cfn-lint rejects it in a template.",
    source: "[API ec2 CreateVpc], [cfn E3002] · rulebook VPC-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for block in typed(context) {
        let Err(CidrProblem::HostBits { canonical }) = block.text.parse() else {
            continue;
        };
        // A network of a size that AWS refuses is wrong in a worse way.
        let network = matches!(block.property, "cidr" | "secondary_cidrs");
        if network && !(16..=28).contains(&canonical.prefix_len()) {
            continue;
        }
        let fix = (block.replaced)(canonical.into());
        report
            .about(block.id)
            .at(block.property)
            .fix_if(fix.map(|edit| Remedy::new(format!("Write {canonical}"), edit)))
            .say(format!(
                "“{}”, {} of {}, is not where a /{} begins: the block that holds this address is {canonical}.",
                block.text.0.trim(),
                block.what,
                context.name(block.id),
                canonical.prefix_len(),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "cidr", "10.0.4.0/16"), expect!["“10.0.4.0/16”, the block of Notebookly-VPC, is not where a /16 begins: the block that holds this address is 10.0.0.0/16. [Write 10.0.0.0/16]"])
        .fires(three_tiers().push("sg-2", "ingress", tcp(22, "198.51.100.9/24")), expect!["“198.51.100.9/24”, the source of inbound rule 3 of WebServer-SG, is not where a /24 begins: the block that holds this address is 198.51.100.0/24. [Write 198.51.100.0/24]"])
        .silent(empty_vpc().set("vpc-1", "cidr", "10.0.0.0/0"))
        .silent(three_tiers())
        .silent(empty_vpc().set("vpc-1", "cidr", ""))
}
