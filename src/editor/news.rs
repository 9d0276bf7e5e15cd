//! What an edit changed beyond itself, in sentences: findings that came and went,
//! subnets that became public, journeys that broke. Who sees the page sees marks and
//! tags change; who hears it is told.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::architecture::ResourceId;
use crate::rules::{Finding, Severity};
use crate::text::{count, list};

/// How many things a sentence names before it only counts.
const NAMED: usize = 3;

/// A state of the design, with the findings that are told of it at its moment.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// The state.
    pub analysis: &'a Analysis,
    /// What is told of it.
    pub told: &'a [Finding],
}

impl<'a> From<&'a Analysis> for Heard<'a> {
    fn from(analysis: &'a Analysis) -> Self {
        Self {
            analysis,
            told: analysis.findings(),
        }
    }
}

/// What is new since `before`, the most important first; nothing where only the edit
/// itself is.
pub fn news<'a>(before: impl Into<Heard<'a>>, now: impl Into<Heard<'a>>) -> Vec<String> {
    let (before, now) = (before.into(), now.into());
    let mut sentences = journeys(before.analysis, now.analysis);
    sentences.extend(subnets(before.analysis, now.analysis));
    sentences.extend(findings(before, now));
    sentences
}

/// What there is to say of a document that was just opened.
pub fn opened<'a>(title: &str, now: impl Into<Heard<'a>>) -> String {
    let now = now.into();
    let things = count(now.analysis.architecture().len(), "thing", "things");
    format!("{title}: {things}. {}", tally(now.told))
}

/// How many findings there are.
fn tally(findings: &[Finding]) -> String {
    let words = by_severity(findings);
    if words.is_empty() {
        "Nothing to improve.".to_owned()
    } else {
        format!("{}.", list(words))
    }
}

fn by_severity<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<String> {
    let mut counts = [0_usize; 3];
    for finding in findings {
        counts[match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        }] += 1;
    }
    let [errors, warnings, hints] = counts;
    [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (hints, "hint", "hints"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect()
}

/// What is the same finding in two analyses: its sentence may count differently.
fn key(finding: &Finding) -> (&'static str, Option<&ResourceId>) {
    (finding.code, finding.resources.first())
}

/// The findings of `these` that `those` do not have, one for one.
fn beyond<'a>(these: &'a [Finding], those: &[Finding]) -> Vec<&'a Finding> {
    let mut known: Vec<_> = those.iter().map(key).collect();
    let mut new = Vec::new();
    for finding in these {
        match known.iter().position(|it| *it == key(finding)) {
            Some(place) => drop(known.swap_remove(place)),
            None => new.push(finding),
        }
    }
    new
}

fn findings(before: Heard<'_>, now: Heard<'_>) -> Vec<String> {
    let (told_before, told) = (before.told, now.told);
    let now = now.analysis;
    let come = beyond(told, told_before);
    // What went with the thing that it was about was not mended.
    let is_there = |finding: &&Finding| {
        let first = finding.resources.first();
        first.is_none_or(|id| now.architecture().get(&id.owner()).is_some())
    };
    let gone: Vec<&Finding> = beyond(told_before, told)
        .into_iter()
        .filter(is_there)
        .collect();
    let about = |finding: &Finding, analysis: &Analysis| {
        let first = finding.resources.first();
        match first.map(|id| analysis.architecture().name_of(id)) {
            Some(name) => format!("{}, {name}", finding.title),
            None => finding.title.to_owned(),
        }
    };
    let mut sentences = Vec::new();
    match come[..] {
        [] => {}
        [one] => sentences.push(format!("New {}: {}.", word(one.severity), about(one, now))),
        [first, ..] => sentences.push(format!(
            "New: {}. The first is: {}.",
            list(by_severity(come.iter().copied())),
            about(first, now)
        )),
    }
    match gone[..] {
        [] => {}
        [one] => sentences.push(format!("Mended: {}.", about(one, now))),
        _ => sentences.push(format!(
            "Mended: {}.",
            list(by_severity(gone.iter().copied()))
        )),
    }
    if !sentences.is_empty() {
        sentences.push(match told {
            [] => "Nothing to improve now.".to_owned(),
            all => format!("{} in all.", list(by_severity(all))),
        });
    }
    sentences
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "hint",
    }
}

