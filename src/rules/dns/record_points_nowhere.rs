//! An entry in the directory for somebody who has moved out.

use rustc_hash::FxHashSet;
use std::net::Ipv4Addr;

use crate::rules::dns::names::{Placed, canonical, is_within, problem, records};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-points-nowhere",
    severity: Error,
    title: "Record points nowhere",
    checks: "That every record has an answer: an alias of a resource that exists, an address or an instance for an A record, and for a CNAME a database, a load balancer, a file system or a name that, within its own zone, has a record too.",
    why: "Whoever asks for the name gets no address, or one that no longer answers.",
    reaction: "Route 53 does not notice when the target of a record is deleted: the record stays.",
    source: "[API route53 ResourceRecordSet], [R53 DG: Alias] · rulebook R53-6, R53-8, R53-10, R53-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let all = records(context);
    let known: FxHashSet<_> = all.iter().map(|it| (it.zone, it.name.as_str())).collect();
    for it in &all {
        let (answer, wrong) = match &it.record.alias {
            Some(target) if context.architecture.get(target).is_none() => {
                (target.to_string(), format!("is an alias of {}", context.name(target)))
            }
            Some(_) => continue,
            None if it.record.values.iter().all(|it| it.trim().is_empty()) => {
                (String::new(), "has no answer yet: choose what it is an alias of, or type a value".to_owned())
            }
            None => match it.record.values.iter().find_map(|value| wrong(context, &known, it, value)) {
                Some(wrong) => wrong,
                None => continue,
            },
        };
        let empty = it.record.alias.is_none() && answer.is_empty();
        report
            .about(it.zone)
            .at("records")
            .evidence(Evidence::Record {
                zone: it.zone.clone(),
                index: it.index,
                name: it.name.clone(),
                answer,
            })
            .fix_if(other_type(context, it).or_else(|| only_balancer(context, it)))
            .waits_if(empty, Step::Complete)
            .say(format!("{} {wrong}.", if it.name.is_empty() { "A record without a name" } else { &it.name }));
    }
}

fn wrong(
    context: &Context<'_, '_>,
    known: &FxHashSet<(&ResourceId, &str)>,
    it: &Placed<'_>,
    value: &str,
) -> Option<(String, String)> {
    let value = value.trim();
    let resource = ResourceId::new(value);
    if let Some(it_is) = context.architecture.get(&resource) {
        let wrong = cannot_answer(it_is, it.record.record_type)?;
        return Some((value.to_owned(), wrong));
    }
    let gone = context.architecture.spoken(value);
    if gone != value {
        return Some((value.to_owned(), format!("answers with {gone}")));
    }
    let wrong = match it.record.record_type {
        RecordType::A if value.parse::<Ipv4Addr>().is_ok() => return None,
        RecordType::A => format!("answers with “{value}”, which is neither an address nor a resource"),
        RecordType::Cname if value.parse::<Ipv4Addr>().is_ok() => {
            format!("is a CNAME of the address {value}, but a CNAME leads to a name: make it an A record")
        }
        RecordType::Cname if problem(value).is_some() => {
            format!("points to “{value}”, which is not a host name such as shop.example.com")
        }
        RecordType::Cname => {
            let name = canonical(value);
            // What other people's zones hold we cannot know.
            if it.domain.is_empty() || !is_within(&name, &it.domain) || answered(known, it.zone, &name) {
                return None;
            }
            format!("points to {name}, but {} has no record of that name", context.name(it.zone))
        }
    };
    Some((value.to_owned(), wrong))
}

/// Why a resource is no value of a record of this type, if it is none. An A
/// record of a load balancer works until its nodes move, and is told as such.
fn cannot_answer(resource: &Resource, record_type: RecordType) -> Option<String> {
    let kind = resource.kind();
    let answers = match record_type {
        RecordType::A => matches!(kind, Kind::Instance | Kind::LoadBalancer),
        RecordType::Cname => matches!(
            kind,
            Kind::Database | Kind::LoadBalancer | Kind::FileSystem | Kind::Bucket
        ),
    };
    let takes = match record_type {
        RecordType::A => "an A record leads to an address or an instance",
        RecordType::Cname => "a CNAME leads to a name, a database or a load balancer",
    };
    let name = &resource.name;
    (!answers).then(|| format!("cannot lead to {name} ({}): {takes}", kind.info().title))
}

