//! An archive without a path to it.

use rustc_hash::FxHashMap;

use crate::rules::shared::filters::lets_out;
use crate::rules::shared::s3::{is_near, serve};
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
    let mut fixes: FxHashMap<&ResourceId, Option<Remedy>> = FxHashMap::default();
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
            let why = match subnet.chosen_exit() {
                Exit::None if subnet.kind == SubnetKind::Isolated => {
                    "no route leads to S3"
                }
                Exit::InternetGateway(_) if context.relations.public_address_by(it.made_by, subnet.subnet).is_none() => {
                    "it has no public address, and an internet gateway serves nobody without one"
                }
                _ => continue,
            };
            let near = is_near(context, subnet.id, bucket);
            let advice = if near {
                "a gateway endpoint for S3 is free"
            } else {
                "to a bucket in another Region only a NAT gateway or a public address leads"
            };
            // Many servers may stand in one subnet.
            let fix = fixes
                .entry(subnet.id)
                .or_insert_with(|| subnet.table.and_then(|table| serve(context, subnet, table)));
            report
                .about(it.made_by)
                .at("backends")
                .with(bucket)
                .with(subnet.id)
                .value(subnet.id, "route_table")
                .fix_if(fix.clone().filter(|_| near))
                .say(format!(
                    "{} calls {}, but in {} {why}: {advice}.",
                    context.name(it.id),
                    context.name(bucket),
                    context.name(subnet.id),
                ));
        }
    }
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
        .fires(calling.clone().set("asg-1", "subnets", serde_json::json!(["subnet-1", "subnet-4"])), expect!["Notebookly-ASG calls assets, but in public-a it has no public address, and an internet gateway serves nobody without one: a gateway endpoint for S3 is free. [Make a gateway endpoint for S3 in public, private-a and private-b]"])
        .fires(calling.clone().set("sg-2", "egress", serde_json::json!([])), expect!["Notebookly-ASG calls assets, but no outbound rule of WebServer-SG allows TCP 443, on which S3 answers."])
        .silent(cut_off.add("vpce-1", "S3", endpoint(&["rt-2"])))
        .silent(calling)
        .silent(three_tiers())
}
