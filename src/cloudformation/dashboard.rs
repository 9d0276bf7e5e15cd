//! Dashboards. Their body is JSON in a text, in which CloudFormation puts the
//! names of things. [CW API: Dashboard body structure and syntax]

use super::iam_group::ONCE;
use super::metrics;
use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Dashboard, ResourceId, Widget, WidgetView};

/// The size of a widget; a row is 24 wide.
const WIDTH: usize = 12;
const HEIGHT: usize = 6;

pub(super) fn write(w: &mut Writer, id: &ResourceId, dashboard: &Dashboard) {
    if !w.first {
        return w.omit(id, Why::Refused(ONCE));
    }
    // Those of one title share a widget, in the order of their first.
    let mut widgets: Vec<(&Widget, Vec<String>)> = Vec::new();
    for (index, widget) in dashboard.widgets.iter().enumerate() {
        let metric = match metric(w, widget) {
            Ok(metric) => metric,
            Err(why) => {
                w.omit_part(id, format!("metric {}", index + 1), why);
                continue;
            }
        };
        let shared = widgets.iter_mut().find(|(first, _)| {
            first.title == widget.title && region(first) == region(widget)
        });
        match shared {
            Some((_, metrics)) => metrics.push(metric),
            None => widgets.push((widget, vec![metric])),
        }
    }
    let widgets: Vec<String> = widgets
        .iter()
        .enumerate()
        .map(|(index, (first, metrics))| body(index, first, metrics))
        .collect();
    // Letters, digits, `-` and `_`. [API cloudwatch PutDashboard]
    let takes = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    let name = names::adapt(w.name(id), takes, 255);
    let name = w.global_name("AWS::CloudWatch::Dashboard", name);
    let body = format!("{{\"widgets\":[{}]}}", widgets.join(","));
    let body = match body.contains("${") {
        true => Value::Sub(body),
        false => body.into(),
    };
    let properties = Fields::new()
        .maybe("DashboardName", name)
        .with("DashboardBody", body)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::CloudWatch::Dashboard", properties);
}

/// The Region of a widget's metrics.
fn region(widget: &Widget) -> &'static str {
    match metrics::is_global(widget.namespace.trim()) {
        true => metrics::HOME_OF_THE_GLOBAL,
        false => "${AWS::Region}",
    }
}

fn body(index: usize, first: &Widget, metrics: &[String]) -> String {
    let view = match first.view {
        WidgetView::Line => "timeSeries",
        WidgetView::Number => "singleValue",
    };
    let title = match first.title.trim() {
        "" => String::new(),
        title => format!("\"title\":{},", text(title)),
    };
    format!(
        concat!(
            "{{\"type\":\"metric\",\"x\":{},\"y\":{},\"width\":{},\"height\":{},",
            "\"properties\":{{{}\"view\":\"{}\",\"region\":\"{}\",\"metrics\":[{}]}}}}"
        ),
        index % 2 * WIDTH,
        index / 2 * HEIGHT,
        WIDTH,
        HEIGHT,
        title,
        view,
        region(first),
        metrics.join(",")
    )
}

/// One metric: namespace, name, dimensions, and how it is drawn.
fn metric(w: &Writer, widget: &Widget) -> Result<String, Why> {
    let (namespace, name) = (widget.namespace.trim(), widget.metric.trim());
    if !metrics::is_name(namespace) {
        return Err(Why::NothingChosen("a namespace"));
    }
    if !metrics::is_name(name) {
        return Err(Why::NothingChosen("a metric"));
    }
    let (_, statistic) = metrics::statistic(widget.statistic.trim())
        .ok_or_else(|| Why::Malformed(widget.statistic.clone()))?;
    let dimensions = match &widget.watches {
        Some(watched) => metrics::dimensions(w, watched, namespace, name)?,
        None => Vec::new(),
    };
    let mut parts = vec![text(namespace), text(name)];
    for (name, value) in dimensions {
        parts.push(text(name));
        parts.push(reference(&value));
    }
    // A period is a multiple of 60 seconds here. [CW API: Dashboard body]
    let period = (widget.period / 60).max(1) * 60;
    parts.push(format!(
        "{{\"stat\":{},\"period\":{period}}}",
        text(statistic)
    ));
    Ok(format!("[{}]", parts.join(",")))
}

/// A text in JSON, in which `Fn::Sub` and dynamic references find nothing.
fn text(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('$', "\\u0024")
        .replace('{', "\\u007b")
}

/// A value that CloudFormation puts in.
fn reference(value: &Value) -> String {
    match value {
        Value::Ref(id) => format!("\"${{{id}}}\""),
        Value::GetAtt(id, attribute) => format!("\"${{{id}.{attribute}}}\""),
        Value::Sub(text) => format!("\"{text}\""),
        Value::Text(plain) => text(plain),
        // Dimensions have no other values.
        _ => "\"\"".to_owned(),
    }
}
