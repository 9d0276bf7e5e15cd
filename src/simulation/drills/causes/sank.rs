//! What sank a run, the worst first, each with a repair where one edit or two
//! would have helped.

use super::super::super::record::{AlarmState, Cause};
use super::super::super::scenario::Deed;
use super::super::super::wiring::Program;
use super::super::factor::Factor;
use super::super::metric::Metric::{self, *};
use super::super::played::Played;
use super::super::tally::outage;
use super::super::words::duration;
use super::Look;
use crate::architecture::{
    Alarm, Cache, Database, Edit, HealthCheckType, Instance, Kind, LaunchTemplate, LoadBalancer,
    ResourceId, Subnet, TargetGroup, Trail,
};
use crate::text::{self, grouped, list};

/// The measures that customers feel.
const SERVICE: &[Metric] = &[Success, LongestOutage, Failed, HealthyAgain, LatencyP95];

/// What sank a run.
pub fn sank(played: &Played) -> Vec<Factor> {
    let look = Look::at(played);
    let mut all = Vec::new();
    health_path(&look, &mut all);
    single_database(&look, &mut all);
    storage(&look, &mut all);
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

fn asked(requests: u64) -> String {
    many(requests, "request", "requests")
}

fn many(number: u64, one: &str, several: &str) -> String {
    let noun = if number == 1 { one } else { several };
    format!("{} {noun}", grouped(number))
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

/// All servers of a group stood in the zone that was lost (SAZ-1, SAZ-4).
fn one_zone(look: &Look, all: &mut Vec<Factor>) {
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
fn one_server(look: &Look, all: &mut Vec<Factor>) {
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
fn too_few(look: &Look, all: &mut Vec<Factor>) {
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
fn machine_checks(look: &Look, all: &mut Vec<Factor>) {
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
fn ceiling(look: &Look, all: &mut Vec<Factor>) {
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
fn slow_checks(look: &Look, all: &mut Vec<Factor>) {
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

/// A formula had no value while errors were counted: errors are counted only
/// when there are some (SLB-27, SIM-3), and a sum with a gap in it is a gap.
fn voiceless(look: &Look, all: &mut Vec<Factor>) {
    let failed: u64 = look.failed.iter().sum();
    let stories = look
        .played
        .record
        .alarms
        .iter()
        .filter(|it| !it.of_a_policy);
    for story in stories {
        let Some(alarm) = look.played.architecture().find::<Alarm>(&story.of) else {
            continue;
        };
        let errors = alarm.metrics.iter().filter(|it| it.metric.contains("5XX"));
        let bare: Vec<&str> = errors
            .map(|it| it.id.as_str())
            .filter(|it| !is_filled(&alarm.expression, it))
            .collect();
        let rang = story.changes.iter().any(|it| it.state == AlarmState::Alarm);
        let has_value = |(at, value): &(u32, Option<f64>)| *at >= look.fault && value.is_some();
        if rang || failed == 0 || bare.is_empty() || story.values.iter().any(has_value) {
            continue;
        }
        let mut expression = alarm.expression.clone();
        for id in &bare {
            expression = filled(&expression, id);
        }
        all.push(Factor {
            resource: Some(story.of.clone()),
            what: format!("{}, its formula", story.name),
            sentence: format!(
                "It had no value. Errors are counted only when there are some, and a sum of two \
                 has no value while one of them is missing: write FILL({}, 0).",
                bare.first().copied().unwrap_or_default()
            ),
            amount: String::new(),
            label: "Count missing errors as 0".to_owned(),
            edits: vec![Edit::set(&story.of, "expression", expression)],
            explains: &[AlarmRang, AlarmAfter, MailArrived, MailAfter],
        });
    }
}

/// Where a name stands in a formula, as a word of its own.
fn places(formula: &str, name: &str) -> Vec<usize> {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let found = formula.match_indices(name).filter(|(at, _)| {
        let before = formula[..*at].chars().next_back();
        let after = formula[at + name.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    });
    found.map(|(at, _)| at).collect()
}

fn is_filled(formula: &str, name: &str) -> bool {
    let places = places(formula, name);
    places
        .iter()
        .all(|at| formula[..*at].trim_end().ends_with("FILL("))
}

/// The formula with gaps of a name filled with 0.
fn filled(formula: &str, name: &str) -> String {
    let mut text = formula.to_owned();
    for at in places(formula, name).into_iter().rev() {
        text.replace_range(at..at + name.len(), &format!("FILL({name}, 0)"));
    }
    text
}

/// Customers were sent away, and no alarm rang or nobody was told.
fn silent(look: &Look, all: &mut Vec<Factor>) {
    const ALARMS: &[Metric] = &[AlarmRang, AlarmAfter, MailArrived, MailAfter];
    let own = || {
        look.played
            .record
            .alarms
            .iter()
            .filter(|it| !it.of_a_policy)
    };
    let rang: Vec<_> = own()
        .filter(|it| it.changes.iter().any(|it| it.state == AlarmState::Alarm))
        .collect();
    let dark = outage(&look.played.record.tallies);
    if rang.is_empty() && dark.is_some() {
        let none = own().next().is_none();
        all.push(Factor {
            resource: None,
            what: if none { "No alarm" } else { "No alarm rang" }.to_owned(),
            sentence: format!(
                "Customers were sent away for {}, and nobody was woken.",
                duration(dark.map_or(0, |(_, it)| it))
            ),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: ALARMS,
        });
    }
    // The mails of an alarm that were dropped, once for each reason.
    let mut told: Vec<&str> = Vec::new();
    for mail in look
        .played
        .record
        .mails
        .iter()
        .filter(|it| !it.dropped.is_empty())
    {
        if told.contains(&&*mail.dropped) {
            continue;
        }
        told.push(&mail.dropped);
        all.push(Factor {
            resource: Some(mail.of.clone()),
            what: look.name(&mail.of),
            sentence: format!(
                "Its mail reached nobody: {}.",
                mail.dropped.trim_end_matches('.')
            ),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: &[MailArrived, MailAfter],
        });
    }
    let mute: Vec<String> = rang
        .iter()
        .filter(|it| look.played.record.mails.iter().all(|mail| mail.of != it.of))
        .map(|it| it.name.clone())
        .collect();
    if rang.len() == mute.len() && !mute.is_empty() && dark.is_some() {
        all.push(Factor {
            resource: rang.first().map(|it| it.of.clone()),
            what: list(mute),
            sentence: "It rang, and told nobody.".to_owned(),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: &[MailArrived, MailAfter],
        });
    }
}

/// Calls were made that nobody wrote down.
fn unwritten(look: &Look, all: &mut Vec<Factor>) {
    const BOOK: &[Metric] = &[
        EventRecorded,
        EventDeliveredAfter,
        CallsMissed,
        Gap,
        AlarmRang,
        AlarmAfter,
        MailAfter,
    ];
    let calls = &look.played.record.calls;
    let missed = calls.iter().filter(|it| it.delivered.is_none()).count();
    let mut trails = look.played.architecture().all::<Trail>().peekable();
    let stops = look.did(|it| matches!(it, Deed::StopLogging(_)));
    if trails.peek().is_none() && (missed > 0 || stops) {
        all.push(Factor {
            resource: None,
            what: "No trail".to_owned(),
            sentence: "Nobody writes the calls down. The last 90 days of them can be looked up, \
                       and no alarm can hear them."
                .to_owned(),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: BOOK,
        });
        return;
    }
    for (id, trail) in trails {
        if stops && trail.log_group.is_none() {
            all.push(Factor {
                resource: Some(id.clone()),
                what: format!("{}, no log group", look.name(id)),
                sentence: "Its records go to the bucket alone, where no metric filter reads them. \
                           So no alarm can ring on a call."
                    .to_owned(),
                amount: String::new(),
                label: String::new(),
                edits: Vec::new(),
                explains: &[AlarmRang, AlarmAfter, MailAfter],
            });
        }
        if missed > 0 && !trail.logging {
            all.push(Factor {
                resource: Some(id.clone()),
                what: format!("{}, logging off", look.name(id)),
                sentence: format!(
                    "It records nothing. {} went unseen.",
                    text::capitalised(&text::count(missed, "call", "calls"))
                ),
                amount: String::new(),
                label: "Start logging".to_owned(),
                edits: vec![Edit::set(id, "logging", true)],
                explains: BOOK,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaps_of_a_formula_are_filled() {
        let formula = "100 * (elb + targets) / requests";
        assert!(!is_filled(formula, "elb"));
        let once = filled(formula, "elb");
        assert_eq!(once, "100 * (FILL(elb, 0) + targets) / requests");
        assert!(is_filled(&once, "elb"));
        // A name inside another is another.
        assert_eq!(filled("elb_500 / elb", "elb"), "elb_500 / FILL(elb, 0)");
    }
}
