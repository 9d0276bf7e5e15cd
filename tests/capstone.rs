//! The last chapter: its runs fail on the twin that each of them is about, its finished
//! design is what the whole course promises, and its repairs are twelve.

#[path = "support/lessons.rs"]
mod lessons;

use std::collections::BTreeSet;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::{Document, Edit};
use cloud_campus::course::attempt::Attempt;
use cloud_campus::course::judge::answer::{Given as Answer, Key};
use cloud_campus::course::judge::{self, Moment};
use cloud_campus::course::lesson::{Lesson, Task, TaskKind};
use cloud_campus::course::lint::{self, Place};
use cloud_campus::course::memory::{self, Confidence, Now, Progress};
use cloud_campus::pricing;
use cloud_campus::review::Review;
use cloud_campus::simulation::drills::drills;
use serde_json::json;

fn lesson() -> Lesson {
    let files = lessons::files_of("24-architecture");
    Lesson::read(&files).unwrap_or_else(|faults| panic!("{}", faults[0]))
}

fn solution(lesson: &Lesson) -> Document {
    lesson.documents["solution"].clone()
}

/// Lets a task's runs run on a design, and says what is missing then.
fn missing(task: &Task, document: &Document) -> Vec<String> {
    let analysis = Analysis::of(&document.architecture);
    let mut attempt = Attempt::new(&analysis);
    let check = task.check.as_ref().expect("a run has a check");
    attempt.play(check, &document.architecture);
    let verdict = judge::verdict(check, &Moment::new(&analysis, &attempt));
    let open = verdict.lines.into_iter();
    let open = open.filter(|it| it.state != judge::LineState::Met);
    open.map(|it| it.sentence).collect()
}

/// What is done to the finished design, and what the run must say of it.
fn twin(id: &str) -> (Vec<Edit>, &'static str) {
    let group = "auto-scaling-group-1".into();
    let balancer = "load-balancer-1".into();
    match id {
        "24-v1" => (
            vec![Edit::set(
                &balancer,
                "listeners",
                json!([
                    {"port": 443, "protocol": "https", "certificate": "certificate-1",
                     "default_action": {"forward": {"target_group": "target-group-1"}}},
                    {"port": 80, "protocol": "http",
                     "default_action": {"forward": {"target_group": "target-group-1"}}},
                ]),
            )],
            "is answered with status 200. It should be 301.",
        ),
        "24-v2" => (
            vec![
                Edit::set(&group, "min_size", 1),
                Edit::set(&group, "desired", 1),
            ],
            "It should be at least 97",
        ),
        "24-v3" => (
            vec![Edit::set(&group, "max_size", 2)],
            "It should be at least 1",
        ),
        "24-v4" => (
            vec![Edit::set(&"trail-1".into(), "logging", false)],
            "“Calls that no trail recorded” is 5 calls. It should be none.",
        ),
        "24-v5" => (
            vec![Edit::set(
                &"dashboard-1".into(),
                "widgets",
                json!([
                    {"title": "CPU", "watches": "load-balancer-1", "namespace": "AWS/EC2",
                     "metric": "CPUUtilization", "statistic": "Average"},
                    {"title": "Database connections", "watches": "database-1",
                     "namespace": "AWS/RDS", "metric": "DatabaseConnections",
                     "statistic": "Average"},
                    {"title": "Requests", "watches": "load-balancer-1",
                     "namespace": "AWS/ApplicationELB", "metric": "RequestCount",
                     "statistic": "Sum"},
                    {"title": "Buckets", "watches": "bucket-1", "namespace": "AWS/S3",
                     "metric": "BucketSizeBytes", "statistic": "Average", "period": 86400},
                ]),
            )],
            "Widgets that show nothing",
        ),
        "24-v6" => (
            vec![Edit::set(&"database-1".into(), "multi_az", false)],
            "Longest outage",
        ),
        "24-v7" => (
            vec![
                Edit::set(&group, "min_size", 4),
                Edit::set(&group, "desired", 4),
            ],
            "It should be at most",
        ),
        _ => panic!("{id} has no twin"),
    }
}

#[test]
fn every_run_passes_and_its_twin_does_not() {
    let lesson = lesson();
    let solution = solution(&lesson);
    let runs: Vec<&Task> = lesson
        .chapter
        .tasks
        .iter()
        .filter(|it| it.kind == TaskKind::Run)
        .collect();
    assert_eq!(runs.len(), 7);
    for task in runs {
        assert_eq!(missing(task, &solution), [""; 0], "{}", task.id);
        let (edits, because) = twin(&task.id);
        let mut twin = solution.clone();
        twin.apply_all(edits).expect("the twin can be made");
        let open = missing(task, &twin);
        let said = open.iter().any(|it| it.contains(because));
        assert!(said, "{}: {because}\n{open:#?}", task.id);
    }
}

/// Whether the engine's own answer is taken, and another one is not.
fn answers_itself(lesson: &Lesson, task: &Task, document: &Document) {
    let analysis = Analysis::of(&document.architecture);
    for ask in &task.asks {
        let key = judge::answer::key(ask, &analysis, &lesson.chapter.figures);
        let key = key.unwrap_or_else(|why| panic!("{}: {why}", task.id));
        let Key::Option(right) = key else {
            panic!("{}: {key:?}", task.id);
        };
        let is_right = |option| judge::answer::is_right(ask, &key, &Answer::Option(option));
        assert!(is_right(right) && !is_right(right + 1), "{}", task.id);
    }
}

