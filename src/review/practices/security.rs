//! Security: who may do what, who reaches what, and who can read what.

use std::collections::BTreeSet;

use super::{Practice, people};
use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::line::Asked;
use crate::review::verdict::Verdict;
use crate::review::{chapters, checklist};

pub const LINES: &[Practice] = &[
    Practice {
        asked: Asked {
            number: None,
            code: "least-privilege-iam",
            title: "Least privilege in IAM",
            chapter: chapters::IAM,
            rules: &[],
            judge: people::least_privilege,
        },
        weight: 15,
        why: "Whoever takes over a server has the rights of its role: with all rights, all is lost.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "mfa-for-all",
            title: "MFA for all users",
            chapter: chapters::IAM,
            rules: &[],
            judge: people::second_factor,
        },
        weight: 14,
        why: "A password that leaks is the most common way in; a second factor stops it.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "no-public-buckets",
            title: "No public buckets",
            chapter: chapters::S3,
            rules: &["bucket-not-blocked"],
            judge: no_public_buckets,
        },
        weight: 15,
        why: "A public bucket gives away its data at once, to everybody, without a trace of a break-in.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "groups-only-needed",
            title: "Security groups allow only what is needed",
            chapter: chapters::SECURITY_GROUPS,
            rules: OPEN,
            judge: checklist::security_groups,
        },
        weight: 14,
        why: "They are the guards at every interface, and the only ones that most packets meet.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "known-bad-denied",
            title: "What is known to be bad is denied",
            chapter: chapters::NETWORK_ACLS,
            rules: &[],
            judge: known_bad,
        },
        weight: 4,
        why: "Attackers change their addresses, and a list of known attacks knows no new one, so it stops little; but it costs little.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "waf-before-balancer",
            title: "AWS WAF before the load balancer",
            chapter: chapters::BALANCER,
            rules: &["web-acl-without-effect"],
            judge: web_acl,
        },
        weight: 6,
        why: "It stops attacks in requests that every other guard lets pass, but the application must withstand them anyway.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "encrypted-everywhere",
            title: "Encryption at rest and in transit",
            chapter: chapters::EBS,
            rules: &[
                "storage-not-encrypted",
                "balancer-http-only",
                "listener-without-certificate",
            ],
            judge: encrypted,
        },
        weight: 14,
        why: "At rest it is chosen once, when a thing is made; in transit it protects every password that visitors type.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "keys-rotated",
            title: "Access keys are rotated every 90 days",
            chapter: chapters::IAM,
            rules: &[],
            judge: people::keys,
        },
        weight: 6,
        why: "It limits how long a stolen key works. Better than a young key is none.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "roles-never-credentials",
            title: "Roles, never credentials in code",
            chapter: chapters::IAM,
            rules: &["credentials-in-user-data"],
            judge: people::roles,
        },
        weight: 12,
        why: "A key in a script is copied with the script, and works until somebody notices.",
    },
];

const OPEN: &[&str] = &[
    "admin-port-open-to-world",
    "database-port-open-to-world",
    "private-tier-open-to-world",
    "default-security-group-used",
];

/// Every bucket is closed to the public, by itself or by the account; the
/// stricter of both counts (rulebook S3-11).
fn no_public_buckets(facts: &Facts) -> Verdict {
    let buckets: Vec<(&ResourceId, &Bucket)> = facts.all().collect();
    if buckets.is_empty() {
        return match facts.is_empty() {
            true => Verdict::missing(Kind::Bucket),
            false => Verdict::met("There is no bucket."),
        };
    }
    let whole = facts.all::<Account>().any(|(_, it)| it.block_public_access);
    let flags = |it: &Bucket| {
        [
            ("block_public_acls", it.block_public_acls),
            ("ignore_public_acls", it.ignore_public_acls),
            ("block_public_policy", it.block_public_policy),
            ("restrict_public_buckets", it.restrict_public_buckets),
        ]
    };
    let open: Vec<_> = buckets
        .iter()
        .filter(|_| !whole)
        .flat_map(|(id, it)| {
            flags(it)
                .into_iter()
                .filter(|it| !it.1)
                .map(|it| (*id, it.0))
        })
        .collect();
    if !open.is_empty() {
        let mut ids: Vec<&ResourceId> = open.iter().map(|it| it.0).collect();
        ids.dedup();
        let sentence = format!(
            "{} {} not fully blocked for the public.",
            facts.names(ids.iter().copied()),
            if ids.len() == 1 { "is" } else { "are" },
        );
        let edits = open.iter().map(|it| Edit::set(it.0, it.1, true)).collect();
        let verdict = Verdict::not_met(sentence);
        let verdict = open
            .iter()
            .fold(verdict, |verdict, it| verdict.by(facts, it.0, it.1));
        return verdict.fix("Block public access", edits);
    }
    let sentence = format!(
        "Public access to {} is blocked.",
        facts.names(buckets.iter().map(|it| it.0))
    );
    Verdict::met(sentence).by_all(
        facts,
        buckets.iter().map(|it| it.0),
        "restrict_public_buckets",
    )
}

