//! Addresses: which ranges mean what, and which one an interface gets.
//!
//! AWS chooses automatic addresses as it likes. We choose them from the
//! identity of the interface alone, so that the same architecture always has
//! the same addresses and building something elsewhere moves nothing here.
//! They are examples: real ones differ.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::aws::regions::REGIONS;

const fn block(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const RFC1918: [Ipv4Net; 3] = [
    block(10, 0, 0, 0, 8),
    block(172, 16, 0, 0, 12),
    block(192, 168, 0, 0, 16),
];
const RFC6598: Ipv4Net = block(100, 64, 0, 0, 10);

/// What no host on the internet can have: private, shared, link-local,
/// loopback, multicast, reserved (RFC 6890).
pub const UNROUTABLE: [Ipv4Net; 8] = [
    RFC1918[0],
    RFC1918[1],
    RFC1918[2],
    RFC6598,
    block(0, 0, 0, 0, 8),
    block(127, 0, 0, 0, 8),
    block(169, 254, 0, 0, 16),
    block(224, 0, 0, 0, 3),
];

/// Automatic public addresses come from here: a range that Amazon uses for
/// EC2 in Mumbai. Which address a resource gets is an example.
pub const PUBLIC_POOL: Ipv4Net = block(13, 232, 0, 0, 14);

/// Amazon S3 is found here, a slice for each Region. The real prefix lists
/// hold more blocks and change; these stand for them.
pub const S3_POOL: Ipv4Net = block(52, 219, 0, 0, 16);

/// Amazon DynamoDB is found here, a slice for each Region.
pub const DYNAMODB_POOL: Ipv4Net = block(52, 94, 0, 0, 16);

/// Where the user on the internet is unless the architecture says otherwise
/// (RFC 5737, TEST-NET-3).
pub const INTERNET_USER: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 7);

/// The public host that "the internet" stands for as a destination (RFC 5737,
/// TEST-NET-2).
pub const INTERNET_HOST: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 10);

/// Whether it is in a private range (RFC 1918).
pub fn is_rfc1918(address: Ipv4Addr) -> bool {
    RFC1918.iter().any(|net| net.contains(&address))
}

/// Whether it is in the shared range (RFC 6598).
pub fn is_rfc6598(address: Ipv4Addr) -> bool {
    RFC6598.contains(&address)
}

/// Whether no host on the internet can have it: private, shared, link-local,
/// loopback, multicast or reserved.
pub fn is_unroutable(address: Ipv4Addr) -> bool {
    UNROUTABLE.iter().any(|net| net.contains(&address))
}

/// The addresses of a service in a Region: the slice of the pool that stands
/// for its prefix list.
pub fn service_block(pool: Ipv4Net, region: &str) -> Ipv4Net {
    let index = REGIONS
        .iter()
        .position(|facts| facts.code == region)
        .and_then(|index| u32::try_from(index).ok())
        .unwrap_or(63)
        .min(63);
    let base = u32::from(pool.network()) + (index << 10);
    Ipv4Net::new(base.into(), 22).unwrap_or(pool)
}

/// The first and the last address of a subnet that an interface may have:
/// AWS keeps the first four and the last (rulebook SUB-6).
pub fn usable(block: Ipv4Net) -> Option<(u32, u32)> {
    let first = u32::from(block.network()).checked_add(4)?;
    let last = u32::from(block.broadcast()).checked_sub(1)?;
    (first <= last).then_some((first, last))
}

/// How many interfaces a subnet can hold (rulebook SUB-7).
pub fn usable_count(block: Ipv4Net) -> u32 {
    usable(block).map_or(0, |(first, last)| last - first + 1)
}

/// FNV-1a: small, fixed for all time, spreads short texts well enough.
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |state: u32, byte| {
        (state ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The address of `first..=last` that belongs to `text`: its own place, or the
/// next free one behind it. `None` if all are taken.
pub fn choose(
    text: &str,
    first: u32,
    last: u32,
    taken: impl Fn(Ipv4Addr) -> bool,
) -> Option<Ipv4Addr> {
    let size = u64::from(last.checked_sub(first)?) + 1;
    let start = u64::from(hash(text)) % size;
    (0..size).find_map(|step| {
        let offset = u32::try_from((start + step) % size).ok()?;
        let address = Ipv4Addr::from(first.checked_add(offset)?);
        (!taken(address)).then_some(address)
    })
}

/// A free public address for `text`.
pub fn choose_public(text: &str, taken: impl Fn(Ipv4Addr) -> bool) -> Option<Ipv4Addr> {
    let (first, last) = usable(PUBLIC_POOL)?;
    choose(text, first, last, taken)
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    #[test]
    fn five_addresses_of_a_subnet_are_kept() {
        let counts = [
            ("10.0.0.0/28", 11),
            ("10.0.0.0/24", 251),
            ("10.0.0.0/16", 65_531),
        ];
        for (net, count) in counts {
            assert_eq!(usable_count(net.parse().unwrap()), count, "{net}");
        }
        assert_eq!(usable_count("10.0.0.0/30".parse().unwrap()), 0);
        assert_eq!(usable_count("255.255.255.255/32".parse().unwrap()), 0);
        assert_eq!(usable_count("0.0.0.0/0".parse().unwrap()), u32::MAX - 4);
    }

    #[test]
    fn a_taken_place_moves_to_the_next_and_a_full_subnet_has_none() {
        let (first, last) = usable("10.0.0.0/28".parse().unwrap()).unwrap();
        let mut taken = FxHashSet::default();
        for number in 0..11 {
            let address = choose(&format!("i-{number}"), first, last, |it| {
                taken.contains(&it)
            });
            assert!(taken.insert(address.unwrap()));
        }
        assert_eq!(
            choose("one more", first, last, |it| taken.contains(&it)),
            None
        );
    }

    #[test]
    fn automatic_public_addresses_are_public() {
        let address = choose_public("nat-gateway-1", |_| false).unwrap();
        assert!(!is_unroutable(address));
        assert!(is_unroutable("100.64.0.1".parse().unwrap()));
        assert!(is_unroutable("169.254.169.254".parse().unwrap()));
    }
}
