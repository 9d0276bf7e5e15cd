//! The archive can be reached without paying at the side exit.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::prelude::*;
use crate::rules::shared::s3::{is_near, serve, told_with_endpoint};

pub const RULE: Rule = Rule {
    code: "nat-for-s3-traffic",
    severity: Warning,
    title: "S3 traffic goes through NAT",
    checks: "That private subnets whose servers call an S3 bucket of the same Region have a gateway endpoint for S3.",
    why: "A NAT gateway charges for every gigabyte that it carries. A gateway endpoint carries S3 traffic for free, and privately.",
    reaction: "AWS accepts it and bills the traffic.",
    source: "[VPC UG: NAT gateway pricing], [PL guide: Gateway endpoints] · rulebook NAT-17, VPCE-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut callers: Vec<(&ResourceId, &ResourceId)> = Vec::new();
    for it in context.servers() {
        for subnet in it.subnets {
            // An endpoint serves only its own Region.
            let near = |id: &ResourceId| is_near(context, subnet, id);
            if it.backends.iter().any(near) {
                callers.push((subnet, it.id));
            }
        }
    }
    callers.order();
    callers.dedup_by_key(|caller| caller.0);
    let told = told_with_endpoint(context);
    // One endpoint may mend it for many subnets.
    let mut paying: BTreeMap<_, Paying<'_>> = BTreeMap::new();
    for (subnet, caller) in callers {
        let Some(subnet) = context.subnet(subnet) else {
            continue;
        };
        let (Exit::NatGateway(nat), Some(table)) = (subnet.chosen_exit(), subnet.table) else {
            continue;
        };
        let served = |endpoint: &VpcEndpoint| {
            endpoint.service == EndpointService::S3 && endpoint.route_tables.contains(table)
        };
        if told.contains_key(table) || context.all::<VpcEndpoint>().any(|(_, it)| served(it)) {
            continue;
        }
        let fix = serve(context, subnet, table);
        let own = fix.as_ref().map(|it| it.label.clone()).ok_or(subnet.id);
        let paying = paying.entry((subnet.vpc, own)).or_default();
        paying.subnets.push((caller, subnet.id));
        paying.gateways.insert(nat);
        paying.fix = fix;
    }
    for it in paying.into_values() {
        let mut places: BTreeMap<_, Vec<&ResourceId>> = BTreeMap::new();
        for (caller, subnet) in &it.subnets {
            places.entry(*caller).or_default().push(subnet);
        }
        let callers = places.iter().map(|(caller, subnets)| {
            format!("{} in {}", context.name(caller), context.names(subnets.iter().copied()))
        });
        let mut draft = report.about(it.subnets[0].1).at("route_table");
        let others = it.subnets.iter().map(|(_, subnet)| *subnet);
        let callers_too = it.subnets.iter().map(|(caller, _)| *caller);
        for id in it.gateways.iter().copied().chain(callers_too).chain(others) {
            draft = draft.with(id);
        }
        draft.fix_if(it.fix).say(format!(
            "{} {} S3 through {}, which {} by the gigabyte; a gateway endpoint for S3 is free.",
            list(callers),
            if places.len() == 1 { "calls" } else { "call" },
            context.names(it.gateways.iter().copied()),
            if it.gateways.len() == 1 { "charges" } else { "charge" },
        ));
    }
}

/// Who goes through NAT gateways to S3, and what mends it for all of them.
#[derive(Default)]
struct Paying<'a> {
    /// A caller in each subnet.
    subnets: Vec<(&'a ResourceId, &'a ResourceId)>,
    gateways: BTreeSet<&'a ResourceId>,
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
    Examples::new()
        .fires(calling.clone(), expect!["Notebookly-ASG in private-a and private-b calls S3 through NAT-GW-AZ1 and NAT-GW-AZ2, which charge by the gigabyte; a gateway endpoint for S3 is free. [Make a gateway endpoint for S3 in private-a and private-b]"])
        .fires(calling.clone().add("vpce-1", "S3", endpoint(&["rt-2"])), expect!["Notebookly-ASG in private-b calls S3 through NAT-GW-AZ2, which charges by the gigabyte; a gateway endpoint for S3 is free. [Add private-b to S3]"])
        .silent(calling.clone().add("vpce-1", "S3", endpoint(&["rt-2", "rt-3"])))
        .silent(
            calling
                .add("region-2", "Frankfurt", Region { code: "eu-central-1".to_owned() })
                .set("bucket-1", "region", "region-2"),
        )
        .silent(three_tiers())
}
