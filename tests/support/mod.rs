//! What several test files share.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod arbitrary;
pub mod broken;

/// How many cases a property is tried with: as many as it is given, or as
/// `PROPTEST_CASES` says, for whoever lets it run for hours.
pub fn cases(usual: u32) -> u32 {
    let given = std::env::var("PROPTEST_CASES").ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(usual)
}
