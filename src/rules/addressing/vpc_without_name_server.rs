//! A VPC in which no name can be looked up.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "vpc-without-name-server",
    severity: Warning,
    title: "VPC without DNS resolution",
    checks: "That DNS resolution (enableDnsSupport) is on.",
    why: "Databases, load balancers, file systems and S3 are all called by name. Without the built-in name server no instance can find them.",
    reaction: "AWS accepts it; it is on by default. The name server at the first address of the VPC plus two, such as 10.0.0.2, and at 169.254.169.253 then answers nothing.",
    source: "[VPC UG: DNS attributes; DNS support] · rulebook VPC-18, VPC-19, VPC-20",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, vpc) in context.all::<Vpc>() {
        if !vpc.dns_support {
            report
                .about(id)
                .at("dns_support")
                .fix("Turn DNS resolution on", Edit::set(id, "dns_support", true))
                .say(format!(
                    "DNS resolution is off in {}, so nothing in it can look up a name through AWS.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("vpc-1", "dns_support", false), expect!["DNS resolution is off in Notebookly-VPC, so nothing in it can look up a name through AWS. [Turn DNS resolution on]"])
        .silent(empty_vpc())
}
