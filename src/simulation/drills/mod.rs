//! Drills: prepared scenarios with what is asked of an architecture in them,
//! and the scorecard of a run.
//!
//! A drill is data (`assets/drills`): a scenario, a seed, criteria. Whom it is
//! done to is a word such as `@zone`, so that it fits any architecture. What
//! is asked is read from what the run left behind ([`Played`]), never from
//! what the drawing promises; what cannot be judged has not been met, and the
//! reason is said.

mod alarms;
mod as_json;
mod causes;
mod criterion;
mod drill;
mod factor;
mod file;
mod kept;
mod measure;
mod metric;
mod played;
pub mod saved;
mod scorecard;
mod table;
mod tally;
mod told;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use alarms::WORDS as ALARM_WORDS;
pub use as_json::{as_json, criteria, factors};
pub use causes::{Side, sank, saved};
pub use criterion::{Bound, Criterion, Judged, said};
pub use drill::Drill;
pub use factor::{Effect, Factor};
pub use file::{BadDrill, read};
pub use kept::Kept;
pub use measure::Value;
pub use metric::{METRICS, Metric, Unit};
pub use played::{Board, Played, WidgetData};
pub use scorecard::{Failed, Number, Scorecard, rupees};
pub use table::{DRILLS, criteria_of, drill, drills};
pub use words::{duration, milliseconds, percent};
