//! The second lines of what stands around the network: what an alarm watches
//! for, who may put a role on, where a trail writes.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::architecture::{
    Alarm, Architecture, Budget, Choice, HealthCheck, IamUser, Kind, LogGroup, Properties,
    PropertyType, ResourceId, Subnet, Topic, Volume,
};

/// The kinds whose second line names another, so that a new name of that one
/// is a new line for them.
pub const NAMING: &[Kind] = &[Kind::Trail, Kind::FlowLog, Kind::Volume, Kind::Cache];

/// What one of these says beside its name; `None` where the kind is another.
pub fn line(architecture: &Architecture, name: &str, properties: &Properties) -> Option<String> {
    let arrow = |to: &Option<ResourceId>| match to {
        Some(to) => format!("→ {}", architecture.name_of(to)),
        None => String::new(),
    };
    Some(match properties {
        Properties::Account(account) => {
            let mfa = if account.root_mfa { "on" } else { "off" };
            format!("{} · root MFA {mfa}", account.number)
        }
        Properties::IamUser(user) => person(user),
        Properties::IamRole(role) => trusted(&role.trust_policy),
        Properties::IamPolicy(policy) => statements(&policy.document),
        Properties::Certificate(it) if it.domain == name => String::new(),
        Properties::Certificate(it) => it.domain.clone(),
        Properties::Secret(secret) => match secret.rotation_days {
            Some(1) => "changes every day".to_owned(),
            Some(days) => format!("changes every {days} days"),
            None => String::new(),
        },
        Properties::HealthCheck(check) => asks(check),
        Properties::Alarm(alarm) => condition(alarm),
        Properties::Dashboard(dashboard) => {
            let titles = dashboard.widgets.iter().map(|it| it.title.as_str());
            match titles.collect::<BTreeSet<_>>().len() {
                0 => "empty".to_owned(),
                1 => "1 widget".to_owned(),
                many => format!("{many} widgets"),
            }
        }
        Properties::LogGroup(group) => retention(group),
        Properties::FlowLog(log) => arrow(&log.log_group),
        Properties::Topic(topic) => subscribers(topic),
        Properties::Function(function) => {
            chosen(Kind::Function, "runtime", &function.runtime).to_owned()
        }
        Properties::Trail(trail) if !trail.logging => "stopped".to_owned(),
        Properties::Trail(trail) if trail.bucket.is_none() => "no bucket yet".to_owned(),
        Properties::Trail(trail) => arrow(&trail.bucket),
        Properties::Volume(volume) => disk(architecture, volume),
        Properties::Snapshot(snapshot) => match snapshot.age_days {
            0 => format!("{} GiB", snapshot.size),
            1 => format!("{} GiB, 1 day old", snapshot.size),
            days => format!("{} GiB, {days} days old", snapshot.size),
        },
        Properties::Budget(budget) => limit(budget),
        Properties::Cache(cache) => {
            let zones: BTreeSet<&str> = (cache.subnets.iter())
                .filter_map(|subnet| architecture.find::<Subnet>(subnet))
                .map(|subnet| subnet.zone.as_str())
                .collect();
            let nodes = match cache.nodes {
                1 => "1 node".to_owned(),
                many => format!("{many} nodes"),
            };
            match zones.len() {
                _ if !cache.multi_az || cache.nodes < 2 => nodes,
                0 | 1 => format!("{nodes} in 1 AZ"),
                many => format!("{nodes} in {} AZs", many.min(usize::from(cache.nodes))),
            }
        }
        _ => return None,
    })
}

/// What the form calls a value of a list.
fn chosen<'a>(kind: Kind, property: &str, value: &'a str) -> &'a str {
    let choices: &[Choice] = match kind.info().property(property).map(|it| it.value) {
        Some(PropertyType::Choice(choices) | PropertyType::Suggested(choices)) => choices,
        _ => &[],
    };
    let choice = choices.iter().find(|choice| choice.value == value);
    choice.map_or(value, |choice| choice.label)
}

