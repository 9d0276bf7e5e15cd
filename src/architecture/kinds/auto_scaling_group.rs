//! An Auto Scaling group: hiring and releasing by rule.

use super::{HealthCheckType, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::ScalingPolicy;

declare! {
    /// An Auto Scaling group keeps a number of instances running across its
    /// subnets, replaces those that fail and adds or removes some by rule. Its
    /// members are derived: they are launched from the template, spread evenly
    /// over the Availability Zones. [ASG UG: What is Amazon EC2 Auto Scaling]
    AutoScalingGroup = KindInfo::new("auto-scaling-group", "Auto Scaling", "AWS::AutoScaling::AutoScalingGroup")
        .category(Category::Compute)
        .look(Look::Frame)
        .places(&[
            Place::inside(Kind::Subnet, "subnets"),
            Place::across(Kind::Vpc, "subnets", false),
        ])
        .api("CreateAutoScalingGroup", "DeleteAutoScalingGroup")
        .tagged(Tagging::AUTO_SCALING)
        .can_fail()
        .talks()
        .noun("Auto Scaling group")
        .first_name("asg")
        .keywords("asg group scale elastic");

    /// How its instances are made.
    launch_template: Option<ResourceId> = None
        => Property::reference("Launch template", "LaunchTemplate", &[Kind::LaunchTemplate])
            .via("UpdateAutoScalingGroup");

    /// The subnets that it launches into, best in several zones.
    subnets: Vec<ResourceId> = Vec::new()
        => Property::references("Subnets", "VPCZoneIdentifier", &[Kind::Subnet])
            .via("UpdateAutoScalingGroup");

    /// The target groups that its instances register with.
    target_groups: Vec<ResourceId> = Vec::new()
        => Property::references("Target groups", "TargetGroupARNs", &[Kind::TargetGroup])
            .added_by("AttachLoadBalancerTargetGroups")
            .removed_by("DetachLoadBalancerTargetGroups");

    /// It never has fewer instances than this.
    min_size: u32 = 2
        => Property::number("Minimum", "MinSize", (0, 10_000), "instances").via("UpdateAutoScalingGroup");

    /// It never has more instances than this.
    max_size: u32 = 4
        => Property::number("Maximum", "MaxSize", (0, 10_000), "instances").via("UpdateAutoScalingGroup");

    /// How many it has now; policies move this number.
    desired: u32 = 2
        => Property::number("Desired", "DesiredCapacity", (0, 10_000), "instances")
            .via("SetDesiredCapacity");

    /// Who says whether an instance is healthy: EC2's status checks alone, or the load balancer too.
    health_check: HealthCheckType = HealthCheckType::Elb
        => Property::choice("Health check", "HealthCheckType", HealthCheckType::CHOICES)
            .via("UpdateAutoScalingGroup");

    /// Seconds after a launch in which failed health checks do not count.
    grace_period: u32 = 300
        => Property::number("Grace period", "HealthCheckGracePeriod", (0, 86_400), "seconds")
            .via("UpdateAutoScalingGroup");

    /// Seconds that a simple policy waits after a change.
    cooldown: u32 = 300
        => Property::number("Cooldown", "Cooldown", (0, 86_400), "seconds").via("UpdateAutoScalingGroup");

    /// Seconds after which a new instance counts for the group's metrics;
    /// empty for as long as the cooldown.
    warmup: Option<u32> = None
        => Property::number("Instance warm-up", "DefaultInstanceWarmup", (0, 86_400), "seconds")
            .via("UpdateAutoScalingGroup");

    /// Whether its sizes are metrics too, free of charge.
    group_metrics: bool = false
        => Property::flag("Group metrics", "MetricsCollection").via("EnableMetricsCollection");

    /// What its instances are called; the page numbers them: web-1, web-2.
    instance_name: String = "web".to_owned()
        => Property::text("Instance name", "Tags", "web").via("CreateOrUpdateTags");

    /// When it grows and when it shrinks.
    policies: Vec<ScalingPolicy> = Vec::new()
        => Property::rows("Scaling policies", "ScalingPolicy", &ScalingPolicy::ROW)
            
            .added_by("PutScalingPolicy")
            .removed_by("DeletePolicy");
}
