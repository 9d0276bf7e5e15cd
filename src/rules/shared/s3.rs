//! The way to a bucket: which is near, and how an endpoint comes to serve a table.

use crate::rules::prelude::*;

/// Whether this is a bucket in the Region of the subnet, as far as both say.
pub fn is_near(context: &Context<'_, '_>, subnet: &ResourceId, bucket: &ResourceId) -> bool {
    let Some(bucket) = context.find::<Bucket>(bucket) else {
        return false;
    };
    let home = context
        .subnet(subnet)
        .and_then(|it| context.region_of(it.vpc?));
    let region: Option<&Region> = context.architecture.follow(&bucket.region);
    region
        .zip(home)
        .is_none_or(|(region, home)| region.code == home)
}

/// An endpoint of the VPC that exists only has to serve this table too. Where
/// there is none, a new one serves all that are not public.
pub fn serve(
    context: &Context<'_, '_>,
    subnet: &SubnetFacts<'_>,
    table: &ResourceId,
) -> Option<Remedy> {
    let mut endpoints = context
        .all::<VpcEndpoint>()
        .filter(|(_, it)| it.service == EndpointService::S3);
    let own = endpoints.find(|(_, it)| it.vpc.as_ref() == subnet.vpc);
    if let Some((id, endpoint)) = own {
        let end = endpoint.route_tables.len();
        return Some(Remedy::new(
            format!("Add {} to {}", context.name(table), context.name(id)),
            Edit::insert(id, "route_tables", end, table),
        ));
    }
    let architecture = context.architecture.architecture();
    let vpc = subnet.vpc?;
    // Looking for a free id for each of countless subnets would cost more than
    // it helps.
    if context.subnets_of(vpc).nth(200).is_some() {
        return None;
    }
    let private = context.subnets_of(vpc).filter(|it| !it.is_public());
    let mut tables: Vec<_> = private
        .filter_map(|it| it.table)
        .chain([table])
        .cloned()
        .collect();
    tables.order();
    tables.dedup();
    let endpoint = VpcEndpoint {
        vpc: Some(vpc.clone()),
        route_tables: tables.clone(),
        ..VpcEndpoint::default()
    };
    Some(Remedy::new(
        format!(
            "Make a gateway endpoint for S3 in {}",
            context.names(&tables)
        ),
        Edit::Create {
            id: architecture.free_id(Kind::VpcEndpoint),
            resource: Resource::new(architecture.free_name("S3-endpoint"), endpoint),
        },
    ))
}
