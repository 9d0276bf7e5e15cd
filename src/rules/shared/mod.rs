//! What rules of several rooms ask: filters, letting somebody out and the way to
//! S3.

pub mod filters;
pub mod letting;
pub mod s3;
