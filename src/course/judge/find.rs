//! What a selector finds.

use super::{Moment, Scope, State};
use crate::architecture::{Kind, ResourceId};
use crate::course::condition::{MemberOf, Selector};
use crate::network::Role;

/// The things that a selector finds, in order of ids.
pub fn find(selector: &Selector, moment: &Moment, scope: &Scope) -> Vec<ResourceId> {
    let architecture = moment.architecture();
    match selector {
        Selector::Named(text) => named(text, moment).into_iter().collect(),
        Selector::Bound(name) => scope.named(name).cloned().into_iter().collect(),
        Selector::Any => architecture.resources().map(|(id, _)| id.clone()).collect(),
        Selector::Kinds {
            kinds,
            bind,
            filter,
        } => {
            let all = architecture.resources();
            let of_kind =
                all.filter(|(_, resource)| kinds.is_empty() || kinds.contains(&resource.kind()));
            of_kind
                .map(|(id, _)| id)
                .filter(|id| {
                    filter.as_ref().is_none_or(|filter| {
                        let inner = scope.with(id, bind.as_deref());
                        super::judge(filter, moment, &inner, true).state == State::Met
                    })
                })
                .cloned()
                .collect()
        }
        Selector::Members(which, of) => {
            let network = moment.analysis.calm().network();
            let owners = find(of, moment, scope);
            let interfaces = owners.iter().flat_map(|id| network.interfaces_of(id));
            interfaces
                .filter(|it| *which != MemberOf::Primary || it.role != Role::Standby)
                .map(|it| it.id.clone())
                .collect()
        }
    }
}

/// The thing that is called so; a member is called by its id alone.
pub fn named(text: &str, moment: &Moment) -> Option<ResourceId> {
    match text.contains('/') {
        true => Some(ResourceId::new(text)),
        false => moment.architecture().called(text).cloned(),
    }
}

/// What a selector speaks of, in words: "2 subnets", "web-1".
pub fn said(selector: &Selector, count: usize) -> String {
    match selector {
        Selector::Named(name) => name.clone(),
        Selector::Kinds { kinds, .. } => {
            let noun = kinds.first().map_or("thing", |kind: &Kind| kind.noun());
            counted(count, &crate::text::in_a_sentence(noun))
        }
        Selector::Bound(_) | Selector::Any => counted(count, "thing"),
        Selector::Members(..) => counted(count, "member"),
    }
}

/// The noun of what a selector looks for.
pub fn noun(selector: &Selector) -> String {
    let noun = match selector {
        Selector::Kinds { kinds, .. } => kinds.first().map_or("thing", |kind| kind.noun()),
        _ => "thing",
    };
    crate::text::in_a_sentence(noun)
}

/// That nothing is found, as the end of a sentence: "web-1 is not there", "there
/// is no subnet".
pub fn missing(selector: &Selector) -> String {
    match selector {
        Selector::Named(name) => format!("{name} is not there"),
        Selector::Kinds { filter: None, .. } => format!("there is no {}", noun(selector)),
        _ => format!("there is no {} that fits", noun(selector)),
    }
}

/// "1 subnet", "2 NAT gateways".
fn counted(count: usize, noun: &str) -> String {
    crate::text::count(count, noun, &plural(noun))
}

/// More than one of something.
pub fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}
