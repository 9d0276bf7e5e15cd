//! A target in its group.

use super::super::clock::Second;
use super::health::Health;
use super::settings::Zone;

/// A target and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The server, as the run numbers them.
    pub target: u32,
    /// Its zone.
    pub zone: Zone,
    /// Its health.
    pub health: Health,
    /// When it was registered; nothing where that was before the run.
    pub(super) came: Option<Second>,
    /// Since when its share grows.
    pub(super) slow_since: Option<Second>,
}

impl Slot {
    /// Whether its share still grows.
    pub(super) fn is_slow(&self, duration: Second, now: Second) -> bool {
        self.slow_since.is_some_and(|since| now < since + duration)
    }
}
