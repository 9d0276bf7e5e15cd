//! Two halves of one thing in two cities.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "region-contradiction",
    severity: Error,
    title: "In another Region than what it belongs to",
    checks: "That an internet gateway is in the Region of its VPC, a file system in that of its mount targets, and a launch template in that of the Auto Scaling groups that use it.",
    why: "These things are regional: AWS makes each in one Region, and there it finds only what is in the same Region.",
    reaction: "Attaching the gateway, creating the mount target or the group is refused: the other half is not found in this Region.",
    source: "[VPC UG: VPCs and subnets], [EFS UG: How it works], [ASG UG: Launch templates] · rulebook REG-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, gateway) in context.all::<InternetGateway>() {
        if let Some(vpc) = &gateway.vpc {
            compare(context, report, id, &gateway.region, vpc, vpc);
        }
    }
    for (id, it) in context.all::<FileSystem>() {
        let mut subnets = it.mount_targets.iter().filter_map(|it| it.subnet.as_ref());
        if let Some(subnet) = subnets.find_map(|it| context.subnet(it))
            && let Some(vpc) = subnet.vpc
        {
            compare(context, report, id, &it.region, subnet.id, vpc);
        }
    }
    for (group, it) in context.all::<AutoScalingGroup>() {
        let template = it.launch_template.as_ref();
        if let (Some(id), Some(vpc)) = (template, context.vpc_of_subnets(&it.subnets))
            && let Some(template) = context.find::<LaunchTemplate>(id)
        {
            compare(context, report, id, &template.region, group, vpc);
        }
    }
}

fn compare(
    context: &Context<'_, '_>,
    report: &mut Report<'_>,
    id: &ResourceId,
    region: &Option<ResourceId>,
    other: &ResourceId,
    vpc: &ResourceId,
) {
    let home = context.find::<Vpc>(vpc).and_then(|it| it.region.as_ref());
    let code = |region: &ResourceId| context.find::<Region>(region).map(|it| &it.code);
    let (Some(here), Some(home)) = (region.as_ref(), home) else {
        return;
    };
    // What has not been placed yet, or is gone, is told as such.
    let (Some(one), Some(two)) = (code(here), code(home)) else {
        return;
    };
    if one == two {
        return;
    }
    report
        .about(id)
        .at("region")
        .with(other)
        .value(id, "region")
        .value(vpc, "region")
        .fix(
            format!("Put {} in {}", context.name(id), context.name(home)),
            Edit::set(id, "region", home),
        )
        .say(format!(
            "{} is in {one}, but {} is in {two}, and AWS finds neither from the other's Region.",
            context.name(id),
            context.name(other),
        ));
}

#[cfg(test)]
pub fn examples() -> Examples {
    let two = three_tiers().add(
        "region-2",
        "Frankfurt",
        Region {
            code: "eu-central-1".to_owned(),
        },
    );
    Examples::new()
        .fires(two.clone().set("igw-1", "region", "region-2"), expect!["Notebookly-IGW is in eu-central-1, but Notebookly-VPC is in ap-south-1, and AWS finds neither from the other's Region. [Put Notebookly-IGW in Mumbai]"])
        .fires(two.clone().set("lt-1", "region", "region-2"), expect!["Notebookly-Template is in eu-central-1, but Notebookly-ASG is in ap-south-1, and AWS finds neither from the other's Region. [Put Notebookly-Template in Mumbai]"])
        .silent(two)
        .silent(three_tiers())
}
