//! An archive without a path to it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::rules::shared::filters::lets_out;
use crate::rules::shared::s3::{is_near, serve, told_with_endpoint};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-not-reachable",
    severity: Error,
    title: "Servers cannot reach the bucket that they call",
    checks: "That servers which call an S3 bucket have a way to S3 – a gateway endpoint on the subnet's route table, a NAT gateway, or an internet gateway and a public address – and a security group that lets TCP 443 out.",
    why: "S3 is outside of the VPC. A role that permits everything helps nothing while packets find no way.",
    reaction: "AWS accepts it. Requests to S3 time out.",
    source: "[PL guide: Gateway endpoints for S3], [VPC UG: Internet gateways] · rulebook X-5, VPCE-3, VPCE-8, IGW-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let served = context.s3_endpoints();
    let told = told_with_endpoint(context);
    let mut fixes: FxHashMap<&ResourceId, Option<Remedy>> = FxHashMap::default();
    // One endpoint may mend it for many servers.
    let mut stuck: BTreeMap<_, Stuck<'_>> = BTreeMap::new();
    for it in context.servers() {
        let bucket = it.backends.iter().find(|id| context.find::<Bucket>(id).is_some());
        let Some(bucket) = bucket else { continue };
        if lets_out(context, it.groups, 443) == Some(false) {
            report
                .about(it.made_by)
                .at("security_groups")
                .with(bucket)
                .say(format!(
                    "{} calls {}, but no outbound rule of {} allows TCP 443, on which S3 answers.",
                    context.name(it.id),
                    context.name(bucket),
                    context.names(it.groups),
                ));
            continue;
        }
        for subnet in context.subnets_among(it.subnets) {
            // An endpoint for the wrong Region is told as such.
            let own = subnet.table.and_then(|table| served.get(table));
            if own.is_some() || subnet.vpc.is_none() {
                continue;
            }
            let near = is_near(context, subnet.id, bucket);
            // An endpoint that is to serve the table is told as such.
            if near && subnet.table.is_some_and(|it| told.contains_key(it)) && subnet.exit == Exit::None {
                continue;
            }
            let why = match subnet.chosen_exit() {
                Exit::None if subnet.kind == SubnetKind::Isolated => {
                    "no route leads to S3"
                }
                Exit::InternetGateway(_) if context.relations.public_address_by(it.made_by, subnet.subnet).is_none() => {
                    "there is no public address, and an internet gateway serves nobody without one"
                }
                _ => continue,
            };
            // Many servers may stand in one subnet.
            let fix = fixes
                .entry(subnet.id)
                .or_insert_with(|| subnet.table.and_then(|table| serve(context, subnet, table)));
            let fix = fix.clone().filter(|_| near);
            let own = fix.as_ref().map(|it| it.label.clone()).ok_or((it.id, subnet.id));
            let stuck = stuck.entry((why, subnet.vpc, own)).or_default();
            stuck.made_by.insert(it.made_by);
            stuck.callers.insert(it.id);
            stuck.buckets.insert(bucket);
            stuck.subnets.insert(subnet.id);
            (stuck.near, stuck.fix) = (near, fix);
        }
    }
    for ((why, ..), it) in stuck {
        let advice = if it.near {
            "a gateway endpoint for S3 is free"
        } else {
            "to a bucket in another Region only a NAT gateway or a public address leads"
        };
        let Some(first) = it.made_by.first() else { continue };
        let mut draft = report.about(first).at("backends");
        for id in it.buckets.iter().chain(&it.subnets).chain(&it.made_by) {
            draft = draft.with(id);
        }
        for id in &it.subnets {
            draft = draft.value(id, "route_table");
        }
        let names = |ids: &BTreeSet<&ResourceId>| context.names(ids.iter().copied());
        draft.fix_if(it.fix).say(format!(
            "{} {} {}, but in {} {why}: {advice}.",
            names(&it.callers),
            if it.callers.len() == 1 { "calls" } else { "call" },
            names(&it.buckets),
            names(&it.subnets),
        ));
    }
}

/// Who does not get to S3, and what mends it for all of them.
#[derive(Default)]
struct Stuck<'a> {
    made_by: BTreeSet<&'a ResourceId>,
    callers: BTreeSet<&'a ResourceId>,
    buckets: BTreeSet<&'a ResourceId>,
    subnets: BTreeSet<&'a ResourceId>,
    near: bool,
    fix: Option<Remedy>,
}

#[cfg(test)]
pub fn examples() -> Examples {
    let calling = three_tiers()
        .add("bucket-1", "assets", Bucket::default())
        .push("lt-1", "backends", "bucket-1");
    let endpoint = |tables: &[&str]| VpcEndpoint {
        vpc: to("vpc-1"),
        route_tables: ids(tables),
        ..VpcEndpoint::default()
    };
    let cut_off = calling.clone().set("rt-2", "routes", serde_json::json!([]));
    Examples::new()
        .fires(cut_off.clone(), expect!["Notebookly-ASG calls assets, but in private-a no route leads to S3: a gateway endpoint for S3 is free. [Make a gateway endpoint for S3 in private-a and private-b]"])
        .fires(cut_off.clone().add("vpce-1", "S3", endpoint(&["rt-3"])), expect!["Notebookly-ASG calls assets, but in private-a no route leads to S3: a gateway endpoint for S3 is free. [Add private-a to S3]"])
        .fires(calling.clone().set("asg-1", "subnets", serde_json::json!(["subnet-1", "subnet-4"])), expect!["Notebookly-ASG calls assets, but in public-a there is no public address, and an internet gateway serves nobody without one: a gateway endpoint for S3 is free. [Make a gateway endpoint for S3 in public, private-a and private-b]"])
        .fires(calling.clone().set("sg-2", "egress", serde_json::json!([])), expect!["Notebookly-ASG calls assets, but no outbound rule of WebServer-SG allows TCP 443, on which S3 answers."])
        .silent(cut_off.add("vpce-1", "S3", endpoint(&["rt-2"])))
        .silent(calling)
        .silent(three_tiers())
}
