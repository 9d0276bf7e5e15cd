//! The next free block of a VPC: where a misplaced subnet can go.

use crate::architecture::{Edit, Remedy};
use crate::relations::SubnetFacts;
use crate::relations::blocks::next_free;
use crate::rules::context::Context;

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
