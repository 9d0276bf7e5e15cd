//! What the design costs, and what was saved since the task began.

use serde_json::{Value, json};

use super::say::{selected, wish};
use super::{Judgement, Moment, Scope, State, compare, find};
use crate::architecture::ResourceId;
use crate::course::condition::{CostWanted, Selector, Test};
use crate::pricing::{Amount, Bill, Line};
use crate::text;

/// Judges what it costs.
pub fn judge(wanted: &CostWanted, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let now = Share::of(wanted, moment, scope);
    let begun = wanted.saved.then(|| {
        let before = Moment::new(&moment.attempt.begun, moment.attempt);
        Share::of(wanted, &before, scope)
    });
    let unknown = begun.as_ref().and_then(|begun| begun.unknown);
    if let Some(line) = unknown.or(now.unknown) {
        return Judgement::not_yet(&format!("the price of {} is not known", line.what));
    }
    let monthly = match &begun {
        Some(begun) => begun.usd - now.usd,
        None => now.usd,
    };
    let (amount, digits, per) = match wanted.monthly {
        true => (monthly.cents(), 2, "a month"),
        false => (monthly.over(730).to_digits(4), 4, "an hour"),
    };
    let about = match &wanted.of {
        Some(selector @ Selector::Named(_)) => selected::one(selector, moment),
        Some(selector) => selected::counted(selector, now.ids.len(), moment),
        None => "the design".to_owned(),
    };
    let size = amount.size().fixed(digits);
    let costs = match (&wanted.of, now.ids.len()) {
        (None, _) | (Some(_), 1) => "costs",
        _ => "cost",
    };
    let (verb, mut sentence) = match (wanted.saved, amount.is_negative()) {
        (true, false) => {
            let of = wanted
                .of
                .as_ref()
                .map_or(String::new(), |_| format!(" on {about}"));
            (
                "You should save",
                format!("You have saved about US${size} {per}{of}."),
            )
        }
        (true, true) => {
            let now = format!(
                "{} {costs} about US${size} {per} more than before.",
                text::capitalised(&about)
            );
            ("You should save", now)
        }
        (false, _) => {
            let about = match &wanted.of {
                Some(Selector::Named(_)) => about,
                _ => text::capitalised(&about),
            };
            (
                "It should be",
                format!("{about} {costs} about US${size} {per}."),
            )
        }
    };
    if let Some((line, part)) = now.largest
        && !wanted.saved
        && wanted.monthly
    {
        sentence.push_str(&format!(
            " The largest part is “{}”: US${}.",
            line.what,
            part.fixed(2)
        ));
    }
    // A test compares numbers as JSON has them; cents survive that.
    let value = json!(amount.approximate());
    if compare::passes(test, &value, moment, scope) {
        return Judgement::of(State::Met, sentence);
    }
    let said = |it: &Value| format!("US${}", compare::plain(it, moment));
    let asks = wish::amount(test, &said, moment, scope);
    let sentence = format!("{sentence} {verb} {asks}.");
    Judgement::of(State::Missing, sentence).marking(now.ids)
}

/// What things have of a bill.
struct Share<'b> {
    usd: Amount,
    /// The line of which they have most, and how much.
    largest: Option<(&'b Line, Amount)>,
    /// A line of theirs whose price is not known.
    unknown: Option<&'b Line>,
    /// They themselves, where somebody asked for some.
    ids: Vec<ResourceId>,
}

impl<'b> Share<'b> {
    fn of(wanted: &CostWanted, moment: &Moment<'b>, scope: &Scope) -> Self {
        let bill: &'b Bill = moment.analysis.bill();
        let of = wanted.of.as_ref();
        let ids = of.map(|selector| find::find(selector, moment, scope));
        let mut share = Self {
            usd: Amount::ZERO,
            largest: None,
            unknown: None,
            ids: Vec::new(),
        };
        for line in &bill.lines {
            let meant = line
                .parts
                .iter()
                .filter(|part| match (&ids, &part.resource) {
                    (None, _) => true,
                    (Some(ids), Some(id)) => ids.contains(id),
                    (Some(_), None) => false,
                });
            let mut usd = None;
            for part in meant {
                *usd.get_or_insert(Amount::ZERO) += part.usd;
            }
            let Some(usd) = usd else {
                continue;
            };
            share.usd += usd;
            if line.price.is_none() {
                share.unknown.get_or_insert(line);
            }
            if !usd.is_zero() && share.largest.is_none_or(|(_, most)| most < usd) {
                share.largest = Some((line, usd));
            }
        }
        share.ids = ids.unwrap_or_default();
        share
    }
}
