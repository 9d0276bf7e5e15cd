//! CloudWatch, SNS, Lambda, CloudTrail.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::bill::Group;
use super::counting::{Counting, share};
use super::sheet::{Charge, Factor};
use crate::architecture::*;

pub(super) fn count(counting: &mut Counting) {
    alarms(counting);
    dashboards(counting);
    metrics(counting);
    logs(counting);
    mails(counting);
    functions(counting);
    trails(counting);
    if counting
        .relations
        .indexed()
        .all::<FlowLog>()
        .next()
        .is_some()
    {
        counting
            .note("What flow logs write is part of what the load says is written to log groups.");
    }
}

/// Each metric of an alarm is charged: a formula counts every metric that it
/// names.
fn alarms(counting: &mut Counting) {
    let relations = counting.relations;
    let mut all: Vec<(&ResourceId, usize, bool)> = Vec::new();
    for (id, it) in relations.indexed().all::<Alarm>() {
        let metrics = match it.expression.trim() {
            "" => 1,
            _ => it.metrics.len().max(1),
        };
        // Periods below a minute are high resolution [CW pricing: alarms].
        all.push((id, metrics, it.period < 60));
    }
    for (id, it) in relations.indexed().all::<AutoScalingGroup>() {
        // Target tracking makes two alarms of its own, the other policies one,
        // unless an alarm of the drawing sets them off. (rulebook SCL-5)
        let own = it.policies.iter().map(|policy| match policy.policy_type {
            PolicyType::TargetTracking => 2,
            _ => usize::from(policy.alarm.is_none()),
        });
        all.push((id, own.sum(), false));
    }
    for (id, count, fast) in all {
        if count == 0 {
            continue;
        }
        let region = counting.region_of(id);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let factors = vec![Factor::of(count, "alarm metric", "alarm metrics")];
        let charge =
            |what, price| Charge::new(Group::Watching, what, price, &region, Some(id), factors);
        counting.sheet.add(match fast {
            true => charge("CloudWatch alarms of high resolution", "cw.alarm.highres"),
            false => charge("CloudWatch alarms", "cw.alarm").free("cw.alarm"),
        });
    }
}

fn dashboards(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, _) in relations.indexed().all::<Dashboard>() {
        let charge = Charge::new(
            Group::Watching,
            "CloudWatch dashboards",
            "cw.dashboard",
            "",
            Some(id),
            vec![Factor::of(1, "dashboard", "dashboards")],
        );
        counting.add(charge.free("cw.dashboard"));
    }
}

/// The metrics of an instance that detailed monitoring is charged for.
/// [CW pricing: EC2 Detailed Monitoring]
const OF_AN_INSTANCE: u32 = 7;

fn metrics(counting: &mut Counting) {
    let relations = counting.relations;
    let mut all: Vec<(&ResourceId, &str, u32)> = Vec::new();
    for (id, it) in relations.indexed().all::<LogGroup>() {
        let filters = u32::try_from(it.metric_filters.len()).unwrap_or(u32::MAX);
        all.push((id, "CloudWatch custom metrics", filters));
    }
    let detailed = "CloudWatch detailed monitoring";
    for (id, it) in relations.indexed().all::<Instance>() {
        if it.detailed_monitoring && it.state == InstanceState::Running {
            all.push((id, detailed, OF_AN_INSTANCE));
        }
    }
    for (id, it) in relations.indexed().all::<AutoScalingGroup>() {
        let template = relations.template_of(it);
        if template.is_some_and(|(_, template)| template.detailed_monitoring) {
            let metrics = Counting::usual_size(it).saturating_mul(OF_AN_INSTANCE);
            all.push((id, detailed, metrics));
        }
    }
    for (id, what, count) in all {
        if count == 0 {
            continue;
        }
        let region = counting.region_of(id);
        let tiers = [
            ("cw.metric", Some(Amount::whole(10_000))),
            ("cw.metric.t2", None),
        ];
        let charge = Charge::new(
            Group::Watching,
            what,
            "cw.metric",
            &region,
            Some(id),
            vec![Factor::of(count, "metric", "metrics")],
        );
        counting
            .sheet
            .add_tiered(charge.free("cw.metric"), &tiers, "metrics");
    }
}

