//! Tests over the whole table: what must hold for every rule.

use std::collections::BTreeSet;

use super::testing::{Sketch, empty_vpc, three_tiers};
use super::*;
use crate::architecture::{Document, Kind, PropertyType, ResourceId};

fn check(document: &Document) -> Vec<Finding> {
    findings(&document.architecture)
}

fn said_by(rule: &Rule, document: &Document) -> Vec<Finding> {
    let mut said = check(document);
    said.retain(|finding| finding.code == rule.code);
    said
}

#[test]
fn codes_are_unique_and_name_their_files() {
    let mut codes = BTreeSet::new();
    for (file, rule, _) in examples() {
        assert!(codes.insert(rule.code), "{} is used twice", rule.code);
        assert_eq!(rule.code.replace('-', "_"), file);
    }
    assert_eq!(codes.len(), all().count());
}

#[test]
fn every_rule_is_documented_under_every_heading() {
    for rule in all() {
        assert!(!rule.title.is_empty(), "{}", rule.code);
        for (heading, text) in rule.sections() {
            assert!(
                text.len() > 10 && text.trim() == text,
                "{}: {heading}",
                rule.code
            );
            assert!(rule.documentation().contains(&format!("## {heading}\n")));
        }
        assert!(
            rule.source.contains("rulebook ") || rule.source.contains('['),
            "{} has no source",
            rule.code
        );
    }
}

#[test]
fn every_rule_speaks_where_it_should() {
    for (file, rule, examples) in examples() {
        assert!(!examples.fires.is_empty(), "{file} has no example");
        for (sketch, expected) in examples.fires {
            let said = said_by(rule, &sketch.0);
            assert!(!said.is_empty(), "{file} says nothing");
            let text: Vec<_> = said.iter().map(line).collect();
            expected.assert_eq(&text.join("\n"));
        }
    }
}

fn line(finding: &Finding) -> String {
    let fix = finding.fix.as_ref();
    let fix = fix.map_or(String::new(), |fix| format!(" [{}]", fix.label));
    format!("{}{fix}", finding.sentence)
}

#[test]
fn every_rule_is_silent_where_it_should_be() {
    for (file, rule, examples) in examples() {
        assert!(!examples.silent.is_empty(), "{file} has no silent example");
        for sketch in examples.silent {
            let said = said_by(rule, &sketch.0);
            assert!(said.is_empty(), "{file}: {said:#?}");
        }
    }
}

