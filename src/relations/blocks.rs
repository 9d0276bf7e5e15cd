//! Which blocks are free in a VPC.

use ipnet::Ipv4Net;

use super::{Relations, VpcFacts};
use crate::architecture::ResourceId;
use crate::order::InOrder;

/// The first block of length `prefix` inside one of `spaces` that overlaps
/// none of `taken`.
pub fn next_free(spaces: &[Ipv4Net], taken: &[Ipv4Net], prefix: u8) -> Option<Ipv4Net> {
    let taken = sorted(taken.iter());
    spaces
        .iter()
        .find_map(|space| free_in(space, prefix, 0, &taken))
}

/// The same, but behind the last of `taken` in its space where there is room:
/// what comes next is sought there before a gap is filled.
pub fn next_behind(spaces: &[Ipv4Net], taken: &[Ipv4Net], prefix: u8) -> Option<Ipv4Net> {
    let sorted = sorted(taken.iter());
    let behind = |space: &Ipv4Net| {
        let inside = taken.iter().filter(|block| space.contains(*block));
        let from = inside.map(|block| span(block).1 + 1).max()?;
        free_in(space, prefix, from, &sorted)
    };
    let mut all = spaces.iter();
    all.find_map(behind)
        .or_else(|| next_free(spaces, taken, prefix))
}

/// The block itself where it is free, else the next one of its length behind
/// it in the private range that it is of (rulebook VPC-3), or from its start.
pub fn free_of(block: Ipv4Net, taken: &[Ipv4Net]) -> Option<Ipv4Net> {
    let overlaps = |it: &Ipv4Net| {
        taken
            .iter()
            .any(|other| other.contains(it) || it.contains(other))
    };
    if !overlaps(&block) {
        return Some(block);
    }
    let ranges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    let ranges: Vec<Ipv4Net> = ranges.iter().filter_map(|it| it.parse().ok()).collect();
    let own = ranges.iter().find(|range| range.contains(&block));
    let spaces: Vec<Ipv4Net> = own.into_iter().chain(&ranges).copied().collect();
    next_behind(&spaces, taken, block.prefix_len())
}

/// The first block of length `prefix` in `space` that begins at the address
/// `from` or behind it and overlaps none of `taken`, which are sorted.
///
/// It looks only behind each taken block, so it takes as many steps as there
/// are blocks, whatever the size of the space.
fn free_in(space: &Ipv4Net, prefix: u8, from: u64, taken: &[(u64, u64)]) -> Option<Ipv4Net> {
    if prefix > 32 || space.prefix_len() > prefix {
        return None;
    }
    let size = 1_u64 << (32 - prefix);
    let (first, end) = span(space);
    let mut start = from.max(first).div_ceil(size) * size;
    for (first, last) in taken {
        if *last < start {
            continue;
        }
        if *first >= start + size {
            break;
        }
        start = (last + 1).div_ceil(size) * size;
    }
    if start + size - 1 > end {
        return None;
    }
    let address = u32::try_from(start).ok()?;
    Ipv4Net::new(address.into(), prefix).ok()
}

fn sorted<'b>(blocks: impl Iterator<Item = &'b Ipv4Net>) -> Vec<(u64, u64)> {
    let mut spans: Vec<_> = blocks.map(span).collect();
    spans.order();
    spans
}

fn span(block: &Ipv4Net) -> (u64, u64) {
    let first = u64::from(u32::from(block.network()));
    let last = u64::from(u32::from(block.broadcast()));
    (first, last)
}

