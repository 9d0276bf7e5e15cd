//! The words of the judge: the thing by its AWS name and its own, what is there now, and
//! what is wanted.

pub mod facts;
pub mod flows;
pub mod selected;
pub mod such;
pub mod things;
pub mod traffic;
pub mod wish;
