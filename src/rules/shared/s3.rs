//! The way to a bucket: which is near, and how an endpoint comes to serve a table.

use rustc_hash::FxHashSet;

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

/// A gateway endpoint that is in no table that a subnet uses.
pub struct Idle<'a> {
    /// The endpoint.
    pub id: &'a ResourceId,
    /// What was said of it.
    pub endpoint: &'a VpcEndpoint,
    /// The tables of subnets that are not public: who profits.
    pub tables: Vec<&'a ResourceId>,
}

/// The gateway endpoints that serve nobody, as far as that is told with them.
pub fn idle_endpoints<'a>(context: &Context<'_, 'a>) -> Vec<Idle<'a>> {
    let mut endpoints = context.all::<VpcEndpoint>().peekable();
    if endpoints.peek().is_none() {
        return Vec::new();
    }
    let used: FxHashSet<_> = context.subnets.iter().filter_map(|it| it.table).collect();
    let mut idle = Vec::new();
    for (id, endpoint) in endpoints {
        let Some(vpc) = &endpoint.vpc else { continue };
        // A table that is gone, or of another VPC, is told as such.
        let fine = |it| {
            let table: Option<&RouteTable> = context.find(it);
            table.is_some_and(|it| it.vpc.as_ref() == Some(vpc))
        };
        let serves = endpoint.route_tables.iter().any(|it| used.contains(it));
        if serves || !endpoint.route_tables.iter().all(fine) {
            continue;
        }
        let subnets = context.subnets_of(vpc).filter(|it| !it.is_public());
        let mut tables: Vec<_> = subnets.filter_map(|it| it.table).collect();
        tables.order();
        tables.dedup();
        idle.push(Idle {
            id,
            endpoint,
            tables,
        });
    }
    idle
}

/// The tables that an idle endpoint for S3 is told to serve, each with that.
pub fn told_with_endpoint<'a>(
    context: &Context<'_, 'a>,
) -> rustc_hash::FxHashMap<&'a ResourceId, &'a ResourceId> {
    let idle = idle_endpoints(context).into_iter();
    let idle = idle.filter(|it| it.endpoint.service == EndpointService::S3);
    idle.flat_map(|it| it.tables.into_iter().map(move |table| (table, it.id)))
        .collect()
}
