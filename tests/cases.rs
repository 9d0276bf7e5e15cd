//! Troubles that people really had on AWS, rebuilt small: what `check` finds in
//! them. Each document under `cases/` is one; the intents in them are left to
//! the tests of the engine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use cloud_campus::architecture::Document;
use cloud_campus::rules::{Finding, Severity, findings};

/// A case, with what is found in it.
struct Case {
    name: &'static str,
    document: Document,
    found: Vec<Finding>,
}

impl Case {
    fn open(name: &'static str) -> Self {
        let path = format!(
            "{}/tests/cases/{name}.campus.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(&path).unwrap();
        let document = Document::from_json(&text).unwrap();
        let found = findings(&document.architecture);
        Self {
            name,
            document,
            found,
        }
    }

    /// The one finding of a rule.
    fn finding(&self, code: &str) -> &Finding {
        let mut of_rule = self.found.iter().filter(|it| it.code == code);
        let one = of_rule.next();
        assert!(
            one.is_some(),
            "{}: no {code} in {}",
            self.name,
            self.codes()
        );
        assert!(of_rule.next().is_none(), "{}: {code} twice", self.name);
        one.unwrap()
    }

    /// The finding says all of this, and weighs so much.
    fn says(&self, code: &str, severity: Severity, words: &[&str]) -> &Self {
        let finding = self.finding(code);
        assert_eq!(finding.severity, severity, "{}: {code}", self.name);
        for word in words {
            assert!(
                finding.sentence.contains(word),
                "{}: “{word}” is not in “{}”",
                self.name,
                finding.sentence
            );
        }
        self
    }

    /// The finding has this button, and with it the finding is gone and no
    /// error has come.
    fn mends(&self, code: &str, label: &str) -> &Self {
        let fix = self.finding(code).fix.clone().unwrap();
        assert_eq!(fix.label, label, "{}: {code}", self.name);
        let mut document = self.document.clone();
        document.apply_all(fix.edits).unwrap();
        let after = findings(&document.architecture);
        let of_rule = |found: &[Finding]| found.iter().filter(|it| it.code == code).count();
        assert!(
            of_rule(&after) < of_rule(&self.found),
            "{}: {code} stays",
            self.name
        );
        for error in after.iter().filter(|it| it.severity == Severity::Error) {
            let known =
                |it: &Finding| it.code == error.code && it.resources[0] == error.resources[0];
            assert!(self.found.iter().any(known), "{}: {error:#?}", self.name);
        }
        self
    }

    /// The finding has no button.
    fn has_no_fix(&self, code: &str) -> &Self {
        assert!(self.finding(code).fix.is_none(), "{}: {code}", self.name);
        self
    }

    /// These rules say nothing: it would be beside the point.
    fn silent(&self, codes: &[&str]) -> &Self {
        let said = codes
            .iter()
            .filter(|code| self.found.iter().any(|it| it.code == **code));
        assert_eq!(
            said.collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "{}",
            self.name
        );
        self
    }

    /// This rule's finding comes before all others: it says why the intent
    /// fails.
    fn comes_first(&self, code: &str) -> &Self {
        assert_eq!(self.found[0].code, code, "{}: {}", self.name, self.codes());
        self
    }

    fn codes(&self) -> String {
        let codes: Vec<_> = self.found.iter().map(|it| it.code).collect();
        codes.join(", ")
    }
}

use Severity::{Error, Warning};

#[test]
fn a_nat_instance_needs_a_public_address() {
    Case::open("nat-instance-without-public-address")
        .says(
            "nat-instance-without-public-address",
            Error,
            &["nat-instance", "private-a", "no public address"],
        )
        .mends(
            "nat-instance-without-public-address",
            "Give nat-instance an Elastic IP",
        )
        .comes_first("nat-instance-without-public-address");
}

#[test]
fn a_nat_instance_lets_its_clients_in() {
    Case::open("nat-instance-group-shut")
        .says(
            "nat-instance-group-shut",
            Error,
            &["nat-sg", "10.0.10.0/24", "private-a"],
        )
        .mends(
            "nat-instance-group-shut",
            "Let 10.0.10.0/24 in on TCP 80 and 443 in nat-sg",
        )
        .comes_first("nat-instance-group-shut");
}

#[test]
fn a_nat_instance_in_its_own_circle_is_told_as_such() {
    Case::open("nat-routes-to-itself")
        .says(
            "nat-instance-in-private-subnet",
            Error,
            &[
                "main-subnet",
                "to it again",
                "circle",
                "a subnet of its own",
                "internet gateway",
            ],
        )
        .has_no_fix("nat-instance-in-private-subnet")
        .comes_first("nat-instance-in-private-subnet")
        .silent(&["public-ip-without-gateway-route"]);
}

#[test]
fn a_listener_that_nobody_reaches_is_an_error_of_the_group() {
    let case = Case::open("alb-group-lacks-listener-port");
    case.says(
        "listener-port-not-admitted",
        Error,
        &["shop-alb", "443", "alb-sg"],
    )
    .mends(
        "listener-port-not-admitted",
        "Let everybody in on TCP 443 in alb-sg",
    )
    .comes_first("listener-port-not-admitted");
    assert_eq!(
        case.finding("listener-port-not-admitted").resources[0].as_str(),
        "sg-alb"
    );
}

#[test]
fn one_private_subnet_of_three_is_named() {
    Case::open("alb-one-subnet-of-three-private")
        .says(
            "balancer-subnet-not-public",
            Error,
            &["shop-alb", "private-3"],
        )
        .mends("balancer-subnet-not-public", "Use public-3 instead")
        .silent(&["route-to-gateway-missing"]);
}

#[test]
fn targets_have_to_admit_every_node() {
    Case::open("targets-admit-one-alb-subnet-only")
        .says(
            "target-not-reachable",
            Error,
            &["shop-alb", "web-1 and web-2", "public-2", "TCP 80"],
        )
        .mends(
            "target-not-reachable",
            "Let alb-sg in on TCP 80 in web-sg, instead of 10.0.0.0/24",
        );
}

#[test]
fn an_acl_that_denies_everything_is_told_once() {
    Case::open("network-acl-rule-100-denies-all")
        .says(
            "network-acl-denies-everything",
            Error,
            &[
                "private-acl",
                "inbound",
                "outbound",
                "entry 100",
                "private-1 and private-2",
                "web-1",
            ],
        )
        .comes_first("network-acl-denies-everything");
    // What was once offered for it lets in one of two nodes, and no answers.
    let offered = Case::open("network-acl-rule-100-denies-all-after-offered-fix");
    assert!(
        offered.found.iter().any(|it| it.severity == Error),
        "{}",
        offered.codes()
    );
}

#[test]
fn s3_has_public_addresses_behind_an_endpoint_too() {
    Case::open("s3-endpoint-blocked-by-acl")
        .says(
            "network-acl-blocks-s3",
            Error,
            &["app calls archive", "public addresses", "to-s3", "data-acl", "TCP 443 out", "1024–65535"],
        )
        .mends(
            "network-acl-blocks-s3",
            "Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 110, and the answers on TCP 1024–65535 as rule 110",
        )
        .comes_first("network-acl-blocks-s3");
}

#[test]
fn a_table_that_nobody_uses_is_told_before_what_follows_from_it() {
    Case::open("private-subnet-left-on-main-table")
        .says(
            "route-table-unused",
            Warning,
            &["private-rt", "private-1", "main-rt", "gateway", "public"],
        )
        .mends("route-table-unused", "Associate private-rt with private-1")
        .comes_first("route-table-unused")
        .silent(&["subnet-name-contradicts-routes", "nat-unused"])
        // What makes the main table harmless does not make the slip lasting.
        .mends(
            "main-route-table-leads-out",
            "Name main-rt in 1 subnet, private-rt in private-1, and keep AWS's own main table",
        );
    let case = Case::open("private-subnet-left-on-main-table");
    let on_main = case.finding("subnet-on-main-route-table");
    assert_eq!(on_main.resources[0].as_str(), "pub-1");
}

#[test]
fn a_database_in_the_default_group_refuses_its_application() {
    Case::open("database-in-default-group")
        .says(
            "database-not-reachable",
            Error,
            &[
                "app calls shop-db",
                "3306",
                "default group of shop-vpc",
                "own members",
            ],
        )
        .mends(
            "database-not-reachable",
            "Guard shop-db with db-sg, which lets app-sg in on TCP 3306",
        )
        .comes_first("database-not-reachable")
        .silent(&["default-security-group-used"])
        .says(
            "database-version-deprecated",
            Warning,
            &["8.0.46", "31 July 2026"],
        );
}

#[test]
fn a_group_is_matched_by_private_addresses_alone() {
    Case::open("group-reference-over-public-address")
        .says(
            "public-name-of-grouped-instance",
            Warning,
            &["pg.example.com", "13.234.9.9", "postgres-sg", "app-sg", "private address"],
        )
        .mends(
            "public-name-of-grouped-instance",
            "Answer pg.example.com with postgres's private address inside shop-vpc, by a private zone",
        )
        .comes_first("public-name-of-grouped-instance");
}

#[test]
fn a_private_zone_answers_alone() {
    Case::open("private-zone-shadows-public-zone")
        .says(
            "private-zone-hides-public-record",
            Warning,
            &[
                "Inside shop-vpc",
                "example.com (private)",
                "lacks www.example.com",
                "although example.com has it",
            ],
        )
        .mends(
            "private-zone-hides-public-record",
            "Add www.example.com to example.com (private)",
        );
}

#[test]
fn a_load_balancer_needs_eight_free_addresses() {
    let case = Case::open("alb-subnet-too-small");
    let of_rule = case
        .found
        .iter()
        .filter(|it| it.code == "balancer-subnet-too-small");
    let of_rule: Vec<_> = of_rule.collect();
    let [first, second] = of_rule[..] else {
        panic!("{}", case.codes());
    };
    assert_eq!(
        (first.severity, first.resources[0].as_str()),
        (Error, "pub-1")
    );
    for word in [
        "public-1",
        "/28",
        "11 usable",
        "5",
        "leaves 6",
        "eight",
        "/27",
    ] {
        assert!(first.sentence.contains(word), "{word}: {}", first.sentence);
    }
    assert!(first.fix.is_some());
    assert_eq!(
        (second.severity, second.resources[0].as_str()),
        (Warning, "pub-2")
    );
    case.silent(&["subnet-addresses-exhausted"]);
}

#[test]
fn half_a_peering_is_one_finding() {
    Case::open("half-open-peering")
        .says("peering-impossible", Error, &["peering", "second VPC"])
        .mends("peering-impossible", "Connect it to w")
        .silent(&["route-target-of-another-vpc"]);
}

#[test]
fn one_cause_is_told_once() {
    let case = Case::open("one-cause-twice");
    case.says(
        "route-to-detached-gateway",
        Error,
        &["public", "igw", "not attached"],
    )
    .mends("route-to-detached-gateway", "Attach igw to v")
    .silent(&[
        "internet-gateway-detached",
        "public-ip-without-gateway-route",
    ]);
    assert_eq!(
        case.finding("route-to-detached-gateway").resources[0].as_str(),
        "igw"
    );
}

#[test]
fn what_some_clients_lose_is_a_warning_and_what_all_lose_an_error() {
    let clients = Case::open("client-ports");
    clients.says("network-acl-blocks-replies", Warning, &["some"]);
    Case::open("https-without-certificate").says("listener-without-certificate", Error, &["443"]);
}

#[test]
fn the_group_that_stops_a_health_check_is_named() {
    let case = Case::open("unhealthy-why");
    case.says("target-not-reachable", Error, &["9090"]);
}

#[test]
fn one_target_that_does_not_reach_its_database_is_an_error_of_the_acl() {
    let case = Case::open("one-target-of-many");
    assert!(
        case.found
            .iter()
            .any(|it| it.code.starts_with("network-acl") && it.severity == Error),
        "{}",
        case.codes()
    );
}

#[test]
fn a_gateway_in_every_zone_is_no_weakness() {
    Case::open("nat-in-every-zone").silent(&["single-point-of-failure", "nat-in-another-zone"]);
}

#[test]
fn every_case_can_be_read_and_every_fix_be_applied() {
    let folder = std::fs::read_dir(format!("{}/tests/cases", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for file in folder {
        let path = file.unwrap().path();
        let document = Document::from_json(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for finding in findings(&document.architecture) {
            let Some(fix) = finding.fix else { continue };
            let mut after = document.clone();
            after.apply_all(fix.edits).unwrap();
            let left = findings(&after.architecture);
            let same = |it: &Finding| {
                it.code == finding.code
                    && it.resources == finding.resources
                    && it.sentence == finding.sentence
            };
            assert!(
                !left.iter().any(same),
                "{}: {} stays",
                path.display(),
                finding.code
            );
        }
    }
}
