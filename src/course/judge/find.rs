//! What a selector finds.

use super::{Moment, Scope, State};
use crate::architecture::ResourceId;
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