/// Who or what is known to be bad is denied where requests come by: an address
/// in a network ACL of a subnet or in a web ACL of a load balancer, or what AWS
/// keeps lists of: addresses, and requests that attack known holes. A rule about
/// rates knows nobody before. [WAF DG: IP reputation rule groups; Baseline rule
/// groups: Known bad inputs]
fn known_bad(facts: &Facts) -> Verdict {
    const LISTS: [&str; 3] = [
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesAnonymousIpList",
        "AWSManagedRulesKnownBadInputsRuleSet",
    ];
    let guarding: BTreeSet<&ResourceId> = facts
        .relations
        .subnets()
        .iter()
        .filter_map(|it| it.acl)
        .collect();
    let denies =
        |entries: &[NetworkAclEntry]| entries.iter().any(|it| it.action == RuleAction::Deny);
    let acl = facts
        .all::<NetworkAcl>()
        .find(|(id, it)| guarding.contains(id) && denies(&it.inbound));
    if let Some((id, _)) = acl {
        let sentence = format!("{} denies by address.", facts.name(id));
        return Verdict::met(sentence).by(facts, id, "inbound");
    }
    let before: BTreeSet<&ResourceId> = facts
        .all::<LoadBalancer>()
        .filter_map(|(_, it)| it.web_acl.as_ref())
        .collect();
    let stops = |it: &WebAclRule| match it.statement {
        WebAclStatement::ManagedGroup => LISTS.contains(&it.managed_group.as_str()),
        WebAclStatement::Addresses => it.action == RuleAction::Deny,
        WebAclStatement::Rate => false,
    };
    let web = facts
        .all::<WebAcl>()
        .find(|(id, it)| before.contains(id) && it.rules.iter().any(|it| !it.count && stops(it)));
    if let Some((id, _)) = web {
        let sentence = format!("{} denies what is known to be bad.", facts.name(id));
        return Verdict::met(sentence).by(facts, id, "rules");
    }
    if facts.relations.subnets().is_empty() {
        return Verdict::missing(Kind::NetworkAcl);
    }
    let verdict = Verdict::not_met(
        "No network ACL denies an address, and no web ACL an address or known attacks.",
    );
    let acls: Vec<&ResourceId> = facts.all::<NetworkAcl>().map(|it| it.0).take(1).collect();
    verdict.by_all(facts, acls, "inbound")
}

/// Every load balancer that the internet reaches has a web ACL.
fn web_acl(facts: &Facts) -> Verdict {
    let open = facts
        .all::<LoadBalancer>()
        .filter(|(_, it)| it.scheme == Scheme::InternetFacing);
    let open: Vec<(&ResourceId, &LoadBalancer)> = open.collect();
    if open.is_empty() {
        return Verdict::missing(Kind::LoadBalancer);
    }
    let has = |it: &LoadBalancer| facts.design.follow::<WebAcl>(&it.web_acl).is_some();
    let bare: Vec<_> = open.iter().filter(|it| !has(it.1)).map(|it| it.0).collect();
    if !bare.is_empty() {
        let sentence = format!(
            "No web ACL stands before {}.",
            facts.names(bare.iter().copied())
        );
        let mut acls = facts.all::<WebAcl>();
        let only = acls.next().filter(|_| acls.next().is_none());
        let edits = only
            .into_iter()
            .flat_map(|(acl, _)| bare.iter().map(move |id| Edit::set(id, "web_acl", acl)));
        let edits: Vec<Edit> = edits.collect();
        return Verdict::not_met(sentence)
            .by_all(facts, bare.iter().copied(), "web_acl")
            .fix("Associate the web ACL", edits);
    }
    let acls = open.iter().filter_map(|it| it.1.web_acl.as_ref());
    let sentence = format!(
        "{} before {}.",
        facts.names(acls),
        facts.names(open.iter().map(|it| it.0))
    );
    Verdict::met(sentence).by_all(facts, open.iter().map(|it| it.0), "web_acl")
}

