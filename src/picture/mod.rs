//! The drawing as a picture of its own: SVG with everything in it, and Mermaid
//! text for where pictures are written. Neither knows a browser: the page and
//! the command line make the same.

mod colours;
pub mod fonts;
pub mod icons;
mod ink;
mod mermaid;
mod parts;
mod sheet;
mod svg;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::architecture::{Document, ResourceId};
use crate::editor::SceneFacts;
use crate::editor::scene::{Line, Links, Scene, layer_words, scene};
use crate::editor::tidy::{Scope, tidy};

pub use crate::editor::scene::Layer;
pub use colours::Theme;
pub use fonts::Fonts;
pub use mermaid::mermaid;
pub use svg::svg;

/// Everything that a picture shows.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The title above it; nothing where it is empty.
    pub title: String,
    /// The line beneath the title, such as a date.
    pub about: String,
    /// The drawing.
    pub scene: Scene,
    /// What the lines are about.
    pub layer: Layer,
    /// The lines.
    pub lines: Vec<Line>,
    /// What the layer says on things in place of their second line.
    pub words: BTreeMap<ResourceId, String>,
}

impl Subject {
    /// What a document shows on this layer.
    pub fn of(document: &Document, analysis: &Analysis, layer: Layer) -> Self {
        Self::seen(document, analysis, layer, BTreeSet::new())
    }

    /// The same with these boxes collapsed.
    pub fn seen(
        document: &Document,
        analysis: &Analysis,
        layer: Layer,
        collapsed: BTreeSet<ResourceId>,
    ) -> Self {
        let network = analysis.calm().network();
        let facts = SceneFacts {
            collapsed,
            ..SceneFacts::of(network, analysis.findings())
        };
        let scene = scene(document, &facts);
        let relations = network.relations();
        let links = Links::of(relations, layer);
        Self {
            title: document.title.clone(),
            about: String::new(),
            lines: scene.lines(&links, &|_| false),
            words: layer_words(relations, layer),
            scene,
            layer,
        }
    }
}

/// How a picture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// On which ground it is seen.
    pub theme: Theme,
    /// Whether that ground is left out.
    pub transparent: bool,
    /// Whether it explains its lines.
    pub legend: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            theme: Theme::Light,
            transparent: false,
            legend: true,
        }
    }
}

/// Tidies a document up before it is drawn.
pub fn tidied(document: &mut Document, analysis: &Analysis) {
    let facts = SceneFacts::of(analysis.calm().network(), analysis.findings());
    let edits = tidy(document, &facts, &Scope::Everything);
    let applied = document.apply_all(edits);
    debug_assert!(applied.is_ok(), "a spot says nothing of the architecture");
}

#[cfg(test)]
mod tests;
