//! What rules of several rooms ask: tiers, addresses, filters and the way to S3.

pub mod addresses;
pub mod filters;
pub mod s3;
pub mod tiers;
