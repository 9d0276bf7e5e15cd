//! Every lesson keeps its promises, and the machine that reads lessons keeps its own: what
//! is wrong in one is found and named with its place.

#[path = "support/course.rs"]
mod course;
#[path = "support/lessons.rs"]
mod lessons;

use std::collections::BTreeMap;

use cloud_campus::architecture::Document;
use cloud_campus::course::judge::{LineState, Piece};
use cloud_campus::course::lesson::{Files, Lesson, TaskKind};
use cloud_campus::course::lint::{self, Glossary, Limits};
use cloud_campus::course::play;
use course::catalogue;
use lessons::files_of;

/// Fails with all problems, a line each.
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every open chapter, in order, with the terms of those before it.
fn every(visit: &mut dyn FnMut(&str, &Lesson, &Glossary)) {
    let mut glossary = Glossary::new();
    for room in catalogue().rooms.iter().filter(|room| room.open) {
        let lesson = match Lesson::read(&files_of(&room.folder)) {
            Ok(lesson) => lesson,
            Err(faults) => panic!("{}: {}", room.folder, faults[0]),
        };
        visit(&room.folder, &lesson, &glossary);
        let terms = lesson.chapter.terms.iter();
        glossary.extend(terms.map(|it| (it.term.to_lowercase(), room.number)));
    }
}

#[test]
fn every_lesson_keeps_its_promises() {
    let mut problems = Vec::new();
    let mut before: Option<Document> = None;
    every(&mut |folder, lesson, glossary| {
        let mut faults = lint::faults(lesson, glossary);
        if let Some(before) = &before {
            faults.extend(lint::joined(before, lesson));
        }
        before = lesson.documents.get("solution").cloned();
        problems.extend(faults.iter().map(|fault| format!("{folder}: {fault}")));
    });
    none(&problems);
}

#[test]
fn the_map_and_the_chapters_agree() {
    let catalogue = catalogue();
    let mut seen = 0;
    every(&mut |folder, lesson, _| {
        let chapter = &lesson.chapter;
        let room = catalogue
            .room(chapter.number)
            .expect("a chapter of the map");
        assert_eq!(
            (room.folder.as_str(), &room.title),
            (folder, &chapter.title)
        );
        for task in &chapter.tasks {
            let prefix = format!("{:02}-", chapter.number);
            assert!(task.id.starts_with(&prefix), "{folder}: {}", task.id);
        }
        let limits = Limits::of(chapter.number);
        let units = chapter.units.len();
        assert!((2..=limits.units).contains(&units), "{folder}: units");
        assert!(chapter.promise.len() >= 2, "{folder}: promise");
        let questions = chapter.interview.len();
        assert_eq!(questions, limits.interview, "{folder}: interview");
        assert_eq!(chapter.summary.len(), 5, "{folder}: summary");
        assert!(chapter.break_it.is_some(), "{folder}: break it");
        seen += 1;
    });
    assert_eq!(seen, catalogue.rooms.iter().filter(|it| it.open).count());
    let listed: Vec<u32> = catalogue
        .parts
        .iter()
        .flat_map(|it| it.chapters.clone())
        .collect();
    assert_eq!(listed, (1..=24).collect::<Vec<_>>());
}

/// A chapter's texts with one change.
fn changed(folder: &str, file: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = files_of(folder);
    let text = files.get_mut(file).expect("the file is there");
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    told(&files)
}

fn told(files: &Files) -> Vec<String> {
    let mut glossary = Glossary::new();
    // The terms of the chapters before are not what is tried here.
    for room in catalogue().rooms.iter().filter(|it| it.open) {
        if let Ok(lesson) = Lesson::read(&files_of(&room.folder)) {
            let terms = lesson.chapter.terms.iter();
            glossary.extend(terms.map(|it| (it.term.to_lowercase(), room.number)));
        }
    }
    let faults = match Lesson::read(files) {
        Ok(lesson) => lint::faults(&lesson, &glossary),
        Err(faults) => faults,
    };
    faults.iter().map(ToString::to_string).collect()
}

const SUBNETS: &str = "05-subnets";

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let chapter = "chapter.json";
    let broken = changed(
        SUBNETS,
        chapter,
        "\"kind\": \"build\"",
        "\"kind\": \"built\"",
    );
    assert!(broken[0].starts_with("chapter.json: tasks["), "{broken:?}");
    assert!(
        broken[0].contains("no task of kind `built`; there are build, predict"),
        "{broken:?}"
    );

    let broken = changed(SUBNETS, chapter, "\"title\":", "\"titel\":");
    assert!(
        broken[0].contains("there is no member `titel` here"),
        "{broken:?}"
    );

    let broken = changed(SUBNETS, "chapter.md", "[[warm-up]]", "[[warmup]]");
    assert!(broken[0].starts_with("chapter.md: line "), "{broken:?}");

    let broken = changed(SUBNETS, "start.campus.json", "{", "[");
    assert!(broken[0].starts_with("start.campus.json: "), "{broken:?}");

    let broken = changed("17-iam", "chapter.md", "[[figure pile]]\n", "");
    assert!(
        broken[0]
            .starts_with("chapter.md: task 17-4 is about the figure `pile`, which nobody sees"),
        "{broken:?}"
    );

    let mut files = files_of(SUBNETS);
    files.remove("solution.campus.json");
    assert_eq!(told(&files), ["solution.campus.json: this file is missing"]);
}

