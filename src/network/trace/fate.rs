//! What becomes of all connections that one question stands for.
//!
//! A trace follows one way. Where AWS may take several (the nodes that a name
//! answers with, the targets that are healthy, the ports that an answer may go
//! to), the fate says how many of them end well, and keeps one of each kind to
//! be shown.

use std::net::Ipv4Addr;

use crate::network::extent::Limit;
use crate::network::ports::{CHOSEN, CLIENT, LINUX, Ports, WINDOWS};
use crate::network::share::Share;

/// The choices along a way, in order: of each the address that it falls on.
pub(in crate::network) type Way = Vec<Ipv4Addr>;

/// What becomes of all connections that one question stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::network) struct Fate {
    /// How many end well.
    pub share: Share,
    /// Whether all do, but for so few that nobody notices.
    pub all: bool,
    /// A way that ends well, if one does.
    pub good: Way,
    /// A way that ends badly, if one does.
    pub bad: Way,
    /// What some get past and others do not.
    pub limits: Vec<Limit>,
    /// Ports that an answer may go to and would be lost on, if the client's
    /// choice of port decides.
    pub lost_port: Option<u16>,
}

/// A list of reasons is read by people.
const MOST_LIMITS: usize = 8;

impl Fate {
    /// Everything ends well.
    pub fn fine() -> Self {
        Self {
            share: Share::ALL,
            all: true,
            good: Vec::new(),
            bad: Vec::new(),
            limits: Vec::new(),
            lost_port: None,
        }
    }

    /// Nothing does.
    pub fn lost() -> Self {
        Self {
            share: Share::NONE,
            all: false,
            ..Self::fine()
        }
    }

    /// Whether some end well.
    pub fn any(&self) -> bool {
        self.share != Share::NONE
    }

    /// How many end well, the few that hardly anybody meets not counted.
    pub fn counted(&self) -> Share {
        if self.all { Share::ALL } else { self.share }
    }

    /// A connection and what it depends on: both have to end well.
    pub fn and(&mut self, other: Self) {
        if self.all {
            // So far well: what fails, fails in what comes now.
            self.bad.clone_from(&self.good);
            self.bad.extend(other.bad);
            self.lost_port = self.lost_port.or(other.lost_port);
        }
        self.good.extend(other.good);
        self.share = self.share.and(other.share);
        self.all &= other.all;
        self.add(other.limits);
    }

    /// One of several ways, each as likely as the others.
    pub fn one_of(ways: Vec<(Ipv4Addr, Self)>, limit: impl FnOnce(&[Ipv4Addr]) -> Limit) -> Self {
        let alike = ways.into_iter().map(|(address, fate)| (address, 1, fate));
        Self::drawn(alike.collect(), limit)
    }

    /// One of several ways, each with its weight.
    pub fn drawn(
        ways: Vec<(Ipv4Addr, u64, Self)>,
        limit: impl FnOnce(&[Ipv4Addr]) -> Limit,
    ) -> Self {
        let share = Share::mean(ways.iter().map(|(_, weight, fate)| (fate.share, *weight)));
        let ways: Vec<(Ipv4Addr, Self)> = ways
            .into_iter()
            .map(|(address, _, fate)| (address, fate))
            .collect();
        let Some((first, _)) = ways.first() else {
            return Self::fine();
        };
        let mut fate = Self {
            share,
            all: ways.iter().all(|(_, fate)| fate.all),
            good: vec![*first],
            bad: vec![*first],
            limits: Vec::new(),
            lost_port: None,
        };
        if let Some((address, way)) = ways.iter().find(|(_, fate)| fate.any()) {
            fate.good = [&[*address], &way.good[..]].concat();
        }
        let worst = ways.iter().find(|(_, fate)| !fate.any());
        if let Some((address, way)) = worst.or_else(|| ways.iter().find(|(_, fate)| !fate.all)) {
            fate.bad = [&[*address], &way.bad[..]].concat();
            fate.lost_port = way.lost_port;
        }
        let failing = ways.iter().filter(|(_, fate)| !fate.all);
        let failing: Vec<Ipv4Addr> = failing.map(|(address, _)| *address).collect();
        if !failing.is_empty() && failing.len() < ways.len() {
            fate.limits.push(limit(&failing));
        }
        for (_, way) in ways {
            fate.add(way.limits);
        }
        fate
    }

    /// The answers to these ports got back, of all that a range holds.
    pub fn through_ports(&mut self, through: &Ports, opener: Opener) {
        let (first, last) = opener.range();
        let share = through.share_of((first, last));
        if share == Share::ALL {
            return;
        }
        self.share = self.share.and(share);
        if few(share.rest()) {
            return;
        }
        let ranges = through.ranges().to_vec();
        let limit = match opener {
            Opener::Client => {
                let mut before = first;
                let lost = through.ranges().iter().find_map(|(from, to)| {
                    let gap = (before < *from).then_some(before);
                    before = to.saturating_add(1);
                    gap
                });
                self.lost_port = lost.or(Some(before));
                Limit::ClientPorts {
                    linux: through.share_of(LINUX),
                    windows: through.share_of(WINDOWS),
                    through: ranges,
                }
            }
            Opener::Chooses => Limit::ChosenPorts {
                share,
                through: ranges,
            },
            Opener::At(_) => return,
        };
        self.all = false;
        self.add(vec![limit]);
    }

    fn add(&mut self, limits: Vec<Limit>) {
        for limit in limits {
            if self.limits.len() < MOST_LIMITS && !self.limits.contains(&limit) {
                self.limits.push(limit);
            }
        }
    }
}

/// Whether a share of connections is so small that hardly anybody meets it: at
/// most one in a hundred.
pub(in crate::network) fn few(share: Share) -> bool {
    share <= Share::of(1, 100)
}

/// Who opens a connection, and so which port its answers go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::network) enum Opener {
    /// A client, whose operating system chooses.
    Client,
    /// A NAT gateway or a load balancer.
    Chooses,
    /// Somebody whose port is given.
    At(u16),
}

impl Opener {
    /// The ports to choose from.
    pub const fn range(self) -> (u16, u16) {
        match self {
            Self::Client => CLIENT,
            Self::Chooses => CHOSEN,
            Self::At(port) => (port, port),
        }
    }
}
