//! The shop of drills keeps what it promises: each trouble is one, its hint mends it within
//! par, and nothing else becomes worse.

#[path = "support/lessons.rs"]
mod lessons;

use std::collections::BTreeSet;

use cloud_campus::course::lesson::Files;
use cloud_campus::course::lint;
use cloud_campus::course::shop::{FILE, FOLDER, SHOP, Shelf, Shop};
use cloud_campus::editor::kept::Address;
use lessons::files_of;

fn shop() -> Shop {
    match Shop::read(&files_of(FOLDER)) {
        Ok(shop) => shop,
        Err(faults) => panic!("{}", faults[0]),
    }
}

fn told(files: &Files) -> Vec<String> {
    let faults = match Shop::read(files) {
        Ok(shop) => lint::shop_faults(&shop),
        Err(faults) => faults,
    };
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn every_trouble_keeps_its_promises() {
    let faults = told(&files_of(FOLDER));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn there_are_troubles_about_everything() {
    let shop = shop();
    assert!(shop.troubles().len() >= 24);
    let topics: BTreeSet<&str> = shop.topics.iter().map(|it| it.id.as_str()).collect();
    for topic in [
        "routes",
        "gateways",
        "nat",
        "groups",
        "acls",
        "names",
        "balancer",
        "scaling",
        "database",
        "storage",
        "iam",
        "monitoring",
    ] {
        assert!(topics.contains(topic), "{topic}");
        let mut all = shop.troubles().iter();
        let is_about = |task: &_| shop.topic(task).is_some_and(|it| it.id == topic);
        assert!(all.any(is_about), "no trouble is about {topic}");
    }
}

#[test]
fn they_stand_by_topic_and_par() {
    let shop = shop();
    let place = |task: &_| {
        let topic = shop.topic(task);
        shop.topics.iter().position(|it| Some(it) == topic)
    };
    let all: Vec<_> = shop
        .troubles()
        .iter()
        .map(|it| (place(it), it.par))
        .collect();
    assert!(all.is_sorted(), "{all:?}");
    // What the start screen lists are the same.
    let files = files_of(FOLDER);
    let shelf = Shelf::from_json(&files[FILE]).expect("the list can be read");
    let listed: BTreeSet<&str> = shelf.signs.iter().map(|it| it.id.as_str()).collect();
    let read: BTreeSet<&str> = shop.troubles().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(listed, read);
}

#[test]
fn no_complaint_names_its_remedy() {
    // Who suffers does not know the thing that is to be changed by its name on the canvas,
    // unless they have changed it themselves.
    let shop = shop();
    for task in shop.troubles() {
        let said = task.symptom.on(None).map_or("", String::as_str);
        for rt in [
            "public-rt",
            "private-rt",
            "WebServer-SG",
            "ALB-SG",
            "private-acl",
        ] {
            assert!(!said.contains(rt), "{}: {said}", task.id);
        }
    }
}

#[test]
fn a_trouble_that_is_none_is_found() {
    let files = files_of(FOLDER);
    let broken = |from: &str, to: &str| {
        let mut files = files.clone();
        let text = files.get_mut(FILE).expect("the list is there");
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
        told(&files)
    };
    // A topic that nobody knows, an id of a chapter, a member that tasks have not.
    for (from, to, why) in [
        (
            "\"topic\": \"nat\"",
            "\"topic\": \"gnat\"",
            "there is no topic `gnat`",
        ),
        ("\"id\": \"00-", "\"id\": \"05-", "a name behind `00-`"),
        (
            "\"symptom\":",
            "\"complaint\":",
            "there is no member `complaint`",
        ),
    ] {
        let faults = broken(from, to);
        assert!(faults[0].contains(why), "{faults:?}");
        assert!(faults[0].starts_with("shop.json: "), "{faults:?}");
    }
    // One that is not broken at all.
    let mut sound = files.clone();
    let list = sound.get_mut(FILE).expect("the list is there");
    let mut value: serde_json::Value = serde_json::from_str(list).expect("it is JSON");
    value["troubles"][0]["apply"] = serde_json::json!([]);
    *list = value.to_string();
    let faults = told(&sound);
    let found = faults
        .iter()
        .any(|it| it.contains("it is met where it begins"));
    assert!(found, "{faults:?}");
    // A document that is missing.
    let mut less = files.clone();
    less.remove("start.campus.json");
    assert_eq!(told(&less), ["start.campus.json: this file is missing"]);
}

#[test]
fn a_repair_that_breaks_something_else_is_found() {
    let mut files = files_of(FOLDER);
    let list = files.get_mut(FILE).expect("the list is there");
    let mut value: serde_json::Value = serde_json::from_str(list).expect("it is JSON");
    let troubles = value["troubles"].as_array_mut().expect("a list");
    let knock = troubles
        .iter_mut()
        .find(|it| it["id"] == "00-my-own-customers")
        .expect("it is there");
    // The door is opened to everybody instead of to the balancer.
    knock["hints"]["show"][0]["to"] = serde_json::json!([{
        "protocol": "tcp", "from_port": 0, "to_port": 65535, "peer": { "cidr": "0.0.0.0/0" }
    }]);
    *list = value.to_string();
    let faults = told(&files);
    let worse = |it: &String| it.contains("there is something new") || it.contains("not met");
    assert!(faults.iter().any(worse), "{faults:?}");
}

#[test]
fn the_shop_has_an_address() {
    let address = Address::parse("#/shop");
    assert_eq!(address, Some(Address::Chapter(SHOP)));
    assert_eq!(address.map(|it| it.to_string()), Some("#/shop".to_owned()));
}
