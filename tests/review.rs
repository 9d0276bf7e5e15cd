//! The review: a sound design passes every line, and each line fails when its
//! one thing is broken.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeSet;

use cloud_campus::analysis::Analysis;
use cloud_campus::analysis::journeys::State;
use cloud_campus::architecture::*;
use cloud_campus::review::{self, Answer, Line, Review, report};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::arbitrary;

/// A whole Notebookly: account, people, alarms, trail, budget and all.
fn sound() -> Document {
    Document::from_json(include_str!("files/sound-notebookly.campus.json")).unwrap()
}

fn review(document: &Document) -> Review {
    Review::of(&Analysis::of(&document.architecture))
}

fn lines(review: &Review) -> impl Iterator<Item = &Line> {
    let practices = review.pillars.iter().flat_map(|it| &it.lines);
    review.checklist.iter().chain(practices.map(|it| &it.line))
}

/// Every line that is not met, with its answer where it is a question.
fn open(review: &Review) -> Vec<String> {
    let open = lines(review).filter(|it| !it.answer.is_met());
    open.map(|it| match it.answer {
        Answer::StatementNeeded => format!("{}?", it.code),
        _ => it.code.to_owned(),
    })
    .collect()
}

fn set(id: &str, property: &str, value: impl Into<Value>) -> Edit {
    Edit::set(&id.into(), property, value.into())
}

fn delete(id: &str) -> Edit {
    Edit::Delete { id: id.into() }
}

fn push(id: &str, property: &str, at: usize, item: Value) -> Edit {
    Edit::insert(&id.into(), property, at, item)
}

fn create(id: &str, properties: impl Into<Properties>) -> Edit {
    Edit::create(id.into(), Resource::new(id, properties))
}

