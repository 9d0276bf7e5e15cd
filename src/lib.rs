//! Cloud Campus: learn AWS architecture by building it.
//!
//! The library is pure: it reads no clock, rolls no dice, knows no browser
//! and no files. Two doors lead to it, the web page and the command line; see
//! `ARCHITECTURE.md` for the map of the house.

pub mod analysis;
#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod architecture;
pub mod aws;
pub mod base64;
pub mod building;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod cloudformation;
pub mod course;
pub mod editor;
pub mod explain;
pub mod iam;
pub mod network;
pub mod order;
pub mod picture;
pub mod pricing;
pub mod relations;
pub mod review;
pub mod rules;
pub mod share;
pub mod simulation;
#[cfg(test)]
mod tests;
pub mod text;
