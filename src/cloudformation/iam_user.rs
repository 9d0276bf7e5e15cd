//! IAM users.
//!
//! What makes one sign in is left out: a password would stand in the template
//! for all to read, a second factor is somebody's device, and the secret half
//! of an access key is shown once and kept nowhere.

use super::iam_group::ONCE;
use super::iam_policy;
use super::omission::Why;
use super::value::Fields;
use super::writer::Writer;
use crate::architecture::{IamUser, Kind, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, user: &IamUser) {
    if !w.first {
        return w.omit(id, Why::Refused(ONCE));
    }
    let name = iam_policy::name(w, id, "AWS::IAM::User", 64);
    let policies = iam_policy::attached(w, id, &user.policies, &user.managed_policies);
    let mut groups = w.follow_all(id, &user.groups, Kind::IamGroup, "group");
    if groups.len() > 10 {
        // Rulebook IAM-15.
        groups.truncate(10);
        w.omit_part(id, "groups", Why::Refused("a user is in ten groups at most"));
    }
    let properties = Fields::new()
        .maybe("UserName", name)
        .list("Groups", w.references(&groups))
        .list("ManagedPolicyArns", policies)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::IAM::User", properties);
    for (there, part, why) in [
        (
            user.console,
            "console access",
            "it needs a password, which has no place in a template: give one in the console afterwards",
        ),
        (
            user.mfa,
            "MFA",
            "a device is registered by whoever holds it",
        ),
        (
            !user.access_keys.is_empty(),
            "access keys",
            "the secret of a key is shown once and has no place in a template",
        ),
    ] {
        if there {
            w.omit_part(id, part, Why::Inexpressible(why));
        }
    }
}
