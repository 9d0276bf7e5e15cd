//! The block that a new subnet proposes.

use ipnet::Ipv4Net;

use crate::architecture::{Architecture, ResourceId, Subnet, Vpc};
use crate::order::InOrder;

/// The block for the next subnet of a VPC: the first free one behind its last
/// subnet, or in an earlier gap; a /24 where the VPC is large enough for
/// several, else a quarter of it, never smaller than a /28 (rulebook SUB-3).
/// `None` when the VPC is full or has no valid block.
pub fn next_free_block(architecture: &Architecture, vpc: &ResourceId) -> Option<Ipv4Net> {
    let campus: &Vpc = architecture.find(vpc)?;
    let mut taken: Vec<Ipv4Net> = architecture
        .all::<Subnet>()
        .filter(|(_, subnet)| subnet.vpc.as_ref() == Some(vpc))
        .filter_map(|(_, subnet)| subnet.cidr.lenient())
        .collect();
    taken.order();
    let blocks = std::iter::once(&campus.cidr)
        .chain(&campus.secondary_cidrs)
        .filter_map(|text| text.lenient());
    for block in blocks {
        let prefix = (block.prefix_len() + 2).clamp(24, 28);
        // A VPC of /25 to /28 is cut into what is left of it.
        let prefix = prefix.max(block.prefix_len());
        let last = taken
            .iter()
            .filter(|net| block.contains(*net))
            .map(|net| u32::from(net.broadcast()))
            .max();
        let start = last.and_then(|last| last.checked_add(1));
        let found =
            free_in(block, prefix, start, &taken).or_else(|| free_in(block, prefix, None, &taken));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The first block of `prefix` in `block`, from the address `start` on, that
/// none of `taken` (sorted) touches.
fn free_in(block: Ipv4Net, prefix: u8, start: Option<u32>, taken: &[Ipv4Net]) -> Option<Ipv4Net> {
    let size = 1u64 << (32 - prefix);
    let end = u64::from(u32::from(block.broadcast()));
    let first = u64::from(start.unwrap_or(u32::from(block.network())));
    let mut at = first.div_ceil(size) * size;
    for net in taken {
        let (low, high) = (
            u64::from(u32::from(net.network())),
            u64::from(u32::from(net.broadcast())),
        );
        if high < at || low > at + size - 1 {
            continue;
        }
        at = (high + 1).div_ceil(size) * size;
    }
    if at < u64::from(u32::from(block.network())) || at + size - 1 > end {
        return None;
    }
    Ipv4Net::new(u32::try_from(at).ok()?.into(), prefix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit, Resource};

    fn proposal(vpc: &str, subnets: &[&str]) -> Option<String> {
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
        next_free_block(&document.architecture, &id).map(|net| net.to_string())
    }

    #[test]
    fn the_first_subnet_takes_the_first_24() {
        assert_eq!(proposal("10.0.0.0/16", &[]).as_deref(), Some("10.0.0.0/24"));
    }

    #[test]
    fn the_next_subnet_follows_the_last() {
        assert_eq!(
            proposal("10.0.0.0/16", &["10.0.1.0/24"]).as_deref(),
            Some("10.0.2.0/24")
        );
        assert_eq!(
            proposal("10.0.0.0/16", &["10.0.1.0/24", "10.0.2.128/25"]).as_deref(),
            Some("10.0.3.0/24")
        );
    }

    #[test]
    fn gaps_are_filled_when_the_end_is_reached() {
        assert_eq!(
            proposal("10.0.0.0/22", &["10.0.3.0/24"]).as_deref(),
            Some("10.0.0.0/24")
        );
        assert_eq!(proposal("10.0.0.0/24", &["10.0.0.0/24"]), None);
    }

    #[test]
    fn small_campuses_are_cut_smaller() {
        assert_eq!(proposal("10.0.0.0/25", &[]).as_deref(), Some("10.0.0.0/27"));
        assert_eq!(proposal("10.0.0.0/28", &[]).as_deref(), Some("10.0.0.0/28"));
        assert_eq!(
            proposal("255.255.255.0/24", &["255.255.255.192/26"]).as_deref(),
            Some("255.255.255.0/26")
        );
    }
}
