//! The lab builder: whatever an instructor does, what comes out is a lesson that keeps every
//! promise, or a sentence that says why not.

#[path = "support/course.rs"]
mod course;
#[path = "support/lessons.rs"]
mod lessons;

use std::fs;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::{Document, Kind};
use cloud_campus::course::condition::{Condition, VOCABULARY};
use cloud_campus::course::lab::{ask, draft::Draft, faults, forms, live, pack, repair, steps};
use cloud_campus::course::lab::{ways, write};
use cloud_campus::course::lesson::{Lesson, Step, TaskKind};
use cloud_campus::course::read::At;
use cloud_campus::course::{lint, play, runs};
use course::catalogue;
use lessons::files_of;
use proptest::prelude::*;
use serde_json::json;

fn notebookly() -> Document {
    let text = fs::read_to_string("assets/examples/notebookly.campus.json").expect("the example");
    Document::from_json(&text).expect("a document")
}

/// The faults of the example: those of so many candidates, from a place on.
fn some_faults(document: &Document, from: usize, count: usize) -> Vec<faults::Fault> {
    let known = ways::ways(&Analysis::of(&document.architecture));
    let all = faults::candidates(document, &known);
    let picked = all.iter().cycle().skip(from % all.len().max(1));
    let tried = picked
        .take(all.len())
        .filter_map(|it| it.tried(document, &known));
    tried.take(count).collect()
}

#[test]
fn a_new_condition_of_every_word_can_be_read() {
    for document in [notebookly(), Document::default()] {
        for word in VOCABULARY {
            for inside in [&[][..], &[Kind::Subnet, Kind::Instance][..]] {
                let condition = forms::blank(word, &document.architecture, inside);
                let read = Condition::read(&At::root(&condition));
                assert!(read.is_ok(), "{condition}: {:?}", read.err());
                assert_eq!(
                    forms::word_of(&condition).map(|it| it.head),
                    Some(word.head)
                );
            }
        }
    }
}

#[test]
fn a_condition_of_a_run_is_known_before_anything_is_run() {
    let document = notebookly();
    for word in VOCABULARY {
        let condition = forms::blank(word, &document.architecture, &[Kind::Instance]);
        let read = Condition::read(&At::root(&condition)).expect("a condition");
        let runs = !runs::wanted(&read).is_empty();
        assert_eq!(live::asks_for_run(&condition), runs, "{condition}");
        let nested = json!({"not": {"any": [condition]}});
        assert_eq!(live::asks_for_run(&nested), runs, "{nested}");
        let mut draft = Draft::new();
        let key = draft.add(TaskKind::Build);
        draft.task_mut(key).expect("it is there").check = vec![nested];
        assert_eq!(live::draft_asks_for_run(&draft), runs);
    }
    let run = json!({"run": {"scenario": "stop-one"}});
    assert!(live::asks_for_run(&run));
}

#[test]
fn every_choice_of_a_thing_is_a_selector_that_comes_back() {
    let document = notebookly();
    for (code, _) in forms::things(&document.architecture) {
        let selector = forms::selector_of(&code, None);
        let condition = json!({ "count": selector, "is": 1 });
        assert!(
            Condition::read(&At::root(&condition)).is_ok(),
            "{condition}"
        );
        assert_eq!(forms::code_of(&selector), Some(code));
    }
}

#[test]
fn a_test_comes_back_as_it_was_typed() {
    for (op, typed) in [
        ("eq", "80"),
        ("eq", "web"),
        ("ge", "2"),
        ("in", "a, b"),
        ("eq", "true"),
    ] {
        let test = forms::test_of(op, typed);
        assert_eq!(forms::test_parts(&test), (op.to_owned(), typed.to_owned()));
    }
    // What looks like a number and is none stays a text.
    assert_eq!(forms::typed_value("010"), json!("010"));
    assert_eq!(forms::typed_value("10.0.0.0/16"), json!("10.0.0.0/16"));
}

#[test]
fn the_steps_between_any_two_documents_of_a_chapter_lead_from_one_to_the_other() {
    for room in catalogue().rooms.iter().filter(|it| it.open) {
        let lesson = Lesson::read(&files_of(&room.folder)).expect("a lesson");
        let (start, solution) = (&lesson.documents["start"], &lesson.documents["solution"]);
        for (from, to) in [(start, solution), (solution, start)] {
            let told = steps::between(from, to);
            let told = match told {
                Ok(steps) => steps,
                // Tags are no part of a step, and it says so.
                Err(why) if why.contains("tags") => continue,
                Err(why) => panic!("{}: {why}", room.folder),
            };
            let read: Vec<Step> = told
                .iter()
                .map(|it| Step::read(&At::root(it)).expect("a step"))
                .collect();
            assert!(
                read.iter().all(|it| it.why.ends_with('.')),
                "{}",
                room.folder
            );
            let mut now = from.clone();
            play::apply(&mut now, &read).expect("it can be played");
            assert_eq!(now.architecture, to.architecture, "{}", room.folder);
        }
    }
}

