//! The drawing as a tree: each thing with its place in the box that it stands
//! in, and what stands in it.
//!
//! Places count from the corner of the box, so a box that moves takes its
//! content along without a word about it. And since what a box holds lies in
//! its extent, the tree is its own index: whoever looks for what is at a point
//! or in view goes only into boxes that reach there.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Shape, Thing};
use crate::architecture::ResourceId;
use crate::editor::geometry::{Point, Rect};
use crate::order::InOrder;

/// A thing's number while it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct No(u32);

/// A thing and what stands in it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The thing.
    pub thing: Thing,
    /// The box that it stands in.
    pub parent: Option<No>,
    /// What stands in it.
    pub inside: Inside,
    /// How large a box must be for what it holds. Its place may be larger,
    /// because its neighbours are.
    pub size: Point,
    /// How large somebody made it; zero where nobody did.
    pub chosen: Point,
    /// The rectangle around it and all that stands in it, from its corner.
    extent: Rect,
    alive: bool,
}

/// What stands in a box, or outside every box.
#[derive(Clone, Debug, Default)]
pub struct Inside {
    /// In order of ids.
    pub children: Vec<No>,
    /// As one reads: rows from top to bottom, in a row from the left.
    pub reading: Vec<No>,
    /// The extent of each, in reading order.
    spans: Vec<Rect>,
    /// How far down the extents up to each one reach.
    bottoms: Vec<f64>,
    /// How far up the extents from each one on reach.
    tops: Vec<f64>,
}

impl Inside {
    /// Where in reading order everything is that may reach between two
    /// heights, and perhaps more.
    pub fn between(&self, top: f64, bottom: f64) -> Range<usize> {
        let start = self.bottoms.partition_point(|it| *it < top);
        let end = self.tops.partition_point(|it| *it <= bottom);
        start..end.max(start)
    }

    /// What is there in reading order, with its extent.
    pub fn at(&self, place: usize) -> (No, Rect) {
        (self.reading[place], self.spans[place])
    }
}

/// The tree.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    slots: Vec<Slot>,
    free: Vec<No>,
    index: FxHashMap<ResourceId, No>,
    root: Inside,
}

impl Tree {
    /// The number of a thing.
    pub fn no(&self, id: &ResourceId) -> Option<No> {
        self.index.get(id).copied()
    }

    /// A thing by its number.
    pub fn slot(&self, no: No) -> &Slot {
        &self.slots[no.0 as usize]
    }

    /// A thing by its number, to be changed.
    pub fn slot_mut(&mut self, no: No) -> &mut Slot {
        &mut self.slots[no.0 as usize]
    }

    /// Whether a number still stands for a thing.
    pub fn is_alive(&self, no: No) -> bool {
        self.slot(no).alive
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// What stands in a box, or outside every box.
    pub fn inside(&self, container: Option<No>) -> &Inside {
        container.map_or(&self.root, |no| &self.slot(no).inside)
    }

    fn inside_mut(&mut self, container: Option<No>) -> &mut Inside {
        match container {
            Some(no) => &mut self.slot_mut(no).inside,
            None => &mut self.root,
        }
    }

    /// Adds a thing to a box.
    pub fn insert(&mut self, thing: Thing, parent: Option<No>) -> No {
        let id = thing.id.clone();
        let slot = Slot {
            thing,
            parent: None,
            inside: Inside::default(),
            size: Point::default(),
            chosen: Point::default(),
            extent: Rect::default(),
            alive: true,
        };
        let no = match self.free.pop() {
            Some(no) => {
                *self.slot_mut(no) = slot;
                no
            }
            None => {
                self.slots.push(slot);
                // Four thousand million things are not drawn in any browser.
                No(u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX))
            }
        };
        self.index.insert(id, no);
        self.hang(no, parent);
        no
    }

    /// Takes a thing out. What stood in it stands outside every box from now
    /// on, until it is seated anew.
    pub fn remove(&mut self, no: No) {
        for child in std::mem::take(&mut self.slot_mut(no).inside.children) {
            self.slot_mut(child).parent = None;
            self.add(None, child);
        }
        self.take_off(no);
        let slot = self.slot_mut(no);
        slot.alive = false;
        slot.inside = Inside::default();
        let id = slot.thing.id.clone();
        self.index.remove(&id);
        self.free.push(no);
    }

    /// Puts a thing into another box.
    pub fn reseat(&mut self, no: No, parent: Option<No>) {
        if self.slot(no).parent != parent {
            self.take_off(no);
            self.hang(no, parent);
        }
    }

    fn hang(&mut self, no: No, parent: Option<No>) {
        self.slot_mut(no).parent = parent;
        self.add(parent, no);
    }

    fn add(&mut self, container: Option<No>, no: No) {
        let id = &self.slot(no).thing.id;
        let children = &self.inside(container).children;
        let after_last = children
            .last()
            .is_none_or(|last| self.slot(*last).thing.id < *id);
        let place = if after_last {
            children.len()
        } else {
            children.partition_point(|other| self.slot(*other).thing.id < *id)
        };
        self.inside_mut(container).children.insert(place, no);
    }

