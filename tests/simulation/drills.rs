//! The drills of the reference and their bounds in seconds (DRILL-1 to
//! DRILL-8), over several seeds.

use super::*;

const SEEDS: [u64; 4] = [1, 7, 23, 99];

/// The example with AWS's default interval, 30 seconds, for which the reference gives its
/// bounds; its own health checks come every ten.
fn half_minute() -> Document {
    with(notebookly(), "Notebookly-TG", "health_interval", 30)
}

#[test]
fn drill_1_an_application_dies_on_one_of_two() {
    for seed in SEEDS {
        let deeds = json!([{ "at": 300, "do": { "crash": "@server" } }]);
        let simulation = play(half_minute(), seed, scenario(1200, 1, deeds));
        let record = simulation.record();
        // Refused at once, for its share.
        assert!(failed(record, Cause::Refused) > 0);
        let noticed = when(record, "web-1 is unhealthy").unwrap() - 300;
        assert!((30..=60).contains(&noticed), "{noticed}");
        // Then all to the other: nobody fails until the new one comes.
        let after = (300 + noticed + 20) as usize;
        assert!(answered(record, after, 1200) > 0.999, "seed {seed}");
        let launched = when(record, "launches web-3").unwrap() - 300;
        assert!(launched <= 60 + 65, "{launched}");
        let up = when(record, "The application of web-3 answers").unwrap() - 300;
        assert!((112..=365).contains(&up), "{up}");
    }
}

#[test]
fn drill_1_without_elb_health_nobody_is_replaced() {
    let document = with(notebookly(), "Notebookly-ASG", "health_check", "EC2");
    let deeds = json!([{ "at": 300, "do": { "crash": "@server" } }]);
    let simulation = play(document, 7, scenario(1800, 1, deeds));
    assert_eq!(when(simulation.record(), "launches"), None);
    assert!(when(simulation.record(), "web-1 is unhealthy").is_some());
}

#[test]
fn drill_2_an_instance_is_stopped_by_hand() {
    for seed in SEEDS {
        let deeds = json!([{ "at": 300, "do": { "stop": "@server" } }]);
        let simulation = play(notebookly(), seed, scenario(1200, 1, deeds));
        let record = simulation.record();
        let launched = when(record, "launches web-3").unwrap() - 300;
        assert!(launched <= 60, "{launched}");
        // Service goes on; only what it had in hand is lost.
        assert!(answered(record, 300, 1200) > 0.998);
        let cause = &record.activities[0].cause;
        assert!(cause.contains("terminated or stopped"), "{cause}");
    }
}

#[test]
fn drill_3_a_zone_is_lost() {
    for seed in SEEDS {
        // Four servers, so that two can carry the evening.
        let document = with(half_minute(), "Notebookly-ASG", "min_size", 4);
        let document = with(document, "Notebookly-ASG", "desired", 4);
        let deeds = json!([{ "at": 300, "do": { "fail-zone": "ap-south-1a" } }]);
        let simulation = play(document, seed, scenario(1500, 8, deeds));
        let record = simulation.record();
        let dead = record.tallies.iter().enumerate();
        let dead = dead.filter(|(_, it)| it.failed[Cause::DeadAddress as usize] > 0);
        let dead: Vec<usize> = dead.map(|(at, _)| at * 10).collect();
        // At once half of the customers, and after 60 seconds none.
        assert_eq!(dead.first(), Some(&300));
        assert!(*dead.last().unwrap() <= 360, "{dead:?}");
        let first = &record.tallies[30];
        let lost = first.failed[Cause::DeadAddress as usize];
        let share = f64::from(lost) / f64::from(first.asked);
        assert!((0.35..=0.55).contains(&share), "{share}");
        let noticed = when(record, "web-1 is unhealthy").unwrap() - 300;
        assert!((30..=66).contains(&noticed), "{noticed}");
        let back = when(record, "notebook-db answers again").unwrap() - 300;
        assert!((60..=120).contains(&back), "{back}");
        // Replaced in the other zone, in service within the bounds of TV-39.
        let up = when(record, "The application of web-5 answers").unwrap() - 300;
        assert!((112..=365).contains(&up), "{up}");
        let view = simulation.view();
        let alive = view.servers.iter().filter(|it| it.zone == "ap-south-1b");
        assert_eq!(alive.count(), 4);
        assert!(answered(record, 900, 1500) > 0.999);
    }
}

#[test]
fn drill_4_the_cpu_goes_up_and_the_group_grows() {
    for seed in SEEDS {
        let deeds = json!([{ "at": 300, "do": { "spike": { "of": "@group", "seconds": 1200 } } }]);
        let simulation = play(notebookly(), seed, scenario(2400, 1, deeds));
        let record = simulation.record();
        // Basic monitoring: 5 to 10 minutes to the alarm.
        let alarm = rang(record, "asg-cpu-above-70").unwrap() - 300;
        assert!((300..=600).contains(&alarm), "{alarm}");
        assert!(when(record, "grows from 2 to 3").is_some());
        assert!(
            record
                .mails
                .iter()
                .any(|it| it.subject.contains("servers-cpu-above-80"))
        );
        // And shrinks again when it is over, not below its minimum.
        let most = record.tallies.iter().map(|it| it.servers).max().unwrap();
        assert!(most >= 3, "{most}");
    }
}

