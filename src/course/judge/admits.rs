//! What the rules of a security group let in by themselves.

use super::{Moment, find};
use crate::architecture::*;
use crate::course::condition::Derived;
use crate::explain;

/// The ports of a security group that rules open to the whole internet, each in words.
pub fn open_to_internet(id: &ResourceId, moment: &Moment) -> Option<Vec<String>> {
    let group: &SecurityGroup = moment.architecture().find(id)?;
    let open = group.ingress.iter().filter(|rule| {
        matches!(&rule.peer, Peer::Cidr(block) if block.lenient().is_some_and(|it| it.prefix_len() == 0))
    });
    let said = open.map(|rule| match rule.protocol {
        Protocol::All => "everything".to_owned(),
        protocol => {
            let ports = explain::ports(protocol, rule.from_port, rule.to_port);
            format!("{protocol} {ports}")
        }
    });
    Some(said.collect())
}

/// Whether a security group's own rules let somebody in: a group by name, or a block.
pub fn admits(derived: &Derived, id: &ResourceId, moment: &Moment) -> Option<bool> {
    let group: &SecurityGroup = moment.architecture().find(id)?;
    let peer = derived.with("peer")?.trim_start_matches('@');
    let port: i32 = derived.with("port")?.parse().ok()?;
    let protocol: Protocol = derived.with("protocol").unwrap_or("tcp").parse().ok()?;
    let wanted = find::named(peer, moment);
    let address = peer
        .trim_end_matches("/32")
        .parse::<std::net::Ipv4Addr>()
        .ok();
    let anywhere = ["internet", "anywhere", "0.0.0.0/0"].contains(&peer);
    Some(group.ingress.iter().any(|rule| {
        let ports = rule.protocol == Protocol::All
            || rule.protocol == protocol
                && rule.from_port.is_none_or(|from| from <= port)
                && rule.to_port.is_none_or(|to| to >= port);
        ports
            && match &rule.peer {
                Peer::Group(named) => wanted.as_ref() == Some(named),
                Peer::Cidr(block) => block.lenient().is_some_and(|block| match address {
                    Some(address) => block.contains(&address),
                    None => anywhere && block.prefix_len() == 0,
                }),
            }
    }))
}
