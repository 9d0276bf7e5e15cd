//! Cost: no idle money.

use std::collections::BTreeSet;

use super::{Practice, idle};
use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::line::Asked;
use crate::review::verdict::Verdict;
use crate::review::watching::{Hearing, heard_budget};
use crate::review::{chapters, checklist};

pub const LINES: &[Practice] = &[
    Practice {
        asked: Asked {
            number: None,
            code: "commitment-for-steady-load",
            title: "A commitment for the steady load",
            chapter: chapters::ACCOUNT,
            rules: &[],
            judge: commitment,
        },
        weight: 16,
        why: "What runs all year is most of what servers cost, and a commitment of a year is the largest discount on it.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "spot-for-batch",
            title: "Spot for batch work that may be interrupted",
            chapter: chapters::EC2,
            rules: &[],
            judge: spot,
        },
        weight: 6,
        why: "A large discount on a part that a web shop has little of.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "right-sizing",
            title: "Right size, current generation",
            chapter: chapters::EC2,
            rules: &["instance-type-outdated", "volume-type-outdated"],
            judge: right_size,
        },
        weight: 20,
        why: "A size too large is paid for in every hour of the year; it is the first thing to look at.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "lifecycle-to-glacier",
            title: "Lifecycle to Glacier",
            chapter: chapters::S3,
            rules: &[],
            judge: lifecycle,
        },
        weight: 12,
        why: "Storage grows month by month, and most of it is old.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "nothing-unused",
            title: "Nothing unused",
            chapter: chapters::EBS,
            rules: &[
                "nat-unused",
                "web-acl-without-effect",
                "target-group-unused",
            ],
            judge: idle::unused,
        },
        weight: 16,
        why: "What nobody uses is the one cost that can go without a loss.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "budget-with-alerts",
            title: "A budget with alerts",
            chapter: chapters::ACCOUNT,
            rules: &[],
            judge: budget,
        },
        weight: 12,
        why: "It saves nothing itself, but ends every mistake in days and not at the end of a month.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "scales-in",
            title: "Scaling in after a peak",
            chapter: chapters::SCALING,
            rules: &["scaling-out-without-in"],
            judge: scales_in,
        },
        weight: 12,
        why: "Without it every peak raises the bill for good.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "region-chosen",
            title: "The Region is chosen with a reason",
            chapter: chapters::ZONES,
            rules: &[],
            judge: region,
        },
        weight: 6,
        why: "Prices differ by Region, but near customers and law decide first.",
    },
];

fn commitment(facts: &Facts) -> Verdict {
    if facts.servers().is_empty() && facts.all::<Database>().next().is_none() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    Verdict::ask(
        "Say whether the load that is there all year is on a Savings Plan or on reserved instances. No drawing shows it.",
    )
}

fn spot(facts: &Facts) -> Verdict {
    if facts.is_empty() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    Verdict::ask(
        "Say whether there is batch work that may be interrupted, and whether it runs on Spot Instances. They are not modelled.",
    )
}

/// Whether a size fits the load only measurements tell; an earlier generation
/// never does.
fn right_size(facts: &Facts) -> Verdict {
    if facts.servers().is_empty() && facts.all::<Database>().next().is_none() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    let outdated = ["instance-type-outdated", "volume-type-outdated"];
    let outdated: Vec<_> = outdated
        .into_iter()
        .flat_map(|code| facts.findings(code))
        .collect();
    if let Some(first) = outdated.first() {
        let verdict = Verdict::not_met(first.sentence.clone());
        let verdict = outdated.iter().fold(verdict, |verdict, it| {
            match (it.resources.first(), it.property) {
                (Some(id), Some(property)) => verdict.by(facts, id, property),
                _ => verdict,
            }
        });
        let fixes: Option<Vec<_>> = outdated.iter().map(|it| it.fix.clone()).collect();
        let edits = fixes
            .into_iter()
            .flatten()
            .flat_map(|it| it.edits)
            .collect();
        return verdict.fix("Take the current generation", edits);
    }
    Verdict::ask(
        "Say how busy the servers and the database are at most. A CPU between 20 and 70 % is a size that fits; the drawing shows no load.",
    )
}

