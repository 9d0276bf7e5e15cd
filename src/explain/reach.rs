//! Who reaches whom, in words: the names of classes, and openings as one says
//! them.

use super::words;
use crate::architecture::{Architecture, Protocol};
use crate::network::{Class, Opening};

/// The members of a class by name; the internet for the class without any.
pub fn class_name(class: &Class, architecture: &Architecture) -> String {
    if class.members.is_empty() {
        return "Internet".to_owned();
    }
    words::names(&class.members, architecture)
}

/// Openings in a few words: "tcp 80, 443", "all tcp, all udp, icmp echo".
pub fn openings(openings: &[Opening]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for protocol in [Protocol::Tcp, Protocol::Udp] {
        let ports: Vec<String> = openings
            .iter()
            .filter(|it| it.protocol == protocol)
            .map(|it| {
                let ports = words::ports(protocol, Some(it.from.into()), Some(it.to.into()));
                partly(ports, it)
            })
            .collect();
        match ports.as_slice() {
            [] => {}
            [all] if all == "all" => parts.push(format!("all {protocol}")),
            ports => parts.push(format!("{protocol} {}", ports.join(", "))),
        }
    }
    let icmp = openings.iter().find(|it| it.protocol == Protocol::Icmp);
    parts.extend(icmp.map(|it| partly("icmp echo".to_owned(), it)));
    parts.join("; ")
}

/// Where not everybody gets through: how many do.
fn partly(what: String, opening: &Opening) -> String {
    if opening.share.is_part() {
        format!("{what} (for {})", opening.share)
    } else {
        what
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Share;

    #[test]
    fn openings_read_as_people_say_them() {
        let open = |protocol, from, to| Opening {
            protocol,
            from,
            to,
            share: Share::ALL,
        };
        let said = |list: &[Opening]| openings(list);
        assert_eq!(said(&[]), "");
        assert_eq!(
            said(&[open(Protocol::Tcp, 80, 80), open(Protocol::Tcp, 443, 443)]),
            "tcp 80, 443"
        );
        assert_eq!(
            said(&[
                open(Protocol::Tcp, 0, 65535),
                open(Protocol::Udp, 1024, 65535),
                open(Protocol::Icmp, 0, 0),
            ]),
            "all tcp; udp 1024–65535; icmp echo"
        );
        let half = Opening {
            share: Share::of(1, 2),
            ..open(Protocol::Tcp, 80, 80)
        };
        assert_eq!(
            said(&[half, open(Protocol::Tcp, 443, 443)]),
            "tcp 80 (for 50 %), 443"
        );
    }
}
