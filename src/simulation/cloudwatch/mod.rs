//! CloudWatch: metrics, alarms, formulas, metric filters, mails, the bill.
//!
//! The run asks [`Dimensions`] for the keys of what it measures, puts it into
//! [`Metrics`], and lets [`Alarms`] look at it each minute; what changed goes
//! to [`mails`], what rings to Auto Scaling.

mod alarms;
pub mod bill;
mod dashboards;
mod dimensions;
mod formula;
mod judge;
mod latencies;
mod logs;
pub mod mails;
mod metrics;
mod pattern;
mod publishing;
mod reason;
mod sample;
mod tier;
mod watch;
mod watches;

pub use alarms::{Alarms, Change, Counts, Standing, needed_samples};
pub use bill::{Bill, Notice};
pub use dashboards::{Board, Chart, Line};
pub use dimensions::{Dimensions, aws_id, hex, of_instance, uuid};
pub use formula::{Formula, FormulaError, Values};
pub use judge::{Datum, State, judge, range};
pub use latencies::Latencies;
pub use logs::{Filters, GroupIndex, Unread};
pub use mails::{Call, Dropped, Mail, Told};
pub use metrics::{Listed, Metrics, Series};
pub use pattern::Pattern;
pub use publishing::Refusal;
pub use sample::{Point, Sample, Unit};
pub use watch::{Compare, Key, Missing, Source, Stat, Term, Watch};
pub use watches::{Scales, Watches};

#[cfg(test)]
mod tests;
