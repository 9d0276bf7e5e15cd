//! What an alarm or a dashboard measures, and whether that ever has a value.

use crate::aws::metrics::{self, Metric, Value};
use crate::architecture::*;
use crate::rules::context::Context;

/// A metric as somebody asks for it.
#[derive(Clone, Copy)]
pub struct Measured<'a> {
    /// Its namespace.
    pub namespace: &'a str,
    /// Its name.
    pub metric: &'a str,
    /// The thing that it is of.
    pub of: Option<&'a ResourceId>,
    /// Dimensions that were typed.
    pub dimensions: &'a [Dimension],
}

/// What an alarm measures: its metric, or those of its formula.
pub fn measured(alarm: &Alarm) -> Vec<Measured<'_>> {
    if alarm.expression.trim().is_empty() {
        let metric = alarm.metric.trim();
        return (!metric.is_empty())
            .then(|| Measured {
                namespace: alarm.namespace.trim(),
                metric,
                of: alarm.watches.as_ref(),
                dimensions: &alarm.dimensions,
            })
            .into_iter()
            .collect();
    }
    let queries = alarm.metrics.iter().filter(|it| !it.metric.trim().is_empty());
    queries
        .map(|it| {
            let own = it.namespace.trim();
            Measured {
                namespace: if own.is_empty() { alarm.namespace.trim() } else { own },
                metric: it.metric.trim(),
                of: it.watches.as_ref().or(alarm.watches.as_ref()),
                dimensions: &alarm.dimensions,
            }
        })
        .collect()
}

/// AWS's metric, where it is one.
pub fn known(it: Measured<'_>) -> Option<Metric> {
    metrics::metric(it.namespace, it.metric)
}

/// The dimension by which CloudWatch names a thing of this kind.
pub const fn dimension_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Instance => "InstanceId",
        Kind::AutoScalingGroup => "AutoScalingGroupName",
        Kind::LoadBalancer => "LoadBalancer",
        Kind::TargetGroup => "TargetGroup",
        Kind::Database => "DBInstanceIdentifier",
        Kind::NatGateway => "NatGatewayId",
        Kind::Bucket => "BucketName",
        Kind::FileSystem => "FileSystemId",
        Kind::Volume => "VolumeId",
        Kind::Cache => "CacheClusterId",
        Kind::Function => "FunctionName",
        Kind::HealthCheck => "HealthCheckId",
        Kind::WebAcl => "WebACL",
        _ => "",
    }
}

/// Whether a name speaks of memory or of the space on a disk, which nobody
/// outside an instance can see (rulebook CWA-14).
pub fn needs_an_agent(it: Measured<'_>) -> bool {
    let name = it.metric.to_ascii_lowercase();
    it.namespace == "AWS/EC2"
        && known(it).is_none()
        && ["mem", "swap", "disk_used", "diskspace", "disk_free"].iter().any(|word| name.contains(word))
}

/// Why a metric has no value, ever; in words that follow its name. Nothing
/// where it has some, or where nobody can know: programs publish metrics of
/// any name into namespaces of their own.
pub fn silence(context: &Context<'_, '_>, it: Measured<'_>, region: Option<&str>) -> Option<String> {
    if needs_an_agent(it) {
        return None;
    }
    match metrics::namespace(it.namespace) {
        Some(space) => silence_of_aws(context, it, space, region),
        None => silence_of_filters(context, it, region),
    }
}

fn silence_of_aws(context: &Context<'_, '_>, it: Measured<'_>, space: &metrics::Namespace, region: Option<&str>) -> Option<String> {
    let Some(metric) = space.called(it.metric) else {
        return Some(format!("is no metric of {}{}", it.namespace, similar(it)));
    };
    // A template leaves out a dimension without a value.
    let typed = it.dimensions.iter().any(|typed| metric.by.contains(&typed.name.trim()) && !typed.value.trim().is_empty());
    let Some(of) = it.of else {
        // The typed ones are the learner's word.
        if typed || space.only_in.is_some() {
            return None;
        }
        if space.across {
            return lonely(context, metric, region);
        }
        return Some(format!(
            "is counted for each {} alone, and nothing is chosen to be watched",
            metric.by.join(" or "),
        ));
    };
    // What is gone is told as such.
    let kind = context.architecture.kind_of(of)?;
    let dimension = dimension_of(kind);
    if !metric.by.contains(&dimension) && !typed {
        return Some(format!(
            "is counted by {}, and {} is {}",
            metric.by.join(" or "),
            context.name(of),
            kind.with_article(),
        ));
    }
    (metric.value == Value::Requested).then(|| {
        format!("is published only with request metrics switched on for {}, which is not modelled here", context.name(of))
    })
}

