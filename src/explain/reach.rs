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
            .map(|it| words::ports(protocol, Some(it.from.into()), Some(it.to.into())))
            .collect();
        match ports.as_slice() {
            [] => {}
            [all] if all == "all" => parts.push(format!("all {protocol}")),
            ports => parts.push(format!("{protocol} {}", ports.join(", "))),
        }
    }
    if openings.iter().any(|it| it.protocol == Protocol::Icmp) {
        parts.push("icmp echo".to_owned());
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_read_as_people_say_them() {
        let open = |protocol, from, to| Opening { protocol, from, to };
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
    }
}
