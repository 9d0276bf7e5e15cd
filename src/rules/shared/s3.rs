//! The way to a bucket: which is near, and how an endpoint comes to serve a table.

use crate::network::fix::serve_by_endpoint;
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
    serve_by_endpoint(context.relations, subnet, table, EndpointService::S3)
}