/// The whole chapter, from its first step to the last repair: each task is open where it
/// begins, on each of its documents, and met behind its steps; and what a learner's progress
/// then holds is a chapter that is done.
#[test]
fn every_task_of_the_chapter_is_reached() {
    let lesson = lesson();
    let tasks = &lesson.chapter.tasks;
    let now = Now { at: 1, day: 1 };
    let mut progress = Progress::default();
    let units = vec![tasks.iter().map(|it| it.id.clone()).collect()];
    progress.open(24, lesson.chapter.version, units, now);
    let mut reached = BTreeSet::new();
    for Place { task, start, begun } in lint::walk(&lesson, &mut Vec::new()) {
        let id = task.id.as_str();
        let Some(check) = &task.check else {
            answers_itself(&lesson, task, &begun);
            progress.meet(id, 0, now);
            continue;
        };
        let is_met = |document: &Document, attempt: &Attempt| {
            let analysis = Analysis::of(&document.architecture);
            judge::verdict(check, &Moment::new(&analysis, attempt)).met
        };
        let fresh = Attempt::new(&Analysis::of(&begun.architecture));
        assert!(
            !is_met(&begun, &fresh),
            "{id} is met before anything was done"
        );
        let steps = task.hints.show_on(start);
        let (made, attempt) = lint::shown(task, &begun, steps, &lesson.chapter.figures)
            .unwrap_or_else(|why| panic!("{id}: {why}"));
        assert!(is_met(&made, &attempt), "{id} is not met at its end");
        progress.meet(id, 1, now);
        reached.insert(id.to_owned());
    }
    for id in [
        "24-v6", "24-v7", "24-w", "24-r1", "24-r2", "24-r3", "24-b1", "24-b2", "24-b3",
    ] {
        assert!(reached.contains(id), "{id}");
    }
    let chapter = |progress: &Progress| progress.chapter(24).is_some_and(|it| it.is_done());
    assert!(!chapter(&progress), "the questions at the end are open");
    let right = lesson.chapter.quiz.iter().enumerate();
    let right = right.map(|(question, it)| memory::Given {
        question: u32::try_from(question).expect("few questions"),
        option: u32::try_from(it.right()).expect("few options"),
        confidence: Confidence::Sure,
        right: true,
    });
    progress.take_quiz(24, right.collect(), now);
    assert!(chapter(&progress), "all of it is done");
}

/// The five validations of the seed are asked by the chapter, each as it is.
#[test]
fn the_five_validations_are_asked() {
    let lesson = lesson();
    let mut asked = BTreeSet::new();
    for task in &lesson.chapter.tasks {
        let check = task.check.iter();
        let wanted = check.flat_map(cloud_campus::course::runs::wanted);
        asked.extend(wanted.map(|it| it.scenario.clone()));
    }
    for drill in drills().iter().filter(|it| it.validation.is_some()) {
        assert!(asked.contains(drill.id()), "{}", drill.id());
    }
}

#[test]
fn the_finished_design_has_twenty_of_twenty_and_costs_what_the_text_says() {
    let solution = solution(&lesson());
    let analysis = Analysis::of(&solution.architecture);
    assert_eq!(analysis.findings().len(), 0);
    assert_eq!(Review::of(&analysis).met(), 20);
    let options = pricing::Options::default();
    let bill = pricing::bill_of(&solution.architecture, &options);
    let total = bill.total().approximate();
    assert!((total - 191.43).abs() < 0.5, "{total}");
}

#[test]
fn three_repairs_are_drawn_from_twelve() {
    let lesson = lesson();
    let repairs = lesson.chapter.tasks.iter();
    let repairs: Vec<&Task> = repairs.filter(|it| it.kind == TaskKind::Repair).collect();
    let starts: BTreeSet<&str> = repairs
        .iter()
        .flat_map(|it| it.starts.iter().map(|start| start.name()))
        .collect();
    assert_eq!((repairs.len(), starts.len()), (3, 12));
    for task in repairs {
        let symptoms: BTreeSet<_> = task
            .starts
            .iter()
            .map(|it| task.symptom.on(Some(it)))
            .collect();
        assert_eq!(symptoms.len(), task.starts.len(), "{}", task.id);
    }
}

/// The request is told by the engine: each of its questions has a key, and each key is
/// another place of the way.
#[test]
fn the_request_is_asked_stop_by_stop() {
    let lesson = lesson();
    let task = lesson.chapter.task("24-p").expect("it is there");
    let analysis = Analysis::of(&solution(&lesson).architecture);
    assert_eq!(task.asks.len(), 16);
    let mut letters = [0; 4];
    for ask in &task.asks {
        let key = judge::answer::key(ask, &analysis, &lesson.chapter.figures);
        match key.expect("the engine knows") {
            judge::answer::Key::Option(right) => letters[right] += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(letters.iter().all(|it| *it > 1), "{letters:?}");
}
