//! An RDS database over time (SRD-1 to SRD-16, PERF-6 to PERF-8).
//!
//! - `class`: what a class gives.
//! - `event`: what RDS tells, and why it failed over.
//! - `storage`: its disk.
//! - `settings`: what the drawing says of it.
//! - `answered`: what is asked of it, and what becomes of that.
//! - `status`: where it stands, and what it is doing.
//! - `minute`: its metrics.
//! - `clients`: how they find it again.
//! - `phase`: what it is about, and how its standby is.
//! - `life`: whether it is up: failovers, repairs, zones.
//! - `work`: what it does with what is asked.
//! - `machine`: all of it, second by second.
//!
//! Not modelled: how a read replica follows its source, and how far behind it
//! is; large transactions, which make a failover longer; a database that fails
//! over by itself because it is busy; upgrades of the engine.

mod answered;
mod class;
mod clients;
mod event;
mod life;
mod machine;
mod minute;
mod phase;
mod settings;
mod status;
mod storage;
#[cfg(test)]
mod tests;
mod work;

pub use answered::{Answered, Asked, Failed, ORDER_READS, ORDER_WRITES, PAGE_READS, POOL};
pub use class::{Class, GIB, connections_of_memory, max_connections};
pub use event::{Event, Reason, What};
pub use machine::{Database, NoRestore, RESTORABLE_UNTIL, a_fifth_of, endpoint};
pub use minute::Minute;
pub use settings::{Settings, Window};
pub use status::{CLIENT_CACHE, ClientCache, Place, Status};
