//! Cloud Campus.
