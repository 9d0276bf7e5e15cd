//! File systems in a run: what servers do whose mount target is gone (SAZ-6),
//! and what throughput does to pages (SST-4).

use super::*;

/// Two servers in two zones that share a file system.
fn shared() -> Document {
    Document::from_json(include_str!("../../lessons/15-efs/solution.campus.json"))
        .expect("it is there")
}

/// The same without the mount target of the second zone.
fn one_door() -> Document {
    let mut document = shared();
    let files = "file-system-1".into();
    let edit = Edit::remove(&files, "mount_targets", 1);
    document.apply(edit).expect("it is there");
    document
}

fn healthy(simulation: &Simulation) -> u32 {
    simulation
        .record()
        .tallies
        .last()
        .map_or(0, |it| it.healthy)
}

fn lost(zone: &str) -> Value {
    json!([{ "at": 300, "do": { "fail-zone": zone } }])
}

/// With a mount target in each zone, losing one leaves the other's servers
/// their files.
#[test]
fn a_mount_target_in_each_zone_outlives_one() {
    for zone in ["ap-south-1a", "ap-south-1b"] {
        let simulation = play(shared(), 7, scenario(1200, 1, lost(zone)));
        let record = simulation.record();
        assert_eq!(when(record, "Notebookly-EFS does not answer"), None);
        assert!(answered(record, 500, 1200) > 0.999, "{zone}");
    }
}

/// A server that used the other zone's mount target hangs with it: nobody gets
/// a page, though the target group calls it healthy, and no error is counted
/// but that customers leave.
#[test]
fn a_server_hangs_whose_mount_target_is_lost() {
    let simulation = play(one_door(), 7, scenario(1200, 1, lost("ap-south-1a")));
    let record = simulation.record();
    assert_eq!(
        when(record, "Notebookly-EFS does not answer web-2"),
        Some(300)
    );
    let line = record
        .story
        .iter()
        .find(|it| it.what.contains("does not answer web-2"));
    let line = line.expect("it is told");
    assert_eq!(line.rule, "SAZ-6");
    assert!(line.why.contains("stands in ap-south-1a"), "{}", line.why);
    assert!(!line.from.is_empty(), "it follows from the zone");
    assert!(answered(record, 500, 1200) < 0.001);
    assert!(failed(record, Cause::Left) > 500);
    assert_eq!(failed(record, Cause::Faulty), 0);
    assert_eq!(healthy(&simulation), 1);
}

/// Whoever has the mount target in his own zone does not miss the other one.
#[test]
fn a_lost_zone_without_a_mount_target_is_no_matter() {
    let simulation = play(one_door(), 7, scenario(1200, 1, lost("ap-south-1b")));
    assert_eq!(
        when(simulation.record(), "Notebookly-EFS does not answer"),
        None
    );
    assert!(answered(simulation.record(), 500, 1200) > 0.999);
}

/// When the zone is back, what hung goes on.
#[test]
fn a_mount_goes_on_when_the_zone_is_back() {
    let deeds = json!([
        { "at": 300, "do": { "fail-zone": "ap-south-1a" } },
        { "at": 600, "do": { "restore-zone": "ap-south-1a" } }
    ]);
    let simulation = play(one_door(), 7, scenario(1200, 1, deeds));
    let record = simulation.record();
    assert_eq!(
        when(record, "Notebookly-EFS answers web-2 again"),
        Some(600)
    );
    assert!(answered(record, 900, 1200) > 0.999);
}

/// One Zone is down with its zone for everybody.
#[test]
fn one_zone_goes_down_with_its_zone() {
    let document = with(one_door(), "Notebookly-EFS", "one_zone", "ap-south-1a");
    let simulation = play(document, 7, scenario(900, 1, lost("ap-south-1a")));
    let record = simulation.record();
    let mut lines = record.story.iter();
    let line = lines.find(|it| it.what.contains("does not answer web-2"));
    assert!(line.is_some_and(|it| it.why.contains("kept in ap-south-1a alone")));
    assert!(answered(record, 500, 900) < 0.001);
}

/// The trace decides: without port 2049 at the mount targets' guard nobody
/// gets a page from the first second on.
#[test]
fn a_closed_guard_leaves_every_page_waiting() {
    let mut document = shared();
    let guard = document
        .architecture
        .called("EFS-SG")
        .expect("it is there")
        .clone();
    document
        .apply(Edit::remove(&guard, "ingress", 0))
        .expect("it is there");
    let simulation = play(document, 7, scenario(600, 1, json!([])));
    let record = simulation.record();
    assert_eq!(
        when(record, "Notebookly-EFS does not answer web-1 and web-2"),
        Some(0)
    );
    assert!(record.story.iter().any(|it| it.rule == "EFS-5"));
    let good: u32 = record.tallies.iter().map(|it| it.answered).sum();
    assert_eq!(good, 0);
}

