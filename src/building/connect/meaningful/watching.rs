//! Connections of the control room: what an alarm or a dashboard watches, whom
//! an alarm tells, who writes into which log.

use super::{Answer, already, done, on_template};
use crate::architecture::{
    Alarm, AlarmComparison, Architecture, Budget, BudgetNotification, Dashboard, Edit, FlowLog,
    Kind, LogGroup, ResourceId, Subscription, SubscriptionProtocol, Topic, Trail, Widget,
};

/// What of a kind is watched first: its namespace, a metric, how the values of
/// a period become one, and when the value is bad.
struct Metric {
    namespace: &'static str,
    name: &'static str,
    statistic: &'static str,
    comparison: AlarmComparison,
    threshold: &'static str,
}

const fn metric(namespace: &'static str, name: &'static str, statistic: &'static str) -> Metric {
    Metric {
        namespace,
        name,
        statistic,
        comparison: AlarmComparison::Greater,
        threshold: "0",
    }
}

const fn beyond(threshold: &'static str, metric: Metric) -> Metric {
    Metric {
        threshold,
        ..metric
    }
}

/// The metric that an alarm for a kind begins with; another can be chosen in
/// the inspector. [EC2 UG, ALB UG, RDS UG, VPC UG, S3 UG, EFS UG, EBS UG,
/// ElastiCache UG, Lambda DG, R53 DG, WAF DG: CloudWatch metrics]
fn first_metric(kind: Kind) -> Option<Metric> {
    Some(match kind {
        Kind::Instance | Kind::AutoScalingGroup => {
            beyond("80", metric("AWS/EC2", "CPUUtilization", "Average"))
        }
        Kind::LoadBalancer => metric("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum"),
        Kind::TargetGroup => metric("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum"),
        Kind::Database => beyond("80", metric("AWS/RDS", "CPUUtilization", "Average")),
        Kind::NatGateway => metric("AWS/NATGateway", "ErrorPortAllocation", "Sum"),
        Kind::Bucket => metric("AWS/S3", "BucketSizeBytes", "Average"),
        Kind::FileSystem => beyond("80", metric("AWS/EFS", "PercentIOLimit", "Maximum")),
        Kind::Volume => beyond("1", metric("AWS/EBS", "VolumeQueueLength", "Average")),
        Kind::Cache => beyond("80", metric("AWS/ElastiCache", "CPUUtilization", "Average")),
        Kind::Function => metric("AWS/Lambda", "Errors", "Sum"),
        // 1 is healthy, 0 is not.
        Kind::HealthCheck => Metric {
            comparison: AlarmComparison::Less,
            ..beyond("1", metric("AWS/Route53", "HealthCheckStatus", "Minimum"))
        },
        Kind::WebAcl => metric("AWS/WAFV2", "BlockedRequests", "Sum"),
        _ => return None,
    })
}

