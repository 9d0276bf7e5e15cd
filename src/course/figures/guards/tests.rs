//! The guards against the numbers of chapters 10 and 11, and against a brute force.

use super::*;
use crate::course::figures::Figure;

fn guards(members: Value) -> Figure {
    Figure::read("guards", &members).expect("it is read")
}

/// The list of task 11-5, with Farhan's rule 200.
fn rule_200() -> Figure {
    guards(json!({
        "mode": "order",
        "entries_in": [
            "100 allow tcp 80 from 0.0.0.0/0", "110 allow tcp 443 from 0.0.0.0/0",
            "120 allow tcp 1024-65535 from 0.0.0.0/0", "200 deny all from 203.0.113.66/32",
        ],
        "entries_out": ["100 allow all to 0.0.0.0/0"],
        "packets": [
            { "name": "The robot", "packet": "203.0.113.66:50000 → 10.0.1.20:80 tcp" },
            { "name": "The customer", "packet": "203.0.113.7:50000 → 10.0.1.20:80 tcp" },
            { "name": "The answer for web-1", "packet": "198.51.100.10:443 → 10.0.1.166:20480 tcp" },
        ],
    }))
}

#[test]
fn a_deny_bites_only_before_the_allow() {
    let mut it = rule_200();
    assert_eq!(it.outputs()["arrives"], true);
    assert_eq!(it.outputs()["decided"], "100");
    assert_eq!(
        it.sentence().to_string(),
        "The robot gets in. 100 fits first; 200 is never read."
    );
    it.set("move", &json!({ "list": "entries_in", "from": 3, "to": 0 }))
        .expect("it moves");
    let out = it.outputs();
    assert_eq!(
        (&out["arrives"], &out["decided"]),
        (&json!(false), &json!("90"))
    );
    assert_eq!(
        it.sentence().to_string(),
        "The robot is stopped. Entry 90 is the first that fits."
    );
    for packet in [
        "203.0.113.7:50000 → 10.0.1.20:80 tcp",
        "198.51.100.10:443 → 10.0.1.166:20480 tcp",
    ] {
        it.set("packet", &json!(packet)).expect("a packet");
        assert_eq!(it.outputs()["arrives"], true, "{packet}");
    }
    assert_eq!(it.outputs()["decided"], "120");
    it.set("move", &json!({ "list": "entries_in", "from": 0, "to": 3 }))
        .expect("it moves");
    assert_eq!(it, {
        let mut fresh = rule_200();
        fresh
            .set("packet", &json!("198.51.100.10:443 → 10.0.1.166:20480 tcp"))
            .expect("a packet");
        fresh
    });
}

#[test]
fn every_line_says_how_it_stands_to_a_packet() {
    let it = rule_200();
    let crate::course::figures::State::Guards(guards) = it.state() else {
        panic!("guards")
    };
    let packets = guards.packets();
    let fits = |place: usize| guards.fits(List::EntriesIn, &packets[place]);
    use Fit::*;
    assert_eq!(fits(0), [Allows, Unread, Unread, Unread, Unread]);
    assert_eq!(fits(2), [Passed, Passed, Allows, Unread, Unread]);
}

#[test]
fn the_group_remembers_and_the_acl_does_not() {
    let it = guards(json!({
        "mode": "both",
        "inbound": ["tcp 80 from 0.0.0.0/0"], "outbound": [],
        "entries_in": ["100 allow tcp 80 from 0.0.0.0/0"], "entries_out": ["100 allow tcp 80 to 0.0.0.0/0"],
        "packet": "203.0.113.7:50000 → 10.0.1.20:80 tcp",
    }));
    let out = it.outputs();
    for (name, value) in [
        ("request", json!("allowed")),
        ("answer", json!("dropped")),
        ("decided", json!("*")),
        ("group_answer", json!("remembered")),
        ("acl_answer", json!("dropped")),
        ("arrives", json!(true)),
        ("answered", json!(false)),
    ] {
        assert_eq!(out[name], value, "{name}");
    }
    assert_eq!(
        it.sentence().to_string(),
        "The question arrives, the answer does not. The network ACL has no memory, and no entry fits the answer."
    );
}

#[test]
fn silence_twice_as_in_chapter_10() {
    // (a) The database answers although its group lets nothing out.
    let database = guards(json!({
        "mode": "group", "inbound": ["tcp 3306 from WebServer-SG"], "outbound": [],
        "members": { "WebServer-SG": ["10.0.3.195"] },
        "packet": "10.0.3.195:50000 → 10.0.4.50:3306 tcp",
    }));
    let out = database.outputs();
    assert_eq!(
        (&out["answer"], &out["answered"]),
        (&json!("remembered"), &json!(true))
    );
    // (b) The web server cannot ask, since asking needs a rule.
    let web = guards(json!({
        "mode": "group", "inbound": ["tcp 80 from 10.0.0.0/16"], "outbound": [],
        "server": "10.0.3.195",
        "packet": "10.0.3.195:50000 → 10.0.4.50:3306 tcp",
    }));
    let out = web.outputs();
    assert_eq!(
        (&out["request"], &out["answer"]),
        (&json!("dropped"), &json!("none"))
    );
    // Who is in no group of the rule does not get in.
    let stranger = guards(json!({
        "mode": "group", "inbound": ["tcp 3306 from WebServer-SG"],
        "members": { "WebServer-SG": ["10.0.3.195"] },
        "packet": "10.0.3.77:50000 → 10.0.4.50:3306 tcp",
    }));
    assert_eq!(stranger.outputs()["arrives"], false);
}

