//! What holds of the shop of drills: what holds of repair tasks, and that no repair makes
//! something else worse.

use super::walk::{shown, walk};
use super::{keys, play, text};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::lesson::words_of;
use crate::course::read::Fault;
use crate::course::shop::{FILE, Shop};
use crate::rules::{Finding, Severity};

/// What a way is found to hang on; a way that was dead hung on nothing, so this is no
/// trouble that a repair brought.
const WEAK: &str = "single-point-of-failure";

/// The words of a complaint.
const MOST_WORDS: usize = 60;

/// Everything that is wrong with the shop.
pub fn shop_faults(shop: &Shop) -> Vec<Fault> {
    let mut faults = Vec::new();
    play::check(&shop.lesson, &mut faults);
    keys::check(&shop.lesson, &mut faults);
    text::check_short(&shop.lesson.chapter, &mut faults);
    for fault in &mut faults {
        FILE.clone_into(&mut fault.file);
    }
    for topic in &shop.topics {
        let mut all = shop.troubles().iter();
        if !all.any(|it| shop.topic(it) == Some(topic)) {
            let why = "no trouble is about it";
            faults.push(Fault::new(format!("topic {}", topic.id), why).in_file(FILE));
        }
    }
    sound_is_sound(shop, &mut faults);
    for place in walk(&shop.lesson, &mut Vec::new()) {
        let task = place.task;
        let tell = |why: String| Fault::new(format!("task {}", task.id), why).in_file(FILE);
        let complaint = task.symptom.on(None).map_or("", String::as_str);
        let words = words_of(complaint);
        if words > MOST_WORDS {
            faults.push(tell(format!(
                "the complaint has {words} words, at most {MOST_WORDS}"
            )));
        }
        let steps = task.hints.show_on(place.start);
        let figures = &shop.lesson.chapter.figures;
        let Ok((mended, _)) = shown(task, &place.begun, steps, figures) else {
            continue;
        };
        let before = serious(&place.begun);
        for finding in serious(&mended) {
            let same = |it: &Finding| it.code == finding.code && it.resources == finding.resources;
            if finding.code != WEAK && !before.iter().any(same) {
                let why = format!(
                    "after “show me” there is something new, {}: {}",
                    finding.code, finding.sentence
                );
                faults.push(tell(why));
            }
        }
    }
    faults
}

/// What is wrong with a design, remarks aside.
fn serious(document: &Document) -> Vec<Finding> {
    let analysis = Analysis::of(&document.architecture);
    let findings = analysis.findings().iter();
    findings
        .filter(|it| it.severity != Severity::Info)
        .cloned()
        .collect()
}

/// The shop that nobody has broken has nothing that is to be mended.
fn sound_is_sound(shop: &Shop, faults: &mut Vec<Fault>) {
    if let Some(start) = shop.lesson.documents.get("start") {
        for finding in serious(start) {
            let why = format!("{}: {}", finding.code, finding.sentence);
            faults.push(Fault::new("", why).in_file("start.campus.json"));
        }
    }
}
