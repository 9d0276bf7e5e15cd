//! IPv4 blocks and addresses as a learner types them.

use std::fmt;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::Serialize;
use serde_json::Value;

use crate::architecture::property::{Row, plain_values};
use crate::architecture::written::{Misread, Written};

/// An IPv4 block in CIDR notation, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct CidrText(pub String);

/// Why a text is not a block that AWS takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CidrProblem {
    /// Nothing was typed yet.
    Empty,
    /// An address without a prefix length; a single host is a /32
    /// (rulebook SG-12).
    NoPrefixLength {
        /// The block of just this address.
        host: Ipv4Net,
    },
    /// The address part is not four numbers from 0 to 255.
    BadAddress,
    /// The prefix length is not a number from 0 to 32.
    BadPrefixLength,
    /// Bits behind the prefix are set (rulebook VPC-3).
    HostBits {
        /// The block that was probably meant.
        canonical: Ipv4Net,
    },
}

impl CidrText {
    /// The block, or what is wrong with the text.
    ///
    /// ```
    /// use cloud_campus::architecture::CidrText;
    /// assert!(CidrText::from("10.0.0.0/16").parse().is_ok());
    /// assert!(CidrText::from("10.0.0.1/16").parse().is_err());
    /// ```
    pub fn parse(&self) -> Result<Ipv4Net, CidrProblem> {
        let text = self.0.trim();
        if text.is_empty() {
            return Err(CidrProblem::Empty);
        }
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: Ipv4Addr = address.parse().map_err(|_| CidrProblem::BadAddress)?;
        let Some(prefix) = prefix else {
            return Err(CidrProblem::NoPrefixLength {
                host: Ipv4Net::from(address),
            });
        };
        // `u8::from_str` would take "+8" and "08", which AWS does not.
        let plain = prefix.bytes().all(|byte| byte.is_ascii_digit())
            && (prefix.len() == 1 || !prefix.starts_with('0'));
        let length = prefix.parse().ok().filter(|_| plain);
        let net = length
            .and_then(|length| Ipv4Net::new(address, length).ok())
            .ok_or(CidrProblem::BadPrefixLength)?;
        if net.trunc() == net {
            Ok(net)
        } else {
            Err(CidrProblem::HostBits {
                canonical: net.trunc(),
            })
        }
    }

    /// The block where it can be known: a block with host bits set counts as
    /// the block that AWS would make of it. For analyses that go on after the
    /// problem has been reported.
    pub fn lenient(&self) -> Option<Ipv4Net> {
        match self.parse() {
            Ok(net) => Some(net),
            Err(CidrProblem::HostBits { canonical }) => Some(canonical),
            Err(CidrProblem::NoPrefixLength { host }) => Some(host),
            Err(_) => None,
        }
    }
}

impl fmt::Display for CidrProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "type a block such as 10.0.0.0/16"),
            Self::NoPrefixLength { host } => {
                write!(f, "the prefix length is missing: one host is {host}")
            }
            Self::BadAddress => write!(
                f,
                "the part before the slash must be four numbers from 0 to 255, such as 10.0.0.0"
            ),
            Self::BadPrefixLength => write!(
                f,
                "the part after the slash must be a number from 0 to 32, such as 16"
            ),
            Self::HostBits { canonical } => {
                write!(f, "host bits are set: the block starts at {canonical}")
            }
        }
    }
}

impl fmt::Display for CidrText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for CidrText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Ipv4Net> for CidrText {
    fn from(net: Ipv4Net) -> Self {
        Self(net.to_string())
    }
}

/// An IPv4 address exactly as typed; empty where AWS chooses one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct AddressText(pub String);

impl AddressText {
    /// Whether the choice is left to AWS.
    pub fn is_automatic(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The address; `None` where it is automatic or malformed.
    pub fn parse(&self) -> Option<Ipv4Addr> {
        self.0.trim().parse().ok()
    }
}

impl fmt::Display for AddressText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for AddressText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

macro_rules! typed_texts {
    ($($Type:ident),+) => { $(
        impl Written for $Type {
            fn read(value: &Value) -> Result<Self, Misread> {
                String::read(value).map(Self)
            }

            fn write(&self) -> Value {
                self.0.write()
            }

            fn empty() -> Option<Self> {
                Some(Self::default())
            }
        }
    )+ };
}
typed_texts!(CidrText, AddressText);

plain_values!(CidrText, AddressText);
impl Row for CidrText {}
impl Row for String {}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> CidrProblem {
        CidrText::from(text).parse().unwrap_err()
    }

    #[test]
    fn a_block_with_host_bits_names_the_block_that_was_meant() {
        assert_eq!(
            problem("100.68.0.18/18"),
            CidrProblem::HostBits {
                canonical: "100.68.0.0/18".parse().unwrap()
            }
        );
    }

    #[test]
    fn a_bare_address_is_not_a_block() {
        assert_eq!(
            problem("10.0.0.1"),
            CidrProblem::NoPrefixLength {
                host: "10.0.0.1/32".parse().unwrap()
            }
        );
    }

    #[test]
    fn nonsense_is_told_apart() {
        assert_eq!(problem(""), CidrProblem::Empty);
        assert_eq!(problem("10.0.0/16"), CidrProblem::BadAddress);
        assert_eq!(problem("10.0.0.256/16"), CidrProblem::BadAddress);
        assert_eq!(problem("10.0.0.0/33"), CidrProblem::BadPrefixLength);
        assert_eq!(problem("10.0.0.0/"), CidrProblem::BadPrefixLength);
        assert_eq!(problem("10.0.0.0/+8"), CidrProblem::BadPrefixLength);
        assert_eq!(problem("10.0.0.0/08"), CidrProblem::BadPrefixLength);
    }
}
