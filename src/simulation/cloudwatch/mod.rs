//! CloudWatch: metrics, alarms, formulas, metric filters, mails, the bill.

mod watch;

pub use watch::{Compare, Key, Missing, Source, Stat, Term, Watch};
