//! Where everybody stands: the servers of a group in its frame, as many as
//! there are, the customers outside.

use std::collections::{BTreeMap, BTreeSet};

use super::stage::Stage;
use crate::architecture::ResourceId;
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::{Shape, Thing};
use crate::order::InOrder;
use crate::simulation::record::{Happened, Place};
use crate::simulation::view::{End, Phase, ServerView};
use crate::simulation::{MINUTE, Second, View};

/// How large a picture is, as those of the scene.
const NODE: Point = Point::new(120.0, 80.0);
/// From one picture to the next in a row that is not crowded, and at least.
const PITCH: f64 = 128.0;
const LEAST_PITCH: f64 = 66.0;
/// From one row to the next.
const ROW: f64 = 88.0;
/// Between a subnet and the frame in it, and from its upper edge to the first
/// row.
const FRAME_SIDE: f64 = 12.0;
const FRAME_TOP: f64 = 16.0;
/// How long what has ended is still drawn, if something was told of it.
const REMEMBERED: Second = 10 * MINUTE;

/// A place for a picture: where it stands and how wide its words may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// As large as a node of the scene, in the world.
    pub rect: Rect,
    /// The room for words.
    pub room: f64,
}

/// Servers for which there is no room.
#[derive(Clone, Debug, PartialEq)]
pub struct More {
    /// Their group.
    pub group: ResourceId,
    /// The subnet.
    pub subnet: ResourceId,
    /// Their numbers.
    pub numbers: Vec<u32>,
    /// Where their count stands.
    pub slot: Slot,
}

/// Where everybody stands.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The servers that are drawn, by their numbers.
    pub servers: BTreeMap<u32, Slot>,
    /// Those for which there is no room, as one picture for each subnet.
    pub more: Vec<More>,
    /// Where the customers stand.
    pub customers: Option<Slot>,
    /// The picture of the scene that stands where the primary of a database is
    /// now: after a failover that is the one of its standby.
    pub primaries: BTreeMap<ResourceId, ResourceId>,
}

impl Places {
    /// Where everybody stands at a moment.
    pub fn of(stage: &Stage<'_>, view: &View, story: &[Happened]) -> Self {
        let told: BTreeSet<(&ResourceId, u32)> = (story.iter())
            .filter(|it| it.at <= view.at && it.at + REMEMBERED > view.at)
            .filter_map(|it| match &it.place {
                Place::Server(group, number) => Some((group, *number)),
                _ => None,
            })
            .collect();
        let mut places = Self::default();
        let mut groups: BTreeMap<(&ResourceId, &ResourceId), Vec<&ServerView>> = BTreeMap::new();
        for server in &view.servers {
            if server.is_member {
                let is_drawn = server.phase != Phase::Terminated
                    || told.contains(&(&server.of, server.number))
                    || view.lost_zones.contains(&server.zone);
                if is_drawn {
                    let key = (&server.of, &server.subnet);
                    groups.entry(key).or_default().push(server);
                }
            } else if let Some(thing) = stage.scene.get(&server.of) {
                let rect = stage.scene.rect_of(thing);
                places
                    .servers
                    .insert(server.number, Slot { rect, room: PITCH });
            }
        }
        for ((group, subnet), servers) in groups {
            if let Some(room) = room(stage, group, subnet) {
                places.seat(group, subnet, servers, room);
            }
        }
        places.customers = customers(stage);
        for database in &view.databases {
            let zone = database.primary_zone.as_deref();
            let mut copies = stage.scene.of_shape(Shape::Node);
            let here = copies.find(|thing| {
                thing.id.owner() == database.id && Some(stage.zone_around(thing)) == zone
            });
            if let Some(thing) = here {
                places
                    .primaries
                    .insert(database.id.clone(), thing.id.clone());
            }
        }
        places
    }

    /// Seats the servers of a group in its frame in one subnet.
    fn seat(
        &mut self,
        group: &ResourceId,
        subnet: &ResourceId,
        mut servers: Vec<&ServerView>,
        room: Rect,
    ) {
        let (slots, all) = slots(servers.len(), room);
        // Who works is drawn before those who have ended.
        let gone = |server: &ServerView| server.phase == Phase::Terminated;
        servers.order_by(|one, other| (gone(one), one.number).cmp(&(gone(other), other.number)));
        let shown = if all { servers.len() } else { slots.len() - 1 };
        let hidden = servers.split_off(shown.min(servers.len()));
        servers.order_by(|one, other| one.number.cmp(&other.number));
        for (server, slot) in servers.iter().zip(&slots) {
            self.servers.insert(server.number, *slot);
        }
        if let (false, Some(slot)) = (hidden.is_empty(), slots.last()) {
            self.more.push(More {
                group: group.clone(),
                subnet: subnet.clone(),
                numbers: hidden.iter().map(|server| server.number).collect(),
                slot: *slot,
            });
        }
    }

