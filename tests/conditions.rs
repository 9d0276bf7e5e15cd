//! The sentences of all predicates, in one place to be read: what is said when a condition
//! is met, while it is missing, when the contrary is wanted, and when it cannot be told.
//!
//! `UPDATE_EXPECT=1 cargo test --test conditions` writes the table anew.

#[path = "support/lessons.rs"]
mod lessons;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::{Document, Edit};
use cloud_campus::course::attempt::{Attempt, Called, differences};
use cloud_campus::course::condition::Condition;
use cloud_campus::course::figures;
use cloud_campus::course::judge::{self, LineState, Moment, Piece, State};
use cloud_campus::course::read::At;
use expect_test::expect_file;
use serde_json::{Value, json};

/// The shop with its guards: the end of chapter 10.
fn shop() -> Document {
    let text = &lessons::files_of("10-security-groups")["solution.campus.json"];
    Document::from_json(text).expect("the solution can be read")
}

fn read(value: &Value) -> Condition {
    Condition::read(&At::root(value)).unwrap_or_else(|why| panic!("{value}: {why}"))
}

/// How a condition fares on a document, with its sentence.
fn said(value: &Value, document: &Document, attempt: &Attempt) -> (State, String) {
    let analysis = Analysis::of(&document.architecture);
    let condition = read(value);
    let moment = Moment::new(&analysis, attempt);
    let verdict = judge::verdict(&condition, &moment);
    let line = &verdict.lines[0];
    (judge::state(&condition, &moment), line.sentence.clone())
}

