//! What a run was like that was made since the last change.

use serde_json::json;

use super::say::wish;
use super::{Judgement, Moment, Scope, State, compare};
use crate::course::attempt::{Measured, Ran};
use crate::course::condition::{Op, Operand, RunWanted, Test};
use crate::course::runs::fingerprint;
use crate::simulation::drills::{Bound, drill, said};

/// Judges a run; where it is not `wanted`, its contrary: a run that was not made is neither.
pub fn judge(
    wanted: &RunWanted,
    test: Option<&Test>,
    moment: &Moment,
    scope: &Scope,
    is_wanted: bool,
) -> Judgement {
    let title = match drill(&wanted.scenario) {
        Some(drill) => format!("“{}”", drill.scenario.title),
        None => {
            let why = format!("there is no drill called {}", wanted.scenario);
            return Judgement::not_yet(&why);
        }
    };
    let ran = match latest(wanted, moment) {
        Ok(ran) => ran,
        Err(why) if is_wanted => return Judgement::of(State::Missing, format!("{title} {why}")),
        Err(why) => return Judgement::unclear(format!("{title} {why}")),
    };
    let Some(criterion) = &wanted.criterion else {
        return passed(ran, &title, is_wanted);
    };
    let what = criterion.title();
    let number = match ran.measured.get(&wanted.key()) {
        Some(Measured::Number(number)) => *number,
        Some(Measured::NotKnown(why)) if is_wanted => {
            let sentence = format!("In the run {title}, “{what}” was not measured. {why}");
            return Judgement::of(State::Missing, sentence);
        }
        Some(Measured::NotKnown(why)) => {
            let why = format!("in the run {title}, “{what}” was not measured. {why}");
            return Judgement::not_yet(&why);
        }
        None => {
            let why = format!("{title} was run before this task asked for it. Run it once more");
            return Judgement::not_yet(&why);
        }
    };
    let unit = criterion.metric.unit();
    let sentence = format!("In the run {title}, “{what}” is {}.", said(number, unit));
    let test = match test {
        Some(test) => test,
        None => return Judgement::of(State::Met, sentence),
    };
    let holds = compare::passes(test, &json!(number), moment, scope);
    let asks = match bound(test) {
        Some(bound) => bound.said(unit),
        None => wish::amount(test, &|it| compare::plain(it, moment), moment, scope),
    };
    match (holds, is_wanted) {
        (true, true) => Judgement::of(State::Met, sentence),
        (false, true) => {
            let sentence = format!("{sentence} It should be {asks}.");
            Judgement::of(State::Missing, sentence)
        }
        (true, false) => {
            let sentence = format!("{sentence} It should not be {asks}.");
            Judgement::of(State::Missing, sentence).contrary()
        }
        (false, false) => Judgement::of(State::Met, sentence),
    }
}

/// Whether a run met what its drill asks.
fn passed(ran: &Ran, title: &str, is_wanted: bool) -> Judgement {
    match (ran.failed.first(), is_wanted) {
        (None, true) => Judgement::of(State::Met, format!("{title} was passed.")),
        (Some((what, why)), true) => {
            let more = match ran.failed.len() {
                1 => String::new(),
                2 => " And 1 more point is open.".to_owned(),
                more => format!(" And {} more points are open.", more - 1),
            };
            let sentence = format!("{title} was not passed. “{what}”: {why}{more}");
            Judgement::of(State::Missing, sentence)
        }
        (None, false) => {
            let sentence = format!("{title} was passed, and should not be.");
            Judgement::of(State::Missing, sentence).contrary()
        }
        (Some(_), false) => Judgement::of(State::Met, format!("{title} was not passed.")),
    }
}

/// The latest run that counts; or why none does.
fn latest<'m>(wanted: &RunWanted, moment: &Moment<'m>) -> Result<&'m Ran, &'static str> {
    let runs = moment.attempt.since.runs.iter().rev();
    let mut of_it = runs.filter(|it| it.scenario == wanted.scenario).peekable();
    if of_it.peek().is_none() {
        return Err("has not been run yet.");
    }
    let now = fingerprint(moment.architecture());
    let mut of_now = of_it.filter(|it| it.fingerprint == now).peekable();
    if of_now.peek().is_none() {
        return Err("has not been run since your last change.");
    }
    let mut whole = of_now.filter(|it| !it.touched).peekable();
    if whole.peek().is_none() {
        return Err("was run, and something was done by hand. Run it once more without.");
    }
    let seed = |it: &&Ran| wanted.seed.is_none_or(|seed| seed == it.seed);
    whole
        .find(seed)
        .ok_or("was run with another seed than the task's.")
}

/// A test of plain numbers, to be said in the measure's own unit.
fn bound(test: &Test) -> Option<Bound> {
    let mut bound = Bound::default();
    for (op, operand) in &test.0 {
        let Operand::Plain(value) = operand else {
            return None;
        };
        let place = match op {
            Op::Eq => &mut bound.eq,
            Op::Lt => &mut bound.lt,
            Op::Le => &mut bound.le,
            Op::Gt => &mut bound.gt,
            Op::Ge => &mut bound.ge,
            _ => return None,
        };
        *place = Some(value.as_f64()?);
    }
    Some(bound)
}
