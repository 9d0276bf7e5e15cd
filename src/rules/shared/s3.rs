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

/// The remedy that a table leads to S3 over a gateway endpoint, which is that
/// of a trace too.
pub fn serve(
    context: &Context<'_, '_>,
    subnet: &SubnetFacts<'_>,
    table: &ResourceId,
) -> Option<Remedy> {
    serve_by_endpoint(context.relations, subnet, table, EndpointService::S3)
}
