//! What a run is drawn on: the scene, and the architecture that it shows.

use crate::architecture::{Architecture, Kind, ResourceId, Subnet};
use crate::editor::geometry::Rect;
use crate::editor::scene::{Scene, Shape, Thing};

/// What a run is drawn on.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// The drawing.
    pub scene: &'a Scene,
    /// What it shows.
    pub architecture: &'a Architecture,
}

impl<'a> Stage<'a> {
    /// The zone of a subnet; empty for what is none.
    pub fn zone_of(&self, subnet: &ResourceId) -> &'a str {
        let subnet = self.architecture.find::<Subnet>(subnet);
        subnet.map_or("", |subnet| &subnet.zone)
    }

    /// The zone that a thing stands in; empty for what stands in no subnet.
    pub fn zone_around(&self, thing: &Thing) -> &'a str {
        (thing.parent.as_ref()).map_or("", |parent| self.zone_of(parent))
    }

    /// The boxes of a zone's subnets.
    pub fn subnets_in<'s>(&'s self, zone: &'s str) -> impl Iterator<Item = Rect> + 's {
        let boxes = self.scene.of_shape(Shape::Box);
        boxes
            .filter(move |it| it.kind == Kind::Subnet && self.zone_of(&it.id) == zone)
            .map(|it| self.scene.rect_of(it))
    }

    /// Where the customers stand, if the drawing has any.
    pub fn customers(&self) -> Option<&'a Thing> {
        let mut users = self.scene.of_shape(Shape::Node);
        users.find(|it| it.kind == Kind::User)
    }
}
