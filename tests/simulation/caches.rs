//! Sessions outside the servers, and what becomes of them (SAZ-8).

use super::*;

fn logins_lost(record: &Record) -> u32 {
    record.tallies.iter().map(|it| it.logins_lost).sum()
}

/// A replica in the other zone stands in, and nobody is logged out.
#[test]
fn a_replica_keeps_the_sessions() {
    for seed in [1, 7, 23] {
        let deeds = json!([{ "at": 300, "do": { "fail": "notebookly-sessions" } }]);
        let simulation = play(notebookly(), seed, scenario(1500, 1, deeds));
        let record = simulation.record();
        let back = when(
            record,
            "notebookly-sessions answers again, from ap-south-1b",
        );
        assert_eq!(back, Some(330));
        assert_eq!(logins_lost(record), 0);
        let again = when(record, "has its lost node again").expect("it is replaced") - 300;
        assert!((300..=900).contains(&again), "{again}");
        assert!(answered(record, 0, 1500) > 0.999);
    }
}

/// One node, or no Multi-AZ: what it held is gone with it, five minutes of
/// visitors.
#[test]
fn without_a_replica_everybody_is_logged_out() {
    let alone = with(notebookly(), "notebookly-sessions", "nodes", 1);
    let alone = with(alone, "notebookly-sessions", "multi_az", false);
    let deeds = json!([{ "at": 300, "do": { "fail": "notebookly-sessions" } }]);
    let simulation = play(alone, 7, scenario(600, 1, deeds));
    let record = simulation.record();
    assert!(when(record, "notebookly-sessions has lost what it held").is_some());
    // 50,000 visits a day in the busiest hour's even load.
    let expected = (50_000.0_f64 * 0.084 * 24.0).round() / 86_400.0 * 300.0;
    assert_eq!(logins_lost(record), expected.round() as u32);
}

/// A zone takes its nodes along: the primary's fails over, the other's is not
/// noticed.
#[test]
fn a_zone_takes_its_node_along() {
    for (zone, fails_over) in [("ap-south-1a", true), ("ap-south-1b", false)] {
        let deeds = json!([{ "at": 300, "do": { "fail-zone": zone } }]);
        let simulation = play(notebookly(), 7, scenario(600, 1, deeds));
        let told = when(simulation.record(), "notebookly-sessions fails over");
        assert_eq!(told.is_some(), fails_over, "{zone}");
    }
}

/// The metrics are those of the node that takes the writes.
#[test]
fn hits_move_to_the_node_that_stands_in() {
    let alarm = |node: &str| {
        let mut document = notebookly();
        for (property, value) in [
            ("watches", json!("cache-1")),
            ("namespace", json!("AWS/ElastiCache")),
            ("metric", json!("CacheHits")),
            ("threshold", json!("0")),
            ("period", json!(60)),
            ("evaluation_periods", json!(1)),
            (
                "dimensions",
                json!([{"name": "CacheClusterId", "value": node}]),
            ),
        ] {
            document = with(document, "errors-in-the-application", property, value);
        }
        let deeds = json!([{ "at": 300, "do": { "fail": "notebookly-sessions" } }]);
        let simulation = play(document, 7, scenario(700, 1, deeds));
        rang(simulation.record(), "errors-in-the-application")
    };
    assert!(alarm("notebookly-sessions-001").is_some_and(|at| at <= 120));
    assert!(alarm("notebookly-sessions-002").is_some_and(|at| at > 300));
}
