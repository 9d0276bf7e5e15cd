//! The reference is built step by step, as chapter 24 says, and each gesture
//! is answered with nothing but quiet lines.

use serde_json::{Value, json};

use super::*;
use crate::analysis::Analysis;
use crate::architecture::{Kind, Resource};
use crate::rules::Severity;
use crate::rules::moment::Told;

struct Build {
    session: Session,
    course: Document,
    report: Vec<(&'static str, Vec<String>)>,
    step: &'static str,
    most: (usize, usize, usize),
}

impl Build {
    fn told(&mut self) -> Told {
        let analysis = Analysis::of(&self.session.document().architecture);
        self.session.answer(analysis.findings());
        let relations = analysis.calm().network().relations();
        Told::of(analysis.findings(), relations, self.session.fresh())
    }

    fn look(&mut self, what: &str) {
        let told = self.told();
        for finding in &told.findings {
            assert!(
                finding.severity != Severity::Error,
                "{} {what}: {} {}",
                self.step,
                finding.code,
                finding.sentence
            );
        }
        assert!(
            told.waiting.len() <= 3,
            "{} {what}: {:#?}",
            self.step,
            told.waiting
        );
        self.most.0 = self.most.0.max(told.count(Severity::Warning));
        self.most.1 = self.most.1.max(told.count(Severity::Info));
        self.most.2 = self.most.2.max(told.waiting.len());
    }

    fn step(&mut self, name: &'static str) {
        self.done();
        self.step = name;
    }

    /// The step is done, and the learner looks at the whole.
    fn done(&mut self) {
        if self.step.is_empty() {
            return;
        }
        self.session.select([]);
        self.look("at its end");
        let (warnings, infos, lines) = std::mem::take(&mut self.most);
        assert!(
            warnings <= 3 && infos <= 1 && lines <= 3,
            "{}: {warnings} warnings, {infos} remarks, {lines} lines",
            self.step
        );
        let waiting = self.told().waiting.into_iter();
        let waiting = waiting.map(|it| it.sentence).collect();
        self.report.push((self.step, waiting));
    }

    fn take(&mut self, id: &str) {
        let id = ResourceId::new(id);
        let resource = self.course.architecture.get(&id).unwrap().clone();
        // It begins as the palette makes it, in its place; then it is filled in.
        let places = [
            "region",
            "vpc",
            "subnet",
            "subnets",
            "account",
            "cidr",
            "zone",
            "domain",
            "requester",
        ];
        let mut new = Resource::new(resource.name.clone(), resource.kind().defaults());
        for place in places {
            if let Some(value) = resource.properties.get(place) {
                let _ = new.properties.set(place, value);
            }
        }
        // A gateway is dropped on the Region and attached later.
        if resource.kind() == Kind::InternetGateway {
            new.properties.set("vpc", Value::Null).unwrap();
        }
        self.session
            .perform("Add", vec![Edit::create(id.clone(), new)])
            .unwrap();
        self.session.select([id.clone()]);
        self.look(&format!("with a new {id}"));
        for property in resource.kind().info().properties {
            let wanted = resource.properties.get(property.key).unwrap();
            // What stands in the way of nothing yet is connected later.
            let later = matches!(property.key, "route_table" | "network_acl");
            if later || !self.exists(&wanted) {
                continue;
            }
            self.set(id.as_str(), property.key, wanted);
        }
    }

    /// Whether everything that a value names is there already.
    fn exists(&self, value: &Value) -> bool {
        let text = value.to_string();
        let ids = self.course.architecture.resources().map(|it| it.0);
        let mut named = ids.filter(|id| text.contains(&format!("\"{id}\"")));
        named.all(|id| self.session.document().architecture.get(id).is_some())
    }

    fn set(&mut self, id: &str, key: &str, value: Value) {
        let id = ResourceId::new(id);
        let now = self.session.document().architecture.get(&id).unwrap();
        if now.properties.get(key).as_ref() == Some(&value) {
            return;
        }
        self.session.select([id.clone()]);
        self.session
            .perform("Change", vec![Edit::set(&id, key, value)])
            .unwrap();
        self.look(&format!("with {key} of {id}"));
    }