#[test]
fn drill_5_the_database_is_told_to_fail_over() {
    for seed in SEEDS {
        let deeds = json!([{ "at": 300, "do": { "failover": "@database" } }]);
        let simulation = play(notebookly(), seed, scenario(900, 2, deeds));
        let record = simulation.record();
        let back = when(record, "notebook-db answers again").unwrap() - 300;
        assert!((60..=120).contains(&back), "{back}");
        // The application's errors, not the balancer's.
        assert!(failed(record, Cause::NoDatabase) > 100);
        for cause in Cause::ALL.into_iter().filter(|it| it.is_of_the_balancer()) {
            assert_eq!(failed(record, cause), 0, "{cause:?}");
        }
        let ids: Vec<&str> = record.database_events.iter().map(|it| it.id).collect();
        assert!(
            ids.contains(&"RDS-EVENT-0013") && ids.contains(&"RDS-EVENT-0049"),
            "{ids:?}"
        );
        assert!(record.calls.iter().any(|it| it.name == "RebootDBInstance"));
    }
}

#[test]
fn drill_6_the_storage_fills() {
    let fill = |seconds: u32| {
        let fill = json!({ "of": "@database", "leaves": 0, "seconds": seconds });
        json!([{ "at": 60, "do": { "fill": fill } }])
    };
    // It may grow to 100 GiB, and does, if there are five minutes for it.
    let grown = play(notebookly(), 7, scenario(7200, 1, fill(6000)));
    assert!(when(grown.record(), "gets more storage by itself").is_some());
    // It may not: storage-full.
    let fixed = with(notebookly(), "notebook-db", "max_storage", Value::Null);
    let full = play(fixed, 7, scenario(3600, 1, fill(600)));
    assert!(when(full.record(), "its storage is full").is_some());
    assert!(rang(full.record(), "database-storage-80-percent-used").is_some());
    assert!(answered(full.record(), 3000, 3600) < 0.01);
    assert_eq!(full.view().databases[0].status, "storage-full");
}

#[test]
fn drill_7_the_cameras_are_switched_off() {
    for seed in SEEDS {
        let deeds = json!([{ "at": 300, "do": { "stop-logging": "@trail" } }]);
        let simulation = play(notebookly(), seed, scenario(1800, 1, deeds));
        let record = simulation.record();
        let call = record
            .calls
            .iter()
            .find(|it| it.name == "StopLogging")
            .unwrap();
        let delivered = call.delivered.unwrap();
        assert!((420..=1200).contains(&delivered), "{delivered}");
        // At the next evaluation; with a period of five minutes that is the
        // next minute.
        let alarm = rang(record, "trail-was-stopped").unwrap();
        assert!(
            alarm >= delivered && alarm <= delivered + 120,
            "{alarm} {delivered}"
        );
        assert!(
            record
                .mails
                .iter()
                .any(|it| it.subject.contains("trail-was-stopped"))
        );
        assert_eq!(record.gaps.len(), 1);
    }
}

#[test]
fn drill_8_a_flood_meets_the_web_acl_or_nobody() {
    let flood = json!([{ "at": 300, "do": { "flood": { "per_second": 200 } } }]);
    let guarded = play(notebookly(), 7, scenario(1200, 1, flood.clone()));
    let blocked = when(guarded.record(), "turns requests away").unwrap() - 300;
    assert!(blocked <= 90, "{blocked}");
    assert!(answered(guarded.record(), 500, 1200) > 0.98);
    let open = with(notebookly(), "Notebookly-ALB", "web_acl", Value::Null);
    let open = play(open, 7, scenario(1200, 1, flood));
    assert!(answered(open.record(), 500, 1200) < 0.9);
    let grown = open.record().activities.iter();
    assert!(
        grown
            .filter(|it| it.description.starts_with("Launching"))
            .count()
            > 0
    );
}

#[test]
fn a_lost_nat_gateway_hurts_nobody_until_somebody_starts() {
    let deeds = json!([
        { "at": 120, "do": { "fail": "NAT-GW-AZ1" } },
        { "at": 300, "do": { "terminate": "web-1" } }
    ]);
    let simulation = play(notebookly(), 7, scenario(1200, 1, deeds));
    let record = simulation.record();
    assert!(answered(record, 120, 300) > 0.999);
    assert!(when(record, "starts without its application").is_some());
}

