//! What belongs where: places that are missing, references that lead nowhere, Regions and zones that contradict each other.

use crate::rules::table::topic;

topic! {
    "What belongs where":
    required_place_missing,
    reference_to_nothing,
    region_contradiction,
    zone_outside_region,
    subnet_without_zone,
    account_twice,
    workload_twice,
}
