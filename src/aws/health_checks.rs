//! What Elastic Load Balancing takes in a health check.

/// Whether a text is codes and ranges of codes, separated by commas.
pub fn is_success_codes(text: &str) -> bool {
    let code = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .filter(|code| (200..=499_u16).contains(code))
    };
    text.split(',').all(|part| match part.split_once('-') {
        Some((first, last)) => code(first).zip(code(last)).is_some_and(|(a, b)| a <= b),
        None => code(part).is_some(),
    })
}
