//! Which dimensions tell the metric of a drawn thing from all others of its
//! name. With others than these CloudWatch finds no data (rulebook CWA-13).

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Kind, ResourceId};
use crate::aws::statistics;

/// The only Region that has metrics of the bill (rulebook CWA-16) and of health
/// checks. [R53 DG: Monitoring health checks using CloudWatch]
pub(super) const HOME_OF_THE_GLOBAL: &str = "us-east-1";

/// Whether the metrics of a namespace are in that Region alone.
pub(super) fn is_global(namespace: &str) -> bool {
    matches!(namespace, "AWS/Billing" | "AWS/Route53")
}

/// The dimensions of a metric of `watched`, by its kind and the namespace. In a
/// namespace that is not of AWS they are what its programs send, which nobody
/// knows here: there are none then.
pub(super) fn dimensions(
    w: &Writer,
    watched: &ResourceId,
    namespace: &str,
    metric: &str,
) -> Result<Vec<(&'static str, Value)>, Why> {
    let kind = w
        .architecture
        .kind_of(watched)
        .filter(|kind| w.has(watched, *kind))
        .ok_or_else(|| w.unmade(watched))?;
    let logical = w.id(watched);
    let itself = Value::Ref(logical.clone());
    Ok(match (kind, namespace) {
        // [EC2 UG: CloudWatch metrics: Dimensions]; the agent's metrics have
        // the same where it appends them. [CW UG: CloudWatch agent
        // configuration file: append_dimensions]
        (Kind::Instance, "AWS/EC2" | "CWAgent") => vec![("InstanceId", itself)],
        // Rulebook SCL-14.
        (Kind::AutoScalingGroup, "AWS/EC2" | "AWS/AutoScaling" | "CWAgent") => {
            vec![("AutoScalingGroupName", itself)]
        }
        // [ALB UG: CloudWatch metrics: Metric dimensions]
        (Kind::LoadBalancer, "AWS/ApplicationELB") => vec![(
            "LoadBalancer",
            Value::attribute(logical, "LoadBalancerFullName"),
        )],
        (Kind::TargetGroup, "AWS/ApplicationELB") => {
            let balancer = w.balancers.get(watched).ok_or(Why::NothingChosen(
                "a load balancer that uses the target group",
            ))?;
            vec![
                (
                    "LoadBalancer",
                    Value::attribute(w.id(balancer), "LoadBalancerFullName"),
                ),
                (
                    "TargetGroup",
                    Value::attribute(logical, "TargetGroupFullName"),
                ),
            ]
        }
        // [RDS UG: CloudWatch dimensions]
        (Kind::Database, "AWS/RDS") => vec![("DBInstanceIdentifier", itself)],
        // [VPC UG: NAT gateway metrics and dimensions]
        (Kind::NatGateway, "AWS/NATGateway") => vec![("NatGatewayId", itself)],
        // [S3 UG: Amazon S3 CloudWatch dimensions]: sizes by storage class,
        // numbers over all.
        (Kind::Bucket, "AWS/S3") => {
            let storage = match metric {
                "NumberOfObjects" => "AllStorageTypes",
                _ => "StandardStorage",
            };
            vec![("BucketName", itself), ("StorageType", storage.into())]
        }
        // [EFS UG: CloudWatch metrics: Dimensions]
        (Kind::FileSystem, "AWS/EFS") => vec![("FileSystemId", itself)],
        // [EBS UG: CloudWatch metrics: Dimensions]
        (Kind::Volume, "AWS/EBS") => vec![("VolumeId", itself)],
        // Each node has metrics of its own; the first is called after its
        // group. [ElastiCache UG: Monitoring use with CloudWatch metrics]
        (Kind::Cache, "AWS/ElastiCache") => {
            vec![("CacheClusterId", Value::Sub(format!("${{{logical}}}-001")))]
        }
        // [Lambda DG: Types of metrics: dimensions]
        (Kind::Function, "AWS/Lambda") => vec![("FunctionName", itself)],
        // [R53 DG: Monitoring health checks using CloudWatch]
        (Kind::HealthCheck, "AWS/Route53") => vec![("HealthCheckId", itself)],
        // [WAF DG: Core metrics and dimensions]: of all rules together; the
        // ACL is called there as its metric is.
        (Kind::WebAcl, "AWS/WAFV2") => vec![
            (
                "WebACL",
                logical.chars().take(128).collect::<String>().into(),
            ),
            ("Region", Value::reference("AWS::Region")),
            ("Rule", "ALL".into()),
        ],
        (_, other) if other.starts_with("AWS/") => {
            return Err(Why::Refused(
                "this namespace has no metrics of what is watched",
            ));
        }
        _ => Vec::new(),
    })
}

/// The same as a template writes them, with those that were given by hand: of
/// two with one name, the one that was given counts.
pub(super) fn written(
    derived: Vec<(&'static str, Value)>,
    given: &[(String, String)],
) -> Vec<Value> {
    let derived = derived
        .into_iter()
        .filter(|(name, _)| given.iter().all(|(other, _)| other != name))
        .map(|(name, value)| Fields::new().with("Name", name).with("Value", value));
    let given = given.iter().map(|(name, value)| {
        Fields::new()
            .with("Name", name.as_str())
            .with("Value", value.as_str())
    });
    // CloudWatch takes 30 at most (rulebook CWA-12).
    derived.chain(given).take(30).map(Value::from).collect()
}

/// Whether this can be a namespace or the name of a metric.
/// [API cloudwatch PutMetricAlarm]
pub(super) fn is_name(text: &str) -> bool {
    (1..=255).contains(&text.chars().count())
        && !text.starts_with(':')
        && text.chars().all(|it| !it.is_control())
}

/// Whether CloudWatch knows this statistic: one of the five, or a percentile
/// (rulebook CWA-2).
pub(super) fn statistic(text: &str) -> Option<(&'static str, &str)> {
    let plain = statistics::STATISTICS.contains(&text);
    let kind = if plain {
        "Statistic"
    } else {
        "ExtendedStatistic"
    };
    statistics::is_statistic(text).then_some((kind, text))
}
