//! Too few servers, in too few places, or noticed too late.

use super::super::super::record::Cause;
use super::super::super::scenario::Deed;
use super::super::factor::Factor;
use super::super::metric::Metric::{self, *};
use super::super::tally::outage;
use super::super::words::duration;
use super::Look;
use super::shared::{SERVICE, asked};
use crate::architecture::{Edit, HealthCheckType, LoadBalancer, ResourceId, Subnet, TargetGroup};

/// All servers of a group stood in the zone that was lost (SAZ-1, SAZ-4).
pub(super) fn one_zone(look: &Look, all: &mut Vec<Factor>) {
    let Some(lost) = look.lost_zone() else {
        return;
    };
    let architecture = look.played.architecture();
    for (id, group) in look.groups() {
        let zones: Vec<&str> = group
            .subnets
            .iter()
            .filter_map(|it| look.zone(it))
            .collect();
        if zones.is_empty() || zones.iter().any(|it| *it != lost) {
            continue;
        }
        // A subnet of the same VPC elsewhere that obeys a table of its own
        // as private ones do: one that no load balancer stands in.
        let vpc = group
            .subnets
            .first()
            .and_then(|it| architecture.find::<Subnet>(it));
        let vpc = vpc.and_then(|it| it.vpc.clone());
        let entrances: Vec<&ResourceId> = architecture
            .all::<LoadBalancer>()
            .flat_map(|(_, it)| &it.subnets)
            .collect();
        let other = architecture.all::<Subnet>().find(|(id, it)| {
            it.vpc == vpc && !it.zone.is_empty() && it.zone != lost && !entrances.contains(id)
        });
        let mut subnets = group.subnets.clone();
        subnets.extend(other.map(|(id, _)| id.clone()));
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, one zone", look.name(id)),
            sentence: format!(
                "All its servers stood in {lost}, and it may start none anywhere else."
            ),
            amount: String::new(),
            label: other.map_or_else(String::new, |(id, _)| {
                format!("Add the subnet {}", look.name(id))
            }),
            edits: match other {
                Some(_) => vec![Edit::set(id, "subnets", subnets)],
                None => Vec::new(),
            },
            explains: SERVICE,
        });
    }
}

/// A group had one server only, and it was away (ASG-23).
pub(super) fn one_server(look: &Look, all: &mut Vec<Factor>) {
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
pub(super) fn too_few(look: &Look, all: &mut Vec<Factor>) {
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

/// The application died, and the group asks only after the machine (DRILL-1).
pub(super) fn machine_checks(look: &Look, all: &mut Vec<Factor>) {
    if !look.did(|it| matches!(it, Deed::Crash(_))) {
        return;
    }
    for (id, group) in look
        .groups()
        .filter(|(_, it)| it.health_check == HealthCheckType::Ec2)
    {
        let _ = group;
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, health check EC2", look.name(id)),
            sentence: "The machine ran on, so the group took the server for healthy and never \
                       replaced it. The load balancer knew better."
                .to_owned(),
            amount: String::new(),
            label: "Go by the load balancer's health check".to_owned(),
            edits: vec![Edit::set(id, "health_check", HealthCheckType::Elb)],
            explains: SERVICE,
        });
    }
}

/// A group could not grow: its maximum was reached, or no policy told it to.
pub(super) fn ceiling(look: &Look, all: &mut Vec<Factor>) {
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

/// Dead servers were asked until the health check noticed (SLB-8).
pub(super) fn slow_checks(look: &Look, all: &mut Vec<Factor>) {
    // Where there is too much to do, requests fail at living servers, too.
    if look.lost(&[Cause::Overloaded, Cause::Left]) > look.lost(&[Cause::Refused]) {
        return;
    }
    let lost = look.lost(&[Cause::Refused, Cause::TimedOut]);
    if lost == 0 {
        return;
    }
    for (id, group) in look.played.architecture().all::<TargetGroup>() {
        if group.health_interval <= 10 {
            continue;
        }
        let mut edits = Vec::new();
        if group.health_timeout >= 10 {
            edits.push(Edit::set(id, "health_timeout", 5));
        }
        edits.push(Edit::set(id, "health_interval", 10));
        let longest = group
            .health_interval
            .saturating_mul(group.unhealthy_threshold);
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, every {} s", look.name(id), group.health_interval),
            sentence: format!(
                "It takes {} failed checks, up to {}, until a dead server is left alone. {} went \
                 to dead servers.",
                group.unhealthy_threshold,
                duration(longest),
                asked(lost)
            ),
            amount: asked(lost),
            label: "Check every 10 s".to_owned(),
            edits,
            explains: &[Success, Failed, LongestOutage],
        });
    }
}
