//! What has happened since the task began: calls, edits, findings seen, figures.

use serde_json::{Value, json};

use super::say::{selected, things, wish};
use super::{Judgement, Moment, Scope, State, compare, find};
use crate::architecture::ResourceId;
use crate::course::attempt::{Called, differences};
use crate::course::condition::{EventWanted, Op, Presence, Selector, Test};
use crate::course::figures;
use crate::simulation::trail::Camera;
use crate::text;

/// Calls of AWS's API.
pub fn event(wanted: &EventWanted, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let EventWanted { call, on, by } = wanted;
    let about = on
        .as_ref()
        .map(|selector| find::find(selector, moment, scope));
    let calls = moment.attempt.since.calls.iter().filter(|it| {
        (call == "any" || it.call == *call)
            && about.as_ref().is_none_or(|ids| ids.contains(&it.resource))
            && by.as_ref().is_none_or(|by| it.by.eq_ignore_ascii_case(by))
    });
    let called: Vec<&Called> = calls.collect();
    let what = match call.as_str() {
        "any" => "call".to_owned(),
        call => format!("call {call}"),
    };
    let on = match on {
        Some(selector) => format!(" on {}", selected::with_article(selector, moment)),
        None => String::new(),
    };
    let by = match by.as_deref() {
        Some("root") => " by the root user".to_owned(),
        Some(by) => format!(" by {by}"),
        None => String::new(),
    };
    let count = called.len();
    let the = if call == "any" { "No" } else { "The" };
    let now = match count {
        0 if call == "any" => format!("No call{on}{by} was made yet."),
        0 => format!("{the} {what}{on}{by} was not made yet."),
        1 if call == "any" => format!("1 call{on}{by} was made: {}.", called[0].call),
        1 => format!("The {what}{on}{by} was made."),
        many if call == "any" => format!("{many} calls{on}{by} were made."),
        many => format!("The {what}{on}{by} was made {many} times."),
    };
    if compare::passes(test, &json!(count), moment, scope) {
        return Judgement::of(State::Met, now.replace(" yet.", "."));
    }
    let ids = called.iter().map(|it| it.resource.clone());
    match count {
        0 if *test == Test::one_or_more() => Judgement::of(State::Missing, now),
        // It happened, and should not have, or not so often.
        _ if test.takes_zero() => {
            let sentence = format!("{now} There should be none since the task began.");
            Judgement::of(State::Missing, sentence)
                .marking(ids)
                .contrary()
        }
        _ => {
            let said = |it: &Value| compare::plain(it, moment);
            let asks = wish::amount(test, &said, moment, scope);
            Judgement::of(State::Missing, format!("{now} The task asks for {asks}."))
        }
    }
}

/// Whether trails have written all the time since the task began. What a trail does not
/// write while it is stopped, it never writes (SCT-12).
pub fn gap(of: &Selector, is_none: bool, moment: &Moment, scope: &Scope) -> Judgement {
    let architecture = moment.architecture();
    let ids = find::find(of, moment, scope);
    let cameras = Camera::all(architecture, 0);
    let trails: Vec<&Camera> = cameras
        .iter()
        .filter(|it| ids.contains(&it.trail))
        .collect();
    if trails.is_empty() {
        let sentence = selected::missing(of, moment);
        return Judgement::of(State::Missing, format!("{sentence} So nothing is kept."));
    }
    let stopped = |id: &ResourceId| {
        let mut calls = moment.attempt.since.calls.iter();
        calls.any(|it| it.call == "StopLogging" && it.resource == *id)
    };
    let silent = trails.iter().find_map(|it| {
        let name = &it.name;
        if !it.logging {
            return Some((
                it,
                format!("The trail {name} is stopped: what happens now is in no file of it."),
            ));
        }
        if let Some(why) = &it.bucket_refuses {
            return Some((it, why.clone()));
        }
        stopped(&it.trail).then(|| {
            let sentence = format!(
                "The trail {name} was stopped for a while. What happened then is in no file of it."
            );
            (it, sentence)
        })
    });
    match (silent, is_none) {
        (None, is_none) => {
            let names = text::list(trails.iter().map(|it| it.name.clone()));
            let sentence = format!("{names} kept every call since the task began.");
            let state = if is_none { State::Met } else { State::Missing };
            Judgement::of(state, sentence)
        }
        (Some((it, sentence)), true) => Judgement::of(State::Missing, sentence)
            .marking(Some(it.trail.clone()))
            .contrary(),
        (Some((it, sentence)), false) => {
            Judgement::of(State::Met, sentence).marking(Some(it.trail.clone()))
        }
    }
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
    let of = match of {
        Selector::Any => String::new(),
        of => format!(" to {}", selected::with_article(of, moment)),
    };
    let now = match count {
        0 => format!("You have made no change{of} yet."),
        count => {
            let told = text::count(count as usize, "change", "changes");
            format!("You have made {told}{of}.")
        }
    };
    match compare::passes(test, &json!(count), moment, scope) {
        true => Judgement::of(State::Met, now.replace(" yet.", ".")),
        false => {
            let said = |it: &Value| compare::plain(it, moment);
            let asks = wish::amount(test, &said, moment, scope);
            let sentence = format!("{now} The task asks for {asks}.");
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
            None => Judgement::of(State::Met, format!("“{}” is no finding any more.", title())),
            Some(finding) => Judgement::of(State::Missing, finding.sentence.clone())
                .marking(finding.resources.first().cloned())
                .contrary(),
        },
        Presence::Present => match found {
            Some(finding) => Judgement::of(State::Met, finding.sentence.clone())
                .marking(finding.resources.first().cloned()),
            None => Judgement::of(
                State::Missing,
                format!(
                    "The finding “{}” is not there yet. This task asks for it.",
                    title()
                ),
            ),
        },
        Presence::Seen => {
            let seen = found.is_some() || moment.attempt.since.seen.contains(code);
            match seen {
                true => Judgement::of(
                    State::Met,
                    format!("You have seen the finding “{}”.", title()),
                ),
                false => {
                    let sentence = format!(
                        "The finding “{}” has not been there since the task began.",
                        title()
                    );
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
        return Judgement::of(State::Missing, "Nothing was moved in the figure yet.");
    };
    let widget = moment.attempt.since.widgets.get(name);
    let label = widget.and_then(|it| figures::label(it, output));
    let said = |it: &Value| match it {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        it => compare::plain(it, moment),
    };
    // Of an attempt that was kept without its widgets the figure is told without a label.
    let now = match label {
        Some(label) => format!("The figure says “{label}: {}” now.", said(value)),
        None => format!("The figure says “{}” now.", said(value)),
    };
    match compare::passes(test, value, moment, scope) {
        true => Judgement::of(State::Met, now),
        false => {
            // An exact number is what the learner is to find out; a bound may be told.
            let exact = test.0.iter().any(|(op, _)| *op == Op::Eq);
            let asks = match exact && !value.is_boolean() {
                true => "another value".to_owned(),
                false => wish::amount(test, &said, moment, scope),
            };
            Judgement::of(State::Missing, format!("{now} The task asks for {asks}."))
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
            let name = things::at_first(first, &before);
            let sentence = match moment.architecture().get(first) {
                Some(_) => format!("{name} has changed. It should stay as it was."),
                None => format!("{name} is gone. It should stay as it was."),
            };
            Judgement::of(State::Missing, sentence)
                .marking(changed)
                .contrary()
        }
    }
}
