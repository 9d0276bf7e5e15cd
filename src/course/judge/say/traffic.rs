//! Requests and ports as one says them: "TCP port 80", "TCP ports 1024–65535".

use crate::architecture::Protocol;
use crate::explain;
use crate::network::Opening;
use crate::text;

/// "TCP port 443", "ICMP".
pub fn port(protocol: Protocol, port: u16) -> String {
    ports(protocol, Some(port.into()), Some(port.into()))
}

/// "TCP port 80", "TCP ports 1024–65535", "all TCP ports", "all traffic".
pub fn ports(protocol: Protocol, from: Option<i32>, to: Option<i32>) -> String {
    let name = protocol.to_string().to_uppercase();
    let ports = explain::ports(protocol, from, to);
    match protocol {
        Protocol::All => "all traffic".to_owned(),
        Protocol::Number(number) => format!("protocol {number}"),
        Protocol::Icmp if ports == "all" => name,
        Protocol::Icmp => format!("{name} {ports}"),
        _ if ports == "all" => format!("all {name} ports"),
        _ if ports.contains('–') => format!("{name} ports {ports}"),
        _ => format!("{name} port {ports}"),
    }
}

/// What may be started, of which not everybody may start every part.
pub fn openings(openings: &[Opening]) -> String {
    let mut parts = Vec::new();
    let share = |it: &Opening| match it.share.is_part() {
        true => format!(" (for {})", it.share),
        false => String::new(),
    };
    for protocol in [Protocol::Tcp, Protocol::Udp] {
        let mut of = Vec::new();
        for it in openings.iter().filter(|it| it.protocol == protocol) {
            let ports = explain::ports(protocol, Some(it.from.into()), Some(it.to.into()));
            of.push((ports, share(it)));
        }
        let name = protocol.to_string().to_uppercase();
        match of.as_slice() {
            [] => {}
            [(all, share)] if all == "all" => parts.push(format!("all {name} ports{share}")),
            of => {
                let word = match of {
                    [(one, _)] if !one.contains('–') => "port",
                    _ => "ports",
                };
                let of = text::list(of.iter().map(|(ports, share)| format!("{ports}{share}")));
                parts.push(format!("{name} {word} {of}"));
            }
        }
    }
    let icmp = openings.iter().find(|it| it.protocol == Protocol::Icmp);
    parts.extend(icmp.map(|it| format!("ICMP echo (ping){}", share(it))));
    text::list(parts)
}

/// What conditions write as `tcp 80`, `tcp 1024-65535`, `everything`, in words.
pub fn typed(text: &str) -> String {
    let one = |text: &str| {
        let Some((protocol, range)) = text.split_once(' ') else {
            return match text {
                "icmp" => "ICMP echo (ping)".to_owned(),
                text => text.to_owned(),
            };
        };
        let Ok(protocol) = protocol.parse::<Protocol>() else {
            return text.to_owned();
        };
        if range == "all" {
            return ports(protocol, None, None);
        }
        let (from, to) = range.split_once(['-', '–']).unwrap_or((range, range));
        ports(protocol, from.parse().ok(), to.parse().ok())
    };
    match text {
        "everything" => "every TCP and UDP port".to_owned(),
        text => crate::text::list(text.split(", ").map(one)),
    }
}
