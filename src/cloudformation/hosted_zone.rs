//! Route 53 hosted zones and their records.

use std::collections::BTreeMap;

use super::dns_name;
use super::instance;
use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{
    DnsRecord, HostedZone, Instance, Kind, RecordType, ResourceId, RoutingPolicy,
};
use crate::aws::regions;

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
}

/// The records, when all that they name is written.
pub(super) fn write_records(w: &mut Writer, id: &ResourceId, zone: &HostedZone) {
    if !w.makes(id) {
        return;
    }
    let Some(domain) = dns_name::normal(&zone.domain) else {
        return;
    };
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
struct Taken<'a> {
    records: BTreeMap<(String, RecordType), Vec<&'a DnsRecord>>,
}

impl<'a> Taken<'a> {
    /// A name has one record of a type, and nothing beside a CNAME (rulebook
    /// R53-8); or several of one type that share a policy other than simple
    /// and are told apart by their identifiers (rulebook R53-17).
    fn take(&mut self, name: &str, record: &'a DnsRecord) -> Result<(), Why> {
        let kind = record.record_type;
        let other_kinds = self
            .records
            .keys()
            .filter(|(other, its_kind)| other == name && *its_kind != kind);
        for (_, other) in other_kinds {
            if kind == RecordType::Cname || *other == RecordType::Cname {
                return Err(Why::Refused(
                    "the name has a record already that leaves no room for this one",
                ));
            }
        }
        let same = self.records.entry((name.to_owned(), kind)).or_default();
        for other in same.iter() {
            if record.policy == RoutingPolicy::Simple || other.policy == RoutingPolicy::Simple {
                return Err(Why::Refused(
                    "the name has a record already that leaves no room for this one",
                ));
            }
            if record.policy != other.policy {
                return Err(Why::Refused(
                    "records of one name and type share a routing policy",
                ));
            }
            if record.set_id.trim() == other.set_id.trim() {
                return Err(Why::Refused(
                    "another record of the name has the identifier already",
                ));
            }
            let again = match record.policy {
                // Rulebook R53-18.
                RoutingPolicy::Failover => record.role == other.role,
                RoutingPolicy::Latency => record.region.trim() == other.region.trim(),
                RoutingPolicy::Geolocation => record.location.trim() == other.location.trim(),
                _ => false,
            };
            if again {
                return Err(Why::Refused(
                    "another record of the name stands for the same already",
                ));
            }
        }
        same.push(record);
        Ok(())
    }
}

/// What a record says of its routing policy. [API route53 ResourceRecordSet]
fn routing(w: &Writer, record: &DnsRecord) -> Result<Fields, Why> {
    if record.policy == RoutingPolicy::Simple {
        return Ok(Fields::new());
    }
    let identifier = record.set_id.trim();
    if identifier.is_empty() {
        return Err(Why::NothingChosen("a set identifier"));
    }
    if identifier.chars().count() > 128 {
        return Err(Why::Malformed(identifier.to_owned()));
    }
    let fields = Fields::new().with("SetIdentifier", identifier);
    let fields = match record.policy {
        RoutingPolicy::Simple => fields,
        RoutingPolicy::Weighted => fields.with("Weight", record.weight),
        RoutingPolicy::Latency => {
            let region = record.region.trim();
            if regions::facts(region).is_none() {
                return Err(Why::Malformed(region.to_owned()));
            }
            fields.with("Region", region)
        }
        RoutingPolicy::Failover => fields.with("Failover", record.role.value()),
        RoutingPolicy::Geolocation => fields.with("GeoLocation", location(record.location.trim())?),
        RoutingPolicy::Multivalue => {
            if record.alias.is_some() || record.record_type == RecordType::Cname {
                // [R53 DG: Values specific for multivalue answer records]
                return Err(Why::Refused(
                    "a multivalue answer record holds addresses, no name and no alias",
                ));
            }
            fields.with("MultiValueAnswer", true)
        }
    };
    let Some(check) = &record.health_check else {
        return Ok(fields);
    };
    if !w.has(check, Kind::HealthCheck) {
        return Err(w.unmade(check));
    }
    Ok(fields.with("HealthCheckId", Value::Ref(w.id(check))))
}

/// A country, everybody else, or a continent. AS, NA and SA are countries too;
/// what is meant by them here is the continent. [API route53 GeoLocation]
fn location(text: &str) -> Result<Fields, Why> {
    match text {
        "*" => Ok(Fields::new().with("CountryCode", "*")),
        "AF" | "AN" | "AS" | "EU" | "NA" | "OC" | "SA" => {
            Ok(Fields::new().with("ContinentCode", text))
        }
        _ if text.len() == 2 && text.bytes().all(|it| it.is_ascii_uppercase()) => {
            Ok(Fields::new().with("CountryCode", text))
        }
        _ => Err(Why::Malformed(text.to_owned())),
    }
}

fn write_record<'a>(
    w: &mut Writer,
    id: &ResourceId,
    zone: &HostedZone,
    domain: &str,
    record: &'a DnsRecord,
    taken: &mut Taken<'a>,
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
        Some(target) => alias(w, target, record)?,
        None => values(w, zone, record)?,
    };
    let routing = routing(w, record)?;
    if record.policy == RoutingPolicy::Simple && record.health_check.is_some() {
        // [R53 DG: Values specific for simple records]
        w.omit_part(
            id,
            format!("health check of {}", record.name),
            Why::Inexpressible("a simple record is given out whether its health check passes or not"),
        );
    }
    taken.take(&name, record)?;
    let properties = Fields::new()
        .with("HostedZoneId", Value::Ref(w.id(id)))
        .with("Name", format!("{name}."))
        .with("Type", record.record_type.value());
    let properties = Fields([properties.0, routing.0, answer.0].concat());
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
fn alias(w: &Writer, target: &ResourceId, record: &DnsRecord) -> Result<Fields, Why> {
    if !w
        .architecture
        .kind_of(target)
        .is_some_and(|kind| w.has(target, kind))
    {
        return Err(w.unmade(target));
    }
    if w.has(target, Kind::Bucket) {
        return Err(Why::Inexpressible(
            "the zone of the Region's S3 websites, which an alias of one has to name, is not known here",
        ));
    }
    if record.record_type != RecordType::A || !w.has(target, Kind::LoadBalancer) {
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
        .with("EvaluateTargetHealth", record.evaluate_target_health);
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
        return Err(w.unmade(id));
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
