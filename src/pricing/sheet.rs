//! The sheet on which charges are noted before they become the lines of a bill.

use rustc_hash::FxHashMap;

use super::amount::Amount;
use super::bill::{Group, Line, Part};
use super::table::{Price, Table};
use crate::architecture::ResourceId;
use crate::order::InOrder;

/// A factor of a quantity, with the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Factor {
    amount: Amount,
    one: &'static str,
    many: &'static str,
    /// What it divides by, where it does.
    divisor: i64,
}

impl Factor {
    /// So many of something.
    pub fn of(amount: impl Into<Amount>, one: &'static str, many: &'static str) -> Self {
        Self {
            amount: amount.into(),
            one,
            many,
            divisor: 1,
        }
    }

    /// So much of what has no plural.
    pub fn unit(amount: impl Into<Amount>, unit: &'static str) -> Self {
        Self::of(amount, unit, unit)
    }

    /// Counted by the thousand, or by another number.
    pub fn per(divisor: i64) -> Self {
        Self {
            amount: Amount::ONE,
            one: "",
            many: "",
            divisor,
        }
    }

    fn on(self, quantity: Amount) -> Amount {
        if self.divisor == 1 {
            quantity.times(self.amount)
        } else {
            quantity.over(self.divisor)
        }
    }

    fn words(self) -> String {
        if self.divisor != 1 {
            return format!("÷ {}", Amount::whole(self.divisor).short());
        }
        let unit = if self.amount == Amount::ONE {
            self.one
        } else {
            self.many
        };
        format!("{} {unit}", self.amount.short())
    }
}

/// Something that is charged.
pub(super) struct Charge<'c> {
    pub group: Group,
    pub what: String,
    pub price: String,
    pub region: &'c str,
    pub resource: Option<&'c ResourceId>,
    /// Of one and the same thing the first may differ, and is added up.
    pub factors: Vec<Factor>,
    /// The pool of free things that it takes from.
    pub free: Option<String>,
    /// What a reservation leaves of the price, in percent.
    pub percent: Option<Amount>,
}

impl<'c> Charge<'c> {
    pub fn new(
        group: Group,
        what: impl Into<String>,
        price: impl Into<String>,
        region: &'c str,
        resource: Option<&'c ResourceId>,
        factors: Vec<Factor>,
    ) -> Self {
        Self {
            group,
            what: what.into(),
            price: price.into(),
            region,
            resource,
            factors,
            free: None,
            percent: None,
        }
    }

    pub fn free(mut self, pool: &str) -> Self {
        self.free = Some(pool.to_owned());
        self
    }
}

/// What is charged so far.
pub(super) struct Sheet {
    table: &'static Table,
    lines: Vec<Draft>,
    places: FxHashMap<(String, String, String), usize>,
    /// Free things of the design itself, such as the backups of a database up to
    /// its size.
    pools: FxHashMap<String, Amount>,
    /// How much of what has tiers was noted.
    noted: FxHashMap<(&'static str, String), Amount>,
    with_free: bool,
}

struct Draft {
    group: Group,
    what: String,
    price_id: String,
    region: String,
    price: Option<Price>,
    percent: Option<Amount>,
    unit: &'static str,
    pool: Option<String>,
    parts: Vec<DraftPart>,
}

struct DraftPart {
    resource: Option<ResourceId>,
    factors: Vec<Factor>,
    quantity: Amount,
}

impl Sheet {
    pub fn new(table: &'static Table, with_free: bool) -> Self {
        Self {
            table,
            lines: Vec::new(),
            places: FxHashMap::default(),
            pools: FxHashMap::default(),
            noted: FxHashMap::default(),
            with_free,
        }
    }

    /// Makes room in a pool that the design itself fills.
    pub fn fill(&mut self, pool: String, amount: Amount) {
        *self.pools.entry(pool).or_default() += amount;
    }

    /// Notes a charge.
    pub fn add(&mut self, charge: Charge) {
        let quantity = charge.factors.iter();
        let quantity = quantity.fold(Amount::ONE, |so_far, it| it.on(so_far));
        self.note(charge, quantity);
    }

