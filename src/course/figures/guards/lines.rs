//! The rules and entries that the guards read, as a lesson writes them: "tcp 80 from
//! 0.0.0.0/0" and "100 allow tcp 1024-65535 to 10.0.0.0/16".

use std::net::Ipv4Addr;

use serde_json::Value;

use crate::architecture::*;
use crate::course::figures::members::{self, Problem, Read};

/// Who is on the other side of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// Every address of a block.
    Block(ipnet::Ipv4Net),
    /// The members of a group, by its name.
    Group(String),
}

impl std::fmt::Display for Other {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Block(block) => write!(f, "{block}"),
            Self::Group(name) => f.write_str(name),
        }
    }
}

/// One line of a guard's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number and what it does, of a network ACL's entry; a group's rule has neither.
    pub entry: Option<(u32, RuleAction)>,
    /// The number that it had before it was moved.
    pub was: Option<u32>,
    /// Its protocol.
    pub protocol: Protocol,
    /// Its ports; absent means any.
    pub ports: Option<(u16, u16)>,
    /// Who is on the other side.
    pub other: Other,
}

impl Line {
    /// "tcp 80", "all", "tcp 1024–65535".
    pub fn traffic(&self) -> String {
        match self.ports {
            None => self.protocol.to_string(),
            Some((from, to)) if from == to => format!("{} {from}", self.protocol),
            Some((from, to)) => format!("{} {from}–{to}", self.protocol),
        }
    }

    /// The whole line, as it is read aloud.
    pub fn text(&self) -> String {
        match self.entry {
            None => format!("{} {}", self.traffic(), self.other),
            Some((number, action)) => {
                let action = match action {
                    RuleAction::Allow => "allow",
                    RuleAction::Deny => "deny",
                };
                format!("{number} {action} {} {}", self.traffic(), self.other)
            }
        }
    }

    fn edge(&self, first: bool) -> Option<i32> {
        self.ports
            .map(|(from, to)| i32::from(if first { from } else { to }))
    }

    pub(super) fn as_entry(&self) -> Option<NetworkAclEntry> {
        let (number, action) = self.entry?;
        let Other::Block(block) = &self.other else {
            return None;
        };
        Some(NetworkAclEntry {
            number,
            action,
            protocol: self.protocol,
            from_port: self.edge(true),
            to_port: self.edge(false),
            cidr: (*block).into(),
        })
    }

    pub(super) fn as_rule(&self) -> SecurityGroupRule {
        SecurityGroupRule {
            protocol: self.protocol,
            from_port: self.edge(true),
            to_port: self.edge(false),
            peer: match &self.other {
                Other::Block(block) => Peer::Cidr((*block).into()),
                Other::Group(name) => Peer::Group(ResourceId::new(group_id(name))),
            },
            description: String::new(),
        }
    }
}

/// The id that a named group has in the small design.
pub(super) fn group_id(name: &str) -> String {
    let plain = |letter: char| match letter {
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        _ => '-',
    };
    format!("peer-{}", name.chars().map(plain).collect::<String>())
}

/// Reads a line: with a number and an action where it is an entry.
pub(super) fn line(path: &str, value: &Value, entry: bool) -> Read<Line> {
    let text = members::text(path, value)?;
    let remedy = if entry {
        "write an entry such as \"100 allow tcp 80 from 0.0.0.0/0\""
    } else {
        "write a rule such as \"tcp 80 from 0.0.0.0/0\" or \"all to 0.0.0.0/0\""
    };
    let wrong = || Problem::at(path, format!("`{text}` is not understood; {remedy}"));
    let plain = text.replace('–', "-");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let head = if entry {
        if words.len() < 4 {
            return Err(wrong());
        }
        let number = words[0].parse().ok();
        let number = number
            .filter(|it| (1..=32_766).contains(it))
            .ok_or_else(wrong)?;
        let action = match words[1] {
            "allow" => RuleAction::Allow,
            "deny" => RuleAction::Deny,
            _ => return Err(wrong()),
        };
        words.drain(..2);
        Some((number, action))
    } else {
        None
    };
    let way = words
        .iter()
        .position(|it| ["from", "to"].contains(it))
        .ok_or_else(wrong)?;
    let (traffic, other) = (&words[..way], words[way + 1..].join(" "));
    let protocol: Protocol = traffic
        .first()
        .and_then(|it| it.parse().ok())
        .ok_or_else(wrong)?;
    let ports = match traffic.get(1) {
        None => None,
        Some(_) if !protocol.has_ports() => return Err(wrong()),
        Some(text) => Some(range(text).ok_or_else(wrong)?),
    };
    if traffic.len() > 2 || other.is_empty() {
        return Err(wrong());
    }
    let block = CidrText(other.clone()).parse();
    let other = match block {
        Ok(block) => Other::Block(block),
        Err(problem) if entry || other.starts_with(|c: char| c.is_ascii_digit()) => {
            return Err(Problem::at(
                path,
                format!("`{other}` is no block: {problem}"),
            ));
        }
        Err(_) => Other::Group(other),
    };
    Ok(Line {
        entry: head,
        was: None,
        protocol,
        ports,
        other,
    })
}

