//! A private path to a name that nobody can look up.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "endpoint-without-dns",
    severity: Warning,
    title: "Gateway endpoint in a VPC without DNS",
    checks: "That the VPC of a gateway endpoint has DNS resolution and DNS hostnames on.",
    why: "S3 and DynamoDB are called by name. With Amazon's name server both attributes must be on for the endpoint to be used.",
    reaction: "AWS accepts it; calls by name may not take the endpoint.",
    source: "[PL guide: Gateway endpoints for S3] · rulebook VPCE-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // Where file systems wait for the names too, that is told once, with them.
    let mounted: FxHashSet<_> = context
        .all::<FileSystem>()
        .flat_map(|(_, it)| &it.mount_targets)
        .filter_map(|it| context.subnet(it.subnet.as_ref()?)?.vpc)
        .collect();
    for (id, endpoint) in context.all::<VpcEndpoint>() {
        let vpc: Option<&Vpc> = context.architecture.follow(&endpoint.vpc);
        // DNS resolution that is off is told for the VPC as a whole.
        if let (Some(vpc_id), Some(vpc)) = (&endpoint.vpc, vpc)
            && vpc.dns_support
            && !vpc.dns_hostnames
            && !mounted.contains(vpc_id)
        {
            report
                .about(id)
                .at("vpc")
                .with(vpc_id)
                .value(vpc_id, "dns_hostnames")
                .fix(
                    format!("Turn DNS hostnames on in {}", context.name(vpc_id)),
                    Edit::set(vpc_id, "dns_hostnames", true),
                )
                .say(format!(
                    "{} is reached by host name, so DNS hostnames must be on in {} for {} to be used.",
                    endpoint.service.label(),
                    context.name(vpc_id),
                    context.name(id),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let endpoint = VpcEndpoint {
        vpc: to("vpc-1"),
        route_tables: ids(&["rt-1"]),
        ..VpcEndpoint::default()
    };
    Examples::new()
        .fires(empty_vpc().add("vpce-1", "S3", endpoint.clone()), expect!["Amazon S3 is reached by host name, so DNS hostnames must be on in Notebookly-VPC for S3 to be used. [Turn DNS hostnames on in Notebookly-VPC]"])
        .silent(three_tiers().add("vpce-1", "S3", endpoint))
}