/// An alarm watches a thing, by the metric that it has or by the first of the
/// thing's own.
pub fn watch(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let alarm: &Alarm = architecture.find(from)?;
    let first = first_metric(architecture.kind_of(to)?)?;
    if alarm.watches.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    let fits = alarm.namespace == first.namespace && !alarm.metric.is_empty();
    let formula = !alarm.expression.is_empty();
    let mut edits = vec![Edit::set(from, "watches", to)];
    let named = if formula {
        "the formula".to_owned()
    } else if fits {
        alarm.metric.clone()
    } else {
        edits.extend([
            Edit::set(from, "namespace", first.namespace),
            Edit::set(from, "metric", first.name),
            Edit::set(from, "statistic", first.statistic),
            Edit::set(from, "comparison", first.comparison.value()),
            Edit::set(from, "threshold", first.threshold),
        ]);
        first.name.to_owned()
    };
    done(
        format!(
            "Let {} watch {named} of {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        edits,
    )
}

/// An alarm tells a topic, or calls a function, when it goes off.
pub fn act(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let alarm: &Alarm = architecture.find(from)?;
    if alarm.actions.contains(to) {
        return Some(Err(already(architecture, from, to)));
    }
    let verb = match architecture.kind_of(to)? {
        Kind::Function => "call",
        _ => "tell",
    };
    done(
        format!(
            "Let {} {verb} {} when it goes off",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::insert(from, "actions", alarm.actions.len(), to)],
    )
}

/// A dashboard shows a metric of a thing.
pub fn show(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let dashboard: &Dashboard = architecture.find(from)?;
    let first = first_metric(architecture.kind_of(to)?)?;
    let held = |widget: &Widget| widget.watches.as_ref() == Some(to) && widget.metric == first.name;
    if dashboard.widgets.iter().any(held) {
        return Some(Err(already(architecture, from, to)));
    }
    let name = architecture.name_of(to);
    let widget = Widget {
        title: format!("{} of {name}", first.name),
        watches: Some(to.clone()),
        namespace: first.namespace.to_owned(),
        metric: first.name.to_owned(),
        statistic: first.statistic.to_owned(),
        // S3 measures sizes once a day. [S3 UG: CloudWatch metrics]
        period: if first.namespace == "AWS/S3" {
            86_400
        } else {
            300
        },
        ..Widget::default()
    };
    done(
        format!(
            "Show {} of {name} on {}",
            first.name,
            architecture.name_of(from)
        ),
        vec![Edit::insert(
            from,
            "widgets",
            dashboard.widgets.len(),
            widget,
        )],
    )
}

/// A topic passes its messages to a function.
pub fn subscribe(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let topic: &Topic = architecture.find(from)?;
    let held = |it: &Subscription| it.function.as_ref() == Some(to);
    if topic.subscriptions.iter().any(held) {
        return Some(Err(already(architecture, from, to)));
    }
    let subscription = Subscription {
        protocol: SubscriptionProtocol::Lambda,
        function: Some(to.clone()),
        ..Subscription::default()
    };
    done(
        format!(
            "Subscribe {} to {}",
            architecture.name_of(to),
            architecture.name_of(from)
        ),
        vec![Edit::insert(
            from,
            "subscriptions",
            topic.subscriptions.len(),
            subscription,
        )],
    )
}

/// A budget tells a topic: its first notification that tells none yet, or a
/// new one.
pub fn notify(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let budget: &Budget = architecture.find(from)?;
    let rows = &budget.notifications;
    if rows.iter().any(|it| it.topic.as_ref() == Some(to)) {
        return Some(Err(already(architecture, from, to)));
    }
    let free = rows.iter().position(|it| it.topic.is_none());
    let mut row = free.map_or_else(BudgetNotification::default, |place| rows[place].clone());
    row.topic = Some(to.clone());
    let unit = if row.unit == "PERCENTAGE" {
        " %"
    } else {
        " USD"
    };
    let label = format!(
        "Let {} tell {} above {}{unit}",
        architecture.name_of(from),
        architecture.name_of(to),
        row.threshold
    );
    let put = |index: usize| Edit::insert(from, "notifications", index, row);
    let edits = match free {
        Some(index) => vec![Edit::remove(from, "notifications", index), put(index)],
        None => vec![put(rows.len())],
    };
    done(label, edits)
}

/// A trail writes into a bucket or, in addition, into a log group.
pub fn record(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let trail: &Trail = architecture.find(from)?;
    let (property, now) = match architecture.kind_of(to)? {
        Kind::Bucket => ("bucket", &trail.bucket),
        _ => ("log_group", &trail.log_group),
    };
    if now.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        write_into(architecture, from, to),
        vec![Edit::set(from, property, to)],
    )
}

/// A flow log that writes nowhere yet gets its log group; AWS fixes it at
/// creation. [VPC UG: Flow log basics]
pub fn keep_flows(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let log: &FlowLog = architecture.find(from)?;
    match &log.log_group {
        Some(now) if now == to => Some(Err(already(architecture, from, to))),
        Some(now) => super::missing(format!(
            "{} writes into {}, and AWS cannot change that: make another flow log.",
            architecture.name_of(from),
            architecture.name_of(now)
        )),
        None => done(
            write_into(architecture, from, to),
            vec![Edit::set(from, "log_group", to)],
        ),
    }
}

/// The programs on a server, or a function, write into a log group.
pub fn write_logs(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let group: &LogGroup = architecture.find(to)?;
    let writes = |writer: &ResourceId| {
        if group.written_by.contains(writer) {
            return Err(already(architecture, from, to));
        }
        Ok(super::Connection {
            label: write_into(architecture, from, to),
            edits: vec![Edit::insert(
                to,
                "written_by",
                group.written_by.len(),
                writer,
            )],
        })
    };
    if architecture.kind_of(from) == Some(Kind::AutoScalingGroup) {
        return on_template(architecture, from, |_, template| writes(template));
    }
    Some(writes(from))
}

fn write_into(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> String {
    format!(
        "Let {} write into {}",
        architecture.name_of(from),
        architecture.name_of(to)
    )
}
