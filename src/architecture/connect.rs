//! What connecting two things means.
