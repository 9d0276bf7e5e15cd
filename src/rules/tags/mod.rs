//! What people write on resources.

use crate::rules::table::topic;

topic! {
    "Tags":
    tag_refused,
    tags_too_many,
}
