//! The student asks at the library, and the guard does not know him.

use std::collections::BTreeMap;

use crate::relations::servers::Servers;
use crate::relations::stores::Store;
use crate::rules::prelude::*;
use crate::rules::shared::admit::{admit, allow_out, first};
use crate::rules::shared::passage::{Party, Passage, do_not_let, lets_in, lets_out};

pub const RULE: Rule = Rule {
    code: "database-not-reachable",
    severity: Error,
    title: "Database or cache does not let its application in",
    checks: "That the security groups of a database or a cache let in those who call it, on its port, and that the callers' groups let them out there. One without a group of its own has the VPC's default group, which admits only its own members.",
    why: "Without that rule every query of the application times out.",
    reaction: "AWS accepts it; connections time out.",
    source: "[RDS UG: Security groups], [ElastiCache UG: Accessing your ElastiCache cluster], [VPC UG: Default security groups] · rulebook RDS-9, SG-6, SG-7, SG-16, X-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let peered = context.relations.peered();
    // Callers with the same groups are told together: one change mends all.
    let mut calls: BTreeMap<_, Vec<Servers<'_>>> = BTreeMap::new();
    for caller in context.servers() {
        for id in caller.backends {
            let Some(store) = context.relations.store(id) else {
                continue;
            };
            // A VPC that no way leads to is told as such.
            let from = context.vpc_of_subnets(caller.subnets);
            let vpcs = from.zip(context.vpc_of_subnets(store.subnets));
            if vpcs.is_some_and(|(one, other)| one != other && !peered.contains(&(one, other))) {
                continue;
            }
            calls.entry((id, caller.groups, from)).or_default().push(*caller);
        }
    }
    for ((id, ..), callers) in calls {
        if let Some(store) = context.relations.store(id) {
            judge(context, report, (id, store), &callers);
        }
    }
}

/// Servers that are stopped, how far, and as whom.
type Stopped<'a> = (Servers<'a>, Passage<'a>, Party<'a>);

