//! How CloudWatch makes one value of those of a period.

/// The statistics that are no percentile. [CW UG: CloudWatch statistics definitions]
pub const STATISTICS: [&str; 5] = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

/// Whether CloudWatch has a statistic of that name: one of [`STATISTICS`], a
/// percentile such as `p99.9`, or a trimmed one such as `tm90` or
/// `TM(10%:90%)`. [CW UG: CloudWatch statistics definitions]
pub fn is_statistic(text: &str) -> bool {
    if STATISTICS.contains(&text) || text == "IQM" {
        return true;
    }
    let percent = |text: &str| {
        let digits = text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
        digits
            && text
                .parse::<f64>()
                .is_ok_and(|it| (0.0..=100.0).contains(&it))
    };
    if let Some(rest) = text.strip_prefix('p') {
        return percent(rest);
    }
    let trimmed = ["tm", "wm", "tc", "ts", "TM", "WM", "TC", "TS", "PR"];
    let mut rests = trimmed.iter().filter_map(|start| text.strip_prefix(start));
    rests.any(|rest| {
        percent(rest) || (rest.starts_with('(') && rest.ends_with(')') && rest.contains(':'))
    })
}
