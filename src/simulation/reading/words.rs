//! Numbers and times as people read them.

use crate::simulation::clock::{Clock, HOUR, MINUTE, Second};
use crate::text::grouped;

/// A length of time: `48 s`, `2 min 56 s`, `1 h 5 min`.
pub fn length(seconds: Second) -> String {
    let (hours, minutes, rest) = (seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    match (hours, minutes, rest) {
        (0, 0, rest) => format!("{rest} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, rest) => format!("{minutes} min {rest} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// The hour and minute in India: `20:12`.
pub fn minute(clock: Clock, at: Second) -> String {
    let it = clock.in_india(at);
    format!("{:02}:{:02}", it.hour, it.minute)
}

/// A number without more digits than it needs: `4,090`, `61.5`, `0.17`.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "no value".to_owned();
    }
    let sign = if value < 0.0 { "−" } else { "" };
    let size = value.abs();
    let places: usize = match size {
        _ if (size - size.round()).abs() < 0.000_5 => 0,
        _ if size >= 100.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 0.1 => 2,
        _ => 3,
    };
    let scale = [1.0, 10.0, 100.0, 1_000.0][places];
    // Far below what a whole number of 64 bits holds, or else cut off there.
    let whole = (size * scale).round() as u64;
    let scale = scale as u64;
    let before = grouped(whole / scale);
    if places == 0 {
        return format!("{sign}{before}");
    }
    let after = format!("{:0places$}", whole % scale);
    let after = after.trim_end_matches('0');
    if after.is_empty() {
        format!("{sign}{before}")
    } else {
        format!("{sign}{before}.{after}")
    }
}

/// A value of CloudWatch with its unit: `61 %`, `171 ms`, `13.1 GiB`.
pub fn value(value: f64, unit: &str) -> String {
    const GIB: f64 = 1_073_741_824.0;
    const MIB: f64 = 1_048_576.0;
    match unit {
        "Percent" => format!("{} %", number(value)),
        "Seconds" if value.abs() < 1.0 => format!("{} ms", number((value * 1_000.0).round())),
        "Seconds" => format!("{} s", number(value)),
        "Milliseconds" => format!("{} ms", number(value)),
        "Bytes" if value.abs() >= GIB => format!("{} GiB", number(value / GIB)),
        "Bytes" if value.abs() >= MIB => format!("{} MiB", number(value / MIB)),
        "Bytes" => format!("{} bytes", number(value)),
        _ => number(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_said() {
        assert_eq!(length(0), "0 s");
        assert_eq!(length(176), "2 min 56 s");
        assert_eq!(length(120), "2 min");
        assert_eq!(length(3_900), "1 h 5 min");
        assert_eq!(length(7_200), "2 h");
        assert_eq!(minute(Clock::default(), 756), "20:12");
    }

    #[test]
    fn numbers_have_as_many_digits_as_they_need() {
        for (value, wanted) in [
            (4_090.0, "4,090"),
            (61.46, "61.5"),
            (0.171, "0.17"),
            (0.0, "0"),
            (99.999_9, "100"),
            (-3.5, "−3.5"),
            (f64::NAN, "no value"),
        ] {
            assert_eq!(number(value), wanted);
        }
    }

    #[test]
    fn values_carry_their_units() {
        assert_eq!(value(61.0, "Percent"), "61 %");
        assert_eq!(value(0.171, "Seconds"), "171 ms");
        assert_eq!(value(10.0, "Seconds"), "10 s");
        assert_eq!(value(14_066_130_125.0, "Bytes"), "13.1 GiB");
        assert_eq!(value(2.0, "Count"), "2");
    }
}
