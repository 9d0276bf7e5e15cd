//! Web ACLs: what the inspector at the door lets through.

use crate::rules::table::topic;

topic! {
    "Web ACLs":
    web_acl_priority_taken,
    web_acl_matches_everybody,
    web_acl_of_another_region,
    web_acl_without_effect,
    web_acl_rule_invalid,
    web_acl_only_counts,
}
