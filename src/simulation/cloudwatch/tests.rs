//! The vectors of the reference for alarms (TV-12 to TV-14, TV-24), and
//! Notebookly's own alarms.

use super::*;
use crate::architecture::{Architecture, Document, ResourceId};
use crate::aws::metrics as known;
use crate::relations::Relations;
use crate::simulation::{Clock, Second};

fn notebookly() -> Architecture {
    let text = include_str!("../../../assets/examples/notebookly.campus.json");
    Document::from_json(text).expect("an example").architecture
}

fn cpu() -> Key {
    Key {
        namespace: "AWS/EC2".to_owned(),
        name: "CPUUtilization".to_owned(),
        dimensions: vec![("AutoScalingGroupName".to_owned(), "web".to_owned())],
    }
}

fn watch(change: impl FnOnce(&mut Watch)) -> Watch {
    let mut watch = Watch {
        name: "high-cpu".to_owned(),
        of: ResourceId::new("alarm-1"),
        source: Source::Metric(cpu(), Stat::Average),
        period: 60,
        periods: 3,
        datapoints: 3,
        compare: Compare::Greater,
        threshold: 70.0,
        missing: Missing::Missing,
        actions: Vec::new(),
        ok_actions: Vec::new(),
    };
    change(&mut watch);
    watch
}

/// The states after each period of a metric with these values.
fn states(watch: Watch, values: &[f64]) -> Vec<State> {
    let period = watch.period;
    let mut metrics = Metrics::new();
    let series = metrics.series(&cpu(), Unit::Percent, period, None);
    let mut alarms = Alarms::new(Clock::default(), &[watch]);
    let mut states = Vec::new();
    for (value, index) in values.iter().zip(0..) {
        metrics.put(series, index * period, Sample::one(*value));
        let mut now = index * period;
        while now < (index + 1) * period {
            now += 60;
            alarms.evaluate(now, &metrics);
        }
        states.push(alarms.all()[0].state);
    }
    states
}

#[test]
fn tv_12_three_of_three_above_seventy() {
    use State::{Alarm as A, Ok as O};
    let values = [60.0, 75.0, 72.0, 80.0, 66.0, 71.0, 71.0, 71.0];
    assert_eq!(states(watch(|_| ()), &values), [O, O, O, A, O, O, O, A]);
}

#[test]
fn tv_13_messages_once_and_scaling_each_minute() {
    let mut metrics = Metrics::new();
    let series = metrics.series(&cpu(), Unit::Percent, 60, None);
    let one_of_one = watch(|it| {
        it.periods = 1;
        it.datapoints = 1;
    });
    let mut alarms = Alarms::new(Clock::default(), &[one_of_one]);
    let values = [50.0, 90.0, 90.0, 90.0, 90.0, 90.0, 90.0, 50.0, 90.0, 90.0];
    let (mut messages, mut calls) = (0, 0);
    for (value, minute) in values.iter().zip(0..) {
        metrics.put(series, minute * 60, Sample::one(*value));
        let changes = alarms.evaluate((minute + 1) * 60, &metrics);
        messages += changes.iter().filter(|it| it.to == State::Alarm).count();
        calls += alarms.ringing().count();
    }
    assert_eq!((messages, calls), (2, 8));
}

#[test]
fn tv_14_errors_of_all_requests() {
    let text = "100 * (FILL(elb, 0) + FILL(targets, 0)) / requests";
    let formula = Formula::parse(text, &["elb", "targets", "requests"]).unwrap();
    let arrays = [
        vec![Some(12.0), None, None],
        vec![Some(30.0), Some(19.0), None],
        vec![Some(3_800.0), Some(1_900.0), None],
    ];
    let values = formula.evaluate(&arrays, 60.0);
    assert!((values[0].unwrap() - 1.105_263).abs() < 1e-6);
    assert!(Compare::Greater.breaches(values[0].unwrap(), 1.0));
    assert_eq!(values[1..], [Some(1.0), None]);
}

