//! Operations: how it is kept, and not only built.

use std::collections::BTreeSet;

use super::Practice;
use crate::architecture::*;
use crate::network::{Outcome, Reach};
use crate::relations::servers::Servers;
use crate::review::facts::Facts;
use crate::review::line::Asked;
use crate::review::verdict::Verdict;
use crate::review::{chapters, checklist};
use crate::rules::is_refused;
use crate::text::list;

pub const LINES: &[Practice] = &[
    Practice {
        asked: Asked {
            number: None,
            code: "tagged",
            title: "Everything is tagged",
            chapter: chapters::WHOLE,
            rules: &[],
            judge: tagged,
        },
        weight: 12,
        why: "Without tags nobody knows whose a thing is and what a project costs.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "infrastructure-as-code",
            title: "Infrastructure as code",
            chapter: chapters::WHOLE,
            rules: &[],
            judge: as_code,
        },
        weight: 16,
        why: "It is what makes every other practice repeatable, and a second Region possible.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "documented",
            title: "Documented",
            chapter: chapters::WHOLE,
            rules: &[],
            judge: documented,
        },
        weight: 8,
        why: "The drawing says most of it already; a page says why.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "ci-cd",
            title: "CI/CD",
            chapter: chapters::WHOLE,
            rules: &[],
            judge: pipeline,
        },
        weight: 12,
        why: "Changes by hand are where most failures come from.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "runbooks",
            title: "Runbooks",
            chapter: chapters::WHOLE,
            rules: &[],
            judge: runbooks,
        },
        weight: 14,
        why: "In the night of a failure there is no time to find out what to do.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "trail-reviewed",
            title: "CloudTrail is reviewed",
            chapter: chapters::CLOUDTRAIL,
            rules: &[],
            judge: trail_reviewed,
        },
        weight: 14,
        why: "A log that nobody reads finds nobody.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "recovery-tested",
            title: "Disaster recovery is tested",
            chapter: chapters::RDS,
            rules: &[],
            judge: recovery,
        },
        weight: 14,
        why: "A backup that was never restored is a hope.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "patched-by-systems-manager",
            title: "Systems Manager for patches",
            chapter: chapters::IAM,
            rules: &[],
            judge: patches,
        },
        weight: 10,
        why: "Known holes are the ones that are used. Servers that are replaced often are patched that way too.",
    },
];

/// The keys that everything carries beside its name.
const KEYS: [&str; 3] = ["Environment", "Owner", "CostCenter"];

/// Everything that AWS lets be tagged carries the three keys, by itself or by
/// the account's default tags; Name is what a thing is called.
fn tagged(facts: &Facts) -> Verdict {
    let defaults: BTreeSet<&str> = facts
        .all::<Account>()
        .flat_map(|it| &it.1.default_tags)
        .filter(|it| !it.value.trim().is_empty())
        .map(|it| it.key.as_str())
        .collect();
    let taggable = facts
        .design
        .resources()
        .filter(|it| it.1.kind().info().tagging.is_some());
    let taggable: Vec<_> = taggable.collect();
    if taggable.is_empty() {
        return Verdict::not_met("Nothing that can be tagged is there yet.");
    }
    let mut lacking: BTreeSet<&str> = BTreeSet::new();
    let mut bare: Vec<&ResourceId> = Vec::new();
    let mut named = Vec::new();
    for (id, it) in &taggable {
        let has = |key: &&str| {
            defaults.contains(*key) || it.tags.get(key).is_some_and(|it| !it.trim().is_empty())
        };
        let missing: Vec<&str> = KEYS.iter().filter(|key| !has(key)).copied().collect();
        if !missing.is_empty() {
            bare.push(id);
        }
        lacking.extend(missing);
        if it.name.trim().is_empty() {
            named.push(*id);
        }
    }
    if bare.is_empty() && named.is_empty() {
        return Verdict::met(format!("Name, {} on everything.", list(KEYS)));
    }
    let sentence = match bare.is_empty() {
        true => format!("{} has no name.", facts.names(named.iter().copied())),
        false => format!(
            "{} of {} things have no {}.",
            bare.len(),
            taggable.len(),
            list(lacking),
        ),
    };
    let all: Vec<&ResourceId> = bare.into_iter().chain(named).collect();
    // A glance is enough; nobody reads a thousand names.
    Verdict::not_met(sentence).with(facts, all.into_iter().take(8))
}

/// The drawing is code, since it exports as a template, if AWS would take what
/// it says. What AWS takes and cannot work is asked by the other lines.
fn as_code(facts: &Facts) -> Verdict {
    if facts.is_empty() {
        return Verdict::not_met("There is nothing yet that could be exported.");
    }
    let errors = facts.analysis.findings().iter().filter(|it| is_refused(it));
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        return Verdict::met("The drawing exports as a CloudFormation template that AWS takes.");
    }
    let first = errors.first().map_or("", |it| it.title);
    let sentence = match errors.len() {
        1 => format!("The template would be refused or fail: {first}."),
        many => {
            format!("The template would be refused or fail for {many} reasons, first: {first}.")
        }
    };
    let ids: BTreeSet<&ResourceId> = errors
        .iter()
        .filter_map(|it| it.resources.first())
        .collect();
    Verdict::not_met(sentence).with(facts, ids.into_iter().take(8))
}

