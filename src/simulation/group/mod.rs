//! Auto Scaling groups (SAS): how many there should be, who starts where, who
//! goes first, and what is written down about it.
//!
//! [`Group`] is one group over time. The run shows it what is ([`Facts`]) and
//! which alarms call its policies ([`Call`]); it answers with [`Order`]s and
//! [`News`].
//!
//! Not modelled: lifecycle hooks, standby and detached instances, scale-in
//! protection, mixed instances, warm pools, scheduled and predictive scaling,
//! instance maintenance policies (an unhealthy member is ended, then
//! replaced), zonal shift, maximum instance lifetime.

mod activity;
mod distribution;
mod exchange;
#[expect(clippy::module_inception, reason = "the group of the room of groups")]
mod group;
mod member;
mod policy;
mod setup;
mod sizes;

pub use activity::{Activity, Beginning, Ending, Event, News, Status};
pub use distribution::{Candidate, first_to_go, margin, moves, replaceable};
pub use exchange::{Call, Output, Sizes};
pub use group::{Group, IMPAIRED_WAIT, POLL, RECONCILE, RETRY, Refresh};
pub use member::{Facts, Ground, Member, Order, Seen, Stage, State, Target};
pub use policy::{Policy, Rule, Trigger, alarms, cpu};
pub use setup::{Place, Setup};
pub use sizes::{Adjustment, Step, adjusted, low_threshold, step, tracked, whole};
