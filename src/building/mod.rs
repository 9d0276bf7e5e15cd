//! What a drop, a connection, a move and a deletion become: the edits that they
//! stand for, or why not.

pub mod connect;
pub mod placement;
pub mod vpc_and_more;
