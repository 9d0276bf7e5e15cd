//! What a formula comes to over the last periods of its metrics.

use super::node::{Function, Node, Values};

/// Computes it: as many values as the longest of the metrics has.
pub(super) fn compute(root: &Node, arrays: &[Values], period: f64) -> Values {
    let length = arrays.iter().map(Vec::len).max().unwrap_or(0);
    let world = World {
        arrays,
        length,
        period,
    };
    let mut value = world.of(root).all(length);
    // What is no number is no value.
    for it in &mut value {
        *it = it.filter(|it| it.is_finite());
    }
    value
}

/// What a part of a formula comes to.
enum Value {
    /// The same in every period.
    Number(Option<f64>),
    /// One for each period.
    Series(Values),
    /// Several.
    Several(Vec<Values>),
}

impl Value {
    fn all(self, length: usize) -> Values {
        match self {
            Self::Number(it) => vec![it; length],
            Self::Series(it) => it,
            // CloudWatch takes one series; of several it is their first.
            Self::Several(all) => all.into_iter().next().unwrap_or_else(|| vec![None; length]),
        }
    }
}

struct World<'a> {
    arrays: &'a [Values],
    length: usize,
    period: f64,
}

impl World<'_> {
    fn of(&self, node: &Node) -> Value {
        match node {
            Node::Number(it) => Value::Number(Some(*it)),
            Node::Metric(index) => {
                let mut values = self.arrays.get(*index).cloned().unwrap_or_default();
                values.resize(self.length, None);
                Value::Series(values)
            }
            Node::Minus(inner) => self.each(self.of(inner), |it| Some(-it)),
            Node::Pair(sign, one, other) => {
                let (one, other) = (self.of(one), self.of(other));
                self.pair(one, other, |one, other| sign.of(one, other))
            }
            Node::Array(nodes) => {
                let mut all = Vec::new();
                for node in nodes {
                    match self.of(node) {
                        Value::Several(more) => all.extend(more),
                        it => all.push(it.all(self.length)),
                    }
                }
                Value::Several(all)
            }
            Node::Call(function, given) => self.call(*function, given),
        }
    }

    fn each(&self, value: Value, change: impl Fn(f64) -> Option<f64>) -> Value {
        let over = |values: Values| values.into_iter().map(|it| it.and_then(&change)).collect();
        match value {
            Value::Number(it) => Value::Number(it.and_then(&change)),
            Value::Series(it) => Value::Series(over(it)),
            Value::Several(all) => Value::Several(all.into_iter().map(over).collect()),
        }
    }

    fn pair(&self, one: Value, other: Value, join: impl Fn(f64, f64) -> Option<f64>) -> Value {
        let join = |one: Option<f64>, other: Option<f64>| join(one?, other?);
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => Value::Number(join(one, other)),
            (Value::Several(all), other) => {
                let other = other.all(self.length);
                let join = |it: Values| zip(it, &other, &join);
                Value::Several(all.into_iter().map(join).collect())
            }
            (one, Value::Several(all)) => {
                let one = one.all(self.length);
                let join = |it: Values| zip(one.clone(), &it, &join);
                Value::Several(all.into_iter().map(join).collect())
            }
            (one, other) => {
                let (one, other) = (one.all(self.length), other.all(self.length));
                Value::Series(zip(one, &other, &join))
            }
        }
    }

    fn call(&self, function: Function, given: &[Node]) -> Value {
        let Some(first) = given.first() else {
            return Value::Number(None);
        };
        let value = self.of(first);
        match function {
            Function::Sum | Function::Average | Function::Minimum | Function::Maximum => {
                self.together(function, value)
            }
            Function::Absolute => self.each(value, |it| Some(it.abs())),
            Function::Ceiling => self.each(value, |it| Some(it.ceil())),
            Function::Floor => self.each(value, |it| Some(it.floor())),
            Function::Period => Value::Number(Some(self.period)),
            Function::Rate => self.series(value, |it| changes(it, self.period, true)),
            Function::Difference => self.series(value, |it| changes(it, self.period, false)),
            Function::Repeat => self.series(value, repeat),
            Function::Linear => self.series(value, linear),
            Function::Fill => {
                let filler = given.get(1).map(|it| self.of(it).all(self.length));
                let filler = filler.unwrap_or_default();
                self.series(value, |it| {
                    let fillers = filler.iter().copied().chain(std::iter::repeat(None));
                    it.iter()
                        .zip(fillers)
                        .map(|(it, filler)| it.or(filler))
                        .collect()
                })
            }
            Function::If => {
                let condition = value.all(self.length);
                let mut branches = given[1..].iter().map(|it| self.of(it).all(self.length));
                let (yes, no) = (branches.next().unwrap_or_default(), branches.next());
                let no = no.unwrap_or_default();
                let chosen = condition.iter().enumerate().map(|(index, it)| {
                    let branch = if (*it)? == 0.0 { &no } else { &yes };
                    branch.get(index).copied().flatten()
                });
                Value::Series(chosen.collect())
            }
        }
    }

    fn series(&self, value: Value, change: impl Fn(&[Option<f64>]) -> Values) -> Value {
        match value {
            Value::Several(all) => Value::Several(all.iter().map(|it| change(it)).collect()),
            it => Value::Series(change(&it.all(self.length))),
        }
    }

    /// Of several side by side, period by period; of one, over all periods.
    /// What is missing is left out (assumption `formula-gaps`).
    fn together(&self, function: Function, value: Value) -> Value {
        match value {
            Value::Number(it) => Value::Number(it),
            Value::Series(it) => Value::Number(fold(function, it.into_iter())),
            Value::Several(all) => {
                let at = |index: usize| {
                    let side = all.iter().map(move |it| it.get(index).copied().flatten());
                    fold(function, side)
                };
                Value::Series((0..self.length).map(at).collect())
            }
        }
    }
}