#[test]
fn a_fault_is_offered_only_where_it_breaks_something() {
    let document = notebookly();
    let known = ways::ways(&Analysis::of(&document.architecture));
    assert!(
        known.iter().any(|it| it.declared),
        "the example states journeys"
    );
    assert!(known.iter().any(|it| !it.declared), "others are obvious");
    let all = faults::candidates(&document, &known);
    let found: Vec<faults::Fault> = all
        .iter()
        .filter_map(|it| it.tried(&document, &known))
        .collect();
    assert!(found.len() >= 12, "{}", found.len());
    assert!(found.len() < all.len(), "some candidates break nothing");
    let said: Vec<&str> = found.iter().map(|it| it.change.say.as_str()).collect();
    for wanted in [
        "Remove the route 0.0.0.0/0",
        "Close tcp",
        "Remove the inbound security group rule",
        "Delete the internet gateway",
    ] {
        assert!(
            said.iter().any(|it| it.starts_with(wanted)),
            "{wanted}: {said:#?}"
        );
    }
    for (place, one) in said.iter().enumerate() {
        assert!(!said[..place].contains(one), "{one} stands there twice");
    }
    for fault in &found {
        let broken = fault.change.applied(&document).expect("it can be done");
        let lost = repair::broken(&known, &broken);
        assert_eq!(lost, fault.breaks, "{}", fault.change.say);
    }
    // Where nothing is, nothing can break.
    let nothing = Document::default();
    assert!(faults::candidates(&nothing, &[]).is_empty());
}

#[test]
fn two_faults_and_a_build_are_a_lab() {
    let sound = notebookly();
    let mut draft = Draft::new();
    draft.story = "A new administrator has tidied up. Two things broke.".to_owned();
    let mut now = sound.clone();
    for from in [0, 40] {
        let fault = some_faults(&now, from, 1).remove(0);
        let broken = fault.change.applied(&now).expect("it can be done");
        let task = repair::task(&now, &broken, &fault.breaks).expect("a task");
        draft.add_repair(task);
        now = broken;
    }
    let key = draft.add(TaskKind::Build);
    let begins = write::begins(&draft, &now, key);
    assert_eq!(
        begins.architecture, sound.architecture,
        "the repairs lead back"
    );
    let mut built = begins.clone();
    let id = built.architecture.free_id(Kind::Topic);
    let mut topic = cloud_campus::architecture::Resource::new("bell", Kind::Topic.defaults());
    let region = begins
        .architecture
        .ids_of(Kind::Region)
        .next()
        .expect("a Region");
    topic
        .properties
        .set("region", json!(region.as_str()))
        .expect("a Region");
    built
        .apply_all(vec![cloud_campus::architecture::Edit::create(id, topic)])
        .expect("a topic");
    let before = forms::blank(&VOCABULARY[7], &begins.architecture, &[]);
    assert!(before.get("count").is_some());
    if let Some(task) = draft.task_mut(key) {
        task.show = steps::between(&begins, &built).expect("steps");
        task.check = vec![
            json!({ "count": { "kind": "topic", "where": { "prop": "name", "is": "bell" } }, "is": 1 }),
        ];
    }
    let ground = live::Ground::of(&draft, &now, key);
    let fares = ground
        .fares(&draft.task(key).expect("it is there").check[0])
        .expect("it can be read");
    assert_eq!(
        format!("{:?} {:?}", fares.begins, fares.ends),
        "Missing Met"
    );
    assert!(
        fares.missing.contains("SNS") || fares.missing.contains("topic"),
        "{}",
        fares.missing
    );

    let (files, lesson) = write::lab(&draft, &now).unwrap_or_else(|it| panic!("{it:#?}"));
    assert_eq!(lesson.chapter.tasks.len(), 3);
    assert!(lint::lab_faults(&lesson).is_empty());
    // As a file, as a text, and back.
    let again =
        pack::from_zip(&pack::to_zip(&files, "my-lab").expect("short names")).expect("a zip file");
    assert_eq!(again, files);
    assert_eq!(
        pack::from_text(&pack::to_text(&files)).expect("a text"),
        files
    );
    assert!(pack::lesson(&again).is_ok());
    // As a draft, and back.
    assert_eq!(Draft::from_json(&draft.to_json()), Ok(draft));
}

