//! What the book shows is what the trail's machine wrote, and the words of chapter 23 are so.

use serde_json::json;

use super::*;

fn book(members: Value) -> EventBook {
    let Value::Object(members) = members else {
        panic!("an object")
    };
    EventBook::read(&members).expect("it is read")
}

/// Half an hour of dark: stopped at 22:00, a group changed at 22:05, started at 22:30.
fn dark() -> Value {
    json!({
        "now": "2 09:00",
        "events": [
            {"at": "1 22:00", "who": "admin-rahul", "call": "StopLogging", "on": "trail Notebookly-Audit-Trail", "asks": {"name": "Notebookly-Audit-Trail"}},
            {"at": "1 22:05", "who": "farhan", "call": "AuthorizeSecurityGroupIngress", "on": "security-group WebServer-SG"},
            {"at": "1 22:30", "who": "admin-rahul", "call": "StartLogging", "on": "trail Notebookly-Audit-Trail", "asks": {"name": "Notebookly-Audit-Trail"}},
        ],
        "pick": 2,
    })
}

#[test]
fn what_happens_while_a_trail_is_stopped_is_in_the_history_only() {
    let mut it = book(dark());
    let outputs = it.outputs();
    assert_eq!(outputs["in_history"], true);
    assert_eq!(outputs["in_bucket"], false);
    assert_eq!(outputs["gap"], 30);
    assert_eq!(
        it.picked().map(|it| it.why_not),
        Some("the trail was stopped then")
    );
    // Stopping and starting are in both.
    for number in [1, 3] {
        it.set("pick", &json!(number)).expect("it is there");
        assert_eq!(it.outputs()["in_bucket"], true, "{number}");
    }
    it.set("view", &json!("bucket")).expect("a view");
    assert_eq!(it.outputs()["shown"], 2);
    it.set("trail", &json!(false)).expect("a switch");
    assert_eq!(it.outputs()["shown"], 0);
    it.set("view", &json!("history")).expect("a view");
    assert_eq!(it.outputs()["shown"], 3);
}

#[test]
fn a_trail_of_one_region_misses_the_others() {
    let mut it = book(json!({
        "now": "2 09:00",
        "all_regions": false,
        "events": [
            {"at": "1 03:00", "who": "farhan", "call": "RunInstances", "on": "instance miner-1", "region": "sa-east-1"},
            {"at": "1 03:01", "who": "farhan", "call": "CreateUser", "on": "iam-user helper"},
        ],
    }));
    assert_eq!(it.outputs()["unfiled"], 2);
    assert_eq!(it.outputs()["shown"], 0, "nothing happened in Mumbai");
    for (region, name) in [("sa-east-1", "RunInstances"), ("us-east-1", "CreateUser")] {
        it.set("region", &json!(region)).expect("a Region");
        assert_eq!(
            it.shown().map(|it| it.name.as_str()).collect::<Vec<_>>(),
            [name]
        );
    }
    it.set("all_regions", &json!(true)).expect("a switch");
    assert_eq!(it.outputs()["unfiled"], 0);
}

#[test]
fn a_week_of_routine_is_looked_up_by_one_thing_at_a_time() {
    let mut it = book(json!({ "days": 5, "now": "6 09:00" }));
    let all = it.entries().len();
    assert!((200..260).contains(&all), "{all}");
    assert!(it.entries().is_sorted_by_key(|it| it.called));
    assert_eq!(it.entries()[0].utc.len(), 20);
    assert!(it.entries()[0].time.starts_with("Mon "));
    for (by, word) in WAYS.map(|(word, by)| (by, word)) {
        for value in it.values(by) {
            it.set("filter", &json!({ "by": word, "value": value }))
                .expect("a filter");
            let shown = it.shown().count();
            assert!(shown > 0 && shown < all, "{word} {value}");
        }
    }
    it.set("filter", &Value::Null).expect("no filter");
    assert_eq!(it.shown().count(), all);
    // Files come minutes later, and not always in the order of the calls.
    for entry in it.entries() {
        let filed = entry.filed.expect("a file");
        assert!((120..=1_200).contains(&(filed - entry.called)), "{entry:?}");
    }
}

#[test]
fn what_no_service_has_is_refused() {
    for (line, path) in [
        (
            json!({"at": "1 09:00", "who": "root", "call": "OpenDoor", "on": "vpc shop"}),
            "events[0].call",
        ),
        (
            json!({"at": "1 09:00", "who": "root", "call": "CreateVpc", "on": "castle shop"}),
            "events[0].on",
        ),
        (
            json!({"at": "9 o'clock", "who": "root", "call": "ConsoleLogin"}),
            "events[0].at",
        ),
    ] {
        let mut it = EventBook::default();
        let wrong = it.set("events", &json!([line])).expect_err("it is refused");
        assert_eq!(wrong.path, path);
    }
}

/// The week of chapter 23: what its tasks say of it is so.
#[test]
fn the_night_of_chapter_23_is_as_its_cards_say() {
    let chapter = include_str!("../../../../lessons/23-cloudtrail/chapter.json");
    let chapter: Value = serde_json::from_str(chapter).expect("JSON");
    let mut week = chapter["figures"]["week"].clone();
    let members = week.as_object_mut().expect("an object");
    members.retain(|key, _| EventBook::MEMBERS.contains(&key.as_str()));
    let it = book(week.clone());
    let cards = chapter["tasks"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["kind"] == "order"))
        .expect("a task that orders");
    let night: Vec<&Entry> = it
        .entries()
        .iter()
        .filter(|it| {
            it.called > 3 * DAY + 22 * 3_600 + 600 && it.called < 3 * DAY + 22 * 3_600 + 1_600
        })
        .collect();
    let names: Vec<&str> = night.iter().map(|it| it.name.as_str()).collect();
    let told: Vec<&str> = cards["ask"]["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .filter_map(|it| it["text"].as_str()?.split(':').next())
        .collect();
    assert_eq!(names, told);
    // Two of them could be read in another order than they happened.
    assert!(!night.is_sorted_by_key(|it| it.readable), "{night:#?}");
    let opened = night[1];
    assert_eq!(opened.utc, "2026-11-19T16:44:00Z");
    assert_eq!(opened.who, "Deploy/farhan-laptop");
    let show = &chapter["tasks"][1]["hints"]["show"][0]["set"]["pick"];
    assert_eq!(*show, json!(opened.number));
    let looked_up = it.entries().iter().filter(|it| it.name == opened.name);
    assert_eq!(looked_up.count(), 3);
    assert!(
        (220..=260).contains(&it.entries().len()),
        "{}",
        it.entries().len()
    );
}
