//! Watching: alarms and dashboards, and whether what they watch ever has a
//! value.

mod metric;

use crate::rules::table::topic;

topic! {
    "Alarms and dashboards":
    alarm_incomplete,
    alarm_formula_invalid,
    alarm_period_invalid,
    alarm_window_invalid,
    alarm_threshold_invalid,
    alarm_statistic_invalid,
    alarm_without_data,
    alarm_in_another_region,
    alarm_on_memory,
    alarm_on_group_metrics_off,
    alarm_on_group_member,
    alarm_faster_than_its_metric,
    alarm_count_not_summed,
    alarm_undecided_without_events,
    alarm_without_action,
    alarm_actions_too_many,
    alarm_calls_another_region,
    billing_alarm_without_alerts,
    dashboard_empty,
    dashboard_without_data,
}
