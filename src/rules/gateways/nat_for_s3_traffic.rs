//! The archive can be reached without paying at the side exit.

use crate::rules::prelude::*;
use crate::rules::shared::s3::{is_near, serve};

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
        if context.all::<VpcEndpoint>().any(|(_, it)| served(it)) {
            continue;
        }
        report
            .about(subnet.id)
            .at("route_table")
            .with(nat)
            .with(caller)
            .fix_if(serve(context, subnet, table))
            .say(format!(
                "{} in {} calls S3 through {}, which charges by the gigabyte; a gateway endpoint for S3 is free.",
                context.name(caller),
                context.name(subnet.id),
                context.name(nat),
            ));
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
    Examples::new()
        .fires(calling.clone(), expect![[r#"
            Notebookly-ASG in private-a calls S3 through NAT-GW-AZ1, which charges by the gigabyte; a gateway endpoint for S3 is free. [Make a gateway endpoint for S3 in private-a and private-b]
            Notebookly-ASG in private-b calls S3 through NAT-GW-AZ2, which charges by the gigabyte; a gateway endpoint for S3 is free. [Make a gateway endpoint for S3 in private-a and private-b]"#]])
        .fires(calling.clone().add("vpce-1", "S3", endpoint(&["rt-2"])), expect!["Notebookly-ASG in private-b calls S3 through NAT-GW-AZ2, which charges by the gigabyte; a gateway endpoint for S3 is free. [Add private-b to S3]"])
        .silent(calling.clone().add("vpce-1", "S3", endpoint(&["rt-2", "rt-3"])))
        .silent(
            calling
                .add("region-2", "Frankfurt", Region { code: "eu-central-1".to_owned() })
                .set("bucket-1", "region", "region-2"),
        )
        .silent(three_tiers())
}
