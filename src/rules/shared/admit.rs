//! The fixes that let a party through: those that a trace of the same call
//! offers (`network/fix`), for all ports and all callers that a finding names.

use crate::architecture::*;
use crate::network::Interface;
use crate::network::fix::Traffic;
use crate::rules::context::Context;
use crate::text::list;

/// The fix that `called` lets `callers` in, who have the same groups.
pub fn admit(
    context: &Context<'_, '_>,
    called: &Interface<'_>,
    ports: &[u16],
    callers: &[&ResourceId],
) -> Option<Remedy> {
    let caller = one_for_all(context, callers)?;
    context
        .network
        .let_in(&called.id, &caller.id, &requests(ports))
}

/// The fix that `callers`, who have the same groups, are let out to `called`.
pub fn allow_out(
    context: &Context<'_, '_>,
    callers: &[&ResourceId],
    ports: &[u16],
    called: &Interface<'_>,
) -> Option<Remedy> {
    let caller = one_for_all(context, callers)?;
    context
        .network
        .let_out(&caller.id, &called.id, &requests(ports))
}

/// The first interface of a resource.
pub fn first<'c>(context: &Context<'c, '_>, id: &ResourceId) -> Option<&'c Interface<'c>> {
    context.network.interfaces_of(id).first()
}

/// Requests over TCP to these ports.
pub fn requests(ports: &[u16]) -> Vec<Traffic> {
    ports.iter().map(|port| Traffic::tcp(*port)).collect()
}

/// The one by which all callers are let through: by their group. Several who
/// are known by where they stand have no one rule in common.
fn one_for_all<'c>(
    context: &Context<'c, '_>,
    callers: &[&ResourceId],
) -> Option<&'c Interface<'c>> {
    let caller = first(context, callers.first()?)?;
    (callers.len() == 1 || !caller.groups.is_empty()).then_some(caller)
}

/// "80", "80 and 8080".
pub fn shown(ports: &[u16]) -> String {
    list(ports.iter().map(ToString::to_string))
}
