//! Logs: log groups, what is counted in them, and flow logs.

use crate::rules::table::topic;

topic! {
    "Logs":
    log_group_kept_forever,
    log_writer_without_role,
    log_role_not_permitted,
    metric_filter_invalid,
    flow_log_incomplete,
}
