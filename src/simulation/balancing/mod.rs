//! Load balancers over time: which targets are healthy, who gets a request,
//! what the balancer answers itself, and what it counts.

mod balancer;
mod failure;
mod health;
mod latency;
mod sessions;
mod spread;
mod target_group;

pub use balancer::{Balancer, BalancerMinute, Codes, GroupMinute, Itself, Minute, Sent};
pub use failure::{Failure, Told};
pub use health::{Answer, Checks, Health, Matcher, Reason, State, Turn};
pub use latency::{BOUNDS, Latency};
pub use spread::{CLASSES, Class, Spread, Taker};
pub use target_group::{
    Ask, HealthChange, HostCounts, Settings, Slot, Spreading, TargetGroup, Zone,
};
