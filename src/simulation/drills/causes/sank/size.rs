//! Too few servers, and those that may not become more.

use super::super::super::super::record::Cause;
use super::super::super::super::scenario::Deed;
use super::super::super::factor::Factor;
use super::super::super::metric::Metric::{
    self, Failed, InstancesGained, InstancesMax, LatencyP50, LatencyP95, LongestOutage, Success,
};
use super::super::super::tally::outage;
use super::super::Look;
use super::{SERVICE, asked};
use crate::architecture::Edit;

/// A group had one server only, and it was away (ASG-23).
pub fn one_server(look: &Look, all: &mut Vec<Factor>) {
    let dark = outage(&look.played.record.tallies).is_some();
    if !dark
        && look.lost(&[
            Cause::NoTarget,
            Cause::Refused,
            Cause::TimedOut,
            Cause::Closed,
        ]) == 0
    {
        return;
    }
    let (_, before) = look.servers();
    for (id, group) in look.groups() {
        if group.min_size > 1 || before > 1 {
            continue;
        }
        let mut edits = vec![Edit::set(id, "min_size", 2)];
        if group.max_size < 2 {
            edits.insert(0, Edit::set(id, "max_size", 2));
        }
        if group.desired < 2 {
            edits.push(Edit::set(id, "desired", 2));
        }
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, minimum {}", look.name(id), group.min_size),
            sentence: "Only one server ran, so nobody answered until another one had started."
                .to_owned(),
            amount: String::new(),
            label: "Keep two servers".to_owned(),
            edits,
            explains: SERVICE,
        });
    }
}

/// With one server less, the others had too much to do (SAZ-7).
pub fn too_few(look: &Look, all: &mut Vec<Factor>) {
    let overload = look.lost(&[Cause::Overloaded, Cause::Left]);
    let (most, before) = look.servers();
    let fewer = look.did(|it| {
        matches!(
            it,
            Deed::FailZone(_)
                | Deed::Stop(_)
                | Deed::Terminate(_)
                | Deed::Crash(_)
                | Deed::Refresh(_)
        )
    });
    if overload == 0 || !fewer || before < 2 {
        return;
    }
    for (id, group) in look.groups().filter(|(_, it)| it.min_size <= before) {
        let wanted = before.saturating_mul(2);
        let mut edits = Vec::new();
        if group.max_size < wanted {
            edits.push(Edit::set(id, "max_size", wanted));
        }
        edits.push(Edit::set(id, "min_size", wanted));
        if group.desired < wanted {
            edits.push(Edit::set(id, "desired", wanted));
        }
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, {before} servers", look.name(id)),
            sentence: format!(
                "Those that were left had too much to do: {} found no room. At most {most} ran.",
                asked(overload)
            ),
            amount: String::new(),
            label: format!("Keep {wanted} servers on such an evening"),
            edits,
            explains: SERVICE,
        });
    }
}

/// A group could not grow: its maximum was reached, or no policy told it to.
pub fn ceiling(look: &Look, all: &mut Vec<Factor>) {
    let overload = look.lost(&[Cause::Overloaded, Cause::Left, Cause::NoConnection]);
    if !look.had_more_work() && overload == 0 {
        return;
    }
    let (most, _) = look.servers();
    const GROWTH: &[Metric] = &[
        InstancesMax,
        InstancesGained,
        Success,
        LatencyP95,
        LatencyP50,
        LongestOutage,
        Failed,
    ];
    for (id, group) in look.groups() {
        let cut = match overload {
            0 => String::new(),
            _ => format!(" {} found no room.", asked(overload)),
        };
        if most >= group.max_size {
            let more = group.max_size.saturating_mul(2).clamp(2, 10_000);
            all.push(Factor {
                resource: Some(id.clone()),
                what: format!("{}, maximum {}", look.name(id), group.max_size),
                sentence: format!("It had as many servers as it may and could not grow.{cut}"),
                amount: String::new(),
                label: format!("Allow {more}"),
                edits: vec![Edit::set(id, "max_size", more)],
                explains: GROWTH,
            });
        } else if group.policies.is_empty() {
            all.push(Factor {
                resource: Some(id.clone()),
                what: format!("{}, no scaling policy", look.name(id)),
                sentence: format!("Nothing told it to grow.{cut}"),
                amount: String::new(),
                label: String::new(),
                edits: Vec::new(),
                explains: GROWTH,
            });
        }
    }
}
