//! What of the drawing gets elements, and how much of each: what is in view
//! with a margin around it, so that a small move of the view makes none.

use rustc_hash::FxHashSet;

use crate::architecture::ResourceId;
use crate::editor::scene::{Scene, Thing};
use crate::editor::{Point, Rect, Viewport};

/// The zoom below which names are drawn larger and second lines step back.
const MIDDLE: f64 = 0.6;
/// The zoom below which nothing but the names of the largest boxes can be read.
const FAR: f64 = 0.35;
/// The margin around the view in which things have elements too, as a part of
/// the view.
const MARGIN: f64 = 0.2;
/// How far names stick out of the places of things, in the drawing.
const NAMES: f64 = 24.0;

/// How much is drawn of each thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Everything.
    #[default]
    Near,
    /// Icons and names.
    Middle,
    /// Icons.
    Far,
}

impl Detail {
    /// The detail for this zoom.
    pub fn at(zoom: f64) -> Self {
        if zoom < FAR {
            Self::Far
        } else if zoom < MIDDLE {
            Self::Middle
        } else {
            Self::Near
        }
    }

    /// One step less of it, if there is one.
    pub const fn coarser(self) -> Option<Self> {
        match self {
            Self::Near => Some(Self::Middle),
            Self::Middle => Some(Self::Far),
            Self::Far => None,
        }
    }

    /// How many elements a node takes.
    pub const fn elements(self) -> usize {
        match self {
            Self::Near => 4,
            Self::Middle => 3,
            Self::Far => 1,
        }
    }

    /// The word of the attribute `data-lod`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Middle => "middle",
            Self::Far => "far",
        }
    }
}

/// The parts of the drawing in which things have elements: where the view is
/// and, while it glides, where it comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    here: Rect,
    before: Option<Rect>,
}

impl Sight {
    /// Follows the view; says whether other things are in sight now. What is drawn under a rail
    /// is seen in a strip so many pixels wide beside the view.
    pub fn follow(&mut self, view: Viewport, size: Point, beside: f64, gliding: bool) -> bool {
        let seen = view.visible(size);
        let beside = beside / view.zoom;
        let seen = Rect::new(seen.x - beside, seen.y, seen.w + beside, seen.h);
        let wanted = Rect::new(
            seen.x - seen.w * MARGIN,
            seen.y - seen.h * MARGIN,
            seen.w * (1.0 + 2.0 * MARGIN),
            seen.h * (1.0 + 2.0 * MARGIN),
        );
        let area = |rect: &Rect| rect.w * rect.h;
        let fits = self.here.encloses(&seen) && area(&self.here) < 2.0 * area(&wanted);
        let before = match (gliding, fits) {
            (true, true) => self.before,
            (true, false) => Some(self.here),
            (false, _) => None,
        };
        let changed = !fits || before != self.before;
        if !fits {
            self.here = wanted;
        }
        self.before = before;
        changed
    }

    /// The part where the view is.
    pub const fn here(&self) -> Rect {
        self.here
    }

    /// All parts.
    pub fn parts(&self) -> impl Iterator<Item = Rect> + use<> {
        std::iter::once(self.here).chain(self.before)
    }

    /// Whether any of a part of the drawing is in sight.
    pub fn sees(&self, rect: &Rect) -> bool {
        let rect = rect.grown(NAMES);
        self.parts().any(|part| rect.overlaps(&part))
    }

    /// Whether all of a part of the drawing is in sight.
    pub fn holds(&self, rect: &Rect) -> bool {
        self.here.encloses(rect)
    }

    /// Everything that gets an element, outer before inner: what is in sight,
    /// what is to be `kept`, and the boxes around these.
    pub fn things<'a>(
        &self,
        scene: &'a Scene,
        kept: impl IntoIterator<Item = &'a ResourceId>,
    ) -> Vec<&'a Thing> {
        let mut chosen = Chosen {
            scene,
            ids: FxHashSet::default(),
            things: Vec::new(),
        };
        for part in self.parts() {
            for thing in scene.visible(part.grown(NAMES)) {
                chosen.add(thing);
            }
        }
        for thing in kept.into_iter().filter_map(|id| scene.get(id)) {
            chosen.add(thing);
        }
        chosen.things
    }
}

/// Things, each once and after the box that it stands in.
struct Chosen<'a> {
    scene: &'a Scene,
    ids: FxHashSet<&'a ResourceId>,
    things: Vec<&'a Thing>,
}

impl<'a> Chosen<'a> {
    fn add(&mut self, thing: &'a Thing) {
        if self.ids.insert(&thing.id) {
            let outer = thing.parent.as_ref().and_then(|id| self.scene.get(id));
            if let Some(outer) = outer {
                self.add(outer);
            }
            self.things.push(thing);
        }
    }
}
