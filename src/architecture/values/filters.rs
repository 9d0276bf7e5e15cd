//! Rules of security groups and entries of network ACLs.

use serde_json::Value;

use super::{CidrText, Protocol, choices};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::property::{PropertyType, PropertyValue, Redirect};
use crate::architecture::row::{Content, Member, RowInfo, Variant, row};
use crate::architecture::written::{self, Misread, Written};

const PROTOCOL: Member = Member::new("Protocol", PropertyType::Protocol);
const FROM_PORT: Member = Member::new("Ports", PropertyType::Ports)
    .optional()
    .narrow();
const TO_PORT: Member = Member::new("Ports", PropertyType::PortsEnd).optional();

// There are no deny rules (rulebook SG-2). ICMP takes -1 for any type
// (rulebook SG-9).
row! {
    /// One allow rule of a security group.
    SecurityGroupRule = RowInfo::lines("rule", "security group rule");

    /// Which protocol it matches.
    protocol: Protocol = Protocol::Tcp => PROTOCOL.narrow();

    /// The first port of the range; for ICMP the type, -1 for any. Absent means any.
    from_port: Option<i32> = Some(80) => FROM_PORT;

    /// The last port of the range; for ICMP the code, -1 for any. Absent means any.
    to_port: Option<i32> = Some(80) => TO_PORT;

    /// Who is on the other side.
    peer: Peer = Peer::Cidr("0.0.0.0/0".into())
        => Member::new("Peer", PropertyType::Peer).vital();

    /// A note on why the rule exists.
    description: String = String::new()
        => Member::text("Description", "Why it is open").optional().detail();
}

/// The other side of a security group rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Every address of a block.
    Cidr(CidrText),
    /// The private addresses of the interfaces in a group (rulebook SG-13).
    Group(ResourceId),
}

impl Peer {
    /// The ways to name one.
    pub const VARIANTS: &'static [Variant] = &[
        Variant {
            key: "cidr",
            help: "Every address of a block.",
            content: Content::One(PropertyType::Cidr),
        },
        Variant {
            key: "group",
            help: "The private addresses of the interfaces in a group.",
            content: Content::One(PropertyType::Reference(&[Kind::SecurityGroup])),
        },
    ];
}

impl Written for Peer {
    fn read(value: &Value) -> Result<Self, Misread> {
        let (variant, inner) = written::either(value, Self::VARIANTS)?;
        let read = match variant {
            0 => CidrText::read(inner).map(Self::Cidr),
            _ => ResourceId::read(inner).map(Self::Group),
        };
        read.map_err(|why| why.within(&format!("`{}`", Self::VARIANTS[variant].key)))
    }

    fn write(&self) -> Value {
        match self {
            Self::Cidr(block) => written::only("cidr", block.write()),
            Self::Group(group) => written::only("group", group.write()),
        }
    }
}

impl PropertyValue for Peer {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        if let Self::Group(group) = self {
            visit(group);
        }
    }

    fn redirect(&mut self, to: &Redirect<'_>) {
        // The row is about its peer and goes where `to` makes nothing of it.
        if let Self::Group(group) = self
            && let Some(other) = to(group)
        {
            *group = other;
        }
    }
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

// The final deny of everything else, shown as `*`, is never written down
// (rulebook NACL-4).
row! {
    /// One numbered entry of a network ACL.
    NetworkAclEntry = RowInfo::lines("entry", "network ACL entry");

    // Rulebook NACL-3.
    /// Its place in the order, 1 to 32766; the lowest that matches decides.
    number: u32 = 100
        => Member::number("No.", (1, 32766), "").narrow().counted(100);

    /// What it does.
    action: RuleAction = RuleAction::Allow
        => Member::choice("Action", RuleAction::CHOICES).narrow();

    /// Which protocol it matches.
    protocol: Protocol = Protocol::Tcp => PROTOCOL.detail();

    /// The first port of the range; for ICMP the type, -1 for any. Absent means any.
    from_port: Option<i32> = Some(80) => FROM_PORT;

    /// The last port of the range; for ICMP the code, -1 for any. Absent means any.
    to_port: Option<i32> = Some(80) => TO_PORT;

    // Entries take no groups (rulebook NACL-10).
    /// The block on the other side: the source inbound, the destination outbound.
    cidr: CidrText = "0.0.0.0/0".into()
        => Member::new("CIDR", PropertyType::Cidr);
}
