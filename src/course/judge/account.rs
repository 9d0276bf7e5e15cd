//! What an account is set to, and what is so in it: its people, its trail, its budget.

use serde_json::{Value, json};

use super::say::wish::Wish;
use super::{Judgement, Moment, Scope, State, compare, design};
use crate::architecture::{Account, Budget, IamUser, Kind, Trail};
use crate::course::condition::{ACCOUNT_FACTS, Selector, Test};
use crate::text;

/// Judges a property of the account, or a fact of it.
pub fn judge(fact: &str, test: &Test, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    let architecture = moment.architecture();
    let Some((id, _)) = architecture.all::<Account>().next() else {
        return Judgement::not_yet("there is no AWS account in the drawing");
    };
    if !ACCOUNT_FACTS.contains(&fact) {
        let accounts = Selector::Kinds {
            kinds: vec![Kind::Account],
            bind: None,
            filter: None,
        };
        return design::prop(fact, Some(&accounts), test, moment, scope, wanted);
    }
    let (value, sentence, marks) = match fact {
        "users_without_mfa" => {
            // Who does not sign in to the console needs no device for it.
            let without = architecture
                .all::<IamUser>()
                .filter(|(_, it)| it.console && !it.mfa);
            let ids: Vec<_> = without.map(|(id, _)| id.clone()).collect();
            let sentence = match ids.as_slice() {
                [] => "Every user who signs in has a second factor.".to_owned(),
                ids => {
                    let names = text::list(ids.iter().map(|id| moment.name(id)));
                    let have = if ids.len() == 1 { "has" } else { "have" };
                    format!("{names} {have} no second factor (MFA) yet.")
                }
            };
            (json!(ids.len()), sentence, ids)
        }
        "trail_state" => trail(moment),
        _ => {
            let all = architecture.all::<Budget>();
            let largest = all.max_by_key(|(_, it)| it.limit);
            match largest {
                None => (
                    Value::Null,
                    "There is no budget yet.".to_owned(),
                    Vec::new(),
                ),
                Some((id, it)) => {
                    let limit = text::grouped(it.limit);
                    let sentence =
                        format!("The limit of the budget {} is US${limit}.", moment.name(id));
                    (json!(it.limit), sentence, vec![id.clone()])
                }
            }
        }
    };
    let marks = if marks.is_empty() {
        vec![id.clone()]
    } else {
        marks
    };
    if compare::passes(test, &value, moment, scope) == wanted {
        return Judgement::of(State::Met, sentence).marking(marks);
    }
    let dollars = |it: &Value| match fact {
        "budget_limit" => format!("US${}", compare::plain(it, moment)),
        _ => compare::plain(it, moment),
    };
    let asks = match fact {
        // What a trail should record, and that nobody should be without a device, the
        // sentence says.
        "trail_state" => trail_wish(test, wanted, moment, scope),
        "budget_limit" => Wish {
            verb: "be",
            said: &dollars,
        }
        .sentence(test, wanted, moment, scope),
        _ if test.takes_zero() && wanted => " Nobody should be without one.".to_owned(),
        _ => String::new(),
    };
    let sentence = format!("{sentence}{asks}");
    let judgement = Judgement::of(State::Missing, sentence).marking(marks);
    match wanted {
        true => judgement,
        false => judgement.contrary(),
    }
}

/// What the trail should do.
fn trail_wish(test: &Test, wanted: bool, moment: &Moment, scope: &Scope) -> String {
    let said = |it: &Value| match it.as_str() {
        Some("none") => "missing".to_owned(),
        Some("off") => "switched off".to_owned(),
        Some("all regions") => "recording all Regions".to_owned(),
        Some(_) => "recording one Region".to_owned(),
        None => compare::plain(it, moment),
    };
    let wish = Wish {
        verb: "be",
        said: &said,
    };
    wish.sentence(test, wanted, moment, scope)
}

/// How well the account is recorded: `none`, `off`, `one region` or `all regions`.
fn trail(moment: &Moment) -> (Value, String, Vec<crate::architecture::ResourceId>) {
    let rank = |it: &Trail| match (it.logging, it.multi_region) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    };
    let all = moment.architecture().all::<Trail>();
    let Some((id, it)) = all.max_by_key(|(_, it)| rank(it)) else {
        return (
            json!("none"),
            "There is no trail yet.".to_owned(),
            Vec::new(),
        );
    };
    let name = moment.name(id);
    let (word, sentence) = match rank(it) {
        0 => ("off", format!("The trail {name} is switched off.")),
        1 => (
            "one region",
            format!("The trail {name} records one Region only."),
        ),
        _ => (
            "all regions",
            format!("The trail {name} records all Regions."),
        ),
    };
    (json!(word), sentence, vec![id.clone()])
}