#[test]
fn what_does_not_hold_is_found() {
    // Each line: what is changed, and what is to be said of it.
    let faults = [
        (
            "chapter.md",
            "[[task 05-2]]",
            "[[task 05-9]]",
            "chapter.json has no `05-9`",
        ),
        (
            "chapter.json",
            "\"right\": true",
            "\"right\": false",
            "four options, one of them right",
        ),
        (
            "chapter.json",
            "\"from\": 4",
            "\"from\": 7",
            "names chapter 7, which is no earlier one",
        ),
        (
            "chapter.md",
            "[[quiz]]",
            "A word [nowhere] defined.\n[[quiz]]",
            "the term [nowhere] is defined nowhere",
        ),
    ];
    for (file, from, to, wanted) in faults {
        let told = changed(SUBNETS, file, from, to);
        assert!(told.iter().any(|it| it.contains(wanted)), "{to}: {told:?}");
    }
    let long = format!("{} end.\n[[quiz]]", "word ".repeat(33));
    let told = changed(SUBNETS, "chapter.md", "[[quiz]]", &long);
    assert!(
        told.iter().any(|it| it.contains("34 words in a sentence")),
        "{told:?}"
    );
}

/// Every task whose check looks at the design fails when its own hint is left out, and when
/// the hints of all others are played: nobody passes by another task's work alone.
#[test]
fn whoever_goes_ahead_begins_with_what_the_tasks_before_would_have_made() {
    let mut ahead = 0;
    every(&mut |folder, lesson, _| {
        let start = &lesson.documents["start"];
        for task in &lesson.chapter.tasks {
            if play::begin(lesson, task, start, 0).is_err() {
                ahead += 1;
                let standing = play::standing(lesson, task);
                let begun = play::begin(lesson, task, &standing, 0);
                assert!(begun.is_ok(), "{folder}, {}: {begun:?}", task.id);
            }
        }
    });
    assert!(
        ahead > 3,
        "{ahead} tasks change what is not there at the start"
    );
}

#[test]
fn a_check_beside_an_open_question_gives_nothing_away() {
    let (mut held, mut at_once) = (Vec::new(), Vec::new());
    every(&mut |folder, lesson, _| {
        for place in lint::walk(lesson, &mut Vec::new()) {
            let task = place.task;
            let Some(check) = task.check.as_ref().filter(|_| !task.asks.is_empty()) else {
                continue;
            };
            assert!(!task.holds_back(true), "{}: once it is answered", task.id);
            if !task.holds_back(false) {
                at_once.push(task.id.clone());
                continue;
            }
            let text = task.text.to_lowercase();
            assert!(
                text.contains("first"),
                "{folder}, {}: what comes first",
                task.id
            );
            let (document, attempt) =
                lint::shown(task, &place.begun, &[], &lesson.chapter.figures).expect("it begins");
            let analysis = cloud_campus::analysis::Analysis::of(&document.architecture);
            let moment = cloud_campus::course::judge::Moment::new(&analysis, &attempt);
            let open = cloud_campus::course::judge::verdict(check, &moment);
            let lines = open.lines.len();
            let kept = open.held_back();
            assert_eq!(kept.lines.len(), lines, "{}", task.id);
            assert!(!kept.met);
            for line in &kept.lines {
                assert_eq!(line.state, LineState::Waits, "{}", task.id);
                assert!(
                    line.sentence.is_empty() && line.marks.is_empty(),
                    "{}",
                    task.id
                );
                let told = line.aim.iter().any(|it| matches!(it, Piece::Slot(_)));
                assert!(!told, "{}: a slot says how it stands", task.id);
            }
            held.push(task.id.clone());
        }
    });
    for id in ["16-4", "18-5"] {
        assert!(held.iter().any(|it| it == id), "{id} is not among {held:?}");
    }
    assert_eq!(at_once, ["01-2"], "built first, and asked then");
}

