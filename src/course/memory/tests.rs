//! Progress as it must behave whatever was done: it travels unchanged, joins in any order,
//! and the bell never rings early.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Something that a learner does.
#[derive(Clone, Debug)]
enum Deed {
    Open(u32, u32),
    Hint(String, u32),
    Show(String),
    Meet(String, u32),
    Answer(String, u32, bool),
    Quiz(u32, Vec<(u32, bool)>),
    Ring(String, u32, bool),
    Be(u32, u32),
    Read(u32, u32),
    Sum(u32, String),
    Streak(bool),
}

fn confidence(number: u32) -> Confidence {
    Confidence::ALL[number as usize % 3]
}

fn units(number: u32, version: u32) -> Vec<Vec<String>> {
    let task = |at: u32| format!("{number:02}-{at}");
    vec![vec![task(1), task(2)], vec![task(version)], Vec::new()]
}

fn do_it(progress: &mut Progress, deed: &Deed, now: Now) {
    match deed.clone() {
        Deed::Open(number, version) => {
            progress.open(number, version, units(number, version), now);
            let par = (format!("{number:02}-{version}"), version);
            progress.note_pars(number, [par].into_iter().collect());
        }
        Deed::Hint(task, count) => progress.open_hint(&task, count),
        Deed::Show(task) => progress.show(&task),
        Deed::Meet(task, edits) => progress.meet(&task, edits, now),
        Deed::Answer(task, sure, right) => {
            let answer = Answer {
                at: now.at,
                question: 0,
                given: sure.to_string(),
                confidence: confidence(sure),
                right,
            };
            progress.answer(&task, answer, sure % 2 == 0, now);
        }
        Deed::Quiz(number, answers) => {
            let given = |(question, (sure, right)): (usize, &(u32, bool))| Given {
                question: question as u32,
                option: *sure,
                confidence: confidence(*sure),
                right: *right,
            };
            let answers = answers.iter().enumerate().map(given).collect();
            progress.take_quiz(number, answers, now);
        }
        Deed::Ring(item, sure, right) => progress.ring(&item, confidence(sure), right, now),
        Deed::Be(number, unit) => {
            let place = Place {
                at: now.at,
                unit,
                task: (unit % 2 == 0).then(|| format!("{number:02}-{unit}")),
                anchor: format!("screen-{unit}"),
            };
            progress.be_at(number, place);
        }
        Deed::Read(number, anchor) => progress.read(number, &anchor.to_string()),
        Deed::Sum(number, text) => progress.sum_up(number, text, now),
        Deed::Streak(shown) => progress.show_streak(shown, now),
    }
}

fn a_task() -> impl Strategy<Value = String> {
    (1_u32..4, 1_u32..4).prop_map(|(chapter, task)| format!("{chapter:02}-{task}"))
}

fn an_item() -> impl Strategy<Value = String> {
    (1_u32..4, 0_u32..3).prop_map(|(chapter, question)| question_id(chapter, question))
}

fn a_deed() -> impl Strategy<Value = Deed> {
    let number = 1_u32..4;
    prop_oneof![
        (number.clone(), 1_u32..4).prop_map(|(number, it)| Deed::Open(number, it)),
        (a_task(), 0_u32..4).prop_map(|(task, it)| Deed::Hint(task, it)),
        a_task().prop_map(Deed::Show),
        (a_task(), 0_u32..9).prop_map(|(task, it)| Deed::Meet(task, it)),
        (a_task(), 0_u32..6, any::<bool>()).prop_map(|(task, a, b)| Deed::Answer(task, a, b)),
        (number.clone(), vec((0_u32..3, any::<bool>()), 0..7))
            .prop_map(|(number, it)| Deed::Quiz(number, it)),
        (an_item(), 0_u32..3, any::<bool>()).prop_map(|(item, a, b)| Deed::Ring(item, a, b)),
        (number.clone(), 0_u32..4).prop_map(|(number, it)| Deed::Be(number, it)),
        (number.clone(), 0_u32..5).prop_map(|(number, it)| Deed::Read(number, it)),
        (number, "[a-z ]{0,6}").prop_map(|(number, it)| Deed::Sum(number, it)),
        any::<bool>().prop_map(Deed::Streak),
    ]
}

