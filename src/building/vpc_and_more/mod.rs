//! "VPC and more", as the VPC console has it: a VPC with its subnets, route
//! tables, gateways and endpoint, from a handful of choices and at once.
//!
//! Names, blocks and what is associated with what are those of AWS's console,
//! as the commands that its own preview writes: `PREFIX-vpc`,
//! `PREFIX-subnet-public1-ZONE`, `PREFIX-rtb-private1-ZONE`,
//! `PREFIX-nat-public1-ZONE`, `PREFIX-vpce-s3`; public subnets from the start
//! of the block, private ones from its middle; one public route table, and one
//! for each private subnet; the gateway endpoint in the private tables.
//! [VPC UG: Create a VPC, "Create a VPC plus other VPC resources"]
//!
//! Subnets for data are ours: the console has no such choice. They have a
//! route table without a way to the internet.

mod blocks;
mod explained;
mod making;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::architecture::{Architecture, CidrText, Document, Edit, Kind, Region, ResourceId, Vpc};
use crate::aws::regions;
use crate::relations::Relations;
use crate::relations::blocks::free_of;

pub use explained::Said;

/// How many NAT gateways there shall be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nats {
    /// None: private subnets have no way to the internet.
    #[default]
    None,
    /// One in the first zone, for all private subnets.
    InOneZone,
    /// One in each zone, each for the private subnets of its own.
    PerZone,
}

/// What somebody wants made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wish {
    /// What every name begins with.
    pub prefix: String,
    /// The IPv4 block of the VPC.
    pub block: CidrText,
    /// How many Availability Zones, from 1 to 3.
    pub zones: usize,
    /// Whether each zone has a public subnet.
    pub public: bool,
    /// How many private subnets each zone has, from 0 to 2.
    pub private: usize,
    /// Whether each zone has a subnet for data.
    pub data: bool,
    /// How many NAT gateways.
    pub nats: Nats,
    /// Whether there is a gateway endpoint to S3.
    pub endpoint: bool,
    /// Whether instances with public addresses get public names.
    pub dns_hostnames: bool,
    /// Whether the VPC's own name server answers.
    pub dns_support: bool,
}

impl Default for Wish {
    /// What the console proposes.
    fn default() -> Self {
        Self {
            prefix: "project".to_owned(),
            block: "10.0.0.0/16".into(),
            zones: 2,
            public: true,
            private: 1,
            data: false,
            nats: Nats::None,
            endpoint: true,
            dns_hostnames: true,
            dns_support: true,
        }
    }
}

impl Wish {
    /// What is proposed beside what is there: the console's choices, with a block that
    /// overlaps no other and a name of its own.
    pub fn beside(architecture: &Architecture) -> Self {
        let mut wish = Self::default();
        let taken = Relations::of(architecture).vpc_blocks();
        let wanted = wish.block.parse().ok();
        if let Some(free) = wanted.and_then(|block| free_of(block, &taken)) {
            wish.block = free.to_string().as_str().into();
        }
        let is_named = |prefix: &str| {
            let name = format!("{prefix}-vpc");
            architecture
                .all::<Vpc>()
                .any(|(id, _)| architecture.name_of(id) == name)
        };
        let prefixes = std::iter::once(wish.prefix.clone())
            .chain((2..).map(|number| format!("{}-{number}", wish.prefix)));
        if let Some(prefix) = prefixes.into_iter().find(|it| !is_named(it)) {
            wish.prefix = prefix;
        }
        wish
    }

    /// How many NAT gateways come of it: they need public subnets to stand in
    /// (rulebook NAT-2) and private ones to serve.
    pub fn nats_made(&self) -> usize {
        match self.nats {
            _ if !self.public || self.private == 0 => 0,
            Nats::None => 0,
            Nats::InOneZone => 1,
            Nats::PerZone => self.zones,
        }
    }

    /// How many subnets come of it.
    pub fn subnets(&self) -> usize {
        self.zones * (usize::from(self.public) + self.private + usize::from(self.data))
    }
}

/// One thing that would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its block, its zone or where it leads.
    pub detail: String,
}

/// What comes of a wish.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The VPC's id once it is made.
    pub vpc: ResourceId,
    /// Everything that would be made, in the order in which it is made.
    pub made: Vec<Made>,
    /// How many of what there are, and why.
    pub said: Vec<Said>,
    /// The edits, to be applied as one step.
    pub edits: Vec<Edit>,
}

impl Plan {
    /// What the step is called in the history.
    pub fn label(&self) -> String {
        let name = self.made.iter().find(|it| it.kind == Kind::Vpc);
        let name = name.map_or("a VPC", |it| it.name.as_str());
        format!("Make {name} and more")
    }
}

/// Why nothing can be made of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The block is none; in words.
    Block(String),
    /// The block is larger than a /16 or smaller than a /28 (rulebook VPC-2).
    Size,
    /// More subnets than the block holds: the smallest is a /28 (rulebook
    /// SUB-3).
    TooMany {
        /// How many are wanted.
        wanted: usize,
        /// How many fit.
        room: usize,
    },
    /// The Region has fewer zones.
    Zones {
        /// Its code.
        region: String,
        /// How many it has.
        has: usize,
    },
    /// There would be a VPC and no subnet in it.
    NoSubnets,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block(why) => write!(f, "The IPv4 block cannot be read: {why}."),
            Self::Size => f.write_str(
                "A VPC's block is a /16 (65,536 addresses) at the most and a /28 (16 addresses) at the least.",
            ),
            Self::TooMany { wanted, room } => write!(
                f,
                "{wanted} subnets do not fit: a subnet is a /28 at the least, and this block holds {room} of them."
            ),
            Self::Zones { region, has } => {
                write!(f, "{region} has {has} Availability Zones.")
            }
            Self::NoSubnets => f.write_str(
                "Choose public, private or data subnets: a VPC without any holds nothing.",
            ),
        }
    }
}

/// Works out what comes of a wish in a document, in this Region or else the
/// first; where the document has none, one comes along.
pub fn plan(
    document: &Document,
    region: Option<&ResourceId>,
    wish: &Wish,
) -> Result<Plan, Problem> {
    let architecture = &document.architecture;
    let region = region.filter(|id| architecture.kind_of(id) == Some(Kind::Region));
    let region = region.or_else(|| architecture.ids_of(Kind::Region).next());
    let code = region
        .and_then(|id| architecture.find::<Region>(id))
        .map_or_else(|| Region::default().code, |region| region.code.clone());
    let zones = zones(&code, wish.zones)?;
    let blocks = blocks::blocks(wish)?;
    Ok(making::make(document, region, wish, &zones, blocks))
}

/// The first zones of a Region, by code.
fn zones(code: &str, wanted: usize) -> Result<Vec<String>, Problem> {
    let wanted = wanted.clamp(1, 3);
    let Some(facts) = regions::facts(code) else {
        // A Region that we know nothing of names its zones as all others do.
        let letters = ["a", "b", "c"].into_iter().take(wanted);
        return Ok(letters.map(|letter| format!("{code}{letter}")).collect());
    };
    let zones: Vec<String> = (facts.zones.iter().take(wanted))
        .map(|zone| (*zone).to_owned())
        .collect();
    if zones.len() < wanted {
        return Err(Problem::Zones {
            region: code.to_owned(),
            has: zones.len(),
        });
    }
    Ok(zones)
}
