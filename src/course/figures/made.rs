//! Small designs made in code, so that a figure asks the engine instead of knowing better.

use std::net::Ipv4Addr;

use crate::architecture::*;
use crate::network::{Endpoint, Flow};

/// A design of these things. Each has its id for a name; of two with one id the first stays.
pub fn design<'a>(things: impl IntoIterator<Item = (&'a str, Properties)>) -> Architecture {
    let mut document = Document::default();
    for (id, properties) in things {
        // An id that is taken is refused, and what was there stays.
        let _ = document.apply(Edit::create(
            ResourceId::new(id),
            Resource::new(id, properties),
        ));
    }
    document.architecture
}

/// A reference to a thing of the design.
pub fn to(id: &str) -> Option<ResourceId> {
    Some(ResourceId::new(id))
}

/// A connection from somewhere to somewhere.
pub fn flow(from: Endpoint, to: Endpoint, protocol: Protocol, port: u16) -> Flow {
    Flow {
        from,
        to,
        protocol,
        port,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

/// A thing of the design as one end of a flow.
pub fn thing(id: &str) -> Endpoint {
    Endpoint::Resource(ResourceId::new(id))
}

/// The text of an address, for a property.
pub fn address(address: Ipv4Addr) -> AddressText {
    AddressText(address.to_string())
}

/// No visits, no gigabytes: what is left is what is paid for being there.
pub fn nobody() -> Workload {
    Workload {
        visits_a_day: 0,
        gb_out: 0,
        nat_gb: 0,
        s3_gb: 0,
        cross_zone_gb: 0,
        s3_stored_gb: 0,
        s3_puts: 0,
        efs_stored_gb: 0,
        backup_gb: 0,
        log_gb: 0,
        log_stored_gb: 0,
        dns_thousands: 0,
        mails: 0,
        ..Workload::default()
    }
}
