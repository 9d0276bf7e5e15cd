//! Endpoints: the way to S3 that does not lead over the internet.

use crate::rules::table::topic;

topic! {
    "Endpoints":
    endpoint_without_route_table,
    endpoint_without_dns,
    endpoint_of_another_region,
    bucket_not_reachable,
}
