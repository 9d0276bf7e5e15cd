//! What sank a run, the worst first, each with a repair where one edit or two
//! would have helped.

use super::super::super::record::Cause;
use super::super::super::scenario::Deed;
use super::super::super::wiring::Program;
use super::super::factor::Factor;
use super::super::metric::Metric::*;
use super::super::played::Played;
use super::Look;
use super::few::{ceiling, machine_checks, one_server, one_zone, slow_checks, too_few};
use super::files::files;
use super::shared::{SERVICE, asked, many};
use super::unheard::{silent, unwritten, voiceless};
use crate::architecture::{
    Cache, Database, Edit, Instance, Kind, LaunchTemplate, LoadBalancer, ResourceId, TargetGroup,
};
use crate::text::grouped;

/// What sank a run.
pub fn sank(played: &Played) -> Vec<Factor> {
    let look = Look::at(played);
    let mut all = Vec::new();
    health_path(&look, &mut all);
    single_database(&look, &mut all);
    storage(&look, &mut all);
    files(&look, &mut all);
    one_zone(&look, &mut all);
    one_server(&look, &mut all);
    too_few(&look, &mut all);
    machine_checks(&look, &mut all);
    ceiling(&look, &mut all);
    slow_checks(&look, &mut all);
    firewall(&look, &mut all);
    logins(&look, &mut all);
    voiceless(&look, &mut all);
    silent(&look, &mut all);
    unwritten(&look, &mut all);
    all
}

/// Nobody answers the path that the health check asks for (TG-8, SLB-10).
fn health_path(look: &Look, all: &mut Vec<Factor>) {
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

/// A database without a standby was away (SRD-7).
fn single_database(look: &Look, all: &mut Vec<Factor>) {
    let lost = look.lost(&[Cause::NoDatabase]);
    let tried = look.did(|it| matches!(it, Deed::Failover(_)));
    if lost == 0 && !tried {
        return;
    }
    let databases = look.played.architecture().all::<Database>();
    for (id, _) in databases.filter(|(_, it)| !it.multi_az && it.replica_of.is_none()) {
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, Multi-AZ off", look.name(id)),
            sentence: match lost {
                0 => "It has no standby, so there is nothing to fail over to.".to_owned(),
                _ => format!(
                    "It has no standby, so nothing took over while it was away. {} got a 500.",
                    asked(lost)
                ),
            },
            amount: String::new(),
            label: "Turn Multi-AZ on".to_owned(),
            edits: vec![Edit::set(id, "multi_az", true)],
            explains: &[LongestOutage, Success, Failed, Failovers, HealthyAgain],
        });
    }
}

/// Its storage was full, and could not grow (SRD-11, SRD-12).
fn storage(look: &Look, all: &mut Vec<Factor>) {
    let full = look.played.record.database_events.iter();
    let full = full.filter(|it| it.id == "RDS-EVENT-0007" || it.id == "RDS-EVENT-0221");
    let mut told: Vec<&ResourceId> = Vec::new();
    for event in full {
        let Some(database) = look.played.architecture().find::<Database>(&event.database) else {
            continue;
        };
        if database.max_storage.is_some() || told.contains(&&event.database) {
            continue;
        }
        told.push(&event.database);
        let most = database.storage.saturating_mul(5).min(65_536);
        all.push(Factor {
            resource: Some(event.database.clone()),
            what: format!(
                "{}, storage of {} GiB",
                look.name(&event.database),
                database.storage
            ),
            sentence: "It was used up and may not grow by itself, so the database stopped."
                .to_owned(),
            amount: String::new(),
            label: format!("Let it grow up to {most} GiB"),
            edits: vec![Edit::set(&event.database, "max_storage", most)],
            explains: SERVICE,
        });
    }
}

/// A flood got to the servers (DRILL-8).
fn firewall(look: &Look, all: &mut Vec<Factor>) {
    let tallies = look.played.record.tallies.iter();
    let (entered, out) = tallies.fold((0_u64, 0_u64), |(entered, out), it| {
        (
            entered + u64::from(it.attackers_in),
            out + u64::from(it.attackers_out),
        )
    });
    if entered <= out {
        return;
    }
    for (id, balancer) in look.played.architecture().all::<LoadBalancer>() {
        let (what, sentence) = match &balancer.web_acl {
            None => (
                format!("{}, no web ACL", look.name(id)),
                format!(
                    "Nobody turned the flood away: {} requests of it got in.",
                    grouped(entered)
                ),
            ),
            Some(acl) => (
                format!("{}, no limit", look.name(acl)),
                format!(
                    "Its rules let {} requests of the flood in.",
                    grouped(entered)
                ),
            ),
        };
        all.push(Factor {
            resource: Some(balancer.web_acl.as_ref().unwrap_or(id).clone()),
            what,
            sentence,
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: &[AttackersIn, Success, LatencyP95, Failed, LongestOutage],
        });
    }
}

/// Logins were in the memory of servers (SAZ-8).
fn logins(look: &Look, all: &mut Vec<Factor>) {
    let lost: u64 = look
        .played
        .record
        .tallies
        .iter()
        .map(|it| u64::from(it.logins_lost))
        .sum();
    if lost == 0 {
        return;
    }
    let architecture = look.played.architecture();
    let cache = architecture.all::<Cache>().next().map(|(id, _)| id);
    let group = look.groups().next();
    let template = group.and_then(|(_, it)| it.launch_template.as_ref());
    let by_hand = || architecture.ids_of(Kind::Instance).next();
    let Some(id) = template.or_else(by_hand) else {
        return;
    };
    let backends = architecture
        .find::<LaunchTemplate>(id)
        .map(|it| &it.backends);
    let edits = match (cache, backends) {
        (Some(cache), Some(backends)) if !backends.contains(cache) => {
            vec![Edit::insert(id, "backends", backends.len(), cache)]
        }
        _ => Vec::new(),
    };
    all.push(Factor {
        resource: Some(id.clone()),
        what: look.name(id),
        sentence: format!(
            "{} in the memory of servers that are gone. Keep them outside, in ElastiCache.",
            many(lost, "login", "logins")
        ),
        amount: many(lost, "login", "logins"),
        label: match edits.is_empty() {
            true => String::new(),
            false => "Keep them in the cache".to_owned(),
        },
        edits,
        explains: &[LoginsLost],
    });
}
