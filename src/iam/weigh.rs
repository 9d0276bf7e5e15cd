//! What the statements of one policy say to a question.

use super::condition::{Truth, holds, is_action};
use super::document::{Effect, Match, Policy, Statement};
use super::pattern::{Filled, fill, matches};
use super::principals::{Meant, Subject, means};
use super::question::Asked;

/// How a statement fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It matches.
    Matches,
    /// It is about other principals.
    OtherPrincipal,
    /// It names the whole account and leaves it to the identity policies.
    NamesAccount,
    /// It is about other actions.
    OtherAction,
    /// It is about other resources.
    OtherResource,
    /// Its condition does not hold.
    ConditionFails,
    /// It hangs on something, in words for people.
    HangsOn(Vec<String>),
}

/// A statement, and how it fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub index: usize,
    pub effect: Effect,
    pub seen: Seen,
}

impl Weighed {
    /// Whether a statement of this effect matches.
    pub fn fate(all: &[Self], effect: Effect) -> Truth {
        let mut open = Vec::new();
        for it in all.iter().filter(|it| it.effect == effect) {
            match &it.seen {
                Seen::Matches => return Truth::Yes,
                Seen::HangsOn(why) => open.extend(why.iter().cloned()),
                _ => {}
            }
        }
        if open.is_empty() {
            Truth::No
        } else {
            Truth::Unknown(open)
        }
    }
}

/// Every statement of a policy. Without a subject the policy is one of the
/// asker's own, which names nobody.
pub fn weigh(policy: &Policy, asked: &Asked<'_>, subject: Option<&Subject>) -> Vec<Weighed> {
    let variables = policy.knows_variables();
    policy
        .statements
        .iter()
        .enumerate()
        .map(|(index, it)| Weighed {
            index,
            effect: it.effect,
            seen: see(it, variables, asked, subject),
        })
        .collect()
}

fn see(it: &Statement, variables: bool, asked: &Asked<'_>, subject: Option<&Subject>) -> Seen {
    let mut open = Vec::new();
    let mut account = false;
    if let (Some((principals, not)), Some(subject)) = (&it.principals, subject) {
        match means(principals, *not, subject) {
            Meant::No => return Seen::OtherPrincipal,
            Meant::Yes => {}
            // A deny for an account counts for all who are in it.
            Meant::Account => account = it.effect == Effect::Allow,
            Meant::Unknown(why) => open.push(why),
        }
    }
    let named = it
        .actions
        .patterns()
        .iter()
        .any(|p| is_action(p, asked.action));
    if named != matches!(it.actions, Match::These(_)) {
        return Seen::OtherAction;
    }
    if let Some(resources) = &it.resources {
        match on(resources, variables, asked) {
            Truth::Yes => {}
            Truth::No => return Seen::OtherResource,
            Truth::Unknown(why) => open.extend(why),
        }
    }
    match holds(&it.conditions, variables, asked) {
        Truth::Yes => {}
        Truth::No => return Seen::ConditionFails,
        Truth::Unknown(why) => open.extend(why),
    }
    match (open.is_empty(), account) {
        (true, true) => Seen::NamesAccount,
        (true, false) => Seen::Matches,
        (false, _) => Seen::HangsOn(open),
    }
}

/// Whether a Resource or NotResource element means the resource.
fn on(resources: &Match, variables: bool, asked: &Asked<'_>) -> Truth {
    let not = matches!(resources, Match::Not(_));
    let mut open = Vec::new();
    for pattern in resources.patterns() {
        match fill(pattern, variables, asked) {
            Filled::Pattern(pieces) if matches(&pieces, asked.resource, false) => {
                return if not { Truth::No } else { Truth::Yes };
            }
            Filled::Pattern(_) => {}
            // What has no value matches nothing; what that means for the
            // contrary AWS does not say.
            Filled::Nothing if not => open.push(format!(
                "what {pattern} means where its variable has no value, which is not modelled in NotResource"
            )),
            Filled::Nothing => {}
            Filled::Unknown(key) => open.push(format!("{key}, which the question does not say")),
        }
    }
    match (open.is_empty(), not) {
        (false, _) => Truth::Unknown(open),
        (true, true) => Truth::Yes,
        (true, false) => Truth::No,
    }
}