/// What is old moves to a Glacier class (rulebook S3-17).
fn lifecycle(facts: &Facts) -> Verdict {
    const COLD: [&str; 3] = ["GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
    let buckets: Vec<(&ResourceId, &Bucket)> = facts.all().collect();
    if buckets.is_empty() {
        return Verdict::missing(Kind::Bucket);
    }
    let cools = |it: &Bucket| {
        let mut rules = it.lifecycle.iter();
        rules.any(|rule| rule.enabled && COLD.contains(&rule.storage_class.as_str()))
    };
    let cooling: Vec<_> = buckets
        .iter()
        .filter(|it| cools(it.1))
        .map(|it| it.0)
        .collect();
    if cooling.is_empty() {
        let sentence = format!(
            "No lifecycle rule of {} leads to Glacier.",
            facts.names(buckets.iter().map(|it| it.0))
        );
        let verdict =
            Verdict::not_met(sentence).by_all(facts, buckets.iter().map(|it| it.0), "lifecycle");
        let edits = match &buckets[..] {
            [(id, it)] => {
                let rule = LifecycleRule {
                    storage_class: "GLACIER_IR".to_owned(),
                    ..LifecycleRule::default()
                };
                vec![Edit::insert(id, "lifecycle", it.lifecycle.len(), rule)]
            }
            _ => Vec::new(),
        };
        return verdict.fix("Move to Glacier Instant Retrieval after 90 days", edits);
    }
    let sentence = format!(
        "{} moves old objects to Glacier.",
        facts.names(cooling.iter().copied())
    );
    Verdict::met(sentence).by_all(facts, cooling, "lifecycle")
}

/// A budget tells somebody (rulebook BUD-5).
fn budget(facts: &Facts) -> Verdict {
    let budgets: Vec<(&ResourceId, &Budget)> = facts.all().collect();
    let Some((first, _)) = budgets.first() else {
        return Verdict::missing(Kind::Budget);
    };
    let tells = |(id, it): &&(&ResourceId, &Budget)| {
        let mut each = it.notifications.iter();
        facts.refusals(id).next().is_none()
            && each.any(|it| heard_budget(facts, it) == Hearing::Somebody)
    };
    match budgets.iter().find(tells) {
        Some((id, it)) => {
            let each = crate::text::count(it.notifications.len(), "warning", "warnings");
            let sentence = format!(
                "{}, US$ {} with {each}.",
                facts.name(id),
                crate::text::grouped(it.limit)
            );
            Verdict::met(sentence).by(facts, id, "notifications")
        }
        None => {
            let sentence = format!("{} tells nobody.", facts.name(first));
            let contact = facts
                .all::<Account>()
                .map(|it| it.1.alarm_contact.trim())
                .find(|it| !it.is_empty());
            let edits = contact.map(|mail| {
                let notification = BudgetNotification {
                    emails: vec![mail.to_owned()],
                    ..BudgetNotification::default()
                };
                Edit::insert(first, "notifications", 0, notification)
            });
            Verdict::not_met(sentence)
                .by(facts, first, "notifications")
                .fix("Warn at 80 % by mail", edits.into_iter().collect())
        }
    }
}

/// Every group that grows shrinks again (rulebook SCL-1).
fn scales_in(facts: &Facts) -> Verdict {
    let groups: Vec<(&ResourceId, &AutoScalingGroup)> = facts.all().collect();
    if groups.is_empty() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    if let Some(verdict) = checklist::starts_nothing(facts) {
        return verdict;
    }
    let shrinks = |it: &AutoScalingGroup| {
        let mut policies = it.policies.iter();
        policies.any(|it| it.policy_type == PolicyType::TargetTracking || it.change < 0)
    };
    let grown: Vec<_> = groups.iter().filter(|it| !shrinks(it.1)).collect();
    if !grown.is_empty() {
        let sentence = format!(
            "{} has no policy that takes servers away.",
            facts.names(grown.iter().map(|it| it.0))
        );
        let edits = grown.iter().map(|(id, it)| {
            // The reference architecture's: below 30 % for 15 minutes, one less.
            let policy = ScalingPolicy {
                when: Comparison::Below,
                cpu_percent: 30,
                minutes: 15,
                change: -1,
                ..ScalingPolicy::default()
            };
            Edit::insert(id, "policies", it.policies.len(), policy)
        });
        return Verdict::not_met(sentence)
            .by_all(facts, grown.iter().map(|it| it.0), "policies")
            .fix("Scale in below 30 % CPU", edits.collect());
    }
    let sentence = format!("{} scales in.", facts.names(groups.iter().map(|it| it.0)));
    Verdict::met(sentence).by_all(facts, groups.iter().map(|it| it.0), "policies")
}

fn region(facts: &Facts) -> Verdict {
    let regions: Vec<(&ResourceId, &Region)> = facts.all().collect();
    if regions.is_empty() {
        return Verdict::missing(Kind::Region);
    }
    let codes: BTreeSet<&str> = regions.iter().map(|it| it.1.code.as_str()).collect();
    let codes = crate::text::list(codes);
    Verdict::ask(format!(
        "Say why it is {codes}: where the customers are, what the law asks, what it costs."
    ))
    .by_all(facts, regions.iter().map(|it| it.0), "code")
}
