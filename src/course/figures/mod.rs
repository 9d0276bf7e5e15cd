//! The small machines that a learner turns, without their screen.
