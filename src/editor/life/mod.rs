//! A moment of a run on the drawing: who lives where and how they look, which
//! zone is dark, where requests go.
//!
//! The scene draws what was built; here stands what a run makes of it. It is
//! computed from a [`View`] and the scene alone, so the same moment always
//! looks the same, and tests read it as data. What it replaces on the drawing
//! stands in [`Alive`]: the canvas hides those pictures and says the run's
//! words in their place.

mod aim;
mod badges;
mod dots;
mod drop;
mod living;
mod looks;
mod places;
mod rates;
mod stage;
mod strands;
mod told;
mod zones;

use crate::simulation::View;
use crate::simulation::record::Happened;

pub use aim::{Target, aimed, fitting};
pub use badges::Badge;
pub use dots::{Dot, MOST, dots, pace, per_dot};
pub use drop::{Drop, drop_at};
pub use living::{Key, Living};
pub use looks::{Health, Look, Ring, Tone};
pub use rates::Rate;
pub use stage::Stage;
pub use strands::{Strand, Strands};
pub use told::{Alive, Told};
pub use zones::{LostZone, ago};

/// A moment of a run, as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// What has a picture of its own, in a stable order.
    pub living: Vec<Living>,
    /// The zones that are lost.
    pub zones: Vec<LostZone>,
    /// The numbers of what happened, where it happened.
    pub badges: Vec<Badge>,
    /// Where requests go.
    pub strands: Vec<Strand>,
    /// What it says of the things of the scene.
    pub alive: Alive,
}

impl Life {
    /// The looks of a moment. `strands` keeps the ways that have been found.
    pub fn of(stage: &Stage<'_>, view: &View, story: &[Happened], strands: &mut Strands) -> Self {
        let places = places::Places::of(stage, view, story);
        let living = living::all(stage, view, &places);
        Self {
            zones: zones::lost(stage, view, story),
            badges: badges::badges(stage, view, story, &places),
            strands: strands.of(stage, view, &places),
            alive: told::alive(stage, view, &places, &living),
            living,
        }
    }
}

#[cfg(test)]
mod tests;
