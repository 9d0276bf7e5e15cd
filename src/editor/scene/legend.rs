//! What the lines of a layer mean, for a legend beside the drawing.

use super::lines::Line;
use super::links::{Layer, LineKind};
use crate::order::InOrder;

/// The words for a kind of line on a layer. A line runs from the first to the
/// second of what the words name.
pub const fn meaning(layer: Layer, kind: LineKind) -> &'static str {
    match (layer, kind) {
        (_, LineKind::Attach) => "passes requests to",
        (_, LineKind::Replica) => "copies to its standby or replica",
        (_, LineKind::Route) => "has a route to",
        (_, LineKind::Security) => "may talk to",
        (_, LineKind::Lookup) => "asks for a name, or answers with",
        (Layer::Security, LineKind::Association) => "guards",
        (_, LineKind::Association) => "obeys its route table",
    }
}

/// Whether a line of this kind has a direction worth an arrow.
pub const fn has_direction(kind: LineKind) -> bool {
    !matches!(kind, LineKind::Association)
}

/// One entry for each kind of line that is drawn, in a fixed order.
pub fn legend(layer: Layer, lines: &[Line]) -> Vec<(LineKind, &'static str)> {
    let mut kinds: Vec<LineKind> = lines.iter().map(|line| line.kind).collect();
    kinds.order();
    kinds.dedup();
    (kinds.into_iter())
        .map(|kind| (kind, meaning(layer, kind)))
        .collect()
}