/// What only its keepers know: something must be there that it is about.
fn kept(facts: &Facts, question: &str) -> Verdict {
    if facts.is_empty() {
        return Verdict::not_met("Nothing is built yet.");
    }
    Verdict::ask(question)
}

fn documented(facts: &Facts) -> Verdict {
    kept(
        facts,
        "Say where the page is that explains this design and its reasons.",
    )
}

fn pipeline(facts: &Facts) -> Verdict {
    kept(
        facts,
        "Say how a change of the application gets to the servers without a hand. Pipelines are not modelled.",
    )
}

fn runbooks(facts: &Facts) -> Verdict {
    kept(facts, "Say where the runbook for the failure of a zone is.")
}

fn recovery(facts: &Facts) -> Verdict {
    let backed = facts.all::<Database>().any(|it| it.1.backup_days > 0);
    if !backed && !facts.is_empty() {
        return Verdict::not_met("There is no database with backups yet that could be restored.");
    }
    kept(
        facts,
        "Restore the database to a minute of yesterday, and say when you did and how long it took.",
    )
}

fn trail_reviewed(facts: &Facts) -> Verdict {
    // Nobody reads what is not written.
    if let Err(verdict) = checklist::working_trail(facts) {
        return verdict;
    }
    kept(facts, "Say who reads the trail, and how often.")
}

/// Systems Manager reaches a server whose role has
/// AmazonSSMManagedInstanceCore and whose agent gets out to its endpoints on
/// TCP 443; whether it patches, only its keepers know. [SSM UG: Configure
/// instance permissions; Setting up Systems Manager: prerequisites] (rulebook
///
fn patches(facts: &Facts) -> Verdict {
    const CORE: &str = "AmazonSSMManagedInstanceCore";
    if facts.servers().is_empty() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    for it in facts.servers() {
        let profile: Option<&InstanceProfile> = it.profile.and_then(|id| facts.design.find(id));
        let role = profile.and_then(|it| facts.design.entry(it.role.as_ref()?));
        let managed = role.and_then(|(id, it)| Some((id, it.as_kind::<IamRole>()?)));
        let Some((id, role)) = managed else {
            let sentence = format!(
                "Systems Manager cannot reach {}: it has no role.",
                facts.name(it.id)
            );
            return Verdict::not_met(sentence).by(facts, it.made_by, "instance_profile");
        };
        if !role.managed_policies.iter().any(|it| it.name == CORE) {
            let policy = ManagedPolicy {
                name: CORE.to_owned(),
            };
            let end = role.managed_policies.len();
            let sentence = format!(
                "Systems Manager cannot reach {}: {} lacks {CORE}.",
                facts.name(it.id),
                facts.name(id)
            );
            return Verdict::not_met(sentence)
                .by(facts, id, "managed_policies")
                .fix(
                    "Attach the policy",
                    vec![Edit::insert(id, "managed_policies", end, policy)],
                );
        }
        if let Some(verdict) = without_way(facts, it) {
            return verdict;
        }
    }
    Verdict::ask(
        "Systems Manager reaches the servers. Say how they get their patches: by Patch Manager, or by a new image.",
    )
}

/// What is said of servers of which none, or none in some subnet, reaches AWS's
/// public endpoints: those of Systems Manager inside a VPC are not modelled.
fn without_way(facts: &Facts, servers: &Servers) -> Option<Verdict> {
    // Whom nobody can ask about has nothing to patch. One who does not reach
    // some addresses may reach those of AWS.
    let is_shut = |from: &&ResourceId| {
        let call = Intent {
            from: from.to_string(),
            to: "internet".to_owned(),
            port: 443,
            ..Intent::default()
        };
        let outcome = facts.network.check_intent(&call);
        matches!(outcome, Outcome::Broken(trace) if trace.extent.reach == Reach::Nobody)
    };
    let mut from = std::iter::once(servers.id).chain(servers.subnets);
    let shut = from.find(is_shut)?;
    let place = match shut == servers.id {
        true => String::new(),
        false => format!(" in {}", facts.name(shut)),
    };
    let sentence = format!(
        "Systems Manager cannot reach {}{place}: it does not get out to the internet on TCP 443.",
        facts.name(servers.id)
    );
    let property = match facts.design.kind_of(servers.id) {
        Some(Kind::AutoScalingGroup) => "subnets",
        _ => "subnet",
    };
    Some(Verdict::not_met(sentence).by(facts, servers.id, property))
}
