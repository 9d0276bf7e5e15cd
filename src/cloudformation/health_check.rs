//! Health checks of Route 53.

use super::dns_name;
use super::instance;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{HealthCheck, Instance, Kind, LoadBalancer, ResourceId, Scheme};

pub(super) fn write(w: &mut Writer, id: &ResourceId, check: &HealthCheck) {
    let (key, endpoint) = match endpoint(w, check) {
        Ok(endpoint) => endpoint,
        Err(why) => return w.omit(id, why),
    };
    if check.port == 0 {
        return w.omit(id, Why::Malformed("port 0".to_owned()));
    }
    let path = check.path.trim();
    let path = match path {
        _ if check.protocol == "TCP" => None,
        "" => None,
        _ if path.len() <= 255 && path.bytes().all(|it| it.is_ascii_graphic()) => Some(path),
        _ => {
            w.omit_part(id, "path", Why::Malformed(path.to_owned()));
            None
        }
    };
    let interval: u8 = if check.interval == "10" { 10 } else { 30 };
    let config = Fields::new()
        .with("Type", check.protocol.as_str())
        .with(key, endpoint)
        .with("Port", check.port)
        .maybe("ResourcePath", path)
        .with("RequestInterval", interval)
        .with("FailureThreshold", check.failure_threshold.clamp(1, 10));
    let properties = Fields::new()
        .with("HealthCheckConfig", config)
        .list("HealthCheckTags", w.tags(id));
    w.add(id, "AWS::Route53::HealthCheck", properties);
}

/// Whom it asks: by name, or by address.
fn endpoint(w: &Writer, check: &HealthCheck) -> Result<(&'static str, Value), Why> {
    // Rulebook R53-20.
    const PRIVATE: Why = Why::Refused("health checkers are on the internet and reach nothing private");
    let name = "FullyQualifiedDomainName";
    let Some(target) = &check.target else {
        let text = check.endpoint.trim();
        if text.is_empty() {
            return Err(Why::NothingChosen("an endpoint"));
        }
        if let Ok(address) = text.parse::<std::net::Ipv4Addr>() {
            if address.is_private() || address.is_loopback() || address.is_link_local() {
                return Err(PRIVATE);
            }
            return Ok(("IPAddress", address.to_string().into()));
        }
        let text = dns_name::normal(text).filter(|it| it.contains('.') && !it.starts_with('*'));
        return text
            .map(|it| (name, it.into()))
            .ok_or_else(|| Why::Malformed(check.endpoint.clone()));
    };
    if w.has(target, Kind::LoadBalancer) {
        let internal = w
            .architecture
            .find::<LoadBalancer>(target)
            .is_some_and(|it| it.scheme == Scheme::Internal);
        return match internal {
            true => Err(PRIVATE),
            false => Ok((name, Value::attribute(w.id(target), "DNSName"))),
        };
    }
    if !w.has(target, Kind::Instance) {
        return Err(w.unmade(target));
    }
    if let Some(address) = w.elastic_ips.get(target) {
        return Ok(("IPAddress", Value::reference(address)));
    }
    let public = w.architecture.find::<Instance>(target).is_some_and(|it| {
        it.subnet
            .as_ref()
            .is_some_and(|subnet| instance::gets_public_ip(w, it, subnet))
    });
    match public {
        true => Ok(("IPAddress", Value::attribute(w.id(target), "PublicIp"))),
        false => Err(PRIVATE),
    }
}
