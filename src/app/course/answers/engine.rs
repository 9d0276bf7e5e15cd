//! What the engine says of an ask, as the components ask for it.

use crate::analysis::Analysis;
use crate::course::attempt::Attempt;
use crate::course::condition::FlowText;
use crate::course::judge::{Moment, answer};
use crate::network::Trace;

pub use answer::{Given, Key, RowLine, first_wrong, heads, is_right, key, rows, why_not};

/// The trace of a flow that a lesson asks about.
pub fn trace(text: &FlowText, analysis: &Analysis) -> Result<Trace, String> {
    let attempt = Attempt::new(analysis);
    answer::traced(text, &Moment::new(analysis, &attempt))
}
