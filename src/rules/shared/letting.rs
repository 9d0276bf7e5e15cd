//! How rules speak of groups that do not let somebody out, and the remedy.

use crate::architecture::*;
use crate::network::Direction;
use crate::network::fix::{Traffic, Whom, open_group};
use crate::rules::context::Context;

/// The fix that lets somebody call out: one more rule in the only group of the
/// one who calls, naming the only group of the one who is called.
pub fn allow_out(
    context: &Context<'_, '_>,
    callers: &[ResourceId],
    port: u16,
    groups: &[ResourceId],
) -> Option<Remedy> {
    let ([caller], [group]) = (callers, groups) else {
        return None;
    };
    let whom = Whom::Group(group.clone());
    open_group(
        context.architecture,
        caller,
        Direction::Outbound,
        Traffic::tcp(port),
        &whom,
    )
}

/// "A does not let", "A and B do not let": of the groups of somebody.
pub fn do_not_let(context: &Context<'_, '_>, groups: &[ResourceId]) -> String {
    let verb = if groups.len() == 1 { "does" } else { "do" };
    format!("{} {verb} not let", context.names(groups))
}
