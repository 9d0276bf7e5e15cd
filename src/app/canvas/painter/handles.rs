//! The connection handles and the corner by which a box is resized: one set of
//! them, which goes to the thing that they are for.

use web_sys::{Element, HtmlElement};

use super::dom;
use crate::architecture::{Kind, ResourceId};
use crate::editor::Rect;
use crate::editor::scene::{Shape, Thing};

/// The one set of handles.
#[derive(Debug)]
pub struct Handles {
    element: HtmlElement,
    shown: Option<(ResourceId, Rect, bool)>,
}

impl Handles {
    /// Handles that are shown for nothing, inside `world`.
    pub fn new(world: &HtmlElement) -> Self {
        let element = dom::element("div", "handles");
        element.set_hidden(true);
        dom::set(&element, "aria-hidden", "true");
        let edges = ["edge n", "edge e", "edge s", "edge w"];
        let corners = ["corner nw", "corner ne", "corner sw", "corner"];
        let points = ["handle n", "handle e", "handle s", "handle w"];
        for class in edges.into_iter().chain(points).chain(corners) {
            dom::append(&element, &dom::element("span", class));
        }
        dom::append(world, &element);
        Self {
            element,
            shown: None,
        }
    }

    /// The element that holds them.
    pub fn root(&self) -> Element {
        self.element.clone().into()
    }

    /// Shows them around the body of a thing that may be selected, or nowhere.
    pub fn show(&mut self, thing: Option<(&Thing, Rect, bool)>) {
        let thing = thing.filter(|(thing, ..)| thing.shape != Shape::Frame);
        let wanted = thing.map(|(thing, body, selected)| (thing.id.clone(), body, selected));
        if wanted == self.shown {
            return;
        }
        let element = &self.element;
        element.set_hidden(thing.is_none());
        if let Some((thing, body, selected)) = thing {
            let shape = match thing.shape {
                Shape::Node => "handles for-node",
                Shape::Chip => "handles for-chip",
                _ if matches!(thing.kind, Kind::Region | Kind::Account) => "handles for-region",
                _ => "handles for-box",
            };
            let state = if selected { " for-selected" } else { "" };
            element.set_class_name(&format!("{shape}{state}"));
            dom::set(element, "data-of", thing.id.as_str());
            dom::stand(element, body.corner());
            dom::size(element, body);
        }
        self.shown = wanted;
    }
}
