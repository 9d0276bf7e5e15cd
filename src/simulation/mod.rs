//! The living architecture: what happens over time. Customers come, servers
//! work, a group scales, a zone goes dark, an alarm rings, the cameras write
//! it down.
//!
//! A run is data (`Run`): an architecture, a scenario (load, faults
//! and edits on a timeline), a seed, a length. Time is passed in, chance comes
//! from the seed, and only plain arithmetic is used, so the same run gives the
//! same events on every machine, byte for byte.
//!
//! It runs on the architecture as it is: who reaches whom is asked of the
//! network engine (`wiring`), who may do what of IAM. The rules are those of
//! the project's reference for simulation, cited by their ids (`SLB-5`,
//! `SAS-23`); what AWS does not say is an [`assumption`] with a name.
//!
//! | room | what |
//! |---|---|
//! | [`load`] | visitors, curves, names and their caches, web ACLs |
//! | [`balancing`] | target health, spreading, draining, what the balancer answers itself |
//! | [`servers`] | an instance's life, its queue, its credits |
//! | [`group`] | Auto Scaling: activities, policies, replacement |
//! | [`stores`] | databases, disks, buckets, file systems, NAT gateways |
//! | [`cloudwatch`] | metrics, alarms, formulas, logs, mails, the bill |
//! | [`trail`] | every call as a record, and when it is delivered |
//! | [`hands`], [`lasting`], [`restores`], [`crowd`] | what is done by hand: faults and what they fit, what lasts, restores, loads |
//! | [`reading`] | charts, lists and sums for whoever shows a run |
//! | [`drills`] | prepared scenarios with their criteria, and the scorecard |

pub mod assumption;
pub mod balancing;
pub mod clock;
pub mod cloudwatch;
pub mod crowd;
pub mod dice;
pub mod drills;
pub mod group;
pub mod hands;
pub mod lasting;
pub mod load;
mod playing;
pub mod reading;
pub mod record;
pub mod restores;
pub mod scenario;
pub mod servers;
pub mod stores;
pub mod trail;
pub mod view;
pub mod wiring;
mod world;

pub use clock::{Clock, DAY, HOUR, MINUTE, Second};
pub use cloudwatch::Metrics;
pub use dice::Dice;
pub use playing::{BoardWidget, Panel, Published, Simulation};
pub use scenario::{Deed, Run, Scenario, Whom};
pub use view::View;
