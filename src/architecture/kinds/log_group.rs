//! A log group of CloudWatch Logs.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::MetricFilter;

/// Rulebook CWLG-2.
const RETENTION: &[Choice] = &[
    Choice { value: "", label: "for ever" },
    Choice { value: "1", label: "1 day" },
    Choice { value: "3", label: "3 days" },
    Choice { value: "5", label: "5 days" },
    Choice { value: "7", label: "1 week" },
    Choice { value: "14", label: "2 weeks" },
    Choice { value: "30", label: "30 days" },
    Choice { value: "60", label: "60 days" },
    Choice { value: "90", label: "90 days" },
    Choice { value: "120", label: "120 days" },
    Choice { value: "150", label: "150 days" },
    Choice { value: "180", label: "180 days" },
    Choice { value: "365", label: "1 year" },
    Choice { value: "400", label: "400 days" },
    Choice { value: "545", label: "545 days" },
    Choice { value: "731", label: "2 years" },
    Choice { value: "1096", label: "3 years" },
    Choice { value: "1827", label: "5 years" },
    Choice { value: "2192", label: "6 years" },
    Choice { value: "2557", label: "7 years" },
    Choice { value: "2922", label: "8 years" },
    Choice { value: "3288", label: "9 years" },
    Choice { value: "3653", label: "10 years" },
];

declare! {
    /// A log group keeps lines of text that programs and services write, and
    /// counts those that match its filters. [CWL UG: Log groups]
    LogGroup = KindInfo::new("log-group", "Log group", "AWS::Logs::LogGroup")
        .category(Category::Management)
        .icon("log-group")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateLogGroup", "DeleteLogGroup")
        .tagged(Tagging::LOGS)
        .first_name("logs")
        .keywords("cloudwatch logs text lines filter");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// Its name, such as /notebookly/app; empty for the one it has here.
    log_group_name: String = String::new()
        => Property::text("Log group name", "LogGroupName", "/notebookly/app").fixed();

    /// How long lines are kept.
    retention_days: String = String::new()
        => Property::choice("Retention", "RetentionInDays", RETENTION).via("PutRetentionPolicy");

    /// Which servers write into it, with the CloudWatch agent and a role that
    /// permits it. Ours, not AWS's: it is the agent's configuration.
    written_by: Vec<ResourceId> = Vec::new()
        => Property::references("Written by", "", &[
            Kind::Instance, Kind::LaunchTemplate, Kind::Function,
        ]);

    /// Patterns whose matches become a metric.
    metric_filters: Vec<MetricFilter> = Vec::new()
        => Property::rows("Metric filters", "MetricFilter", &MetricFilter::ROW)
            .added_by("PutMetricFilter")
            .removed_by("DeleteMetricFilter");
}
