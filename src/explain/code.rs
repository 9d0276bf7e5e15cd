//! What each explanation code means, in one sentence.

use crate::network::Code;

/// What a code means, in a sentence or two that need no example.
pub const fn code_explanation(code: Code) -> &'static str {
    code.meaning()
}
