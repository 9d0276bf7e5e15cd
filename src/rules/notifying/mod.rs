//! Telling people: topics and who hears them.

use crate::rules::table::topic;

topic! {
    "Topics":
    topic_without_subscriber,
    subscription_not_confirmed,
    subscription_address_invalid,
    topic_key_shuts_out,
}
