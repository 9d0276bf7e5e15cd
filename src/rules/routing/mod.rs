//! Routes: what a table may hold, and where its lines lead.

use crate::rules::rule::topic;

topic! {
    "Routes":
    route_table_unused,
    route_to_gateway_missing,
    subnet_on_main_route_table,
    subnet_without_default_route,
    main_route_table_leads_out,
    duplicate_route,
    route_without_target,
    route_to_deleted_target,
    route_to_detached_gateway,
    route_target_of_another_vpc,
    route_inside_vpc,
    route_to_reserved_range,
}
