//! Lining up what is selected, and spacing it evenly: in the drawing's own
//! coordinates, whatever boxes the things stand in. Nothing leaves its box.

use std::collections::BTreeSet;
use std::fmt;

use super::geometry::{Point, Rect, snapped};
use super::scene::{Scene, Thing, least};
use super::tools::movable;
use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, ResourceId};
use crate::order::InOrder;

/// In which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Their left edges in one line.
    Left,
    /// Their middles above each other.
    Centre,
    /// Their right edges in one line.
    Right,
    /// Their upper edges in one line.
    Top,
    /// Their middles beside each other.
    Middle,
    /// Their lower edges in one line.
    Bottom,
    /// The same gap between each two, from left to right.
    Across,
    /// The same gap between each two, from top to bottom.
    Down,
}

impl How {
    /// What the step is called in the history.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Left => "Align left",
            Self::Centre => "Align centres",
            Self::Right => "Align right",
            Self::Top => "Align top",
            Self::Middle => "Align middles",
            Self::Bottom => "Align bottom",
            Self::Across => "Space evenly across",
            Self::Down => "Space evenly down",
        }
    }

    const fn least(self) -> usize {
        match self {
            Self::Across | Self::Down => 3,
            _ => 2,
        }
    }
}

/// Why nothing can be lined up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew(How);

impl fmt::Display for TooFew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = match self.0.least() {
            2 => "two",
            _ => "three",
        };
        write!(
            f,
            "Select at least {least} things that have a place of their own. What stands on a shelf or across subnets is placed by the drawing."
        )
    }
}

/// The edits that line up what is selected; none where it is in line.
pub fn aligned(
    document: &Document,
    scene: &Scene,
    selection: &BTreeSet<ResourceId>,
    how: How,
) -> Result<Vec<Edit>, TooFew> {
    let chosen: Vec<ResourceId> = selection.iter().cloned().collect();
    let things: Vec<(&Thing, Rect)> = (movable(&chosen, scene).iter())
        .filter_map(|id| scene.get(id))
        .filter(|thing| !thing.kind.info().is_placed_by_itself())
        .map(|thing| (thing, scene.rect_of(thing)))
        .collect();
    if things.len() < how.least() {
        return Err(TooFew(how));
    }
    let all = Rect::around(things.iter().map(|(_, rect)| *rect)).unwrap_or_default();
    let wanted: Vec<(&Thing, Rect, Point)> = match how {
        How::Across | How::Down => spaced(things, how),
        _ => (things.into_iter())
            .map(|(thing, rect)| (thing, rect, corner(rect, all, how)))
            .collect(),
    };
    let edit = |(thing, rect, corner): (&Thing, Rect, Point)| {
        let by = corner - rect.corner();
        let least = least(
            thing.kind,
            thing
                .parent
                .as_ref()
                .and_then(|id| Some(scene.get(id)?.kind)),
        );
        let mut place = thing.place.corner() + by;
        if let Some(least) = least {
            place = Point::new(place.x.max(least.x), place.y.max(least.y));
        }
        if place.distance(thing.place.corner()) < 0.5 {
            return None;
        }
        let before = document.layout.get(&thing.id).unwrap_or_default();
        Some(Edit::Arrange {
            id: thing.id.clone(),
            spot: Some(Spot {
                x: place.x,
                y: place.y,
                ..before
            }),
        })
    };
    Ok(wanted.into_iter().filter_map(edit).collect())
}

/// Where a thing's corner goes.
fn corner(rect: Rect, all: Rect, how: How) -> Point {
    match how {
        How::Left => Point::new(all.x, rect.y),
        How::Centre => Point::new(snapped(all.centre().x - rect.w / 2.0), rect.y),
        How::Right => Point::new(all.right() - rect.w, rect.y),
        How::Top => Point::new(rect.x, all.y),
        How::Middle => Point::new(rect.x, snapped(all.centre().y - rect.h / 2.0)),
        How::Bottom => Point::new(rect.x, all.bottom() - rect.h),
        How::Across | How::Down => rect.corner(),
    }
}

