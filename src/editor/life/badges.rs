//! The numbers of what happened, at the things where it happened: the same as
//! on the timeline and over the charts.

use std::collections::BTreeMap;

use super::places::Places;
use super::stage::Stage;
use crate::editor::geometry::Point;
use crate::editor::scene::Shape;
use crate::simulation::record::{Happened, Manner, Place};
use crate::simulation::{MINUTE, Second, View};

/// How many numbers stand on the drawing at most.
const MOST: usize = 8;
/// How long a number is of interest.
const OF_INTEREST: Second = 15 * MINUTE;
/// From one number to the next at the same thing, as large as they are drawn from further away.
const NEXT: f64 = 38.0;
/// How many stand at the same thing.
const AT_ONE: usize = 2;

/// A number on the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// The number.
    pub number: u32,
    /// Where its middle is, in the world.
    pub at: Point,
    /// Whether somebody did it, and it did not follow from anything.
    pub done: bool,
}

/// The numbers that are still of interest: the last ones, and those of zones
/// that are lost. What is only expected has no place yet.
pub fn badges(stage: &Stage<'_>, view: &View, story: &[Happened], places: &Places) -> Vec<Badge> {
    let lasts = |it: &Happened| match &it.place {
        Place::Zone(code) => it.manner == Manner::Done && view.lost_zones.contains(code),
        _ => false,
    };
    let mut wanted: Vec<(&Happened, Point)> = Vec::new();
    let mut here: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    for it in story.iter().rev() {
        if it.manner == Manner::Expected || it.at > view.at {
            continue;
        }
        let recent = it.at + OF_INTEREST > view.at;
        if !lasts(it) && (!recent || wanted.len() >= MOST) {
            continue;
        }
        let Some(at) = corner(stage, places, &it.place) else {
            continue;
        };
        // The newest stands at the thing, the one before it to its left.
        let before = here.entry((at.x as i64, at.y as i64)).or_default();
        if *before < AT_ONE {
            wanted.push((it, Point::new(at.x - NEXT * *before as f64, at.y)));
            *before += 1;
        }
    }
    let badge = |(it, at): (&Happened, Point)| Badge {
        number: it.number,
        at,
        done: it.manner == Manner::Done,
    };
    wanted.into_iter().rev().map(badge).collect()
}

/// The corner of a place where its number stands.
fn corner(stage: &Stage<'_>, places: &Places, place: &Place) -> Option<Point> {
    let node = |rect: crate::editor::Rect| Point::new(rect.centre().x - 24.0, rect.y + 3.0);
    match place {
        Place::Customers => places.customers.map(|slot| node(slot.rect)),
        Place::Server(group, number) => match places.server(*number) {
            Some(slot) => Some(node(slot.rect)),
            None => corner(stage, places, &Place::Thing(group.clone())),
        },
        Place::Zone(code) => {
            let mut columns = stage.scene.zones().filter(|zone| zone.code == *code);
            let column = columns.next();
            let column = column.map(|it| stage.scene.in_world(Some(&it.vpc), it.place));
            let rect = column.or_else(|| stage.subnets_in(code).next())?;
            Some(rect.corner())
        }
        Place::Thing(id) => {
            let thing = places.thing(stage, id)?;
            let rect = stage.scene.rect_of(thing);
            Some(match thing.shape {
                Shape::Node => node(rect),
                // The left of its edge has the label.
                Shape::Frame => Point::new(rect.right() - 16.0, rect.y),
                Shape::Box | Shape::Chip => rect.corner(),
            })
        }
    }
}
