//! What has happened since the task began: calls, edits, findings seen, figures.

use serde_json::json;

use super::{Judgement, Moment, Scope, State, compare, find};
use crate::architecture::ResourceId;
use crate::course::attempt::differences;
use crate::course::condition::{Presence, Selector, Test};
use crate::text;

/// Calls of AWS's API.
pub fn event(
    call: &str,
    on: Option<&Selector>,
    test: &Test,
    moment: &Moment,
    scope: &Scope,
) -> Judgement {
    let about = on.map(|selector| find::find(selector, moment, scope));
    let calls = moment.attempt.since.calls.iter().filter(|it| {
        (call == "any" || it.call == call)
            && about.as_ref().is_none_or(|ids| ids.contains(&it.resource))
    });
    let count = calls.count();
    let on = match on {
        Some(selector) => format!(" on {}", find::said(selector, 1)),
        None => String::new(),
    };
    let sentence = match count {
        0 => format!("{call}{on} has not happened yet."),
        _ => format!("{call}{on} has happened."),
    };
    let state = match compare::passes(test, &json!(count), moment, scope) {
        true => State::Met,
        false => State::Missing,
    };
    Judgement::of(state, sentence)
}

/// The fewest edits that lead from the beginning to now.
pub fn edits(of: &Selector, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let all = differences(moment.attempt.begun.architecture(), moment.architecture());
    let about: Option<Vec<ResourceId>> = match of {
        Selector::Any => None,
        // What was deleted is of its kind, too.
        Selector::Kinds {
            kinds,
            filter: None,
            ..
        } => {
            let begun = moment.attempt.begun.architecture();
            let ids = all.iter().map(|(id, _)| id.clone());
            let of_kind = ids.filter(|id| {
                let kind = begun
                    .kind_of(id)
                    .or_else(|| moment.architecture().kind_of(id));
                kind.is_some_and(|kind| kinds.contains(&kind))
            });
            Some(of_kind.collect())
        }
        selector => Some(find::find(selector, moment, scope)),
    };
    let counted = all
        .iter()
        .filter(|(id, _)| about.as_ref().is_none_or(|about| about.contains(id)));
    let (count, ids) = counted.fold((0, Vec::new()), |(count, mut ids), (id, edits)| {
        ids.push(id.clone());
        (count + edits, ids)
    });
    let told = text::count(count as usize, "edit", "edits");
    match compare::passes(test, &json!(count), moment, scope) {
        true => Judgement::of(State::Met, format!("You have made {told}.")),
        false => {
            let asks = compare::wanted(test, moment, scope);
            let sentence = format!("You have made {told}. The task asks for {asks}.");
            Judgement::of(State::Missing, sentence).marking(ids)
        }
    }
}

/// A finding that is there, is not, or was.
pub fn finding(
    code: &str,
    on: Option<&Selector>,
    presence: Presence,
    moment: &Moment,
    scope: &Scope,
) -> Judgement {
    let about = on.map(|selector| find::find(selector, moment, scope));
    let found = moment.analysis.findings().iter().find(|it| {
        it.code == code
            && about
                .as_ref()
                .is_none_or(|ids| it.resources.iter().any(|id| ids.contains(id)))
    });
    let title = || {
        let rule = crate::rules::find(code);
        rule.map_or_else(|| code.to_owned(), |rule| rule.title.to_owned())
    };
    match presence {
        Presence::Absent => match found {
            None => Judgement::of(State::Met, format!("No longer a finding: {}.", title())),
            Some(finding) => Judgement::of(State::Missing, finding.sentence.clone())
                .marking(finding.resources.first().cloned())
                .contrary(),
        },
        Presence::Present => match found {
            Some(finding) => Judgement::of(State::Met, finding.sentence.clone())
                .marking(finding.resources.first().cloned()),
            None => Judgement::of(State::Missing, format!("Not a finding yet: {}.", title())),
        },
        Presence::Seen => {
            let seen = found.is_some() || moment.attempt.since.seen.contains(code);
            match seen {
                true => Judgement::of(State::Met, format!("You have seen it: {}.", title())),
                false => {
                    let sentence = format!("Not seen yet since the task began: {}.", title());
                    Judgement::of(State::Missing, sentence)
                }
            }
        }
    }
}

/// What a figure says.
pub fn figure(name: &str, output: &str, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let outputs = moment.attempt.since.figures.get(name);
    let Some(value) = outputs.and_then(|it| it.get(output)) else {
        return Judgement::of(State::Missing, "The figure has not been moved yet.");
    };
    let what = output.replace('_', " ");
    let said = compare::plain(value, moment);
    match compare::passes(test, value, moment, scope) {
        true => Judgement::of(State::Met, format!("In the figure, {what} is {said}.")),
        false => {
            let asks = compare::wanted(test, moment, scope);
            // An exact number is what the learner is to find out; a bound may be told.
            let bound = test
                .0
                .iter()
                .all(|(op, _)| !matches!(op, crate::course::condition::Op::Eq));
            let sentence = match bound {
                true => format!("In the figure, {what} is {said}. The task asks for {asks}."),
                false => {
                    format!("In the figure, {what} is {said}. The task asks for another value.")
                }
            };
            Judgement::of(State::Missing, sentence)
        }
    }
}

/// Things are as they were.
pub fn unchanged(of: &Selector, moment: &Moment, scope: &Scope) -> Judgement {
    let begun = moment.attempt.begun.architecture();
    let before = Moment::new(&moment.attempt.begun, moment.attempt);
    let ids = find::find(of, &before, scope);
    let changed: Vec<ResourceId> = ids
        .iter()
        .filter(|id| begun.get(id) != moment.architecture().get(id))
        .cloned()
        .collect();
    match changed.first() {
        None => Judgement::of(State::Met, "What stood here before is as it was."),
        Some(first) => {
            let name = begun.name_of(first);
            let sentence = format!("{name} has changed. It should stay as it was.");
            Judgement::of(State::Missing, sentence)
                .marking(changed)
                .contrary()
        }
    }
}
