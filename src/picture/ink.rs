//! Numbers as markup takes them.

use std::fmt::Write;

/// A number without the tail that a float may have.
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(out, "{rounded}");
    out
}
