//! Criteria, scorecards and causes on records that are made by hand.

use super::super::record::{
    AlarmChange, AlarmState, AlarmStory, Call, Cause, DatabaseEvent, GroupActivity, Mail, Record,
    Tally,
};
use super::super::scenario::Run;
use super::*;
use crate::architecture::{Document, Edit};

fn notebookly() -> Document {
    Document::from_json(include_str!(
        "../../../assets/examples/notebookly.campus.json"
    ))
    .expect("the example can be read")
}

/// A run of a drill that left this behind.
struct Made {
    run: Run,
    record: Record,
    boards: Vec<Board>,
}

impl Made {
    fn new(id: &str) -> Self {
        let drill = drill(id).expect("there is such a drill");
        let run = drill.run(&notebookly());
        let tallies = (0..run.scenario.length / 10).map(|_| calm()).collect();
        Self {
            run,
            record: Record {
                tallies,
                ..Record::default()
            },
            boards: Vec::new(),
        }
    }

    fn edited(mut self, edits: Vec<Edit>) -> Self {
        self.run
            .document
            .apply_all(edits)
            .expect("they can be made");
        self
    }

    fn played(&self) -> Played<'_> {
        Played {
            run: &self.run,
            record: &self.record,
            boards: &self.boards,
        }
    }

    /// Makes ten seconds fail, from here to there.
    fn dark(&mut self, from: usize, to: usize, cause: Cause) {
        for tally in &mut self.record.tallies[from / 10..to / 10] {
            tally.answered = 10;
            tally.failed[cause as usize] = 90;
        }
    }

    fn value(&self, json: serde_json::Value) -> Value {
        let criterion: Criterion = serde_json::from_value(json).expect("a criterion");
        criterion.value(&self.played())
    }
}

fn calm() -> Tally {
    let mut tally = Tally {
        asked: 100,
        answered: 100,
        servers: 2,
        healthy: 2,
        ..Tally::default()
    };
    tally.waits[4] = 100;
    tally
}

fn asks(metric: &str, of: &str) -> serde_json::Value {
    serde_json::json!({ "metric": metric, "of": of, "is": { "ge": 0 } })
}

fn known(metric: &str) -> serde_json::Value {
    serde_json::json!({ "metric": metric, "is": { "ge": 0 } })
}

#[test]
fn every_drill_can_be_read_and_has_its_own_name() {
    assert_eq!(drills().len(), DRILLS.len());
    for (id, text) in DRILLS {
        let drill = read(text).unwrap_or_else(|why| panic!("{id}: {why}"));
        assert_eq!(drill.id(), id);
        assert!(!drill.criteria.is_empty(), "{id}");
        assert!(!drill.scenario.about.is_empty(), "{id}");
        let again = serde_json::to_string(&drill).expect("it can be written");
        assert_eq!(read(&again), Ok(drill), "{id}");
    }
    let validations: Vec<&str> = (1..=5)
        .filter_map(|number| drills().iter().find(|it| it.validation == Some(number)))
        .map(Drill::id)
        .collect();
    assert_eq!(
        validations,
        [
            "visit",
            "stop-one",
            "cpu-spike",
            "trail-complete",
            "dashboard"
        ]
    );
}