#[test]
fn a_wrong_health_path_kills_one_server_after_the_other() {
    let document = with(notebookly(), "Notebookly-TG", "health_path", "/healthz");
    let simulation = play(document, 7, scenario(1800, 1, json!([])));
    let record = simulation.record();
    let ended = record.activities.iter();
    let ended = ended.filter(|it| it.description.starts_with("Terminating"));
    assert!(ended.count() >= 2);
    assert!(
        record.activities[0]
            .cause
            .contains("ELB system health check failure")
    );
}

#[test]
fn a_rule_that_is_removed_in_the_middle_has_the_effect_that_the_trace_predicts() {
    let document = notebookly();
    let guard = document.architecture.called("WebServer-SG").unwrap();
    let edit = serde_json::to_value(Edit::remove(guard, "ingress", 0)).unwrap();
    let deeds = json!([{ "at": 300, "do": { "edit": [edit] } }]);
    let simulation = play(document, 7, scenario(600, 1, deeds));
    let record = simulation.record();
    assert!(answered(record, 0, 300) > 0.999);
    assert!(answered(record, 320, 600) < 0.001);
    assert!(failed(record, Cause::TimedOut) > 0);
    assert!(
        record
            .calls
            .iter()
            .any(|it| it.name == "RevokeSecurityGroupIngress")
    );
}

/// SRD-14: a restore is a new database after 10 to 30 minutes, which nobody
/// calls; the last five minutes cannot be had.
#[test]
fn a_restore_is_a_new_database_that_nobody_calls() {
    for seed in SEEDS {
        let restore = |at: u32, ago: u32| json!({ "at": at, "do": { "restore-database": { "of": "@database", "ago": ago } } });
        let simulation = play(
            notebookly(),
            seed,
            scenario(2700, 1, json!([restore(600, 400)])),
        );
        let record = simulation.record();
        let took = when(record, "notebook-db-restored is restored").unwrap() - 600;
        assert!((600..=1800).contains(&took), "{took}");
        assert!(answered(record, 0, 2700) > 0.999);
        let event = record
            .database_events
            .iter()
            .find(|it| it.id == "RDS-EVENT-0019");
        assert_eq!(event.unwrap().at, 600 + took);
        let view = simulation.view();
        let [old, new] = &view.databases[..] else {
            panic!("{:?}", view.databases)
        };
        assert!(old.connections > 0 && new.connections == 0 && new.answers);
        // Once more, and too early.
        let deeds = json!([restore(400, 200), restore(600, 400), restore(700, 400)]);
        let simulation = play(notebookly(), seed, scenario(800, 1, deeds));
        let story = &simulation.record().story;
        let refused = story
            .iter()
            .filter(|it| it.what.contains("RDS refuses to restore"));
        assert_eq!(refused.count(), 2);
        assert_eq!(simulation.view().databases.len(), 2);
    }
}

/// A topic whose policy lets no alarm in: it rings, nobody gets a mail, and the
/// story, the history and the card say why.
#[test]
fn a_refused_alarm_is_told_and_heard_by_nobody() {
    use cloud_campus::simulation::drills::{Board, Played, sank};
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*"}]});
    let document = with(
        notebookly(),
        "Notebookly-Alerts",
        "policy",
        policy.to_string(),
    );
    let deeds = json!([{ "at": 300, "do": { "spike": { "of": "@group", "seconds": 1500 } } }]);
    let played = |document: Document| play(document, 7, scenario(2400, 1, deeds.clone()));
    let simulation = played(document);
    let record = simulation.record();
    let at = rang(record, "servers-cpu-above-80").expect("it rings");
    let mails = || record.mails.iter().filter(|it| it.of.as_str() == "alarm-3");
    assert!(mails().count() > 0 && mails().all(|it| !it.dropped.is_empty()));
    let mut lines = record.story.iter();
    // That it is OK at first is refused as well.
    let refused = "Notebookly-Alerts refuses the message of servers-cpu-above-80.";
    let line = lines.find(|it| it.what == refused && it.at == at);
    let line = line.expect("it is told");
    let ring = record
        .story
        .iter()
        .find(|it| it.what == "servers-cpu-above-80 rings.");
    assert_eq!(line.from, [ring.expect("it is told").number]);
    let alarm = record
        .alarms
        .iter()
        .find(|it| it.name == "servers-cpu-above-80");
    let history = &alarm.expect("it is there").failures[0].1;
    assert!(
        history.contains("is not authorized to perform: SNS:Publish"),
        "{history}"
    );
    let boards = Board::all(&simulation);
    let sank = sank(&Played::of(&simulation, &boards));
    let unheard = |it: &str| it.contains("nothing lets cloudwatch.amazonaws.com publish");
    assert!(sank.iter().any(|it| unheard(&it.sentence)), "{sank:?}");
    // With the policy that AWS gives a topic the same alarm is heard.
    let simulation = played(notebookly());
    let mut mails = simulation.record().mails.iter();
    assert!(mails.any(|it| it.of.as_str() == "alarm-3" && it.dropped.is_empty()));
}
