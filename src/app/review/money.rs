//! Amounts as the review writes them.

use crate::pricing::{Amount, Bill};

/// Dollars and cents.
pub fn usd(amount: Amount) -> String {
    let sign = if amount.cents().is_negative() {
        "−"
    } else {
        ""
    };
    format!("{sign}{}", amount.size().fixed(2))
}

/// How many dollars more or less.
pub fn usd_more(amount: Amount) -> String {
    format!("{} {}", sign(amount), amount.size().fixed(2))
}

/// Rupees with tax.
pub fn inr(bill: &Bill, amount: Amount) -> String {
    format!("₹ {}", bill.inr_with_gst(amount).rupees())
}

/// How many rupees more or less, with tax.
pub fn inr_more(bill: &Bill, amount: Amount) -> String {
    format!("{} {}", sign(amount), inr(bill, amount))
}

fn sign(amount: Amount) -> &'static str {
    if amount.is_negative() { "−" } else { "+" }
}
