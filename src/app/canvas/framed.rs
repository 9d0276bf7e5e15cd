//! What was shown of a document when it was opened, as long as it may still be wanted: a
//! telephone that is turned makes quite another canvas of it.

use crate::editor::kept::View;
use crate::editor::{Point, Viewport};

/// Lower than that a canvas shows nothing: it is hidden, or a sheet lies over it.
const LOW: f64 = 160.0;

/// What was shown at first.
#[derive(Clone, Copy, Debug)]
pub struct Framed {
    /// What was asked for; nothing is everything.
    pub wanted: Option<View>,
    /// What that made of the view,
    pub view: Viewport,
    /// on a canvas of this size.
    pub size: Point,
}

/// Whether nothing can be seen on a canvas of this size.
pub fn is_low(size: Point) -> bool {
    size.y < LOW
}