/// Subnets that were there and are of another kind now.
fn subnets(before: &Analysis, now: &Analysis) -> Vec<String> {
    let mut changed: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let kind_of = |analysis: &Analysis, id: &ResourceId| {
        let network = analysis.calm().network();
        network.subnet_kind(id).map(|(kind, _)| kind)
    };
    for facts in now.calm().network().subnets() {
        let id = facts.id;
        let (was, kind) = (kind_of(before, id), kind_of(now, id));
        if let (Some(was), Some(kind)) = (was, kind)
            && was != kind
        {
            let names = changed.entry(kind.word()).or_default();
            names.push(now.architecture().name_of(id));
        }
    }
    let sentence = |(word, names): (&'static str, Vec<String>)| match names.len() {
        1 => format!("{} is {word} now.", list(names)),
        all if all <= NAMED => format!("{} are {word} now.", list(names)),
        all => format!("{all} subnets are {word} now."),
    };
    changed.into_iter().map(sentence).collect()
}

/// Journeys that were declared before and fare differently now.
fn journeys(before: &Analysis, now: &Analysis) -> Vec<String> {
    let earlier = before.calm().journeys();
    let changed = now.calm().journeys().iter().filter_map(|journey| {
        let was = earlier.iter().find(|it| it.id == journey.id)?;
        (was.fails() != journey.fails()).then(|| {
            let name = &journey.name;
            match journey.fails() {
                true => format!("The journey {name} fails now."),
                false => format!("The journey {name} holds now."),
            }
        })
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit};
    use serde_json::json;

    fn notebookly() -> Document {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    fn after(edits: Vec<Edit>) -> (Analysis, Analysis) {
        let mut document = notebookly();
        let before = Analysis::of(&document.architecture);
        for edit in edits {
            document.apply(edit).unwrap();
        }
        (before, Analysis::of(&document.architecture))
    }

    fn named(name: &str) -> ResourceId {
        let document = notebookly();
        let mut all = document.architecture.resources();
        let found = all.find(|(_, it)| it.name == name);
        found.unwrap().0.clone()
    }

    #[test]
    fn nothing_is_said_of_what_changes_nothing_else() {
        let (before, now) = after(Vec::new());
        assert_eq!(news(&before, &now), Vec::<String>::new());
        let id = named("private-a");
        let name = "private-1".to_owned();
        let (before, now) = after(vec![Edit::Rename { id, name }]);
        assert_eq!(news(&before, &now), Vec::<String>::new());
    }

    #[test]
    fn a_subnet_that_becomes_public_is_told_of_and_what_is_found_then() {
        let edit = Edit::set(
            &named("private-a"),
            "route_table",
            json!(named("public-rt")),
        );
        let (before, now) = after(vec![edit.clone()]);
        let said = news(&before, &now);
        assert!(
            said.contains(&"private-a is public now.".to_owned()),
            "{said:?}"
        );
        // The way back says the opposite, of the same things.
        let back = news(&now, &before);
        assert!(
            back.contains(&"private-a is private now.".to_owned()),
            "{back:?}"
        );
        let came = said.iter().filter(|it| it.starts_with("New")).count();
        let went = back.iter().filter(|it| it.starts_with("Mended")).count();
        assert_eq!(came, went);
    }

    #[test]
    fn a_journey_that_breaks_comes_first_and_findings_say_how_many_there_are() {
        let edit = Edit::set(&named("public-rt"), "routes", json!([]));
        let (before, now) = after(vec![edit]);
        let said = news(&before, &now);
        assert!(
            said[0].starts_with("The journey ") && said[0].ends_with(" fails now."),
            "{said:?}"
        );
        assert!(
            said.contains(&"public-a and public-b are isolated now.".to_owned()),
            "{said:?}"
        );
        assert!(said.iter().any(|it| it.starts_with("New")), "{said:?}");
        assert!(said.last().unwrap().ends_with(" in all."), "{said:?}");
        let back = news(&now, &before);
        assert!(back[0].ends_with(" holds now."), "{back:?}");
        assert!(back.iter().any(|it| it.starts_with("Mended")), "{back:?}");
    }

    #[test]
    fn what_went_with_a_deleted_thing_was_not_mended() {
        let wrong = Edit::set(&named("private-a"), "cidr", json!("10.0.0.300/24"));
        let (_, lonely) = after(vec![wrong.clone()]);
        let (_, gone) = after(vec![
            wrong,
            Edit::Delete {
                id: named("private-a"),
            },
        ]);
        let about = |it: &&Finding| it.resources.first() == Some(&named("private-a"));
        assert!(lonely.findings().iter().any(|it| about(&it)));
        let said = news(&lonely, &gone);
        let mended = said.iter().find(|it| it.starts_with("Mended"));
        assert!(
            mended.is_none_or(|it| !it.contains("private-a")),
            "{said:?}"
        );
    }

    #[test]
    fn an_opened_document_says_how_it_stands() {
        let document = notebookly();
        let analysis = Analysis::of(&document.architecture);
        let said = opened(&document.title, &analysis);
        assert!(said.starts_with("Notebookly"), "{said}");
        assert!(said.ends_with('.') && said.contains(" things. "), "{said}");
    }
}
