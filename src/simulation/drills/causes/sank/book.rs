//! Floods that got in, logins that were lost, calls that nobody wrote down.

use super::super::super::super::scenario::Deed;
use super::super::super::factor::Factor;
use super::super::super::metric::Metric::{
    self, AlarmAfter, AlarmRang, AttackersIn, CallsMissed, EventDeliveredAfter, EventRecorded,
    Failed, Gap, LatencyP95, LoginsLost, LongestOutage, MailAfter, Success,
};
use super::super::Look;
use super::many;
use crate::architecture::{Cache, Edit, Kind, LaunchTemplate, LoadBalancer, Trail};
use crate::text::{self, grouped};

/// A flood got to the servers (DRILL-8).
pub fn firewall(look: &Look, all: &mut Vec<Factor>) {
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
pub fn logins(look: &Look, all: &mut Vec<Factor>) {
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

/// Calls were made that nobody wrote down.
pub fn unwritten(look: &Look, all: &mut Vec<Factor>) {
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
