//! Certificates: whether they are issued, and for the names that people type.

use crate::rules::table::topic;

topic! {
    "Certificates":
    certificate_name_invalid,
    certificate_not_validated,
    certificate_for_another_name,
}