#[test]
fn every_predicate_has_its_sentences() {
    let shop = shop();
    let mut attempt = Attempt::new(&Analysis::of(&shop.architecture));
    attempt.since.calls = vec![Called {
        call: "StopInstances".to_owned(),
        resource: "instance-2".into(),
        by: "root".to_owned(),
    }];
    let outputs = [("usable".to_owned(), json!(251))].into();
    attempt.figure("wings", "ruler", outputs);
    // Two runs were made: one on the design as it is, and one on the design of before.
    attempt.play(&read(&json!({"any": [
        {"run": {"scenario": "visit"}, "metric": "success", "is": 1},
        {"run": {"scenario": "visit"}, "metric": "longest_outage", "is": 0},
        {"run": {"scenario": "visit"}, "metric": "alarm.after", "of": "@5xx", "is": {"le": 300}},
        {"run": {"scenario": "calm-hour"}, "metric": "launches", "is": 0},
    ]})), &shop.architecture);
    for ran in &mut attempt.since.runs {
        if ran.scenario == "calm-hour" {
            ran.fingerprint = "of before".to_owned();
        }
    }
    // Of each predicate: one that is met, one that is missing, and what cannot be told.
    let conditions = [
        json!({"count": {"kind": "subnet"}, "is": 4}),
        json!({"count": {"kind": "subnet"}, "is": 6}),
        json!({"count": {"kind": "nat-gateway"}, "is": 0}),
        json!({"every": {"kind": "subnet", "where": {"prop": "name", "is": {"like": "x*"}}}, "must": {"prop": "zone", "is": "ap-south-1a"}}),
        json!({"every": {"kind": "subnet"}, "must": {"derived": "zone", "is": "ap-south-1a"}}),
        json!({"some": {"kind": "instance"}, "must": {"prop": "instance_type", "is": "t3.large"}}),
        json!({"none": {"kind": "nat-gateway"}}),
        json!({"none": {"kind": "subnet"}, "must": {"derived": "kind", "is": "public"}}),
        json!({"prop": "multi_az", "of": "notebookly-db", "is": true}),
        json!({"prop": "multi_az", "of": "notebookly-db", "is": false}),
        json!({"prop": "state", "of": "web-1", "is": "stopped"}),
        json!({"not": {"prop": "state", "of": "web-1", "is": "running"}}),
        json!({"prop": "state", "of": "web-9", "is": "running"}),
        json!({"row": "ingress", "of": "ALB-SG", "where": {"protocol": "tcp", "from_port": 80, "to_port": 80}}),
        json!({"row": "ingress", "of": "Database-SG", "where": {"protocol": "tcp", "from_port": 22, "to_port": 22}}),
        json!({"row": "ingress", "of": "ALB-SG", "is": 1}),
        json!({"not": {"row": "ingress", "of": "ALB-SG", "where": {"peer.cidr": "0.0.0.0/0"}}}),
        json!({"derived": "kind", "of": "private-a", "is": "private"}),
        json!({"derived": "kind", "of": "private-a", "is": "public"}),
        json!({"derived": "default_target", "of": "private-b", "is": "NAT-GW-AZ1"}),
        json!({"derived": "default_target.zone", "of": "private-b", "is": "ap-south-1a"}),
        json!({"derived": "answers", "of": "private-a", "address": "10.0.9.9", "is": "0.0.0.0/0"}),
        json!({"derived": "public_address", "of": "web-1", "is": {"set": true}}),
        json!({"derived": "open_to_internet", "of": "ALB-SG", "is": {"within": ["tcp 443"]}}),
        json!({"derived": "usable", "block": "10.0.0.0/22", "is": 1019}),
        json!({"derived": "usable", "block": "10.0.0.0/22", "is": {"ge": 2000}}),
        json!({"related": "in", "from": "web-1", "to": "private-b"}),
        json!({"related": "uses", "from": "web-1", "to": "ALB-SG"}),
        json!({"finding": "nat-unused", "is": "absent"}),
        json!({"finding": "nat-unused", "is": "present"}),
        json!({"finding": "nat-unused", "is": "seen"}),
        json!({"errors": 0}),
        json!({"errors": {"ge": 3}}),
        json!({"warnings": {"ge": 30}}),
        json!({"trace": "internet → notebookly.com tcp 80", "is": "delivered"}),
        json!({"trace": "internet → web-1 tcp 80", "is": "delivered"}),
        json!({"trace": "internet → notebookly.com tcp 80", "is": "dropped"}),
        json!({"trace": "web-1 → internet tcp 443", "is": "delivered", "passes": ["NAT-GW-AZ2"]}),
        json!({"trace": "web-1 → internet tcp 443", "is": "delivered", "avoids": [{"kind": "nat-gateway"}]}),
        json!({"trace": "internet → web-1 tcp 80", "is": "dropped", "stop": {"stage": "route_table"}}),
        json!({"trace": "web-1 → nobody tcp 80", "is": "delivered"}),
        json!({"intents": "hold"}),
        json!({"what_if": "ap-south-1a", "journey": "web-2 → internet tcp 443", "is": "holds"}),
        json!({"what_if": "ap-south-1a", "journey": "web-1 → internet tcp 443", "is": "holds"}),
        json!({"what_if": "zone-x", "journey": "web-1 → internet tcp 443", "is": "holds"}),
        json!({"weak_points": "zones", "is": 0}),
        json!({"weak_points": "zones", "is": 5}),
        json!({"cell": {"from": "internet", "to": "notebookly-db"}, "is": "nothing"}),
        json!({"cell": {"from": "web-1", "to": "notebookly-db"}, "is": "tcp 3306"}),
        json!({"cell": {"from": "web-1", "to": "notebookly-db"}, "is": "nothing"}),
        json!({"cell": {"from": "Notebookly-ALB", "to": "notebookly-db"}, "is": "tcp 3306"}),
        json!({"event": "StopInstances", "on": "web-1"}),
        json!({"event": "StartInstances", "on": "web-1"}),
        json!({"event": "any", "by": "root", "is": 0}),
        json!({"event": "StopInstances", "by": "admin-rahul"}),
        json!({"event": "any", "by": "admin-rahul", "is": 0}),
        json!({"gap": {"kind": "trail"}, "is": "none"}),
        json!({"edits": "any", "is": {"le": 1}}),
        json!({"edits": "any", "is": {"ge": 1}}),
        json!({"figure": "wings", "output": "usable", "is": 251}),
        json!({"figure": "wings", "output": "usable", "is": {"ge": 300}}),
        json!({"figure": "other", "output": "usable", "is": 251}),
        json!({"export": "AWS::EC2::NatGateway", "is": 2}),
        json!({"export": "AWS::EC2::NatGateway", "is": 3}),
        json!({"unchanged": {"kind": "subnet"}}),
        json!({"cost": {"per": "month"}, "is": {"le": 20}}),
        json!({"policy": {"principal": "root", "action": "s3:GetObject", "resource": "*"}, "decision": "allow"}),
        json!({"policy": {"principal": "web-1", "action": "s3:PutObject", "resource": "arn:aws:s3:::docs/*"}, "decision": "allow"}),
        json!({"policy": {"principal": "root", "action": "s3:GetObject", "resource": "*"}, "decision": "deny"}),
        json!({"policy": {"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::docs/*"}, "decision": "explicit-deny", "statement": "DenyAll"}),
        json!({"policy": {"principal": "role nobody", "action": "s3:GetObject", "resource": "*"}, "decision": "allow"}),
        json!({"cost": {"per": "month"}, "is": {"le": 200}}),
        json!({"cost": {"per": "hour"}, "is": {"le": 1}}),
        json!({"cost": {"per": "month", "of": {"kind": "nat-gateway"}}, "is": {"le": 50}}),
        json!({"cost": {"per": "month", "of": "web-1"}, "is": {"ge": 5}}),
        json!({"cost": {"per": "month", "saved": true}, "is": {"ge": 40}}),
        json!({"cost": {"per": "month", "of": {"kind": "nat-gateway"}, "saved": true}, "is": 0}),
        json!({"run": {"scenario": "visit"}, "metric": "success", "is": {"ge": 0.5}}),
        json!({"run": {"scenario": "visit", "seed": 7}, "metric": "success", "is": {"gt": 1}}),
        json!({"run": {"scenario": "visit", "seed": 8}, "metric": "success", "is": {"ge": 0.5}}),
        json!({"not": {"run": {"scenario": "visit"}, "metric": "success", "is": {"ge": 0.5}}}),
        json!({"run": {"scenario": "visit"}, "metric": "longest_outage", "is": {"le": 120}}),
        json!({"run": {"scenario": "visit"}, "metric": "alarm.after", "of": "@5xx", "is": {"le": 300}}),
        json!({"not": {"run": {"scenario": "visit"}, "metric": "alarm.after", "of": "@5xx", "is": {"le": 300}}}),
        json!({"run": {"scenario": "visit"}, "metric": "latency_p95", "is": {"lt": 2000}}),
        json!({"run": {"scenario": "visit"}}),
        json!({"not": {"run": {"scenario": "visit"}}}),
        json!({"run": {"scenario": "calm-hour"}, "metric": "launches", "is": 0}),
        json!({"run": {"scenario": "spike"}, "metric": "success", "is": {"ge": 0.999}}),
        json!({"not": {"run": {"scenario": "spike"}, "metric": "success", "is": {"ge": 0.999}}}),
        json!({"account": "root_mfa", "is": true}),
        json!({"derived": "checklist", "number": 1, "is": "met"}),
        json!({"derived": "checklist", "number": 16, "is": "met"}),
        json!({"derived": "checklist.met", "is": {"ge": 5}}),
        json!({"derived": "checklist.met", "is": 20}),
        json!({"derived": "practice", "code": "runbooks", "is": "met"}),
        json!({"derived": "practice", "code": "no-such-line", "is": "met"}),
        json!({"derived": "pillar", "code": "high-availability", "is": {"ge": 10}}),
        json!({"derived": "pillar", "code": "operations", "is": 100}),
        json!({"trace": "internet → notebookly.com tcp 80", "is": "delivered", "behind": {"stage": "dns"}, "comes": {"stage": "internet_gateway"}}),
        json!({"trace": "internet → notebookly.com tcp 80", "is": "delivered", "behind": {"stage": "dns"}, "comes": {"stage": "listener"}}),
        json!({"trace": "internet → notebookly.com tcp 80", "is": "delivered", "behind": {"stage": "web_acl"}, "comes": {"stage": "listener"}}),
        json!({"any": [{"errors": {"ge": 3}}, {"prop": "state", "of": "web-1", "is": "stopped"}]}),
        json!({"at_least": 2, "of": [{"errors": 0}, {"errors": {"ge": 3}}, {"warnings": {"ge": 30}}]}),
        json!({"when": {"errors": 0}, "then": {"prop": "state", "of": "web-1", "is": "stopped"}}),
        json!({"first": {"errors": {"ge": 3}}, "then": {"errors": 0}}),
        json!({"let": {"g": {"kind": "security-group"}}, "in": {"row": "ingress", "of": "$g"}}),
        json!({"let": {"d": "notebookly-db"}, "in": {"prop": "multi_az", "of": "$d", "is": true}}),
    ];
    let mut table = String::new();
    for condition in &conditions {
        let (state, sentence) = said(condition, &shop, &attempt);
        table.push_str(&format!("{condition}\n    {state:?}: {sentence}\n"));
    }
    expect_file!["conditions/sentences.txt"].assert_eq(&table);
}

