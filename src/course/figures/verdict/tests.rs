//! What decides is what IAM says, wherever a statement stands.

use serde_json::json;

use super::*;

fn verdict(members: Value) -> Verdict {
    let Value::Object(members) = members else {
        panic!("an object")
    };
    Verdict::read(&members).expect("it is read")
}

fn decided(it: &Verdict) -> (Value, Value) {
    let outputs = it.outputs();
    (outputs["decision"].clone(), outputs["decided"].clone())
}

/// Chapter 17, task 3: yes, yes, no.
fn three() -> Verdict {
    verdict(json!({
        "identity": [
            "allow s3:* on *",
            "allow s3:DeleteObject on notebookly-logs-and-backups/*",
            "deny s3:DeleteObject on notebookly-logs-and-backups/*",
        ],
        "requests": ["s3:DeleteObject on notebookly-logs-and-backups/app/1.log"],
    }))
}

#[test]
fn a_deny_decides_wherever_it_stands() {
    let mut it = three();
    assert_eq!(decided(&it), (json!("explicit-deny"), json!(3)));
    assert_eq!(
        it.sentence().to_string(),
        "Denied by statement 3. 2 statements allow it, and they do not count against a deny."
    );
    for (to, number) in [(0, 1), (1, 2), (2, 3)] {
        let mut moved = it.clone();
        moved
            .set("move", &json!({"list": "identity", "from": 2, "to": to}))
            .expect("it moves");
        assert_eq!(decided(&moved), (json!("explicit-deny"), json!(number)));
    }
    it.set("remove", &json!({"list": "identity", "place": 2}))
        .expect("it goes");
    assert_eq!(decided(&it), (json!("allow"), json!(1)));
}

#[test]
fn no_word_is_a_no() {
    let it = verdict(json!({
        "identity": ["allow s3:ListAllMyBuckets on *"],
        "requests": ["s3:GetObject on notebookly-static-assets/p.jpg"],
    }));
    assert_eq!(decided(&it), (json!("implicit-deny"), json!("none")));
    assert_eq!(it.pile()[0].seen, Seen::OtherAction);
    assert_eq!(
        decided(&Verdict::default()),
        (json!("implicit-deny"), json!("none"))
    );
}

#[test]
fn the_bucket_alone_can_allow_and_its_deny_beats_the_user() {
    let mut it = verdict(json!({
        "identity": ["allow s3:GetObject on notebookly-static-assets/*"],
        "bucket": [
            "allow kavya s3:PutObject on notebookly-static-assets/*",
            "deny everyone s3:* on notebookly-static-assets/* without TLS",
        ],
        "requests": [
            "s3:GetObject on notebookly-static-assets/p.jpg",
            "s3:PutObject on notebookly-static-assets/p.jpg",
            "s3:GetObject on notebookly-static-assets/p.jpg without TLS",
            "s3:GetObject on notebookly-logs-and-backups/app/1.log",
        ],
    }));
    let all = [
        (json!("allow"), json!(1)),
        (json!("allow"), json!(2)),
        (json!("explicit-deny"), json!(3)),
        (json!("implicit-deny"), json!("none")),
    ];
    for (place, right) in all.into_iter().enumerate() {
        it.set("request", &json!(place + 1)).expect("it is chosen");
        assert_eq!(decided(&it), right);
    }
    it.set("request", &json!(2)).expect("it is chosen");
    assert_eq!(it.outputs()["paper"], "bucket");
    // Another user is not meant.
    it.set("who", &json!("farhan")).expect("a name");
    assert_eq!(decided(&it), (json!("implicit-deny"), json!("none")));
}

#[test]
fn a_bucket_is_not_what_lies_in_it() {
    let mut it = verdict(json!({
        "identity": ["allow s3:GetObject on notebookly-static-assets"],
        "requests": ["s3:GetObject on notebookly-static-assets/p.jpg"],
    }));
    assert_eq!(decided(&it).0, "implicit-deny");
    let statement = json!({"list": "identity", "place": 0});
    it.set("narrow", &statement).expect("it gets narrower");
    assert_eq!(
        it.pile()[0].clause.text(),
        "allow s3:GetObject on notebookly-static-assets/p.jpg"
    );
    assert_eq!(decided(&it).0, "allow");
    it.set("widen", &statement).expect("it gets wider");
    it.set("widen", &statement).expect("it gets wider");
    assert_eq!(it.pile()[0].clause.text(), "allow s3:GetObject on *");
    it.set("turn", &statement).expect("it turns");
    assert_eq!(decided(&it).0, "explicit-deny");
}

#[test]
fn what_the_learner_marks_is_judged_and_told() {
    let mut it = three();
    it.set("ask", &json!(true)).expect("it asks");
    assert!(!it.is_open());
    assert!(it.sentence().lead.starts_with("Which statement"));
    for (mark, said) in [
        (
            1,
            "Not that one. Statement 1 matches, but another one says no.",
        ),
        (
            0,
            "Not that one. One of the statements does match this request.",
        ),
    ] {
        it.set("mark", &json!({"request": 1, "statement": mark}))
            .expect("it is marked");
        assert_eq!(it.sentence().to_string(), said);
        assert_eq!(it.outputs()["right"], 0);
    }
    it.set("mark", &json!({"statement": 3}))
        .expect("it is marked");
    assert!(it.is_open());
    assert_eq!(it.outputs()["right"], 1);
    assert!(it.set("mark", &json!({"statement": 4})).is_err());
}

#[test]
fn what_aws_refuses_is_refused_with_its_reason() {
    let mut it = Verdict::default();
    let wrong = it.set("bucket", &json!(["allow s3:GetObject on *"]));
    assert!(wrong.is_err());
    let wrong = it.set("identity", &json!(["allow s3:Get Object on *"]));
    assert!(wrong.is_err());
}
