//! The lines of the layer that is shown, as far as they are in sight. From afar, where
//! they are very many, those of one kind are one path: nobody follows a single one there
//! but those of what is selected.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use web_sys::Element;

use super::dom;
use super::marks::Marks;
use super::sight::{Detail, Sight};
use crate::architecture::ResourceId;
use crate::editor::scene::{Line, LineKind, beside, drawn_path, has_direction, in_sight, svg_path};
use crate::editor::{Point, Rect};

/// From how many on.
const MANY: usize = 100;
/// The zoom below which lines are thinner than half a pixel, as wide as they are from afar.
const THIN: f64 = 0.125;
/// After how many pixels of the drawing the dashes of any line have begun anew: what the lengths
/// of the patterns in the stylesheet, 6, 7, 10 and 18, go into.
const DASHES: f64 = 630.0;

type Key = (ResourceId, ResourceId, LineKind);

/// All lines on the page.
#[derive(Debug)]
pub struct Lines {
    svg: Element,
    drawn: FxHashMap<Key, Drawn>,
    /// The paths of many, by the class of their kind, each with what it says.
    many: BTreeMap<&'static str, (Element, String)>,
    /// How many times wider they are than the stylesheet has them, in doublings.
    wider: u32,
}

#[derive(Debug)]
struct Drawn {
    path: Element,
    note: Option<Element>,
    points: Vec<Point>,
    /// What of it is on the page, where that is not all of it.
    stretches: Option<Vec<Vec<Point>>>,
    words: String,
    selected: bool,
    /// The round in which it was wanted last.
    round: bool,
}

impl Lines {
    /// No lines yet, to be drawn in this element.
    pub fn new(svg: Element) -> Self {
        dom::append(&svg, &arrows());
        Self {
            svg,
            drawn: FxHashMap::default(),
            many: BTreeMap::new(),
            wider: 0,
        }
    }

    /// Has lines that would be thinner than half a pixel at this zoom drawn wider.
    pub fn seen_at(&mut self, zoom: f64) {
        let wider = (THIN / zoom).log2().ceil().clamp(0.0, 5.0) as u32;
        if wider != self.wider {
            dom::set(&self.svg, "data-wider", &wider.to_string());
            self.wider = wider;
        }
    }

    /// Makes the lines on the page what they should be.
    pub fn draw(&mut self, lines: &[Line], sight: &Sight, marks: &Marks, detail: Detail) {
        let round = !self.drawn.values().next().is_some_and(|line| line.round);
        let seen = |line: &&Line| {
            let corners = line.points.iter().map(|at| Rect::new(at.x, at.y, 1.0, 1.0));
            Rect::around(corners).is_some_and(|bounds| sight.sees(&bounds))
        };
        let seen: Vec<&Line> = lines.iter().filter(seen).collect();
        let joined = detail == Detail::Far && seen.len() > MANY;
        let (many, single): (Vec<_>, Vec<_>) = (seen.into_iter()).partition(|line| {
            joined && !marks.is_selected(&line.from) && !marks.is_selected(&line.to)
        });
        self.join(&many);
        let areas: Vec<Rect> = sight.parts().collect();
        for line in single {
            let key = (line.from.clone(), line.to.clone(), line.kind);
            let svg = &self.svg;
            let drawn = self
                .drawn
                .entry(key)
                .or_insert_with(|| Drawn::new(svg, line));
            drawn.round = round;
            drawn.update(svg, line, marks, detail, &areas);
        }
        self.drawn.retain(|_, line| {
            let kept = line.round == round;
            if !kept {
                line.path.remove();
                line.drop_note();
            }
            kept
        });
    }

    /// Draws these as one path for each kind.
    fn join(&mut self, lines: &[&Line]) {
        let mut wanted: BTreeMap<&'static str, String> = BTreeMap::new();
        for line in lines {
            let path = wanted.entry(line.kind.class()).or_default();
            path.push_str(&svg_path(&line.points));
        }
        self.many.retain(|kind, (path, _)| {
            let kept = wanted.contains_key(kind);
            if !kept {
                path.remove();
            }
            kept
        });
        for (kind, all) in wanted {
            let (path, drawn) = self.many.entry(kind).or_insert_with(|| {
                let path = dom::svg("path", &format!("line {kind}"));
                dom::append(&self.svg, &path);
                (path, String::new())
            });
            if *drawn != all {
                dom::set(path, "d", &all);
                *drawn = all;
            }
        }
    }
}