/// What every line needs broken, and all the lines that then fail.
fn breaks() -> Vec<(&'static str, Vec<Edit>, Vec<&'static str>)> {
    let vpc = Vpc {
        region: Some("region-1".into()),
        cidr: "172.31.0.0/16".into(),
        ..Vpc::default()
    };
    let volume = Volume {
        region: Some("region-1".into()),
        ..Volume::default()
    };
    let all = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]});
    let forget = |line: &str| {
        let document = sound();
        let account: &Account = document.architecture.find(&"account-1".into()).unwrap();
        let place = account.statements.iter().position(|it| it.line == line);
        vec![Edit::remove(
            &"account-1".into(),
            "statements",
            place.unwrap(),
        )]
    };
    let mut breaks = vec![
        ("custom-vpc", vec![create("vpc-2", vpc)], vec!["custom-vpc"]),
        (
            "two-zones",
            vec![set("auto-scaling-group-1", "subnets", json!(["subnet-3"]))],
            vec!["two-zones", "several-zones"],
        ),
        (
            "public-subnets",
            vec![create(
                "nat-3",
                NatGateway {
                    subnet: Some("subnet-3".into()),
                    ..NatGateway::default()
                },
            )],
            vec!["public-subnets", "nothing-unused"],
        ),
        (
            "private-subnets",
            vec![set(
                "database-1",
                "subnets",
                json!(["subnet-1", "subnet-4"]),
            )],
            vec!["private-subnets"],
        ),
        (
            "nat-in-each-zone",
            vec![
                set(
                    "route-table-3",
                    "routes",
                    json!([{"destination": "0.0.0.0/0", "target": "nat-gateway-1"}]),
                ),
                delete("nat-gateway-2"),
            ],
            vec!["nat-in-each-zone", "nat-per-zone"],
        ),
        (
            "security-groups",
            vec![push(
                "security-group-2",
                "ingress",
                1,
                json!({"protocol": "tcp", "from_port": 22, "to_port": 22, "peer": {"cidr": "198.51.100.7/32"}}),
            )],
            vec!["security-groups", "groups-only-needed"],
        ),
        (
            "network-acls",
            vec![set("subnet-4", "network_acl", Value::Null)],
            vec!["network-acls"],
        ),
        (
            "balancer-across-zones",
            vec![set("load-balancer-1", "subnets", json!(["subnet-1"]))],
            vec![
                "balancer-across-zones",
                "balancer-in-zones",
                "infrastructure-as-code",
            ],
        ),
        (
            "scaling-minimum",
            vec![set("auto-scaling-group-1", "min_size", 1)],
            vec!["scaling-minimum", "minimum-in-each-zone"],
        ),
        (
            "multi-az",
            vec![set("database-1", "multi_az", false)],
            vec!["multi-az", "database-standby"],
        ),
        (
            "log-bucket-versioned",
            vec![set("bucket-2", "versioning", false)],
            vec!["log-bucket-versioned"],
        ),
        (
            "roles-no-keys",
            vec![set(
                "launch-template-1",
                "user_data",
                "#!/bin/bash\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n",
            )],
            vec!["roles-no-keys", "roles-never-credentials"],
        ),
        (
            "groups-with-policies",
            vec![set("iam-user-1", "groups", json!([]))],
            vec!["groups-with-policies"],
        ),
        (
            "name-to-balancer",
            vec![set("hosted-zone-1", "records", json!([]))],
            vec!["name-to-balancer"],
        ),
        ("alarms", vec![delete("alarm-2")], vec!["alarms"]),
        (
            "trail-validated",
            vec![set("trail-1", "validation", false)],
            vec!["trail-validated"],
        ),
        (
            "billing-alarm",
            vec![delete("budget-1")],
            vec!["billing-alarm", "budget-with-alerts"],
        ),
        (
            "root-mfa",
            vec![set("account-1", "root_mfa", false)],
            vec!["root-mfa?"],
        ),
        (
            "encrypted-at-rest",
            vec![set("launch-template-1", "volume_encrypted", false)],
            vec!["encrypted-at-rest", "encrypted-everywhere"],
        ),
        (
            "regular-backups",
            vec![set("database-1", "backup_days", 3)],
            vec!["regular-backups"],
        ),
        (
            "several-zones",
            vec![set("auto-scaling-group-1", "subnets", json!(["subnet-4"]))],
            vec!["two-zones", "several-zones"],
        ),
        (
            "minimum-in-each-zone",
            vec![set("auto-scaling-group-1", "min_size", 0)],
            vec!["scaling-minimum", "minimum-in-each-zone"],
        ),
        (
            "balancer-in-zones",
            vec![set("load-balancer-1", "subnets", json!(["subnet-2"]))],
            vec![
                "balancer-across-zones",
                "balancer-in-zones",
                "infrastructure-as-code",
            ],
        ),
        (
            "database-standby",
            vec![set("database-1", "multi_az", false)],
            vec!["multi-az", "database-standby"],
        ),
        (
            "nat-per-zone",
            vec![
                set(
                    "route-table-2",
                    "routes",
                    json!([{"destination": "0.0.0.0/0", "target": "nat-gateway-2"}]),
                ),
                delete("nat-gateway-1"),
            ],
            vec!["nat-in-each-zone", "nat-per-zone"],
        ),
        (
            "least-privilege-iam",
            vec![set("iam-policy-1", "document", all.to_string())],
            vec!["least-privilege-iam"],
        ),
        (
            "mfa-for-all",
            vec![set("iam-user-1", "mfa", false)],
            vec!["mfa-for-all"],
        ),
        (
            "no-public-buckets",
            vec![
                set("account-1", "block_public_access", false),
                set("bucket-1", "block_public_policy", false),
            ],
            vec!["no-public-buckets"],
        ),
        (
            "groups-only-needed",
            vec![set(
                "security-group-3",
                "ingress",
                json!([{"protocol": "tcp", "from_port": 3306, "to_port": 3306, "peer": {"cidr": "10.0.0.0/16"}}]),
            )],
            vec!["security-groups", "groups-only-needed"],
        ),
        (
            "known-bad-denied",
            vec![set(
                "web-acl-1",
                "rules",
                json!([{"priority": 1, "action": "deny", "statement": "managed-group", "managed_group": "AWSManagedRulesCommonRuleSet"}, {"priority": 2, "action": "deny", "statement": "rate"}]),
            )],
            vec!["known-bad-denied"],
        ),
        (
            "waf-before-balancer",
            vec![
                set("load-balancer-1", "web_acl", Value::Null),
                delete("web-acl-1"),
                push(
                    "network-acl-1",
                    "inbound",
                    0,
                    json!({"number": 10, "action": "deny", "protocol": "all", "from_port": null, "to_port": null, "cidr": "198.51.100.0/24"}),
                ),
            ],
            vec!["waf-before-balancer"],
        ),
        (
            "encrypted-everywhere",
            vec![set(
                "load-balancer-1",
                "listeners",
                json!([{"port": 80, "protocol": "http", "default_action": {"forward": {"target_group": "target-group-1"}}}, {"port": 443, "protocol": "https", "certificate": "certificate-1", "default_action": {"forward": {"target_group": "target-group-1"}}}]),
            )],
            vec!["encrypted-everywhere"],
        ),
        (
            "keys-rotated",
            vec![set(
                "iam-user-1",
                "access_keys",
                json!([{"age_days": 91, "status": "active"}]),
            )],
            vec!["keys-rotated"],
        ),
        (
            "roles-never-credentials",
            vec![set("launch-template-1", "instance_profile", Value::Null)],
            vec![
                "roles-no-keys",
                "roles-never-credentials",
                "patched-by-systems-manager",
            ],
        ),
        (
            "right-sizing",
            vec![set("launch-template-1", "instance_type", "r3.large")],
            vec!["right-sizing"],
        ),
        (
            "lifecycle-to-glacier",
            vec![set("bucket-1", "lifecycle", json!([]))],
            vec!["lifecycle-to-glacier"],
        ),
        (
            "nothing-unused",
            vec![create("volume-1", volume)],
            vec!["nothing-unused"],
        ),
        (
            "budget-with-alerts",
            vec![set("budget-1", "notifications", json!([]))],
            vec!["billing-alarm", "budget-with-alerts"],
        ),
        (
            "scales-in",
            vec![set(
                "auto-scaling-group-1",
                "policies",
                json!([{"when": "above", "cpu_percent": 70, "minutes": 5, "change": 1}]),
            )],
            vec!["scales-in"],
        ),
        (
            "tagged",
            vec![set(
                "account-1",
                "default_tags",
                json!([{"key": "Environment", "value": "production"}, {"key": "Owner", "value": "rahul"}]),
            )],
            vec!["tagged"],
        ),
        (
            "infrastructure-as-code",
            vec![set("database-1", "username", "")],
            vec!["infrastructure-as-code"],
        ),
        (
            "patched-by-systems-manager",
            vec![set("iam-role-1", "managed_policies", json!([]))],
            vec!["patched-by-systems-manager"],
        ),
    ];
    for (line, asked) in [
        ("zone-failure-tested", "zone-failure-tested?"),
        ("commitment-for-steady-load", "commitment-for-steady-load?"),
        ("spot-for-batch", "spot-for-batch?"),
        ("right-sizing", "right-sizing?"),
        ("region-chosen", "region-chosen?"),
        ("documented", "documented?"),
        ("ci-cd", "ci-cd?"),
        ("runbooks", "runbooks?"),
        ("trail-reviewed", "trail-reviewed?"),
        ("recovery-tested", "recovery-tested?"),
        ("patched-by-systems-manager", "patched-by-systems-manager?"),
    ] {
        breaks.push((line, forget(line), vec![asked]));
    }
    breaks
}

