//! The receptionist sends nobody to another campus.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-group-of-another-vpc",
    severity: Error,
    title: "Target group of another VPC",
    checks: "That a target group is in the VPC of its load balancers, its Auto Scaling groups and its instances.",
    why: "A load balancer opens connections to its targets by private address, inside one VPC.",
    reaction: "The call is refused.",
    source: "[API elbv2 CreateLoadBalancer; RegisterTargets], [ASG UG: Attach a load balancer] · rulebook ALB-2, TG-3, ASG-21",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut compare = |id: &ResourceId, property, vpc: Option<&ResourceId>, group: &ResourceId| {
        let it: Option<&TargetGroup> = context.find(group);
        let (Some(vpc), Some(home)) = (vpc, it.and_then(|it| it.vpc.as_ref())) else {
            return;
        };
        if vpc != home {
            report.about(id).at(property).with(group).value(id, property).value(group, "vpc").say(format!(
                "{} is in {}, but {} is a target group of {}.",
                context.name(id),
                context.name(vpc),
                context.name(group),
                context.name(home),
            ));
        }
    };
    for (id, it) in context.all::<LoadBalancer>() {
        let vpc = context.vpc_of_subnets(&it.subnets);
        let groups = it.listeners.iter().flat_map(Listener::actions);
        for group in groups.filter_map(Action::target_group) {
            compare(id, "listeners", vpc, group);
        }
    }
    for (id, it) in context.all::<AutoScalingGroup>() {
        let vpc = context.vpc_of_subnets(&it.subnets);
        for group in &it.target_groups {
            compare(id, "target_groups", vpc, group);
        }
    }
    for (group, it) in context.all::<TargetGroup>() {
        for id in &it.targets {
            let instance: Option<&Instance> = context.find(id);
            let subnet = instance.and_then(|it| context.subnet(it.subnet.as_ref()?));
            compare(id, "subnet", subnet.and_then(|it| it.vpc), group);
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
        .fires(three_tiers().add("vpc-2", "Test-VPC", vpc).set("tg-1", "vpc", "vpc-2"), expect![[r#"
            Notebookly-ALB is in Notebookly-VPC, but Notebookly-TG is a target group of Test-VPC.
            Notebookly-ASG is in Notebookly-VPC, but Notebookly-TG is a target group of Test-VPC."#]])
        .silent(three_tiers())
}
