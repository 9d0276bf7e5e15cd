//! An RDS database over time (SRD-1 to SRD-16, PERF-6 to PERF-8).
//!
//! - `class`: what a class gives.
//! - `event`: what RDS tells, and why it failed over.
//! - `storage`: its disk.
//! - `settings`: what the drawing says of it.
//! - `machine`: what it does, second by second.
//!
//! Not modelled: read replicas lag behind nothing and are not kept up to date
//! by their source; transactions; what queries wait for; engine upgrades.

mod class;
mod event;
mod machine;
mod settings;
mod storage;
#[cfg(test)]
mod tests;

pub use class::{Class, GIB, connections_of_memory, max_connections};
pub use event::{Event, Reason, What};
pub use machine::{
    Answered, Asked, CLIENT_CACHE, ClientCache, Database, Failed, Minute, NoRestore, Place, Status,
    endpoint,
};
pub use settings::{Settings, Window};
