//! Where things are drawn, apart from what they mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ResourceId;

/// Where a resource is drawn, in canvas pixels at a zoom of 100 %.
///
/// The corner is relative to the upper left corner of its container, so what
/// a container holds moves along with it. Width and height count for
/// containers only; a container is never drawn smaller than its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The width that the learner gave it; 0 for an automatic one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub width: f64,
    /// The height that the learner gave it; 0 for an automatic one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub height: f64,
}

fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

impl Spot {
    /// A spot for something whose size is automatic.
    pub const fn at(x: f64, y: f64) -> Self {
        Self {
            x,
            y,
            width: 0.0,
            height: 0.0,
        }
    }

    /// The same spot with every number within what can be drawn and saved:
    /// finite, at most a million pixels from the origin, and in quarters of a
    /// pixel, which JSON keeps exactly.
    pub fn within_reason(self) -> Self {
        let tame = |number: f64, low: f64| {
            if number.is_finite() {
                (number.clamp(low, 1e6) * 4.0).round() / 4.0
            } else {
                0.0
            }
        };
        Self {
            x: tame(self.x, -1e6),
            y: tame(self.y, -1e6),
            width: tame(self.width, 0.0),
            height: tame(self.height, 0.0),
        }
    }
}

/// The spots of those resources that somebody has placed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Layout {
    spots: BTreeMap<ResourceId, Spot>,
}

impl Layout {
    /// Where `id` was placed.
    pub fn get(&self, id: &ResourceId) -> Option<Spot> {
        self.spots.get(id).copied()
    }

    /// Places `id`, or forgets its place; yields the place before.
    pub(super) fn replace(&mut self, id: &ResourceId, spot: Option<Spot>) -> Option<Spot> {
        match spot {
            Some(spot) => self.spots.insert(id.clone(), spot.within_reason()),
            None => self.spots.remove(id),
        }
    }

    /// All spots, in order of ids.
    pub fn spots(&self) -> impl Iterator<Item = (&ResourceId, Spot)> {
        self.spots.iter().map(|(id, spot)| (id, *spot))
    }

    /// Whether nothing was placed.
    pub fn is_empty(&self) -> bool {
        self.spots.is_empty()
    }
}
