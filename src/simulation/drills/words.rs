//! Numbers as people read them.

use super::super::clock::Second;
use crate::text::grouped;

/// `94.0 %`; never rounded up to all, or down to none.
pub fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round();
    let tenths = match share {
        it if it >= 1.0 => 1000.0,
        it if it <= 0.0 => 0.0,
        _ => tenths.clamp(1.0, 999.0),
    };
    if tenths == 1000.0 {
        return "100 %".to_owned();
    }
    if tenths == 999.0 && share > 0.999 {
        // Three nines and more want a digit more.
        let hundredths = (share * 10_000.0).floor().min(9_999.0) / 100.0;
        return format!("{hundredths:.2} %");
    }
    format!("{:.1} %", tenths / 10.0)
}

/// `1 min 30 s`, `2 h 5 min`, `0 s`.
pub fn duration(seconds: Second) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
    let mut parts = Vec::new();
    for (number, unit) in [(hours, "h"), (minutes, "min"), (rest, "s")] {
        if number > 0 {
            parts.push(format!("{number} {unit}"));
        }
    }
    match parts.is_empty() {
        true => "0 s".to_owned(),
        false => parts.join(" "),
    }
}

/// `172 ms`, `2.4 s`.
pub fn milliseconds(number: f64) -> String {
    match number < 1000.0 {
        true => format!("{number:.0} ms"),
        false if number % 1000.0 == 0.0 => format!("{:.0} s", number / 1000.0),
        false => format!("{:.1} s", number / 1000.0),
    }
}

/// A whole number with commas; one with a fraction as it is.
pub fn plain(number: f64) -> String {
    if number >= 0.0 && number.fract() == 0.0 && number < 9e15 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, positive, and small enough"
        )]
        return grouped(number as u64);
    }
    format!("{number}")
}

/// A number of seconds as a whole number.
pub fn whole_seconds(number: f64) -> Second {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a second is"
    )]
    let whole = number.clamp(0.0, f64::from(u32::MAX)).round() as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(percent(0.94), "94.0 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.999_99), "99.99 %");
        assert_eq!(percent(0.999), "99.9 %");
        assert_eq!(percent(0.000_01), "0.1 %");
        assert_eq!(duration(90), "1 min 30 s");
        assert_eq!(duration(7_500), "2 h 5 min");
        assert_eq!(duration(0), "0 s");
        assert_eq!(milliseconds(172.4), "172 ms");
        assert_eq!(milliseconds(2000.0), "2 s");
        assert_eq!(milliseconds(2_440.0), "2.4 s");
        assert_eq!(plain(102_400.0), "102,400");
        assert_eq!(plain(0.5), "0.5");
    }
}