impl Relations<'_> {
    /// The blocks of all VPCs.
    pub fn vpc_blocks(&self) -> Vec<Ipv4Net> {
        let vpcs = self.vpcs().iter();
        vpcs.flat_map(|it| it.blocks.iter().copied()).collect()
    }

    fn blocks_taken(&self, vpc: &VpcFacts<'_>) -> Vec<Ipv4Net> {
        let subnets = vpc.subnets.iter();
        subnets
            .filter_map(|subnet| self.subnets[*subnet].block)
            .collect()
    }

    /// The lowest block of this length in a VPC that no subnet overlaps.
    /// `None` where there is no room.
    pub fn free_block(&self, vpc: &ResourceId, prefix: u8) -> Option<Ipv4Net> {
        let vpc = self.vpc(vpc)?;
        next_free(&vpc.blocks, &self.blocks_taken(vpc), prefix)
    }

    /// The block that the next subnet of a VPC is offered: the first free one
    /// behind its last subnet, or in an earlier gap; a /24 where the VPC is
    /// large enough for several, else a quarter of it, never smaller than a /28
    /// (rulebook SUB-3). `None` when the VPC is full or has no block.
    pub fn offered_block(&self, vpc: &ResourceId) -> Option<Ipv4Net> {
        let vpc = self.vpc(vpc)?;
        let blocks = self.blocks_taken(vpc);
        let taken = sorted(blocks.iter());
        // AWS takes no VPC smaller than a /28 (rulebook VPC-2).
        let mut spaces = vpc.blocks.iter().filter(|it| it.prefix_len() <= 28);
        spaces.find_map(|space| {
            // A VPC of /25 to /28 is cut into what is left of it.
            let prefix = (space.prefix_len() + 2).clamp(24, 28);
            let prefix = prefix.max(space.prefix_len());
            let inside = blocks.iter().filter(|block| space.contains(*block));
            let behind = inside.map(|block| span(block).1 + 1).max();
            behind
                .and_then(|behind| free_in(space, prefix, behind, &taken))
                .or_else(|| free_in(space, prefix, 0, &taken))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit, Resource, Subnet, Vpc};

    fn next(taken: &[&str], prefix: u8) -> Option<String> {
        let blocks: Vec<_> = taken.iter().map(|it| it.parse().unwrap()).collect();
        let space = "10.0.0.0/22".parse().unwrap();
        next_free(&[space], &blocks, prefix).map(|it| it.to_string())
    }

    #[test]
    fn gaps_are_filled_first() {
        assert_eq!(next(&[], 24).as_deref(), Some("10.0.0.0/24"));
        assert_eq!(
            next(&["10.0.0.0/24", "10.0.2.0/24"], 24).as_deref(),
            Some("10.0.1.0/24")
        );
        assert_eq!(next(&["10.0.0.16/28"], 24).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(next(&["10.0.0.16/28"], 28).as_deref(), Some("10.0.0.0/28"));
    }

    #[test]
    fn a_full_space_has_none() {
        assert_eq!(next(&["10.0.0.0/22"], 28), None);
        assert_eq!(next(&["10.0.0.0/23", "10.0.3.0/24"], 23), None);
        assert_eq!(next(&[], 20), None);
    }

    fn offer(vpc: &str, subnets: &[&str]) -> Option<String> {
        let mut document = Document::default();
        let campus = Vpc {
            cidr: vpc.into(),
            ..Vpc::default()
        };
        let id = ResourceId::new("vpc-1");
        let mut edits = vec![Edit::Create {
            id: id.clone(),
            resource: Resource::new("campus", campus),
        }];
        for (number, cidr) in subnets.iter().enumerate() {
            let subnet = Subnet {
                vpc: Some(id.clone()),
                cidr: (*cidr).into(),
                ..Subnet::default()
            };
            edits.push(Edit::Create {
                id: format!("subnet-{number}").as_str().into(),
                resource: Resource::new("wing", subnet),
            });
        }
        document.apply_all(edits).unwrap();
        let relations = Relations::of(&document.architecture);
        relations.offered_block(&id).map(|net| net.to_string())
    }

    #[test]
    fn the_first_subnet_takes_the_first_24() {
        assert_eq!(offer("10.0.0.0/16", &[]).as_deref(), Some("10.0.0.0/24"));
    }

    #[test]
    fn the_next_subnet_follows_the_last() {
        assert_eq!(
            offer("10.0.0.0/16", &["10.0.1.0/24"]).as_deref(),
            Some("10.0.2.0/24")
        );
        assert_eq!(
            offer("10.0.0.0/16", &["10.0.1.0/24", "10.0.2.128/25"]).as_deref(),
            Some("10.0.3.0/24")
        );
    }

    #[test]
    fn gaps_are_filled_when_the_end_is_reached() {
        assert_eq!(
            offer("10.0.0.0/22", &["10.0.3.0/24"]).as_deref(),
            Some("10.0.0.0/24")
        );
        assert_eq!(offer("10.0.0.0/24", &["10.0.0.0/24"]), None);
    }

    #[test]
    fn small_campuses_are_cut_smaller() {
        assert_eq!(offer("10.0.0.0/25", &[]).as_deref(), Some("10.0.0.0/27"));
        assert_eq!(offer("10.0.0.0/28", &[]).as_deref(), Some("10.0.0.0/28"));
        assert_eq!(
            offer("255.255.255.0/24", &["255.255.255.192/26"]).as_deref(),
            Some("255.255.255.0/26")
        );
    }
}
