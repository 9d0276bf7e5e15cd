//! Load balancers over time: which targets are healthy, who gets a request,
//! what the balancer answers itself, and what it counts.

mod balancer;
mod checks;
mod failure;
mod health;
mod hosts;
mod latency;
mod minute;
mod reason;
mod routing;
mod sessions;
mod settings;
mod slot;
mod spread;
mod target_group;

pub use balancer::{Balancer, Itself, Sent};
pub use checks::{Answer, Checks, Matcher};
pub use failure::{Failure, Told};
pub use health::{Health, State, Turn};
pub use hosts::HostCounts;
pub use latency::{BOUNDS, Latency};
pub use minute::{BalancerMinute, Codes, GroupMinute, Minute};
pub use reason::Reason;
pub use routing::{Ask, Spreading};
pub use settings::{Settings, Zone};
pub use slot::Slot;
pub use spread::{CLASSES, Class, Spread, Taker};
pub use target_group::{HealthChange, TargetGroup};