    /// Where a server stands: its own place, or that of the many for which
    /// there is no room.
    pub fn server(&self, number: u32) -> Option<Slot> {
        let among = || self.more.iter().find(|more| more.numbers.contains(&number));
        (self.servers.get(&number).copied()).or_else(|| among().map(|more| more.slot))
    }

    /// The picture of the scene that stands for a thing now.
    pub fn thing<'a>(&self, stage: &Stage<'a>, id: &ResourceId) -> Option<&'a Thing> {
        stage.scene.shown(self.primaries.get(id).unwrap_or(id))
    }

    /// The rectangle of the picture at an end of a way.
    pub fn end(&self, stage: &Stage<'_>, end: &End) -> Option<(Rect, Shape)> {
        match end {
            End::Customers => Some((self.customers?.rect, Shape::Node)),
            End::Server(number) => Some((self.server(*number)?.rect, Shape::Node)),
            End::Thing(id) => {
                let thing = self.thing(stage, id)?;
                // What lies on a shelf is no place on a way.
                let is_place = matches!(thing.shape, Shape::Node | Shape::Frame);
                is_place.then(|| (stage.scene.rect_of(thing), thing.shape))
            }
        }
    }
}

/// Where the customers stand: at the first user of the drawing, or without
/// one before its upper left corner.
fn customers(stage: &Stage<'_>) -> Option<Slot> {
    let rect = match stage.customers() {
        Some(thing) => stage.scene.rect_of(thing),
        None => {
            let all = stage.scene.bounds?;
            Rect::new(all.x - NODE.x - 24.0, all.y + 24.0, NODE.x, NODE.y)
        }
    };
    Some(Slot { rect, room: PITCH })
}

/// The part of a group's frame that lies in a subnet, for pictures.
fn room(stage: &Stage<'_>, group: &ResourceId, subnet: &ResourceId) -> Option<Rect> {
    let scene = stage.scene;
    let inside = scene.rect(subnet)?;
    let first = scene.rect(group)?;
    let pieces = scene.pieces_of(group).iter();
    let pieces = pieces.map(|piece| scene.in_world(piece.parent.as_ref(), piece.place));
    let frame = std::iter::once(first)
        .chain(pieces)
        .find(|it| it.overlaps(&inside))?;
    Some(Rect::new(
        inside.x + FRAME_SIDE,
        frame.y + FRAME_TOP,
        inside.w - 2.0 * FRAME_SIDE,
        frame.h - FRAME_TOP,
    ))
}

/// The slots for so many pictures in a room, in rows that stand in the middle,
/// and whether they are enough. They move together before any is left out.
fn slots(count: usize, room: Rect) -> (Vec<Slot>, bool) {
    let fit = |length: f64, each: f64| ((length / each).floor() as usize).max(1);
    let rows = fit(room.h, ROW);
    let wide = fit(room.w + 8.0, PITCH);
    let wanted = match count <= rows * wide {
        true => wide,
        false => count.div_ceil(rows),
    };
    let columns = wanted.clamp(1, fit(room.w, LEAST_PITCH));
    let pitch = (room.w / columns as f64).clamp(LEAST_PITCH, PITCH);
    let number = count.min(rows * columns);
    let slot = |at: usize| {
        let (row, column) = (at / columns, at % columns);
        let in_row = columns.min(number - row * columns) as f64;
        let middle = room.centre().x + (column as f64 - (in_row - 1.0) / 2.0) * pitch;
        Slot {
            rect: Rect::new(
                middle - NODE.x / 2.0,
                room.y + row as f64 * ROW,
                NODE.x,
                NODE.y,
            ),
            room: pitch,
        }
    };
    ((0..number).map(slot).collect(), number == count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect::new(0.0, 0.0, 268.0, 88.0);

    #[test]
    fn two_stand_as_the_scene_would_draw_them() {
        let (slots, all) = slots(2, ROOM);
        assert!(all);
        let xs: Vec<f64> = slots.iter().map(|slot| slot.rect.x).collect();
        assert_eq!(xs, [10.0, 138.0]);
    }

    #[test]
    fn many_move_together_and_never_overlap_or_leave_the_room() {
        for count in 1..=60 {
            for rows in 1..=3 {
                let room = Rect::new(40.0, 10.0, 268.0, 88.0 * rows as f64);
                let (slots, all) = slots(count, room);
                assert_eq!(all, slots.len() == count);
                assert!(all || slots.len() == rows * 4);
                for (at, slot) in slots.iter().enumerate() {
                    let own = Rect::new(slot.rect.centre().x - 32.0, slot.rect.y, 64.0, 80.0);
                    assert!(room.encloses(&own), "{count} {rows} {own:?}");
                    for other in &slots[at + 1..] {
                        let far = (other.rect.x - slot.rect.x).abs() >= LEAST_PITCH - 0.01;
                        assert!(far || other.rect.y != slot.rect.y);
                    }
                }
            }
        }
    }
}
