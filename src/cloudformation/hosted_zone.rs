//! Route 53 hosted zones and their records.

use std::collections::BTreeSet;

use super::dns_name;
use super::instance;
use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{DnsRecord, HostedZone, Instance, Kind, RecordType, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, zone: &HostedZone) {
    let Some(domain) = dns_name::normal(&zone.domain).filter(|it| zone.private || it.contains('.'))
    else {
        // Rulebook R53-1: not a top-level domain alone.
        return w.omit(id, Why::Malformed(zone.domain.clone()));
    };
    let mut vpcs = Vec::new();
    if zone.private {
        for vpc in w.follow_all(id, &zone.vpcs, Kind::Vpc, "VPC") {
            let member = Fields::new()
                .with("VPCId", Value::Ref(w.id(&vpc)))
                .with("VPCRegion", Value::reference("AWS::Region"));
            vpcs.push(Value::from(member));
        }
        if vpcs.is_empty() {
            // A zone without a VPC would be a public one (rulebook R53-3).
            return w.omit(id, Why::NothingChosen("a VPC that sees it"));
        }
    }
    let properties = Fields::new()
        .with("Name", format!("{domain}."))
        .list("VPCs", vpcs)
        .list("HostedZoneTags", w.tags(id));
    w.add(id, "AWS::Route53::HostedZone", properties);
    if !zone.private {
        let servers = Value::attribute(w.id(id), "NameServers");
        let servers = Value::JoinList(", ".to_owned(), Box::new(servers));
        w.output(
            id,
            "NameServers",
            "The name servers to enter at the domain's registrar",
            servers,
        );
    }
    let mut taken = Taken::default();
    for record in &zone.records {
        if let Err(why) = write_record(w, id, zone, &domain, record, &mut taken) {
            w.omit_part(
                id,
                format!("record {} {}", record.name, record.record_type.value()),
                why,
            );
        }
    }
}

/// Which names have which records.
#[derive(Default)]
struct Taken {
    records: BTreeSet<(String, RecordType)>,
}

impl Taken {
    /// A name has one record of a type, and nothing beside a CNAME
    /// (rulebook R53-8).
    fn take(&mut self, name: &str, kind: RecordType) -> Result<(), Why> {
        if self.records.iter().any(|(other, _)| other == name)
            && (kind == RecordType::Cname
                || self.records.contains(&(name.to_owned(), kind))
                || self.records.contains(&(name.to_owned(), RecordType::Cname)))
        {
            return Err(Why::Refused(
                "the name has a record already that leaves no room for this one",
            ));
        }
        self.records.insert((name.to_owned(), kind));
        Ok(())
    }
}

fn write_record(
    w: &mut Writer,
    id: &ResourceId,
    zone: &HostedZone,
    domain: &str,
    record: &DnsRecord,
    taken: &mut Taken,
) -> Result<(), Why> {
    let name = dns_name::normal(&record.name)
        .filter(|name| name == domain || name.ends_with(&format!(".{domain}")))
        .ok_or_else(|| Why::Malformed(record.name.clone()))?;
    if record.record_type == RecordType::Cname && name == domain {
        // Rulebook R53-7.
        return Err(Why::Refused(
            "the domain itself cannot be a CNAME; an alias can stand there",
        ));
    }
    let answer = match &record.alias {
        Some(target) => alias(w, target, record.record_type)?,
        None => values(w, zone, record)?,
    };
    taken.take(&name, record.record_type)?;
    let properties = Fields::new()
        .with("HostedZoneId", Value::Ref(w.id(id)))
        .with("Name", format!("{name}."))
        .with("Type", record.record_type.value());
    let properties = Fields([properties.0, answer.0].concat());
    let label = name
        .strip_suffix(domain)
        .unwrap_or(&name)
        .replace('*', "any");
    let label: String = names::camel(&label).chars().take(60).collect();
    let part = format!(
        "{label}{}Record",
        names::camel(&record.record_type.value().to_ascii_lowercase())
    );
    let logical = w.part_id(id, &part);
    w.add_part(logical, "AWS::Route53::RecordSet", properties);
    Ok(())
}

