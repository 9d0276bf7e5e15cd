//! CloudWatch alarms, and whom they call: topics, functions, and the scaling
//! policies that name them.

use super::function;
use super::metrics;
use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Alarm, Kind, MetricQuery, ResourceId};

/// What CloudFormation lets CloudWatch invoke functions by.
/// [CW UG: Invoke a Lambda function from an alarm]
const ALARMS: &str = "lambda.alarms.cloudwatch.amazonaws.com";

/// The most actions of one state (rulebook CWA-10).
const MOST_ACTIONS: usize = 5;

pub(super) fn write(w: &mut Writer, all: &[(&ResourceId, &Alarm)]) {
    for (id, alarm) in all {
        if let Err(why) = try_write(w, id, alarm) {
            w.omit(id, why);
        }
    }
    // Rulebook SCL-12: what no alarm calls does nothing.
    for (alarm, policies) in std::mem::take(&mut w.scaling) {
        if w.makes(&alarm) {
            continue;
        }
        for policy in policies {
            w.omit_part(
                &policy.group,
                format!("alarm of {}", policy.part),
                w.unmade(&alarm),
            );
        }
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, alarm: &Alarm) -> Result<(), Why> {
    let threshold =
        Value::number(&alarm.threshold).ok_or_else(|| Why::Malformed(alarm.threshold.clone()))?;
    let period = alarm.period;
    // Rulebook CWA-4.
    if !matches!(period, 10 | 20 | 30) && (period == 0 || !period.is_multiple_of(60)) {
        return Err(Why::Refused(
            "a period has 10, 20, 30 or a multiple of 60 seconds",
        ));
    }
    let evaluated = alarm.evaluation_periods.max(1);
    // Rulebook CWA-6.
    if u64::from(period) * u64::from(evaluated) > 7 * 86_400 {
        return Err(Why::Refused("an alarm looks back over seven days at most"));
    }
    let needed = alarm.datapoints_to_alarm.filter(|it| *it > 0);
    if needed.is_some_and(|it| it > evaluated) {
        // Rulebook CWA-5.
        return Err(Why::Refused(
            "it asks for more bad periods than it looks at",
        ));
    }
    let watched = match alarm.expression.trim() {
        "" => one_metric(w, id, alarm)?,
        _ => formula(w, id, alarm)?,
    };
    let (actions, called) = actions(w, id, "when in alarm", &alarm.actions);
    let (ok_actions, called_when_ok) = actions_when_ok(w, id, alarm);
    let policies: Vec<Value> = w
        .scaling
        .get(id)
        .into_iter()
        .flatten()
        .map(|policy| Value::reference(&policy.logical))
        .collect();
    let mut all = policies;
    all.extend(actions);
    if all.len() > MOST_ACTIONS {
        all.truncate(MOST_ACTIONS);
        w.omit_part(id, "when in alarm", Why::Refused(TOO_MANY));
    }
    // Up to 255 characters, which must be ASCII to stand in an ARN.
    // [API cloudwatch PutMetricAlarm]
    let takes = |char: char| (char.is_ascii_graphic() || char == ' ') && !"{}$:".contains(char);
    let name = names::adapt(w.name(id), takes, 255);
    let name = w.service_name("AWS::CloudWatch::Alarm", name);
    let properties = Fields::new().maybe("AlarmName", name);
    let properties = Fields([properties.0, watched.0].concat())
        .with("EvaluationPeriods", evaluated)
        .maybe("DatapointsToAlarm", needed)
        .with("ComparisonOperator", alarm.comparison.value())
        .with("Threshold", threshold)
        .with("TreatMissingData", alarm.missing_data.value())
        .list("AlarmActions", all)
        .list("OKActions", ok_actions)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::CloudWatch::Alarm", properties);
    let source = Value::attribute(w.id(id), "Arn");
    let mut functions = called;
    for function in called_when_ok {
        if !functions.contains(&function) {
            functions.push(function);
        }
    }
    for function in functions {
        function::permit(w, &function, id, ALARMS, source.clone());
    }
    Ok(())
}

const TOO_MANY: &str = "an alarm has five actions for a state at most";

/// The ARNs of topics and functions, and which functions are among them.
fn actions(
    w: &mut Writer,
    id: &ResourceId,
    part: &str,
    list: &[ResourceId],
) -> (Vec<Value>, Vec<ResourceId>) {
    let (mut arns, mut functions) = (Vec::new(), Vec::new());
    for target in list {
        let arn = if w.has(target, Kind::Topic) {
            Value::Ref(w.id(target))
        } else if w.has(target, Kind::Function) {
            Value::attribute(w.id(target), "Arn")
        } else {
            // Rulebook CWA-11: those of another Region are not heard either.
            w.omit_part(id, part, w.unmade(target));
            continue;
        };
        if arns.contains(&arn) {
            continue;
        }
        if arns.len() == MOST_ACTIONS {
            w.omit_part(id, part, Why::Refused(TOO_MANY));
            break;
        }
        if w.has(target, Kind::Function) {
            functions.push(target.clone());
        }
        arns.push(arn);
    }
    (arns, functions)
}

fn actions_when_ok(
    w: &mut Writer,
    id: &ResourceId,
    alarm: &Alarm,
) -> (Vec<Value>, Vec<ResourceId>) {
    actions(w, id, "when OK again", &alarm.ok_actions)
}

/// What one metric is told by: namespace, name and dimensions.
fn metric(
    w: &mut Writer,
    id: &ResourceId,
    watched: Option<&ResourceId>,
    namespace: &str,
    name: &str,
    given: &[(String, String)],
) -> Result<Fields, Why> {
    if !metrics::is_name(namespace) {
        return Err(Why::NothingChosen("a namespace"));
    }
    if !metrics::is_name(name) {
        return Err(Why::NothingChosen("a metric"));
    }
    let derived = match watched {
        Some(watched) => metrics::dimensions(w, watched, namespace, name)?,
        None => Vec::new(),
    };
    let region = w.region.map(|it| it.code);
    if metrics::is_global(namespace) && region != Some(metrics::HOME_OF_THE_GLOBAL) {
        // Rulebook CWA-16.
        w.omit_part(
            id,
            format!("metric {name}"),
            Why::Refused("only us-east-1 has metrics of this namespace, so the alarm never gets a value here"),
        );
    }
    Ok(Fields::new()
        .with("Namespace", namespace)
        .with("MetricName", name)
        .list("Dimensions", metrics::written(derived, given)))
}

fn given(alarm: &Alarm) -> Vec<(String, String)> {
    let well_formed = |text: &str, max: usize| (1..=max).contains(&text.chars().count());
    alarm
        .dimensions
        .iter()
        .map(|it| (it.name.trim().to_owned(), it.value.trim().to_owned()))
        .filter(|(name, value)| well_formed(name, 255) && well_formed(value, 1024))
        .collect()
}

fn one_metric(w: &mut Writer, id: &ResourceId, alarm: &Alarm) -> Result<Fields, Why> {
    let given = given(alarm);
    let metric = metric(
        w,
        id,
        alarm.watches.as_ref(),
        alarm.namespace.trim(),
        alarm.metric.trim(),
        &given,
    )?;
    let (key, statistic) = metrics::statistic(alarm.statistic.trim())
        .ok_or_else(|| Why::Malformed(alarm.statistic.clone()))?;
    Ok(metric.with(key, statistic).with("Period", alarm.period))
}

/// A formula and the metrics that it names.
/// [CFN TR: AWS::CloudWatch::Alarm MetricDataQuery]
fn formula(w: &mut Writer, id: &ResourceId, alarm: &Alarm) -> Result<Fields, Why> {
    let expression = alarm.expression.trim();
    if expression.chars().count() > 2048 {
        return Err(Why::Refused("a formula has 2,048 characters at most"));
    }
    let mut queries: Vec<Value> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for query in &alarm.metrics {
        let called = query.id.trim();
        if !is_query_id(called) {
            return Err(Why::Malformed(called.to_owned()));
        }
        if ids.contains(&called) {
            return Err(Why::Refused("two metrics of the formula have one name"));
        }
        ids.push(called);
        queries.push(one_of_several(w, id, alarm, query, called)?);
    }
    // CloudWatch takes the result of exactly one.
    let result = (1..)
        .map(|number| format!("e{number}"))
        .find(|name| !ids.contains(&name.as_str()))
        .unwrap_or_default();
    let formula = Fields::new()
        .with("Id", result)
        .with("Expression", expression)
        .with("ReturnData", true);
    queries.insert(0, formula.into());
    // [API cloudwatch PutMetricAlarm: Metrics]: ten metrics and a formula.
    if ids.is_empty() || ids.len() > 10 {
        return Err(Why::Refused("a formula names one to ten metrics"));
    }
    Ok(Fields::new().with("Metrics", queries))
}

fn one_of_several(
    w: &mut Writer,
    id: &ResourceId,
    alarm: &Alarm,
    query: &MetricQuery,
    called: &str,
) -> Result<Value, Why> {
    let or = |own: &str, other: &str| match own.trim() {
        "" => other.trim().to_owned(),
        own => own.to_owned(),
    };
    let namespace = or(&query.namespace, &alarm.namespace);
    let name = or(&query.metric, &alarm.metric);
    // The dimensions that were given are those of what the alarm watches.
    let given = match query.watches {
        Some(_) => Vec::new(),
        None => given(alarm),
    };
    let watched = query.watches.as_ref().or(alarm.watches.as_ref());
    let metric = metric(w, id, watched, &namespace, &name, &given)?;
    let (_, statistic) = metrics::statistic(query.statistic.trim())
        .ok_or_else(|| Why::Malformed(query.statistic.clone()))?;
    let stat = Fields::new()
        .with("Metric", metric)
        .with("Period", alarm.period)
        .with("Stat", statistic);
    Ok(Fields::new()
        .with("Id", called)
        .with("MetricStat", stat)
        .with("ReturnData", false)
        .into())
}

/// A small letter, then letters, digits and `_`.
/// [schema AWS::CloudWatch::Alarm MetricDataQuery Id]
fn is_query_id(text: &str) -> bool {
    text.len() <= 255
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_')
}