    /// Notes a charge whose price falls with what is used: each tier has its
    /// limit and its price.
    pub fn add_tiered(
        &mut self,
        charge: Charge,
        tiers: &[(&'static str, Option<Amount>)],
        unit: &'static str,
    ) {
        let quantity = charge.factors.iter();
        let mut left = quantity.fold(Amount::ONE, |so_far, it| it.on(so_far));
        let Some((first, _)) = tiers.first() else {
            return;
        };
        let key = (*first, charge.region.to_owned());
        let mut from = self.noted.get(&key).copied().unwrap_or_default();
        self.noted.insert(key, from + left);
        let mut shown = false;
        let mut floor = Amount::ZERO;
        for (place, (id, limit)) in tiers.iter().enumerate() {
            let room = limit.map_or(left, |limit| limit.less(from));
            let taken = left.min(room);
            let last = place + 1 == tiers.len();
            // What is all in one tier keeps its own words.
            let factors = if taken == left {
                (!shown).then(|| charge.factors.clone())
            } else {
                None
            };
            if !taken.is_zero() || (last && !shown) {
                shown = true;
                let factors = factors.unwrap_or_else(|| vec![Factor::unit(taken, unit)]);
                let part = Charge {
                    group: charge.group,
                    what: match place {
                        0 => charge.what.clone(),
                        _ => format!("{}, above {} {unit}", charge.what, floor.short()),
                    },
                    price: (*id).to_owned(),
                    region: charge.region,
                    resource: charge.resource,
                    factors,
                    free: charge.free.clone(),
                    percent: None,
                };
                self.note(part, taken);
            }
            left = left.less(taken);
            from += taken;
            floor = limit.unwrap_or(floor);
            if left.is_zero() && shown {
                break;
            }
        }
    }

    fn note(&mut self, charge: Charge, quantity: Amount) {
        let price = self.table.price(&charge.price, charge.region);
        let region = if self.table.is_global(&charge.price) {
            String::new()
        } else {
            charge.region.to_owned()
        };
        // What costs the same in two Regions is one line; what is unknown in one of
        // them is not.
        let same = match price {
            Some(price) => format!("{} {:?} {}", price.usd, price.confidence, price.date),
            None => region.clone(),
        };
        let key = (charge.what.clone(), charge.price.clone(), same);
        let place = *self.places.entry(key).or_insert_with(|| {
            self.lines.push(Draft {
                group: charge.group,
                what: charge.what,
                unit: self.table.unit(&charge.price),
                price_id: charge.price,
                region: region.clone(),
                price,
                percent: charge.percent,
                pool: charge.free,
                parts: Vec::new(),
            });
            self.lines.len() - 1
        });
        if self.lines[place].region != region {
            self.lines[place].region.clear();
        }
        self.lines[place].parts.push(DraftPart {
            resource: charge.resource.cloned(),
            factors: charge.factors,
            quantity,
        });
    }

    /// The lines of the bill.
    pub fn lines(mut self) -> Vec<Line> {
        let mut drafts = std::mem::take(&mut self.lines);
        drafts.order_by_key(|draft| draft.group);
        drafts.into_iter().map(|draft| self.line(draft)).collect()
    }

    fn line(&mut self, draft: Draft) -> Line {
        let quantity: Amount = draft.parts.iter().map(|part| part.quantity).sum();
        let free = self.take_free(&draft, quantity);
        let price = draft.price.map(|price| match draft.percent {
            Some(percent) => price.usd.times(percent).over(100),
            None => price.usd,
        });
        let usd = price.map(|it| quantity.less(free).times(it).to_digits(4));
        let list_usd = price.map(|it| quantity.times(it).to_digits(4));
        let formula = formula(&draft.parts);
        let mut so_far = Amount::ZERO;
        let parts = draft.parts.iter().map(|part| {
            let before = so_far;
            so_far += part.quantity;
            // Cut where the running sum stands, so that the parts add up to the
            // line whatever they are rounded to.
            let cut = |all: Option<Amount>| {
                let all = all.unwrap_or_default();
                let at = |place: Amount| all.part(place, quantity).to_digits(4);
                at(so_far) - at(before)
            };
            Part {
                resource: part.resource.clone(),
                formula: words(&part.factors),
                quantity: part.quantity.to_digits(4),
                usd: cut(usd),
                list_usd: cut(list_usd),
            }
        });
        let parts = parts.collect();
        Line {
            group: draft.group,
            what: draft.what,
            price_id: draft.price_id,
            region: draft.region,
            formula,
            quantity: quantity.to_digits(4),
            unit: draft.unit.to_owned(),
            free,
            price,
            usd,
            list_usd,
            confidence: draft.price.map(|price| price.confidence),
            date: draft.price.map_or("", |price| price.date),
            parts,
        }
    }

    /// What a line takes from its pool, which serves the lines in their order.
    fn take_free(&mut self, draft: &Draft, quantity: Amount) -> Amount {
        let Some(pool) = draft.pool.as_ref().filter(|_| self.with_free) else {
            return Amount::ZERO;
        };
        let always = self.table.free(pool);
        let left = self.pools.entry(pool.clone()).or_insert(always);
        let taken = quantity.min(*left);
        *left = left.less(taken);
        taken
    }
}

fn words(factors: &[Factor]) -> String {
    let mut text = String::new();
    for factor in factors {
        let words = factor.words();
        if !text.is_empty() {
            text.push_str(if words.starts_with('÷') { " " } else { " × " });
        }
        text.push_str(&words);
    }
    text
}

/// The formula of all parts: those that differ in nothing but the first factor
/// are told together.
fn formula(parts: &[DraftPart]) -> String {
    let mut sums: Vec<Vec<Factor>> = Vec::new();
    for part in parts {
        let same = sums.iter_mut().find(|sum| {
            let (Some(one), Some(other)) = (sum.first(), part.factors.first()) else {
                return false;
            };
            one.many == other.many && one.divisor == other.divisor && sum[1..] == part.factors[1..]
        });
        match same {
            Some(sum) => sum[0].amount += part.factors[0].amount,
            None => sums.push(part.factors.clone()),
        }
    }
    const TOLD: usize = 4;
    let told: Vec<String> = sums.iter().take(TOLD).map(|sum| words(sum)).collect();
    let more = match sums.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" + {more} more"),
    };
    format!("{}{more}", told.join(" + "))
}