/// The first and the last stay, what is between them gets equal gaps.
fn spaced(mut things: Vec<(&Thing, Rect)>, how: How) -> Vec<(&Thing, Rect, Point)> {
    let across = how == How::Across;
    let start = |rect: &Rect| if across { rect.x } else { rect.y };
    let length = |rect: &Rect| if across { rect.w } else { rect.h };
    things.order_by(|(one, first), (other, second)| {
        (start(first).total_cmp(&start(second))).then(one.id.cmp(&other.id))
    });
    let (Some((_, first)), Some((_, last))) = (things.first(), things.last()) else {
        return Vec::new();
    };
    let room = start(last) + length(last) - start(first);
    let taken: f64 = things.iter().map(|(_, rect)| length(rect)).sum();
    let gap = (room - taken) / (things.len() - 1) as f64;
    let mut next = start(first);
    let mut placed = Vec::with_capacity(things.len());
    for (thing, rect) in &things {
        let corner = match across {
            true => Point::new(next, rect.y),
            false => Point::new(rect.x, next),
        };
        placed.push((*thing, *rect, corner));
        next += length(rect) + gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Kind, NatGateway, Resource};
    use crate::building::placement::create;
    use crate::editor::SceneFacts;
    use crate::editor::scene::scene;

    /// A subnet with three NAT gateways here and there.
    fn three() -> (Document, [ResourceId; 3]) {
        let mut document = Document::default();
        let mut add = |kind, target: Option<&ResourceId>| {
            let (id, edits) = create(&document, kind, target, None).unwrap();
            document.apply_all(edits).unwrap();
            id
        };
        let region = add(Kind::Region, None);
        let vpc = add(Kind::Vpc, Some(&region));
        let subnet = add(Kind::Subnet, Some(&vpc));
        let ids = [(8.0, 44.0), (300.0, 60.0), (620.0, 200.0)].map(|(x, y)| {
            let id = document.architecture.free_id(Kind::NatGateway);
            let gateway = NatGateway {
                subnet: Some(subnet.clone()),
                ..NatGateway::default()
            };
            let edits = vec![
                Edit::Create {
                    id: id.clone(),
                    resource: Resource::new(id.as_str(), gateway),
                },
                Edit::Arrange {
                    id: id.clone(),
                    spot: Some(Spot::at(x, y)),
                },
            ];
            document.apply_all(edits).unwrap();
            id
        });
        (document, ids)
    }

    fn after(how: How) -> [Rect; 3] {
        let (mut document, ids) = three();
        let facts = SceneFacts::default();
        let chosen = ids.iter().cloned().collect();
        let edits = aligned(&document, &scene(&document, &facts), &chosen, how).unwrap();
        document.apply_all(edits).unwrap();
        let drawn = scene(&document, &facts);
        let again = aligned(&document, &drawn, &chosen, how).unwrap();
        assert!(again.is_empty(), "{how:?} twice");
        ids.map(|id| drawn.get(&id).unwrap().place)
    }

    #[test]
    fn edges_and_middles_come_into_one_line() {
        assert!(after(How::Left).iter().all(|it| it.x == 8.0));
        assert!(after(How::Right).iter().all(|it| it.x == 620.0));
        assert!(after(How::Top).iter().all(|it| it.y == 44.0));
        assert!(after(How::Bottom).iter().all(|it| it.y == 200.0));
        let middles = after(How::Middle).map(|it| it.centre().y);
        assert!(middles.iter().all(|it| *it == middles[0]));
        let centres = after(How::Centre).map(|it| it.centre().x);
        assert!(centres.iter().all(|it| *it == centres[0]));
    }

    #[test]
    fn gaps_become_equal_and_the_ends_stay() {
        let [one, two, three] = after(How::Across);
        assert_eq!((one.x, three.x), (8.0, 620.0));
        assert_eq!(two.x - one.right(), three.x - two.right());
        let [one, two, three] = after(How::Down);
        assert_eq!((one.y, three.y), (44.0, 200.0));
        assert_eq!(two.y - one.bottom(), three.y - two.bottom());
    }

    #[test]
    fn one_thing_cannot_be_lined_up_and_members_of_a_box_go_with_it() {
        let (document, ids) = three();
        let drawn = scene(&document, &SceneFacts::default());
        let refused = |chosen: BTreeSet<ResourceId>, how| {
            aligned(&document, &drawn, &chosen, how)
                .unwrap_err()
                .to_string()
        };
        assert!(refused([ids[0].clone()].into(), How::Left).starts_with("Select at least two"));
        let two = [ids[0].clone(), ids[1].clone()];
        assert!(refused(two.into(), How::Across).starts_with("Select at least three"));
        let with_box = [ids[0].clone(), "subnet-1".into()];
        assert!(refused(with_box.into(), How::Left).starts_with("Select at least two"));
    }
}
