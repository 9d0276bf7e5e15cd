//! One thing, one campus.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnets-in-several-vpcs",
    severity: Error,
    title: "Subnets of several VPCs",
    checks: "That all subnets of a load balancer, Auto Scaling group, database, cache or file system, and of all interfaces of an instance, are in one VPC.",
    why: "Each of these lives in one VPC; its parts must reach each other.",
    reaction: "The call is refused.",
    source: "[API elbv2 CreateLoadBalancer], [ASG UG: VPC], [API rds CreateDBSubnetGroup], [API efs CreateMountTarget] · rulebook ALB-2, ASG-7, RDS-6, EFS-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut compare = |id: &ResourceId, property, subnets: &mut dyn Iterator<Item = &ResourceId>| {
        let mut vpcs: Vec<_> = subnets.filter_map(|it| context.subnet(it)?.vpc).collect();
        vpcs.order();
        vpcs.dedup();
        if vpcs.len() > 1 {
            report.about(id).at(property).say(format!(
                "{} has subnets of {}: all of them must be in one VPC.",
                context.name(id),
                context.names(vpcs),
            ));
        }
    };
    for (id, it) in context.all::<LoadBalancer>() {
        compare(id, "subnets", &mut it.subnets.iter());
    }
    for (id, it) in context.all::<AutoScalingGroup>() {
        compare(id, "subnets", &mut it.subnets.iter());
    }
    for (id, it) in context.all::<Database>() {
        compare(id, "subnets", &mut it.subnets.iter());
    }
    for (id, it) in context.all::<Cache>() {
        compare(id, "subnets", &mut it.subnets.iter());
    }
    for (id, it) in context.all::<FileSystem>() {
        let mut subnets = it.mount_targets.iter().filter_map(|it| it.subnet.as_ref());
        compare(id, "mount_targets", &mut subnets);
    }
    for (id, it) in context.all::<Instance>() {
        let further = it.interfaces.iter().filter_map(|it| it.subnet.as_ref());
        compare(id, "interfaces", &mut it.subnet.iter().chain(further));
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
        .fires(three_tiers().add("vpc-2", "Test-VPC", vpc).set("subnet-4", "vpc", "vpc-2"), expect![[r#"
            Notebookly-ASG has subnets of Notebookly-VPC and Test-VPC: all of them must be in one VPC.
            notebookly-db has subnets of Notebookly-VPC and Test-VPC: all of them must be in one VPC."#]])
        .silent(three_tiers())
}