/// Progress by deeds, each some hours after the one before.
fn a_progress() -> impl Strategy<Value = Progress> {
    vec((a_deed(), 0_u64..60), 0..24).prop_map(|deeds| {
        let mut progress = Progress::default();
        let mut hours = 0;
        for (deed, later) in &deeds {
            hours += later;
            let day = (hours / 24) as u32;
            do_it(&mut progress, deed, Now { at: hours, day });
        }
        progress
    })
}

fn merged(one: &Progress, other: &Progress) -> Progress {
    let mut both = one.clone();
    both.merge(other);
    both
}

proptest! {
    #[test]
    fn what_is_exported_comes_back(progress in a_progress()) {
        let read = Kept::from_json(&progress.to_json("Meera")).unwrap();
        let name = "Meera".to_owned();
        prop_assert_eq!(read, Kept { name, progress, left_out: Vec::new() });
    }

    #[test]
    fn two_join_in_any_order_and_any_number_of_times(
        a in a_progress(), b in a_progress(), c in a_progress()
    ) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        let both = merged(&a, &b);
        prop_assert_eq!(merged(&both, &b), both);
    }

    #[test]
    fn joining_loses_nothing(a in a_progress(), b in a_progress()) {
        let both = merged(&a, &b);
        for (number, before) in a.chapters.iter().chain(&b.chapters) {
            let after = &both.chapters[number];
            for (id, task) in &before.tasks {
                let kept = &after.tasks[id];
                prop_assert!(task.met.is_none() || kept.met <= task.met && kept.met.is_some());
                prop_assert!(task.edits.is_none() || kept.edits <= task.edits && kept.edits.is_some());
                prop_assert!(task.answers.iter().all(|it| kept.answers.contains(it)));
            }
            prop_assert!(before.quiz.iter().all(|it| after.quiz.contains(it)));
            prop_assert!(before.read.is_subset(&after.read));
            prop_assert!(after.place >= before.place && after.version >= before.version);
            let written = |it: &Chapter| it.summary.as_ref().is_some_and(|it| !it.text.is_empty());
            prop_assert!(written(after) || !written(before));
        }
        prop_assert!(both.last_place().map(|it| it.1.at) >= a.last_place().map(|it| it.1.at));
        for (id, item) in a.bell.items.iter().chain(&b.bell.items) {
            prop_assert!(both.bell.items[id] >= *item);
        }
    }

    #[test]
    fn damage_to_one_part_spares_the_rest(progress in a_progress(), at in 0_usize..4000) {
        // Any text, cut or with a sign changed, is read or refused, and never more than it was.
        let text = progress.to_json("Me");
        let at = at % text.len();
        let _ = Kept::from_json(&text[..at]);
        let mut damaged = text.into_bytes();
        damaged[at] = b'7';
        if let Ok(Ok(read)) = String::from_utf8(damaged).map(|it| Kept::from_json(&it)) {
            let again = Kept::from_json(&read.progress.to_json(&read.name)).unwrap();
            prop_assert_eq!(again.progress, read.progress);
            prop_assert!(again.left_out.is_empty());
        }
    }

    /// Told by days and answers alone, beside how the bell counts.
    #[test]
    fn the_bell_is_never_early(answers in vec((0_u32..40, 0_u32..3, any::<bool>()), 1..30)) {
        let mut progress = Progress::default();
        let (mut day, mut at) = (100, 0);
        // The day of the last answer that counted, and the gap that follows it at least.
        let mut last: Option<(u32, usize)> = None;
        for (later, sure, right) in answers {
            day += later;
            at += 1;
            let due = progress.bell.due(day).contains(&"05/q3");
            if let Some((counted, row)) = last {
                prop_assert_eq!(due, day >= counted + [1, 3, 7, 16, 35][row]);
            }
            let confidence = confidence(sure);
            progress.ring("05/q3", confidence, right, Now { at, day });
            // The day's limit has nothing to do with the gaps.
            progress.bell.mornings.clear();
            last = match last {
                _ if !right || confidence == Confidence::Guess => Some((day, 0)),
                None => Some((day, 0)),
                Some(before) if !due => Some(before),
                Some((_, row)) if confidence == Confidence::ThinkSo => Some((day, row)),
                Some((_, row)) => Some((day, (row + 1).min(4))),
            };
        }
    }

    #[test]
    fn a_row_of_mornings_only_grows(days in proptest::collection::btree_set(0_u32..60, 0..40)) {
        let mut bell = Bell::default();
        let mut before = 0;
        for day in 0..60 {
            if days.contains(&day) {
                bell.rung(day);
            }
            let streak = bell.streak(day);
            prop_assert!(streak.days >= before);
            before = streak.days;
        }
        prop_assert!(before as usize >= days.len());
    }
}