#[test]
fn every_finding_is_complete() {
    for (file, rule, examples) in examples() {
        for (sketch, _) in examples.fires {
            for finding in said_by(rule, &sketch.0) {
                assert!(!finding.evidence.is_empty(), "{file} without evidence");
                assert!(finding.sentence.ends_with('.'), "{}", finding.sentence);
                let first = &finding.resources[0];
                let kind = sketch.0.architecture.kind_of(first).unwrap();
                if let Some(property) = finding.property {
                    assert!(
                        kind.info().property(property).is_some(),
                        "{file}: {kind:?} has no {property}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_fix_mends_its_finding_and_breaks_nothing() {
    for (file, rule, examples) in examples() {
        for (sketch, _) in examples.fires {
            let before = check(&sketch.0);
            for finding in said_by(rule, &sketch.0) {
                let Some(fix) = finding.fix.clone() else {
                    continue;
                };
                let mut document = sketch.0.clone();
                document.apply_all(fix.edits).unwrap();
                let after = check(&document);
                let same = |it: &&Finding| it.code == rule.code;
                assert!(
                    after.iter().filter(same).count() < before.iter().filter(same).count(),
                    "{file}: \"{}\" does not mend it",
                    fix.label
                );
                for error in after.iter().filter(|it| it.severity == Severity::Error) {
                    let known = before
                        .iter()
                        .any(|it| it.code == error.code && it.resources[0] == error.resources[0]);
                    assert!(known, "{file}: \"{}\" leads to {error:#?}", fix.label);
                }
            }
        }
    }
}

#[test]
fn three_sound_tiers_have_no_findings() {
    let said = check(&three_tiers().0);
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn nothing_at_all_has_no_findings() {
    assert!(check(&Document::default()).is_empty());
}

#[test]
fn a_single_subnet_has_no_errors() {
    let said = check(&empty_vpc().0);
    assert!(
        said.iter().all(|it| it.severity != Severity::Error),
        "{said:#?}"
    );
}

#[test]
fn new_resources_of_every_kind_are_no_reason_to_panic() {
    let mut sketch = Sketch::new();
    for kind in Kind::ALL {
        let key = kind.info().key;
        sketch = sketch.add(key, key, kind.defaults());
    }
    check(&sketch.0);
}

/// Every property of a sound architecture, one at a time, gets values that
/// make no sense: rules must say what they can and never panic.
#[test]
fn nonsense_in_any_property_is_no_reason_to_panic() {
    let sound = three_tiers();
    let ids: Vec<ResourceId> = sound
        .0
        .architecture
        .resources()
        .map(|it| it.0.clone())
        .collect();
    for id in &ids {
        let kind = sound.0.architecture.kind_of(id).unwrap();
        for property in kind.info().properties {
            for value in nonsense(property.value, id) {
                let mut document = sound.0.clone();
                let edit = crate::architecture::Edit::set(id, property.key, value);
                // What the property cannot hold is refused before any rule.
                if document.apply(edit).is_ok() {
                    check(&document);
                }
            }
        }
    }
}

fn nonsense(value: PropertyType, own: &ResourceId) -> Vec<serde_json::Value> {
    use serde_json::json;
    let own = own.as_str();
    match value {
        PropertyType::Number { .. } => {
            vec![json!(0), json!(255), json!(65535), json!(4_294_967_295_u64)]
        }
        PropertyType::Flag => vec![json!(true), json!(false)],
        PropertyType::Reference(_) => vec![json!(null), json!("nowhere-1"), json!(own)],
        PropertyType::References(_) => vec![json!([]), json!(["nowhere-1", own, own])],
        PropertyType::Cidrs => vec![json!([]), json!(["", "0.0.0.0/0", "255.255.255.255/32"])],
        PropertyType::Rows(_) => vec![json!([])],
        _ => vec![
            json!(""),
            json!("x"),
            json!("0.0.0.0/0"),
            json!("255.255.255.255"),
            json!("255.255.255.255/32"),
            json!("ä\u{0}\u{1F4A5}"),
        ],
    }
}

#[test]
fn the_reference_architecture_has_no_errors() {
    let text = include_str!("../../tests/files/notebookly.campus.json");
    let document = Document::from_json(text).unwrap();
    let said: Vec<_> = check(&document)
        .iter()
        .map(|it| format!("{:?} {}", it.severity, it.code))
        .collect();
    expect_test::expect![[r#"
        Warning balancer-http-only
        Warning database-without-deletion-protection
        Warning root-unprotected"#]]
    .assert_eq(&said.join("\n"));
}

/// What AWS is known to refuse, the export leaves out; nobody should learn of
/// it there first. An error elsewhere may be the cause.
#[test]
fn what_the_export_refuses_is_a_finding() {
    use crate::cloudformation::{Why, export};
    for (file, _, examples) in examples() {
        let fires = examples.fires.into_iter().map(|(sketch, _)| sketch);
        for sketch in fires.chain(examples.silent) {
            let said = check(&sketch.0);
            for omission in export(&sketch.0.architecture, None).omitted {
                let refused = matches!(omission.why, Why::Refused(_) | Why::Malformed(_));
                let told = said.iter().any(|it| {
                    it.severity == Severity::Error || it.resources.contains(&omission.resource)
                });
                // Route 53 takes an alias of a bucket; only the export does not.
                let bucket = file == "alias_target_impossible";
                assert!(!refused || told || bucket, "{file}: {omission}");
            }
        }
    }
}

/// Every rule without a button, and why it has none. What has exactly one
/// sensible remedy belongs in no row of this table.
const WITHOUT_A_BUTTON: &[(&str, &[&str])] = &[
    (
        "only the learner knows the value that was meant",
        &[
            "access-key-old",
            "admin-port-open-to-world",
            "alarm-threshold-invalid",
            "bucket-name-taken",
            "budget-notification-invalid",
            "certificate-name-invalid",
            "cname-loop",
            "identity-name-taken",
            "image-name-invalid",
            "lifecycle-order-senseless",
            "metric-filter-invalid",
            "policy-action-unknown",
            "policy-malformed",
            "policy-too-long",
            "record-policies-mixed",
            "redirect-impossible",
            "snapshot-of-nothing",
            "subnet-without-zone",
            "subscription-address-invalid",
            "user-data-too-long",
            "vpc-link-local",
            "vpc-outside-private-ranges",
            "vpc-overlaps-docker",
            "website-not-public",
            "weights-all-zero",
            "zone-name-invalid",
        ],
    ),
    (
        "one of several has to go, and which is a choice",
        &[
            "account-twice",
            "alarm-actions-too-many",
            "default-quota-exceeded",
            "tags-too-many",
            "too-many-access-keys",
            "too-many-groups",
            "too-many-interfaces",
            "trail-written-twice",
            "trails-too-many",
            "vpc-too-many-blocks",
            "workload-twice",
        ],
    ),
    (
        "several remedies are sensible",
        &[
            "administrator-attached",
            "alarm-on-memory",
            "alarm-without-data",
            "association-across-vpcs",
            "backend-in-another-vpc",
            "bucket-not-permitted",
            "log-role-not-permitted",
            "bucket-policy-public",
            "bucket-without-role",
            "credentials-in-user-data",
            "dashboard-empty",
            "dashboard-without-data",
            "default-security-group-used",
            "dns-health-check-unreachable",
            "dns-health-check-unused",
            "file-system-without-mount-target",
            "identity-unused",
            "instance-type-not-offered",
            "log-writer-without-role",
            "network-acl-denies-everything",
            "network-acl-unused",
            "private-nat-as-internet-path",
            "record-to-private-target",
            "redirect-to-nothing",
            "route-target-of-another-vpc",
            "scaling-policy-of-another-alarm",
            "scaling-policy-senseless",
            "scaling-policy-without-room",
            "security-group-all-with-ports",
            "security-group-of-another-vpc",
            "single-server",
            "start-script-without-internet",
            "subnet-addresses-exhausted",
            "subnets-in-several-vpcs",
            "target-group-of-another-vpc",
            "target-group-shared",
            "targets-in-one-zone",
            "volume-not-backed-up",
            "volume-unattached",
            "vpcs-overlap",
            "web-acl-of-another-region",
            "zone-loss-exhausts-addresses",
        ],
    ),
    (
        "it takes more than an edit: a certificate, another Region, another design",
        &[
            "alarm-calls-another-region",
            "balancer-http-only",
            "endpoint-of-another-region",
            "interface-in-another-zone",
            "single-point-of-failure",
        ],
    ),
];

#[test]
fn a_rule_without_a_button_has_a_reason() {
    let listed: BTreeSet<&str> = WITHOUT_A_BUTTON
        .iter()
        .flat_map(|(_, codes)| codes.iter().copied())
        .collect();
    let mut without = BTreeSet::new();
    for (_, rule, examples) in examples() {
        let mut said = (examples.fires.iter()).flat_map(|(sketch, _)| said_by(rule, &sketch.0));
        if !said.any(|finding| finding.fix.is_some()) {
            without.insert(rule.code);
        }
    }
    let unexplained: Vec<_> = without.difference(&listed).collect();
    assert!(
        unexplained.is_empty(),
        "no button and no reason: {unexplained:?}"
    );
    let mended: Vec<_> = listed.difference(&without).collect();
    assert!(mended.is_empty(), "a button after all: {mended:?}");
}
