//! Journeys: what breaks the ways that customers take.

use crate::rules::table::topic;

topic! {
    "Journeys":
    single_point_of_failure,
}
