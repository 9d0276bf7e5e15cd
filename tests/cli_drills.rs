//! `run`, `drill` and `drills` on the command line.

mod cli_support;

use cli_support::{run, run_with};
use expect_test::{Expect, expect, expect_file};

const EXAMPLE: &str = "assets/examples/notebookly.campus.json";

fn says(arguments: &[&str], expected: Expect) {
    expected.assert_eq(&run(arguments).shown());
}

#[test]
fn the_five_validations_are_played() {
    let drill = run(&["drill", EXAMPLE]);
    assert_eq!(drill.code, Some(0), "{}", drill.shown());
    assert!(drill.out.ends_with("All passed, 5 of 5.\n"));
    for id in [
        "visit",
        "stop-one",
        "cpu-spike",
        "trail-complete",
        "dashboard",
    ] {
        assert!(drill.out.contains(id), "{id}");
    }
}

#[test]
fn a_drill_that_is_not_passed_makes_the_exit_code_1() {
    let text = std::fs::read_to_string(EXAMPLE).expect("the example");
    let single = text.replace(
        "\"id\": \"database-1\",",
        "\"id\": \"database-1\", \"multi_az\": false,",
    );
    assert_ne!(single, text);
    let drill = run_with(
        &["drill", "-", "--only", "database-failover", "fail-zone"],
        &single,
    );
    assert_eq!(drill.code, Some(1), "{}", drill.shown());
    assert!(drill.out.contains("0 of 2 passed."), "{}", drill.out);
    assert!(drill.out.contains("Multi-AZ is off."), "{}", drill.out);
    let measured = ["drill", "-", "--only", "fail-zone", "--measure"];
    let measured = run_with(&measured, &single).out;
    let gain = measured.lines().find(|it| it.contains("Turn Multi-AZ on"));
    assert!(gain.is_some_and(|it| it.contains(" less)")), "{measured}");
}

#[test]
fn a_run_is_told_from_top_to_bottom() {
    let told = run(&["run", EXAMPLE, "--scenario", "fail-zone"]);
    assert_eq!(told.code, Some(0), "{}", told.shown());
    let mut at = 0;
    for heading in [
        "The shop came back in",
        "What happened",
        "Alarms",
        "Mails",
        "CloudTrail",
        "What was asked",
        "Numbers",
        "Failed, by cause",
        "What saved it",
    ] {
        let found = told.out[at..].find(heading);
        at += found.unwrap_or_else(|| panic!("{heading}:\n{}", told.out));
    }
}

#[test]
fn a_run_is_the_same_every_time_and_another_with_another_seed() {
    let play = |more: &[&str]| {
        let mut arguments = vec!["run", EXAMPLE, "--scenario", "fail-zone", "--json"];
        arguments.extend_from_slice(more);
        run(&arguments).out
    };
    assert_eq!(play(&[]), play(&["--seed", "7"]));
    assert_ne!(play(&[]), play(&["--seed", "8"]));
    let short = run(&[
        "run",
        EXAMPLE,
        "--scenario",
        "fail-zone",
        "--length",
        "5m",
        "--json",
    ]);
    assert_eq!(short.json()["length"], 300);
    assert_eq!(short.json()["answered"].as_array().map(Vec::len), Some(30));
}

#[test]
fn a_scenario_comes_from_a_file_too() {
    let path = std::env::temp_dir().join(format!("scenario-{}.json", std::process::id()));
    let name = path.to_str().expect("a path");
    let scenario = r#"{"id": "mine", "title": "Mine", "length": 120}"#;
    std::fs::write(&path, scenario).expect("it can be written");
    let fine = run(&["run", EXAMPLE, "--scenario", name]);
    assert_eq!(fine.code, Some(0), "{}", fine.shown());
    assert!(fine.out.contains("Mine"));
    let late = r#"{"id": "mine", "title": "Mine", "length": 120, "deeds": [{"at": 120, "do": {"stop": "web-1"}}]}"#;
    std::fs::write(&path, late).expect("it can be written");
    let bad = run(&["run", EXAMPLE, "--scenario", name]);
    assert_eq!(bad.code, Some(2));
    assert_eq!(
        bad.err,
        format!(
            "error: {name}: deeds[0].at: second 120 comes after the end: give one before 120, or \
             make the run longer\n"
        )
    );
    std::fs::remove_file(&path).expect("it can be removed");
}

