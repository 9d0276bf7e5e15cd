//! Every question has a key that the engine finds, on every document on which it is asked.

use super::{of_task, walk};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::attempt::Attempt;
use crate::course::figures::Figure;
use crate::course::judge::Moment;
use crate::course::judge::answer::{self, Key};
use crate::course::lesson::{Ask, AskKind, Lesson, NumberTruth};
use crate::course::play;
use crate::course::read::Fault;

/// Computes every key.
pub fn check(lesson: &Lesson, faults: &mut Vec<Fault>) {
    let figures = &lesson.chapter.figures;
    // What cannot begin is told where the tasks are played.
    for place in walk(lesson, &mut Vec::new()) {
        let id = &place.task.id;
        for ask in &place.task.asks {
            let analysis = Analysis::of(&place.begun.architecture);
            match answer::key(ask, &analysis, figures) {
                Ok(key) => agrees(ask, &key, &mut |why| faults.push(of_task(id, why))),
                Err(why) => {
                    let on = place
                        .start
                        .map_or(String::new(), |it| format!(" on {}", it.0));
                    let why = format!(
                        "the engine finds no answer{on} to “{}”: {why}",
                        ask.question
                    );
                    faults.push(of_task(id, why));
                }
            }
        }
        if let Some(text) = place.task.after.as_ref().and_then(|it| it.trace.as_ref()) {
            let mut after = place.begun.clone();
            let steps = place.task.hints.show_on(place.start);
            if play::apply(&mut after, steps).is_ok() {
                let analysis = Analysis::of(&after.architecture);
                let attempt = Attempt::new(&analysis);
                if let Err(why) = answer::traced(text, &Moment::new(&analysis, &attempt)) {
                    faults.push(of_task(id, format!("`after.trace` cannot be asked: {why}")));
                }
            }
        }
    }
    for (name, spec) in figures {
        let place = format!("figures.{name}");
        let fault = |why: String| Fault::new(place.clone(), why).in_file("chapter.json");
        let members = serde_json::Value::Object(spec.members.clone());
        if let Err(why) = Figure::read(&spec.widget, &members) {
            faults.push(fault(why.to_string()));
        }
        if let Some(guess) = &spec.guess
            && let Some(start) = lesson.documents.get("start")
        {
            let analysis = Analysis::of(&start.architecture);
            match answer::key(guess, &analysis, figures) {
                Ok(key) => agrees(guess, &key, &mut |why| faults.push(fault(why))),
                Err(why) => faults.push(fault(format!("its guess has no answer: {why}"))),
            }
        }
    }
    check_break(lesson, faults);
}

fn check_break(lesson: &Lesson, faults: &mut Vec<Fault>) {
    let Some(broken) = &lesson.chapter.break_it else {
        return;
    };
    let fault = |why: String| Fault::new("break_it", why).in_file("chapter.json");
    let Some(ask) = &broken.ask else {
        if broken.answer.is_empty() {
            faults.push(fault(
                "it has an `ask` with options, or an `answer`".to_owned(),
            ));
        }
        return;
    };
    let name = broken.start.as_ref().map_or("solution", |it| it.0.as_str());
    let mut document: Document = lesson.documents.get(name).cloned().unwrap_or_default();
    if play::apply(&mut document, &broken.apply).is_ok() {
        let analysis = Analysis::of(&document.architecture);
        if let Err(why) = answer::key(ask, &analysis, &lesson.chapter.figures) {
            faults.push(fault(format!("the engine finds no answer: {why}")));
        }
    }
}

/// What an author has written down agrees with what is computed.
fn agrees(ask: &Ask, key: &Key, tell: &mut dyn FnMut(String)) {
    match (&ask.kind, key) {
        (AskKind::Sort { cards, piles, .. }, Key::Piles(right)) => {
            for (card, pile) in cards.iter().zip(right) {
                if card.pile != *pile {
                    let (theirs, ours) = (&piles[card.pile], &piles[*pile]);
                    tell(format!(
                        "the card “{}” lies on “{theirs}”, and the engine says “{ours}”",
                        card.text
                    ));
                }
            }
        }
        (AskKind::Order { cards, before }, Key::Order(_)) => {
            let given: Vec<usize> = (0..cards.len()).collect();
            if let Some((one, two)) = answer::first_wrong(before, &given) {
                let (one, two) = (&cards[one].text, &cards[two].text);
                tell(format!(
                    "“{one}” must come before “{two}”, and stands behind it"
                ));
            }
        }
        (AskKind::Number { truth, wrong, .. }, Key::Number(right)) => {
            if wrong.iter().any(|it| it.value == *right) {
                tell(format!(
                    "{right} is listed as wrong, and the engine says that it is right"
                ));
            }
            if matches!(truth, NumberTruth::Known(_, source) if source.is_empty()) {
                tell("a number that nothing computes has a `source`".to_owned());
            }
        }
        _ => {}
    }
}
