//! Security as far as it is about people and roles: who signs in how, and with
//! which rights and keys.

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::iam;
use crate::review::least_privilege::policies;
use crate::review::verdict::Verdict;

/// No role may do more than named actions on named resources, no user is an
/// administrator on their own (rulebook IAM-10).
pub fn least_privilege(facts: &Facts) -> Verdict {
    if facts.all::<IamRole>().next().is_none() && facts.all::<IamUser>().next().is_none() {
        return Verdict::missing(Kind::IamRole);
    }
    let wide = policies::wide(facts);
    let Some(first) = wide.first() else {
        return Verdict::met(
            "Roles name their actions and resources; administrators are so by their group.",
        )
        .with(facts, facts.all::<IamRole>().map(|it| it.0));
    };
    let verdict = Verdict::not_met(match wide.len() {
        1 => first.sentence.clone(),
        many => format!(
            "{} {many} policies in all are wider than needed.",
            first.sentence
        ),
    });
    let verdict = wide.iter().fold(verdict, |verdict, it| match &it.policy {
        Some(policy) => verdict.by(facts, policy, "document"),
        None => verdict.by(facts, &it.holder, "managed_policies"),
    });
    // One at a time: a second remedy may speak of the same list.
    match wide.iter().find_map(|it| it.fix.clone()) {
        Some(fix) => verdict.fix(fix.label, fix.edits),
        None => verdict,
    }
}

/// Everybody who signs in to the console has a second factor. [IAM UG: MFA]
pub fn second_factor(facts: &Facts) -> Verdict {
    let people = facts.all::<IamUser>().filter(|(_, it)| it.console);
    let people: Vec<(&ResourceId, &IamUser)> = people.collect();
    if people.is_empty() {
        return match facts.all::<IamUser>().next() {
            Some(_) => Verdict::met("No user signs in to the console."),
            None => Verdict::missing(Kind::IamUser),
        };
    }
    let bare: Vec<_> = people
        .iter()
        .filter(|it| !it.1.mfa)
        .map(|it| it.0)
        .collect();
    if !bare.is_empty() {
        let edits = bare.iter().map(|id| Edit::set(id, "mfa", true)).collect();
        let sentence = format!(
            "{} {} in with a password only.",
            facts.names(bare.iter().copied()),
            if bare.len() == 1 { "signs" } else { "sign" },
        );
        return Verdict::not_met(sentence)
            .by_all(facts, bare, "mfa")
            .fix("A device is registered", edits);
    }
    let sentence = format!("{}.", facts.names(people.iter().map(|it| it.0)));
    Verdict::met(sentence).by_all(facts, people.iter().map(|it| it.0), "mfa")
}

/// No working key is older than 90 days, and the root user has none (rulebook
/// IAM-18).
pub fn keys(facts: &Facts) -> Verdict {
    const DAYS: u32 = 90;
    let users: Vec<(&ResourceId, &IamUser)> = facts.all().collect();
    if users.is_empty() {
        return Verdict::missing(Kind::IamUser);
    }
    let root = facts.all::<Account>().filter(|it| it.1.root_access_keys);
    let root: Vec<_> = root.map(|it| it.0).collect();
    if !root.is_empty() {
        let edits = root
            .iter()
            .map(|id| Edit::set(id, "root_access_keys", false))
            .collect();
        return Verdict::not_met(
            "The root user has access keys. Delete them: nobody can limit what they may do.",
        )
        .by_all(facts, root, "root_access_keys")
        .fix("They are deleted", edits);
    }
    let works = |it: &&AccessKey| it.status == KeyStatus::Active;
    let old = users.iter().filter(|it| {
        it.1.access_keys
            .iter()
            .filter(works)
            .any(|it| it.age_days > DAYS)
    });
    let old: Vec<_> = old.map(|it| it.0).collect();
    if !old.is_empty() {
        let sentence = format!(
            "{} {} a working access key older than {DAYS} days.",
            facts.names(old.iter().copied()),
            if old.len() == 1 { "has" } else { "have" },
        );
        return Verdict::not_met(sentence).by_all(facts, old, "access_keys");
    }
    let some = users
        .iter()
        .any(|it| it.1.access_keys.iter().any(|it| works(&it)));
    let sentence = match some {
        true => "Every working access key is 90 days old or younger.",
        false => "Nobody has a working access key.",
    };
    Verdict::met(sentence).by_all(facts, users.iter().map(|it| it.0), "access_keys")
}

/// Servers call AWS by their role: what they call stands in the drawing, and
/// no script and no server uses a user's key.
pub fn roles(facts: &Facts) -> Verdict {
    if facts.servers().is_empty() {
        return Verdict::missing(Kind::IamRole);
    }
    if let Some(finding) = facts.findings("credentials-in-user-data").next() {
        let verdict = Verdict::not_met(finding.sentence.clone());
        return verdict.by_all(facts, finding.resources.first(), "user_data");
    }
    for it in facts.servers() {
        let calls = it
            .backends
            .iter()
            .any(|id| facts.design.kind_of(id) == Some(Kind::Bucket));
        let profile: Option<&InstanceProfile> = it.profile.and_then(|id| facts.design.find(id));
        let role = profile.and_then(|it| facts.design.follow::<IamRole>(&it.role));
        let trusted = role.is_some_and(|it| iam::trusts(it, "ec2.amazonaws.com"));
        if calls && !trusted {
            let sentence = format!(
                "{} calls S3 without a role that EC2 may assume.",
                facts.name(it.id)
            );
            return Verdict::not_met(sentence).by(facts, it.made_by, "instance_profile");
        }
    }
    Verdict::met("No credentials stand in scripts; what calls AWS has a role.").by_all(
        facts,
        facts.servers().iter().map(|it| it.made_by),
        "instance_profile",
    )
}
