//! Which block each subnet gets.
//!
//! The console cuts the VPC's block into sixteen and gives public subnets the
//! first ones and private subnets those from the middle on: of 10.0.0.0/16 the
//! first public subnet is 10.0.0.0/20 and the first private one 10.0.128.0/20.
//! Where sixteenths would be smaller than a /28, which AWS refuses (rulebook
//! SUB-3), subnets are /28 and lie one behind the other; that is ours.

use ipnet::Ipv4Net;

use super::{Problem, Wish};

/// The blocks of all subnets, tier by tier and in each zone by zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The VPC's.
    pub vpc: Ipv4Net,
    /// Of public subnets.
    pub public: Vec<Ipv4Net>,
    /// Of private subnets: the first of each zone, then the second of each.
    pub private: Vec<Ipv4Net>,
    /// Of subnets for data.
    pub data: Vec<Ipv4Net>,
}

/// Into how many parts the console cuts a block, as a power of two.
const PARTS: u8 = 4;
/// The longest prefix of a subnet.
const LONGEST: u8 = 28;
/// In which part private subnets begin, and in which those for data.
const PRIVATE: usize = 8;
const DATA: usize = 4;

pub fn blocks(wish: &Wish) -> Result<Blocks, Problem> {
    let vpc = (wish.block.parse()).map_err(|problem| Problem::Block(problem.to_string()))?;
    if !(16..=LONGEST).contains(&vpc.prefix_len()) {
        return Err(Problem::Size);
    }
    let zones = wish.zones.clamp(1, 3);
    let many = |wanted: bool, each: usize| if wanted { zones * each } else { 0 };
    let public = many(wish.public, 1);
    let private = many(true, wish.private.min(2));
    let data = many(wish.data, 1);
    let wanted = public + private + data;
    if wanted == 0 {
        return Err(Problem::NoSubnets);
    }
    let length = (vpc.prefix_len() + PARTS).min(LONGEST);
    // From a /16 to a /28 both are good lengths, so there are always subnets.
    let parts: Vec<Ipv4Net> = vpc.subnets(length).into_iter().flatten().collect();
    if wanted > parts.len() {
        return Err(Problem::TooMany {
            wanted,
            room: parts.len(),
        });
    }
    let spread = parts.len() == 1 << PARTS;
    let (from_private, from_data) = match spread {
        true => (PRIVATE, DATA),
        false => (public, public + private),
    };
    let take = |from: usize, many: usize| parts.iter().skip(from).take(many).copied().collect();
    Ok(Blocks {
        vpc,
        public: take(0, public),
        private: take(from_private, private),
        data: take(from_data, data),
    })
}
