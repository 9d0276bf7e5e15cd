//! How far an answer holds: for everybody that the question speaks of, for
//! nobody, or for which part and why just for them.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::Serialize;

use super::share::Share;
use crate::architecture::ResourceId;

/// How many of those that a question speaks of get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Everybody, on every way that AWS may take.
    Everybody,
    /// Some, or on some ways only.
    Some,
    /// Nobody.
    Nobody,
}

/// How far an answer holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Extent {
    /// Who gets through.
    pub reach: Reach,
    /// The share of connections that do. Where hardly any is lost, because a
    /// filter denies a few of the many ports that an answer may go to, it is
    /// less than 1 and the reach is everybody all the same.
    pub share: Share,
    /// What some get past and others do not.
    pub limits: Vec<Limit>,
}

impl Extent {
    /// Of one who stands for nobody else.
    pub(super) const fn of_one(delivered: bool) -> Self {
        let (reach, share) = if delivered {
            (Reach::Everybody, Share::ALL)
        } else {
            (Reach::Nobody, Share::NONE)
        };
        Self {
            reach,
            share,
            limits: Vec::new(),
        }
    }
}

/// What some get past and others do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Limit {
    /// Of the internet, some addresses.
    Addresses {
        /// Which side the internet is on.
        side: Side,
        /// The blocks that get through.
        through: Vec<Ipv4Net>,
        /// The blocks that do not.
        lost: Vec<Ipv4Net>,
        /// One of those that do not.
        example: Ipv4Addr,
        /// How many of the internet's addresses get through.
        share: Share,
    },
    /// Of the members of what was named, some.
    Members {
        /// Which side they are on.
        side: Side,
        /// Those that fail on some way at least.
        lost: Vec<ResourceId>,
        /// How many there are.
        of: usize,
    },
    /// Of the addresses that a name answers with, some: the nodes of a load
    /// balancer in their zones.
    Answers {
        /// Who has the addresses that fail.
        lost: Vec<Answer>,
        /// How many there are.
        of: usize,
    },
    /// Of the targets that a load balancer may choose, some.
    Targets {
        /// The target group.
        group: ResourceId,
        /// The targets that fail.
        lost: Vec<Answer>,
        /// How many there are.
        of: usize,
    },
    /// Of the ports that a client may have chosen, some: a network ACL stops
    /// the answers to others.
    ClientPorts {
        /// The ranges whose answers get back.
        through: Vec<(u16, u16)>,
        /// The share of a Linux client's connections that work.
        linux: Share,
        /// The share of a Windows client's connections that work.
        windows: Share,
    },
    /// Of the ports that a NAT gateway or a load balancer may have chosen.
    ChosenPorts {
        /// The ranges whose answers get back.
        through: Vec<(u16, u16)>,
        /// The share of connections that work.
        share: Share,
    },
}

/// An address that a choice may fall on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The address.
    pub address: Ipv4Addr,
    /// Who has it.
    pub owner: Option<ResourceId>,
}

/// The side of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Where it starts.
    From,
    /// Where it goes.
    To,
}
