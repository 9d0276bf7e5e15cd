//! The next free block of a VPC: what a new or misplaced subnet is offered.

use ipnet::Ipv4Net;

use crate::rules::context::{Context, SubnetFacts};
use crate::architecture::{Edit, Remedy};
use crate::order::InOrder;

/// The first block of length `prefix` inside one of `spaces` that overlaps
/// none of `taken`.
///
/// It looks only behind each taken block, so it takes as many steps as there
/// are blocks, whatever the size of the space.
pub fn next_free(spaces: &[Ipv4Net], taken: &[Ipv4Net], prefix: u8) -> Option<Ipv4Net> {
    let mut taken: Vec<(u64, u64)> = taken.iter().map(span).collect();
    taken.order();
    let size = 1_u64 << 32_u8.saturating_sub(prefix);
    spaces
        .iter()
        .filter(|space| space.prefix_len() <= prefix)
        .find_map(|space| {
            let (mut start, end) = span(space);
            for (first, last) in &taken {
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
        })
}

fn span(block: &Ipv4Net) -> (u64, u64) {
    let first = u64::from(u32::from(block.network()));
    let last = u64::from(u32::from(block.broadcast()));
    (first, last)
}

/// A fix that gives `subnet` the next free block of its VPC: of its own size
/// where AWS takes that, else a /24; smaller where no such block is left.
pub fn move_to_free_block(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> Option<Remedy> {
    let vpc = subnet.vpc?;
    // AWS gives 200 subnets to a VPC. Beyond any reason, looking for room for
    // each of them would cost more than it helps.
    if context.subnets_of(vpc).count() > 500 {
        return None;
    }
    let wanted = subnet
        .block
        .map(|block| block.prefix_len())
        .filter(|prefix| (16..=28).contains(prefix))
        .unwrap_or(24);
    let taken: Vec<_> = context
        .subnets_of(vpc)
        .filter(|other| other.id != subnet.id)
        .filter_map(|other| other.block)
        .collect();
    let block =
        (wanted..=28).find_map(|prefix| next_free(context.blocks_of(vpc), &taken, prefix))?;
    Some(Remedy::new(
        format!("Use {block}, the next free block of {}", context.name(vpc)),
        Edit::set(subnet.id, "cidr", block.to_string()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
