//! What allows more than anything in the drawing needs: rules of security
//! groups ([`groups`]), statements of policies ([`policies`]).

pub mod groups;
mod needs;
pub mod policies;