#[test]
fn a_packet_out_and_one_inside_a_wing_meet_the_guards_too() {
    let out = guards(json!({
        "mode": "both", "entries_in": ["100 allow tcp 1024-65535 from 10.0.0.0/16"],
        "entries_out": ["100 allow tcp 443 to 0.0.0.0/0"], "outbound": ["tcp 443 to 0.0.0.0/0"],
        "packet": "10.0.3.195:50000 → 198.51.100.10:443 tcp",
    }))
    .outputs();
    assert_eq!(
        (&out["arrives"], &out["answered"]),
        (&json!(true), &json!(false))
    );
    let out = guards(json!({
        "mode": "acl", "entries_in": [], "entries_out": [],
        "packet": "10.0.1.40:50000 → 10.0.1.20:80 tcp",
    }))
    .outputs();
    assert_eq!(
        (&out["request"], &out["decided"]),
        (&json!("dropped"), &json!("*"))
    );
    let inside = guards(json!({
        "mode": "acl", "entries_in": [], "entries_out": [],
        "packet": "10.0.1.24:50000 → 10.0.1.20:80 tcp",
    }));
    assert_eq!(inside.outputs()["answered"], true);
    assert_eq!(
        inside.sentence().to_string(),
        "Inside one wing the network ACL is not asked: it stands at the border."
    );
}

/// A brute force over all lines agrees with the engine's trace.
#[test]
fn the_first_line_that_fits_decides() {
    let pool = [
        "allow tcp 80 from 0.0.0.0/0",
        "deny all from 203.0.113.0/24",
        "allow tcp 1024-65535 from 198.51.100.0/24",
        "deny tcp 443 from 0.0.0.0/0",
        "allow udp 53 from 0.0.0.0/0",
        "allow all from 203.0.113.7/32",
    ];
    let packets = [
        "203.0.113.7:50000 → 10.0.1.20:80 tcp",
        "198.51.100.10:443 → 10.0.1.20:20480 tcp",
        "192.0.2.1:50000 → 10.0.1.20:443 tcp",
        "192.0.2.1:50000 → 10.0.1.20:53 udp",
    ];
    for turn in 0..pool.len() {
        for length in 0..=pool.len() {
            let lines = pool.iter().cycle().skip(turn).take(length).enumerate();
            let lines: Vec<String> = lines
                .map(|(place, it)| format!("{} {it}", 10 * (place + 1)))
                .collect();
            for packet in packets {
                let it = guards(json!({
                    "mode": "acl", "entries_in": lines, "entries_out": ["100 allow all to 0.0.0.0/0"], "packet": packet,
                }));
                let asked = lines::asked("", &json!(packet)).expect("a packet");
                let first = lines
                    .iter()
                    .map(|it| lines::line("", &json!(it), true).expect("a line"))
                    .find(|it| {
                        let Other::Block(block) = &it.other else {
                            return false;
                        };
                        let protocol = it.protocol == asked.protocol
                            || it.protocol == crate::architecture::Protocol::All;
                        let port = it
                            .ports
                            .is_none_or(|(from, to)| (from..=to).contains(&asked.to.1));
                        protocol && port && block.contains(&asked.from.0)
                    });
                let entry = first.and_then(|it| it.entry);
                let out = it.outputs();
                assert_eq!(
                    out["arrives"],
                    entry.is_some_and(|it| it.1 == crate::architecture::RuleAction::Allow),
                    "{lines:?} {packet}"
                );
                assert_eq!(
                    out["decided"],
                    entry.map_or("*".to_owned(), |it| it.0.to_string()),
                    "{lines:?} {packet}"
                );
            }
        }
    }
}

#[test]
fn numbers_stay_apart() {
    let mut it = guards(
        json!({ "mode": "order", "entries_in": ["100 allow tcp 80 from 0.0.0.0/0", "101 allow tcp 443 from 0.0.0.0/0", "102 deny all from 203.0.113.66/32"] }),
    );
    let refused = it
        .set("move", &json!({ "list": "entries_in", "from": 2, "to": 1 }))
        .map_err(|it| it.to_string());
    assert_eq!(
        refused,
        Err("move: there is no free number between 100 and 101".to_owned())
    );
    let refused = Figure::read(
        "guards",
        &json!({ "entries_in": ["100 allow all from 0.0.0.0/0", "100 deny all from 0.0.0.0/0"] }),
    );
    assert!(refused.is_err());
}
