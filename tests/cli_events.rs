//! `cloud-campus events` through the door.

mod cli_support;

use cli_support::{run, run_with};

const EXAMPLE: &str = "assets/examples/notebookly.campus.json";

fn events(more: &[&str]) -> cli_support::Run {
    let mut arguments = vec!["events", EXAMPLE, "--scenario", "stop-logging"];
    arguments.extend_from_slice(more);
    run(&arguments)
}

#[test]
fn who_stopped_the_trail_is_found_and_when_it_arrives() {
    let found = events(&["--name", "StopLogging", "--by", "admin-rahul", "--json"]).json();
    let all = found["events"].as_array().expect("a list");
    assert_eq!(all.len(), 1);
    let event = &all[0];
    assert_eq!(event["who"], "admin-rahul");
    assert_eq!(event["resource"], "trail-1");
    assert_eq!(event["record"]["eventName"], "StopLogging");
    assert!(event["why_not"].is_null());
    let (at, delivered) = (event["at"].as_u64(), event["delivered"].as_u64());
    assert!(delivered > at, "{event}");
    // The same by what it is about, in words.
    let text = events(&["--on", "Notebookly-Audit-Trail"]).out;
    assert!(text.contains("StopLogging"), "{text}");
    assert!(text.contains("Delivered at "), "{text}");
}

#[test]
fn without_a_trail_the_reason_is_told() {
    let text = std::fs::read_to_string(EXAMPLE).expect("the example is there");
    let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let resources = document["resources"].as_array_mut().expect("a list");
    resources.retain(|it| it["kind"] != "trail");
    let arguments = ["events", "-", "--scenario", "kill-one", "--json"];
    let found = run_with(&arguments, &document.to_string()).json();
    let all = found["events"].as_array().expect("a list");
    assert!(!all.is_empty());
    for event in all {
        assert!(event["delivered"].is_null());
        let why = event["why_not"].as_str().unwrap_or_default();
        assert!(why.starts_with("There is no trail."), "{event}");
    }
}

#[test]
fn what_nobody_did_is_no_event_and_the_list_says_why() {
    let none = events(&["--name", "DeleteTrail"]);
    assert_eq!(none.code, Some(0));
    assert!(none.out.contains("none of them is what you look for"));
    assert!(none.out.contains("What is no event"));
    assert!(none.out.contains("A customer opens a page."));
    let wrong = events(&["--on", "nobody"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong
            .err
            .contains("nothing in the document is called `nobody`")
    );
}
