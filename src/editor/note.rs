//! Where a note stands that speaks of a place of the drawing: beside it, whole and in
//! sight, and not over what it speaks of.

use super::geometry::{Point, Rect};

/// How far a note keeps from what it speaks of, and from the edges.
const GAP: f64 = 12.0;

/// The upper left corner of a note of this size that speaks of `about`, in `area`. All
/// are in pixels of the screen.
///
/// To the right, to the left, below, above: the first side where it has room. Where no
/// side has room, it stands where it covers least.
pub fn note_at(about: Rect, size: Point, area: Rect) -> Point {
    let middle = about.centre() - Point::new(size.x / 2.0, size.y / 2.0);
    let sides = [
        Point::new(about.right() + GAP, middle.y),
        Point::new(about.x - GAP - size.x, middle.y),
        Point::new(middle.x, about.bottom() + GAP),
        Point::new(middle.x, about.y - GAP - size.y),
    ];
    let inside = |at: Point| {
        let keep = |at: f64, from: f64, to: f64| at.min(to - GAP).max(from + GAP);
        Point::new(
            keep(at.x, area.x, area.right() - size.x),
            keep(at.y, area.y, area.bottom() - size.y),
        )
    };
    let covered = |at: Point| {
        let width = (at.x + size.x).min(about.right()) - at.x.max(about.x);
        let height = (at.y + size.y).min(about.bottom()) - at.y.max(about.y);
        width.max(0.0) * height.max(0.0)
    };
    let mut best = inside(sides[0]);
    for side in sides {
        let at = inside(side);
        if covered(at) < covered(best) {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect {
        x: 0.0,
        y: 0.0,
        w: 390.0,
        h: 280.0,
    };
    const SIZE: Point = Point::new(200.0, 60.0);

    fn placed(about: Rect) -> Rect {
        let at = note_at(about, SIZE, AREA);
        let note = Rect::new(at.x, at.y, SIZE.x, SIZE.y);
        assert!(AREA.encloses(&note), "{note:?}");
        note
    }

    #[test]
    fn a_note_is_beside_its_place_and_in_sight() {
        for about in [
            Rect::new(20.0, 100.0, 40.0, 40.0),
            Rect::new(330.0, 100.0, 40.0, 40.0),
            Rect::new(180.0, 10.0, 40.0, 40.0),
            Rect::new(180.0, 230.0, 40.0, 40.0),
            Rect::new(-60.0, 100.0, 40.0, 40.0),
        ] {
            let note = placed(about);
            assert!(!note.overlaps(&about), "{about:?} {note:?}");
        }
    }

    #[test]
    fn where_nowhere_is_room_it_is_still_in_sight() {
        placed(Rect::new(-10.0, -10.0, 500.0, 500.0));
    }
}
