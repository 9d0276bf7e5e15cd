//! Which part of the drawing the screen shows.

use super::geometry::{Point, Rect};

/// The least zoom: ten thousand things fit on a phone.
const LEAST: f64 = 0.005;
/// The greatest zoom.
const GREATEST: f64 = 3.0;
/// The least zoom at which names are read.
pub const READABLE: f64 = 0.45;
/// Above this a fitted drawing looks coarse.
const FITTED: f64 = 1.1;
/// The nearest from which a class looks: a name of 13 pixels is read as one of 22.
const PRESENTED: f64 = 1.7;
/// What one step of the zoom keys multiplies by.
const STEP: f64 = 1.2;
/// What one notch of a wheel multiplies by, as the logarithm that wheels add up.
const NOTCH: f64 = 0.14;
/// How far a notch turns a wheel, in pixels; browsers say something from 53 to 120.
const NOTCH_LENGTH: f64 = 120.0;
/// What a pixel of a pinch on a trackpad multiplies by, as a logarithm: a pinch
/// comes as a stream of small turns and follows the fingers.
const PINCH: f64 = 0.008;
/// What is narrower than this on the screen, in pixels, is shown from nearer,
/// until it is as wide as that.
const SPECK: f64 = 30.0;
const SEEN: f64 = 80.0;
/// However much a wheel turns between two frames, the eye must be able to follow.
const MOST_NOTCHES: f64 = 3.0;

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

    /// Zoomed by a turn of the wheel, so that what is under `about` stays there.
    /// One notch is a fixed step, whatever the mouse calls it; the small turns of
    /// a trackpad add up smoothly.
    pub fn turned(self, pixels: f64, about: Point) -> Self {
        let notches = (pixels.abs() / NOTCH_LENGTH).clamp(1.0, MOST_NOTCHES);
        let nearer = (pixels.abs() * PINCH).min(NOTCH * notches);
        self.zoomed((-pixels.signum() * nearer).exp(), about)
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
        let zoom = (room.x / content.w.max(1.0))
            .min(room.y / content.h.max(1.0))
            .clamp(LEAST, FITTED);
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

    /// Moved as little as needed for the whole of `thing` to be seen, and further
    /// away where that is needed too.
    pub fn framing(self, thing: Rect, size: Point) -> Self {
        let fitting = Self::fitting(thing, size, 0.0);
        match fitting.zoom < self.zoom {
            true => fitting,
            false => self.revealing(thing, size),
        }
    }

    /// So that a class sees `focus` from near, and of `whole` what else there is room for, on
    /// a screen that is `scale` times as large as the one that sizes are given for.
    pub fn presenting(whole: Rect, focus: Option<Rect>, size: Point, scale: f64) -> Self {
        let margin = 32.0 * scale;
        let room = Point::new(
            (size.x - 2.0 * margin).max(1.0),
            (size.y - 2.0 * margin).max(1.0),
        );
        let fitted = |rect: Rect| (room.x / rect.w.max(1.0)).min(room.y / rect.h.max(1.0));
        let nearest = PRESENTED * scale;
        let zoom = match focus {
            // A third of the room is left for what stands around it.
            Some(focus) => fitted(focus.grown(focus.w.min(focus.h) / 4.0)).max(fitted(whole)),
            None => fitted(whole),
        };
        let zoom = zoom.clamp(LEAST, nearest);
        let centre = focus.unwrap_or(whole).centre();
        // Nobody needs to see the empty ground beyond the drawing.
        let pan = |size: f64, margin: f64, from: f64, length: f64, centre: f64| {
            let length = length * zoom;
            if length + 2.0 * margin <= size {
                (size - length) / 2.0 - from * zoom
            } else {
                let wanted = size / 2.0 - centre * zoom;
                let (least, most) = (size - margin - length - from * zoom, margin - from * zoom);
                wanted.clamp(least, most)
            }
        };
        Self {
            zoom,
            pan: Point::new(
                pan(size.x, margin, whole.x, whole.w, centre.x).round(),
                pan(size.y, margin, whole.y, whole.h, centre.y).round(),
            ),
        }
    }

    /// So that `content` is seen as a whole in `area` of the canvas element: as it
    /// is, where it is seen already, else fitted into it.
    pub fn showing(self, content: Rect, area: Rect) -> Self {
        if self.visible_in(area).encloses(&content) {
            return self;
        }
        let fitted = Self::fitting(content, Point::new(area.w, area.h), 0.0);
        fitted.panned(Point::new(area.x, area.y))
    }

    /// So that `content` is seen as a whole in `area` of the canvas element, if it can be
    /// read then; else at the least zoom that is read, with `focus` in the middle as far
    /// as that shows no empty ground beyond the content.
    pub fn reading(self, content: Rect, focus: Point, area: Rect) -> Self {
        let fitted = Self::fitting(content, Point::new(area.w, area.h), 0.0);
        if fitted.zoom >= READABLE {
            return match self.zoom >= READABLE {
                true => self.showing(content, area),
                false => fitted.panned(Point::new(area.x, area.y)),
            };
        }
        let margin = 16.0;
        let pan = |start: f64, room: f64, from: f64, length: f64, middle: f64| {
            let (from, length) = (from * READABLE, length * READABLE);
            if length + 2.0 * margin <= room {
                return (start + (room - length) / 2.0 - from).round();
            }
            let wanted = start + room / 2.0 - middle * READABLE;
            let (least, most) = (start + room - margin - length - from, start + margin - from);
            wanted.clamp(least, most).round()
        };
        Self {
            zoom: READABLE,
            pan: Point::new(
                pan(area.x, area.w, content.x, content.w, focus.x),
                pan(area.y, area.h, content.y, content.h, focus.y),
            ),
        }
    }

    /// Moved so that a point of the drawing is in `area` of the canvas element, well
    /// away from its edges; as it is, where the point is seen there.
    pub fn following(self, point: Point, area: Rect) -> Self {
        let margin = (area.w.min(area.h) / 8.0).min(40.0);
        let at = self.to_screen(point);
        if area.grown(-margin).contains(at) {
            return self;
        }
        self.panned(area.centre() - at)
    }

    /// The part of the drawing that lies in `area` of the canvas element.
    fn visible_in(&self, area: Rect) -> Rect {
        let corner = Point::new(area.x, area.y);
        let end = Point::new(area.right(), area.bottom());
        Rect::between(self.to_world(corner), self.to_world(end))
    }

    /// Moved as little as needed for `thing` to be seen, and nearer where it
    /// would be no more than a speck.
    pub fn revealing(self, thing: Rect, size: Point) -> Self {
        if thing.w * self.zoom < SPECK {
            let middle = Point::new(size.x / 2.0, size.y / 2.0);
            let centred = self.panned(middle - self.to_screen(thing.centre()));
            return centred.at_zoom((SEEN / thing.w.max(1.0)).min(1.0), middle);
        }
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
    fn fit_shows_everything_however_large() {
        for size in [SIZE, Point::new(390.0, 736.0), Point::new(330.0, 240.0)] {
            for content in [
                Rect::new(-200.0, 0.0, 1000.0, 700.0),
                Rect::new(-140.0, 0.0, 1200.0, 900.0),
                Rect::new(0.0, -50.0, 30_000.0, 24_000.0),
            ] {
                let view = Viewport::fitting(content, size, 40.0);
                assert!(view.visible(size).encloses(&content), "{view:?}");
            }
        }
    }

    #[test]
    fn a_notch_of_the_wheel_is_a_seventh_whatever_the_mouse_says() {
        let about = Point::new(300.0, 200.0);
        let before = Viewport::default();
        for notch in [53.0, 60.0, 100.0, 120.0] {
            let (nearer, back) = (before.turned(-notch, about), before.turned(notch, about));
            assert!((1.1..1.2).contains(&nearer.zoom), "{notch}: {nearer:?}");
            assert!((1.1..1.2).contains(&(1.0 / back.zoom)), "{notch}: {back:?}");
            assert!(nearer.to_world(about).distance(before.to_world(about)) < 1e-9);
        }
        // Notches that came together, because the page was busy, count each.
        let two = before.turned(-240.0, about).zoom;
        let twice = before.turned(-120.0, about).turned(-120.0, about).zoom;
        assert!((two - twice).abs() < 1e-9);
        assert!(before.turned(-1e9, about).zoom < 1.6);
    }

    #[test]
    fn a_pinch_on_a_trackpad_is_as_smooth_as_its_steps_are_small() {
        let about = Point::new(300.0, 200.0);
        let once = Viewport::default().turned(-8.0, about).zoom;
        let in_steps = (0..8).fold(Viewport::default(), |view, _| view.turned(-1.0, about));
        assert!((once - in_steps.zoom).abs() < 1e-9);
        assert!((1.0..1.02).contains(&Viewport::default().turned(-2.0, about).zoom));
        assert_eq!(Viewport::default().turned(0.0, about).zoom, 1.0);
    }

    #[test]
    fn a_way_is_fitted_into_what_a_sheet_leaves_free() {
        let strip = Rect::new(0.0, 60.0, 390.0, 240.0);
        let way = Rect::new(-100.0, 40.0, 900.0, 500.0);
        let view = Viewport::default().showing(way, strip);
        assert!(view.visible_in(strip).encloses(&way), "{view:?}");
        // Once it is seen nothing moves, nor when it is seen from nearer.
        assert_eq!(view.showing(way, strip), view);
        let part = Rect::new(0.0, 100.0, 50.0, 50.0);
        assert_eq!(view.showing(part, strip), view);
    }

    #[test]
    fn a_way_too_long_to_be_read_is_seen_from_near_around_the_packet() {
        let strip = Rect::new(0.0, 60.0, 390.0, 240.0);
        let way = Rect::new(-100.0, 40.0, 1700.0, 900.0);
        let far = Viewport::default().showing(way, strip);
        assert!(far.zoom < READABLE, "{far:?}");
        for before in [far, Viewport::default()] {
            for packet in [
                Point::new(-40.0, 60.0),
                Point::new(700.0, 500.0),
                Point::new(1600.0, 940.0),
            ] {
                let view = before.reading(way, packet, strip);
                assert!(view.zoom >= READABLE, "{view:?}");
                assert!(strip.contains(view.to_screen(packet)), "{view:?}");
                // No more than the margin of empty ground beside the way.
                let seen = view.visible_in(strip).grown(-16.5 / view.zoom);
                assert!(way.encloses(&seen), "{seen:?}");
            }
        }
        // What can be read as a whole is shown as a whole, and what is read stays.
        let short = Rect::new(-100.0, 40.0, 600.0, 300.0);
        let view = far.reading(short, short.centre(), strip);
        assert!(view.zoom >= READABLE && view.visible_in(strip).encloses(&short));
        assert_eq!(view.reading(short, Point::default(), strip), view);
    }

    #[test]
    fn a_packet_is_followed_once_it_leaves_the_strip() {
        let strip = Rect::new(0.0, 60.0, 390.0, 240.0);
        let view = Viewport::default();
        let seen = view.to_world(Point::new(200.0, 150.0));
        assert_eq!(view.following(seen, strip), view);
        for gone in [
            Point::new(200.0, 400.0),
            Point::new(900.0, 150.0),
            Point::new(3.0, 150.0),
        ] {
            let point = view.to_world(gone);
            let after = view.following(point, strip);
            assert_eq!(after.zoom, view.zoom);
            assert!(after.to_screen(point).distance(strip.centre()) < 1e-9);
        }
    }

    #[test]
    fn what_has_the_focus_is_brought_into_view() {
        let thing = Rect::new(2000.0, -500.0, 120.0, 80.0);
        let view = Viewport::default().revealing(thing, SIZE);
        assert!(view.visible(SIZE).encloses(&thing));
        assert_eq!(view.revealing(thing, SIZE), view);
    }

    #[test]
    fn what_is_new_is_seen_as_a_whole() {
        let small = Rect::new(700.0, 500.0, 300.0, 200.0);
        let view = Viewport::default().framing(small, SIZE);
        assert_eq!(view.zoom, 1.0);
        assert!(view.visible(SIZE).encloses(&small));
        let large = Rect::new(400.0, 300.0, 1400.0, 500.0);
        let view = Viewport::default().framing(large, SIZE);
        assert!(view.zoom < 1.0 && view.visible(SIZE).encloses(&large));
        assert_eq!(view.framing(large, SIZE), view);
    }

    #[test]
    fn a_class_sees_what_is_spoken_of_from_near() {
        let whole = Rect::new(0.0, 0.0, 1600.0, 1200.0);
        for focus in [
            Rect::new(100.0, 900.0, 120.0, 80.0),
            Rect::new(1480.0, 0.0, 120.0, 80.0),
            Rect::new(40.0, 40.0, 1500.0, 1100.0),
        ] {
            let view = Viewport::presenting(whole, Some(focus), SIZE, 1.0);
            assert!(view.visible(SIZE).encloses(&focus), "{view:?}");
        }
        let near =
            Viewport::presenting(whole, Some(Rect::new(800.0, 600.0, 120.0, 80.0)), SIZE, 1.0);
        assert_eq!(near.zoom, PRESENTED);
        let all = Viewport::presenting(whole, None, SIZE, 1.0);
        assert!(all.visible(SIZE).encloses(&whole));
        // A small drawing is not blown up beyond what a larger screen asks for.
        let small = Rect::new(0.0, 0.0, 200.0, 100.0);
        let larger = Viewport::presenting(small, None, Point::new(1800.0, 1200.0), 1.5);
        assert_eq!(larger.zoom, PRESENTED * 1.5);
    }

    #[test]
    fn what_would_be_a_speck_is_shown_from_nearer() {
        let far = Viewport::fitting(Rect::new(0.0, 0.0, 30_000.0, 20_000.0), SIZE, 0.0);
        let thing = Rect::new(21_000.0, 9_000.0, 120.0, 80.0);
        let view = far.revealing(thing, SIZE);
        assert!(view.visible(SIZE).encloses(&thing));
        assert!((0.5..=1.0).contains(&view.zoom), "{view:?}");
        // A box that is large enough stays as it is, and what is near too.
        let large = Rect::new(3_000.0, 2_000.0, 4_000.0, 3_000.0);
        assert_eq!(far.revealing(large, SIZE).zoom, far.zoom);
        assert_eq!(view.revealing(thing, SIZE), view);
    }
}
