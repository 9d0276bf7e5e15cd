//! What a question leaves open, and for how much of it an answer is true.
//!
//! A question about the internet is a question about four billion addresses.
//! The walk takes one of them and, whenever a block decides something about
//! that address, keeps in mind how far its neighbours would have been decided
//! alike. At the end stands the answer for one address together with all
//! addresses around it that fare just the same; the next question begins
//! behind the last of them. So the address space is split where it matters on
//! this way and nowhere else, and no answer is a sample. Ports are treated
//! likewise.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// Something left open: the one that is tried, and the range in which all
/// others fare alike so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    tried: u32,
    low: u32,
    high: u32,
}

impl Open {
    /// Everything from the one that is tried on.
    pub fn from(tried: u32, last: u32) -> Self {
        Self {
            tried,
            low: tried,
            high: last,
        }
    }

    /// The last one that fares like the one that is tried.
    pub fn last(self) -> u32 {
        self.high
    }

    /// What was decided is true of this range alone, or of its outside.
    fn decide(&mut self, first: u32, last: u32) {
        if first <= self.tried && self.tried <= last {
            self.low = self.low.max(first);
            self.high = self.high.min(last);
        } else if last < self.tried {
            self.low = self.low.max(last + 1);
        } else if first <= last {
            self.high = self.high.min(first - 1);
        }
    }
}

/// What a question leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// The address of the end that is on the internet.
    pub address: Option<Open>,
    /// The port that is asked for.
    pub port: Option<Open>,
    /// Whether the packet is addressed to the port that was asked for, and not
    /// to the one that the answer goes to.
    pub answering: bool,
}

impl Scope {
    /// Whether a block holds an address.
    pub fn holds(&mut self, block: Ipv4Net, address: Ipv4Addr) -> bool {
        if let Some(open) = &mut self.address
            && open.tried == u32::from(address)
        {
            open.decide(block.network().into(), block.broadcast().into());
        }
        block.contains(&address)
    }

    /// Whether a range holds the port that a packet is addressed to; a side
    /// that is absent or -1 is open.
    pub fn spans(&mut self, from: Option<i32>, to: Option<i32>, port: u16) -> bool {
        let from = from.filter(|it| *it != -1).unwrap_or(0);
        let to = to.filter(|it| *it != -1).unwrap_or(i32::from(u16::MAX));
        if let Some(open) = self.port.as_mut().filter(|_| !self.answering) {
            match (u32::try_from(from.max(0)), u32::try_from(to)) {
                (Ok(first), Ok(last)) if first <= last => open.decide(first, last),
                // It holds no port at all.
                _ => {}
            }
        }
        (from..=to).contains(&i32::from(port))
    }

    /// Whether a packet is addressed to just this port.
    pub fn is_port(&mut self, wanted: u16, port: u16) -> bool {
        self.spans(Some(wanted.into()), Some(wanted.into()), port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(address: [u8; 4]) -> Scope {
        let tried = u32::from(Ipv4Addr::from(address));
        Scope {
            address: Some(Open {
                tried,
                low: 0,
                high: u32::MAX,
            }),
            ..Scope::default()
        }
    }

    #[test]
    fn an_answer_is_true_as_far_as_the_blocks_that_decided_it() {
        let mut scope = open([10, 1, 2, 3]);
        let address = Ipv4Addr::new(10, 1, 2, 3);
        assert!(scope.holds("10.0.0.0/8".parse().unwrap(), address));
        assert!(!scope.holds("10.1.2.0/31".parse().unwrap(), address));
        assert!(!scope.holds("10.1.2.128/25".parse().unwrap(), address));
        // Who is not asked about changes nothing.
        assert!(!scope.holds("10.1.2.0/31".parse().unwrap(), Ipv4Addr::new(9, 0, 0, 1)));
        let open = scope.address.unwrap();
        assert_eq!(Ipv4Addr::from(open.low), Ipv4Addr::new(10, 1, 2, 2));
        assert_eq!(Ipv4Addr::from(open.high), Ipv4Addr::new(10, 1, 2, 127));
    }

    #[test]
    fn ports_are_split_where_a_rule_begins_or_ends() {
        let mut scope = Scope {
            port: Some(Open::from(80, 65_535)),
            ..Scope::default()
        };
        assert!(scope.spans(Some(-1), None, 80));
        assert!(!scope.spans(Some(443), Some(443), 80));
        assert!(scope.spans(Some(80), Some(90), 80));
        assert_eq!(scope.port.unwrap().last(), 90);
        // The answer goes to another port, which decides nothing here.
        scope.answering = true;
        assert!(!scope.spans(Some(1024), Some(65_535), 80));
        assert_eq!(scope.port.unwrap().last(), 90);
    }
}