#[test]
fn a_bad_file_says_where_and_what_to_do() {
    let said = |text: &str| read(text).expect_err(text).to_string();
    assert!(said("{").starts_with("this is no JSON"));
    let deed = r#"{"id": "x", "title": "x", "length": 100, "deeds": [{"at": 5, "do": {"explode": "@server"}}]}"#;
    let problem = said(deed);
    assert!(
        problem.starts_with("deeds[0]: unknown variant `explode`"),
        "{problem}"
    );
    assert!(problem.contains("cloud-campus schema scenario"));
    let late = r#"{"id": "x", "title": "x", "length": 100, "deeds": [{"at": 500, "do": {"stop": "@server"}}]}"#;
    assert_eq!(
        said(late),
        "deeds[0].at: second 500 comes after the end: give one before 100, or make the run longer"
    );
    assert!(said(r#"{"id": "x", "title": "x", "length": 0}"#).starts_with("length: "));
    let metric = r#"{"scenario": {"id": "x", "title": "x", "length": 10}, "criteria": [{"metric": "luck", "is": {"ge": 1}}]}"#;
    assert!(said(metric).starts_with("criteria[0]: there is no metric `luck`"));
    let bound = r#"{"scenario": {"id": "x", "title": "x", "length": 10}, "criteria": [{"metric": "success", "is": {}}]}"#;
    assert_eq!(
        said(bound),
        "criteria[0].is: give a bound: eq, lt, le, gt or ge"
    );
    let word = r#"{"scenario": {"id": "x", "title": "x", "length": 10}, "criteria": [{"metric": "alarm.rang", "of": "@smoke", "is": {"ge": 1}}]}"#;
    assert!(said(word).starts_with("criteria[0].of: there is no `@smoke`"));
}

#[test]
fn what_is_not_known_is_never_passed() {
    let made = Made::new("fail-zone");
    for metric in [
        "alarm.rang",
        "alarm.after",
        "alarm.ended",
        "mail.after",
        "mail.arrived",
    ] {
        assert_eq!(
            made.value(asks(metric, "@unhealthy")),
            Value::NotKnown("There is no alarm that hears that servers are unhealthy.".to_owned()),
            "{metric}"
        );
    }
    for metric in ["widgets", "widgets.empty"] {
        assert_eq!(
            made.value(known(metric)),
            Value::NotKnown("There is no dashboard.".to_owned())
        );
    }
    let made = made.edited(vec![Edit::Delete {
        id: "trail-1".into(),
    }]);
    for metric in ["event.recorded", "event.delivered_after"] {
        let value = made.value(asks(metric, "StopLogging"));
        assert_eq!(
            value,
            Value::NotKnown("There is no trail: nobody writes the calls down.".to_owned())
        );
    }
    let zero: Criterion = serde_json::from_value(serde_json::json!({
        "metric": "calls.missed", "is": { "eq": 0 }
    }))
    .expect("a criterion");
    let judged = zero.judge(&made.played());
    assert!(!judged.passed);
    assert_eq!(
        judged.why,
        "There is no trail: nobody writes the calls down."
    );
}

#[test]
fn counts_and_times_are_read_from_the_record() {
    let mut made = Made::new("fail-zone");
    assert_eq!(made.value(known("success")), Value::Number(1.0));
    assert_eq!(made.value(known("longest_outage")), Value::Number(0.0));
    made.dark(300, 390, Cause::NoDatabase);
    assert_eq!(made.value(known("longest_outage")), Value::Number(90.0));
    assert_eq!(made.value(known("failed")), Value::Number(810.0));
    let later = serde_json::json!({ "metric": "failed", "from": 60, "is": { "eq": 0 } });
    assert_eq!(made.value(later), Value::Number(270.0));
    for tally in &mut made.record.tallies[33..60] {
        tally.healthy = 1;
        tally.servers = 1;
    }
    assert_eq!(made.value(known("healthy.min")), Value::Number(1.0));
    assert_eq!(made.value(known("healthy.again")), Value::Number(300.0));
    assert_eq!(made.value(known("instances.min")), Value::Number(1.0));
    for tally in &mut made.record.tallies[40..] {
        tally.servers = 4;
    }
    assert_eq!(made.value(known("instances.gained")), Value::Number(2.0));
    assert_eq!(made.value(known("instances.released")), Value::Number(0.0));
    made.record.activities = vec![GroupActivity {
        group: "auto-scaling-group-1".into(),
        at: 400,
        ended: None,
        description: "Launching a new EC2 instance: i-1".to_owned(),
        cause: String::new(),
        status: "Successful",
    }];
    assert_eq!(made.value(known("launches")), Value::Number(1.0));
    for (place, tally) in made.record.tallies.iter_mut().enumerate() {
        tally.cost = 1_000 * (place as u64 + 1);
    }
    // 150 times a thousandth of a dollar, and 24 of them in four minutes.
    assert_eq!(made.value(known("cost")), Value::Number(0.15));
    assert_eq!(made.value(known("cost.hour")), Value::Number(0.36));
}

#[test]
fn alarms_are_found_by_what_they_hear() {
    let mut made = Made::new("bad-release");
    let story = |of: &str, name: &str, changes: &[(u32, AlarmState)]| AlarmStory {
        of: of.into(),
        name: name.to_owned(),
        of_a_policy: false,
        condition: "x > 1".to_owned(),
        compare: ">",
        threshold: 1.0,
        unit: String::new(),
        changes: changes
            .iter()
            .map(|(at, state)| AlarmChange {
                at: *at,
                state: *state,
                reason: String::new(),
            })
            .collect(),
        failures: Vec::new(),
        values: vec![(300, Some(3.0))],
    };
    made.record.alarms = vec![
        story("alarm-1", "asg-cpu-above-70", &[]),
        story("alarm-2", "asg-cpu-below-30", &[(100, AlarmState::Alarm)]),
        story(
            "alarm-5",
            "alb-5xx-above-1-percent",
            &[(360, AlarmState::Alarm), (900, AlarmState::Ok)],
        ),
        story("alarm-8", "trail-was-stopped", &[]),
    ];
    assert_eq!(
        made.value(asks("alarm.after", "@5xx")),
        Value::Number(240.0)
    );
    assert_eq!(
        made.value(asks("alarm.ended", "@5xx")),
        Value::Number(780.0)
    );
    assert_eq!(made.value(asks("alarm.rang", "@cpu")), Value::Number(0.0));
    assert_eq!(
        made.value(asks("alarm.rang", "asg-cpu-below-30")),
        Value::Number(1.0)
    );
    assert_eq!(
        made.value(asks("alarm.after", "@stop-logging")),
        Value::NotKnown("trail-was-stopped did not ring (x > 1).".to_owned())
    );
    // It rang, and nobody is told: that is said, and not taken for a mail.
    assert_eq!(
        made.value(asks("mail.after", "@5xx")),
        Value::NotKnown("alb-5xx-above-1-percent rang, and told nobody.".to_owned())
    );
    let mail = |dropped: &str| Mail {
        at: 365,
        to: "rahul@notebookly.com".to_owned(),
        subject: String::new(),
        body: String::new(),
        dropped: dropped.to_owned(),
        of: "alarm-5".into(),
    };
    made.record.mails = vec![mail("the subscription is not confirmed")];
    assert_eq!(
        made.value(asks("mail.after", "@5xx")),
        Value::NotKnown(
            "No mail arrived at rahul@notebookly.com: the subscription is not confirmed."
                .to_owned()
        )
    );
    made.record.mails = vec![mail("")];
    assert_eq!(made.value(asks("mail.after", "@5xx")), Value::Number(245.0));
}

#[test]
fn calls_and_gaps_are_those_of_trails() {
    let mut made = Made::new("stop-logging");
    let call = |at, name: &str, delivered| Call {
        at,
        delivered,
        name: name.to_owned(),
        who: "admin-rahul".to_owned(),
        sentence: String::new(),
        json: String::new(),
        about: Some("trail-1".into()),
        error: None,
    };
    made.record.calls = vec![
        call(120, "StopLogging", Some(420)),
        call(200, "StopInstances", None),
    ];
    made.record.gaps = vec![("trail-1".into(), 120, Some(1320))];
    assert_eq!(
        made.value(asks("event.recorded", "StopLogging")),
        Value::Number(1.0)
    );
    assert_eq!(
        made.value(asks("event.delivered_after", "StopLogging")),
        Value::Number(300.0)
    );
    assert_eq!(
        made.value(asks("event.delivered_after", "StopInstances")),
        Value::NotKnown("StopInstances was called, and no trail recorded it.".to_owned())
    );
    assert_eq!(made.value(known("calls.missed")), Value::Number(1.0));
    assert_eq!(made.value(known("gap")), Value::Number(1200.0));
}

#[test]
fn a_daily_widget_is_not_empty_for_being_daily() {
    let mut made = Made::new("dashboard");
    let widget = |with_data, daily| WidgetData {
        title: String::new(),
        with_data,
        metrics: 2,
        daily,
    };
    made.boards = vec![Board {
        name: "Notebookly-Production".to_owned(),
        widgets: vec![widget(1, false), widget(0, true), widget(0, false)],
    }];
    assert_eq!(made.value(known("widgets")), Value::Number(3.0));
    assert_eq!(made.value(known("widgets.empty")), Value::Number(1.0));
}

#[test]
fn the_scorecard_says_what_sank_it_and_how_to_mend_it() {
    let mut made = Made::new("fail-zone");
    made.dark(300, 1320, Cause::NoDatabase);
    let single = vec![Edit::set(&"database-1".into(), "multi_az", false)];
    let made = made.edited(single);
    let criteria = &drill("fail-zone").expect("it is there").criteria;
    let card = Scorecard::of(&made.played(), criteria, None);
    assert_eq!(card.title, "The shop came back in 17 min");
    assert!(!card.passed());
    let outage = &card.criteria[0];
    assert_eq!(
        outage.why,
        "Longest outage was 17 min; asked for is at most 2 min 5 s. notebook-db, Multi-AZ off: \
         It has no standby, so nothing took over while it was away. 9,180 requests got a 500."
    );
    let repair = &card.sank[0];
    assert_eq!(repair.label, "Turn Multi-AZ on");
    let mut mended = made.run.document.clone();
    mended
        .apply_all(repair.edits.clone())
        .expect("it can be mended");
    assert_eq!(mended.architecture, notebookly().architecture);
    assert_eq!(card.causes[0].requests, 9_180);
    assert!(card.numbers.iter().all(|it| it.before.is_none()));
    // The next run is compared with it.
    let mut next = Made::new("fail-zone");
    next.dark(300, 390, Cause::NoDatabase);
    let event = |at, id| DatabaseEvent {
        at,
        database: "database-1".into(),
        id,
        text: String::new(),
    };
    next.record.database_events = vec![event(300, "RDS-EVENT-0013"), event(384, "RDS-EVENT-0049")];
    let kept = card.kept();
    let better = Scorecard::of(&next.played(), criteria, Some(&kept));
    assert_eq!(better.title, "The shop came back in 90 seconds");
    assert_eq!(better.before[0].as_deref(), Some("17 min"));
    assert_eq!(better.numbers[0].before.as_deref(), Some("38.8 %"));
    assert_eq!(
        better.saved[0].sentence,
        "The standby in the other zone took over after 1 min 24 s."
    );
}

#[test]
fn the_title_says_how_it_ended() {
    let title = |made: &Made| Scorecard::of(&made.played(), &[], None).title;
    let mut made = Made::new("fail-zone");
    assert_eq!(title(&made), "No customer noticed");
    assert_eq!(title(&Made::new("visit")), "Every request was answered");
    made.dark(300, 1500, Cause::NotReached);
    assert_eq!(title(&made), "The shop did not come back");
    let mut made = Made::new("fail-zone");
    made.record.tallies[40].answered = 50;
    made.record.tallies[40].failed[0] = 50;
    assert_eq!(
        title(&made),
        "The shop stayed open, and 0.3 % of the requests failed"
    );
    made.record.tallies.clear();
    assert_eq!(title(&made), "Nobody came");
}

#[test]
fn a_summary_is_small_and_comes_back() {
    let mut made = Made::new("fail-zone");
    made.record.tallies = (0..8_640).map(|_| calm()).collect();
    made.record.tallies[5_000].answered = 0;
    made.record.tallies[5_000].failed[0] = 100;
    let kept = Scorecard::of(&made.played(), &[], None).kept();
    assert!(kept.series.len() <= 720);
    assert_eq!(kept.step, 120);
    // The worst of several: an outage of ten seconds in a day is not lost.
    assert_eq!(kept.series.iter().filter(|it| **it == Some(0)).count(), 1);
    let text = serde_json::to_string(&kept).expect("it can be written");
    assert!(text.len() < 8_000, "{}", text.len());
    assert_eq!(serde_json::from_str::<Kept>(&text).ok(), Some(kept));
}

#[test]
fn rupees_have_the_tax_in_them() {
    // A dollar and 18 % of it, at the rate of the price list.
    let rate = crate::pricing::table().fx.value.approximate();
    let wanted = (rate * 1.18 * 100.0).round() / 100.0;
    assert!((rupees(1_000_000).approximate() - wanted).abs() < 0.005);
}
