//! Points 12, 13 and 18: who may do what.

use std::collections::BTreeSet;

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::iam;
use crate::review::verdict::Verdict;

/// Servers get their rights by a role, and no key stands in a script (rulebook
/// IAM-2, IAM-3).
pub fn roles_no_keys(facts: &Facts) -> Verdict {
    let mut leaked = facts.findings("credentials-in-user-data");
    if let Some(finding) = leaked.next() {
        let verdict = Verdict::not_met(finding.sentence.clone());
        return verdict.by_all(facts, finding.resources.first(), "user_data");
    }
    let servers = facts.servers();
    if servers.is_empty() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    let mut roles = BTreeSet::new();
    for it in servers {
        let Some((profile_id, profile)) = it.profile.and_then(|id| {
            let profile: &InstanceProfile = facts.design.find(id)?;
            Some((id, profile))
        }) else {
            // A machine that only forwards packets asks AWS for nothing.
            let forwards = facts
                .design
                .find::<Instance>(it.id)
                .is_some_and(|it| !it.source_dest_check);
            if forwards {
                continue;
            }
            let sentence = format!("{} has no instance profile, so no role.", facts.name(it.id));
            let mut profiles = facts.all::<InstanceProfile>();
            let only = profiles.next().filter(|_| profiles.next().is_none());
            let edits = only.map(|(id, _)| Edit::set(it.made_by, "instance_profile", id));
            return Verdict::not_met(sentence)
                .by(facts, it.made_by, "instance_profile")
                .fix("Give it the instance profile", edits.into_iter().collect());
        };
        let Some((role_id, role)) = profile.role.as_ref().and_then(|id| {
            let role: &IamRole = facts.design.find(id)?;
            Some((id, role))
        }) else {
            let sentence = format!(
                "The instance profile {} holds no role.",
                facts.name(profile_id)
            );
            return Verdict::not_met(sentence).by(facts, profile_id, "role");
        };
        if !iam::trusts(role, "ec2.amazonaws.com") {
            let sentence = format!(
                "The trust policy of {} does not let EC2 assume it.",
                facts.name(role_id)
            );
            return Verdict::not_met(sentence).by(facts, role_id, "trust_policy");
        }
        roles.insert(role_id);
    }
    let sentence = match roles.is_empty() {
        true => "No server asks AWS for anything.".to_owned(),
        false => format!(
            "{}; no keys in scripts.",
            facts.names(roles.iter().copied())
        ),
    };
    Verdict::met(sentence).by_all(facts, roles, "trust_policy")
}

/// People get their rights by groups (rulebook IAM-10).
pub fn groups_with_policies(facts: &Facts) -> Verdict {
    let users: Vec<(&ResourceId, &IamUser)> = facts.all().collect();
    if users.is_empty() {
        return Verdict::missing(Kind::IamUser);
    }
    let direct = users
        .iter()
        .filter(|(_, it)| !it.policies.is_empty() || !it.managed_policies.is_empty());
    let direct: Vec<_> = direct.collect();
    if let Some((id, it)) = direct.first() {
        let sentence = format!(
            "{} {} policies of their own. Rights belong to groups.",
            facts.names(direct.iter().map(|it| it.0)),
            if direct.len() == 1 { "has" } else { "have" },
        );
        let property = match it.policies.is_empty() {
            true => "managed_policies",
            false => "policies",
        };
        return Verdict::not_met(sentence).by(facts, id, property);
    }
    let has_rights = |id: &&ResourceId| {
        let group: Option<&IamGroup> = facts.design.find(id);
        group.is_some_and(|it| {
            let named = |it: &ManagedPolicy| !it.name.trim().is_empty();
            !it.policies.is_empty() || it.managed_policies.iter().any(named)
        })
    };
    let bare = users
        .iter()
        .filter(|(_, it)| !it.groups.iter().any(|id| has_rights(&id)));
    let bare: Vec<_> = bare.map(|it| it.0).collect();
    if !bare.is_empty() {
        let sentence = format!(
            "{} {} in no group that has a policy.",
            facts.names(bare.iter().copied()),
            if bare.len() == 1 { "is" } else { "are" },
        );
        let mut groups = facts.all::<IamGroup>().filter(|(id, _)| has_rights(id));
        let only = groups.next().filter(|_| groups.next().is_none());
        // Who belongs to administrators is not for a button to say.
        let only = only.filter(|(_, it)| {
            !it.managed_policies
                .iter()
                .any(|it| iam::BROAD.contains(&it.name.as_str()))
        });
        let edits = only.into_iter().flat_map(|(group, _)| {
            bare.iter()
                .map(move |id| Edit::insert(id, "groups", 0, group))
        });
        let edits: Vec<Edit> = edits.collect();
        return Verdict::not_met(sentence)
            .by_all(facts, bare.iter().copied(), "groups")
            .fix("Put them into the group", edits);
    }
    let groups: BTreeSet<&ResourceId> = users.iter().flat_map(|(_, it)| &it.groups).collect();
    let sentence = format!("{}.", facts.names(groups.iter().copied()));
    Verdict::met(sentence).by_all(facts, users.iter().map(|it| it.0), "groups")
}

/// The root user signs in with a second factor. No template can do it, so the
/// account's property is the learner's word. [IAM UG: MFA for the root user]
pub fn root_mfa(facts: &Facts) -> Verdict {
    let accounts: Vec<(&ResourceId, &Account)> = facts.all().collect();
    if accounts.is_empty() {
        return Verdict::missing(Kind::Account);
    }
    let open: Vec<_> = accounts
        .iter()
        .filter(|it| !it.1.root_mfa)
        .map(|it| it.0)
        .collect();
    if !open.is_empty() {
        let edits = open
            .iter()
            .map(|id| Edit::set(id, "root_mfa", true))
            .collect();
        return Verdict::ask(
            "This cannot be seen from the drawing. Turn it on in the console, then say so here.",
        )
        .by_all(facts, open, "root_mfa")
        .fix("It is on", edits);
    }
    Verdict::stated("You say that it is on.").by_all(
        facts,
        accounts.iter().map(|it| it.0),
        "root_mfa",
    )
}