#[test]
fn what_is_no_lab_yet_is_told_task_by_task() {
    let start = notebookly();
    let told = |draft: &Draft| -> Vec<String> {
        match write::lab(draft, &start) {
            Ok(_) => Vec::new(),
            Err(all) => all.into_iter().map(|it| it.why).collect(),
        }
    };
    let mut draft = Draft::new();
    assert_eq!(told(&draft), ["A lab has at least one task."]);
    let key = draft.add(TaskKind::Build);
    assert_eq!(
        told(&draft),
        ["Nothing is asked: add a condition that says when the task is done."]
    );
    draft.task_mut(key).expect("it is there").check = vec![json!({ "errors": 0 })];
    let said = told(&draft).join(" ");
    assert!(said.contains("Nothing positive is asked"), "{said}");
    assert!(said.contains("It is met where it begins"), "{said}");
    let key = draft.add(TaskKind::Predict);
    let said = write::lab(&draft, &start).unwrap_err();
    assert!(said.iter().any(|it| it.task == Some(key)), "{said:#?}");
    draft.title = String::new();
    assert!(told(&draft)[0].contains("needs a title"));
}

#[test]
fn a_prediction_gets_options_of_which_the_engine_knows_the_right_one() {
    let start = notebookly();
    let analysis = Analysis::of(&start.architecture);
    for way in ways::ways(&analysis).iter().take(4) {
        let flow = json!(way.flow());
        let read =
            cloud_campus::course::condition::FlowText::read(&At::root(&flow)).expect("a flow");
        let options = ask::options(&read, &analysis).expect("options");
        assert_eq!(options.len(), 4);
        let mut draft = Draft::new();
        let key = draft.add(TaskKind::Predict);
        if let Some(task) = draft.task_mut(key) {
            task.ask =
                Some(json!({ "question": "Does it arrive?", "trace": flow, "options": options }));
        }
        let said = ask::answered(
            draft
                .task(key)
                .and_then(|it| it.ask.as_ref())
                .expect("a question"),
            TaskKind::Predict,
            &analysis,
        );
        assert!(
            said.expect("an answer")
                .starts_with("The right answer now: ")
        );
        write::lab(&draft, &start).unwrap_or_else(|it| panic!("{}: {it:#?}", way.flow()));
    }
}

#[test]
fn what_is_opened_is_bounded() {
    let lab = |value: serde_json::Value| pack::from_text(&value.to_string());
    assert!(lab(json!({ "files": {} })).unwrap_err().contains("no lab"));
    assert!(
        lab(json!({ "lab": 2, "files": {} }))
            .unwrap_err()
            .contains("newer")
    );
    assert!(
        lab(json!({ "lab": 1, "files": { "chapter.json": 5 } }))
            .unwrap_err()
            .contains("no text")
    );
    let many: serde_json::Map<String, serde_json::Value> = (0..100)
        .map(|it| (format!("{it}.md"), json!("x")))
        .collect();
    assert!(
        lab(json!({ "lab": 1, "files": many }))
            .unwrap_err()
            .contains("100 files")
    );
    // A chapter of the course is no lab.
    let why = pack::lesson(&files_of("05-subnets")).unwrap_err();
    assert!(why.contains("chapter 5"), "{why}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever is put together, the lint has nothing to say of what is written.
    #[test]
    fn what_is_written_passes_the_lint_or_is_refused(
        breaks in proptest::collection::vec(0_usize..400, 0..3),
        words in proptest::collection::vec((0_usize..64, 0_usize..6), 0..3),
        story in "[a-z ,.]{0,80}",
        title in "[A-Za-z \\[]{0,12}",
        orders in proptest::collection::vec((0_u32..6, any::<bool>()), 0..3),
    ) {
        let mut draft = Draft::new();
        (draft.story, draft.title) = (story, title);
        let mut now = notebookly();
        for from in breaks {
            for fault in some_faults(&now, from, 1) {
                let broken = fault.change.applied(&now).expect("it can be done");
                if let Ok(task) = repair::task(&now, &broken, &fault.breaks) {
                    draft.add_repair(task);
                    now = broken;
                }
            }
        }
        for (word, kind) in words {
            let (kind, _) = cloud_campus::course::lab::draft::KINDS[kind];
            let key = draft.add(kind);
            let word = &VOCABULARY[word % VOCABULARY.len()];
            let condition = forms::blank(word, &now.architecture, &[]);
            if let Some(task) = draft.task_mut(key) {
                task.check.push(condition);
            }
        }
        for (key, down) in orders {
            draft.shift(key, down);
        }
        match write::lab(&draft, &now) {
            Ok((files, _)) => {
                let lesson = Lesson::read(&files).expect("it can be read");
                prop_assert_eq!(lint::lab_faults(&lesson), vec![]);
                prop_assert!(pack::lesson(&files).is_ok());
            }
            Err(refusals) => {
                prop_assert!(!refusals.is_empty());
                for refusal in refusals {
                    let ends = refusal.why.ends_with(['.', '?', '!', '”']);
                    prop_assert!(ends, "{}", refusal.why);
                }
            }
        }
    }
}