/// A database or a file system has a name, and an instance an address: what
/// cannot be an A record may be a CNAME, and the other way round.
fn other_type(context: &Context<'_, '_>, it: &Placed<'_>) -> Option<Remedy> {
    let [value] = &it.record.values[..] else {
        return None;
    };
    let value = value.trim();
    let kind = context.architecture.kind_of(&value.into());
    let better = match (it.record.record_type, kind) {
        (RecordType::A, Some(Kind::Database | Kind::FileSystem)) if it.name != it.domain => RecordType::Cname,
        (RecordType::Cname, Some(Kind::Instance)) => RecordType::A,
        (RecordType::Cname, None) if value.parse::<Ipv4Addr>().is_ok() => RecordType::A,
        _ => return None,
    };
    let zone: &HostedZone = context.find(it.zone)?;
    let mut rows = zone.records.clone();
    rows.get_mut(it.index)?.record_type = better;
    Some(Remedy::new(
        match better {
            RecordType::A => "Make it an A record",
            RecordType::Cname => "Make it a CNAME",
        },
        Edit::set(it.zone, "records", rows),
    ))
}

/// Whether a zone has a record of this name. A wildcard answers for every name
/// below its place, however far below.
fn answered(known: &FxHashSet<(&ResourceId, &str)>, zone: &ResourceId, name: &str) -> bool {
    let mut parents = name.match_indices('.').map(|(dot, _)| format!("*{}", &name[dot..]));
    known.contains(&(zone, name)) || parents.any(|it| known.contains(&(zone, it.as_str())))
}

/// With a single load balancer, that is what a record without a living target
/// is for.
fn only_balancer(context: &Context<'_, '_>, it: &Placed<'_>) -> Option<Remedy> {
    let dead = it.record.record_type == RecordType::A && it.record.values.is_empty();
    let mut balancers = context.all::<LoadBalancer>();
    let (only, _) = balancers.next().filter(|_| dead && balancers.next().is_none())?;
    let zone: &HostedZone = context.find(it.zone)?;
    let mut records = zone.records.clone();
    records.get_mut(it.index)?.alias = Some(only.clone());
    Some(Remedy::new(
        format!("Point it at {}", context.name(only)),
        Edit::set(it.zone, "records", records),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |record_type, value: &str| {
        let record = DnsRecord {
            name: "blog.notebookly.com".to_owned(),
            record_type,
            values: if value.is_empty() { vec![] } else { vec![value.to_owned()] },
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    let wildcard = DnsRecord {
        name: "*.notebookly.com".to_owned(),
        values: vec!["198.51.100.4".to_owned()],
        ..DnsRecord::default()
    };
    Examples::new()
        .fires(three_tiers().delete("alb-1"), expect!["notebookly.com is an alias of something deleted."])
        .fires(with(RecordType::A, ""), expect!["blog.notebookly.com has no answer yet: choose what it is an alias of, or type a value. [Point it at Notebookly-ALB]"])
        .fires(with(RecordType::A, "notebook"), expect!["blog.notebookly.com answers with “notebook”, which is neither an address nor a resource."])
        .fires(with(RecordType::Cname, "shop.notebookly.com"), expect!["blog.notebookly.com points to shop.notebookly.com, but notebookly.com has no record of that name."])
        .fires(with(RecordType::A, "db-1"), expect!["blog.notebookly.com cannot lead to notebookly-db (RDS database): an A record leads to an address or an instance. [Make it a CNAME]"])
        .fires(with(RecordType::Cname, "sg-1"), expect!["blog.notebookly.com cannot lead to ALB-SG (Security group): a CNAME leads to a name, a database or a load balancer."])
        .fires(with(RecordType::Cname, "198.51.100.1"), expect!["blog.notebookly.com is a CNAME of the address 198.51.100.1, but a CNAME leads to a name: make it an A record. [Make it an A record]"])
        .fires(with(RecordType::Cname, "https://example.com/"), expect!["blog.notebookly.com points to “https://example.com/”, which is not a host name such as shop.example.com."])
        .silent(with(RecordType::Cname, "a.shop.notebookly.com").push("zone-1", "records", wildcard))
        .silent(with(RecordType::A, "198.51.100.1"))
        .silent(with(RecordType::Cname, "shop.example.org"))
        .silent(with(RecordType::Cname, "db-1"))
}
