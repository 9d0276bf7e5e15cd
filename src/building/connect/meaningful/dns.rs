//! Connections of the directory: what a health check asks, which record heeds
//! it, in which zone a certificate proves its name.

use super::{Answer, already, done, missing};
use crate::architecture::{
    Architecture, Certificate, DnsRecord, Edit, HealthCheck, HostedZone, Kind, ResourceId,
    RoutingPolicy,
};

/// A health check asks a load balancer or an instance.
pub fn ask(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let check: &HealthCheck = architecture.find(from)?;
    if check.target.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let {} ask {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::set(from, "target", to)],
    )
}

/// A record is given out only while a health check succeeds: the record that
/// leads to what the check asks, else the first one that heeds none yet. Where
/// a record is the only one of its name there is nothing to choose.
/// [R53 DG: How Route 53 chooses records when health checking is configured]
pub fn depend(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let zone: &HostedZone = architecture.find(from)?;
    let check: &HealthCheck = architecture.find(to)?;
    let heeds = |record: &DnsRecord| record.health_check.as_ref() == Some(to);
    if zone.records.iter().any(heeds) {
        return Some(Err(already(architecture, from, to)));
    }
    let leads = |record: &DnsRecord| {
        check.target.as_ref().is_some_and(|target| {
            record.alias.as_ref() == Some(target)
                || record.values.iter().any(|it| it == target.as_str())
        })
    };
    let free = |record: &DnsRecord| {
        record.policy != RoutingPolicy::Simple && record.health_check.is_none()
    };
    let records = &zone.records;
    let place = (records.iter().position(|it| free(it) && leads(it)))
        .or_else(|| records.iter().position(free));
    let Some(index) = place else {
        return missing(format!(
            "A health check helps Route 53 choose among several records of one name, and {} has none that waits for one: give a record another routing than simple first.",
            architecture.name_of(from)
        ));
    };
    let record = DnsRecord {
        health_check: Some(to.clone()),
        ..records[index].clone()
    };
    let called = match record.set_id.as_str() {
        "" => record.name.clone(),
        set => format!("{} ({set})", record.name),
    };
    done(
        format!(
            "Give out {called} only while {} succeeds",
            architecture.name_of(to)
        ),
        vec![
            Edit::remove(from, "records", index),
            Edit::insert(from, "records", index, record),
        ],
    )
}

/// A certificate that says no zone yet proves its name in this one; and gets
/// the zone's name where it has none. Both are fixed once it was requested.
/// [ACM UG: DNS validation]
pub fn validate(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let certificate: &Certificate = architecture.find(from)?;
    let zone: &HostedZone = architecture.find(to)?;
    match &certificate.zone {
        Some(now) if now == to => return Some(Err(already(architecture, from, to))),
        Some(now) if architecture.kind_of(now) == Some(Kind::HostedZone) => {
            return missing(format!(
                "{} proves its name in {}, and AWS cannot change that: request another certificate.",
                architecture.name_of(from),
                architecture.name_of(now)
            ));
        }
        _ => {}
    }
    let mut edits = vec![Edit::set(from, "zone", to)];
    if certificate.domain.trim().is_empty() {
        edits.push(Edit::set(from, "domain", zone.domain.trim_end_matches('.')));
    }
    done(
        format!(
            "Let {} prove its name in {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        edits,
    )
}
