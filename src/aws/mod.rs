//! Facts about AWS that are no part of a drawing: Regions, database versions,
//! instance types, metrics, names and numbers that its services take.
//!
//! Nothing in here knows what a learner has built, so that every room may ask:
//! kinds, rules, template and page.

pub mod actions;
pub mod bucket_names;
pub mod engines;
pub mod health_checks;
pub mod images;
pub mod instance_sizes;
pub mod instance_types;
pub mod metrics;
pub mod regions;
pub mod route53;
pub mod statistics;
pub mod storage_classes;
pub mod volumes;
