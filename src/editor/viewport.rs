//! Which part of the drawing the screen shows.

use super::geometry::{Point, Rect};

/// The least zoom by hand; "fit" never goes below [`READABLE`].
const LEAST: f64 = 0.2;
/// The greatest zoom.
const GREATEST: f64 = 3.0;
/// Below this nothing can be read any more, so "fit" rather cuts off.
const READABLE: f64 = 0.5;
/// A phone would always cut off; there one sees the whole first and then goes
/// nearer with two fingers.
const OVERVIEW: f64 = 0.25;
/// Narrower than this is a phone.
const PHONE: f64 = 500.0;
/// Above this a fitted drawing looks coarse.
const FITTED: f64 = 1.1;
/// What one step of the zoom keys multiplies by.
const STEP: f64 = 1.2;

/// Pan and zoom: a point of the drawing appears at `point * zoom + pan`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Where the drawing's origin appears on the canvas element.
    pub pan: Point,
    /// Screen pixels for a pixel of the drawing.
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            pan: Point::new(48.0, 40.0),
            zoom: 1.0,
        }
    }
}

impl Viewport {
    /// Where a point of the canvas element lies in the drawing.
    pub fn to_world(&self, screen: Point) -> Point {
        Point::new(
            (screen.x - self.pan.x) / self.zoom,
            (screen.y - self.pan.y) / self.zoom,
        )
    }

    /// Where a point of the drawing appears on the canvas element.
    pub fn to_screen(&self, world: Point) -> Point {
        Point::new(
            world.x * self.zoom + self.pan.x,
            world.y * self.zoom + self.pan.y,
        )
    }

    /// The part of the drawing that a canvas element of this size shows.
    pub fn visible(&self, size: Point) -> Rect {
        Rect::between(self.to_world(Point::default()), self.to_world(size))
    }

    /// Moved by so many screen pixels.
    pub fn panned(self, by: Point) -> Self {
        Self {
            pan: self.pan + by,
            ..self
        }
    }

    /// Zoomed by a factor, so that what is under `about` stays there.
    pub fn zoomed(self, factor: f64, about: Point) -> Self {
        self.at_zoom(self.zoom * factor, about)
    }

    /// At this zoom, so that what is under `about` stays there.
    pub fn at_zoom(self, zoom: f64, about: Point) -> Self {
        let zoom = if zoom.is_finite() { zoom } else { 1.0 };
        let zoom = zoom.clamp(LEAST, GREATEST);
        let kept = self.to_world(about);
        Self {
            zoom,
            pan: Point::new(about.x - kept.x * zoom, about.y - kept.y * zoom),
        }
    }

    /// One step nearer or, with `nearer` false, further away.
    pub fn stepped(self, nearer: bool, about: Point) -> Self {
        self.zoomed(if nearer { STEP } else { 1.0 / STEP }, about)
    }

    /// Moved and zoomed so that what was under two fingers stays under them.
    pub fn pinched(self, before: (Point, Point), now: (Point, Point)) -> Self {
        let middle = |(one, other): (Point, Point)| {
            Point::new((one.x + other.x) / 2.0, (one.y + other.y) / 2.0)
        };
        let factor = now.0.distance(now.1) / before.0.distance(before.1).max(1.0);
        self.panned(middle(now) - middle(before))
            .zoomed(factor, middle(now))
    }

    /// So that `content` fills a canvas element of this size, leaving `free`
    /// at its lower edge.
    pub fn fitting(content: Rect, size: Point, free: f64) -> Self {
        let margin = Point::new(24.0_f64.min(size.x / 16.0), 16.0);
        let room = Point::new(
            (size.x - 2.0 * margin.x).max(1.0),
            (size.y - 2.0 * margin.y - free).max(1.0),
        );
        let least = if size.x < PHONE { OVERVIEW } else { READABLE };
        let zoom = (room.x / content.w.max(1.0))
            .min(room.y / content.h.max(1.0))
            .clamp(least, FITTED);
        let start = |margin: f64, room: f64, from: f64, length: f64| {
            (margin + ((room - length * zoom) / 2.0).max(0.0) - from * zoom).round()
        };
        Self {
            zoom,
            pan: Point::new(
                start(margin.x, room.x, content.x, content.w),
                start(margin.y, room.y, content.y, content.h),
            ),
        }
    }

    /// Moved as little as needed for `thing` to be seen.
    pub fn revealing(self, thing: Rect, size: Point) -> Self {
        let margin = 16.0 / self.zoom;
        let seen = self.visible(size);
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            if low - margin < from {
                from - (low - margin)
            } else if high + margin > to {
                (to - (high + margin)).max(from - (low - margin))
            } else {
                0.0
            }
        };
        let by = Point::new(
            shift(thing.x, thing.right(), seen.x, seen.right()),
            shift(thing.y, thing.bottom(), seen.y, seen.bottom()),
        );
        self.panned(Point::new(by.x * self.zoom, by.y * self.zoom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = Point::new(900.0, 600.0);

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let pointer = Point::new(300.0, 200.0);
        let before = Viewport::default();
        let after = before.zoomed(1.7, pointer);
        let (one, other) = (before.to_world(pointer), after.to_world(pointer));
        assert!(one.distance(other) < 1e-9);
        assert_eq!(after.zoom, 1.7);
    }

    #[test]
    fn two_fingers_hold_what_they_touch() {
        let before = (Point::new(100.0, 100.0), Point::new(200.0, 100.0));
        let now = (Point::new(120.0, 180.0), Point::new(320.0, 180.0));
        let view = Viewport::default();
        let after = view.pinched(before, now);
        assert_eq!(after.zoom, 2.0);
        for (was, is) in [(before.0, now.0), (before.1, now.1)] {
            assert!(view.to_world(was).distance(after.to_world(is)) < 1e-9);
        }
    }

    #[test]
    fn zoom_has_limits() {
        let about = Point::new(10.0, 10.0);
        assert_eq!(Viewport::default().zoomed(1e9, about).zoom, GREATEST);
        assert_eq!(Viewport::default().zoomed(0.0, about).zoom, LEAST);
        assert_eq!(Viewport::default().zoomed(f64::NAN, about).zoom, 1.0);
    }

    #[test]
    fn fit_shows_everything_that_can_be_shown_readably() {
        let content = Rect::new(-200.0, 0.0, 1000.0, 700.0);
        let view = Viewport::fitting(content, SIZE, 40.0);
        assert!(view.visible(SIZE).encloses(&content), "{view:?}");
        let huge = Viewport::fitting(Rect::new(0.0, 0.0, 1e5, 1e5), SIZE, 40.0);
        assert_eq!(huge.zoom, READABLE);
    }

    #[test]
    fn a_phone_shows_the_whole_of_what_a_desk_shows() {
        let phone = Point::new(390.0, 736.0);
        let content = Rect::new(-140.0, 0.0, 1200.0, 900.0);
        let view = Viewport::fitting(content, phone, 40.0);
        assert!(view.visible(phone).encloses(&content), "{view:?}");
        let huge = Viewport::fitting(Rect::new(0.0, 0.0, 1e5, 1e5), phone, 40.0);
        assert_eq!(huge.zoom, OVERVIEW);
    }

    #[test]
    fn what_has_the_focus_is_brought_into_view() {
        let thing = Rect::new(2000.0, -500.0, 120.0, 80.0);
        let view = Viewport::default().revealing(thing, SIZE);
        assert!(view.visible(SIZE).encloses(&thing));
        assert_eq!(view.revealing(thing, SIZE), view);
    }
}