/// An alias to a load balancer, which has a zone of its own (rulebook R53-12).
fn alias(w: &Writer, target: &ResourceId, kind: RecordType) -> Result<Fields, Why> {
    if !w
        .architecture
        .kind_of(target)
        .is_some_and(|kind| w.has(target, kind))
    {
        return Err(Why::NotInTemplate(target.clone()));
    }
    if kind != RecordType::A || !w.has(target, Kind::LoadBalancer) {
        // Rulebook R53-9 and R53-10.
        return Err(Why::Refused(
            "an alias is an A record that points at a load balancer",
        ));
    }
    let alias = Fields::new()
        .with("DNSName", Value::attribute(w.id(target), "DNSName"))
        .with(
            "HostedZoneId",
            Value::attribute(w.id(target), "CanonicalHostedZoneID"),
        )
        .with("EvaluateTargetHealth", false);
    Ok(Fields::new().with("AliasTarget", alias))
}

fn values(w: &Writer, zone: &HostedZone, record: &DnsRecord) -> Result<Fields, Why> {
    let mut values = Vec::new();
    for text in &record.values {
        let text = text.trim();
        let id = ResourceId::new(text);
        let value = match w.architecture.kind_of(&id) {
            Some(kind) => value_of(w, zone, &id, kind, record.record_type)?,
            None => {
                literal(text, record.record_type).ok_or_else(|| Why::Malformed(text.to_owned()))?
            }
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if values.is_empty() {
        return Err(Why::NothingChosen("a value"));
    }
    if record.record_type == RecordType::Cname && values.len() > 1 {
        return Err(Why::Refused("a CNAME has one value"));
    }
    if record.ttl > 2_147_483_647 {
        return Err(Why::Malformed(format!("TTL {}", record.ttl)));
    }
    Ok(Fields::new()
        .with("TTL", record.ttl.to_string())
        .with("ResourceRecords", values))
}

fn literal(text: &str, kind: RecordType) -> Option<Value> {
    match kind {
        RecordType::A => text
            .parse::<std::net::Ipv4Addr>()
            .ok()
            .map(|it| it.to_string().into()),
        RecordType::Cname => dns_name::normal(text).map(Value::from),
    }
}

/// The address or name of a resource.
fn value_of(
    w: &Writer,
    zone: &HostedZone,
    id: &ResourceId,
    kind: Kind,
    record: RecordType,
) -> Result<Value, Why> {
    if !w.has(id, kind) {
        return Err(Why::NotInTemplate(id.clone()));
    }
    let logical = w.id(id);
    match (kind, record) {
        (Kind::Instance, RecordType::A) => Ok(address_of(w, zone, id)),
        (Kind::Database, RecordType::Cname) => Ok(Value::attribute(logical, "Endpoint.Address")),
        (Kind::LoadBalancer, RecordType::Cname) => Ok(Value::attribute(logical, "DNSName")),
        // [EFS UG: Mounting with DNS name]
        (Kind::FileSystem, RecordType::Cname) => Ok(Value::Sub(format!(
            "${{{logical}}}.efs.${{AWS::Region}}.${{AWS::URLSuffix}}"
        ))),
        _ => Err(Why::Refused(
            "a record of this type cannot have this resource as its value",
        )),
    }
}

/// The address of an instance: in a private zone its private one, else the
/// public one where it has one.
fn address_of(w: &Writer, zone: &HostedZone, id: &ResourceId) -> Value {
    let instance = w.architecture.find::<Instance>(id);
    let public = instance.is_some_and(|it| {
        it.subnet
            .as_ref()
            .is_some_and(|subnet| instance::gets_public_ip(w, it, subnet))
    });
    let logical = w.id(id);
    match (zone.private, w.elastic_ips.get(id)) {
        (false, Some(address)) => Value::reference(address),
        (false, None) if public => Value::attribute(logical, "PublicIp"),
        _ => match w.first_interfaces.get(id) {
            Some(interface) => Value::attribute(interface, "PrimaryPrivateIpAddress"),
            None => Value::attribute(logical, "PrivateIp"),
        },
    }
}
