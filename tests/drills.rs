//! The drills on the example and on its broken twins: what passes, what does not, and that
//! it fails for the right reason.

use cloud_campus::architecture::{Document, Edit};
use cloud_campus::simulation::drills::{
    Board, Drill, Effect, Judged, Played, Scorecard, drill, drills,
};
use cloud_campus::simulation::{Run, Simulation};

fn notebookly() -> Document {
    Document::from_json(include_str!("../assets/examples/notebookly.campus.json"))
        .expect("the example can be read")
}

fn twin(edits: Vec<Edit>) -> Document {
    let mut document = notebookly();
    document.apply_all(edits).expect("the twin can be made");
    document
}

fn play(document: &Document, drill: &Drill) -> (Simulation, Vec<Board>) {
    let mut simulation = Simulation::begin(drill.run(document));
    simulation.advance(drill.scenario.length);
    let boards = Board::all(&simulation);
    (simulation, boards)
}

fn card(document: &Document, id: &str) -> Scorecard {
    let drill = drill(id).expect("there is such a drill");
    let (simulation, boards) = play(document, drill);
    Scorecard::of(&Played::of(&simulation, &boards), &drill.criteria, None)
}

/// What failed, with its reasons.
fn failures(card: &Scorecard) -> String {
    let failed = card.criteria.iter().filter(|it| !it.passed);
    let lines = failed.map(|it: &Judged| format!("{}: {}", it.title, it.why));
    lines.collect::<Vec<_>>().join("\n")
}

/// The drill fails on a twin, and says this.
fn fails(edits: Vec<Edit>, id: &str, because: &str) {
    let card = card(&twin(edits), id);
    let why = failures(&card);
    assert!(why.contains(because), "{id}: {because}\n{why}");
}

#[test]
fn the_example_passes_the_five_validations() {
    for drill in drills().iter().filter(|it| it.validation.is_some()) {
        let card = card(&notebookly(), drill.id());
        assert!(card.passed(), "{}:\n{}", drill.id(), failures(&card));
    }
}

#[test]
fn the_example_passes_the_drills_of_the_reference() {
    for id in [
        "app-dies",
        "fail-zone",
        "database-failover",
        "storage-fills",
        "stop-logging",
        "flood",
        "nat-lost",
        "calm-hour",
        "night",
        "kill-one",
        "spike",
        "sale",
        "bad-release",
        "festival-zone",
    ] {
        let card = card(&notebookly(), id);
        assert!(card.passed(), "{id}:\n{}", failures(&card));
    }
}

#[test]
fn the_validations_hold_with_other_seeds() {
    for seed in [1, 2, 3, 99] {
        for drill in drills().iter().filter(|it| it.validation.is_some()) {
            let drill = Drill {
                seed,
                ..drill.clone()
            };
            let (simulation, boards) = play(&notebookly(), &drill);
            let card = Scorecard::of(&Played::of(&simulation, &boards), &drill.criteria, None);
            assert!(card.passed(), "{} {seed}:\n{}", drill.id(), failures(&card));
        }
    }
}

#[test]
fn without_a_standby_a_lost_zone_is_a_long_night() {
    let single = || vec![Edit::set(&"database-1".into(), "multi_az", false)];
    fails(single(), "fail-zone", "notebook-db, Multi-AZ off");
    fails(
        single(),
        "database-failover",
        "notebook-db has no standby that could take over: Multi-AZ is off.",
    );
}

#[test]
fn a_group_in_one_zone_is_lost_with_it() {
    let one = vec![Edit::set(
        &"auto-scaling-group-1".into(),
        "subnets",
        ["subnet-3"],
    )];
    fails(one, "fail-zone", "Notebookly-ASG, one zone");
}

#[test]
fn one_server_alone_is_missed() {
    let group = "auto-scaling-group-1".into();
    let alone = || {
        vec![
            Edit::set(&group, "min_size", 1),
            Edit::set(&group, "desired", 1),
        ]
    };
    fails(alone(), "stop-one", "Notebookly-ASG, minimum 1");
    fails(alone(), "kill-one", "Notebookly-ASG, minimum 1");
}

#[test]
fn a_group_that_may_not_grow_does_not() {
    let group = "auto-scaling-group-1".into();
    let two = vec![Edit::set(&group, "max_size", 2)];
    fails(two, "cpu-spike", "Notebookly-ASG, maximum 2");
}

#[test]
fn a_wrong_health_path_makes_everybody_ill() {
    let wrong = || {
        vec![Edit::set(
            &"target-group-1".into(),
            "health_path",
            "/healthz",
        )]
    };
    fails(
        wrong(),
        "visit",
        "It asks for /healthz, which no server answers.",
    );
    fails(wrong(), "calm-hour", "It asks for /healthz");
}

#[test]
fn without_a_trail_nothing_is_written_down() {
    let none = || {
        vec![Edit::Delete {
            id: "trail-1".into(),
        }]
    };
    let because = "There is no trail: nobody writes the calls down.";
    fails(none(), "trail-complete", because);
    fails(none(), "stop-logging", because);
}

#[test]
fn without_an_alarm_nobody_is_woken() {
    let none = |id: &str| vec![Edit::Delete { id: id.into() }];
    fails(
        none("alarm-5"),
        "bad-release",
        "There is no alarm that hears 5XX.",
    );
    fails(
        none("alarm-8"),
        "stop-logging",
        "There is no alarm that hears that the trail was stopped.",
    );
    fails(
        none("alarm-4"),
        "storage-fills",
        "There is no alarm that hears that the storage of the database fills.",
    );
}

