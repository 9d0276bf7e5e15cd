//! Things that are too many and too small to have an element each: the icons
//! of what stands in a box become squares in the colours of their categories,
//! one path for each colour. What is selected, pointed at or moved still has
//! its element.

use std::fmt::Write;

use rustc_hash::FxHashMap;
use web_sys::Element;

use super::dom;
use super::elements::Elements;
use crate::architecture::{Category, ResourceId};
use crate::editor::scene::{Shape, Thing, body};
use crate::editor::{Mark, Rect};

/// All of them on the page, by the box that they stand in.
#[derive(Debug, Default)]
pub struct Mass {
    patches: FxHashMap<Option<ResourceId>, Patch>,
}

/// What stands in one box.
#[derive(Debug, Default)]
struct Patch {
    svg: Option<Element>,
    groups: Vec<Group>,
}

/// The squares of one colour.
#[derive(Debug)]
struct Group {
    colour: &'static str,
    squares: Vec<Rect>,
    path: Element,
}

impl Mass {
    /// Makes it that of these things and no others.
    pub fn draw(&mut self, things: &[&Thing], elements: &mut Elements) {
        let mut wanted: FxHashMap<Option<&ResourceId>, Vec<&Thing>> = FxHashMap::default();
        for thing in things {
            wanted.entry(thing.parent.as_ref()).or_default().push(thing);
        }
        self.patches.retain(|parent, patch| {
            let kept = wanted.contains_key(&parent.as_ref());
            if let Some(svg) = patch.svg.as_ref().filter(|_| !kept) {
                svg.remove();
            }
            kept
        });
        for (parent, things) in wanted {
            self.draw_in(parent, &things, elements);
        }
    }

    /// Makes what stands in one box that of these things.
    pub fn draw_in(
        &mut self,
        parent: Option<&ResourceId>,
        things: &[&Thing],
        elements: &mut Elements,
    ) {
        let patch = self.patches.entry(parent.cloned()).or_default();
        let mut squares: Vec<_> = (things.iter())
            .map(|thing| (colour(thing), body(thing, thing.place)))
            .collect();
        squares.sort_by(|one, other| one.0.cmp(other.0));
        let hangs = patch.svg.as_ref().is_some_and(|svg| svg.is_connected());
        let svg = patch.svg.get_or_insert_with(|| {
            let svg = dom::svg("svg", "mass");
            dom::set(&svg, "aria-hidden", "true");
            svg
        });
        write_paths(svg, &mut patch.groups, &squares);
        if !hangs {
            elements.hang_behind(svg, parent);
        }
    }
}

/// Writes one path for each colour, where it is another one than before; the
/// squares come in order of colours.
fn write_paths(svg: &Element, groups: &mut Vec<Group>, squares: &[(&'static str, Rect)]) {
    let wanted: Vec<_> = squares.chunk_by(|one, other| one.0 == other.0).collect();
    let colours = wanted.iter().map(|group| group[0].0);
    if !colours.eq(groups.iter().map(|group| group.colour)) {
        svg.set_text_content(None);
        groups.clear();
        for group in &wanted {
            let colour = group[0].0;
            let path = dom::svg("path", colour);
            dom::append(svg, &path);
            groups.push(Group {
                colour,
                squares: Vec::new(),
                path,
            });
        }
    }
    for (group, wanted) in groups.iter_mut().zip(wanted) {
        let squares = wanted.iter().map(|(_, square)| square);
        if squares.clone().ne(&group.squares) {
            group.squares = squares.copied().collect();
            let mut path = String::with_capacity(group.squares.len() * 24);
            for Rect { x, y, w, h } in &group.squares {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h{w}v{h}h-{w}z");
            }
            dom::set(&group.path, "d", &path);
        }
    }
}

/// The class of a square by its colour.
fn colour(thing: &Thing) -> &'static str {
    if thing.mark == Mark::Error {
        return "wrong";
    }
    if thing.shape == Shape::Chip {
        return "small";
    }
    match thing.kind.info().category {
        Category::Networking => "network",
        Category::Compute => "compute",
        Category::Database => "database",
        Category::Storage => "storage",
        Category::Security => "security",
        _ => "other",
    }
}
