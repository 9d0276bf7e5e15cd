//! Rules of security groups and entries of network ACLs.

use serde::{Deserialize, Serialize};

use super::{CidrText, Protocol, choices};
use crate::architecture::id::ResourceId;
use crate::architecture::property::{Remains, Row};

/// One allow rule of a security group. There are no deny rules
/// (rulebook SG-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityGroupRule {
    /// Which protocol it allows.
    pub protocol: Protocol,
    /// The first port of the range; for ICMP the type, -1 for any
    /// (rulebook SG-9). Absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_port: Option<i32>,
    /// The last port of the range; for ICMP the code, -1 for any. Absent
    /// means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_port: Option<i32>,
    /// Who is on the other side.
    pub peer: Peer,
    /// A note on why the rule exists.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// The other side of a security group rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Peer {
    /// Every address of a block.
    Cidr(CidrText),
    /// The private addresses of the interfaces in a group (rulebook SG-13).
    Group(ResourceId),
}

impl SecurityGroupRule {
    /// Allows `protocol` on `ports` with `peer`.
    pub fn allow(protocol: Protocol, ports: std::ops::RangeInclusive<u16>, peer: Peer) -> Self {
        Self {
            protocol,
            from_port: Some(i32::from(*ports.start())),
            to_port: Some(i32::from(*ports.end())),
            peer,
            description: String::new(),
        }
    }

    /// Allows everything to and from everywhere: what a new group has
    /// outbound (rulebook SG-4).
    pub fn allow_all() -> Self {
        Self {
            protocol: Protocol::All,
            from_port: None,
            to_port: None,
            peer: Peer::Cidr("0.0.0.0/0".into()),
            description: String::new(),
        }
    }
}

impl Default for SecurityGroupRule {
    fn default() -> Self {
        Self::allow(Protocol::Tcp, 80..=80, Peer::Cidr("0.0.0.0/0".into()))
    }
}

impl Row for SecurityGroupRule {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        if let Peer::Group(group) = &self.peer {
            visit(group);
        }
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        match &self.peer {
            Peer::Group(group) if group == gone => Remains::Nothing,
            _ => Remains::Untouched,
        }
    }
}

choices! {
    /// What a network ACL entry or a web ACL rule does with what it matches.
    RuleAction {
        /// Lets it pass.
        #[default]
        Allow = "allow" "Allow",
        /// Stops it.
        Deny = "deny" "Deny",
    }
}

/// One numbered entry of a network ACL. The final deny of everything else,
/// shown as `*`, is never written down (rulebook NACL-4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkAclEntry {
    /// Its place in the order, 1 to 32766; the lowest number that matches
    /// decides (rulebook NACL-3).
    pub number: u32,
    /// What it does.
    pub action: RuleAction,
    /// Which protocol it matches.
    pub protocol: Protocol,
    /// The first port of the destination range; for ICMP the type, -1 for
    /// any. Absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_port: Option<i32>,
    /// The last port of the destination range; for ICMP the code, -1 for any.
    /// Absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_port: Option<i32>,
    /// The block on the other side: the source inbound, the destination
    /// outbound. Entries take no groups (rulebook NACL-10).
    pub cidr: CidrText,
}

impl Row for NetworkAclEntry {}
