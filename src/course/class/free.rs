//! Any design as the steps of a class: thing by thing as the outline has them, or along a
//! request.

use super::deck::Deck;
use super::packet;
use super::step::Step;
use super::words::caption;
use crate::architecture::{Document, ResourceId};
use crate::network::Trace;

/// A design thing by thing, in the order in which somebody reads it.
pub fn of_design(document: &Document, order: &[ResourceId]) -> Deck {
    let architecture = &document.architecture;
    let title = document.title.clone();
    let mut steps = vec![Step::said(0, &title, caption(&title, "The design").0, 0)];
    steps.extend(order.iter().filter_map(|id| {
        let kind = architecture.kind_of(id)?.info().title;
        let name = architecture.name_of(id);
        let words = match name == kind {
            true => format!("{kind}."),
            false => format!("{name}: {kind}."),
        };
        Some(Step {
            focus: vec![id.clone()],
            ..Step::said(0, &title, caption(&words, &name).0, 0)
        })
    }));
    Deck {
        units: vec![title.clone()],
        title,
        steps,
        documents: vec![document.clone()],
    }
}

/// A design along a request: every stop of it that matters.
pub fn of_request(document: &Document, trace: Trace) -> Deck {
    let title = document.title.clone();
    Deck {
        units: vec![title.clone()],
        steps: packet::steps(trace, 0, "A request", 0, &document.architecture),
        title,
        documents: vec![document.clone()],
    }
}
