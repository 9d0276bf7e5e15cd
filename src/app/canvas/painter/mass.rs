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
    drawn: Vec<(&'static str, Rect)>,
}

impl Mass {
    /// Makes it that of these things and no others.
    pub fn draw(&mut self, things: &[&Thing], elements: &mut Elements) {
        let mut wanted: FxHashMap<Option<&ResourceId>, Vec<(&'static str, Rect)>> =
            FxHashMap::default();
        for thing in things {
            let patch = wanted.entry(thing.parent.as_ref()).or_default();
            patch.push((colour(thing), body(thing, thing.place)));
        }
        self.patches.retain(|parent, patch| {
            let kept = wanted.contains_key(&parent.as_ref());
            if let Some(svg) = patch.svg.as_ref().filter(|_| !kept) {
                svg.remove();
            }
            kept
        });
        for (parent, mut squares) in wanted {
            let patch = self.patches.entry(parent.cloned()).or_default();
            let hangs = patch.svg.as_ref().is_some_and(|svg| svg.is_connected());
            squares.sort_by(|one, other| one.0.cmp(other.0));
            if !hangs || patch.drawn != squares {
                let svg = patch.svg.get_or_insert_with(|| {
                    let svg = dom::svg("svg", "mass");
                    dom::set(&svg, "aria-hidden", "true");
                    svg
                });
                write_paths(svg, &squares);
                if !hangs {
                    elements.hang_behind(svg, parent);
                }
                patch.drawn = squares;
            }
        }
    }
}

/// Writes one path for each colour; the squares come in order of colours.
fn write_paths(svg: &Element, squares: &[(&'static str, Rect)]) {
    svg.set_text_content(None);
    for group in squares.chunk_by(|one, other| one.0 == other.0) {
        let mut path = String::with_capacity(group.len() * 24);
        for (_, Rect { x, y, w, h }) in group {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{x} {y}h{w}v{h}h-{w}z");
        }
        let element = dom::svg("path", group[0].0);
        dom::set(&element, "d", &path);
        dom::append(svg, &element);
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
