//! Log groups and their metric filters.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{LogGroup, MetricFilter, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, group: &LogGroup) {
    // Rulebook CWLG-1.
    let takes = |char: char| char.is_ascii_alphanumeric() || ".-_/#".contains(char);
    let wanted = match group.log_group_name.trim() {
        "" => w.name(id),
        name => name,
    };
    let name = names::adapt(wanted, takes, 512);
    if name.as_deref() != Some(wanted) && !group.log_group_name.trim().is_empty() {
        w.omit_part(id, "log group name", Why::Malformed(wanted.to_owned()));
    }
    let name = w.service_name("AWS::Logs::LogGroup", name);
    let days = group.retention_days.trim().parse::<u16>().ok();
    let properties = Fields::new()
        .maybe("LogGroupName", name)
        .maybe("RetentionInDays", days)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::Logs::LogGroup", properties);
    for (index, filter) in group.metric_filters.iter().enumerate() {
        if let Err(why) = write_filter(w, id, filter) {
            w.omit_part(id, format!("metric filter {}", index + 1), why);
        }
    }
}

fn write_filter(w: &mut Writer, id: &ResourceId, filter: &MetricFilter) -> Result<(), Why> {
    // Rulebook CWLG-5.
    if filter.pattern.chars().count() > 1024 {
        return Err(Why::Refused("a pattern has 1,024 characters at most"));
    }
    let metric = filter.metric.trim();
    if metric.is_empty() {
        return Err(Why::NothingChosen("a metric"));
    }
    // The forms are those of [schema AWS::Logs::MetricFilter].
    if metric.len() > 255 || !metric.is_ascii() || metric.contains([':', '*', '$']) {
        return Err(Why::Malformed(metric.to_owned()));
    }
    let namespace = filter.namespace.trim();
    let takes = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte);
    if !(1..=256).contains(&namespace.len())
        || !namespace.bytes().all(takes)
        || namespace.starts_with("AWS/")
    {
        return Err(Why::Malformed(namespace.to_owned()));
    }
    let counts = filter.value.trim();
    let number = counts.parse::<f64>().is_ok_and(f64::is_finite)
        && !counts.contains(['e', 'E']);
    if counts.len() > 100 || !number && !counts.starts_with('$') {
        return Err(Why::Malformed(counts.to_owned()));
    }
    let default = match filter.default.trim() {
        "" => None,
        text => Some(Value::number(text).ok_or_else(|| Why::Malformed(text.to_owned()))?),
    };
    let transformation = Fields::new()
        .with("MetricNamespace", namespace)
        .with("MetricName", metric)
        .with("MetricValue", counts)
        .maybe("DefaultValue", default);
    let properties = Fields::new()
        .with("LogGroupName", Value::Ref(w.id(id)))
        .with("FilterPattern", filter.pattern.as_str())
        .with("MetricTransformations", vec![Value::from(transformation)]);
    let label: String = names::camel(metric).chars().take(60).collect();
    let logical = w.part_id(id, &format!("{label}Filter"));
    w.add_part(logical, "AWS::Logs::MetricFilter", properties);
    Ok(())
}
