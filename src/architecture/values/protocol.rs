//! Protocols as filters name them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::architecture::property::plain_values;
use crate::architecture::written::{Misread, Written};

/// The protocol of a filter rule or of a packet.
///
/// In files: `tcp`, `udp`, `icmp`, `all`, or an IANA number such as `"50"`
/// (`-1`, `6`, `17` and `1` are read too, as AWS writes them, and numbers
/// without quotation marks).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// Every protocol, with every port: AWS's -1 (rulebook SG-10).
    All,
    /// IANA number 6.
    #[default]
    Tcp,
    /// IANA number 17.
    Udp,
    /// IANA number 1, ICMP for IPv4.
    Icmp,
    /// Any other IANA number; such protocols have no ports.
    Number(u8),
}

impl Protocol {
    /// The protocol with this IANA number.
    pub const fn of_number(number: u8) -> Self {
        match number {
            1 => Self::Icmp,
            6 => Self::Tcp,
            17 => Self::Udp,
            other => Self::Number(other),
        }
    }

    /// The number as AWS writes it: the IANA number, or -1 for all.
    pub const fn number(self) -> i16 {
        match self {
            Self::All => -1,
            Self::Tcp => 6,
            Self::Udp => 17,
            Self::Icmp => 1,
            Self::Number(number) => number as i16,
        }
    }

    /// Whether its packets have ports.
    pub const fn has_ports(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp)
    }
}

/// A text that names no protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProtocol(pub String);

impl fmt::Display for UnknownProtocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a protocol: use tcp, udp, icmp or a number from 0 to 255; a filter also takes all",
            self.0
        )
    }
}

impl std::error::Error for UnknownProtocol {}

impl FromStr for Protocol {
    type Err = UnknownProtocol;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().to_ascii_lowercase().as_str() {
            "all" | "-1" => Ok(Self::All),
            "tcp" => Ok(Self::Tcp),
            "udp" => Ok(Self::Udp),
            "icmp" => Ok(Self::Icmp),
            number => number
                .parse()
                .map(Self::of_number)
                .map_err(|_| UnknownProtocol(text.to_owned())),
        }
    }
}

impl Written for Protocol {
    fn read(value: &Value) -> Result<Self, Misread> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) if !number.is_f64() => number.to_string(),
            _ => {
                return Err(Misread::new(
                    "a protocol: tcp, udp, icmp, all, or a number from 0 to 255",
                ));
            }
        };
        text.parse()
            .map_err(|unknown: UnknownProtocol| Misread::new(unknown.to_string()))
    }

    fn write(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Serialize for Protocol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Tcp => f.write_str("tcp"),
            Self::Udp => f.write_str("udp"),
            Self::Icmp => f.write_str("icmp"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

plain_values!(Protocol);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_the_same_protocol() {
        assert_eq!("tcp".parse(), Ok(Protocol::Tcp));
        assert_eq!("6".parse(), Ok(Protocol::Tcp));
        assert_eq!("-1".parse(), Ok(Protocol::All));
        assert_eq!("50".parse(), Ok(Protocol::Number(50)));
        assert!("tpc".parse::<Protocol>().is_err());
        assert!("256".parse::<Protocol>().is_err());
        let read = |value: Value| Protocol::read(&value);
        assert_eq!(read(50.into()).unwrap(), Protocol::Number(50));
        assert_eq!(read((-1).into()).unwrap(), Protocol::All);
        let problem = read(Value::Array(Vec::new())).unwrap_err().to_string();
        assert!(problem.starts_with("a protocol: tcp"), "{problem}");
    }
}
