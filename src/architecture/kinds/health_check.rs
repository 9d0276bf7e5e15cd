//! A Route 53 health check.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Look, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;

/// [R53 DG: Types of health checks]
const PROTOCOLS: &[Choice] = &[
    Choice { value: "HTTP", label: "HTTP" },
    Choice { value: "HTTPS", label: "HTTPS" },
    Choice { value: "TCP", label: "TCP" },
];

/// [API route53 HealthCheckConfig]
const INTERVALS: &[Choice] = &[
    Choice { value: "30", label: "every 30 seconds" },
    Choice { value: "10", label: "every 10 seconds" },
];

declare! {
    /// A health check of Route 53 asks an endpoint from many places in the
    /// world whether it answers. Records that name it are given out only while
    /// it does. It comes from the internet, so it reaches nothing private.
    /// [R53 DG: Health checks]
    HealthCheck = KindInfo::new("health-check", "Health check", "AWS::Route53::HealthCheck")
        .icon("health-check")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreateHealthCheck", "DeleteHealthCheck")
        .tagged(Tagging::ROUTE_53)
        .keywords("route 53 dns failover probe");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// What it asks: a load balancer by its name, an instance by its address.
    target: Option<ResourceId> = None
        => Property::reference("Asks", "FullyQualifiedDomainName", &[Kind::LoadBalancer, Kind::Instance])
            .via("UpdateHealthCheck");

    /// What it asks where that is not in the drawing: a name or an address.
    endpoint: String = String::new()
        => Property::text("Or another endpoint", "FullyQualifiedDomainName", "www.notebookly.com")
            .via("UpdateHealthCheck");

    /// How it asks.
    protocol: String = "HTTP".to_owned()
        => Property::choice("Protocol", "Type", PROTOCOLS).fixed();

    /// The port that it asks on.
    port: u16 = 80
        => Property::number("Port", "Port", (1, 65535), "").via("UpdateHealthCheck");

    /// The path that it asks for.
    path: String = "/".to_owned()
        => Property::text("Path", "ResourcePath", "/health").via("UpdateHealthCheck");

    /// How often each place asks.
    interval: String = "30".to_owned()
        => Property::choice("Interval", "RequestInterval", INTERVALS).fixed().detail();

    /// How many answers in a row must fail, or succeed, to change its mind.
    failure_threshold: u8 = 3
        => Property::number("Threshold", "FailureThreshold", (1, 10), "checks").via("UpdateHealthCheck").detail();
}