fn judge<'a>(
    context: &Context<'_, 'a>,
    report: &mut Report<'_>,
    (id, store): (&'a ResourceId, Store<'a>),
    callers: &[Servers<'a>],
) {
    let port = store.port;
    let party = Party::spread(context, store.security_groups, store.subnets);
    let refused = |passage: &dyn Fn(&Party<'a>) -> Passage<'a>| -> Vec<Stopped<'a>> {
        let parties = callers.iter().map(|it| (*it, Party::servers(context, it)));
        let judged = parties.map(|(it, party)| (it, passage(&party), party));
        judged.filter(|(_, passage, _)| passage.refuses()).collect()
    };
    let shut_out = refused(&|it| lets_in(context, &party, port, it));
    let served = first(context, id);
    let ids = |stopped: &[Stopped<'a>]| -> Vec<&'a ResourceId> { stopped.iter().map(|(it, ..)| it.id).collect() };
    if let [(_, passage, _), ..] = &shut_out[..] {
        let (place, property) = match party.groups {
            [group] => (group, "ingress"),
            _ => (id, "security_groups"),
        };
        let mut draft = report.about(place).at(property).with(id);
        for (it, ..) in &shut_out {
            draft = draft.with(it.id);
        }
        draft.fix_if(served.and_then(|it| admit(context, it, &[port], &ids(&shut_out)))).say(format!(
            "{}, but {} {} in{}.",
            calls(context, &shut_out, id, port),
            do_not_let(context, id, &party),
            if shut_out.len() == 1 { "it" } else { "them" },
            passage.places(context).replacen(" in ", " from ", 1),
        ));
        return;
    }
    let kept_in = refused(&|it| lets_out(context, it, port, &party));
    if let [(first, ..), ..] = &kept_in[..] {
        let mut draft = match first.groups {
            [group] => report.about(group).at("egress").with(id),
            _ => report.about(first.made_by).at("security_groups").with(id),
        };
        for (it, ..) in &kept_in {
            draft = draft.with(it.id);
        }
        draft.fix_if(served.and_then(|it| allow_out(context, &ids(&kept_in), &[port], it))).say(format!(
            "{}, but no outbound rule of {} allows it.",
            calls(context, &kept_in, id, port),
            context.names(first.groups),
        ));
    }
}

fn calls(
    context: &Context<'_, '_>,
    callers: &[Stopped<'_>],
    id: &ResourceId,
    port: u16,
) -> String {
    let who = context.names(callers.iter().map(|(it, ..)| it.id));
    let call = if callers.len() == 1 { "calls" } else { "call" };
    format!("{who} {call} {} on TCP {port}", context.name(id))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let https = serde_json::json!([tcp(443, "0.0.0.0/0")]);
    let unguarded = three_tiers().set("db-1", "security_groups", serde_json::json!([]));
    let job = |group: &str| Instance {
        subnet: to("subnet-3"),
        security_groups: ids(&[group]),
        backends: ids(&["db-1"]),
        ..Instance::default()
    };
    let from = |block: &str| three_tiers().set("sg-3", "ingress", serde_json::json!([tcp(3306, block)]));
    let cache = Cache {
        subnets: ids(&["subnet-3", "subnet-4"]),
        security_groups: ids(&["sg-3"]),
        ..Cache::default()
    };
    let with_cache = three_tiers().add("cache-1", "sessions", cache).push("lt-1", "backends", "cache-1");
    Examples::new()
        .fires(three_tiers().set("sg-3", "ingress", serde_json::json!([])), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but Database-SG does not let it in. [Let WebServer-SG in on TCP 3306 in Database-SG]"])
        .fires(three_tiers().set("db-1", "port", 3307), expect!["Notebookly-ASG calls notebookly-db on TCP 3307, but Database-SG does not let it in. [Let WebServer-SG in on TCP 3307 in Database-SG]"])
        .fires(three_tiers().set("sg-2", "egress", https), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but no outbound rule of WebServer-SG allows it. [Let WebServer-SG out on TCP 3306 to Database-SG]"])
        // The group that the VPC has for it is the one that was meant.
        .fires(unguarded.clone(), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but notebookly-db has only the default group of Notebookly-VPC, which admits only its own members and does not let it in. [Guard notebookly-db with Database-SG, which lets WebServer-SG in on TCP 3306]"])
        // Where there is none it gets one.
        .fires(unguarded.clone().set("db-1", "port", 3307), expect!["Notebookly-ASG calls notebookly-db on TCP 3307, but notebookly-db has only the default group of Notebookly-VPC, which admits only its own members and does not let it in. [Guard notebookly-db with a new group, notebookly-db-group, which lets WebServer-SG in on TCP 3307]"])
        // The default group is one that somebody wrote down.
        .fires(unguarded.clone().set("vpc-1", "default_security_group", "sg-1"), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but notebookly-db has only the default group of Notebookly-VPC, ALB-SG, which does not let it in. [Guard notebookly-db with Database-SG, which lets WebServer-SG in on TCP 3306]"])
        // One cause, with the callers listed.
        .fires(three_tiers().set("sg-3", "ingress", serde_json::json!([])).add("i-1", "job", job("sg-2")), expect!["Notebookly-ASG and job call notebookly-db on TCP 3306, but Database-SG does not let them in. [Let WebServer-SG in on TCP 3306 in Database-SG]"])
        // A cache is asked as a database is.
        .fires(with_cache.clone(), expect!["Notebookly-ASG calls sessions on TCP 6379, but Database-SG does not let it in. [Let WebServer-SG in on TCP 6379 in Database-SG]"])
        .silent(with_cache.push("sg-3", "ingress", tcp(6379, "#sg-2")))
        // Half of the group of instances.
        .fires(from("10.0.3.0/24"), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but Database-SG does not let it in from private-b. [Let WebServer-SG in on TCP 3306 in Database-SG, instead of 10.0.3.0/24]"])
        .silent(from("10.0.0.0/16"))
        // Members of the default group reach each other.
        .silent(unguarded.set("lt-1", "security_groups", serde_json::json!([])))
        .silent(three_tiers())
}
