//! A guard of another campus does not stand at our doors.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-of-another-vpc",
    severity: Error,
    title: "Security group of another VPC",
    checks: "That instances, launch templates, load balancers, databases and mount targets use security groups of the VPC that they are in.",
    why: "A security group belongs to one VPC and guards interfaces there.",
    reaction: "The call is refused. (A group can be associated with further VPCs of its Region, which is not modelled here.)",
    source: "[VPC UG: Security groups], [cfn E3714] · rulebook SG-15, LT-5, RDS-8, EFS-6, ALB-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for guarded in &context.guards().all {
        let Some(vpc) = guarded.vpc else { continue };
        for group in guarded.groups {
            let it: Option<&SecurityGroup> = context.find(group);
            let Some(home) = it.and_then(|it| it.vpc.as_ref()).filter(|home| *home != vpc) else {
                continue;
            };
            report
                .about(guarded.id)
                .at(guarded.property)
                .with(group)
                .value(guarded.id, guarded.property)
                .value(group, "vpc")
                .say(format!(
                    "{} works in {}, but {} is a security group of {}.",
                    context.name(guarded.id),
                    context.name(vpc),
                    context.name(group),
                    context.name(home),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let vpc = Vpc {
        region: to("region-1"),
        cidr: "10.1.0.0/16".into(),
        ..Vpc::default()
    };
    Examples::new()
        .fires(three_tiers().add("vpc-2", "Test-VPC", vpc).set("sg-3", "vpc", "vpc-2"), expect!["notebookly-db works in Notebookly-VPC, but Database-SG is a security group of Test-VPC."])
        .silent(three_tiers())
}
