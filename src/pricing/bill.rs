//! A bill: what a month costs, line by line and by resource.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::table::{Confidence, Rate};
use crate::architecture::ResourceId;
use crate::order::InOrder;

/// The groups of a bill, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// NAT gateways, addresses, transfer.
    Network,
    /// Load balancers.
    Balancing,
    /// Instances, disks, images.
    Compute,
    /// RDS and ElastiCache.
    Database,
    /// S3, EFS, snapshots.
    Storage,
    /// Route 53.
    Names,
    /// WAF, secrets, keys.
    Security,
    /// CloudWatch, SNS, CloudTrail, Lambda.
    Watching,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Network,
        Self::Balancing,
        Self::Compute,
        Self::Database,
        Self::Storage,
        Self::Names,
        Self::Security,
        Self::Watching,
    ];

    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Network => "Network",
            Self::Balancing => "Load balancing",
            Self::Compute => "Compute",
            Self::Database => "Databases and caches",
            Self::Storage => "Storage",
            Self::Names => "DNS",
            Self::Security => "Security",
            Self::Watching => "Watching",
        }
    }
}

/// A line: one price, and all that is charged at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its group.
    pub group: Group,
    /// What is charged, such as `NAT gateways, hours`.
    pub what: String,
    /// The key of its price in the table, such as `nat.hour`.
    pub price_id: String,
    /// The Region whose price it is; empty for a price of the whole world, and
    /// for one that several Regions of the drawing have in common.
    pub region: String,
    /// How the quantity comes about: `2 gateways × 730 hours`.
    pub formula: String,
    /// How much there is.
    pub quantity: Amount,
    /// What it is counted in, such as `GB-month`.
    pub unit: String,
    /// How much of it is free.
    pub free: Amount,
    /// What one unit costs in USD; `None` where nobody knows.
    pub price: Option<Amount>,
    /// What it costs in USD, to four digits; `None` where the price is unknown.
    pub usd: Option<Amount>,
    /// The same without anything free.
    pub list_usd: Option<Amount>,
    /// How far the price is to be trusted.
    pub confidence: Option<Confidence>,
    /// The date of its source.
    pub date: &'static str,
    /// Whose it is. The parts add up to the line.
    pub parts: Vec<Part>,
}

/// What one resource has of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The resource; `None` for what belongs to the load, such as the transfer
    /// out to the internet.
    pub resource: Option<ResourceId>,
    /// How its quantity comes about.
    pub formula: String,
    /// How much it has.
    pub quantity: Amount,
    /// What that costs in USD, nothing where the price is unknown.
    pub usd: Amount,
    /// The same without anything free.
    pub list_usd: Amount,
}

/// What one resource costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceCost {
    /// The resource; `None` for what belongs to the load.
    pub resource: Option<ResourceId>,
    /// What it costs a month in USD.
    pub usd: Amount,
    /// The same without anything free.
    pub list_usd: Amount,
    /// Whether something of it has no known price, so that it costs more.
    pub more: bool,
}

/// Something that is paid for and serves nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// The resource.
    pub resource: ResourceId,
    /// Why it serves nobody, and what to do, in a sentence or two.
    pub why: String,
    /// What that costs a month in USD.
    pub usd: Amount,
    /// Whether something of it has no known price, so that it costs more.
    pub more: bool,
}

/// A month of 730 hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Its lines, by group.
    pub lines: Vec<Line>,
    /// Things that are paid for and serve nobody, the dearest first.
    pub idle: Vec<Idle>,
    /// What one has to know to read it, in sentences.
    pub notes: Vec<String>,
    /// The Regions of the drawing that the table has no prices for.
    pub unpriced_regions: Vec<String>,
    /// The Region that what has none of its own is counted in.
    pub region: String,
    /// Whether what is always free has been taken off.
    pub with_free: bool,
    /// Rupees for a dollar.
    pub fx: Rate,
    /// The tax of an Indian account, in percent.
    pub gst: Rate,
    /// When the prices were put together.
    pub compiled: &'static str,
}

/// Hours of a month, as AWS prices them: 365 days of 24 hours, by 12.
pub const HOURS: Amount = Amount::whole(730);

impl Bill {
    /// The exact sum of its lines before tax, in USD.
    pub fn sum(&self) -> Amount {
        self.lines.iter().filter_map(|line| line.usd).sum()
    }

    /// The total before tax, in USD and cents.
    pub fn total(&self) -> Amount {
        self.sum().cents()
    }

    /// The total without anything free.
    pub fn list_total(&self) -> Amount {
        let lists = self.lines.iter().filter_map(|line| line.list_usd);
        lists.sum::<Amount>().cents()
    }

    /// What an hour costs on average.
    pub fn hour(&self) -> Amount {
        self.sum().over(730).to_digits(4)
    }

    /// The tax on the total, in USD.
    pub fn gst_usd(&self) -> Amount {
        self.total().times(self.gst.value).over(100).cents()
    }

    /// The total with tax, in USD.
    pub fn total_with_gst(&self) -> Amount {
        self.total() + self.gst_usd()
    }

    /// The total before tax, in rupees.
    pub fn total_inr(&self) -> Amount {
        self.total().times(self.fx.value).cents()
    }

    /// The total with tax, in rupees.
    pub fn total_with_gst_inr(&self) -> Amount {
        let factor = Amount::whole(100) + self.gst.value;
        let taxed = self.total().times(factor).over(100);
        taxed.times(self.fx.value).cents()
    }

    /// What an amount of this bill is in rupees, with tax.
    pub fn inr_with_gst(&self, usd: Amount) -> Amount {
        let factor = Amount::whole(100) + self.gst.value;
        usd.times(factor).over(100).times(self.fx.value).cents()
    }

    /// The lines whose price nobody knows. They are in no sum.
    pub fn unknown(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.price.is_none())
    }

    /// Whether every price is known.
    pub fn is_complete(&self) -> bool {
        self.unknown().next().is_none()
    }

    /// The lines of a group.
    pub fn lines_of(&self, group: Group) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.group == group)
    }

    /// What the lines of a group cost, in USD.
    pub fn total_of_group(&self, group: Group) -> Amount {
        self.lines_of(group).filter_map(|line| line.usd).sum()
    }

    /// What each resource costs, the dearest first.
    pub fn by_resource(&self) -> Vec<ResourceCost> {
        let mut costs: BTreeMap<Option<&ResourceId>, ResourceCost> = BTreeMap::new();
        for line in &self.lines {
            for part in &line.parts {
                let cost = costs
                    .entry(part.resource.as_ref())
                    .or_insert_with(|| ResourceCost {
                        resource: part.resource.clone(),
                        usd: Amount::ZERO,
                        list_usd: Amount::ZERO,
                        more: false,
                    });
                cost.usd += part.usd;
                cost.list_usd += part.list_usd;
                cost.more |= line.price.is_none();
            }
        }
        let mut costs: Vec<ResourceCost> = costs.into_values().collect();
        costs.order_by(|one, other| other.usd.cmp(&one.usd));
        costs
    }

    /// What the resources cost that `is_meant` picks, and whether some of it has
    /// no known price.
    pub fn cost_of(&self, is_meant: impl Fn(&ResourceId) -> bool) -> (Amount, bool) {
        let mut usd = Amount::ZERO;
        let mut more = false;
        for line in &self.lines {
            let parts = line.parts.iter();
            let meant = |part: &&Part| part.resource.as_ref().is_some_and(&is_meant);
            for part in parts.filter(meant) {
                usd += part.usd;
                more |= line.price.is_none();
            }
        }
        (usd, more)
    }
}
