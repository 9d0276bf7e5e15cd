//! The ways of requests on the drawing: along the lines that the canvas draws
//! for connections, because the same router finds them.

use std::collections::BTreeMap;

use super::places::Places;
use super::stage::Stage;
use crate::architecture::{Kind, ResourceId};
use crate::editor::Mark;
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::{Router, Shape, Thing, length};
use crate::simulation::View;
use crate::simulation::view::End;

/// A way of requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// Its corners, the ends included.
    pub points: Vec<Point>,
    /// How long it is.
    pub length: f64,
    /// How many requests go along it in a second.
    pub per_second: f64,
    /// How many of them fail at its end.
    pub failing: f64,
}

/// Two rectangles in whole pixels: the ends of a way.
type Ends = [i64; 8];

/// The ways that have been found: they are looked for anew only when somebody
/// stands elsewhere. They are of one drawing; another one wants others.
#[derive(Clone, Debug, Default)]
pub struct Strands {
    known: BTreeMap<Ends, Vec<Point>>,
    /// The places of everybody, which are in the way of lines.
    around: Vec<Rect>,
}

impl Strands {
    /// The ways of a moment, those between the same places as one.
    pub(super) fn of(&mut self, stage: &Stage<'_>, view: &View, places: &Places) -> Vec<Strand> {
        let around: Vec<Rect> = places.servers.values().map(|slot| slot.rect).collect();
        if self.around != around {
            self.known.clear();
            self.around = around;
        }
        let mut strands: Vec<(Ends, Strand)> = Vec::with_capacity(view.ways.len());
        for way in &view.ways {
            let ends = places.end(stage, &way.from).zip(places.end(stage, &way.to));
            let Some(((from, one), (to, other))) = ends.filter(|(one, other)| one != other) else {
                continue;
            };
            let key = ends_of(from, to);
            if let Some((_, known)) = strands.iter_mut().find(|(it, _)| *it == key) {
                known.per_second += way.per_second;
                known.failing += way.failing;
                continue;
            }
            let points = match self.known.get(&key) {
                Some(points) => points.clone(),
                None => {
                    let router = router(stage, &self.around);
                    let one = thing(stage, places, &way.from, from, one);
                    let other = thing(stage, places, &way.to, to, other);
                    let points = router.route(&one, &other);
                    self.known.insert(key, points.clone());
                    points
                }
            };
            strands.push((
                key,
                Strand {
                    length: length(&points),
                    points,
                    per_second: way.per_second,
                    failing: way.failing,
                },
            ));
        }
        strands.into_iter().map(|(_, strand)| strand).collect()
    }
}

/// A router around what is really there: the servers of the run, not the
/// members that the scene draws in their place.
fn router<'a>(stage: &Stage<'a>, around: &'a [Rect]) -> Router<'a> {
    Router::replacing(stage.scene, around)
}

/// The thing at an end of a way; a stand-in for what the scene does not draw.
fn thing(stage: &Stage<'_>, places: &Places, end: &End, rect: Rect, shape: Shape) -> Thing {
    if let End::Thing(id) = end
        && let Some(thing) = places.thing(stage, id)
    {
        return thing.clone();
    }
    if matches!(end, End::Customers)
        && let Some(thing) = stage.customers()
    {
        return thing.clone();
    }
    Thing {
        id: ResourceId::new("@end"),
        kind: Kind::Instance,
        shape,
        place: rect,
        parent: None,
        name: String::new(),
        sub: String::new(),
        icon: "",
        reach: None,
        mark: Mark::Fine,
        failed: false,
        standby: false,
        inside: None,
        label: String::new(),
    }
}

fn ends_of(from: Rect, to: Rect) -> Ends {
    [from.x, from.y, from.w, from.h, to.x, to.y, to.w, to.h].map(|it| it.round() as i64)
}