const MORNING: Now = Now { at: 1_000, day: 20 };

#[test]
fn right_and_sure_moves_along_the_table() {
    let mut progress = Progress::default();
    let mut day = 20;
    for gap in [1, 3, 7, 16, 35, 35] {
        let now = Now {
            at: u64::from(day),
            day,
        };
        progress.ring("05/q3", Confidence::Sure, true, now);
        let next = progress.bell.next(day).unwrap();
        assert_eq!((next.day, next.count), (day + gap, 1));
        // On the day before, nothing; and a right answer then changes nothing.
        assert!(progress.bell.due(day + gap - 1).is_empty());
        let early = Now {
            at: u64::from(day) + 1,
            day: day + gap - 1,
        };
        progress.ring("05/q3", Confidence::Sure, true, early);
        day += gap;
        assert_eq!(progress.bell.due(day), ["05/q3"]);
    }
    let now = Now { at: 900, day };
    progress.ring("05/q3", Confidence::Guess, true, now);
    assert_eq!(progress.bell.next(day).unwrap().day, day + 1);
}

#[test]
fn at_most_ten_a_morning_and_the_oldest_first() {
    let mut progress = Progress::default();
    for (at, day) in [(0, 3), (1, 2), (2, 1)] {
        let answers = (0..6).map(|question| Given {
            question,
            option: 0,
            confidence: Confidence::ThinkSo,
            right: true,
        });
        let now = Now {
            at: u64::from(day),
            day,
        };
        progress.take_quiz(at + 4, answers.collect(), now);
    }
    let due = progress.bell.due(9);
    assert_eq!(due.len(), 10);
    assert_eq!((due[0], due[6]), ("06/q1", "05/q1"));
    assert_eq!(progress.bell.next(9), Some(Due { day: 10, count: 8 }));
    let due: Vec<String> = due.into_iter().map(str::to_owned).collect();
    for (at, item) in (0..).zip(&due) {
        progress.ring(item, Confidence::Sure, true, Now { at, day: 9 });
        assert_eq!(progress.bell.due(9).len(), 9 - at as usize);
    }
    assert_eq!(progress.bell.due(10).len(), 8);
}

#[test]
fn one_day_of_rest_a_week_is_part_of_the_row() {
    let row = |days: &[u32], today: u32| {
        let mut bell = Bell::default();
        days.iter().for_each(|day| bell.rung(*day));
        let Streak { days, paused } = bell.streak(today);
        (days, paused)
    };
    assert_eq!(row(&[], 9), (0, false));
    assert_eq!(row(&[1, 2, 3], 3), (3, false));
    assert_eq!(row(&[1, 2, 3], 4), (3, false), "today may still come");
    assert_eq!(row(&[1, 2, 3], 5), (3, false), "a day of rest");
    assert_eq!(row(&[1, 2, 3], 6), (3, true));
    assert_eq!(row(&[1, 2, 4, 5], 5), (5, false), "the rest counts");
    assert_eq!(row(&[1, 3, 5], 5), (4, false), "one in a week");
    assert_eq!(row(&[1, 3], 5), (3, true));
    assert_eq!(row(&[1, 2, 9], 9), (3, false), "a pause does not break it");
}

