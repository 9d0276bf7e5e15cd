//! The price table: what AWS asks for what, where, said by whom and when.
//!
//! `assets/prices/prices.json` holds each price with its source;
//! `assets/prices/prices.txt` is the same without the sources, made from it by
//! `tests/pricing.rs`, because it travels with the page. A price that nobody
//! knows is a dash there and `None` here, and never nothing.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::amount::Amount;

const TEXT: &str = include_str!("../../assets/prices/prices.txt");

/// The Regions whose prices are in the table.
pub const REGIONS: [&str; 4] = ["ap-south-1", "us-east-1", "eu-west-1", "ap-southeast-1"];

/// How far a price is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Published by AWS and captured by a machine, or seen on a bill, or told
    /// alike by two sources.
    Good,
    /// One captured or billed source, or an old one.
    Fair,
    /// Told by a hand-made table only.
    Unverified,
}

impl Confidence {
    /// Its name, as in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Unverified => "unverified",
        }
    }

    fn of(sign: &str) -> Self {
        match sign {
            "good" | "+" => Self::Good,
            "fair" | "~" => Self::Fair,
            _ => Self::Unverified,
        }
    }
}

/// A price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// What one unit costs, in USD.
    pub usd: Amount,
    /// How far it is to be trusted.
    pub confidence: Confidence,
    /// The date of its source, such as `2025-11-04`.
    pub date: &'static str,
}

/// A number that is no price: an exchange rate, a tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The number.
    pub value: Amount,
    /// How far it is to be trusted.
    pub confidence: Confidence,
    /// The date of its source.
    pub date: &'static str,
}

/// What a reservation takes off the price of an instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// How much, in percent.
    pub percent: Amount,
    /// Which reservation.
    pub model: &'static str,
    /// How far it is to be trusted.
    pub confidence: Confidence,
    /// The date of its source.
    pub date: &'static str,
}

/// The whole table.
#[derive(Debug)]
pub struct Table {
    /// When it was put together.
    pub compiled: &'static str,
    /// Rupees for a dollar.
    pub fx: Rate,
    /// The tax of an Indian account, in percent.
    pub gst: Rate,
    rows: FxHashMap<&'static str, Row>,
    free: FxHashMap<&'static str, Amount>,
    reserved: Vec<(&'static str, &'static str, Reserved)>,
}

#[derive(Debug)]
struct Row {
    unit: &'static str,
    /// One for all Regions, or one for each.
    prices: Vec<Option<Price>>,
}

/// The table, read once.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(TEXT))
}

impl Table {
    /// Reads the compact text. Lines that make no sense are left out, so that
    /// their prices are unknown; a test says that there are none.
    fn read(text: &'static str) -> Self {
        let nothing = Rate {
            value: Amount::ZERO,
            confidence: Confidence::Unverified,
            date: "",
        };
        let mut table = Self {
            compiled: "",
            fx: nothing,
            gst: nothing,
            rows: FxHashMap::default(),
            free: FxHashMap::default(),
            reserved: Vec::new(),
        };
        let mut dates: Vec<&'static str> = Vec::new();
        for line in text.lines() {
            if line.contains('|') {
                table.read_row(line, &dates);
                continue;
            }
            let mut words = line.split(' ');
            match words.next().unwrap_or_default() {
                "compiled" => table.compiled = words.next().unwrap_or_default(),
                "dates" => dates = words.collect(),
                "fx" => table.fx = rate(words).unwrap_or(nothing),
                "gst" => table.gst = rate(words).unwrap_or(nothing),
                "free" => {
                    let of = words.next().unwrap_or_default();
                    if let Some(amount) = words.next().and_then(Amount::parse) {
                        table.free.insert(of, amount);
                    }
                }
                "reserved" => table.read_reserved(line),
                _ => {}
            }
        }
        table
    }

