//! The numbers of chapter 19, and what a rush does to a group.

use super::*;

fn out(members: Value) -> Outputs {
    let Value::Object(members) = members else {
        panic!("an object")
    };
    Roster::read(&members).expect("it is read").outputs()
}

#[test]
fn the_numbers_of_chapter_19() {
    let usual = out(json!({}));
    assert_eq!(
        (&usual["alarm"], &usual["start"]),
        (&json!(300), &json!(62))
    );
    assert_eq!(usual["first_extra"], 362);
    assert_eq!(usual["refused_minutes"], 6.0);
    // Whoever has failed two checks has to pass five: 17 until it runs, 105 until its
    // program listens, 150 until it is healthy again (SLB-5, SLB-9).
    let recipe = out(json!({ "image": "recipe" }));
    assert_eq!(
        (&recipe["start"], &recipe["first_extra"]),
        (&json!(272), &json!(572))
    );
}

#[test]
fn what_helps_against_a_rush_and_what_does_not() {
    let minutes = |members| out(members)["refused_minutes"].as_f64().expect("a number");
    assert_eq!(minutes(json!({ "monitoring": "detailed" })), 4.0);
    assert_eq!(minutes(json!({ "min": 4 })), 0.0);
    assert_eq!(minutes(json!({ "policy": "tracking", "target": 40 })), 0.0);
    // Tracking is no faster than the values that it gets.
    assert_eq!(minutes(json!({ "policy": "tracking" })), 6.0);
    assert_eq!(minutes(json!({ "add": 2 })), 6.0);
    // An alarm of one-minute periods has no value where they come every five.
    assert_eq!(minutes(json!({ "minutes": 1 })), 30.0);
}

/// A value of every minute shows sooner that five of them are too high on average; with
/// five-minute values it depends on when in them the rush begins.
#[test]
fn with_basic_monitoring_it_may_be_later() {
    let begins = |monitoring: &str| -> Vec<u64> {
        (0..5)
            .map(|begins| out(json!({ "monitoring": monitoring, "begins": begins })))
            .map(|it| it["alarm"].as_u64().expect("it rings"))
            .collect()
    };
    assert_eq!(begins("detailed"), [180; 5]);
    assert_eq!(begins("basic"), [300, 240, 180, 420, 360]);
}

#[test]
fn the_ceiling_holds_and_nobody_is_added_above_it() {
    let none = out(json!({ "max": 2 }));
    assert_eq!(
        (&none["most"], &none["first_extra"]),
        (&json!(2), &json!("never"))
    );
    assert_eq!(none["alarm"], 300);
}

#[test]
fn thresholds_too_near_make_it_flap() {
    let calm = out(json!({}));
    assert!(calm["turns"].as_u64() <= Some(1));
    let near = out(json!({ "below": 65, "in_minutes": 5, "lasts": 60 }));
    assert!(near["turns"].as_u64() > Some(2), "{near:?}");
}

#[test]
fn what_was_changed_is_counted_from_where_the_lesson_began() {
    let members = json!({ "times": 4 });
    let mut it = Roster::read(members.as_object().expect("an object")).expect("it is read");
    assert_eq!(it.changes(), 0);
    it.set("desired", &json!(4)).expect("a number");
    it.set("minutes", &json!(3)).expect("a number");
    assert_eq!(it.changes(), 2);
    it.set("minutes", &json!(5)).expect("a number");
    assert_eq!(it.changes(), 1);
}