/// Why a metric of all things of a kind together has no value: there is none of
/// them in the Region.
fn lonely(context: &Context<'_, '_>, metric: Metric, region: Option<&str>) -> Option<String> {
    let counted = context.architecture.resources().any(|(id, it)| {
        let home = context.region_of(id);
        let near = home.is_none() || region.is_none() || home == region;
        metric.by.contains(&dimension_of(it.kind())) && near
    });
    (!counted).then(|| format!("is counted by {}, and nothing here has one", metric.by.join(" or ")))
}

/// Whether somebody writes into a log group, as far as the drawing says: who is
/// named, a trail, a flow log. Into groups of /aws/ services write by
/// themselves.
fn is_written(context: &Context<'_, '_>, id: &ResourceId, group: &LogGroup) -> bool {
    let of_a_service = group.log_group_name.trim().starts_with("/aws/");
    of_a_service
        || !group.written_by.is_empty()
        || context.all::<Trail>().any(|(_, it)| it.log_group.as_ref() == Some(id))
        || context.all::<FlowLog>().any(|(_, it)| it.log_group.as_ref() == Some(id))
}

/// What may have been meant.
fn similar(it: Measured<'_>) -> String {
    let same = |name: &str| name.eq_ignore_ascii_case(it.metric);
    let own = metrics::namespace(it.namespace);
    if let Some(metric) = own.and_then(|space| space.metrics().find(|it| same(it.name))) {
        return format!("; it is called {}", metric.name);
    }
    let mut others = metrics::NAMESPACES.iter();
    let other = others.find(|space| space.metrics().any(|it| same(it.name)));
    other.map_or(String::new(), |space| format!("; {} has one of that name", space.name))
}

fn silence_of_filters(context: &Context<'_, '_>, it: Measured<'_>, region: Option<&str>) -> Option<String> {
    let mut of_the_namespace = false;
    let mut elsewhere = None;
    let mut unwritten = None;
    for (id, group) in context.all::<LogGroup>() {
        for filter in &group.metric_filters {
            if filter.namespace.trim() != it.namespace {
                continue;
            }
            of_the_namespace = true;
            if filter.metric.trim() != it.metric {
                continue;
            }
            let home = context.region_of(id);
            if home.is_some() && region.is_some() && home != region {
                elsewhere = home;
                continue;
            }
            // Not even a default value is written where no line arrives
            // (rulebook CWLG-6).
            if !is_written(context, id, group) {
                unwritten = Some(id);
                continue;
            }
            // A filter of a log group writes no dimensions here.
            return (it.of.is_some() || !it.dimensions.is_empty()).then(|| {
                format!("is written by a metric filter of {} without any dimension, and a metric with one is another metric", context.name(id))
            });
        }
    }
    if let Some(home) = elsewhere {
        return Some(format!("is written in {home}, and metrics stay in their Region"));
    }
    if let Some(id) = unwritten {
        return Some(format!("is made by a metric filter of {}, and nobody writes into that log group", context.name(id)));
    }
    of_the_namespace.then(|| format!("is made by none of the metric filters that write into {}", it.namespace))
}

/// The three tiers with a topic that somebody hears, and an alarm on the CPU
/// of the group, changed.
#[cfg(test)]
pub fn watched(change: impl FnOnce(&mut Alarm)) -> crate::rules::testing::Sketch {
    use crate::rules::testing::{ids, three_tiers, to};
    let topic = Topic {
        region: to("region-1"),
        subscriptions: vec![Subscription {
            endpoint: "rahul@notebookly.com".to_owned(),
            confirmed: true,
            ..Subscription::default()
        }],
        ..Topic::default()
    };
    let mut alarm = Alarm {
        region: to("region-1"),
        watches: to("asg-1"),
        actions: ids(&["topic-1"]),
        ..Alarm::default()
    };
    change(&mut alarm);
    three_tiers().add("topic-1", "alerts", topic).add("alarm-1", "high-cpu", alarm)
}
