//! The metrics that things of a drawing publish, by AWS's names.

use super::super::cloudwatch::Unit;

/// What a balancer publishes; the counts of errors only where there are any
/// (SIM-3).
pub(super) const BALANCER: &[(&str, Unit)] = &[
    ("RequestCount", Unit::Count),
    ("HTTPCode_ELB_3XX_Count", Unit::Count),
    ("HTTPCode_ELB_4XX_Count", Unit::Count),
    ("HTTPCode_ELB_5XX_Count", Unit::Count),
    ("HTTPCode_ELB_500_Count", Unit::Count),
    ("HTTPCode_ELB_502_Count", Unit::Count),
    ("HTTPCode_ELB_503_Count", Unit::Count),
    ("HTTPCode_ELB_504_Count", Unit::Count),
    ("HTTPCode_Target_2XX_Count", Unit::Count),
    ("HTTPCode_Target_3XX_Count", Unit::Count),
    ("HTTPCode_Target_4XX_Count", Unit::Count),
    ("HTTPCode_Target_5XX_Count", Unit::Count),
    ("TargetConnectionErrorCount", Unit::Count),
    ("TargetResponseTime", Unit::Seconds),
    ("NewConnectionCount", Unit::Count),
    ("ActiveConnectionCount", Unit::Count),
    ("ConsumedLCUs", Unit::Count),
    ("RuleEvaluations", Unit::Count),
    ("HTTP_Redirect_Count", Unit::Count),
    ("HTTP_Fixed_Response_Count", Unit::Count),
];

/// What a target group publishes for each zone as well (SLB-32).
pub(super) const HOSTS: [&str; 2] = ["HealthyHostCount", "UnHealthyHostCount"];

/// What a target group publishes.
pub(super) const POOL: &[(&str, Unit)] = &[
    ("HealthyHostCount", Unit::Count),
    ("UnHealthyHostCount", Unit::Count),
    ("RequestCount", Unit::Count),
    ("RequestCountPerTarget", Unit::Count),
    ("HTTPCode_Target_2XX_Count", Unit::Count),
    ("HTTPCode_Target_4XX_Count", Unit::Count),
    ("HTTPCode_Target_5XX_Count", Unit::Count),
    ("TargetConnectionErrorCount", Unit::Count),
    ("TargetResponseTime", Unit::Seconds),
    ("UnhealthyRoutingRequestCount", Unit::Count),
];

/// What a database publishes (SRD-15).
pub(super) const DATABASE: &[(&str, Unit)] = &[
    ("CPUUtilization", Unit::Percent),
    ("DatabaseConnections", Unit::Count),
    ("FreeStorageSpace", Unit::Bytes),
    ("FreeableMemory", Unit::Bytes),
    ("ReadLatency", Unit::Seconds),
    ("WriteLatency", Unit::Seconds),
    ("ReadIOPS", Unit::CountPerSecond),
    ("WriteIOPS", Unit::CountPerSecond),
    ("DiskQueueDepth", Unit::Count),
];

/// What a node of a cache publishes.
pub(super) const CACHE: [(&str, Unit); 4] = [
    ("CacheHits", Unit::Count),
    ("CacheMisses", Unit::Count),
    ("CacheHitRate", Unit::Percent),
    ("CurrItems", Unit::Count),
];

/// What a file system publishes. What metadata and the limit of operations
/// come to is not modelled. [EFS UG: CloudWatch metrics for Amazon EFS]
pub(super) const FILES: &[(&str, Unit)] = &[
    ("BurstCreditBalance", Unit::Bytes),
    ("ClientConnections", Unit::Count),
    ("DataReadIOBytes", Unit::Bytes),
    ("DataWriteIOBytes", Unit::Bytes),
    ("MeteredIOBytes", Unit::Bytes),
    ("PermittedThroughput", Unit::BytesPerSecond),
    ("TotalIOBytes", Unit::Bytes),
];

/// What a health check of Route 53 publishes.
pub(super) const CHECK: &[(&str, Unit)] = &[
    ("HealthCheckStatus", Unit::None),
    ("HealthCheckPercentageHealthy", Unit::Percent),
];

/// The sizes of a group (SAS-29).
pub(super) const SIZES: [&str; 8] = [
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
];
