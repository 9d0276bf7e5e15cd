//! Conditions over conditions: all, any, every, none, so many.

use serde_json::{Value, json};

use super::design::none_there;
use super::say::wish::amount;
use super::say::{selected, things};
use super::{Judgement, Moment, Scope, State, compare, find, judge};
use crate::architecture::ResourceId;
use crate::course::condition::{Condition, Selector, Test, What};
use crate::text;

/// All parts: the first that is missing speaks, and says how many others are.
pub fn all(parts: &[Condition], moment: &Moment, scope: &Scope) -> Judgement {
    let judged: Vec<Judgement> = parts
        .iter()
        .map(|part| judge(part, moment, scope, true))
        .collect();
    let missing = judged
        .iter()
        .filter(|it| it.state == State::Missing)
        .count();
    let first = judged
        .iter()
        .find(|it| it.state == State::Missing)
        .or_else(|| judged.iter().find(|it| it.state == State::Unclear));
    match first {
        None => {
            let sentence = judged
                .first()
                .map_or(String::new(), |it| it.sentence.clone());
            let marks = judged.into_iter().flat_map(|it| it.marks);
            Judgement::of(State::Met, sentence).marking(marks)
        }
        Some(first) if missing > 1 => {
            let rest = text::count(missing - 1, "more part is", "more parts are");
            let mut first = first.clone();
            first.sentence = format!("{} And {rest} missing.", first.sentence);
            first
        }
        Some(first) => first.clone(),
    }
}

/// One part: the nearest way speaks.
pub fn any(parts: &[Condition], moment: &Moment, scope: &Scope) -> Judgement {
    let judged: Vec<Judgement> = parts
        .iter()
        .map(|part| judge(part, moment, scope, true))
        .collect();
    if let Some(met) = judged.iter().find(|it| it.state == State::Met) {
        return met.clone();
    }
    // Of the ways that are open, the one with the fewest parts missing.
    let open = parts.iter().zip(&judged);
    let open = open.filter(|(_, it)| it.state == State::Missing);
    let nearest = open.min_by_key(|(part, _)| parts_missing(part, moment, scope));
    match nearest.map(|(_, it)| it).or_else(|| judged.first()) {
        None => Judgement::unclear("There is nothing to choose from."),
        Some(nearest) => {
            let mut nearest = nearest.clone();
            nearest.sentence = format!("There are several ways. The nearest: {}", nearest.sentence);
            nearest
        }
    }
}

/// How many parts of a condition are missing.
fn parts_missing(condition: &Condition, moment: &Moment, scope: &Scope) -> usize {
    match &condition.what {
        What::All(parts) => parts
            .iter()
            .map(|it| parts_missing(it, moment, scope))
            .sum(),
        _ => usize::from(judge(condition, moment, scope, true).state == State::Missing),
    }
}

/// So many parts.
pub fn at_least(count: u32, parts: &[Condition], moment: &Moment, scope: &Scope) -> Judgement {
    let judged: Vec<Judgement> = parts
        .iter()
        .map(|part| judge(part, moment, scope, true))
        .collect();
    let met = judged.iter().filter(|it| it.state == State::Met).count();
    let next = judged.iter().find(|it| it.state == State::Missing);
    let next = next.filter(|_| met < count as usize);
    let next = next.map_or(String::new(), |it| format!(" The next: {}", it.sentence));
    let is = if met == 1 { "is" } else { "are" };
    let all = parts.len();
    let sentence = format!("{met} of {all} {is} done. The task asks for at least {count}.{next}");
    let state = if met >= count as usize {
        State::Met
    } else {
        State::Missing
    };
    let open = judged.into_iter().filter(|it| it.state == State::Missing);
    Judgement::of(state, sentence).marking(open.flat_map(|it| it.marks))
}

/// Names for what selectors find, one thing each.
pub fn naming(
    names: &[(String, Selector)],
    inner: &Condition,
    moment: &Moment,
    scope: &Scope,
    wanted: bool,
) -> Judgement {
    let mut inside = scope.clone();
    for (name, selector) in names {
        let found = find::find(selector, moment, &inside);
        match found.as_slice() {
            [one] => inside.names.push((name.clone(), one.clone())),
            [] => return none_there(Some(selector), moment),
            several => {
                let count = several.len();
                let several_said = selected::counted(selector, count, moment);
                let sentence = format!("There are {several_said}. The task means one.");
                return Judgement::of(State::Missing, sentence).marking(several.iter().cloned());
            }
        }
    }
    judge(inner, moment, &inside, wanted)
}

/// So many things are found.
pub fn count(
    selector: &Selector,
    test: &Test,
    moment: &Moment,
    scope: &Scope,
    wanted: bool,
) -> Judgement {
    let found = find::find(selector, moment, scope);
    let passes = compare::passes(test, &json!(found.len()), moment, scope);
    let there = match found.len() {
        0 => selected::missing(selector, moment),
        1 => format!("There is {}.", selected::counted(selector, 1, moment)),
        many => format!("There are {}.", selected::counted(selector, many, moment)),
    };
    if passes == wanted {
        return Judgement::of(State::Met, there).marking(found);
    }
    let said = |it: &Value| compare::plain(it, moment);
    let asks = amount(test, &said, moment, scope);
    let sentence = match wanted {
        true if found.is_empty() && *test == Test::one_or_more() => there,
        true if test.takes_zero() => format!("{there} There should be {asks}."),
        true => format!("{there} The task asks for {asks}."),
        false => format!("{there} That is what should not be."),
    };
    let contrary = !wanted || test.takes_zero();
    let mut judgement = Judgement::of(State::Missing, sentence).marking(found);
    judgement.contrary = contrary;
    judgement
}

