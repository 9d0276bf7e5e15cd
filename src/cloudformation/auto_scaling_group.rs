//! Auto Scaling groups.

use super::launch;
use super::names;
use super::omission::Why;
use super::scaling;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{AutoScalingGroup, Kind, LaunchTemplate, PublicIp, ResourceId, Subnet};

pub(super) fn write(w: &mut Writer, id: &ResourceId, group: &AutoScalingGroup) {
    if let Err(why) = try_write(w, id, group) {
        w.omit(id, why);
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, group: &AutoScalingGroup) -> Result<(), Why> {
    let template = w.follow(
        &group.launch_template,
        Kind::LaunchTemplate,
        "a launch template",
    )?;
    if group.max_size < group.min_size {
        // Rulebook ASG-2.
        return Err(Why::Refused("the maximum is not below the minimum"));
    }
    let (vpc, subnets) = w.subnets(id, &group.subnets, false)?;
    let desired = Some(group.desired).filter(|it| (group.min_size..=group.max_size).contains(it));
    if desired.is_none() {
        // Rulebook ASG-3.
        w.omit_part(
            id,
            "desired number",
            Why::Refused("it lies between minimum and maximum; without one the group starts with the minimum"),
        );
    }
    let mut targets = w.follow_all(id, &group.target_groups, Kind::TargetGroup, "target group");
    let all = targets.len();
    targets.retain(|target| w.vpc_of(target).as_ref() == Some(&vpc));
    if targets.len() < all {
        w.omit_part(
            id,
            "target group",
            Why::Refused("its targets are in another VPC"),
        );
    }
    // [ASG UG: Auto Scaling group names: printable ASCII without colons]
    let takes = |char: char| char.is_ascii_graphic() && !":{}$".contains(char);
    let name = names::adapt(w.name(id), takes, 255);
    let name = w.service_name("AWS::AutoScaling::AutoScalingGroup", name);
    let source = Fields::new()
        .with("LaunchTemplateId", Value::Ref(w.id(&template)))
        .with(
            "Version",
            Value::attribute(w.id(&template), "LatestVersionNumber"),
        );
    // Five minutes is what AWS waits by itself (rulebook ASG-15).
    let cooldown = Some(group.cooldown)
        .filter(|seconds| *seconds != 300)
        .map(|seconds| seconds.to_string());
    // All of them; a minute is the only granularity that there is.
    // [API autoscaling EnableMetricsCollection]
    let metrics = group.group_metrics.then(|| {
        vec![Value::from(Fields::new().with("Granularity", "1Minute"))]
    });
    let properties = Fields::new()
        .maybe("AutoScalingGroupName", name)
        .with("LaunchTemplate", source)
        .with("MinSize", group.min_size.to_string())
        .with("MaxSize", group.max_size.to_string())
        .maybe("DesiredCapacity", desired.map(|it| it.to_string()))
        .with("VPCZoneIdentifier", w.references(&subnets))
        .list("TargetGroupARNs", w.references(&targets))
        .with("HealthCheckType", group.health_check.value())
        .with("HealthCheckGracePeriod", group.grace_period)
        .maybe("Cooldown", cooldown)
        .maybe("DefaultInstanceWarmup", group.warmup)
        .maybe("MetricsCollection", metrics)
        .list("Tags", w.group_tags(id, &group.instance_name));
    let waits = waits(w, &template, &vpc, &subnets);
    let logical = w.id(id);
    let launch = w.architecture.find::<LaunchTemplate>(&template);
    if launch.is_some_and(|it| !it.user_data.is_empty()) {
        w.waiting.push((logical.clone(), subnets));
    }
    w.add(id, "AWS::AutoScaling::AutoScalingGroup", properties)
        .depends_on
        .extend(waits);
    scaling::write(w, id, &logical, group);
    Ok(())
}

/// What the first instances need before they start.
fn waits(
    w: &Writer,
    template: &ResourceId,
    vpc: &ResourceId,
    subnets: &[ResourceId],
) -> Vec<String> {
    let Some(template) = w.architecture.find::<LaunchTemplate>(template) else {
        return Vec::new();
    };
    let mapped = |id: &ResourceId| {
        w.architecture
            .find::<Subnet>(id)
            .is_some_and(|it| it.map_public_ip)
    };
    let public = match template.public_ip {
        PublicIp::Yes => true,
        PublicIp::No => false,
        PublicIp::Subnet => subnets.iter().any(mapped),
    };
    let mut waits = Vec::new();
    if public {
        // [CFN TR: DependsOn attribute: groups whose instances have public
        // addresses]
        waits.extend(w.attachments.get(vpc).cloned());
    }
    if !template.user_data.is_empty() {
        waits.extend(launch::mount_targets(w, &template.backends));
    }
    waits
}
