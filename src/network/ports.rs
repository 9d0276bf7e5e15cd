//! Sets of ports: those that the one who opens a connection may have chosen
//! for the answer to come back to (rulebook NACL-12).

use super::share::Share;

/// A set of ports, as ranges in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ports {
    /// Just one range: the normal case, which costs nothing to make.
    One([(u16, u16); 1]),
    /// None, or several.
    Many(Vec<(u16, u16)>),
}

impl Default for Ports {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

/// What a NAT gateway or a load balancer chooses from.
pub(super) const CHOSEN: (u16, u16) = (1024, u16::MAX);
/// What Linux chooses from.
pub(super) const LINUX: (u16, u16) = (32_768, 60_999);
/// What Windows chooses from, since Server 2008.
pub(super) const WINDOWS: (u16, u16) = (49_152, u16::MAX);
/// What either of the two chooses from.
pub(super) const CLIENT: (u16, u16) = (LINUX.0, WINDOWS.1);

impl Ports {
    /// All of a range.
    pub fn range((first, last): (u16, u16)) -> Self {
        Self::One([(first, last)])
    }

    /// The ranges, in order.
    pub fn ranges(&self) -> &[(u16, u16)] {
        match self {
            Self::One(range) => range,
            Self::Many(ranges) => ranges,
        }
    }

    /// The lowest one.
    pub fn first(&self) -> Option<u16> {
        self.ranges().first().map(|(first, _)| *first)
    }

    /// Adds a range behind all others.
    pub fn push(&mut self, (first, last): (u16, u16)) {
        let mut ranges = self.ranges().to_vec();
        match ranges.last_mut() {
            Some(before) if before.1.checked_add(1) == Some(first) => before.1 = last,
            _ => ranges.push((first, last)),
        }
        *self = Self::Many(ranges);
    }

    /// Which part of a range is in the set.
    pub fn share_of(&self, (first, last): (u16, u16)) -> Share {
        let common = self.ranges().iter().filter_map(|(from, to)| {
            let (from, to) = ((*from).max(first), (*to).min(last));
            (from <= to).then(|| size((from, to)))
        });
        Share::of(common.map(u64::from).sum(), u64::from(size((first, last))))
    }
}

fn size((first, last): (u16, u16)) -> u32 {
    u32::from(last) - u32::from(first) + 1
}
