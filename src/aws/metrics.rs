//! The metrics of AWS's services: which there are, of what, and how often they
//! have a value.
//!
//! One table for alarms, dashboards and whoever plays a metric. It holds the
//! namespaces of the services that are modelled, and of those the metrics that
//! count for them: what Aurora, Memcached, gRPC or Lambda targets have is left
//! out. Sources: [EC2 UG: List the available CloudWatch metrics], [ALB UG:
//! CloudWatch metrics], [RDS UG: CloudWatch metrics], [ASG UG: CloudWatch
//! metrics], [VPC UG: NAT gateway metrics], [S3 UG: Metrics and dimensions],
//! [EFS UG: CloudWatch metrics], [EBS UG: CloudWatch metrics], [ElastiCache UG:
//! Metrics for Valkey and Redis OSS], [Lambda DG: Types of metrics], [R53 DG:
//! Monitoring health checks], [WAF DG: Monitoring with CloudWatch], [CW UG:
//! Billing alarm].

/// How often a metric has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every minute.
    Minute,
    /// Every five minutes, and every minute with detailed monitoring.
    Monitoring,
    /// Every five minutes, whatever the monitoring.
    FiveMinutes,
    /// Every fifteen minutes.
    Quarter,
    /// Several times a day, about every six hours.
    SixHours,
    /// Once a day.
    Day,
}

impl Every {
    /// The same in seconds.
    pub const fn seconds(self, detailed: bool) -> u32 {
        match self {
            Self::Minute => 60,
            Self::Monitoring if detailed => 60,
            Self::Monitoring | Self::FiveMinutes => 300,
            Self::Quarter => 900,
            Self::SixHours => 21_600,
            Self::Day => 86_400,
        }
    }
}

/// What a value of a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Something that there always is, such as a free space.
    Level,
    /// A share, 0 to 100.
    Percent,
    /// How often something happened, to be summed up. A period in which
    /// nothing did has no value at all.
    Count,
    /// Something about requests. A period without any has no value.
    OfRequests,
    /// Only published once somebody has switched it on for the bucket.
    Requested,
}

/// A metric.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// The dimensions, one of which has to say of what it is.
    pub by: &'static [&'static str],
    /// What a value is.
    pub value: Value,
    /// How often it has one.
    pub every: Every,
}

impl Metric {
    /// Whether a period in which nothing happened has no value.
    pub const fn may_be_missing(&self) -> bool {
        matches!(self.value, Value::Count | Value::OfRequests)
    }
}

/// The metrics of one service.
#[derive(Clone, Copy, Debug)]
pub struct Namespace {
    /// Its name, such as `AWS/EC2`.
    pub name: &'static str,
    /// Whether there are values for all resources together, without any
    /// dimension.
    pub across: bool,
    /// The only Region that has them, for services that are in none.
    pub only_in: Option<&'static str>,
    /// Its metrics, in parts that share their dimensions.
    parts: &'static [Part],
}

/// Metrics that are of the same and come as often: by which dimensions, what
/// a value is, how often there is one, and their names with spaces between.
type Part = (&'static [&'static str], Value, Every, &'static str);

impl Namespace {
    /// All of its metrics.
    pub fn metrics(&self) -> impl Iterator<Item = Metric> + use<> {
        self.parts.iter().flat_map(|(by, value, every, names)| {
            names.split_ascii_whitespace().map(|name| Metric {
                name,
                by,
                value: *value,
                every: *every,
            })
        })
    }

    /// Those of this name: some are of different things.
    pub fn called(&self, name: &str) -> Option<Metric> {
        self.metrics().find(|it| it.name == name)
    }
}

/// The namespace of this name.
pub fn namespace(name: &str) -> Option<&'static Namespace> {
    NAMESPACES.iter().find(|it| it.name == name)
}

/// The metric of this namespace and name.
pub fn metric(space: &str, name: &str) -> Option<Metric> {
    namespace(space)?.called(name)
}

const EC2: &[&str] = &["InstanceId", "AutoScalingGroupName"];
const BALANCER: &[&str] = &["LoadBalancer"];
const BEHIND: &[&str] = &["LoadBalancer", "TargetGroup"];
const GROUP: &[&str] = &["TargetGroup"];

const fn space(name: &'static str, parts: &'static [Part]) -> Namespace {
    Namespace {
        name,
        across: false,
        only_in: None,
        parts,
    }
}