/// Nothing is kept in the clear, and nothing comes in over plain HTTP but to
/// be sent on to HTTPS (rulebook X-14, ALB-13).
fn encrypted(facts: &Facts) -> Verdict {
    let (total, bare) = checklist::unencrypted(facts);
    let open = facts
        .all::<LoadBalancer>()
        .filter(|(_, it)| it.scheme == Scheme::InternetFacing);
    let open: Vec<(&ResourceId, &LoadBalancer)> = open.collect();
    if total == 0 && open.is_empty() {
        return Verdict::not_met("Nothing that keeps or carries data is there yet.");
    }
    let plain = |it: &LoadBalancer| {
        let serves = |it: &&Listener| it.actions().any(|it| matches!(it, Action::Forward { .. }));
        let mut forwarding = it.listeners.iter().filter(serves);
        !it.listeners
            .iter()
            .any(|it| it.protocol == ListenerProtocol::Https)
            || forwarding.any(|it| it.protocol == ListenerProtocol::Http)
    };
    let plain: Vec<_> = open
        .iter()
        .filter(|it| plain(it.1))
        .map(|it| it.0)
        .collect();
    // HTTPS without a certificate is refused, so nobody comes by it (rulebook
    // ALB-12).
    let unproven = facts.findings("listener-without-certificate");
    let unproven: BTreeSet<&ResourceId> = unproven.filter_map(|it| it.resources.first()).collect();
    let unproven: Vec<_> = open
        .iter()
        .map(|it| it.0)
        .filter(|id| unproven.contains(id))
        .collect();
    let clear = facts.all::<Cache>().filter(|it| !it.1.encrypted_in_transit);
    let clear: Vec<_> = clear.map(|it| it.0).collect();
    if bare.is_empty() && plain.is_empty() && unproven.is_empty() && clear.is_empty() {
        return Verdict::met("Encrypted at rest; visitors come by HTTPS.").by_all(
            facts,
            open.iter().map(|it| it.0),
            "listeners",
        );
    }
    let mut parts = Vec::new();
    if !bare.is_empty() {
        parts.push(format!(
            "not encrypted at rest: {}",
            facts.names(bare.iter().map(|it| it.0))
        ));
    }
    if !plain.is_empty() {
        parts.push(format!(
            "served over plain HTTP: {}",
            facts.names(plain.iter().copied())
        ));
    }
    if !unproven.is_empty() {
        parts.push(format!(
            "HTTPS without a certificate: {}",
            facts.names(unproven.iter().copied())
        ));
    }
    if !clear.is_empty() {
        parts.push(format!(
            "not encrypted in transit: {}",
            facts.names(clear.iter().copied())
        ));
    }
    let sentence = format!("{}.", crate::text::capitalised(&parts.join("; ")));
    let mut edits: Vec<Edit> = bare.iter().map(|it| Edit::set(it.0, it.1, true)).collect();
    edits.extend(
        clear
            .iter()
            .map(|id| Edit::set(id, "encrypted_in_transit", true)),
    );
    let verdict = Verdict::not_met(sentence);
    let verdict = bare
        .iter()
        .fold(verdict, |verdict, it| verdict.by(facts, it.0, it.1));
    verdict
        .by_all(facts, plain, "listeners")
        .by_all(facts, unproven, "listeners")
        .by_all(facts, clear, "encrypted_in_transit")
        .fix("Encrypt", edits)
}