    fn take_off(&mut self, no: No) {
        let (id, parent) = (&self.slot(no).thing.id, self.slot(no).parent);
        let children = &self.inside(parent).children;
        let place = children.partition_point(|other| self.slot(*other).thing.id < *id);
        if children.get(place) == Some(&no) {
            self.inside_mut(parent).children.remove(place);
        }
    }

    /// Brings the reading order and the extents of a box's content up to date
    /// with their places; says whether the extent of the box itself changed.
    pub fn read(&mut self, container: Option<No>) -> bool {
        let mut reading = self.inside(container).children.clone();
        let key = |no: &No| {
            let thing = &self.slot(*no).thing;
            let row = (thing.place.y / 24.0).round();
            (thing.shape == Shape::Chip, row, thing.place.x)
        };
        let mut keyed: Vec<_> = reading.iter().map(|no| (key(no), *no)).collect();
        keyed.order_by(|(one, _), (other, _)| {
            (one.0.cmp(&other.0))
                .then(one.1.total_cmp(&other.1))
                .then(one.2.total_cmp(&other.2))
        });
        reading.clear();
        reading.extend(keyed.into_iter().map(|(_, no)| no));
        let spans: Vec<Rect> = reading.iter().map(|no| self.span(*no)).collect();
        let mut lowest = f64::NEG_INFINITY;
        let mut bottoms = Vec::with_capacity(spans.len());
        for span in &spans {
            lowest = lowest.max(span.bottom());
            bottoms.push(lowest);
        }
        let mut highest = f64::INFINITY;
        let mut tops = vec![highest; spans.len()];
        for (top, span) in tops.iter_mut().zip(&spans).rev() {
            highest = highest.min(span.y);
            *top = highest;
        }
        let around = Rect::around(spans.iter().copied());
        let inside = self.inside_mut(container);
        *inside = Inside {
            children: std::mem::take(&mut inside.children),
            reading,
            spans,
            bottoms,
            tops,
        };
        container.is_some_and(|no| self.stretch(no, around))
    }

    /// Brings the extent of a thing up to date; says whether it changed.
    fn stretch(&mut self, no: No, around: Option<Rect>) -> bool {
        let slot = self.slot_mut(no);
        let own = Rect::new(0.0, 0.0, slot.thing.place.w, slot.thing.place.h);
        let extent = around.map_or(own, |around| around.union(own));
        std::mem::replace(&mut slot.extent, extent) != extent
    }

    /// Gives a thing its place; says whether that is another than before.
    pub fn put(&mut self, no: No, place: Rect) -> bool {
        let slot = self.slot_mut(no);
        let moved = std::mem::replace(&mut slot.thing.place, place) != place;
        if moved {
            let around = Rect::around(slot.inside.spans.iter().copied());
            self.stretch(no, around);
        }
        moved
    }

    /// The extent of a thing in the box that it stands in.
    fn span(&self, no: No) -> Rect {
        let slot = self.slot(no);
        slot.extent.moved(slot.thing.place.corner())
    }

    /// The rectangle around everything.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::around(self.root.spans.iter().copied())
    }

    /// The corner of a box in world coordinates.
    pub fn corner(&self, container: Option<No>) -> Point {
        let mut corner = Point::default();
        let mut next = container;
        while let Some(no) = next {
            let slot = self.slot(no);
            corner = corner + slot.thing.place.corner();
            next = slot.parent;
        }
        corner
    }

    /// Where a thing is in world coordinates.
    pub fn rect(&self, no: No) -> Rect {
        let slot = self.slot(no);
        slot.thing.place.moved(self.corner(slot.parent))
    }

    /// Everything in reading order: a box, then what stands in it.
    pub fn things(&self) -> Things<'_> {
        Things {
            tree: self,
            open: vec![self.root.reading.iter()],
        }
    }

    /// Calls `visit` with a thing and all that stands in it.
    pub fn with_inner<'a>(&'a self, no: No, visit: &mut dyn FnMut(&'a Thing)) {
        let slot = self.slot(no);
        visit(&slot.thing);
        for child in &slot.inside.children {
            self.with_inner(*child, visit);
        }
    }
}

/// Everything in reading order.
#[derive(Clone, Debug)]
pub struct Things<'a> {
    tree: &'a Tree,
    open: Vec<std::slice::Iter<'a, No>>,
}

impl<'a> Iterator for Things<'a> {
    type Item = &'a Thing;

    fn next(&mut self) -> Option<&'a Thing> {
        loop {
            match self.open.last_mut()?.next() {
                Some(no) => {
                    let slot = self.tree.slot(*no);
                    if !slot.inside.reading.is_empty() {
                        self.open.push(slot.inside.reading.iter());
                    }
                    return Some(&slot.thing);
                }
                None => {
                    self.open.pop();
                }
            }
        }
    }
}
