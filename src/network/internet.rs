//! The internet as a set: every address that somebody out there may have.

use ipnet::{Ipv4Net, Ipv4Subnets};

use super::addresses;

/// All addresses of the internet that nobody in the document has, as ranges in
/// order: what can be routed there (RFC 1918, RFC 6598 and the like cannot),
/// without the public addresses of the document's own interfaces, without
/// Amazon's services that are shown, and without blocks of VPCs.
#[derive(Clone, Debug)]
pub(super) struct Internet(Vec<(u32, u32)>);

impl Internet {
    /// The internet around what the document has for itself.
    pub fn around(own: impl Iterator<Item = Ipv4Net>) -> Self {
        let mut holes: Vec<(u32, u32)> = addresses::UNROUTABLE
            .iter()
            .chain(&[addresses::S3_POOL, addresses::DYNAMODB_POOL])
            .copied()
            .chain(own)
            .map(|it| (it.network().into(), it.broadcast().into()))
            .collect();
        holes.sort_unstable();
        let mut ranges = Vec::new();
        let mut next = Some(0);
        for (first, last) in holes {
            let Some(start) = next else { break };
            if start < first {
                ranges.push((start, first - 1));
            }
            next = last.max(start.saturating_sub(1)).checked_add(1);
        }
        ranges.extend(next.map(|start| (start, u32::MAX)));
        Self(ranges)
    }

    /// The first address from here on.
    pub fn next(&self, from: u32) -> Option<u32> {
        let place = self.0.partition_point(|(_, last)| *last < from);
        self.0.get(place).map(|(first, _)| from.max(*first))
    }

    /// How many addresses a range holds.
    pub fn count(&self, first: u32, last: u32) -> u64 {
        let ranges = self.0.iter();
        let common = ranges.filter_map(|(from, to)| {
            let (from, to) = ((*from).max(first), (*to).min(last));
            (from <= to).then(|| u64::from(to - from) + 1)
        });
        common.sum()
    }
}

/// The fewest blocks that make up ranges.
pub(super) fn blocks_of(ranges: &[(u32, u32)]) -> Vec<Ipv4Net> {
    let blocks = ranges
        .iter()
        .flat_map(|(first, last)| Ipv4Subnets::new((*first).into(), (*last).into(), 0));
    blocks.collect()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn the_internet_is_what_can_be_routed_there() {
        let internet = Internet::around(std::iter::empty());
        let next = |text: &str| {
            let address: Ipv4Addr = text.parse().unwrap();
            internet.next(address.into()).map(Ipv4Addr::from)
        };
        let is = |text: &str| Some(text.parse::<Ipv4Addr>().unwrap());
        assert_eq!(next("0.0.0.0"), is("1.0.0.0"));
        assert_eq!(next("8.8.8.8"), is("8.8.8.8"));
        assert_eq!(next("10.0.0.0"), is("11.0.0.0"));
        assert_eq!(next("192.168.5.5"), is("192.169.0.0"));
        assert_eq!(next("224.0.0.0"), None);
        assert!(internet.count(0, u32::MAX) > 3_600_000_000);
        assert_eq!(
            blocks_of(&[(0, 0x7fff_ffff)]),
            ["0.0.0.0/1".parse().unwrap()]
        );
    }
}
