//! Health checks: the wrong path, the wrong asker, too slow.

use super::super::super::super::record::Cause;
use super::super::super::super::scenario::Deed;
use super::super::super::super::wiring::Program;
use super::super::super::factor::Factor;
use super::super::super::metric::Metric::{
    Failed, HealthyAgain, HealthyEnd, HealthyMin, InstancesGained, Launches, LongestOutage, Success,
};
use super::super::super::words::duration;
use super::super::Look;
use super::{SERVICE, asked};
use crate::architecture::{Edit, HealthCheckType, Instance, LaunchTemplate, TargetGroup};

/// Nobody answers the path that the health check asks for (TG-8, SLB-10).
pub fn health_path(look: &Look, all: &mut Vec<Factor>) {
    let architecture = look.played.architecture();
    for (id, group) in architecture.all::<TargetGroup>() {
        let path = &group.health_path;
        let by_hand = group
            .targets
            .iter()
            .filter_map(|it| architecture.find::<Instance>(it));
        let mut programs: Vec<Program> = by_hand.map(|it| Program::of(&it.user_data)).collect();
        let members = look
            .groups()
            .filter(|(_, it)| it.target_groups.contains(id));
        let templates = members
            .filter_map(|(_, it)| architecture.follow::<LaunchTemplate>(&it.launch_template));
        programs.extend(templates.map(|it| Program::of(&it.user_data)));
        if programs.is_empty() || programs.iter().any(|it| it.answers(path)) {
            continue;
        }
        let right = ["/health", "/healthz", "/"];
        let right = right
            .into_iter()
            .find(|it| programs.iter().all(|program| program.answers(it)));
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, health check path", look.name(id)),
            sentence: format!(
                "It asks for {path}, which no server answers. So every server counts as \
                 unhealthy, and a group that goes by the health check replaces them for ever."
            ),
            amount: String::new(),
            label: right.map_or_else(String::new, |it| format!("Ask for {it}")),
            edits: right.map_or_else(Vec::new, |it| vec![Edit::set(id, "health_path", it)]),
            explains: &[
                HealthyEnd,
                HealthyMin,
                HealthyAgain,
                Success,
                LongestOutage,
                Failed,
                Launches,
                InstancesGained,
            ],
        });
    }
}

/// The application died, and the group asks only after the machine (DRILL-1).
pub fn machine_checks(look: &Look, all: &mut Vec<Factor>) {
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

/// Dead servers were asked until the health check noticed (SLB-8).
pub fn slow_checks(look: &Look, all: &mut Vec<Factor>) {
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
