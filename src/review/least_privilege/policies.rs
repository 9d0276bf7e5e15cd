//! Policies that allow more than the servers of the drawing call.

use std::collections::BTreeSet;

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::iam;

/// A policy that allows more than is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Wide {
    /// The role or the user that has it.
    pub holder: ResourceId,
    /// The policy of your own, where it is one.
    pub policy: Option<ResourceId>,
    /// What is wrong, and what is enough.
    pub sentence: String,
    /// The narrower policy in its place, where the drawing tells what is
    /// called.
    pub fix: Option<Remedy>,
}

/// What reading, writing and listing a bucket takes; the drawing does not tell
/// which of them a server does.
const BUCKET_ACTIONS: [&str; 3] = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"];

/// Every policy of a role that allows more than named actions on named
/// resources, and every user who is an administrator by a policy of their own:
/// administrators are so by their group (rulebook IAM-10).
pub fn wide(facts: &Facts) -> Vec<Wide> {
    let mut found = Vec::new();
    for (id, role) in facts.all::<IamRole>() {
        let called = called_buckets(facts, id);
        for (place, it) in role.managed_policies.iter().enumerate() {
            if iam::BROAD.contains(&it.name.as_str()) {
                found.push(of_aws(facts, id, role, place, &it.name, &called));
            }
        }
        for policy_id in &role.policies {
            if let Some(policy) = facts.design.find::<IamPolicy>(policy_id) {
                found.extend(of_own(facts, id, policy_id, policy, &called));
            }
        }
    }
    for (id, user) in facts.all::<IamUser>() {
        let broad = user
            .managed_policies
            .iter()
            .find(|it| it.name == "AdministratorAccess");
        let own = user.policies.iter().find(|it| {
            let policy: Option<&IamPolicy> = facts.design.find(it);
            policy.is_some_and(|it| {
                iam::allowed(&it.document)
                    .iter()
                    .any(iam::Allowed::is_everything)
            })
        });
        if broad.is_some() || own.is_some() {
            found.push(Wide {
                holder: id.clone(),
                policy: own.cloned(),
                sentence: format!(
                    "{} may do everything by a policy of their own. Administrators are so by their group.",
                    facts.name(id),
                ),
                fix: None,
            });
        }
    }
    found
}

/// A policy that AWS wrote.
fn of_aws(
    facts: &Facts,
    id: &ResourceId,
    role: &IamRole,
    place: usize,
    name: &str,
    called: &[String],
) -> Wide {
    // Of S3 the drawing tells what is called; of everything it does not.
    let fix = (name == "AmazonS3FullAccess" && !called.is_empty()).then(|| {
        let architecture = facts.design.architecture();
        let narrow = architecture.free_id(Kind::IamPolicy);
        let policy = IamPolicy {
            account: role.account.clone(),
            document: iam::policy(&BUCKET_ACTIONS, called),
        };
        let wanted = architecture.free_name(&format!("{}-buckets", facts.name(id)));
        Remedy {
            label: "Allow only the buckets that are called".to_owned(),
            edits: vec![
                Edit::create(narrow.clone(), Resource::new(wanted, policy)),
                Edit::insert(id, "policies", role.policies.len(), &narrow),
                Edit::remove(id, "managed_policies", place),
            ],
        }
    });
    Wide {
        holder: id.clone(),
        policy: None,
        sentence: format!(
            "{} has {name}, which allows far more than its servers call.",
            facts.name(id),
        ),
        fix,
    }
}

/// A policy of one's own: its first statement that is too wide.
fn of_own(
    facts: &Facts,
    role: &ResourceId,
    id: &ResourceId,
    policy: &IamPolicy,
    called: &[String],
) -> Option<Wide> {
    let is_wide = |it: &iam::Allowed| {
        it.is_everything()
            || (it.is_on_everything() && (it.is_every_action() || it.names_buckets()))
            || (it.is_of_s3() && it.is_every_action())
    };
    let it = iam::allowed(&policy.document).into_iter().find(is_wide)?;
    let what = match (it.is_every_action(), it.is_on_everything()) {
        (true, true) => "every action on every resource",
        (true, false) => "every action",
        _ => "its actions on every resource",
    };
    let service = if it.is_of_s3() { " of S3" } else { "" };
    let actions = it.is_every_action().then_some(&BUCKET_ACTIONS[..]);
    // Only what is all about buckets can be narrowed to buckets.
    let fix = (it.is_of_s3() && it.is_on_everything() && !called.is_empty())
        .then(|| iam::narrowed(&policy.document, it.place, actions, called))
        .flatten();
    let enough = match &fix {
        Some(_) => format!(
            " Its servers call {} only.",
            crate::text::list(named(called))
        ),
        None => " Name the actions and the resources.".to_owned(),
    };
    Some(Wide {
        holder: role.clone(),
        policy: Some(id.clone()),
        sentence: format!(
            "Statement {} of {} allows {what}{service}.{enough}",
            it.place + 1,
            facts.name(id),
        ),
        fix: fix.map(|document| {
            Remedy::new(
                "Allow only the buckets that are called",
                Edit::set(id, "document", document),
            )
        }),
    })
}

/// The buckets themselves among these ARNs.
fn named(arns: &[String]) -> Vec<String> {
    let buckets = arns.iter().filter(|it| !it.ends_with("/*"));
    buckets
        .map(|it| it.trim_start_matches("arn:aws:s3:::").to_owned())
        .collect()
}

/// The buckets that the servers of a role call, as ARNs of the bucket and of
/// its objects; none if one of them has no name yet. [S3 UG: Policy resources]
fn called_buckets(facts: &Facts, role: &ResourceId) -> Vec<String> {
    let mut buckets = BTreeSet::new();
    for it in facts.servers() {
        let profile: Option<&InstanceProfile> = it.profile.and_then(|id| facts.design.find(id));
        if profile.and_then(|it| it.role.as_ref()) == Some(role) {
            let called = it.backends.iter();
            buckets.extend(
                called
                    .filter_map(|id| facts.design.find::<Bucket>(id))
                    .map(|it| it.bucket_name.trim()),
            );
        }
    }
    if buckets.contains("") {
        return Vec::new();
    }
    buckets
        .into_iter()
        .flat_map(|name| {
            [
                format!("arn:aws:s3:::{name}"),
                format!("arn:aws:s3:::{name}/*"),
            ]
        })
        .collect()
}