#[test]
fn outputs_of_figures_are_told_by_their_labels() {
    let shop = shop();
    for widget in figures::WIDGETS {
        let figure = figures::Figure::read(widget, &json!({})).expect("a figure");
        let mut attempt = Attempt::new(&Analysis::of(&shop.architecture));
        attempt.figure("it", figure.kind(), figure.outputs());
        for name in figure.outputs().keys() {
            let label = figures::label(widget, name).expect("a label");
            for is in [json!("another"), json!({"not": "another"})] {
                let condition = json!({"figure": "it", "output": name, "is": is});
                let (_, sentence) = said(&condition, &shop, &attempt);
                assert!(sentence.contains(&format!("“{label}: ")), "{sentence}");
                assert!(!sentence.contains(&format!("“{name}")), "{sentence}");
            }
        }
    }
}

#[test]
fn a_line_shows_what_stands_there_and_what_is_next() {
    let mut shop = shop();
    let check = json!({"all": [
        {"line": "private-a: 0.0.0.0/0 → {default_target of private-a}",
         "derived": "default_target", "of": "private-a", "is": {"set": true}},
        {"line": "web-1 is {state of web-1}", "prop": "state", "of": "web-1", "is": "stopped"},
        {"line": "web-2 is {state of web-2}", "prop": "state", "of": "web-2", "is": "stopped"},
        {"line": "Nobody reaches the database", "not": {"trace": "web-1 → notebookly-db tcp 3306", "is": "delivered"}},
    ]});
    let condition = read(&check);
    let begun = Analysis::of(&shop.architecture);
    let attempt = Attempt::new(&begun);
    let states = |document: &Document| {
        let analysis = Analysis::of(&document.architecture);
        let verdict = judge::verdict(&condition, &Moment::new(&analysis, &attempt));
        verdict.lines.iter().map(|it| it.state).collect::<Vec<_>>()
    };
    use LineState::{Contrary, Met, Next, Waits};
    assert_eq!(states(&shop), [Met, Next, Waits, Contrary]);
    let verdict = judge::verdict(&condition, &Moment::new(&begun, &attempt));
    assert_eq!(
        verdict.lines[0].aim,
        [
            Piece::Text("private-a: 0.0.0.0/0 → ".to_owned()),
            Piece::Slot(Some("NAT-GW-AZ1".to_owned())),
        ]
    );
    let stop = Edit::set(&"instance-2".into(), "state", "stopped");
    shop.apply(stop).expect("web-1 can be stopped");
    assert_eq!(states(&shop)[1..3], [Met, Next]);
}