/// The services that are modelled.
pub const NAMESPACES: &[Namespace] = &[
    space(
        "AWS/EC2",
        &[
            (EC2, Value::Percent, Every::Monitoring, "CPUUtilization"),
            (
                EC2,
                Value::Level,
                Every::Monitoring,
                "DiskReadBytes DiskReadOps DiskWriteBytes DiskWriteOps EBSReadBytes EBSReadOps EBSWriteBytes EBSWriteOps NetworkIn NetworkOut NetworkPacketsIn NetworkPacketsOut MetadataNoToken",
            ),
            (
                EC2,
                Value::Level,
                Every::FiveMinutes,
                "CPUCreditBalance CPUCreditUsage CPUSurplusCreditBalance CPUSurplusCreditsCharged",
            ),
            (
                EC2,
                Value::Percent,
                Every::Monitoring,
                "EBSByteBalance% EBSIOBalance%",
            ),
            (
                EC2,
                Value::Level,
                Every::Minute,
                "StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System StatusCheckFailed_AttachedEBS",
            ),
        ],
    ),
    space(
        "AWS/ApplicationELB",
        &[
            (
                BALANCER,
                Value::Count,
                Every::Minute,
                "HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count HTTPCode_ELB_5XX_Count HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count HTTPCode_ELB_504_Count HTTP_Fixed_Response_Count HTTP_Redirect_Count HTTP_Redirect_Url_Limit_Exceeded_Count ActiveConnectionCount NewConnectionCount RejectedConnectionCount ProcessedBytes ClientTLSNegotiationErrorCount RuleEvaluations ForwardedInvalidHeaderRequestCount",
            ),
            (
                BALANCER,
                Value::OfRequests,
                Every::Minute,
                "ConsumedLCUs PeakLCUs",
            ),
            (
                BEHIND,
                Value::Count,
                Every::Minute,
                "RequestCount HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count TargetConnectionErrorCount TargetTLSNegotiationErrorCount",
            ),
            (
                BEHIND,
                Value::OfRequests,
                Every::Minute,
                "TargetResponseTime",
            ),
            (GROUP, Value::Count, Every::Minute, "RequestCountPerTarget"),
            (
                GROUP,
                Value::Level,
                Every::Minute,
                "HealthyHostCount UnHealthyHostCount AnomalousHostCount MitigatedHostCount",
            ),
        ],
    ),
    Namespace {
        name: "AWS/RDS",
        across: true,
        only_in: None,
        parts: &[
            (
                &["DBInstanceIdentifier"],
                Value::Percent,
                Every::Minute,
                "CPUUtilization BurstBalance EBSByteBalance% EBSIOBalance%",
            ),
            (
                &["DBInstanceIdentifier"],
                Value::Level,
                Every::FiveMinutes,
                "CPUCreditBalance CPUCreditUsage CPUSurplusCreditBalance CPUSurplusCreditsCharged",
            ),
            (
                &["DBInstanceIdentifier"],
                Value::Level,
                Every::Minute,
                "BinLogDiskUsage CheckpointLag ConnectionAttempts DatabaseConnections DiskQueueDepth FreeableMemory FreeStorageSpace MaximumUsedTransactionIDs NetworkReceiveThroughput NetworkTransmitThroughput OldestReplicationSlotLag ReadIOPS ReadLatency ReadThroughput ReplicaLag ReplicationSlotDiskUsage SwapUsage TransactionLogsDiskUsage TransactionLogsGeneration WriteIOPS WriteLatency WriteThroughput DBLoad DBLoadCPU DBLoadNonCPU",
            ),
        ],
    },
    space(
        "AWS/AutoScaling",
        &[(
            &["AutoScalingGroupName"],
            Value::Level,
            Every::Minute,
            "GroupDesiredCapacity GroupInServiceCapacity GroupInServiceInstances GroupMaxSize GroupMinSize GroupPendingCapacity GroupPendingInstances GroupStandbyCapacity GroupStandbyInstances GroupTerminatingCapacity GroupTerminatingInstances GroupTotalCapacity GroupTotalInstances",
        )],
    ),
    space(
        "AWS/NATGateway",
        &[(
            &["NatGatewayId"],
            Value::Level,
            Every::Minute,
            "ActiveConnectionCount BytesInFromDestination BytesInFromSource BytesOutToDestination BytesOutToSource ConnectionAttemptCount ConnectionEstablishedCount ErrorPortAllocation IdleTimeoutCount PacketsDropCount PacketsInFromDestination PacketsInFromSource PacketsOutToDestination PacketsOutToSource PeakBytesPerSecond PeakPacketsPerSecond",
        )],
    ),
    space(
        "AWS/S3",
        &[
            (
                &["BucketName"],
                Value::Level,
                Every::Day,
                "BucketSizeBytes NumberOfObjects",
            ),
            (
                &["BucketName"],
                Value::Requested,
                Every::Minute,
                "4xxErrors 5xxErrors AllRequests BytesDownloaded BytesUploaded DeleteRequests FirstByteLatency GetRequests HeadRequests ListRequests PostRequests PutRequests TotalRequestLatency",
            ),
        ],
    ),
    space(
        "AWS/EFS",
        &[
            (
                &["FileSystemId"],
                Value::Percent,
                Every::Minute,
                "PercentIOLimit",
            ),
            (
                &["FileSystemId"],
                Value::Level,
                Every::Quarter,
                "StorageBytes",
            ),
            (
                &["FileSystemId"],
                Value::Level,
                Every::Minute,
                "BurstCreditBalance ClientConnections DataReadIOBytes DataWriteIOBytes MetadataIOBytes MeteredIOBytes PermittedThroughput TimeSinceLastSync TotalIOBytes",
            ),
        ],
    ),
    space(
        "AWS/EBS",
        &[
            (
                &["VolumeId"],
                Value::Percent,
                Every::Minute,
                "BurstBalance VolumeThroughputPercentage",
            ),
            (
                &["VolumeId"],
                Value::Level,
                Every::Minute,
                "VolumeAvgReadLatency VolumeAvgWriteLatency VolumeConsumedReadWriteOps VolumeIdleTime VolumeIOPSExceededCheck VolumeQueueLength VolumeReadBytes VolumeReadOps VolumeStalledIOCheck VolumeThroughputExceededCheck VolumeTotalReadTime VolumeTotalWriteTime VolumeWriteBytes VolumeWriteOps",
            ),
        ],
    ),
    Namespace {
        name: "AWS/ElastiCache",
        across: true,
        only_in: None,
        parts: &[
            (
                &["CacheClusterId"],
                Value::Percent,
                Every::Minute,
                "CPUUtilization EngineCPUUtilization DatabaseMemoryUsagePercentage DatabaseCapacityUsagePercentage",
            ),
            (
                &["CacheClusterId"],
                Value::Level,
                Every::Minute,
                "ActiveDefragHits AuthenticationFailures BytesUsedForCache CacheHitRate CacheHits CacheMisses CommandAuthorizationFailures CPUCreditBalance CPUCreditUsage CurrConnections CurrItems CurrVolatileItems DB0AverageTTL Evictions FreeableMemory GetTypeCmds GetTypeCmdsLatency HashBasedCmds IsMaster KeyAuthorizationFailures KeyBasedCmds MasterLinkHealthStatus MemoryFragmentationRatio NetworkBandwidthInAllowanceExceeded NetworkBandwidthOutAllowanceExceeded NetworkBytesIn NetworkBytesOut NewConnections Reclaimed ReplicationBytes ReplicationLag SaveInProgress SetTypeCmds SetTypeCmdsLatency StringBasedCmds SwapUsage TrafficManagementActive",
            ),
        ],
    },
    Namespace {
        name: "AWS/Lambda",
        across: true,
        only_in: None,
        parts: &[
            (
                &["FunctionName"],
                Value::Count,
                Every::Minute,
                "AsyncEventsDropped AsyncEventsReceived DeadLetterErrors DestinationDeliveryFailures Errors Invocations Throttles",
            ),
            (
                &["FunctionName"],
                Value::OfRequests,
                Every::Minute,
                "AsyncEventAge ConcurrentExecutions Duration IteratorAge",
            ),
        ],
    },
    Namespace {
        name: "AWS/Route53",
        across: false,
        only_in: Some("us-east-1"),
        parts: &[
            (
                &["HealthCheckId"],
                Value::Percent,
                Every::Minute,
                "HealthCheckPercentageHealthy",
            ),
            (
                &["HealthCheckId"],
                Value::Level,
                Every::Minute,
                "ChildHealthCheckHealthyCount ConnectionTime HealthCheckStatus SSLHandshakeTime TimeToFirstByte",
            ),
        ],
    },
    space(
        "AWS/WAFV2",
        &[(
            &["WebACL"],
            Value::Count,
            Every::Minute,
            "AllowedRequests BlockedRequests CountedRequests PassedRequests",
        )],
    ),
    Namespace {
        name: "AWS/Billing",
        across: false,
        only_in: Some("us-east-1"),
        parts: &[(
            &["Currency"],
            Value::Level,
            Every::SixHours,
            "EstimatedCharges",
        )],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_metric_of_a_namespace_is_there_twice() {
        for space in NAMESPACES {
            let mut names: Vec<_> = space.metrics().map(|it| it.name).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{}", space.name);
        }
    }

    #[test]
    fn memory_is_no_metric_of_ec2() {
        assert!(metric("AWS/EC2", "CPUUtilization").is_some());
        assert!(metric("AWS/EC2", "MemoryUtilization").is_none());
    }
}
