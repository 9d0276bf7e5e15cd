//! Requests of one crowd, on their way through a second.

use super::{CUSTOMERS, FLOOD};

/// Requests of one crowd.
#[derive(Clone, Copy)]
pub(super) struct Crowd {
    pub who: usize,
    pub pages: u32,
    pub calls: u32,
    /// The first requests of new customers.
    pub fresh: u32,
}

/// What is carried apart in spreading.
pub(super) fn class_of(who: usize, is_call: bool) -> usize {
    match (who, is_call) {
        (CUSTOMERS, false) => 0,
        (CUSTOMERS, true) => 1,
        (FLOOD, _) => 2,
        _ => 3,
    }
}