/// Each thing that is found.
pub fn every(
    of: &Selector,
    must: &Condition,
    or_none: bool,
    moment: &Moment,
    scope: &Scope,
) -> Judgement {
    let found = find::find(of, moment, scope);
    if found.is_empty() {
        return match or_none {
            true => Judgement::of(State::Met, "There is none."),
            false => none_there(Some(of), moment),
        };
    }
    let judged: Vec<(ResourceId, Judgement)> = found
        .iter()
        .map(|id| {
            let inner = inside(of, id, scope);
            (id.clone(), judge(must, moment, &inner, true))
        })
        .collect();
    let open: Vec<&(ResourceId, Judgement)> = judged
        .iter()
        .filter(|(_, it)| it.state != State::Met)
        .collect();
    let Some(&(_, first)) = open.first() else {
        let sentence = judged
            .first()
            .map_or(String::new(), |(_, it)| it.sentence.clone());
        return Judgement::of(State::Met, sentence).marking(found);
    };
    let sentence = format!("{}{}", first.sentence, others(&open, moment));
    let state = match open.iter().any(|(_, it)| it.state == State::Missing) {
        true => State::Missing,
        false => State::Unclear,
    };
    let mut judgement =
        Judgement::of(state, sentence).marking(open.iter().map(|(id, _)| id.clone()));
    judgement.contrary = first.contrary;
    judgement
}

/// What is said of the further things of which something does not hold: of up to three that
/// it is the same, of others that they are not right either.
fn others(open: &[&(ResourceId, Judgement)], moment: &Moment) -> String {
    let [(first, told), rest @ ..] = open else {
        return String::new();
    };
    let told = told.sentence.as_str();
    let about = |id: &ResourceId| told.contains(&moment.name(id));
    let alike = |(id, it): &&&(ResourceId, Judgement)| {
        it.sentence.replace(&moment.name(id), &moment.name(first)) == told
    };
    // What is missing is one thing for all of them, such as the group that all should have.
    if !about(first) && rest.iter().all(|(_, it)| it.sentence == told) {
        return String::new();
    }
    let mut said = String::new();
    let (same, other): (Vec<&&_>, Vec<&&_>) = rest.iter().partition(alike);
    for (all, is_same) in [(same, true), (other, false)] {
        let mut names: Vec<String> = all.iter().take(2).map(|(id, _)| moment.name(id)).collect();
        if all.len() > 2 {
            names.push(format!("{} more", all.len() - 2));
        }
        let are = if names.len() == 1 { "is" } else { "are" };
        let names = text::list(names);
        match (names.is_empty(), is_same) {
            (true, _) => {}
            (false, true) => said.push_str(&format!(" The same is true of {names}.")),
            (false, false) => said.push_str(&format!(" {names} {are} not right yet, either.")),
        }
    }
    said
}

/// One of the things that are found.
pub fn some(of: &Selector, must: &Condition, moment: &Moment, scope: &Scope) -> Judgement {
    let found = find::find(of, moment, scope);
    let mut nearest: Option<Judgement> = None;
    for id in &found {
        let judgement = judge(must, moment, &inside(of, id, scope), true);
        match judgement.state {
            State::Met => return judgement.marking([id.clone()]),
            _ => nearest = nearest.or(Some(judgement.marking([id.clone()]))),
        }
    }
    nearest.unwrap_or_else(|| none_there(Some(of), moment))
}

/// None of the things that are found.
pub fn none(of: &Selector, must: Option<&Condition>, moment: &Moment, scope: &Scope) -> Judgement {
    let found = find::find(of, moment, scope);
    let offenders: Vec<(ResourceId, Option<String>)> = found
        .into_iter()
        .filter_map(|id| match must {
            None => Some((id, None)),
            Some(must) => {
                let judgement = judge(must, moment, &inside(of, &id, scope), true);
                let offends = judgement.state == State::Met;
                offends.then_some((id, Some(judgement.sentence)))
            }
        })
        .collect();
    let Some((first, why)) = offenders.first() else {
        return Judgement::of(
            State::Met,
            selected::missing(of, moment).replace(" yet.", "."),
        );
    };
    let sentence = match why {
        Some(why) if !why.is_empty() => format!("{why} There should be none like this."),
        _ => format!("{} should not be there.", things::at_first(first, moment)),
    };
    let more = match offenders.len() {
        1 => String::new(),
        count => format!(" And {} more like it.", count - 1),
    };
    let sentence = format!("{sentence}{more}");
    Judgement::of(State::Missing, sentence)
        .marking(offenders.iter().map(|(id, _)| id.clone()))
        .contrary()
}

fn inside(of: &Selector, id: &ResourceId, scope: &Scope) -> Scope {
    match of {
        Selector::Kinds { bind, .. } => scope.with(id, bind.as_deref()),
        _ => scope.with(id, None),
    }
}