#[test]
fn an_undo_takes_its_edit_out_of_the_count() {
    let begun = shop();
    let mut now = begun.clone();
    let count = |now: &Document| -> u32 {
        let all = differences(&begun.architecture, &now.architecture);
        all.iter().map(|(_, edits)| edits).sum()
    };
    let applied = now
        .apply(Edit::set(&"instance-2".into(), "state", "stopped"))
        .expect("web-1 can be stopped");
    assert_eq!(count(&now), 1);
    now.apply(applied.inverse).expect("it can be taken back");
    assert_eq!(count(&now), 0);
    // A row that is replaced is one edit, two rows that go are two.
    let rows = begun
        .architecture
        .get(&"security-group-3".into())
        .expect("ALB-SG");
    let rows = rows.properties.get("ingress").expect("its rules");
    let mut changed = rows.as_array().expect("rows").clone();
    changed[0]["from_port"] = json!(8080);
    now.apply(Edit::set(&"security-group-3".into(), "ingress", &changed))
        .expect("a rule can be changed");
    assert_eq!(count(&now), 1);
}

#[test]
fn first_then_wants_its_order() {
    let begun = shop();
    let stopped = json!({"prop": "state", "of": "web-1", "is": "stopped"});
    let running = json!({"prop": "state", "of": "web-1", "is": "running"});
    let condition = read(&json!({"first": stopped, "then": running}));
    let analysis = Analysis::of(&begun.architecture);
    let mut attempt = Attempt::new(&analysis);
    attempt.observe(Some(&condition), &analysis, &[]);
    let met = |document: &Document, attempt: &Attempt| {
        let analysis = Analysis::of(&document.architecture);
        judge::state(&condition, &Moment::new(&analysis, attempt)) == State::Met
    };
    // It runs, and has run all the time: that is not what is asked.
    assert!(!met(&begun, &attempt));
    let mut now = begun.clone();
    now.apply(Edit::set(&"instance-2".into(), "state", "stopped"))
        .expect("it stops");
    attempt.observe(Some(&condition), &Analysis::of(&now.architecture), &[]);
    assert!(!met(&now, &attempt));
    assert!(met(&begun, &attempt));
    // What is remembered outlives a reload.
    let kept = serde_json::to_string(&attempt.since).expect("plain data");
    let since = serde_json::from_str(&kept).expect("the same data");
    assert!(met(&begun, &Attempt::resume(&begun, since)));
}

