//! A CloudWatch alarm.

use super::{AlarmComparison, Kind, MissingData, STATISTICS};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::{Dimension, MetricQuery, WATCHED};

/// Namespaces of the services that are modelled, and of metric filters.
/// [CW UG: Services that publish metrics]
pub const NAMESPACES: &[Choice] = &[
    Choice { value: "AWS/EC2", label: "AWS/EC2 · instances and their groups" },
    Choice { value: "AWS/ApplicationELB", label: "AWS/ApplicationELB · load balancers" },
    Choice { value: "AWS/RDS", label: "AWS/RDS · databases" },
    Choice { value: "AWS/AutoScaling", label: "AWS/AutoScaling · sizes of groups" },
    Choice { value: "AWS/NATGateway", label: "AWS/NATGateway · NAT gateways" },
    Choice { value: "AWS/S3", label: "AWS/S3 · buckets" },
    Choice { value: "AWS/EFS", label: "AWS/EFS · file systems" },
    Choice { value: "AWS/EBS", label: "AWS/EBS · volumes" },
    Choice { value: "AWS/ElastiCache", label: "AWS/ElastiCache · caches" },
    Choice { value: "AWS/Lambda", label: "AWS/Lambda · functions" },
    Choice { value: "AWS/Route53", label: "AWS/Route53 · health checks" },
    Choice { value: "AWS/WAFV2", label: "AWS/WAFV2 · web ACLs" },
    Choice { value: "AWS/Billing", label: "AWS/Billing · the bill, in us-east-1" },
];

declare! {
    /// An alarm watches one metric, or a formula of several, and changes its
    /// state when enough of the last values were beyond a threshold. It acts
    /// when the state changes. [CW UG: Using CloudWatch alarms]
    Alarm = KindInfo::new("alarm", "CloudWatch alarm", "AWS::CloudWatch::Alarm")
        .category(Category::Management)
        .icon("cloudwatch-alarm")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("PutMetricAlarm", "DeleteAlarms")
        .tagged(Tagging::CLOUDWATCH)
        .noun("alarm")
        .keywords("cloudwatch metric threshold bell control room");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The thing that it watches, which gives the metric its dimensions.
    watches: Option<ResourceId> = None
        => Property::reference("Watches", "Dimensions", WATCHED).via("PutMetricAlarm");

    /// The namespace of its metric.
    namespace: String = "AWS/EC2".to_owned()
        => Property::suggested("Namespace", "Namespace", NAMESPACES).via("PutMetricAlarm");

    /// The metric; empty where a formula counts.
    metric: String = "CPUUtilization".to_owned()
        => Property::text("Metric", "MetricName", "CPUUtilization").via("PutMetricAlarm");

    /// Further dimensions of the metric, or all of them where nothing of the
    /// drawing is watched.
    dimensions: Vec<Dimension> = Vec::new()
        => Property::rows("Further dimensions", "Dimensions", &Dimension::ROW).via("PutMetricAlarm");

    /// A formula of metrics, such as 100 * errors / requests; empty for one
    /// metric alone.
    expression: String = String::new()
        => Property::text("Formula", "Metrics", "100 * errors / requests").via("PutMetricAlarm");

    /// The metrics that the formula names.
    metrics: Vec<MetricQuery> = Vec::new()
        => Property::rows("Metrics of the formula", "Metrics", &MetricQuery::ROW).via("PutMetricAlarm");

    /// How the values of a period become one.
    statistic: String = "Average".to_owned()
        => Property::suggested("Statistic", "Statistic", STATISTICS).via("PutMetricAlarm");

    /// The length of a period: 10, 20, 30 or a multiple of 60 seconds.
    period: u32 = 300
        => Property::number("Period", "Period", (10, 86_400), "seconds").via("PutMetricAlarm");

    /// On which side of the threshold a value is bad.
    comparison: AlarmComparison = AlarmComparison::Greater
        => Property::choice("Comparison", "ComparisonOperator", AlarmComparison::CHOICES)
            .via("PutMetricAlarm");

    /// The threshold, a number.
    threshold: String = "80".to_owned()
        => Property::text("Threshold", "Threshold", "80").via("PutMetricAlarm");

    /// How many of the last periods are looked at.
    evaluation_periods: u32 = 1
        => Property::number("Periods looked at", "EvaluationPeriods", (1, 8_640), "").via("PutMetricAlarm");

    /// How many of those must be bad; empty for all.
    datapoints_to_alarm: Option<u32> = None
        => Property::number("Bad ones needed", "DatapointsToAlarm", (1, 8_640), "").via("PutMetricAlarm").detail();

    /// What a period without a value counts as.
    missing_data: MissingData = MissingData::Missing
        => Property::choice("Missing data", "TreatMissingData", MissingData::CHOICES)
            .via("PutMetricAlarm").detail();

    /// Who is told, or called, when it goes off: topics and functions. Scaling
    /// policies name their alarm themselves.
    actions: Vec<ResourceId> = Vec::new()
        => Property::references("When in alarm", "AlarmActions", &[Kind::Topic, Kind::Function])
            .via("PutMetricAlarm");

    /// Who is told when all is well again.
    ok_actions: Vec<ResourceId> = Vec::new()
        => Property::references("When OK again", "OKActions", &[Kind::Topic, Kind::Function])
            .via("PutMetricAlarm").detail();
}