#[test]
fn a_scenario_that_is_not_there_is_bad_input() {
    says(
        &["run", EXAMPLE, "--scenario", "earthquake"],
        expect![[r#"
        exit code 2
        --- stderr
        error: --scenario: there is no drill `earthquake`: name one of visit, stop-one, cpu-spike, trail-complete, dashboard, app-dies, fail-zone, database-failover, storage-fills, stop-logging, flood, nat-lost, festival-zone, bad-release, calm-hour, night, kill-one, rolling, bad-health-path, spike, sale, one-busy, or the path of a file
    "#]],
    );
    says(
        &["run", EXAMPLE, "--scenario", "no/such.json"],
        expect![[r#"
        exit code 2
        --- stderr
        error: no/such.json: there is no such file: check the path
    "#]],
    );
    says(
        &["drill", EXAMPLE, "--only", "earthquake"],
        expect![[r#"
        exit code 2
        --- stderr
        error: --only: there is no drill `earthquake`: name one of visit, stop-one, cpu-spike, trail-complete, dashboard, app-dies, fail-zone, database-failover, storage-fills, stop-logging, flood, nat-lost, festival-zone, bad-release, calm-hour, night, kill-one, rolling, bad-health-path, spike, sale, one-busy
    "#]],
    );
    says(
        &["run", EXAMPLE, "--scenario", "visit", "--length", "soon"],
        expect![[r#"
            exit code 2
            --- stderr
            error: invalid value 'soon' for '--length <TIME>': give seconds, or a number with s, m, h or d, such as 15m

            For more information, try '--help'.
        "#]],
    );
}

#[test]
fn the_drills_are_listed() {
    says(
        &["drills"],
        expect![[r#"
            exit code 0
            --- stdout
            visit              Customers visit the shop  10 min
                               Ten minutes of the busiest hour, and nothing breaks: every page should
                               load, and quickly.
            stop-one           One server is stopped  15 min
                               Somebody stops a server in the console in the busiest hour. The others
                               take its customers, and the group starts another one.
            cpu-spike          The CPUs are busy  1 h 30 min
                               Something keeps the CPUs of all servers of the group busy for twenty
                               minutes. The group should start more servers within fifteen, and give
                               them back later.
            trail-complete     Every call is written down  40 min
                               A server is stopped by hand and the group starts another one. Each call
                               of an AWS API should reach the trail: who, what, when.
            dashboard          The dashboard shows it  30 min
                               A server is stopped and the CPUs are busy for ten minutes. Every widget
                               of the dashboard should have something to show.
            app-dies           The application dies  20 min
                               The application on one server ends, and the machine runs on. Only the
                               health check of the load balancer can notice.
            fail-zone          A zone is lost  25 min
                               In a busy evening an Availability Zone is lost for fifteen minutes: its
                               servers, its subnets, its NAT gateway, the load balancer's node, and the
                               primary database if it is there.
            database-failover  The database fails over  15 min
                               The database is rebooted with failover: the standby takes over, typically
                               within one to two minutes.
            storage-fills      The storage fills  9 h
                               Within eight hours the storage of the database fills up. It should grow
                               by itself before it is full, and an alarm should ring while there is
                               time.
            stop-logging       The trail is stopped  25 min
                               Somebody stops the trail, as an intruder would do first. The call itself
                               is the last that is written down, and an alarm should ring on it.
            flood              A flood from one address  20 min
                               One address sends 500 requests a second for ten minutes. A rate rule of
                               the web ACL should turn it away, and customers should not notice.
            nat-lost           A NAT gateway is lost  15 min
                               The NAT gateway of one zone fails for ten minutes. Customers come in
                               through the load balancer and should not notice; only servers behind it
                               cannot reach the internet.
            festival-zone      Festival, and a zone is lost  40 min
                               On a festival evening, with ten times as many customers as usual, a zone
                               is lost for fifteen minutes. What is left carries everybody until the
                               group has grown.
            bad-release        A bad release  25 min
                               A new version comes to all servers whose health check answers with an
                               error, so the group replaces healthy servers by others of the same
                               version. It is taken back after ten minutes. The alarm on 5XX should ring
                               within five.
            calm-hour          A calm hour  1 h
                               An ordinary hour in which nothing is done. Nothing should happen: no
                               server comes or goes without need.
            night              A quiet night  3 h
                               Three hours of the night; for one of them nobody comes at all. No alarm
                               should wake anybody.
            kill-one           One server ends  15 min
                               A server is terminated. The group should notice, start another one in the
                               zone with the fewest, and be whole again within ten minutes.
            rolling            A new version, unnoticed  1 h 30 min
                               All servers are replaced, step by step, in the busiest hour. No request
                               may fail.
            bad-health-path    Everybody is ill  10 min
                               Nothing is done to the architecture: its health check is played as it is
                               drawn. Where it asks for a path that no server answers, every server
                               counts as ill.
            spike              Many more customers at once  1 h 32 min
                               From one moment to the next nearly three times as many customers come,
                               for half an hour. The group should grow with them and shrink again later.
            sale               The sale begins  1 h 20 min
                               Within twenty minutes five times as many customers come, and they stay
                               for an hour.
            one-busy           One server is busy  45 min
                               Something on one server keeps its CPU busy for half an hour, and the
                               others have little to do. Nothing is lost: the question is who notices.
        "#]],
    );
}

/// The page plays the same file and has to say the same, byte for byte
/// (`tests/browser/room.spec.js`).
#[test]
fn a_saved_run_is_played_again() {
    let report = run(&["run", "tests/files/golden.run.json", "--json"]);
    expect_file!["files/golden.report.json"].assert_eq(&report.out);
}

#[test]
fn a_run_and_a_document_each_want_their_own_flags() {
    says(
        &["run", "tests/files/golden.run.json", "--scenario", "visit"],
        expect![[r#"
            exit code 2
            --- stderr
            error: tests/files/golden.run.json: this is a saved run, which has its own scenario: leave --scenario out
        "#]],
    );
    says(
        &["run", EXAMPLE],
        expect![[r#"
        exit code 2
        --- stderr
        error: assets/examples/notebookly.campus.json: this is a document, so say what is to happen: add --scenario with the name of a drill (see `cloud-campus drills`)
    "#]],
    );
}
