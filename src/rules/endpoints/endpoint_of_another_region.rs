//! The side door leads only to the archive next door.

use crate::rules::shared::s3::is_near;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "endpoint-of-another-region",
    severity: Warning,
    title: "Gateway endpoint does not serve a bucket in another Region",
    checks: "That servers in a subnet with a gateway endpoint for S3 call buckets of the same Region.",
    why: "A gateway endpoint serves only its own Region. Requests to a bucket elsewhere take the default route, and are paid for, or find no way at all.",
    reaction: "AWS accepts it; the endpoint is not used for these requests.",
    source: "[PL guide: Gateway endpoints for S3] · rulebook VPCE-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let served = context.s3_endpoints();
    if served.is_empty() {
        return;
    }
    for it in context.servers() {
        for bucket in it.backends {
            let mut subnets = context.subnets_among(it.subnets);
            let far = subnets.find_map(|subnet| {
                let endpoint = served.get(subnet.table?)?;
                let far = context.find::<Bucket>(bucket).is_some() && !is_near(context, subnet.id, bucket);
                far.then_some((subnet, *endpoint))
            });
            let Some((subnet, endpoint)) = far else { continue };
            let instead = match subnet.chosen_exit() {
                Exit::NatGateway(nat) => format!("these requests take {} instead, and are paid for", context.name(nat)),
                Exit::InternetGateway(gateway) => format!("these requests take {} instead", context.name(gateway)),
                _ => "these requests find no way".to_owned(),
            };
            report
                .about(it.made_by)
                .at("backends")
                .with(bucket)
                .with(endpoint)
                .value(bucket, "region")
                .say(format!(
                    "{} calls {}, which is in another Region than {}: {instead}.",
                    context.name(it.id),
                    context.name(bucket),
                    context.name(endpoint),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let endpoint = VpcEndpoint {
        vpc: to("vpc-1"),
        route_tables: ids(&["rt-2", "rt-3"]),
        ..VpcEndpoint::default()
    };
    let near = three_tiers()
        .add("bucket-1", "assets", Bucket::default())
        .push("lt-1", "backends", "bucket-1")
        .add("vpce-1", "S3-endpoint", endpoint)
        .add(
            "region-2",
            "Frankfurt",
            Region {
                code: "eu-central-1".to_owned(),
            },
        );
    let far = near.clone().set("bucket-1", "region", "region-2");
    Examples::new()
        .fires(far.clone(), expect!["Notebookly-ASG calls assets, which is in another Region than S3-endpoint: these requests take NAT-GW-AZ1 instead, and are paid for."])
        .fires(far.set("rt-2", "routes", serde_json::json!([])), expect!["Notebookly-ASG calls assets, which is in another Region than S3-endpoint: these requests find no way."])
        .silent(near)
        .silent(three_tiers())
}