#[test]
fn a_task_keeps_the_first_time_it_was_met() {
    let mut progress = Progress::default();
    progress.open_hint("05-2", 1);
    progress.meet("05-2", 4, MORNING);
    progress.open_hint("05-2", 3);
    progress.show("05-2");
    progress.meet("05-2", 2, Now { at: 2_000, day: 21 });
    let task = progress.task("05-2").unwrap();
    assert_eq!((task.met, task.hints, task.shown), (Some(1_000), 1, false));
    assert_eq!(task.edits, Some(2));

    // Elsewhere it was met without help, but later.
    let mut other = Progress::default();
    other.meet("05-2", 9, Now { at: 3_000, day: 22 });
    other.meet("05-3", 1, Now { at: 3_500, day: 22 });
    progress.merge(&other);
    assert_eq!(progress.task("05-2").unwrap().hints, 1);
    assert!(progress.chapter(5).unwrap().is_met("05-3"));
    // What names no chapter is nobody's.
    progress.meet("soup", 1, MORNING);
    assert_eq!(progress.chapters.len(), 1);
}

#[test]
fn a_chapter_is_done_with_its_tasks_and_its_quiz() {
    let mut progress = Progress::default();
    progress.open(7, 1, units(7, 3), MORNING);
    let states = |progress: &Progress| progress.chapter(7).unwrap().progress();
    assert_eq!(states(&progress), [Unit::Here, Unit::Open, Unit::Open]);
    assert_eq!(progress.chapter(7).unwrap().next_task(), Some("07-1"));
    for task in ["07-1", "07-2"] {
        progress.meet(task, 1, MORNING);
    }
    let place = Place {
        at: 2_000,
        unit: 1,
        task: None,
        anchor: String::new(),
    };
    progress.be_at(7, place);
    assert_eq!(states(&progress), [Unit::Done, Unit::Here, Unit::Open]);
    progress.meet("07-3", 1, MORNING);
    assert!(!progress.chapter(7).unwrap().is_done());
    let quiz = |right: u32| {
        let given = |question| Given {
            question,
            option: 0,
            confidence: Confidence::Sure,
            right: question < right,
        };
        (0..6).map(given).collect()
    };
    progress.take_quiz(7, quiz(4), Now { at: 3_000, day: 21 });
    assert!(!progress.chapter(7).unwrap().has_passed());
    progress.take_quiz(7, quiz(5), Now { at: 4_000, day: 21 });
    assert!(progress.chapter(7).unwrap().is_done());
    assert_eq!(states(&progress), [Unit::Done; 3]);
    assert_eq!(progress.last_place().map(|it| it.0), Some(7));

    // A newer lesson has one task more, and what was met stays met.
    progress.open(7, 2, units(7, 4), MORNING);
    assert_eq!(progress.chapter(7).unwrap().next_task(), Some("07-4"));
    assert!(progress.chapter(7).unwrap().is_met("07-3"));
}

#[test]
fn an_unreadable_part_is_left_out_and_named() {
    let text = r#"{
        "format": "cloud-campus-progress", "version": 1, "name": "Asha",
        "chapters": {
            "5": {
                "version": "new",
                "tasks": { "05-1": { "met": 7, "hints": -1 }, "05-2": 4 },
                "quiz": [{ "at": 1, "answers": [{ "question": 0 }] }, {}],
                "read": ["a", 3],
                "place": { "unit": 2 }
            },
            "six": {},
            "7": []
        },
        "bell": { "items": { "05/q1": { "at": 1, "day": 2, "step": 9 } }, "mornings": { "x": 1 } }
    }"#;
    let read = Kept::from_json(text).unwrap();
    assert_eq!(read.name, "Asha");
    let mut expected = [
        "chapters.5.version",
        "chapters.5.tasks.05-1.hints",
        "chapters.5.tasks.05-2",
        "chapters.5.quiz.0.answers.0",
        "chapters.5.quiz.1",
        "chapters.5.read.1",
        "chapters.5.place",
        "chapters.six",
        "chapters.7",
        "bell.items.05/q1",
        "bell.mornings.x",
    ];
    let mut found = read.left_out.clone();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert!(read.progress.chapter(5).unwrap().is_met("05-1"));
    assert!(read.progress.chapter(5).unwrap().read.contains("a"));
}

#[test]
fn what_is_no_progress_is_told_apart_from_what_is_too_new() {
    let newer = r#"{"format": "cloud-campus-progress", "version": 2, "name": "Asha"}"#;
    assert_eq!(Kept::from_json(newer), Err(ProgressError::TooNew));
    for text in ["", "[]", "7", r#"{"format": "cloud-campus", "version": 1}"#] {
        assert_eq!(Kept::from_json(text), Err(ProgressError::Foreign), "{text}");
    }
}
