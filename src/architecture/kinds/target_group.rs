//! A target group: who can take a request.

use super::{Algorithm, Kind, TargetType};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::{CidrText, ListenerProtocol};

declare! {
    /// A target group lists the servers that may take a request and asks each
    /// whether it is healthy. Instances are registered by hand or by their
    /// Auto Scaling group. [ALB UG: Target groups]
    TargetGroup = KindInfo::new("target-group", "Target group", "AWS::ElasticLoadBalancingV2::TargetGroup")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .api("CreateTargetGroup", "DeleteTargetGroup")
        .tagged(Tagging::ELB)
        .keywords("health check balancer");

    /// The VPC of its targets.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// What the load balancer speaks with its targets.
    protocol: ListenerProtocol = ListenerProtocol::Http
        => Property::choice("Protocol", "Protocol", ListenerProtocol::CHOICES).fixed();

    /// The port that its targets listen on.
    port: u16 = 80
        => Property::number("Port", "Port", (1, 65535), "").fixed();

    /// Whether targets are named by instance or by address.
    target_type: TargetType = TargetType::Instance
        => Property::choice("Target type", "TargetType", TargetType::CHOICES).fixed();

    /// Instances registered by hand.
    targets: Vec<ResourceId> = Vec::new()
        => Property::references("Instances", "Targets", &[Kind::Instance])
            .added_by("RegisterTargets")
            .removed_by("DeregisterTargets");

    /// Private addresses registered by hand, each as a /32, for the target
    /// type IP address.
    addresses: Vec<CidrText> = Vec::new()
        => Property::cidrs("Addresses", "Targets")
            .added_by("RegisterTargets")
            .removed_by("DeregisterTargets");

    /// The path that the health check asks for.
    health_path: String = "/".to_owned()
        => Property::text("Health check path", "HealthCheckPath", "/health").via("ModifyTargetGroup");

    /// The port that the health check asks on; empty for the targets' own.
    health_port: Option<u16> = None
        => Property::number("Health check port", "HealthCheckPort", (1, 65535), "").via("ModifyTargetGroup");

    /// Seconds between two health checks.
    health_interval: u32 = 30
        => Property::number("Interval", "HealthCheckIntervalSeconds", (5, 300), "seconds").via("ModifyTargetGroup");

    /// Seconds without an answer after which a check has failed.
    health_timeout: u32 = 5
        => Property::number("Timeout", "HealthCheckTimeoutSeconds", (2, 120), "seconds").via("ModifyTargetGroup");

    /// Good checks in a row that make an unhealthy target healthy again.
    healthy_threshold: u32 = 5
        => Property::number("Healthy after", "HealthyThresholdCount", (2, 10), "checks").via("ModifyTargetGroup");

    /// Failed checks in a row that make a target unhealthy.
    unhealthy_threshold: u32 = 2
        => Property::number("Unhealthy after", "UnhealthyThresholdCount", (2, 10), "checks").via("ModifyTargetGroup");

    /// The answers that count as good, such as 200 or 200-299.
    health_matcher: String = "200".to_owned()
        => Property::text("Success codes", "Matcher", "200").via("ModifyTargetGroup");

    /// How long a target that leaves may finish its requests.
    deregistration_delay: u32 = 300
        => Property::number("Deregistration delay", "deregistration_delay.timeout_seconds", (0, 3_600), "seconds")
            .via("ModifyTargetGroupAttributes");

    /// How long a cookie keeps a customer on the same target, 1 second to 7
    /// days; empty for no such cookie.
    stickiness: Option<u32> = None
        => Property::number("Stickiness", "stickiness.lb_cookie.duration_seconds", (1, 604_800), "seconds")
            .via("ModifyTargetGroupAttributes");

    /// Over how long a new target's share grows, 30 to 900 seconds; 0 for at
    /// once.
    slow_start: u32 = 0
        => Property::number("Slow start", "slow_start.duration_seconds", (0, 900), "seconds")
            .via("ModifyTargetGroupAttributes");

    /// How a target is chosen.
    algorithm: Algorithm = Algorithm::RoundRobin
        => Property::choice("Algorithm", "load_balancing.algorithm.type", Algorithm::CHOICES)
            .via("ModifyTargetGroupAttributes");
}