fn person(user: &IamUser) -> String {
    match (user.console, user.mfa, user.access_keys.len()) {
        (true, true, _) => "MFA".to_owned(),
        (true, false, _) => "no MFA".to_owned(),
        (false, _, 0) => String::new(),
        (false, _, 1) => "1 key".to_owned(),
        (false, _, many) => format!("{many} keys"),
    }
}

/// The statements of a policy, as far as it can be read.
fn statements_of(policy: &str) -> Option<Vec<Value>> {
    let policy: Value = serde_json::from_str(policy).ok()?;
    match policy.get("Statement")? {
        Value::Array(all) => Some(all.clone()),
        one => Some(vec![one.clone()]),
    }
}

fn statements(policy: &str) -> String {
    match statements_of(policy).map(|all| all.len()) {
        _ if policy.trim().is_empty() => "empty".to_owned(),
        None => "not readable".to_owned(),
        Some(1) => "1 statement".to_owned(),
        Some(many) => format!("{many} statements"),
    }
}

/// Whom a trust policy lets put the role on.
fn trusted(policy: &str) -> String {
    let mut who: BTreeSet<String> = BTreeSet::new();
    for statement in statements_of(policy).unwrap_or_default() {
        if statement.get("Effect").and_then(Value::as_str) != Some("Allow") {
            continue;
        }
        match statement.get("Principal") {
            Some(Value::String(all)) if all == "*" => _ = who.insert("everybody".to_owned()),
            Some(Value::Object(kinds)) => {
                for (kind, named) in kinds {
                    let all: Vec<&str> = match named {
                        Value::String(one) => vec![one],
                        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
                        _ => Vec::new(),
                    };
                    for one in all {
                        who.insert(match (kind.as_str(), one) {
                            (_, "*") => "everybody".to_owned(),
                            ("Service", service) => short(service).to_owned(),
                            ("AWS", _) => "accounts".to_owned(),
                            _ => "sign-in from outside".to_owned(),
                        });
                    }
                }
            }
            _ => {}
        }
    }
    match who.len() {
        0 => "nobody".to_owned(),
        1..=2 => format!("for {}", who.into_iter().collect::<Vec<_>>().join(" and ")),
        many => format!("for {many} services"),
    }
}

/// What people call the service with this principal; else its first part.
fn short(service: &str) -> &str {
    match service {
        "ec2.amazonaws.com" => "EC2",
        "lambda.amazonaws.com" => "Lambda",
        "vpc-flow-logs.amazonaws.com" => "flow logs",
        "cloudtrail.amazonaws.com" => "CloudTrail",
        "monitoring.rds.amazonaws.com" => "RDS",
        "s3.amazonaws.com" => "S3",
        other => other.split('.').next().unwrap_or(other),
    }
}

fn asks(check: &HealthCheck) -> String {
    let port = match (check.protocol.as_str(), check.port) {
        ("HTTP", 80) | ("HTTPS", 443) => String::new(),
        (_, port) => format!(":{port}"),
    };
    match check.protocol.as_str() {
        "TCP" => format!("TCP {port}"),
        protocol => format!("{protocol}{port} {}", check.path),
    }
}

/// What a metric is called where there is little room, and what follows its
/// number. CPUUtilization is in percent, EstimatedCharges in a currency.
/// [EC2 UG: CloudWatch metrics; CW UG: Create a billing alarm]
fn metric(name: &str) -> (&str, &str) {
    match name {
        "CPUUtilization" => ("CPU", " %"),
        "EngineCPUUtilization" => ("engine CPU", " %"),
        "EstimatedCharges" => ("charges", " USD"),
        "FreeStorageSpace" => ("free storage", ""),
        "DatabaseConnections" => ("connections", ""),
        "RequestCount" => ("requests", ""),
        "HTTPCode_ELB_5XX_Count" => ("balancer 5XX", ""),
        "HTTPCode_Target_5XX_Count" => ("target 5XX", ""),
        "UnHealthyHostCount" => ("unhealthy targets", ""),
        "HealthyHostCount" => ("healthy targets", ""),
        "TargetResponseTime" => ("response time", " s"),
        "StatusCheckFailed" => ("status check", ""),
        "HealthCheckStatus" => ("health", ""),
        other => (other, ""),
    }
}

