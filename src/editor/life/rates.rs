//! The rates on the ways of requests, for who wants no motion: each stands on
//! its own way, clear of whatever has a name.

use super::Life;
use super::stage::Stage;
use super::strands::Strand;
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::{Shape, frame_label, head, text_width, zone_name};
use crate::order::InOrder;

/// How many ways say their number while points stand still.
const COUNTED: usize = 12;
/// The size of the plate of a rate without its text, from further away, where it is largest.
const PLATE: (f64, f64) = (17.0, 26.0);
/// The size of its letters there.
const LETTERS: f64 = 15.4;
/// How far apart the places are that are tried along a way, at least, and how many there
/// are on a stretch of it at most.
const STEP: f64 = 10.0;
const TRIED: f64 = 48.0;
/// How far around the ways names are looked for.
const AROUND: f64 = 64.0;

/// A rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// Where its middle is, in the world.
    pub at: Point,
    /// Such as `3.5/s`.
    pub text: String,
    /// Whether requests fail at the end of the way.
    pub failing: bool,
}

impl Rate {
    /// Its plate, at the size that it has from further away.
    pub fn plate(&self) -> Rect {
        plate(self.at, &self.text)
    }
}

impl Life {
    /// The rates of the busiest ways.
    pub fn rates(&self, stage: &Stage<'_>) -> Vec<Rate> {
        let mut busy: Vec<&Strand> = (self.strands.iter())
            .filter(|it| it.per_second > 0.0)
            .collect();
        busy.order_by(|one, other| other.per_second.total_cmp(&one.per_second));
        busy.truncate(COUNTED);
        let corners = busy.iter().flat_map(|strand| strand.points.iter());
        let corners = corners.map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
        let Some(around) = Rect::around(corners) else {
            return Vec::new();
        };
        let mut taken = self.named(stage, around.grown(AROUND));
        let mut rates = Vec::with_capacity(busy.len());
        for strand in busy {
            let text = per_second(strand.per_second);
            if let Some(at) = place(&strand.points, &text, &taken) {
                taken.push(plate(at, &text));
                let failing = strand.failing > 0.0;
                rates.push(Rate { at, text, failing });
            }
        }
        rates
    }

    /// Where names are read in a part of the world, with the icons that they belong to.
    fn named(&self, stage: &Stage<'_>, area: Rect) -> Vec<Rect> {
        let scene = stage.scene;
        let mut named = Vec::new();
        for thing in scene.visible(area) {
            let rect = scene.rect_of(thing);
            let replaced = (self.alive.get(&thing.id)).is_some_and(|told| told.replaced);
            match thing.shape {
                Shape::Box if thing.inside.is_some() => named.push(rect),
                Shape::Box => named.push(head(thing, rect)),
                Shape::Frame => named.push(frame_label(thing, rect)),
                Shape::Chip => named.push(rect),
                Shape::Node if replaced => {}
                Shape::Node => named.push(words(rect, rect.w)),
            }
        }
        for zone in scene.zones() {
            let rect = scene.in_world(Some(&zone.vpc), zone.place);
            named.push(zone_name(&zone.code, rect));
        }
        let living = self.living.iter();
        named.extend(living.map(|it| words(it.rect, it.room.min(it.rect.w))));
        named.retain(|rect| rect.overlaps(&area));
        named
    }
}

/// A node with its ring and two lines of words.
fn words(node: Rect, wide: f64) -> Rect {
    Rect::new(
        node.centre().x - wide / 2.0,
        node.y - 8.0,
        wide,
        node.h + 14.0,
    )
}

fn per_second(all: f64) -> String {
    let number = if all < 10.0 {
        (all * 10.0).round() / 10.0
    } else {
        all.round()
    };
    format!("{number}/s")
}

fn plate(at: Point, text: &str) -> Rect {
    let (w, h) = (text_width(text) * LETTERS / 12.0 + PLATE.0, PLATE.1);
    Rect::new(at.x - w / 2.0, at.y - h / 2.0, w, h)
}

/// The place on a way where a rate covers least of what is `taken`: mostly the middle of
/// its longest stretch, else the nearest to it that is clear.
fn place(points: &[Point], text: &str, taken: &[Rect]) -> Option<Point> {
    let mut stretches: Vec<(f64, Point, Point)> = (points.windows(2))
        .map(|pair| (pair[0].distance(pair[1]), pair[0], pair[1]))
        .collect();
    stretches.order_by(|one, other| other.0.total_cmp(&one.0));
    let mut best: Option<(f64, Point)> = None;
    for (length, from, to) in stretches {
        let step = STEP.max(length / TRIED);
        let steps = (length / 2.0 / step).floor() as i32;
        let places = (0..=steps).flat_map(|it| [it, -it].into_iter().take(1 + it.min(1) as usize));
        for place in places {
            let part = 0.5 + f64::from(place) * step / length.max(1.0);
            let at = Point::new(
                from.x + (to.x - from.x) * part,
                from.y + (to.y - from.y) * part,
            );
            let plate = plate(at, text);
            let covered: f64 = taken.iter().map(|rect| common(rect, &plate)).sum();
            if covered <= 0.0 {
                return Some(at);
            }
            if best.is_none_or(|(least, _)| covered < least) {
                best = Some((covered, at));
            }
        }
    }
    best.map(|(_, at)| at)
}

/// The area that two rectangles share.
fn common(one: &Rect, other: &Rect) -> f64 {
    let w = one.right().min(other.right()) - one.x.max(other.x);
    let h = one.bottom().min(other.bottom()) - one.y.max(other.y);
    w.max(0.0) * h.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAY: [Point; 3] = [
        Point::new(0.0, 0.0),
        Point::new(400.0, 0.0),
        Point::new(400.0, 120.0),
    ];

    #[test]
    fn a_rate_stands_in_the_middle_of_the_longest_stretch_where_nothing_is_in_its_way() {
        assert_eq!(place(&WAY, "7/s", &[]), Some(Point::new(200.0, 0.0)));
    }

    #[test]
    fn a_rate_moves_along_its_way_past_a_name() {
        let name = Rect::new(150.0, -10.0, 120.0, 20.0);
        let at = place(&WAY, "7/s", &[name]).unwrap();
        assert!(!plate(at, "7/s").overlaps(&name), "{at:?}");
        assert_eq!(at.y, 0.0, "it stays on its way");
        // Where the whole of a stretch is taken, it stands on the next one.
        let name = Rect::new(-50.0, -10.0, 500.0, 20.0);
        let at = place(&WAY, "7/s", &[name]).unwrap();
        assert!(at.x == 400.0 && !plate(at, "7/s").overlaps(&name), "{at:?}");
        // And where all of it is, where least is covered.
        let all = Rect::new(-50.0, -50.0, 500.0, 220.0);
        assert!(place(&WAY, "7/s", &[all]).is_some());
        assert_eq!(place(&[], "7/s", &[]), None);
    }
}
