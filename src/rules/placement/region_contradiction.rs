//! Two halves of one thing in two cities.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "region-contradiction",
    severity: Error,
    title: "In another Region than what it belongs to",
    checks: "That an internet gateway is in the Region of its VPC, a file system in that of its mount targets, a launch template in that of the Auto Scaling groups that use it, an AMI of your own and a key pair in that of what is launched with them, and a snapshot in that of the volumes that are made from it.",
    why: "These things are regional: AWS makes each in one Region, and there it finds only what is in the same Region.",
    reaction: "Attaching the gateway, creating the mount target or the group is refused: the other half is not found in this Region (InvalidAMIID.NotFound, InvalidKeyPair.NotFound, InvalidSnapshot.NotFound). An AMI or a snapshot can be copied to another Region, where the copy has an id of its own; a key pair is made or imported there.",
    source: "[VPC UG: VPCs and subnets], [EFS UG: How it works], [ASG UG: Launch templates], [EC2 UG: AMIs; Copy an AMI; Snapshots], [API ec2 CreateKeyPair] · rulebook REG-4, AMI-1, EBS-1",
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
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.own_image, &it.key_pair));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.own_image, &it.key_pair));
    for (id, image, key) in instances.chain(templates) {
        uses(context, report, id, "own_image", image, "copy it there, and launch from the copy");
        uses(context, report, id, "key_pair", key, "make or import one of that name there");
    }
    for (id, volume) in context.all::<Volume>() {
        uses(context, report, id, "snapshot", &volume.snapshot, "copy it there first");
    }
}

/// Tells of something in one Region that is made with something in another.
/// The thing itself may serve others where it is, so it is not to be moved.
fn uses(
    context: &Context<'_, '_>,
    report: &mut Report<'_>,
    id: &ResourceId,
    property: &'static str,
    used: &Option<ResourceId>,
    instead: &str,
) {
    let Some(used) = used else { return };
    let (Some(here), Some(there)) = (context.region_of(id), context.region_of(used)) else {
        return;
    };
    if here != there {
        report
            .about(id)
            .at(property)
            .with(used)
            .value(id, property)
            .value(used, "region")
            .say(format!(
                "{} is in {here}, but {} is in {there}, and AWS does not find it from here: {instead}.",
                context.name(id),
                context.name(used),
            ));
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
        .fires(two.clone().add("ami-1", "web-golden", Image { region: to("region-2"), ..Image::default() }).set("lt-1", "region", "region-1").set("lt-1", "own_image", "ami-1"), expect!["Notebookly-Template is in ap-south-1, but web-golden is in eu-central-1, and AWS does not find it from here: copy it there, and launch from the copy."])
        .fires(two.clone().add("key-1", "rahul", KeyPair { region: to("region-2"), ..KeyPair::default() }).set("lt-1", "region", "region-1").set("lt-1", "key_pair", "key-1"), expect!["Notebookly-Template is in ap-south-1, but rahul is in eu-central-1, and AWS does not find it from here: make or import one of that name there."])
        .fires(two.clone().add("snap-1", "Monday", Snapshot { region: to("region-2"), ..Snapshot::default() }).add("vol-1", "data", Volume { region: to("region-1"), snapshot: to("snap-1"), ..Volume::default() }), expect!["data is in ap-south-1, but Monday is in eu-central-1, and AWS does not find it from here: copy it there first."])
        .silent(two.clone().add("ami-1", "web-golden", Image { region: to("region-1"), ..Image::default() }).set("lt-1", "region", "region-1").set("lt-1", "own_image", "ami-1"))
        .silent(two)
        .silent(three_tiers())
}