/// The heads of arrows, one for each kind of line that has a direction, and
/// one for lines of what is selected.
fn arrows() -> Element {
    let all = dom::svg("defs", "");
    let kinds = [
        LineKind::Attach,
        LineKind::Route,
        LineKind::Security,
        LineKind::Replica,
    ];
    let names = kinds.into_iter().map(LineKind::class);
    for name in names.chain(std::iter::once(SELECTED)) {
        let marker = dom::svg("marker", "");
        for (key, value) in [
            ("id", format!("arrow-{name}").as_str()),
            ("viewBox", "0 0 8 8"),
            ("refX", "6.5"),
            ("refY", "4"),
            ("markerWidth", "6"),
            ("markerHeight", "6"),
            ("orient", "auto"),
        ] {
            dom::set(&marker, key, value);
        }
        let head = dom::svg("path", &format!("arrow {name}"));
        dom::set(&head, "d", "M0.5 0.5L7 4L0.5 7.5Z");
        dom::append(&marker, &head);
        dom::append(&all, &marker);
    }
    all
}

fn arrow(name: &str) -> String {
    format!("url(#arrow-{name})")
}

/// What the arrow of a line is called that belongs to what is selected.
const SELECTED: &str = "selected";

impl Drawn {
    fn new(svg: &Element, line: &Line) -> Self {
        let path = dom::svg("path", &format!("line {}", line.kind.class()));
        dom::set(&path, "data-from", line.from.as_str());
        dom::set(&path, "data-to", line.to.as_str());
        if has_direction(line.kind) {
            dom::set(&path, "marker-end", &arrow(line.kind.class()));
        }
        dom::append(svg, &path);
        Self {
            path,
            note: None,
            points: Vec::new(),
            stretches: None,
            words: String::new(),
            selected: false,
            round: false,
        }
    }

    fn update(
        &mut self,
        svg: &Element,
        line: &Line,
        marks: &Marks,
        detail: Detail,
        areas: &[Rect],
    ) {
        let selected = marks.is_selected(&line.from) || marks.is_selected(&line.to);
        if selected != self.selected {
            let state = if selected { " selected" } else { "" };
            let class = format!("line {}{state}", line.kind.class());
            dom::set(&self.path, "class", &class);
            if has_direction(line.kind) {
                let name = if selected {
                    SELECTED
                } else {
                    line.kind.class()
                };
                dom::set(&self.path, "marker-end", &arrow(name));
            }
            self.selected = selected;
        }
        let moved = self.points != line.points;
        let stretches = in_sight(&line.points, areas, DASHES);
        if moved || stretches != self.stretches {
            let path = drawn_path(&line.points, stretches.as_deref());
            dom::set(&self.path, "d", &path);
            self.stretches = stretches;
        }
        if moved {
            self.points.clone_from(&line.points);
        }
        let place = beside(&line.points);
        // From afar nobody could read it.
        let (Some((at, upright)), false, Detail::Near | Detail::Middle) =
            (place, line.note.is_empty(), detail)
        else {
            self.drop_note();
            return;
        };
        if self.note.is_some() && !moved && self.words == line.note {
            return;
        }
        let note = self.note.get_or_insert_with(|| {
            let note = dom::svg("text", "");
            dom::append(svg, &note);
            note
        });
        let side = if upright { " upright" } else { "" };
        dom::set(
            note,
            "class",
            &format!("line-note {}{side}", line.kind.class()),
        );
        dom::set(note, "x", &at.x.to_string());
        dom::set(note, "y", &at.y.to_string());
        note.set_text_content(Some(&line.note));
        self.words.clone_from(&line.note);
    }

    fn drop_note(&mut self) {
        if let Some(note) = self.note.take() {
            note.remove();
        }
    }
}