fn range(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then_some((from, to))
}

/// A packet with its name: "203.0.113.7:50000 → 10.0.1.20:80 tcp".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it is called: "Robot"; empty where the lesson gives no name.
    pub name: String,
    /// Who sends it.
    pub from: (Ipv4Addr, u16),
    /// Who is to get it.
    pub to: (Ipv4Addr, u16),
    /// Its protocol.
    pub protocol: Protocol,
}

impl Asked {
    /// "203.0.113.7 → tcp 80".
    pub fn short(&self) -> String {
        if self.protocol.has_ports() {
            format!("{} → {} {}", self.from.0, self.protocol, self.to.1)
        } else {
            format!("{} → {}", self.from.0, self.protocol)
        }
    }
}

/// Reads a packet: a text, or an object with a name and a packet.
pub(super) fn asked(path: &str, value: &Value) -> Read<Asked> {
    if value.is_object() {
        members::only(path, value, &["name", "packet"])?;
        let name = members::text(path, members::member(path, value, "name")?)?;
        let packet = members::member(path, value, "packet")?;
        return asked(path, packet).map(|it| Asked {
            name: name.to_owned(),
            ..it
        });
    }
    let text = members::text(path, value)?;
    let wrong = || {
        let remedy = "write a packet such as \"203.0.113.7:50000 → 10.0.1.20:80 tcp\"";
        Problem::at(path, format!("`{text}` is not understood; {remedy}"))
    };
    let plain = text.replace("->", "→");
    let (from, rest) = plain.split_once('→').ok_or_else(wrong)?;
    let (to, protocol) = rest.trim().split_once(' ').unwrap_or((rest.trim(), "tcp"));
    let protocol: Protocol = protocol.trim().parse().map_err(|_| wrong())?;
    let end = |text: &str, port: u16| -> Option<(Ipv4Addr, u16)> {
        match text.trim().split_once(':') {
            Some((address, port)) => Some((address.parse().ok()?, port.parse().ok()?)),
            None => Some((text.trim().parse().ok()?, port)),
        }
    };
    let client = if protocol.has_ports() {
        crate::network::CLIENT_PORT
    } else {
        0
    };
    Ok(Asked {
        name: String::new(),
        from: end(from, client).ok_or_else(wrong)?,
        to: end(to, 0).ok_or_else(wrong)?,
        protocol,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lines_are_read_as_they_are_said() {
        for (text, entry, said) in [
            ("tcp 80 from 0.0.0.0/0", false, "tcp 80 0.0.0.0/0"),
            ("all to 0.0.0.0/0", false, "all 0.0.0.0/0"),
            ("tcp 80 from ALB-SG", false, "tcp 80 ALB-SG"),
            (
                "120 allow tcp 1024-65535 from 10.0.0.0/16",
                true,
                "120 allow tcp 1024–65535 10.0.0.0/16",
            ),
            (
                "200 deny all from 203.0.113.66/32",
                true,
                "200 deny all 203.0.113.66/32",
            ),
        ] {
            assert_eq!(
                line("x", &json!(text), entry).map(|it| it.text()),
                Ok(said.to_owned())
            );
        }
        for (text, entry) in [
            ("tcp 80", false),
            ("http 80 from 0.0.0.0/0", false),
            ("0 allow tcp 80 from 0.0.0.0/0", true),
            ("100 permit tcp 80 from 0.0.0.0/0", true),
            ("100 allow tcp 80 from ALB-SG", true),
            ("tcp 80 from 10.0.0.1/16", false),
            ("tcp 90-80 from 0.0.0.0/0", false),
        ] {
            assert!(line("x", &json!(text), entry).is_err(), "{text}");
        }
    }

    #[test]
    fn a_packet_may_have_a_name() {
        let it = asked(
            "x",
            &json!({ "name": "Robot", "packet": "203.0.113.66 → 10.0.1.20:80 tcp" }),
        );
        let it = it.expect("a packet");
        assert_eq!(
            (it.name.as_str(), it.from.1, it.to.1),
            ("Robot", 50_000, 80)
        );
        assert_eq!(it.short(), "203.0.113.66 → tcp 80");
        assert!(asked("x", &json!("203.0.113.66 tcp")).is_err());
    }
}
