//! Reading where a flow starts or goes from what somebody typed.

use std::net::Ipv4Addr;
use std::sync::Arc;

use super::answer::Endpoint;
use super::topology::Network;
use super::topology::named::Names;
use super::unread::Unread;
use crate::architecture::*;

impl Network<'_> {
    /// Reads `internet`, an IPv4 address, the id or name of a resource or of a
    /// member (`web-1`, `auto-scaling-group-1/1`), or a host name. The error
    /// says what to type instead.
    pub fn endpoint(&self, text: &str) -> Result<Endpoint, Unread> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Unread::Nothing);
        }
        if text.eq_ignore_ascii_case("internet") {
            return Ok(Endpoint::Internet);
        }
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Ok(Endpoint::Address(address));
        }
        let id = ResourceId::new(text);
        if let Some(resource) = self.indexed().get(&id) {
            return Ok(match &resource.properties {
                Properties::HostedZone(zone) => Endpoint::Host(zone.domain.clone()),
                _ => Endpoint::Resource(id),
            });
        }
        if self.interface(&id).is_some() {
            return Ok(Endpoint::Resource(id));
        }
        let host = as_host(text);
        // Intents ask by name at every edit, so the names are listed once.
        let names = self.names.get_or_init(|| Arc::new(Names::of(self)));
        let mut called = names.take(text);
        // A server and its security group often share a name; only one of them
        // can talk.
        if called.iter().any(|id| self.can_talk(id)) {
            called.retain(|id| self.can_talk(id));
        } else if host.is_some() {
            // A certificate or a zone is often called as the host is that it
            // is for; who asks for a host name means the host.
            called.clear();
        }
        match called.as_slice() {
            [] => {}
            [one] => return Ok(Endpoint::Resource(one.clone())),
            several => {
                return Err(Unread::Ambiguous {
                    name: text.to_owned(),
                    ids: several.to_vec(),
                });
            }
        }
        if text.contains(':')
            && let Ok(address) = host_part(text).parse::<Ipv4Addr>()
        {
            // A URL with an address, or an address with a port.
            return Ok(Endpoint::Address(address));
        }
        if is_numeric(text) {
            return Err(Unread::NoAddress(text.to_owned()));
        }
        if let Some(host) = host {
            return Ok(Endpoint::Host(host));
        }
        Err(Unread::Unknown {
            name: text.to_owned(),
            near: names.nearest(text).map(Into::into),
        })
    }
}

impl Network<'_> {
    /// Whether packets start or end there.
    pub(super) fn can_talk(&self, id: &ResourceId) -> bool {
        let outside = matches!(
            self.indexed().kind_of(id),
            Some(
                Kind::User
                    | Kind::Bucket
                    | Kind::InternetGateway
                    | Kind::VpcEndpoint
                    | Kind::Instance
                    | Kind::LoadBalancer
                    | Kind::Database
                    | Kind::Cache
                    | Kind::FileSystem
                    | Kind::AutoScalingGroup
                    | Kind::NatGateway
            )
        );
        outside || self.interface(id).is_some()
    }
}

/// Whether a text can only have been meant as an address.
fn is_numeric(text: &str) -> bool {
    text.contains('.')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'/'))
}

/// What stands where a host stands in a text that may be a URL.
fn host_part(text: &str) -> &str {
    let behind = |scheme: &str| {
        let start = text.get(..scheme.len())?;
        let same = start.eq_ignore_ascii_case(scheme);
        same.then(|| &text[scheme.len()..])
    };
    let text = behind("http://")
        .or_else(|| behind("https://"))
        .unwrap_or(text);
    text.split(['/', ':', '?']).next().unwrap_or(text)
}

/// The host name in a text, which may be written as a URL.
fn as_host(text: &str) -> Option<String> {
    let host = host_part(text);
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let plain = host.contains('.') && host.bytes().all(allowed);
    plain.then(|| host.trim_end_matches('.').to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit};

    fn campus() -> Architecture {
        let mut document = Document::default();
        let mut add = |id: &str, name: &str, properties: Properties| {
            let create = Edit::Create {
                id: id.into(),
                resource: Resource::new(name, properties),
            };
            document.apply(create).unwrap();
        };
        add("instance-1", "web", Instance::default().into());
        add("instance-2", "cache", Instance::default().into());
        add("instance-3", "cache", Instance::default().into());
        add(
            "hosted-zone-1",
            "shop.example",
            HostedZone::default().into(),
        );
        add(
            "certificate-1",
            "shop.example",
            crate::architecture::Certificate::default().into(),
        );
        document.architecture
    }

    #[test]
    fn what_people_type_is_understood() {
        let campus = campus();
        let network = Network::new(&campus);
        let read = |text: &str| network.endpoint(text);
        assert_eq!(read("internet"), Ok(Endpoint::Internet));
        assert_eq!(
            read("10.0.0.9"),
            Ok(Endpoint::Address("10.0.0.9".parse().unwrap()))
        );
        assert_eq!(read("Web"), Ok(Endpoint::Resource("instance-1".into())));
        assert_eq!(
            read("instance-2"),
            Ok(Endpoint::Resource("instance-2".into()))
        );
        assert_eq!(
            read("shop.example"),
            Ok(Endpoint::Host("shop.example".into()))
        );
        assert_eq!(
            read("http://Shop.example/x"),
            Ok(Endpoint::Host("shop.example".into()))
        );
    }

    #[test]
    fn what_is_not_understood_is_explained() {
        let campus = campus();
        let network = Network::new(&campus);
        let complaint = |text: &str| network.endpoint(text).unwrap_err().to_string();
        assert_eq!(
            complaint("cache"),
            "several resources are called `cache`; use an id: instance-2, instance-3"
        );
        assert_eq!(complaint("wbe"), "there is no `wbe`; did you mean `web`?");
        assert_eq!(complaint("lighthouse"), "there is no `lighthouse`");
        for mistyped in ["10.0.1.300", "10.0.1", "10.0.1.10/32", "10.0.1.010"] {
            assert!(complaint(mistyped).contains("is no IPv4 address"));
        }
    }
}
