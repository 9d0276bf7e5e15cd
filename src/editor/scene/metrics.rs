//! The sizes and distances of the drawing, as the stylesheet has them.

use crate::architecture::{Ground, Kind, Look};
use crate::editor::geometry::Point;

/// A node: its icon above its name and its second line.
pub const NODE: Point = Point::new(120.0, 80.0);
/// The edge of a node's icon.
pub const FACE: f64 = 40.0;
/// The height of the line that names a box.
pub const HEAD: f64 = 36.0;
/// The room between a box and what it holds.
pub const PAD: f64 = 12.0;
/// The room between boxes side by side, where lines run.
pub const GAP: f64 = 20.0;
/// The room between a zone's column and its subnets.
pub const ZONE_PAD: f64 = 12.0;
/// The height of a zone's name above its first subnet.
pub const ZONE_HEAD: f64 = 28.0;
/// The room between two zones.
pub const ZONE_GAP: f64 = 16.0;
/// The height of a chip.
pub const CHIP: f64 = 28.0;
/// The room between chips.
pub const CHIP_GAP: f64 = 6.0;
/// The room that a shelf adds above its chips.
pub const SHELF: f64 = 10.0;
/// The room for the name of a group before its chips.
pub const HEADING: f64 = 100.0;
/// Where the first row of nodes stands in a subnet.
pub const FIRST_ROW: f64 = 40.0;
/// Where the first frame stands in a subnet, its label clear of the head.
pub const FIRST_FRAME: f64 = 56.0;
/// From a frame's upper edge to the members in it.
pub const FRAME_PAD: f64 = 16.0;
/// The room that nodes outside the VPCs take at a Region's edge.
pub const GUTTER: f64 = 132.0;

/// The size of a container that holds nothing yet, and of everything else.
pub const fn default_size(kind: Kind) -> Point {
    match kind.info().look {
        Look::Container { width, height } => Point::new(width as f64, height as f64),
        _ => NODE,
    }
}

/// Where on a new thing the pointer holds it while it is dragged in: the
/// middle of a node's icon, the name of a box.
pub const fn grip(kind: Kind) -> Point {
    if kind.is_container() {
        Point::new(40.0, 18.0)
    } else {
        Point::new(60.0, 20.0)
    }
}

/// The first place inside a container, from its corner; `None` outside every
/// container.
pub const fn least(kind: Kind, parent: Option<Kind>) -> Option<Point> {
    let Some(parent) = parent else { return None };
    let info = kind.info();
    Some(match (kind, parent) {
        (Kind::Vpc, Kind::Region) => Point::new(16.0, 60.0),
        (Kind::Subnet, Kind::Vpc) => Point::new(PAD + ZONE_PAD, 96.0),
        (_, Kind::Vpc) if matches!(info.ground, Ground::Gate | Ground::Wall) => {
            Point::new(0.0, -NODE.y / 4.0)
        }
        (_, Kind::Subnet) if matches!(info.look, Look::Frame) => Point::new(0.0, FIRST_FRAME),
        _ => Point::new(4.0, HEAD),
    })
}

/// Roughly how wide a chip with this text is. Fonts differ, so it is generous.
pub fn chip_width(name: &str, count: &str) -> f64 {
    let count = if count.is_empty() {
        0.0
    } else {
        text_width(count) + 6.0
    };
    ((44.0 + text_width(name) + count) / 4.0).ceil() * 4.0
}

/// Roughly how wide a text of 12 px is in a wide system font.
pub fn text_width(text: &str) -> f64 {
    text.chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | '-' | '.' | ' ' | '\'' | ':' | '/' => 4.8,
            'm' | 'w' | 'M' | 'W' | '@' => 11.0,
            'A'..='Z' => 8.6,
            _ => 7.4,
        })
        .sum()
}
