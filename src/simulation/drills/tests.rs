//! Tests of drills with hand-made records.
