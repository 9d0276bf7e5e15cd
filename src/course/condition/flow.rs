//! The flow that a lesson asks about.

use super::Selector;
use crate::architecture::Protocol;
use crate::course::read::{At, Fault};

/// A flow, whose ends are looked up when it is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowText {
    /// Where it starts.
    pub from: End,
    /// Where it goes.
    pub to: End,
    /// Its protocol.
    pub protocol: Protocol,
    /// Its port; 0 for protocols without ports.
    pub port: u16,
    /// The path of an HTTP request.
    pub path: String,
}

/// An end of a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// As somebody types it: a name, an address, `internet`.
    Typed(String),
    /// What a selector finds.
    Found(Selector),
}

impl FlowText {
    /// Reads `"web-1 → internet tcp 443"`, or the same as an object.
    pub fn read(at: &At) -> Result<Self, Fault> {
        if at.value.is_string() {
            return Self::parse(at.text()?).map_err(|why| at.fault(why));
        }
        let members = at.members(&["from", "to", "protocol", "port", "path"])?;
        let protocol = match members.maybe("protocol", At::text)? {
            None => Protocol::Tcp,
            Some(text) => parse_protocol(text).map_err(|why| members.fault(why))?,
        };
        let port = members.maybe("port", At::count)?.unwrap_or(0);
        let port = u16::try_from(port).map_err(|_| members.fault("a port is at most 65535"))?;
        if protocol.has_ports() && port == 0 {
            return Err(members.fault(format!("`port` is missing: {protocol} needs one")));
        }
        Ok(Self {
            from: End::read(&members.want("from")?)?,
            to: End::read(&members.want("to")?)?,
            protocol,
            port,
            path: members.maybe("path", At::text)?.unwrap_or("/").to_owned(),
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let form = || format!("`{text}` is no flow; write it as `web-1 → internet tcp 443`");
        let (from, rest) = text
            .split_once('→')
            .or_else(|| text.split_once("->"))
            .ok_or_else(form)?;
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let port = match words.last().and_then(|word| word.parse::<u16>().ok()) {
            Some(port) if words.len() > 2 => {
                words.pop();
                port
            }
            _ => 0,
        };
        let protocol = match words.pop() {
            Some(word) if !words.is_empty() => parse_protocol(word)?,
            _ => return Err(form()),
        };
        if protocol.has_ports() == (port == 0) {
            return Err(form());
        }
        Ok(Self {
            from: End::of(from.trim()),
            to: End::of(&words.join(" ")),
            protocol,
            port,
            path: "/".to_owned(),
        })
    }
}

fn parse_protocol(text: &str) -> Result<Protocol, String> {
    match text.parse() {
        Ok(Protocol::All) | Err(_) => {
            Err(format!("`{text}` is no protocol; tcp, udp and icmp are"))
        }
        Ok(protocol) => Ok(protocol),
    }
}

impl End {
    /// Reads an end: a text, or a selector.
    pub fn read(at: &At) -> Result<Self, Fault> {
        match at.value.as_str() {
            Some(text) => Ok(Self::of(text)),
            None => Ok(Self::Found(Selector::read(at)?)),
        }
    }

    fn of(text: &str) -> Self {
        match text.strip_prefix('$') {
            Some(name) => Self::Found(Selector::Bound(name.to_owned())),
            None => Self::Typed(text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_flow_is_read_as_it_is_said() {
        let read = |value| FlowText::read(&At::root(&value));
        let flow = read(json!("web-1 → internet tcp 443")).unwrap();
        assert_eq!(flow.from, End::Typed("web-1".to_owned()));
        assert_eq!((flow.protocol, flow.port), (Protocol::Tcp, 443));
        let flow = read(json!("$s -> 10.0.3.20 icmp")).unwrap();
        assert_eq!(flow.from, End::Found(Selector::Bound("s".to_owned())));
        assert_eq!(flow.to, End::Typed("10.0.3.20".to_owned()));
        for wrong in [
            "web-1 internet",
            "a → b",
            "a → b tcp",
            "a → b icmp 3",
            "a → b all",
        ] {
            assert!(read(json!(wrong)).is_err(), "{wrong}");
        }
    }
}
