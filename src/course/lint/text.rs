//! The limits of a text that somebody reads at night on a phone in a second language.

use std::collections::BTreeSet;

use super::{Glossary, Limits};
use crate::course::lesson::prose::{self, Inline, Node};
use crate::course::lesson::{Block, BoxKind, Chapter, words_of};
use crate::course::read::Fault;

/// The words of a story.
const STORY_WORDS: usize = 120;
/// The words of one screen.
const SCREEN_WORDS: usize = 150;
/// The words of one sentence.
const SENTENCE_WORDS: usize = 32;
/// The words of a sentence on average.
const USUAL_WORDS: f64 = 20.0;

/// Checks the text of a chapter.
pub fn check(chapter: &Chapter, earlier: &Glossary, faults: &mut Vec<Fault>) {
    let mut tell = |why: String| faults.push(Fault::new("", why).in_file("chapter.md"));
    let (mut words, mut sentences) = (0, Vec::new());
    let (mut used, mut cited) = (BTreeSet::new(), BTreeSet::new());
    for unit in &chapter.units {
        // What has been read since the last heading, mark or box.
        let mut screen = (unit.title.clone(), 0);
        for block in &unit.blocks {
            let nodes = match block {
                Block::Prose(nodes) => nodes,
                Block::Box(kind, nodes) => {
                    let count = count(nodes);
                    if *kind == BoxKind::Story && count > STORY_WORDS {
                        tell(format!(
                            "the story has {count} words, at most {STORY_WORDS}"
                        ));
                    }
                    if *kind != BoxKind::Instructor {
                        words += count;
                        collect(nodes, &mut sentences);
                    }
                    mentions(nodes, &mut used, &mut cited);
                    screen.1 = 0;
                    continue;
                }
                _ => {
                    screen.1 = 0;
                    continue;
                }
            };
            for node in nodes {
                if let Node::Heading(_, line) = node {
                    screen = (prose::plain(line), 0);
                }
                let count = count(std::slice::from_ref(node));
                words += count;
                screen.1 += count;
                if screen.1 > SCREEN_WORDS {
                    tell(format!(
                        "the screen “{}” has more than {SCREEN_WORDS} words without a mark or a heading",
                        screen.0
                    ));
                    screen.1 = 0;
                }
            }
            collect(nodes, &mut sentences);
            mentions(nodes, &mut used, &mut cited);
        }
    }
    let most = Limits::of(chapter.number).words;
    if words > most {
        tell(format!("the text has {words} words, at most {most}"));
    }
    for sentence in &sentences {
        let count = words_of(sentence);
        if count > SENTENCE_WORDS {
            tell(format!(
                "{count} words in a sentence, at most {SENTENCE_WORDS}: “{sentence}”"
            ));
        }
    }
    let total: usize = sentences.iter().map(|it| words_of(it)).sum();
    #[allow(clippy::cast_precision_loss, reason = "a few thousand words")]
    let usual = total as f64 / sentences.len().max(1) as f64;
    if usual >= USUAL_WORDS {
        tell(format!(
            "a sentence has {usual:.1} words on average, and should have fewer than 20"
        ));
    }
    let own: BTreeSet<String> = chapter.terms.iter().map(|it| key(&it.term)).collect();
    for term in &used {
        if !own.contains(term) && !earlier.contains_key(term) {
            tell(format!(
                "the term [{term}] is defined nowhere: add it to `terms`"
            ));
        }
    }
    for id in &cited {
        if !chapter.sources.contains_key(id) {
            tell(format!("the source {{{id}}} does not stand in `sources`"));
        }
    }
    check_short(chapter, faults);
}

/// The sentences that stand in `chapter.json`.
pub fn check_short(chapter: &Chapter, faults: &mut Vec<Fault>) {
    let mut look = |place: String, text: &str| {
        for sentence in sentences_of(&prose::plain(&prose::line(text))) {
            let count = words_of(&sentence);
            if count > SENTENCE_WORDS {
                let why =
                    format!("{count} words in a sentence, at most {SENTENCE_WORDS}: “{sentence}”");
                faults.push(Fault::new(place.clone(), why).in_file("chapter.json"));
            }
        }
    };
    for task in &chapter.tasks {
        let place = || format!("task {}", task.id);
        look(place(), &task.text);
        for text in task.hints.nudge.all().chain(task.hints.pointer.all()) {
            look(place(), text);
        }
        for text in task.symptom.all() {
            look(place(), text);
        }
        if let Some(after) = &task.after {
            look(place(), &after.say);
        }
        for step in task.hints.show.all().flatten() {
            look(place(), &step.why);
        }
    }
    for (number, question) in chapter.quiz.iter().enumerate() {
        let place = || format!("quiz question {}", number + 1);
        look(place(), &question.question);
        for option in &question.options {
            look(place(), &option.text);
            look(place(), &option.why);
        }
    }
    for term in &chapter.terms {
        look(format!("terms, {}", term.term), &term.means);
    }
}

/// A term as the glossary keeps it.
pub fn key(term: &str) -> String {
    term.trim().to_lowercase()
}

fn count(nodes: &[Node]) -> usize {
    let mut words = 0;
    prose::lines(nodes, &mut |line, _| words += words_of(&prose::plain(line)));
    words
}

fn collect(nodes: &[Node], sentences: &mut Vec<String>) {
    prose::lines(nodes, &mut |line, heading| {
        if !heading {
            sentences.extend(sentences_of(&prose::plain(line)));
        }
    });
}

/// A text cut into sentences: at a full stop, a question mark or a colon that ends a line.
/// A dot inside an address or a number ends nothing.
fn sentences_of(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    for word in text.split_whitespace() {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        let bare = word.trim_end_matches(['”', '"', ')', '’']);
        if bare.ends_with(['.', '?', '!']) {
            sentences.push(std::mem::take(&mut sentence));
        }
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

/// The terms and the sources that a text names.
fn mentions(nodes: &[Node], used: &mut BTreeSet<String>, cited: &mut BTreeSet<String>) {
    prose::lines(nodes, &mut |line, _| walk(line, used, cited));
}

fn walk(line: &[Inline], used: &mut BTreeSet<String>, cited: &mut BTreeSet<String>) {
    for inline in line {
        match inline {
            Inline::Term { term, text } => {
                used.insert(key(term));
                walk(text, used, cited);
            }
            Inline::Source(id) => {
                cited.insert(id.clone());
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link(_, inner) => {
                walk(inner, used, cited);
            }
            Inline::Text(_) | Inline::Code(_) => {}
        }
    }
}