    fn read_row(&mut self, line: &'static str, dates: &[&'static str]) {
        let mut parts = line.split('|');
        let (Some(id), Some(unit)) = (parts.next(), parts.next()) else {
            return;
        };
        let prices = parts.map(|cell| price(cell, dates)).collect();
        self.rows.insert(id, Row { unit, prices });
    }

    fn read_reserved(&mut self, line: &'static str) {
        let mut words = line.splitn(7, ' ').skip(1);
        let mut next = || words.next();
        if let (Some(region), Some(item), Some(percent), Some(sign), Some(date), Some(model)) =
            (next(), next(), next(), next(), next(), next())
            && let Some(percent) = Amount::parse(percent)
        {
            let reserved = Reserved {
                percent,
                model,
                confidence: Confidence::of(sign),
                date,
            };
            self.reserved.push((region, item, reserved));
        }
    }

    /// A price in a Region, if it is known.
    pub fn price(&self, id: &str, region: &str) -> Option<Price> {
        let row = self.rows.get(id)?;
        if let [everywhere] = row.prices[..] {
            return everywhere;
        }
        let place = REGIONS.iter().position(|it| *it == region)?;
        *row.prices.get(place)?
    }

    /// Whether a price is the same all over the world.
    pub fn is_global(&self, id: &str) -> bool {
        self.rows.get(id).is_some_and(|row| row.prices.len() == 1)
    }

    /// What the price is for, such as `hour`; empty for what is in no row.
    pub fn unit(&self, id: &str) -> &'static str {
        self.rows.get(id).map_or("", |row| row.unit)
    }

    /// How much of something is free for every account, for ever.
    pub fn free(&self, of: &str) -> Amount {
        self.free.get(of).copied().unwrap_or_default()
    }

    /// What a reservation takes off, where that is known.
    pub fn reserved(&self, region: &str, instance_type: &str) -> Option<Reserved> {
        let mut all = self.reserved.iter();
        let found = all.find(|(place, item, _)| *place == region && *item == instance_type);
        found.map(|(_, _, reserved)| *reserved)
    }

    /// Every row, for whoever checks the table.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.rows.keys().copied()
    }
}

fn rate(mut words: std::str::Split<'static, char>) -> Option<Rate> {
    Some(Rate {
        value: Amount::parse(words.next()?)?,
        confidence: Confidence::of(words.next()?),
        date: words.next()?,
    })
}

/// A cell such as `0.0112+f`: the number, the sign of confidence, the letter of
/// the date.
fn price(cell: &str, dates: &[&'static str]) -> Option<Price> {
    let at = cell.find(['+', '~', '?'])?;
    let (number, rest) = cell.split_at(at);
    let letter = rest.as_bytes().get(1)?;
    let place = usize::from(letter.checked_sub(b'a')?);
    Some(Price {
        usd: Amount::parse(number)?,
        confidence: Confidence::of(&rest[..1]),
        date: dates.get(place)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let table = table();
        let rows = TEXT.lines().filter(|it| it.contains('|')).count();
        assert_eq!(table.rows.len(), rows);
        let cells = TEXT.lines().filter(|it| it.contains('|'));
        let known = cells.flat_map(|it| it.split('|').skip(2));
        let known = known.filter(|it| *it != "-").count();
        let read: usize = table
            .rows
            .values()
            .map(|row| row.prices.iter().flatten().count())
            .sum();
        assert_eq!(read, known);
        assert!(
            table
                .rows
                .values()
                .all(|row| [1, 4].contains(&row.prices.len()))
        );
        let regions = format!("regions {}", REGIONS.join(" "));
        assert!(TEXT.lines().any(|it| it == regions));
        assert!(!table.fx.value.is_zero() && !table.gst.value.is_zero());
    }

    #[test]
    fn what_nobody_knows_is_not_nothing() {
        let table = table();
        assert_eq!(table.price("alb.lcu", "ap-southeast-1"), None);
        assert_eq!(table.price("alb.hour", "eu-north-1"), None);
        assert_eq!(table.price("ec2.m5.large", "ap-south-1"), None);
        let hour = table.price("nat.hour", "ap-south-1").unwrap();
        assert_eq!(hour.usd.plain(), "0.056");
        assert_eq!(hour.confidence, Confidence::Good);
        assert_eq!(
            table.price("r53.zone", "eu-north-1").unwrap().usd.plain(),
            "0.5"
        );
        let reserved = table.reserved("us-east-1", "t3.micro").unwrap();
        assert_eq!(reserved.percent.plain(), "41.8");
        assert_eq!(
            reserved.model,
            "Standard Reserved Instance, 1 year, all upfront"
        );
    }
}
