//! Whether a condition holds.
//!
//! All lines have to hold; of the values of a line one has to match, or none
//! where the operator is a negated one. A key that the request lacks makes a
//! line false, a negated one true, and one that ends in IfExists true.
//! [IAM UG: Policy elements: Condition operators]

use std::cmp::Ordering;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

use super::document::Condition;
use super::operator::{Family, Operator, Order};
use super::pattern::{Filled, Piece, fill, matches, plain};
use super::question::{Asked, Known};

/// What is true of something: it may hang on what nobody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It hangs on something, in words for people.
    Unknown(Vec<String>),
}

impl Truth {
    /// Whether both hold.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, it) | (it, Self::Yes) => it,
            (Self::Unknown(mut one), Self::Unknown(other)) => {
                one.extend(other);
                Self::Unknown(one)
            }
        }
    }

    fn of(it: bool) -> Self {
        if it { Self::Yes } else { Self::No }
    }
}

/// Whether all lines of a condition hold.
pub fn holds(conditions: &[Condition], variables: bool, asked: &Asked<'_>) -> Truth {
    conditions.iter().fold(Truth::Yes, |so_far, it| {
        so_far.and(line(it, variables, asked))
    })
}

fn unknown(what: String) -> Truth {
    Truth::Unknown(vec![what])
}

fn line(it: &Condition, variables: bool, asked: &Asked<'_>) -> Truth {
    let Some(operator) = it.parsed() else {
        return unknown(format!(
            "the operator {}, which is not modelled",
            it.operator
        ));
    };
    if operator.quantifier.is_some() || operator.family == Family::Binary {
        return unknown(format!(
            "the operator {}, which is not modelled",
            it.operator
        ));
    }
    let known = asked.value(&it.key);
    let values = match known {
        Known::NotSaid => {
            return unknown(format!("{}, which the question does not say", it.key));
        }
        Known::Missing => &[][..],
        Known::Values(values) => values,
    };
    if operator.family == Family::Null {
        // {"Null": {"key": "true"}} holds where the key is not there.
        let missing = values.is_empty();
        return Truth::of(
            it.values
                .iter()
                .any(|it| it.eq_ignore_ascii_case(if missing { "true" } else { "false" })),
        );
    }
    let value = match values {
        [] => return Truth::of(operator.negated || operator.if_exists),
        [only] => only,
        _ => {
            return unknown(format!(
                "{}, which has several values in this request: {} is not modelled for those",
                it.key, it.operator
            ));
        }
    };
    let mut open = Vec::new();
    let mut found = false;
    for wanted in &it.values {
        match one(operator, wanted, value, variables, asked) {
            Truth::Yes => found = true,
            Truth::No => {}
            Truth::Unknown(why) => open.extend(why),
        }
    }
    match (found, open.is_empty()) {
        (true, _) => Truth::of(!operator.negated),
        (false, true) => Truth::of(operator.negated),
        (false, false) => Truth::Unknown(open),
    }
}

/// Whether one value of a policy matches the value of the request.
fn one(operator: Operator, wanted: &str, value: &str, variables: bool, asked: &Asked<'_>) -> Truth {
    let pieces = match fill(wanted, variables, asked) {
        Filled::Pattern(pieces) => pieces,
        Filled::Nothing => return Truth::No,
        Filled::Unknown(key) => {
            return unknown(format!("{key}, which the question does not say"));
        }
    };
    let text = || -> String { pieces.iter().map(letter).collect() };
    Truth::of(match operator.family {
        Family::String => text() == value,
        Family::StringIgnoreCase => text().to_lowercase() == value.to_lowercase(),
        Family::StringLike => matches(&pieces, value, false),
        Family::Numeric(order) => compare(number(&text()), number(value), order),
        Family::Date(order) => compare(date(&text()), date(value), order),
        Family::Bool => text().eq_ignore_ascii_case(value),
        Family::Ip => match (block(&text()), IpAddr::from_str(value.trim())) {
            (Some(block), Ok(address)) => block.contains(&address),
            _ => false,
        },
        Family::Arn => arn_matches(&pieces, value),
        // Told apart before.
        Family::Null | Family::Binary => false,
    })
}

/// A piece as it was written; only StringLike and ARNs know wildcards.
fn letter(piece: &Piece) -> char {
    match piece {
        Piece::Letter(letter) => *letter,
        Piece::One => '?',
        Piece::Any => '*',
    }
}

/// Each of the six parts is compared by itself; a wildcard does not lead over
/// a colon before the last one.
fn arn_matches(pattern: &[Piece], value: &str) -> bool {
    let value: Vec<&str> = value.splitn(6, ':').collect();
    let parts: Vec<&[Piece]> = pattern.splitn(6, |it| *it == Piece::Letter(':')).collect();
    value.len() == 6
        && parts.len() == 6
        && parts
            .iter()
            .zip(value)
            .all(|(part, value)| matches(part, value, false))
}

fn compare(wanted: Option<f64>, value: Option<f64>, order: Order) -> bool {
    let (Some(wanted), Some(value)) = (wanted, value) else {
        return false;
    };
    let Some(found) = value.partial_cmp(&wanted) else {
        return false;
    };
    match order {
        Order::Equal => found == Ordering::Equal,
        Order::Less => found == Ordering::Less,
        Order::LessEqual => found != Ordering::Greater,
        Order::Greater => found == Ordering::Greater,
        Order::GreaterEqual => found != Ordering::Less,
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|it: &f64| it.is_finite())
}

/// An address is a block of one.
fn block(text: &str) -> Option<IpNet> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| Some(IpNet::from(IpAddr::from_str(text).ok()?)))
}

/// Seconds since 1970: a date by ISO 8601 (`2026-11-26T21:00:00Z`, or the day
/// alone), or such a number. [IAM UG: Date condition operators]
fn date(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(seconds) = number(text) {
        return Some(seconds);
    }
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, time),
        None => (text, "00:00:00Z"),
    };
    let mut parts = day.split('-');
    let mut next = || parts.next()?.parse::<i64>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let mut parts = clock.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds: f64 = match parts.next() {
        Some(text) => number(text)?,
        None => 0.0,
    };
    if !(0..=24).contains(&hours) || !(0..=59).contains(&minutes) {
        return None;
    }
    let offset = match zone.get(..1) {
        Some(sign @ ("+" | "-")) => {
            let (hours, minutes) = zone[1..].split_once(':').unwrap_or((&zone[1..], "0"));
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == "-" { -minutes } else { minutes }
        }
        _ => 0,
    };
    // Days since 1970 by the Gregorian calendar, the year beginning in March.
    let (y, m) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let days = 365 * y + y.div_euclid(4) - y.div_euclid(100)
        + y.div_euclid(400)
        + (m * 306 + 5) / 10
        + day
        - 1
        - 719_468;
    let minutes = days * 1440 + hours * 60 + minutes - offset;
    Some(minutes as f64 * 60.0 + seconds)
}

/// Whether an action is what a pattern means; case does not matter.
/// [IAM UG: Policy elements: Action]
pub fn is_action(pattern: &str, action: &str) -> bool {
    matches(&plain(pattern), action, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_iso_8601_has_them() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0.0),
            ("2000-02-29", 951_782_400.0),
            ("2026-11-26T21:00:00Z", 1_795_726_800.0),
            ("2026-11-26T21:00:00+05:30", 1_795_707_000.0),
            ("1795726800", 1_795_726_800.0),
        ] {
            assert_eq!(date(text), Some(seconds), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-11",
            "é-1-1",
            "2026-11-26T",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