#[test]
fn a_repair_tells_its_symptom_and_keeps_the_cause() {
    let (mut repairs, mut given_away) = (0, 0);
    every(&mut |folder, lesson, _| {
        for place in lint::walk(lesson, &mut Vec::new()) {
            let task = place.task;
            let Some(check) = (task.check.as_ref()).filter(|_| task.kind == TaskKind::Repair)
            else {
                continue;
            };
            repairs += 1;
            assert!(
                task.keeps_reasons(0) && task.keeps_reasons(1),
                "{folder}, {}",
                task.id
            );
            assert!(!task.keeps_reasons(2), "{}: once it is pointed at", task.id);
            let (document, attempt) =
                lint::shown(task, &place.begun, &[], &lesson.chapter.figures).expect("it begins");
            let analysis = cloud_campus::analysis::Analysis::of(&document.architecture);
            let moment = cloud_campus::course::judge::Moment::new(&analysis, &attempt);
            let told = cloud_campus::course::judge::verdict(check, &moment);
            let kept = told.clone().without_reasons();
            assert_eq!(kept.met, told.met);
            given_away += told.lines.iter().filter(|it| !it.marks.is_empty()).count();
            for (one, other) in kept.lines.iter().zip(&told.lines) {
                assert_eq!(one.state, other.state, "{}", task.id);
                if one.state == LineState::Met {
                    assert_eq!(one, other, "{}", task.id);
                    continue;
                }
                assert!(one.marks.is_empty(), "{}", task.id);
                let names = (document.architecture.resources())
                    .any(|(_, it)| one.sentence.contains(&it.name));
                assert!(!names, "{}: {}", task.id, one.sentence);
            }
        }
    });
    assert!(repairs > 10, "{repairs} repairs");
    assert!(
        given_away > 10,
        "{given_away} lines point at something otherwise"
    );
}

#[test]
fn no_task_is_met_before_its_turn() {
    let mut problems = Vec::new();
    let mut played: BTreeMap<String, usize> = BTreeMap::new();
    every(&mut |folder, lesson, _| {
        let mut faults = Vec::new();
        for place in lint::walk(lesson, &mut faults) {
            let Some(check) = &place.task.check else {
                continue;
            };
            let figures = &lesson.chapter.figures;
            match lint::shown(place.task, &place.begun, &[], figures) {
                Ok((document, mut attempt)) => {
                    // Where letting it run is the task, nobody has yet.
                    if place.task.kind == TaskKind::Run {
                        attempt.since.runs.clear();
                    }
                    let analysis = cloud_campus::analysis::Analysis::of(&document.architecture);
                    let moment = cloud_campus::course::judge::Moment::new(&analysis, &attempt);
                    let verdict = cloud_campus::course::judge::verdict(check, &moment);
                    if verdict.met {
                        problems.push(format!("{folder}: {} begins met", place.task.id));
                    }
                    for line in &verdict.lines {
                        if line.sentence.trim().is_empty() || line.sentence.contains("``") {
                            problems.push(format!("{folder}: {} says nothing", place.task.id));
                        }
                    }
                }
                Err(fault) => problems.push(format!("{folder}: {fault}")),
            }
            *played.entry(folder.to_owned()).or_default() += 1;
        }
    });
    none(&problems);
    assert!(played.len() >= 11, "{played:?}");
}

#[test]
fn a_chapter_that_is_not_joined_to_the_one_before_says_so() {
    let mut lesson = Lesson::read(&files_of(SUBNETS)).expect("a lesson");
    let start = lesson.documents["start"].clone();
    let mut other = start.clone();
    let id = other
        .architecture
        .ids_of(cloud_campus::architecture::Kind::Vpc)
        .next()
        .cloned()
        .expect("a VPC");
    other
        .apply_all(vec![cloud_campus::architecture::Edit::Rename {
            id,
            name: "Elsewhere".to_owned(),
        }])
        .expect("it is renamed");
    lesson.chapter.begins = String::new();
    assert!(lint::joined(&start, &lesson).is_none());
    let fault = lint::joined(&other, &lesson).expect("a fault").to_string();
    assert!(fault.contains("say in `begins`"), "{fault}");
    lesson.chapter.begins = "A shop next door.".to_owned();
    assert!(lint::joined(&other, &lesson).is_none());
    assert!(
        lint::joined(&start, &lesson)
            .expect("a fault")
            .to_string()
            .contains("nothing to say")
    );
}

/// What a drawing calls a subnet is kept back where a prediction hangs on it, and nowhere else.
#[test]
fn a_question_of_versions_says_nothing_of_subnets() {
    let mut of_kinds: BTreeMap<String, bool> = BTreeMap::new();
    every(&mut |_, lesson, _| {
        let asked = |task: &cloud_campus::course::lesson::Task| {
            task.asks.iter().any(|ask| ask.is_of_kinds())
        };
        let tasks = lesson.chapter.tasks.iter();
        of_kinds.extend(tasks.map(|task| (task.id.clone(), asked(task))));
    });
    let is_of_kinds = |task: &str| of_kinds[task];
    assert!(is_of_kinds("05-4"), "which subnet is public");
    assert!(is_of_kinds("18-3"), "what becomes of a request");
    assert!(!is_of_kinds("16-1"), "what a bucket keeps");
    assert!(!is_of_kinds("18-4"), "where an address changes");
}
