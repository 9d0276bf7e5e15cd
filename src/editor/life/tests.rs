//! How moments of a run look on a small drawing.

use super::*;
