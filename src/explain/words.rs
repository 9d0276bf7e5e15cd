//! The small words that titles, sentences and tables are made of: ports,
//! protocols, peers, lists of names.

use crate::architecture::{
    Action, Architecture, Listener, Peer, Protocol, ResourceId, RuleAction, SecurityGroupRule,
    WebAclRule, WebAclStatement,
};
use crate::network::{Direction, Packet};
use crate::text;

/// The names of several resources, as in a sentence.
pub fn names(ids: &[ResourceId], architecture: &Architecture) -> String {
    text::list(ids.iter().map(|id| architecture.name_of(id)))
}

/// The name of a resource, or its id where the name is empty; for `None` what
/// AWS made by itself.
pub fn name_or(id: Option<&ResourceId>, architecture: &Architecture, made_by_aws: &str) -> String {
    let Some(id) = id else {
        return made_by_aws.to_owned();
    };
    let name = architecture.name_of(id);
    if name.trim().is_empty() {
        id.to_string()
    } else {
        name
    }
}

/// What a packet carries: "TCP to port 80", "an ICMP echo request".
pub fn traffic(packet: &Packet) -> String {
    match packet.protocol {
        Protocol::Tcp | Protocol::Udp => {
            let protocol = packet.protocol.to_string().to_uppercase();
            format!("{protocol} to port {}", packet.destination_port)
        }
        Protocol::Icmp => match (packet.source_port, packet.destination_port) {
            (8, 0) => "an ICMP echo request".to_owned(),
            (0, 0) => "an ICMP echo reply".to_owned(),
            (kind, code) => format!("ICMP type {kind}, code {code}"),
        },
        Protocol::Number(number) => numbered(number),
        Protocol::All => "every protocol".to_owned(),
    }
}

/// A protocol by its number, with the name that IANA gives it where people know
/// it by that (IANA: Assigned Internet Protocol Numbers).
fn numbered(number: u8) -> String {
    let name = match number {
        2 => "IGMP",
        41 => "IPv6",
        47 => "GRE",
        50 => "ESP",
        51 => "AH",
        58 => "IPv6-ICMP",
        89 => "OSPF",
        132 => "SCTP",
        _ => return format!("protocol {number}"),
    };
    format!("{name} (protocol {number})")
}

/// What a filter sees: the traffic and the address on its far side, such as
/// "TCP to port 80 from 203.0.113.7" or "TCP to port 80 of 10.0.3.21".
pub fn traffic_seen(packet: &Packet, direction: Direction) -> String {
    let what = traffic(packet);
    match direction {
        Direction::Inbound => format!("{what} from {}", packet.source),
        Direction::Outbound if packet.protocol.has_ports() => {
            format!("{what} of {}", packet.destination)
        }
        Direction::Outbound => format!("{what} to {}", packet.destination),
    }
}

/// What a packet carries, in a word or two: "tcp 80".
pub fn traffic_short(packet: &Packet) -> String {
    match packet.protocol {
        Protocol::Tcp | Protocol::Udp => {
            format!("{} {}", packet.protocol, packet.destination_port)
        }
        Protocol::Icmp => format!("icmp {}/{}", packet.source_port, packet.destination_port),
        Protocol::Number(number) => format!("protocol {number}"),
        Protocol::All => "all".to_owned(),
    }
}

/// The port column of a filter: "80", "1024–65535", "all"; for ICMP its type
/// and code (rulebook SG-9, SG-10).
pub fn ports(protocol: Protocol, from: Option<i32>, to: Option<i32>) -> String {
    let any = |number: Option<i32>| number.is_none_or(|number| number < 0);
    match protocol {
        Protocol::Tcp | Protocol::Udp => match (from, to) {
            (None, None) => "all".to_owned(),
            (Some(0), Some(65535)) => "all".to_owned(),
            (Some(from), Some(to)) if from == to => from.to_string(),
            (from, to) => format!("{}–{}", from.unwrap_or(0), to.unwrap_or(65535)),
        },
        Protocol::Icmp => match (any(from), any(to)) {
            (true, true) => "all".to_owned(),
            (false, true) => format!("type {}", from.unwrap_or(-1)),
            (_, false) => format!(
                "type {}, code {}",
                from.map_or_else(|| "any".to_owned(), |it| it.to_string()),
                to.unwrap_or(-1)
            ),
        },
        Protocol::All | Protocol::Number(_) => "all".to_owned(),
    }
}

/// The other side of a security group rule.
pub fn peer(peer: &Peer, architecture: &Architecture) -> String {
    match peer {
        Peer::Cidr(block) => block.to_string(),
        Peer::Group(group) => architecture.name_of(group),
    }
}

/// A security group rule in a few words: "tcp 80 from ALB-SG".
pub fn rule_short(rule: &SecurityGroupRule, preposition: &str, names: &Architecture) -> String {
    let ports = ports(rule.protocol, rule.from_port, rule.to_port);
    let what = match (rule.protocol, ports.as_str()) {
        (Protocol::All, _) => "everything".to_owned(),
        (Protocol::Number(number), _) => format!("protocol {number}"),
        (protocol, "all") => format!("all {protocol}"),
        (protocol, ports) => format!("{protocol} {ports}"),
    };
    format!("{what} {preposition} {}", peer(&rule.peer, names))
}

/// What a filter does, as a table says it.
pub const fn rule_action(action: RuleAction) -> &'static str {
    action.label()
}

/// What a rule of a web ACL looks at: addresses, a rule group of AWS, a rate.
pub fn looked_at(rule: &WebAclRule) -> String {
    match rule.statement {
        WebAclStatement::Addresses => rule.cidr.to_string(),
        WebAclStatement::ManagedGroup => rule.managed_group.clone(),
        WebAclStatement::Rate => {
            let WebAclRule { limit, window, .. } = rule;
            format!("over {limit} requests in {window} s")
        }
    }
}

/// What a load balancer does with a request: "forward to Notebookly-TG".
pub fn action(action: &Action, architecture: &Architecture) -> String {
    match action {
        Action::Forward {
            target_group: Some(group),
        } => format!("forward to {}", architecture.name_of(group)),
        Action::Forward { target_group: None } => "forward to no target group yet".to_owned(),
        Action::Redirect {
            protocol,
            port,
            status,
        } => format!("redirect to {}:{port} ({status})", protocol.label()),
        Action::FixedResponse { status, .. } => format!("answer {status}"),
    }
}

/// A listener by protocol and port: "HTTP:80".
pub fn listener(listener: &Listener) -> String {
    format!("{}:{}", listener.protocol.label(), listener.port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_read_as_on_the_console() {
        let tcp = |from, to| ports(Protocol::Tcp, from, to);
        assert_eq!(tcp(Some(80), Some(80)), "80");
        assert_eq!(tcp(Some(1024), Some(65535)), "1024–65535");
        assert_eq!(tcp(None, None), "all");
        assert_eq!(ports(Protocol::Icmp, Some(-1), Some(-1)), "all");
        assert_eq!(ports(Protocol::Icmp, Some(8), Some(-1)), "type 8");
        assert_eq!(ports(Protocol::Icmp, Some(3), Some(4)), "type 3, code 4");
        assert_eq!(ports(Protocol::All, Some(80), Some(80)), "all");
    }
}
