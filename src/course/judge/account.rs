//! What an account is set to, and what is so in it: its people, its trail, its budget.

use serde_json::{Value, json};

use super::{Judgement, Moment, Scope, State, compare, design};
use crate::architecture::{Account, Budget, IamUser, Kind, Trail};
use crate::course::condition::{ACCOUNT_FACTS, Selector, Test};
use crate::text;

/// Judges a property of the account, or a fact of it.
pub fn judge(fact: &str, test: &Test, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    let architecture = moment.architecture();
    let Some((id, _)) = architecture.all::<Account>().next() else {
        return Judgement::unclear("I cannot tell yet: there is no account.");
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
                ids => format!(
                    "Without a second factor: {}.",
                    text::list(ids.iter().map(|id| moment.name(id)))
                ),
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
                    let sentence = format!("{}: the limit is US${limit}.", moment.name(id));
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
    let judgement = Judgement::of(State::Missing, sentence).marking(marks);
    match wanted {
        true => judgement,
        false => judgement.contrary(),
    }
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
        0 => ("off", format!("{name} is switched off.")),
        1 => ("one region", format!("{name} records one Region only.")),
        _ => ("all regions", format!("{name} records all Regions.")),
    };
    (json!(word), sentence, vec![id.clone()])
}