fn logs(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations
        .indexed()
        .all::<LogGroup>()
        .map(|(id, _)| id)
        .collect();
    let lines = [
        (
            "CloudWatch Logs, ingestion",
            "cw.logs.ingest",
            counting.load.log_gb,
        ),
        (
            "CloudWatch Logs, storage",
            "cw.logs.store",
            counting.load.log_stored_gb,
        ),
    ];
    for (what, price, gigabytes) in lines {
        for (place, id) in all.iter().enumerate() {
            let region = counting.region_of(id);
            let amount = share(gigabytes, place, all.len());
            let factors = vec![Factor::unit(amount, "GB")];
            let charge = Charge::new(Group::Watching, what, price, &region, Some(id), factors);
            counting.add(charge.free(price));
        }
    }
}

fn mails(counting: &mut Counting) {
    let relations = counting.relations;
    let topics = relations.indexed().all::<Topic>();
    let mut all = Vec::new();
    for (id, it) in topics {
        let by = |protocol| it.subscriptions.iter().any(|to| to.protocol == protocol);
        if by(SubscriptionProtocol::Email) {
            all.push(id);
        }
        if by(SubscriptionProtocol::Sms) || by(SubscriptionProtocol::Https) {
            counting.note(
                "SNS messages by SMS and HTTPS are not counted: the load does not say how many.",
            );
        }
    }
    for (place, id) in all.iter().enumerate() {
        let region = counting.region_of(id);
        let mails = share(counting.load.mails, place, all.len());
        let charge = Charge::new(
            Group::Watching,
            "SNS e-mails",
            "sns.email",
            &region,
            Some(id),
            vec![Factor::of(mails, "mail", "mails"), Factor::per(1_000)],
        );
        counting.add(charge.free("sns.email"));
    }
}

/// A function is called as often as the alarms send mails, and runs no longer
/// than it may.
fn functions(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<Function>().collect();
    for (id, _) in &all {
        let region = counting.region_of(id);
        let calls = Factor::of(counting.load.mails, "call", "calls");
        let charge = Charge::new(
            Group::Watching,
            "Lambda, requests",
            "lambda.request",
            &region,
            Some(id),
            vec![calls, Factor::per(1_000_000)],
        );
        counting.add(charge.free("lambda.request"));
    }
    for (id, it) in &all {
        let region = counting.region_of(id);
        let charge = Charge::new(
            Group::Watching,
            "Lambda, duration",
            "lambda.duration",
            &region,
            Some(id),
            vec![
                Factor::of(counting.load.mails, "call", "calls"),
                Factor::of(it.timeout, "second", "seconds"),
                Factor::unit(it.memory, "MB"),
                Factor::per(1_024),
            ],
        );
        counting.add(charge.free("lambda.duration"));
    }
    if !all.is_empty() {
        counting.note(
            "Functions are counted as called once for each mail of the alarms, and as running for \
             the whole of their timeout.",
        );
    }
}

/// Management events of a month, in hundreds of thousands, as the worked
/// example assumes them.
const EVENTS: u32 = 200_000;

/// The first trail of a Region is free (rulebook PRICE-12); each further copy
/// of its events is charged.
fn trails(counting: &mut Counting) {
    let relations = counting.relations;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (id, it) in relations.indexed().all::<Trail>() {
        if !it.logging {
            continue;
        }
        let region = counting.region_of(id);
        let before = seen.entry(region.clone()).or_default();
        *before += 1;
        if *before > 1 {
            counting.add(Charge::new(
                Group::Watching,
                "CloudTrail, further copies of management events",
                "ct.mgmt.more",
                &region,
                Some(id),
                vec![Factor::of(EVENTS, "event", "events"), Factor::per(100_000)],
            ));
        }
    }
}
