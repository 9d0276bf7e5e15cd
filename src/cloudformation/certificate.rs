//! Certificates of AWS Certificate Manager, validated by DNS.
//!
//! CloudFormation writes the records that prove a name where it is told the
//! hosted zone, and waits until ACM has seen them.
//! [CFN TR: AWS::CertificateManager::Certificate: DomainValidationOption]

use super::dns_name;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Certificate, HostedZone, Kind, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, it: &Certificate) {
    if !it.arn.trim().is_empty() {
        // It exists: those that use it ask for its ARN.
        return;
    }
    let Some(domain) = dns_name::normal(&it.domain).filter(|name| name.contains('.')) else {
        return w.omit(
            id,
            match it.domain.trim() {
                "" => Why::NothingChosen("a domain"),
                other => Why::Malformed(other.to_owned()),
            },
        );
    };
    let mut names = vec![domain.clone()];
    for text in &it.other_names {
        match dns_name::normal(text).filter(|name| name.contains('.')) {
            Some(name) if !names.contains(&name) => names.push(name),
            Some(_) => {}
            None => w.omit_part(id, "further name", Why::Malformed(text.clone())),
        }
    }
    // [ACM UG: Quotas: domain names per certificate]
    if names.len() > 10 {
        names.truncate(10);
        w.omit_part(
            id,
            "further names",
            Why::Refused("a certificate has ten names unless AWS raises the quota"),
        );
    }
    let options = validation(w, id, it, &names);
    let others: Vec<Value> = names[1..].iter().map(|it| it.as_str().into()).collect();
    let properties = Fields::new()
        .with("DomainName", domain)
        .list("SubjectAlternativeNames", others)
        .with("ValidationMethod", "DNS")
        .list("DomainValidationOptions", options)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::CertificateManager::Certificate", properties);
}

/// The zone in which each name is proved.
fn validation(w: &mut Writer, id: &ResourceId, it: &Certificate, names: &[String]) -> Vec<Value> {
    let zone = it.zone.as_ref().and_then(|zone| {
        let facts = w.architecture.find::<HostedZone>(zone)?;
        Some((zone.clone(), facts))
    });
    let by_hand = Why::Inexpressible(
        "the stack waits until you have written the records that ACM names",
    );
    let Some((zone, facts)) = zone else {
        w.omit_part(id, "validation", by_hand);
        return Vec::new();
    };
    if facts.private {
        // [ACM UG: DNS validation: the zone is public]
        w.omit_part(
            id,
            "validation",
            Why::Refused("ACM asks on the internet, where nobody sees a private zone"),
        );
        return Vec::new();
    }
    let apex = dns_name::normal(&facts.domain).unwrap_or_default();
    let value = if w.has(&zone, Kind::HostedZone) {
        Value::Ref(w.id(&zone))
    } else {
        w.question(
            &zone,
            "Id",
            "AWS::Route53::HostedZone::Id",
            "The hosted zone in which records prove the names of a certificate",
        )
    };
    let mut options = Vec::new();
    for name in names {
        let bare = name.strip_prefix("*.").unwrap_or(name);
        if bare == apex || bare.ends_with(&format!(".{apex}")) {
            let option = Fields::new()
                .with("DomainName", name.as_str())
                .with("HostedZoneId", value.clone());
            options.push(option.into());
        } else {
            w.omit_part(id, format!("validation of {name}"), by_hand.clone());
        }
    }
    options
}