/// With a dashboard of these metrics, and so much sent with each visit.
fn watched(metrics: &[&str], mode: &str, kb: u32) -> Document {
    let widgets: Vec<Value> = metrics
        .iter()
        .map(|metric| {
            json!({"title": metric, "watches": "file-system-1", "namespace": "AWS/EFS",
                "metric": metric, "statistic": "Sum", "period": 60})
        })
        .collect();
    let text = include_str!("../../lessons/15-efs/solution.campus.json");
    let mut file: Value = serde_json::from_str(text).expect("it is JSON");
    let resources = file["resources"].as_array_mut().expect("a list");
    resources.push(
        json!({"id": "dashboard-1", "kind": "dashboard", "name": "Files",
        "account": "account-1", "widgets": widgets}),
    );
    resources.push(
        json!({"id": "workload-1", "kind": "workload", "name": "Load",
        "kb_per_visit": kb}),
    );
    let document = Document::from_json(&file.to_string()).expect("it is a document");
    with(document, "Notebookly-EFS", "throughput_mode", mode)
}

/// Each page reads its part of the visit, and a read is metered at a third.
#[test]
fn reads_are_published_by_their_bytes() {
    let metrics = [
        "DataReadIOBytes",
        "MeteredIOBytes",
        "TotalIOBytes",
        "ClientConnections",
    ];
    let simulation = play(
        watched(&metrics, "bursting", 60),
        7,
        scenario(1200, 1, json!([])),
    );
    let good: u32 = simulation
        .record()
        .tallies
        .iter()
        .map(|it| it.answered)
        .sum();
    // Five of six requests are pages, each with a sixth of 60 KB.
    let expected = f64::from(good) * 5.0 / 6.0 * 10_000.0;
    let (read, minutes) = sum(&simulation, "DataReadIOBytes");
    assert!((read / expected - 1.0).abs() < 0.02, "{read} {expected}");
    let (metered, total) = (
        sum(&simulation, "MeteredIOBytes").0,
        sum(&simulation, "TotalIOBytes").0,
    );
    let written = total - read;
    assert!(
        (metered - read / 3.0 - written).abs() < 2.0 * 1200.0,
        "{metered}"
    );
    assert_eq!(
        sum(&simulation, "ClientConnections"),
        (2.0 * minutes as f64, minutes)
    );
}

/// One MiB a second that is paid for carries a third of what is asked here, so
/// pages wait; in mode bursting the credits carry it, and elastic has no limit.
#[test]
fn what_is_above_the_throughput_waits() {
    for (mode, waits) in [
        ("provisioned", true),
        ("bursting", false),
        ("elastic", false),
    ] {
        let document = watched(&["BurstCreditBalance", "PermittedThroughput"], mode, 6_000);
        let simulation = play(document, 7, scenario(1200, 1, json!([])));
        let record = simulation.record();
        let told = when(record, "Notebookly-EFS is asked for more than it passes");
        assert_eq!(told.is_some(), waits, "{mode}");
        assert_eq!(answered(record, 600, 1200) < 0.95, waits, "{mode}");
        let credits = sum(&simulation, "BurstCreditBalance").1;
        assert_eq!(credits > 0, mode == "bursting", "{mode}");
        let permitted = sum(&simulation, "PermittedThroughput").1;
        assert_eq!(permitted > 0, mode != "elastic", "{mode}");
    }
}

/// Requests are neither lost nor invented while they hang.
#[test]
fn hanging_requests_are_counted() {
    let deeds = json!([
        { "at": 100, "do": { "fail-zone": "ap-south-1a" } },
        { "at": 333, "do": { "restore-zone": "ap-south-1a" } },
        { "at": 400, "do": { "fail": "Notebookly-EFS" } }
    ]);
    let simulation = play(one_door(), 3, scenario(610, 3, deeds));
    let tallies = &simulation.record().tallies;
    let asked: u32 = tallies.iter().map(|it| it.asked).sum();
    let over: u32 = tallies.iter().map(|it| it.answered + it.failures()).sum();
    assert!(
        simulation
            .record()
            .story
            .iter()
            .any(|it| it.what.contains("does not answer web-1"))
    );
    assert_eq!(asked, over + simulation.in_flight());
}

/// The card says what sank the run, and its edit mends it.
#[test]
fn a_missing_mount_target_is_found_and_mended() {
    use cloud_campus::simulation::drills::{Board, Played, sank};
    let sunk_by = |document: Document| {
        let simulation = play(document, 7, scenario(900, 1, lost("ap-south-1a")));
        let boards = Board::all(&simulation);
        let all = sank(&Played::of(&simulation, &boards));
        all.into_iter()
            .find(|it| it.what.contains("Notebookly-EFS"))
    };
    let mut document = one_door();
    let factor = sunk_by(document.clone()).expect("it is named");
    assert_eq!(
        factor.what,
        "Notebookly-EFS, no mount target in ap-south-1b"
    );
    for edit in factor.edits {
        document.apply(edit).expect("it fits");
    }
    assert_eq!(document.architecture, shared().architecture);
    assert!(sunk_by(document).is_none());
    // Of One Zone there is nothing to add.
    let one_zone = with(one_door(), "Notebookly-EFS", "one_zone", "ap-south-1a");
    let factor = sunk_by(one_zone).expect("it is named");
    assert_eq!(
        (factor.what.as_str(), factor.edits.len()),
        ("Notebookly-EFS, One Zone", 0)
    );
}