#[test]
fn a_formula_without_a_value_does_not_ring_and_its_repair_does() {
    // One of two counts of errors has no value while nothing of its kind failed.
    let document = notebookly();
    let bare = "100 * (elb + targets) / requests";
    let edit = Edit::set(&"alarm-5".into(), "expression", bare);
    let document = {
        let mut it = document;
        it.apply(edit).expect("it can be set");
        it
    };
    let sunk = card(&document, "bad-release");
    assert!(
        failures(&sunk).contains("its formula: It had no value."),
        "{}",
        failures(&sunk)
    );
    let repair = sunk.sank.iter().find(|it| it.what.ends_with("its formula"));
    let mut mended = document.clone();
    mended
        .apply_all(repair.expect("a repair").edits.clone())
        .expect("it can be mended");
    let card = card(&mended, "bad-release");
    assert!(card.passed(), "{}", failures(&card));
}

#[test]
fn without_a_dashboard_there_is_nothing_to_see() {
    let none = vec![Edit::Delete {
        id: "dashboard-1".into(),
    }];
    fails(none, "dashboard", "There is no dashboard.");
}

#[test]
fn a_group_that_goes_by_the_machine_replaces_nobody() {
    let machine = vec![Edit::set(
        &"auto-scaling-group-1".into(),
        "health_check",
        "EC2",
    )];
    fails(machine, "app-dies", "Notebookly-ASG, health check EC2");
}

#[test]
fn storage_that_may_not_grow_stops_the_database() {
    let fixed = vec![Edit::set(&"database-1".into(), "max_storage", None::<u32>)];
    fails(fixed, "storage-fills", "notebook-db, storage of 20 GiB");
}

#[test]
fn what_a_standby_is_worth_is_found_by_playing_without_it() {
    let drill = drill("fail-zone").expect("it is there");
    let (simulation, boards) = play(&notebookly(), drill);
    let whole = Played::of(&simulation, &boards);
    let card = Scorecard::of(&whole, &drill.criteria, None);
    let standby = card.saved.iter().find(|it| it.what.ends_with("Multi-AZ"));
    let effect = standby.and_then(|it| it.measure(&whole));
    let Effect { outage, failed, .. } = effect.expect("it can be played without");
    // Without it the outage lasts as long as the zone is away, and then some.
    assert!(outage < -600, "{outage}");
    assert!(failed < 0);
    // The repair of the twin is worth as much, the other way round.
    let single = twin(vec![Edit::set(&"database-1".into(), "multi_az", false)]);
    let (simulation, boards) = play(&single, drill);
    let played = Played::of(&simulation, &boards);
    let card = Scorecard::of(&played, &drill.criteria, None);
    let repair = card.sank.iter().find(|it| it.label == "Turn Multi-AZ on");
    let effect = repair.and_then(|it| it.measure(&played)).expect("a repair");
    assert_eq!(effect.outage, -outage);
    assert_eq!(
        effect.gained(),
        standby
            .and_then(|it| it.measure(&whole))
            .expect("it can")
            .spared()
    );
    assert!(!effect.gained().is_empty() && effect.spared().is_empty());
}

#[test]
fn a_repair_that_would_have_cost_seconds_claims_none() {
    // Nothing failed in this run, because nobody failed over: the standby would
    // have been away for a minute.
    let single = twin(vec![Edit::set(&"database-1".into(), "multi_az", false)]);
    let drill = drill("database-failover").expect("it is there");
    let (simulation, boards) = play(&single, drill);
    let played = Played::of(&simulation, &boards);
    let card = Scorecard::of(&played, &drill.criteria, None);
    let repair = card.sank.iter().find(|it| it.label == "Turn Multi-AZ on");
    let effect = repair.and_then(|it| it.measure(&played)).expect("a repair");
    assert!(effect.outage < 0, "{effect:?}");
    assert_eq!(effect.gained(), "");
}

#[test]
fn every_repair_can_be_made() {
    let group = "auto-scaling-group-1".into();
    let twins = [
        vec![Edit::set(&"database-1".into(), "multi_az", false)],
        vec![Edit::set(&group, "subnets", ["subnet-3"])],
        vec![Edit::set(&group, "max_size", 2)],
        vec![
            Edit::set(&group, "min_size", 1),
            Edit::set(&group, "desired", 1),
        ],
        vec![Edit::set(
            &"target-group-1".into(),
            "health_path",
            "/healthz",
        )],
    ];
    let mut tried = 0;
    for edits in twins {
        let document = twin(edits);
        for drill in drills().iter().filter(|it| it.scenario.length < 3_600) {
            let card = card(&document, drill.id());
            for factor in card.sank.iter().filter(|it| !it.edits.is_empty()) {
                let mut mended = document.clone();
                let made = mended.apply_all(factor.edits.clone());
                assert!(made.is_ok(), "{}: {}", factor.what, factor.label);
                assert!(!factor.label.is_empty(), "{}", factor.what);
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn the_same_run_has_the_same_scorecard() {
    let drill = drill("festival-zone").expect("it is there");
    let once = card(&notebookly(), drill.id());
    assert_eq!(once, card(&notebookly(), drill.id()));
    let other = Simulation::begin(Run {
        seed: 8,
        ..drill.run(&notebookly())
    });
    assert_eq!(other.run().seed, 8);
}
