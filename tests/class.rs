//! Every chapter can be shown to a class: its steps are short enough for the caption bar,
//! speak of what is drawn, and every question that is asked of hands has its answer.

#[path = "support/course.rs"]
mod course;
#[path = "support/lessons.rs"]
mod lessons;

use std::collections::BTreeSet;

use cloud_campus::analysis::Analysis;
use cloud_campus::course::class::{Answered, Beside, Deck, answered, deck, ends, fits};
use cloud_campus::course::lesson::{Block, BoxKind, Lesson};
use course::catalogue;
use lessons::files_of;

/// Every open chapter as a class.
fn every(visit: &mut dyn FnMut(&str, &Lesson, &Deck)) {
    let mut seen = 0;
    for room in catalogue().rooms.iter().filter(|room| room.open) {
        let lesson = Lesson::read(&files_of(&room.folder)).expect("a chapter that can be read");
        visit(&room.folder, &lesson, &deck(&lesson));
        seen += 1;
    }
    assert_eq!(seen, 24);
}

fn none(problems: &[String]) {
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_caption_takes_two_lines_at_most() {
    let mut problems = Vec::new();
    every(&mut |folder, _, deck| {
        for (place, step) in deck.steps.iter().enumerate() {
            if step.caption.trim().is_empty() || !fits(&step.caption) {
                problems.push(format!("{folder}, step {place}: “{}”", step.caption));
            }
            if step.title.trim().is_empty() {
                problems.push(format!("{folder}, step {place} has no title"));
            }
            if ["**", "`", "{"].iter().any(|it| step.caption.contains(it)) {
                problems.push(format!(
                    "{folder}, step {place}: marks in “{}”",
                    step.caption
                ));
            }
        }
    });
    none(&problems);
}

#[test]
fn every_reference_of_a_step_exists() {
    let mut problems = Vec::new();
    every(&mut |folder, lesson, deck| {
        let mut units = BTreeSet::new();
        let mut last = 0;
        for (place, step) in deck.steps.iter().enumerate() {
            units.insert(step.unit);
            if step.unit < last || step.unit >= deck.units.len() {
                problems.push(format!(
                    "{folder}, step {place} stands in unit {}",
                    step.unit
                ));
            }
            last = step.unit;
            let Some(document) = deck.documents.get(step.document) else {
                problems.push(format!("{folder}, step {place} has no document"));
                continue;
            };
            for id in &step.focus {
                if document.architecture.get(&id.owner()).is_none() {
                    problems.push(format!("{folder}, step {place} speaks of {id}"));
                }
            }
            match &step.beside {
                Beside::Figure(name) if !lesson.chapter.figures.contains_key(name) => {
                    problems.push(format!("{folder}, step {place} shows a figure {name}"));
                }
                Beside::Packet { trace, stop }
                    if ends(trace, *stop, &document.architecture).is_none() =>
                {
                    problems.push(format!("{folder}, step {place} has no stop {stop}"));
                }
                _ => {}
            }
            match step.question.and_then(|it| deck.steps.get(it)) {
                None if step.question.is_some() => {
                    problems.push(format!(
                        "{folder}, step {place} asks a step that is not there"
                    ));
                }
                Some(asking) if !asking.asks() || asking.unit != step.unit => {
                    problems.push(format!("{folder}, step {place} turns into no question"));
                }
                _ => {}
            }
        }
        if units.len() != deck.units.len() {
            problems.push(format!("{folder}: a unit has no step"));
        }
        // Enough for an hour, and no more than a class has patience for.
        let most = if lesson.chapter.number == 24 {
            300
        } else {
            130
        };
        if !(25..=most).contains(&deck.steps.len()) {
            problems.push(format!("{folder} has {} steps", deck.steps.len()));
        }
    });
    none(&problems);
}

#[test]
fn every_question_to_the_class_has_its_answer() {
    let mut problems = Vec::new();
    every(&mut |folder, lesson, deck| {
        let figures = &lesson.chapter.figures;
        let mut hands = 0;
        for (place, step) in deck.steps.iter().enumerate() {
            let Beside::Ask(asked) = &step.beside else {
                continue;
            };
            let analysis = Analysis::of(&deck.documents[step.document].architecture);
            let options = asked.options().len();
            match answered(asked, &analysis, figures) {
                Ok(Answered::Options { right, .. }) => {
                    hands += 1;
                    if right.is_empty() || right.iter().any(|it| *it >= options) {
                        problems.push(format!("{folder}, step {place}: right are {right:?}"));
                    }
                }
                Ok(Answered::Words(words)) => {
                    if words.is_empty() || words.iter().any(|(_, it)| it.trim().is_empty()) {
                        problems.push(format!("{folder}, step {place}: nothing is said"));
                    }
                }
                Err(why) => problems.push(format!("{folder}, step {place}: {why}")),
            }
        }
        if hands < lesson.chapter.quiz.len() {
            problems.push(format!("{folder}: only {hands} questions for hands"));
        }
    });
    none(&problems);
}

/// What the teacher alone reads stands in the notes of every step, and on no step that a
/// class sees.
#[test]
fn notes_for_instructors_are_never_projected() {
    every(&mut |folder, lesson, deck| {
        let blocks = lesson.chapter.units.iter().flat_map(|unit| &unit.blocks);
        let boxes = blocks.filter(|it| matches!(it, Block::Box(BoxKind::Instructor, _)));
        assert!(boxes.count() > 0, "{folder}");
        for step in &deck.steps {
            let own = step.notes.iter().find(|it| it.label == "For this part");
            let own = own.unwrap_or_else(|| panic!("{folder}: {} has no notes", step.caption));
            assert!(
                !own.text.contains(&step.caption),
                "{folder}: {}",
                step.caption
            );
        }
        let mut labels = deck.steps.iter().flat_map(|it| &it.notes);
        let wrong = labels.any(|it| it.label == "The usual wrong answer");
        let told = deck.steps.iter().flat_map(|step| &step.notes);
        if told
            .filter(|it| it.text.contains("usual wrong answer"))
            .count()
            > 0
        {
            assert!(wrong, "{folder} says nowhere what classes get wrong");
        }
    });
}

/// The ninth chapter, as the picture has it: a worked example edit by edit, a request stop by
/// stop, with what is written on the packet.
#[test]
fn the_side_exit_is_built_and_followed() {
    every(&mut |folder, _, deck| {
        if folder != "09-nat-gateway" {
            return;
        }
        let text: Vec<&str> = deck.steps.iter().map(|it| it.caption.as_str()).collect();
        assert!(text.contains(&"On AWS this is a NAT gateway."), "{text:#?}");
        let built = "The NAT gateway of zone b, in the public subnet of zone b.";
        let step = deck.steps.iter().find(|it| it.caption == built);
        let step = step.expect("the second exit is built");
        assert_eq!(step.focus[0].as_str(), "nat-gateway-2");
        let changed = deck.steps.iter().filter_map(|step| match &step.beside {
            Beside::Packet { trace, stop } => {
                let architecture = &deck.documents[step.document].architecture;
                ends(trace, *stop, architecture)
            }
            _ => None,
        });
        let wrote: Vec<String> = changed.filter_map(|it| it.wrote).collect();
        assert!(
            wrote.iter().any(|it| it.starts_with("10.0.3.")),
            "{wrote:?}"
        );
    });
}
