//! Papers of a small chapter, and of the capstone without its lesson.