#[test]
fn a_sound_design_passes_every_line() {
    let review = review(&sound());
    let unmet: Vec<String> = lines(&review)
        .filter(|it| !it.answer.is_met())
        .map(|it| format!("{}: {}", it.code, it.sentence))
        .collect();
    assert!(unmet.is_empty(), "{}", unmet.join("\n"));
    assert_eq!(review.met(), 20);
    for pillar in &review.pillars {
        assert_eq!(pillar.score, 100, "{}", pillar.code);
    }
}

#[test]
fn each_line_fails_when_its_one_thing_is_broken() {
    let mut problems = Vec::new();
    let mut broken = BTreeSet::new();
    for (code, edits, expected) in breaks() {
        let mut document = sound();
        document.apply_all(edits).unwrap();
        let found = open(&review(&document));
        broken.insert(code);
        if found != expected {
            problems.push(format!("{code}: {found:?}, expected {expected:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let sound = review(&sound());
    for line in lines(&sound) {
        assert!(broken.contains(line.code), "nothing breaks {}", line.code);
    }
}

/// What a remedy costs is what the bill of the mended design has more.
#[test]
fn a_remedy_costs_what_the_bill_rises_by() {
    let mut document = sound();
    let database = document.architecture.ids_of(Kind::Database).next();
    let database = database.unwrap().clone();
    document
        .apply(Edit::set(&database, "multi_az", false))
        .unwrap();
    let analysis = Analysis::of(&document.architecture);
    let standby = Remedy {
        label: "Add a standby".to_owned(),
        edits: vec![Edit::set(&database, "multi_az", true)],
    };
    let cost = review::added_cost(&analysis, &standby).unwrap();
    let mended = Analysis::of(&sound().architecture);
    let rise = (mended.bill().sum() - analysis.bill().sum()).cents();
    assert!(cost > 1.0 && (cost - rise.approximate()).abs() < 0.001);
    let unfit = Remedy {
        label: String::new(),
        edits: vec![Edit::Delete {
            id: "nobody".into(),
        }],
    };
    assert_eq!(review::added_cost(&analysis, &unfit), None);
}

#[test]
fn the_points_alone_are_those_of_the_review_and_its_report_has_the_bill() {
    let document = sound();
    let analysis = Analysis::of(&document.architecture);
    let whole = Review::of(&analysis);
    assert_eq!(review::points(&analysis), whole.checklist);
    let text = report::markdown("T", &analysis, &whole, "flowchart LR\n");
    let total = format!(
        "| **before tax** | **{}** |",
        analysis.bill().total().fixed(2)
    );
    assert!(text.contains(&total), "{text}");
    assert!(text.contains("```mermaid\nflowchart LR\n```"), "{text}");
    // Findings stand in it, what stops somebody before what is only fragile.
    let findings = report::findings(&analysis);
    let section = text.contains("## Findings");
    assert_eq!(section, !findings.is_empty(), "{text}");
}

#[test]
fn the_report_tells_errors_before_warnings_and_leaves_out_what_was_accepted() {
    let text = include_str!("files/notebookly.campus.json");
    let mut document = cloud_campus::architecture::Document::from_json(text).unwrap();
    let group = (document.architecture.resources())
        .find(|(_, it)| it.name == "WebServer-SG")
        .map(|(id, _)| id.clone())
        .unwrap();
    document
        .apply(Edit::set(&group, "ingress", serde_json::json!([])))
        .unwrap();
    let analysis = Analysis::of(&document.architecture);
    let findings = report::findings(&analysis);
    let errors = (findings.iter())
        .take_while(|it| it.severity == cloud_campus::rules::Severity::Error)
        .count();
    assert!(errors > 0 && errors < findings.len());
    let rest = &findings[errors..];
    assert!(
        rest.iter()
            .all(|it| it.severity == cloud_campus::rules::Severity::Warning)
    );
    let written = report::markdown("T", &analysis, &Review::of(&analysis), "");
    let at = |finding: &cloud_campus::rules::Finding| {
        written.find(&format!(
            "**{}**: {}",
            finding.severity.label(),
            finding.title
        ))
    };
    assert!(at(findings[0]) < at(rest[0]), "{written}");
}

/// The remedy of a line makes it pass, and no other line fail.
#[test]
fn what_a_line_proposes_mends_it() {
    let mut mended = 0;
    for (code, edits, _) in breaks() {
        let mut document = sound();
        document.apply_all(edits).unwrap();
        let analysis = Analysis::of(&document.architecture);
        let before = Review::of(&analysis);
        for line in lines(&before).filter(|it| !it.answer.is_met()) {
            let Some(fix) = &line.fix else { continue };
            let after = Review::after(&analysis, fix, &|_| None).unwrap();
            let now = lines(&after).find(|it| it.code == line.code).unwrap();
            assert!(now.answer.is_met(), "{code}: {} is not mended", line.code);
            let still: BTreeSet<String> = open(&before).into_iter().collect();
            let new: Vec<String> = open(&after)
                .into_iter()
                .filter(|it| !still.contains(it))
                .collect();
            // A size of the current generation is still for the learner to judge.
            assert!(
                new.is_empty(),
                "{code}: mending {} breaks {new:?}",
                line.code
            );
            mended += 1;
        }
    }
    assert!(mended > 25, "only {mended}");
}

#[test]
fn what_is_wider_than_needed_is_narrowed_and_every_journey_still_holds() {
    let mut document = sound();
    let wide = json!([{"protocol": "all", "from_port": null, "to_port": null, "peer": {"cidr": "10.0.0.0/16"}}]);
    document
        .apply(set("security-group-2", "ingress", wide.clone()))
        .unwrap();
    document
        .apply(set("security-group-3", "ingress", wide))
        .unwrap();
    let kept = |document: &Document| -> Vec<ResourceId> {
        let analysis = Analysis::of(&document.architecture);
        let journeys = analysis.calm().journeys().iter();
        let kept = journeys.filter(|it| matches!(it.state, State::Passes(_)));
        kept.map(|it| it.id.clone()).collect()
    };
    let before = kept(&document);
    let review = review(&document);
    let fix = review.point(6).unwrap().fix.clone().unwrap();
    document.apply_all(fix.edits).unwrap();
    let group = |id: &str| {
        let group: &SecurityGroup = document.architecture.find(&id.into()).unwrap();
        group.ingress.clone()
    };
    let from = |port, group: &str| {
        SecurityGroupRule::allow(Protocol::Tcp, port..=port, Peer::Group(group.into()))
    };
    assert_eq!(group("security-group-2"), [from(80, "security-group-1")]);
    assert_eq!(group("security-group-3"), [from(3306, "security-group-2")]);
    let after = kept(&document);
    assert!(before.len() >= 2);
    assert_eq!(before, after);
}

/// What an intent needs is needed, though nothing else in the drawing does.
#[test]
fn an_intent_keeps_its_rule() {
    let mut document = sound();
    let rule = json!({"protocol": "tcp", "from_port": 3306, "to_port": 3306, "peer": {"group": "security-group-1"}});
    document
        .apply(push("security-group-3", "ingress", 1, rule))
        .unwrap();
    assert_eq!(review(&document).point(6).unwrap().answer, Answer::NotMet);
    let intent = Intent {
        from: "load-balancer-1".into(),
        to: "database-1".into(),
        port: 3306,
        ..Intent::default()
    };
    document.apply(create("intent-9", intent)).unwrap();
    assert_eq!(review(&document).point(6).unwrap().answer, Answer::Met);
}

#[test]
fn a_policy_is_narrowed_to_the_buckets_that_are_called() {
    let mut document = sound();
    let policies =
        json!([{"name": "AmazonS3FullAccess"}, {"name": "AmazonSSMManagedInstanceCore"}]);
    document
        .apply(set("iam-role-1", "managed_policies", policies))
        .unwrap();
    let before = review(&document);
    let line = lines(&before)
        .find(|it| it.code == "least-privilege-iam")
        .unwrap();
    document.apply_all(line.fix.clone().unwrap().edits).unwrap();
    let (_, policy) = document
        .architecture
        .all::<IamPolicy>()
        .find(|it| it.0.as_str() != "iam-policy-1")
        .unwrap();
    assert!(
        policy
            .document
            .contains("arn:aws:s3:::notebookly-static-assets/*")
    );
    assert!(open(&review(&document)).is_empty());
}

#[test]
fn each_cause_stands_once_and_the_most_worthwhile_first() {
    let mut document = sound();
    document
        .apply_all(vec![
            set("database-1", "multi_az", false),
            set("bucket-2", "versioning", false),
            set("launch-template-1", "volume_encrypted", false),
        ])
        .unwrap();
    let analysis = Analysis::of(&document.architecture);
    let dear = |fix: &Remedy| {
        let standby = fix
            .edits
            .iter()
            .any(|it| matches!(it, Edit::Set { property, .. } if property == "multi_az"));
        Some(if standby { 20.14 } else { 0.0 })
    };
    let review = Review::priced(&analysis, &dear);
    let place = |code: &str| {
        let mut places = review
            .first
            .iter()
            .enumerate()
            .filter(|it| it.1.lines.contains(&code));
        let first = places.next().unwrap().0;
        assert!(places.next().is_none(), "{code} stands twice");
        first
    };
    assert_eq!(place("multi-az"), place("database-standby"));
    assert_eq!(place("encrypted-at-rest"), place("encrypted-everywhere"));
    assert!(place("log-bucket-versioned") < place("multi-az"));
    assert!(review.first[place("multi-az")].why.contains("20.14"));
    assert!(
        review.first[place("multi-az")]
            .rules
            .contains(&"database-without-standby")
    );
}

#[test]
fn an_empty_drawing_says_what_is_not_there_yet() {
    let review = review(&Document::default());
    assert_eq!(review.met(), 0);
    assert!(review.pillars.iter().all(|it| it.score == 0));
    assert_eq!(
        review.point(8).unwrap().sentence,
        "There is no load balancer yet."
    );
    assert!(review.manual.is_empty());
}

#[test]
fn what_only_a_person_can_do_is_open_until_it_is_said() {
    let mut document = sound();
    let codes = |document: &Document| -> Vec<(&'static str, bool)> {
        review(document)
            .manual
            .iter()
            .map(|it| (it.code, it.stated))
            .collect()
    };
    assert_eq!(
        codes(&document),
        [
            ("root-mfa", true),
            ("user-mfa", true),
            ("subscriptions-confirmed", true),
            ("mfa-delete-decided", false),
            ("zone-delegated", false),
        ]
    );
    for step in review(&document).manual {
        if let Some(state) = step.state {
            document.apply_all(state.edits).unwrap();
        }
    }
    assert!(codes(&document).iter().all(|it| it.1));
}

#[test]
fn a_name_cannot_write_markdown() {
    let mut document = sound();
    let name = "a|b\n# *c*".to_owned();
    document
        .apply(Edit::Rename {
            id: "load-balancer-1".into(),
            name,
        })
        .unwrap();
    let analysis = Analysis::of(&document.architecture);
    let text = report::markdown("T", &analysis, &Review::of(&analysis), "flowchart LR\n");
    assert!(text.contains("a\\|b \\# \\*c\\*"));
    assert!(!text.contains("\n# *c*"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Nonsense is reviewed as calmly as sense, and always the same way.
    #[test]
    fn no_drawing_is_too_strange(document in arbitrary::document(40)) {
        let analysis = Analysis::of(&document.architecture);
        let review = Review::of(&analysis);
        prop_assert_eq!(review.checklist.len(), 20);
        prop_assert!(lines(&review).all(|it| !it.sentence.is_empty()));
        prop_assert!(review.pillars.iter().all(|it| it.score <= 100));
        let _ = report::markdown(&document.title, &analysis, &review, "");
        let again = Analysis::of(&document.architecture);
        prop_assert_eq!(&Review::of(&again), &review);
    }

    /// A remedy can be applied to the drawing that it was proposed for.
    #[test]
    fn every_remedy_can_be_applied(document in arbitrary::document(25)) {
        let review = review(&document);
        let fixes = lines(&review).filter_map(|it| it.fix.as_ref());
        let states = review.manual.iter().filter_map(|it| it.state.as_ref());
        for fix in fixes.chain(states) {
            let mut copy = document.clone();
            let applied = copy.apply_all(fix.edits.clone());
            prop_assert!(applied.is_ok(), "{}: {:?}", fix.label, applied.err());
        }
    }
}