fn zip(
    one: Values,
    other: &[Option<f64>],
    join: &impl Fn(Option<f64>, Option<f64>) -> Option<f64>,
) -> Values {
    let both = one.into_iter().zip(other);
    both.map(|(one, other)| join(one, *other)).collect()
}

fn fold(function: Function, values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut many = 0.0;
    let mut result: Option<f64> = None;
    for value in values.flatten() {
        many += 1.0;
        result = Some(match (function, result) {
            (_, None) => value,
            (Function::Minimum, Some(before)) => before.min(value),
            (Function::Maximum, Some(before)) => before.max(value),
            (_, Some(before)) => before + value,
        });
    }
    match function {
        Function::Average => result.map(|it| it / many),
        _ => result,
    }
}

/// From each value to the one before it, which may lie some gaps back; a
/// second where a rate is asked for.
fn changes(values: &[Option<f64>], period: f64, rate: bool) -> Values {
    let mut before: Option<(usize, f64)> = None;
    let mut all = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let change = value.zip(before).map(|(value, (place, earlier))| {
            #[expect(clippy::cast_precision_loss, reason = "few periods")]
            let seconds = (index - place) as f64 * period;
            let difference = value - earlier;
            if rate {
                difference / seconds
            } else {
                difference
            }
        });
        all.push(change);
        before = value.map(|it| (index, it)).or(before);
    }
    all
}

fn repeat(values: &[Option<f64>]) -> Values {
    let mut before = None;
    let filled = values.iter().map(|it| {
        before = it.or(before);
        before
    });
    filled.collect()
}

/// Gaps between two values lie on the line between them; before the first and
/// behind the last they stay.
fn linear(values: &[Option<f64>]) -> Values {
    let mut all = values.to_vec();
    let mut before: Option<(usize, f64)> = None;
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        if let Some((place, earlier)) = before {
            #[expect(clippy::cast_precision_loss, reason = "few periods")]
            let part = |it: usize| (it - place) as f64;
            let gaps = all[place + 1..index].iter_mut();
            for (gap, it) in (place + 1..).zip(gaps) {
                *it = Some(earlier + (value - earlier) * part(gap) / part(index));
            }
        }
        before = Some((index, *value));
    }
    all
}