#[test]
fn tv_24_notebooklys_two_alarms() {
    let architecture = notebookly();
    let watches = Watches::of(&architecture);
    let find = |name: &str| watches.all.iter().find(|it| it.name == name).unwrap();
    let values = [40.0, 85.0, 90.0, 20.0, 20.0, 20.0, 20.0];
    let first = |name: &str| {
        let mut watch = find(name).clone();
        watch.source = Source::Metric(cpu(), Stat::Average);
        let states = states(watch, &values);
        states.iter().position(|it| *it == State::Alarm).unwrap() + 1
    };
    assert_eq!(first("asg-cpu-above-70"), 2);
    assert_eq!(first("asg-cpu-below-30"), 6);
}

#[test]
fn notebooklys_alarms_all_find_their_metric() {
    let architecture = notebookly();
    let watches = Watches::of(&architecture);
    assert_eq!(watches.unreadable, []);
    let (filters, unread) = Filters::of(&architecture);
    assert_eq!(unread, []);
    let counted: Vec<&Key> = filters.keys().collect();
    assert_eq!(watches.all.len(), 8);
    for watch in &watches.all {
        for key in watch.keys() {
            let Some(metric) = known::metric(&key.namespace, &key.name) else {
                assert!(counted.contains(&key), "{}: {key}", watch.name);
                continue;
            };
            let names: Vec<&str> = key.dimensions.iter().map(|it| it.0.as_str()).collect();
            assert!(
                names.iter().any(|it| metric.by.contains(it)),
                "{}: {key}",
                watch.name
            );
            assert!(
                !names.iter().any(|it| it.starts_with('(')),
                "{}: {key}",
                watch.name
            );
        }
    }
    // What scaling policies an alarm calls stands beside it.
    let called: Vec<usize> = watches.scales.iter().map(Vec::len).collect();
    assert_eq!(called, [1, 1, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn the_keys_of_notebookly_are_those_of_aws() {
    let architecture = notebookly();
    let relations = Relations::of(&architecture);
    let dimensions = Dimensions::of(&relations);
    let key = |id: &str, namespace: &str, metric: &str| {
        dimensions
            .key(Some(&ResourceId::new(id)), namespace, metric, &[])
            .to_string()
    };
    expect_test::expect![[r#"
        AWS/EC2 CPUUtilization (AutoScalingGroupName: Notebookly-ASG)
        AWS/ApplicationELB RequestCount (LoadBalancer: app/Notebookly-ALB/HEX)
        AWS/ApplicationELB HealthyHostCount (LoadBalancer: app/Notebookly-ALB/HEX, TargetGroup: targetgroup/Notebookly-TG/HEX)
        AWS/EC2 CPUUtilization (InstanceId: i-0HEX)
        AWS/WAFV2 BlockedRequests (Region: ap-south-1, Rule: ALL, WebACL: NAME)"#]]
    .assert_eq(&[
        key("auto-scaling-group-1", "AWS/EC2", "CPUUtilization"),
        key("load-balancer-1", "AWS/ApplicationELB", "RequestCount"),
        key("target-group-1", "AWS/ApplicationELB", "HealthyHostCount"),
        key("auto-scaling-group-1/2", "AWS/EC2", "CPUUtilization"),
        key("web-acl-1", "AWS/WAFV2", "BlockedRequests"),
    ]
    .join("\n")
    .replace(&hex("load-balancer-1"), "HEX")
    .replace(&hex("target-group-1"), "HEX")
    .replace(&hex("auto-scaling-group-1/2"), "HEX")
    .replace(&architecture.name_of(&ResourceId::new("web-acl-1")), "NAME"));
}

#[test]
fn a_wrong_dimension_stays_without_data() {
    let mut metrics = Metrics::new();
    let series = metrics.series(&cpu(), Unit::Percent, 60, None);
    let wrong = watch(|it| {
        let mut key = cpu();
        key.dimensions[0].1 = "another".to_owned();
        it.source = Source::Metric(key, Stat::Average);
    });
    let mut alarms = Alarms::new(Clock::default(), &[watch(|_| ()), wrong]);
    for minute in 0..10 {
        metrics.put(series, minute * 60, Sample::one(90.0));
        alarms.evaluate((minute + 1) * 60, &metrics);
    }
    let states: Vec<State> = alarms.all().iter().map(|it| it.state).collect();
    assert_eq!(states, [State::Alarm, State::InsufficientData]);
}

#[test]
fn an_alarm_of_another_region_hears_nothing() {
    use crate::architecture::Alarm;
    let architecture = notebookly();
    let relations = Relations::of(&architecture);
    let dimensions = Dimensions::of(&relations);
    let id = ResourceId::new("alarm-6");
    let billing: &Alarm = architecture.find(&id).unwrap();
    let home = Watch::of(&dimensions, &architecture, &id, billing).unwrap();
    assert_eq!(home.keys().collect::<Vec<_>>(), [&bill::charges()]);
    // The same in Mumbai, where nothing of the bill is.
    let id = ResourceId::new("alarm-1");
    let moved = Watch::of(&dimensions, &architecture, &id, billing).unwrap();
    assert_ne!(moved.keys().collect::<Vec<_>>(), [&bill::charges()]);
}

#[test]
fn reasons_are_cloudwatchs() {
    let mut metrics = Metrics::new();
    let series = metrics.series(&cpu(), Unit::Percent, 60, None);
    let mut alarms = Alarms::new(Clock::default(), &[watch(|_| ())]);
    let mut told = Vec::new();
    for (minute, value) in [91.5, 80.0, 75.0, 60.0].iter().enumerate() {
        let at = Second::try_from(minute).unwrap() * 60;
        metrics.put(series, at, Sample::one(*value));
        told.extend(alarms.evaluate(at + 60, &metrics));
    }
    // Nothing comes any more, and after five minutes nothing is left.
    for minute in 5..12 {
        told.extend(alarms.evaluate(minute * 60, &metrics));
    }
    let lines: Vec<String> = told
        .iter()
        .map(|it| format!("{} {} {}", it.at, it.to.name(), it.reason))
        .collect();
    expect_test::expect![[r#"
        180 ALARM Threshold Crossed: 3 out of the last 3 datapoints [75.0 (24/11/26 14:32:00), 80.0 (24/11/26 14:31:00), 91.5 (24/11/26 14:30:00)] were greater than the threshold (70.0) (minimum 3 datapoints for OK -> ALARM transition).
        240 OK Threshold Crossed: 1 out of the last 3 datapoints [60.0 (24/11/26 14:33:00)] was not greater than the threshold (70.0) (minimum 1 datapoint for ALARM -> OK transition).
        540 INSUFFICIENT_DATA Insufficient Data: 3 datapoints were unknown."#]].assert_eq(&lines.join("\n"));
}

#[test]
fn an_edit_keeps_the_state_and_a_new_name_does_not() {
    let mut metrics = Metrics::new();
    let series = metrics.series(&cpu(), Unit::Percent, 60, None);
    let mut alarms = Alarms::new(Clock::default(), &[watch(|_| ())]);
    for minute in 0..3 {
        metrics.put(series, minute * 60, Sample::one(90.0));
        alarms.evaluate((minute + 1) * 60, &metrics);
    }
    alarms.renew(200, &[watch(|it| it.threshold = 95.0)]);
    assert_eq!(alarms.all()[0].state, State::Alarm);
    alarms.evaluate(240, &metrics);
    assert_eq!(alarms.all()[0].state, State::Ok);
    alarms.renew(250, &[watch(|it| it.name = "other".to_owned())]);
    assert_eq!(alarms.all()[0].state, State::InsufficientData);
    // Older points of an existing metric are used (SCW-9).
    alarms.evaluate(300, &metrics);
    assert_eq!(alarms.all()[0].state, State::Alarm);
}

#[test]
fn tracking_sees_five_minutes_as_five_equal_ones() {
    let values = [80.0, 80.0, 20.0];
    let run = |name: &str| {
        let mut metrics = Metrics::new();
        let series = metrics.series(&cpu(), Unit::Percent, 300, None);
        let mut alarms = Alarms::new(
            Clock::default(),
            &[watch(|it| name.clone_into(&mut it.name))],
        );
        for (value, index) in values.iter().zip(0..) {
            metrics.put(series, index * 300, Sample::one(*value));
        }
        let mut rang = Vec::new();
        for minute in 1..=15 {
            let changes = alarms.evaluate(minute * 60, &metrics);
            rang.extend(changes.iter().map(|it| (minute, it.to)));
        }
        rang
    };
    // The first value is known after five minutes.
    let tracking = run("TargetTracking-web-AlarmHigh-1");
    assert_eq!(tracking, [(5, State::Alarm), (15, State::Ok)]);
    // Any other alarm of a minute finds the value in one minute of five, where
    // it is old enough to ring alone (SCW-7), and nothing in the others.
    let lapse = State::InsufficientData;
    assert_eq!(
        run("high-cpu"),
        [
            (5, State::Alarm),
            (6, lapse),
            (10, State::Alarm),
            (11, lapse),
            (15, State::Ok)
        ]
    );
}

#[test]
fn policies_bring_their_own_alarms() {
    use crate::architecture::{Comparison, PolicyType, ScalingPolicy};
    let architecture = notebookly();
    let relations = Relations::of(&architecture);
    let dimensions = Dimensions::of(&relations);
    let group = ResourceId::new("auto-scaling-group-1");
    let of = |change: fn(&mut ScalingPolicy)| {
        let mut policy = ScalingPolicy::default();
        change(&mut policy);
        Watch::of_policy(&dimensions, &architecture, &group, &policy, 0)
    };
    let shape = |all: &[Watch]| -> Vec<_> {
        let each = all.iter().map(|it| {
            (
                it.period,
                it.periods,
                it.datapoints,
                it.compare,
                it.threshold,
            )
        });
        each.collect()
    };
    // SAS-27.
    assert_eq!(shape(&of(|_| ())), [(300, 1, 1, Compare::Greater, 70.0)]);
    let idle = of(|it| {
        it.when = Comparison::Below;
        it.cpu_percent = 30;
        it.minutes = 15;
    });
    assert_eq!(shape(&idle), [(300, 3, 3, Compare::Less, 30.0)]);
    assert_eq!(
        shape(&of(|it| it.minutes = 7)),
        [(60, 7, 7, Compare::Greater, 70.0)]
    );
    // SAS-22.
    let tracking = of(|it| {
        it.policy_type = PolicyType::TargetTracking;
        it.cpu_percent = 50;
    });
    assert_eq!(
        shape(&tracking),
        [
            (60, 3, 3, Compare::Greater, 50.0),
            (60, 15, 15, Compare::Less, 35.0)
        ]
    );
    assert!(
        tracking[0]
            .name
            .starts_with("TargetTracking-Notebookly-ASG-AlarmHigh-")
    );
    assert!(
        tracking[1]
            .name
            .starts_with("TargetTracking-Notebookly-ASG-AlarmLow-")
    );
    assert!(tracking.iter().all(Watch::tracks));
    assert_eq!(of(|it| it.alarm = Some(ResourceId::new("alarm-1"))), []);
}

#[test]
fn a_day_of_a_metric_is_small() {
    let mut metrics = Metrics::new();
    let series = metrics.series(&cpu(), Unit::Percent, 60, None);
    let watches: Vec<Watch> = (0..20)
        .map(|index| {
            watch(|it| {
                it.name = format!("alarm {index}");
                it.of = ResourceId::new(format!("alarm-{index}"));
                it.period = if index % 2 == 0 { 60 } else { 300 };
            })
        })
        .collect();
    let mut alarms = Alarms::new(Clock::default(), &watches);
    for minute in 0..1_440 {
        metrics.put(series, minute * 60, Sample::one(50.0));
        alarms.evaluate((minute + 1) * 60, &metrics);
    }
    assert_eq!(alarms.counts().ok, 20);
    assert!(metrics.bytes() < 100_000, "{}", metrics.bytes());
}

/// The change of an alarm of Notebookly to ALARM at this moment.
fn rings(architecture: &Architecture, name: &str, to: State) -> mails::Told {
    let watches = Watches::of(architecture);
    let index = watches.all.iter().position(|it| it.name == name).unwrap();
    let watch = &watches.all[index];
    let change = Change {
        at: 600,
        alarm: index,
        name: watch.name.clone(),
        of: watch.of.clone(),
        from: State::Ok,
        to,
        reason: "Threshold Crossed: 1 out of the last 1 datapoints [91.0 (24/11/26 14:35:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).".to_owned(),
        value: Some(91.0),
        datapoints: Vec::new(),
    };
    mails::tell(architecture, Clock::default(), &change, watch)
}

/// Notebookly with another text in its file.
fn changed(from: &str, to: &str) -> Architecture {
    let text = include_str!("../../../assets/examples/notebookly.campus.json");
    assert!(text.contains(from), "{from}");
    Document::from_json(&text.replace(from, to))
        .expect("an example")
        .architecture
}

#[test]
fn a_mail_comes_five_seconds_later() {
    let told = rings(&notebookly(), "servers-cpu-above-80", State::Alarm);
    assert_eq!((told.mails.len(), told.dropped.len()), (1, 0));
    let mail = &told.mails[0];
    assert_eq!((mail.at, mail.to.as_str()), (605, "rahul@notebookly.com"));
    assert_eq!(
        mail.subject,
        "ALARM: \"servers-cpu-above-80\" in Asia Pacific (Mumbai)"
    );
    expect_test::expect![[r#"
        You are receiving this email because your Amazon CloudWatch Alarm "servers-cpu-above-80" in the Asia Pacific (Mumbai) region has entered the ALARM state, because "Threshold Crossed: 1 out of the last 1 datapoints [91.0 (24/11/26 14:35:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition)." at "Tuesday 24 November, 2026 14:40:00 UTC".

        Alarm Details:
        - Name: servers-cpu-above-80
        - State Change: OK -> ALARM
        - Reason for State Change: Threshold Crossed: 1 out of the last 1 datapoints [91.0 (24/11/26 14:35:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).
        - Timestamp: Tuesday 24 November, 2026 14:40:00 UTC

        Threshold:
        - The alarm is in the ALARM state when the metric is GreaterThanThreshold 80.0 for at least 1 of the last 1 period(s) of 300 seconds.

        Monitored Metric:
        - MetricNamespace: AWS/EC2
        - MetricName: CPUUtilization
        - Dimensions: [AutoScalingGroupName = Notebookly-ASG]
        - Statistic: Average
        - Period: 300 seconds

        State Change Actions:
        - ALARM: [Notebookly-Alerts]
        - OK: [Notebookly-Alerts]"#]].assert_eq(&mail.body);
    // It has an action for OK, too; the scaling alarms have no topic.
    assert_eq!(
        rings(&notebookly(), "servers-cpu-above-80", State::Ok)
            .mails
            .len(),
        1
    );
    assert_eq!(
        rings(&notebookly(), "asg-cpu-above-70", State::Alarm),
        mails::Told::default()
    );
}

#[test]
fn a_function_is_called() {
    let told = rings(&notebookly(), "alb-5xx-above-1-percent", State::Alarm);
    assert_eq!(told.mails.len(), 1);
    assert_eq!(told.calls[0].function.as_str(), "function-1");
}

#[test]
fn who_has_not_confirmed_gets_nothing() {
    let architecture = changed("\"confirmed\": true", "\"confirmed\": false");
    let told = rings(&architecture, "servers-cpu-above-80", State::Alarm);
    assert_eq!(told.mails, []);
    assert_eq!(told.dropped[0].to, "rahul@notebookly.com");
    assert!(
        told.dropped[0]
            .why
            .contains("has not opened the confirmation link")
    );
}

/// Notebookly whose topic for alarms has this policy, or is encrypted.
fn topic(property: &str, value: impl serde::Serialize) -> Architecture {
    let text = include_str!("../../../assets/examples/notebookly.campus.json");
    let mut document = Document::from_json(text).unwrap();
    let edit = crate::architecture::Edit::set(&ResourceId::new("topic-1"), property, value);
    document.apply(edit).unwrap();
    document.architecture
}

const TOPIC: &str = "arn:aws:sns:ap-south-1:111122223333:Notebookly-Alerts";

/// A policy of one statement about publishing to the topic.
fn publishers(effect: &str, principal: &str, condition: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", "Principal": {principal},
            "Action": "sns:Publish", "Resource": "{TOPIC}"{condition}}}]}}"#
    )
}

/// Rulebook SNS-6: what a topic's own policy does not let in is not published,
/// and the history of the alarm says so in CloudWatch's words.
#[test]
fn a_topic_takes_only_whom_its_policy_lets_in() {
    let alarms = r#"{"Service": "cloudwatch.amazonaws.com"}"#;
    let of =
        |key: &str, value: &str| format!(r#", "Condition": {{"ArnLike": {{"{key}": "{value}"}}}}"#);
    let mine = "arn:aws:cloudwatch:ap-south-1:111122223333:alarm:servers-*";
    let cases = [
        (String::new(), true),
        (publishers("Allow", alarms, ""), true),
        (
            publishers("Allow", alarms, &of("aws:SourceArn", mine)),
            true,
        ),
        (
            publishers(
                "Allow",
                alarms,
                &of("aws:SourceArn", "arn:aws:cloudwatch:*:*:alarm:other"),
            ),
            false,
        ),
        (
            publishers("Allow", r#"{"Service": "budgets.amazonaws.com"}"#, ""),
            false,
        ),
        (
            publishers("Allow", r#"{"AWS": "arn:aws:iam::111122223333:root"}"#, ""),
            false,
        ),
        (
            publishers(
                "Allow",
                "\"*\"",
                r#", "Condition": {"StringEquals": {"AWS:SourceOwner": "111122223333"}}"#,
            ),
            true,
        ),
        (publishers("Deny", "\"*\"", ""), false),
        // AWS refuses it, so the policy before it stays.
        ("{".to_owned(), true),
    ];
    for (policy, passes) in cases {
        let told = rings(
            &topic("policy", &policy),
            "servers-cpu-above-80",
            State::Alarm,
        );
        assert_eq!(told.mails.len(), usize::from(passes), "{policy}");
        assert_eq!(told.refused.len(), usize::from(!passes), "{policy}");
        assert_eq!(told.dropped.len(), usize::from(!passes), "{policy}");
    }
    let nobody = publishers("Allow", r#"{"Service": "budgets.amazonaws.com"}"#, "");
    let told = rings(&topic("policy", nobody), "servers-cpu-above-80", State::Ok);
    assert_eq!(
        told.refused[0].history,
        format!(
            "Failed to execute action {TOPIC}. Received error: \"Resource: arn:aws:cloudwatch:ap-south-1:111122223333:alarm:servers-cpu-above-80 is not authorized to perform: SNS:Publish on resource: {TOPIC}\""
        )
    );
}

/// Rulebook BUD-7, SNS-6: a budget publishes only where the policy lets it, and says
/// nothing where it may not. Its own mails need no topic.
#[test]
fn a_topic_takes_a_budget_only_if_its_policy_lets_it_in() {
    let budgets = r#"{"Service": "budgets.amazonaws.com"}"#;
    let alarms = r#"{"Service": "cloudwatch.amazonaws.com"}"#;
    let of =
        |key: &str, value: &str| format!(r#", "Condition": {{"ArnLike": {{"{key}": "{value}"}}}}"#);
    let (mine, other) = (
        "arn:aws:budgets::111122223333:*",
        "arn:aws:budgets::444455556666:*",
    );
    let cases = [
        ("policy", publishers("Allow", budgets, ""), None),
        (
            "policy",
            publishers("Allow", budgets, &of("aws:SourceArn", mine)),
            None,
        ),
        (
            "policy",
            publishers("Allow", budgets, &of("aws:SourceArn", other)),
            Some("nothing lets"),
        ),
        (
            "policy",
            publishers("Allow", alarms, ""),
            Some("nothing lets budgets.amazonaws.com"),
        ),
        (
            "policy",
            publishers("Deny", "\"*\"", ""),
            Some("denies budgets"),
        ),
        ("policy", String::new(), Some("no access policy of its own")),
        // AWS refuses it, so the policy before it stays, its own.
        (
            "policy",
            "{".to_owned(),
            Some("no access policy of its own"),
        ),
        ("encrypted", String::new(), Some("AWS's own key")),
    ];
    for (property, policy, refused) in cases {
        let mut document = Document {
            architecture: match property {
                "policy" => topic(property, &policy),
                _ => topic(property, true),
            },
            ..Document::default()
        };
        let budget = ResourceId::new("budget-1");
        let notifications = serde_json::json!([{
            "basis": "ACTUAL", "threshold": 80, "unit": "PERCENTAGE",
            "emails": ["asha@notebookly.com"], "topic": "topic-1",
        }]);
        let edit = crate::architecture::Edit::set(&budget, "notifications", notifications);
        document.apply(edit).unwrap();
        let mut metrics = Metrics::new();
        let mut bill = Bill::new(Clock::default(), 12.0, &document.architecture);
        let notices = bill.minute(8 * 3_600, 4.0, &document.architecture, &mut metrics);
        let told = &notices[0].told;
        let from_topic = told.mails.iter().filter(|it| it.topic.is_some()).count();
        assert_eq!(told.mails[0].to, "asha@notebookly.com", "{policy}");
        assert_eq!(from_topic > 0, refused.is_none(), "{policy}");
        let why = told.dropped.first().map(|it| it.why.as_str());
        assert_eq!(why.is_some(), refused.is_some(), "{policy}: {why:?}");
        assert!(
            why.unwrap_or_default()
                .contains(refused.unwrap_or_default()),
            "{why:?}"
        );
    }
}

/// AWS's own key lets no alarm in, whatever the access policy says.
#[test]
fn an_encrypted_topic_takes_nothing_from_alarms() {
    let told = rings(
        &topic("encrypted", true),
        "servers-cpu-above-80",
        State::Alarm,
    );
    assert!(told.mails.is_empty());
    assert!(told.refused[0].history.contains("encryption key"));
}

#[test]
fn an_action_to_nothing_says_so() {
    let mut architecture = notebookly();
    let mut document = Document::default();
    std::mem::swap(&mut document.architecture, &mut architecture);
    let mut watches = Watches::of(&document.architecture);
    watches.all[2].actions = vec![ResourceId::new("topic-9"), ResourceId::new("topic-2")];
    let change = Change {
        at: 0,
        alarm: 2,
        name: watches.all[2].name.clone(),
        of: watches.all[2].of.clone(),
        from: State::Ok,
        to: State::Alarm,
        reason: String::new(),
        value: None,
        datapoints: Vec::new(),
    };
    let told = mails::tell(
        &document.architecture,
        Clock::default(),
        &change,
        &watches.all[2],
    );
    assert_eq!((told.mails.len(), told.dropped.len()), (0, 2));
    assert!(told.dropped[0].why.starts_with("does not exist"));
    assert!(
        told.dropped[1]
            .why
            .contains("only topics of its own Region")
    );
}

#[test]
fn the_bill_comes_every_six_hours() {
    let architecture = notebookly();
    let mut metrics = Metrics::new();
    // 24 November, 14:30 UTC: 23 days and 14.5 hours of the month are over.
    let mut bill = Bill::new(Clock::default(), 8.0, &architecture);
    let mut notices = Vec::new();
    let day = 86_400;
    for now in (60..=8 * day).step_by(60) {
        notices.extend(bill.minute(
            now,
            f64::from(now) / f64::from(day) * 8.0,
            &architecture,
            &mut metrics,
        ));
    }
    let series = metrics.find(&bill::charges()).unwrap();
    let points = metrics.points(series, 0, 8 * day, 60, Stat::Maximum, 8 * day);
    let at: Vec<Second> = points.iter().map(|it| it.at + 60).collect();
    assert_eq!(at[..3], [900, 900 + 21_600, 900 + 2 * 21_600]);
    assert!(
        (points[0].value - 8.0 * (23.0 + 14.75 / 24.0)).abs() < 1e-6,
        "{points:?}"
    );
    // It grows, and begins anew with the month.
    let falls = points
        .windows(2)
        .filter(|it| it[1].value < it[0].value)
        .count();
    assert_eq!(falls, 1);
    // More than 80 % of 250 dollars on the 26th, once in the month; the
    // forecast for November is 240 and for December 248.
    let told: Vec<(usize, Second)> = notices
        .iter()
        .map(|it| (it.notification, it.told.mails[0].at))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, 0);
    assert!(
        notices[0].amount > 200.0 && notices[0].amount < 203.0,
        "{notices:?}"
    );
}

#[test]
fn a_forecast_warns_before_it_is_spent() {
    let architecture = notebookly();
    let mut metrics = Metrics::new();
    let mut bill = Bill::new(Clock::default(), 8.34, &architecture);
    let notices = bill.minute(8 * 3_600, 2.78, &architecture, &mut metrics);
    // 30 days at 8.34 are more than 250; those that are over are less than 200.
    let which: Vec<usize> = notices.iter().map(|it| it.notification).collect();
    assert_eq!(which, [1]);
    assert!(
        bill.minute(16 * 3_600, 5.56, &architecture, &mut metrics)
            .iter()
            .all(|it| it.notification == 0)
    );
}

#[test]
fn without_billing_alerts_there_is_no_bill_to_watch() {
    let architecture = changed("\"billing_alerts\": true", "\"billing_alerts\": false");
    let mut metrics = Metrics::new();
    let mut bill = Bill::new(Clock::default(), 8.0, &architecture);
    for now in (60..=86_400).step_by(60) {
        bill.minute(now, 1.0, &architecture, &mut metrics);
    }
    assert!(metrics.is_empty());
    // Switched on, the first value comes a quarter of an hour later.
    bill.renew(86_400, 8.0, &notebookly());
    for now in (86_460..=86_400 + 900).step_by(60) {
        assert!(metrics.is_empty(), "{now}");
        bill.minute(now, 8.0, &architecture, &mut metrics);
    }
    assert_eq!(metrics.len(), 1);
}

#[test]
fn notebooklys_dashboard_has_four_widgets() {
    let boards = Board::all(&notebookly());
    let board = &boards[0];
    assert_eq!(board.name, "Notebookly-Production");
    let widgets: Vec<(&str, usize)> = board
        .widgets
        .iter()
        .map(|it| (it.title.as_str(), it.lines.len()))
        .collect();
    assert_eq!(
        widgets,
        [
            ("CPU of the servers", 1),
            ("Database connections", 1),
            ("Requests and errors", 2),
            ("Size of the buckets", 2)
        ]
    );
    let line = &board.widgets[0].lines[0];
    let mut metrics = Metrics::new();
    assert_eq!(line.latest(&metrics, 600), None);
    let series = metrics.series(&line.key, Unit::Percent, 60, line.of.as_ref());
    for minute in 0..10 {
        metrics.put(series, minute * 60, Sample::one(f64::from(minute)));
    }
    let points = line.points(&metrics, 0, 600, 600);
    assert_eq!(
        points,
        [
            Point { at: 0, value: 2.0 },
            Point {
                at: 300,
                value: 7.0
            }
        ]
    );
    assert_eq!(line.latest(&metrics, 600), Some(points[1]));
    assert_eq!(line.unit(&metrics), Unit::Percent);
}
