//! Identity: users, groups, roles, their policies, and who is let in.

use crate::rules::table::topic;

topic! {
    "Identity and permissions":
    policy_malformed,
    policy_too_long,
    policy_version_old,
    policy_action_unknown,
    role_trust_refuses,
    bucket_policy_public,
    bucket_not_permitted,
    administrator_attached,
    user_without_mfa,
    root_unprotected,
    access_key_old,
    too_many_access_keys,
    identity_name_taken,
    too_many_groups,
    identity_unused,
}
