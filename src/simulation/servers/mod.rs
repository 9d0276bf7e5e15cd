//! Servers: an instance's life, its queue and its credits (SEC, PERF).
//!
//! [`Server`] joins them: each second it is given its [`Work`] and says what
//! became of it ([`Done`]); each minute it says what CloudWatch gets
//! ([`Minute`]). What happens to it from outside (a crash, a stop, a dark
//! zone) is a call.
//!
//! Not modelled: memory and worker processes, the network's limit, the disk's
//! speed, what the system itself uses of the CPU while it starts, and
//! recovery by AWS of a lone instance on a failed host.

mod credits;
mod erlang;
mod latency;
mod life;
mod machine;
mod minute;
mod queue;
mod requests;
mod server;
mod times;

pub use credits::{Credits, Reading, price};
pub use erlang::{Steady, erlang_c, steady};
pub use latency::{BOUNDARIES, BUCKETS, Latency};
pub use life::{Check, Knock, Launch, Life, Phase};
pub use machine::Machine;
pub use minute::{Minute, Samples, StatusChecks};
pub use queue::Queue;
pub use requests::{Costs, Done, Door, Limits, Offer, Requests};
pub use server::{Server, Work};
pub use times::{SHUTTING_DOWN, STOPPING, Times};