fn condition(alarm: &Alarm) -> String {
    use crate::architecture::AlarmComparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
    let sign = match alarm.comparison {
        Greater => ">",
        GreaterOrEqual => "≥",
        Less => "<",
        LessOrEqual => "≤",
    };
    let (of, unit) = match alarm.expression.trim() {
        "" => metric(&alarm.metric),
        _ => ("formula", ""),
    };
    // Storage is counted in bytes, which nobody reads.
    let threshold = match (alarm.metric.as_str(), alarm.threshold.parse::<f64>()) {
        ("FreeStorageSpace", Ok(bytes)) if bytes >= 1e9 && alarm.expression.is_empty() => {
            format!("{} GB", (bytes / 1e8).round() / 10.0)
        }
        _ => format!("{}{unit}", alarm.threshold),
    };
    if of.is_empty() {
        return "no metric yet".to_owned();
    }
    format!("{of} {sign} {threshold}")
}

fn retention(group: &LogGroup) -> String {
    chosen(Kind::LogGroup, "retention_days", &group.retention_days).to_owned()
}

fn subscribers(topic: &Topic) -> String {
    use crate::architecture::SubscriptionProtocol::Lambda;
    let all = topic.subscriptions.len();
    let pending = topic.subscriptions.iter();
    // A function needs not confirm (rulebook SNS-4).
    let pending = pending.filter(|it| !it.confirmed && it.protocol != Lambda);
    let all = match all {
        0 => return "nobody subscribed".to_owned(),
        1 => "1 subscriber".to_owned(),
        many => format!("{many} subscribers"),
    };
    match pending.count() {
        0 => all,
        pending => format!("{all}, {pending} pending"),
    }
}

fn disk(architecture: &Architecture, volume: &Volume) -> String {
    let what = format!("{} GiB {}", volume.size, volume.volume_type);
    match &volume.attached_to {
        Some(server) => format!("{what} · {}", architecture.name_of(server)),
        None if volume.zone.is_empty() => what,
        None => format!("{what} · {}", volume.zone),
    }
}

fn limit(budget: &Budget) -> String {
    let unit = chosen(Kind::Budget, "time_unit", &budget.time_unit);
    format!("${} {unit}", crate::text::grouped(u64::from(budget.limit)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{IamRole, Subscription, Trail};

    fn says(properties: impl Into<Properties>) -> String {
        line(&Architecture::default(), "name", &properties.into()).unwrap()
    }

    #[test]
    fn second_lines_are_short_and_plain() {
        assert_eq!(says(Alarm::default()), "CPU > 80 %");
        assert_eq!(says(IamRole::default()), "for EC2");
        assert_eq!(says(Volume::default()), "8 GiB gp3 · ap-south-1a");
        assert_eq!(says(Budget::default()), "$100 a month");
        assert_eq!(says(LogGroup::default()), "for ever");
        assert_eq!(says(Trail::default()), "no bucket yet");
        let mail = Subscription::default();
        let confirmed = Subscription {
            confirmed: true,
            ..Subscription::default()
        };
        let topic = Topic {
            subscriptions: vec![mail, confirmed],
            ..Topic::default()
        };
        assert_eq!(says(topic), "2 subscribers, 1 pending");
    }

    #[test]
    fn storage_is_told_in_gigabytes() {
        let alarm = Alarm {
            metric: "FreeStorageSpace".to_owned(),
            threshold: "4000000000".to_owned(),
            comparison: crate::architecture::AlarmComparison::Less,
            ..Alarm::default()
        };
        assert_eq!(says(alarm), "free storage < 4 GB");
    }

    #[test]
    fn a_policy_that_cannot_be_read_says_so() {
        assert_eq!(statements("{"), "not readable");
        assert_eq!(statements(" "), "empty");
        assert_eq!(statements(r#"{"Statement": {}}"#), "1 statement");
        assert_eq!(trusted(r#"{"Statement": []}"#), "nobody");
    }
}
