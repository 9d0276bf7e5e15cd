//! Conditions over conditions: all, any, every, none, so many.

use serde_json::json;

use super::{Judgement, Moment, Scope, State, compare, find, judge};
use crate::architecture::ResourceId;
use crate::course::condition::{Condition, Selector, Test};
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
            let rest = text::count(missing - 1, "more thing", "more things");
            let mut first = first.clone();
            first.sentence = format!("{} And {rest}.", first.sentence);
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
    let nearest = judged
        .iter()
        .find(|it| it.state == State::Missing)
        .or_else(|| judged.first());
    match nearest {
        None => Judgement::unclear("There is nothing to choose from."),
        Some(nearest) => {
            let mut nearest = nearest.clone();
            nearest.sentence = format!("The nearest way: {}", nearest.sentence);
            nearest
        }
    }
}

/// So many parts.
pub fn at_least(count: u32, parts: &[Condition], moment: &Moment, scope: &Scope) -> Judgement {
    let judged: Vec<Judgement> = parts
        .iter()
        .map(|part| judge(part, moment, scope, true))
        .collect();
    let met = judged.iter().filter(|it| it.state == State::Met).count();
    let sentence = format!("{met} of {} done; {count} are needed.", parts.len());
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
            [] => return nothing_there(selector),
            several => {
                let count = several.len();
                let sentence = format!(
                    "There are {} that fit. The task means one.",
                    find::said(selector, count)
                );
                return Judgement::of(State::Missing, sentence).marking(several.iter().cloned());
            }
        }
    }
    judge(inner, moment, &inside, wanted)
}

/// Nothing is there of which something should hold.
pub fn nothing_there(selector: &Selector) -> Judgement {
    let sentence = match selector {
        Selector::Named(name) => format!("{name} is not there yet."),
        Selector::Kinds { filter: None, .. } => {
            format!("There is no {} yet.", find::noun(selector))
        }
        _ => format!("There is no {} yet that fits.", find::noun(selector)),
    };
    Judgement::of(State::Missing, sentence)
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
        0 => format!("There is no {} that fits", find::noun(selector)),
        1 => format!("There is 1 {} that fits", find::noun(selector)),
        many => format!("There are {} that fit", find::said(selector, many)),
    };
    if passes == wanted {
        return Judgement::of(State::Met, format!("{there}.")).marking(found);
    }
    let asks = compare::wanted(test, moment, scope);
    let sentence = match wanted {
        true => format!("{there}. The task asks for {asks}."),
        false => format!("{there}."),
    };
    let mut judgement = Judgement::of(State::Missing, sentence).marking(found);
    judgement.contrary = !wanted || test.takes_zero();
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
            false => nothing_there(of),
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
    let Some((_, first)) = open.first() else {
        let sentence = judged
            .first()
            .map_or(String::new(), |(_, it)| it.sentence.clone());
        return Judgement::of(State::Met, sentence).marking(found);
    };
    let mut sentence = first.sentence.clone();
    if open.len() > 1 {
        let others = open[1..].iter().take(2).map(|(id, _)| moment.name(id));
        let mut others: Vec<String> = others.collect();
        if open.len() > 3 {
            others.push(format!("{} more", open.len() - 3));
        }
        sentence = format!("{sentence} The same for {}.", text::list(others));
    }
    let state = match open.iter().any(|(_, it)| it.state == State::Missing) {
        true => State::Missing,
        false => State::Unclear,
    };
    let mut judgement =
        Judgement::of(state, sentence).marking(open.iter().map(|(id, _)| id.clone()));
    judgement.contrary = first.contrary;
    judgement
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
    nearest.unwrap_or_else(|| nothing_there(of))
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
        return Judgement::of(State::Met, format!("There is no such {}.", find::noun(of)));
    };
    let sentence = match why {
        Some(why) if !why.is_empty() => why.clone(),
        _ => format!("{} should not be there.", moment.name(first)),
    };
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
