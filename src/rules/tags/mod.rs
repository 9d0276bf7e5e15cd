//! What people write on resources.

use crate::rules::rule::topic;

topic! {
    "Tags":
    tag_refused,
    tags_too_many,
}