    /// What a thing of the course has and could not have before.
    fn finish(&mut self, id: &str) {
        let resource = self.course.architecture.get(&id.into()).unwrap().clone();
        for property in resource.kind().info().properties {
            let wanted = resource.properties.get(property.key).unwrap();
            if self.exists(&wanted) {
                self.set(id, property.key, wanted);
            }
        }
    }
}

#[test]
fn the_reference_is_built_without_a_loud_word() {
    let text = include_str!("../../../lessons/24-architecture/solution.campus.json");
    let mut build = Build {
        session: Session::open(crate::editor::actions::blank()),
        course: Document::from_json(text).unwrap(),
        report: Vec::new(),
        step: "",
        most: (0, 0, 0),
    };
    build.step("1");
    build.take("account-1");
    build.take("bucket-2");
    build.take("trail-1");
    build.step("2");
    build.take("iam-group-1");
    build.take("iam-user-1");
    build.step("3");
    build.take("vpc-1");
    build.step("4");
    for id in ["subnet-1", "subnet-2", "subnet-3", "subnet-4"] {
        build.take(id);
    }
    build.step("5");
    build.take("internet-gateway-1");
    build.step("6");
    build.take("nat-gateway-1");
    build.take("nat-gateway-2");
    build.step("7");
    for (table, subnets) in [
        ("route-table-1", &["subnet-1", "subnet-2"][..]),
        ("route-table-2", &["subnet-3"]),
        ("route-table-3", &["subnet-4"]),
    ] {
        build.take(table);
        for subnet in subnets {
            build.set(subnet, "route_table", json!(table));
        }
    }
    build.step("8");
    for id in [
        "security-group-1",
        "security-group-2",
        "security-group-3",
        "network-acl-1",
    ] {
        build.take(id);
    }
    build.set("subnet-3", "network_acl", json!("network-acl-1"));
    build.set("subnet-4", "network_acl", json!("network-acl-1"));
    build.step("9");
    build.take("database-1");
    build.step("10");
    build.take("load-balancer-1");
    build.take("target-group-1");
    build.set(
        "load-balancer-1",
        "listeners",
        json!([{ "port": 80, "protocol": "http",
                 "default_action": { "forward": { "target_group": "target-group-1" } } }]),
    );
    build.step("11");
    for id in [
        "iam-policy-1",
        "iam-role-1",
        "instance-profile-1",
        "launch-template-1",
    ] {
        build.take(id);
    }
    build.step("12");
    build.take("auto-scaling-group-1");
    build.step("13");
    build.take("bucket-1");
    build.finish("launch-template-1");
    build.step("14");
    build.take("hosted-zone-1");
    build.step("15");
    build.take("topic-1");
    build.take("dashboard-1");
    build.take("alarm-1");
    build.done();
    let subnets = "4 subnets have no route table of their own yet.";
    let exits = "2 NAT gateways are the target of no route yet.";
    let targets = "Notebookly-TG has no targets yet.";
    let waiting: Vec<(&str, Vec<&str>)> = build
        .report
        .iter()
        .map(|(step, lines)| (*step, lines.iter().map(String::as_str).collect()))
        .filter(|(_, lines): &(_, Vec<&str>)| !lines.is_empty())
        .collect();
    assert_eq!(
        waiting,
        [
            ("4", vec![subnets]),
            ("5", vec![subnets]),
            ("6", vec![subnets, exits]),
            ("10", vec![targets]),
            ("11", vec![targets]),
        ]
    );
    assert_eq!(build.report.len(), 15);
}

#[test]
fn a_new_row_is_quiet_until_it_is_left() {
    let text = include_str!("../../../tests/files/notebookly.campus.json");
    let mut session = Session::open(Document::from_json(text).unwrap());
    let table = ResourceId::new("route-table-1");
    session.select([table.clone()]);
    let told = |session: &Session| {
        let analysis = Analysis::of(&session.document().architecture);
        let relations = analysis.calm().network().relations();
        let told = Told::of(analysis.findings(), relations, session.fresh());
        let codes: Vec<_> = told.findings.iter().map(|it| it.code).collect();
        let about_routes =
            codes.contains(&"cidr-malformed") || codes.contains(&"route-without-target");
        let lines = told
            .waiting
            .iter()
            .any(|it| it.resources.contains(&"route-table-1".into()));
        (about_routes, lines, codes.contains(&"duplicate-route"))
    };
    let row = |destination: &str| json!({ "destination": destination });
    let put = |session: &mut Session, edits| session.perform("Change", edits).unwrap();
    put(
        &mut session,
        vec![Edit::insert(&table, "routes", 1, row(""))],
    );
    assert_eq!(told(&session), (false, true, false));
    // A destination alone is still no route.
    let change = |destination: &str| {
        vec![
            Edit::remove(&table, "routes", 1),
            Edit::insert(&table, "routes", 1, row(destination)),
        ]
    };
    put(&mut session, change("10.9.0.0/16"));
    assert_eq!(told(&session), (false, true, false));
    // What contradicts another row is told at once.
    put(&mut session, change("0.0.0.0/0"));
    assert_eq!(told(&session), (false, true, true));
    put(&mut session, change(""));
    session.leave_rows();
    assert_eq!(told(&session), (true, false, false));
    session.undo();
    session.select(["vpc-1".into()]);
    assert!(told(&session).0, "somebody went on to something else");
}

#[test]
fn what_is_relied_on_is_told_whatever_the_moment() {
    let text = include_str!("../../../tests/files/notebookly.campus.json");
    let whole = Document::from_json(text).unwrap();
    // The document at rest: everything that is told at all is told.
    for (id, key, value) in [
        ("subnet-3", "route_table", Value::Null),
        ("load-balancer-1", "listeners", json!([])),
        ("auto-scaling-group-1", "target_groups", json!([])),
        ("auto-scaling-group-1", "launch_template", Value::Null),
        ("route-table-2", "routes", json!([])),
    ] {
        let mut document = whole.clone();
        document.apply(Edit::set(&id.into(), key, value)).unwrap();
        let analysis = Analysis::of(&document.architecture);
        let relations = analysis.calm().network().relations();
        let told = Told::of(analysis.findings(), relations, Session::default().fresh());
        assert!(
            told.waiting.is_empty(),
            "{key} of {id}: {:#?}",
            told.waiting
        );
        assert!(told.findings.len() > 3, "{key} of {id}");
    }
}
