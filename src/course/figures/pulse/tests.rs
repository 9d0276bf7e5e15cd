//! The numbers of chapter 18, and what a fault does.

use super::*;

fn out(members: Value) -> Outputs {
    let Value::Object(members) = members else {
        panic!("an object")
    };
    Pulse::read(&members).expect("it is read").outputs()
}

/// TG-12: with the defaults 60 seconds and 150; the time-out comes on top where nothing
/// answers (TV-30).
#[test]
fn the_numbers_of_chapter_18() {
    let usual = out(json!({}));
    assert_eq!(
        (&usual["out_at_most"], &usual["back_at_most"]),
        (&json!(60), &json!(150))
    );
    assert_eq!(out(json!({ "fault": "hangs" }))["out_at_most"], 65);
    let fast = out(json!({ "interval": 10 }));
    assert_eq!(
        (&fast["out_at_most"], &fast["back_at_most"]),
        (&json!(20), &json!(50))
    );
}

#[test]
fn a_play_is_never_longer_than_the_most() {
    for fails_at in 1..=30 {
        let mended_at = fails_at + 120;
        let it = out(json!({ "fails_at": fails_at, "mended_at": mended_at }));
        let most = |name: &str| it[name].as_u64().expect("a number");
        assert!(most("out_after") <= most("out_at_most"), "{fails_at}");
        assert!(most("back_after") <= most("back_at_most"), "{fails_at}");
        // Whoever is shared out evenly meets it until it is out.
        assert_eq!(it["met"], it["out_after"]);
    }
}

#[test]
fn with_nobody_else_the_balancer_sends_to_it_all_the_same() {
    let alone = out(json!({ "others": 0 }));
    assert_eq!(alone["fail_open"], true);
    assert_eq!(alone["met"], 120);
    assert_eq!(out(json!({}))["fail_open"], false);
    let mut it = Pulse::default();
    it.set("others", &json!(0)).expect("a number");
    it.set("fault", &json!("wrong-path")).expect("a fault");
    assert_eq!(
        it.sentence().to_string(),
        "No target is healthy, so the balancer sends to it all the same. Customers see the shop as before."
    );
}

#[test]
fn a_short_fault_is_not_noticed_and_a_new_target_needs_one_good_check() {
    let short = out(json!({ "fails_at": 10, "mended_at": 35 }));
    assert_eq!(short["out_after"], "never");
    // Checks at 0 and 30: the program listens at 15. (TG-11)
    let new = |boot: u32| out(json!({ "boot": boot, "fails_at": 600, "mended_at": 601 }));
    assert_eq!(new(15)["in_after"], 30);
    // Whoever has failed two is unhealthy and has to pass five. (SLB-5)
    assert_eq!(new(32)["in_after"], 180);
}

#[test]
fn what_aws_refuses_is_refused() {
    for (member, value) in [("interval", 4), ("timeout", 121), ("healthy", 1)] {
        assert!(Pulse::default().set(member, &json!(value)).is_err());
    }
}