#[test]
fn an_account_is_asked_what_it_is_set_to_and_what_is_so_in_it() {
    let text = include_str!("../assets/examples/notebookly.campus.json");
    let mut document = Document::from_json(text).expect("the example can be read");
    let attempt = Attempt::new(&Analysis::of(&document.architecture));
    let held = [
        json!({"account": "root_mfa", "is": true}),
        json!({"account": "root_access_keys", "is": false}),
        json!({"account": "users_without_mfa", "is": 0}),
        json!({"account": "trail_state", "is": "all regions"}),
        json!({"account": "budget_limit", "is": {"ge": 200, "le": 300}}),
    ];
    for value in &held {
        assert_eq!(said(value, &document, &attempt).0, State::Met, "{value}");
        let contrary = json!({ "not": value });
        assert_eq!(
            said(&contrary, &document, &attempt).0,
            State::Missing,
            "{value}"
        );
    }
    let edits = [
        Edit::set(&"account-1".into(), "root_mfa", false),
        Edit::set(&"account-1".into(), "root_access_keys", true),
        Edit::set(&"iam-user-1".into(), "mfa", false),
        Edit::set(&"trail-1".into(), "multi_region", false),
        Edit::set(&"budget-1".into(), "limit", 20),
    ];
    document
        .apply_all(edits.to_vec())
        .expect("they can be made");
    let words: Vec<String> = held
        .iter()
        .map(|value| {
            let (state, sentence) = said(value, &document, &attempt);
            assert_eq!(state, State::Missing, "{value}");
            sentence
        })
        .collect();
    assert_eq!(
        words[2],
        "admin-rahul has no second factor (MFA) yet. Nobody should be without one."
    );
    assert_eq!(
        words[3],
        "The trail Notebookly-Audit-Trail records one Region only. It should be recording all Regions."
    );
    let unknown = Condition::read(&At::root(&json!({"account": "mood", "is": "good"})));
    let fault = unknown.expect_err("no account has it").to_string();
    assert!(fault.contains("an account has no `mood`"), "{fault}");
    let half =
        json!({"trace": "internet → db tcp 1", "is": "delivered", "behind": {"stage": "dns"}});
    assert!(Condition::read(&At::root(&half)).is_err());
}

#[test]
fn a_trail_that_was_stopped_has_a_gap_even_when_it_runs_again() {
    let text = include_str!("../assets/examples/notebookly.campus.json");
    let mut document = Document::from_json(text).expect("the example can be read");
    let mut attempt = Attempt::new(&Analysis::of(&document.architecture));
    let none = json!({"gap": {"kind": "trail"}, "is": "none"});
    let some = json!({"gap": {"kind": "trail"}, "is": "some"});
    let trail = document
        .architecture
        .resources()
        .find(|(_, it)| it.kind() == cloud_campus::architecture::Kind::Trail)
        .map(|(id, _)| id.clone())
        .expect("the example has a trail");
    assert_eq!(said(&none, &document, &attempt).0, State::Met);
    assert_eq!(said(&some, &document, &attempt).0, State::Missing);
    for (logging, sentence) in [(false, "is stopped"), (true, "was stopped for a while")] {
        let call = if logging {
            "StartLogging"
        } else {
            "StopLogging"
        };
        attempt.since.calls.push(Called {
            call: call.to_owned(),
            resource: trail.clone(),
            by: "root".to_owned(),
        });
        document
            .apply(Edit::set(&trail, "logging", logging))
            .expect("it can be set");
        let (state, told) = said(&none, &document, &attempt);
        assert_eq!(state, State::Missing);
        assert!(told.contains(sentence), "{told}");
        assert_eq!(said(&some, &document, &attempt).0, State::Met);
    }
}
