//! What the outline holds open, where one is in it, and what its keys do.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::app::canvas::CanvasTools;
use crate::app::parts::in_next_frame;
use crate::app::state::Store;
use crate::app::theme;
use crate::architecture::ResourceId;
use crate::editor::Mark;
use crate::editor::outline::{Outline, Step, in_sight, scrolled_to, typed};
use crate::editor::scene::{Scene, Thing};

/// The height of a row for a pointer and for a finger, in pixels; the stylesheet
/// takes it from here.
pub const ROWS: (f64, f64) = (28.0, 44.0);
/// Letters that follow each other within this time are one word.
const PAUSE: Duration = Duration::from_millis(700);

/// What is drawn and how it lies in each other, of the same moment.
#[derive(Clone)]
pub struct Drawn {
    scene: Arc<Scene>,
    order: Arc<[ResourceId]>,
    outline: Arc<Outline>,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.scene, &other.scene)
    }
}

impl Drawn {
    /// A drawing in rows.
    pub fn of(scene: Arc<Scene>) -> Self {
        let outline = Outline::of(scene.things().map(|it| (&it.id, it.parent.as_ref())));
        Self {
            order: scene.things().map(|it| it.id.clone()).collect(),
            outline: Arc::new(outline),
            scene,
        }
    }

    fn thing(&self, at: usize) -> Option<&Thing> {
        self.scene.get(self.order.get(at)?)
    }

    /// Which node a thing is.
    pub fn place(&self, id: &ResourceId) -> Option<usize> {
        self.order.iter().position(|it| it == id)
    }
}

/// Everything that a row shows; a row that shows something else is another one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// The thing.
    pub id: ResourceId,
    /// What it is called.
    pub name: String,
    /// What stands beside the name: a block, an address, a count.
    pub aside: String,
    /// All of it in words.
    pub label: String,
    /// The name of its icon.
    pub icon: &'static str,
    /// The class of its findings, if it has some.
    pub mark: Option<&'static str>,
    /// How deep it lies, 1 being the outermost.
    pub level: usize,
    /// Its place among its siblings, 1 being the first.
    pub place: usize,
    /// How many siblings there are.
    pub siblings: usize,
    /// Whether it holds anything, and whether that is shown.
    pub unfolded: Option<bool>,
}

/// The state of the outline.
#[derive(Clone, Copy)]
pub struct Panel {
    /// The page's store.
    pub store: Store,
    /// The canvas, which shows what is chosen here.
    pub tools: CanvasTools,
    /// What there is.
    pub drawn: Memo<Drawn>,
    /// What is folded away.
    folded: RwSignal<BTreeSet<ResourceId>>,
    /// What is looked for.
    pub query: RwSignal<String>,
    /// The nodes that are shown, wherever one has scrolled to.
    pub rows: Memo<Arc<Vec<usize>>>,
    /// Where one is.
    pub active: RwSignal<Option<ResourceId>>,
    /// The tree's element, which scrolls.
    pub element: NodeRef<Div>,
    /// How far it is scrolled, in pixels.
    pub scrolled: RwSignal<f64>,
    /// How much of it is seen, in pixels.
    pub height: RwSignal<f64>,
    /// How high a row is, in pixels.
    pub row: RwSignal<f64>,
    /// The letters typed so far, and when the last one was.
    typed: StoredValue<(String, f64)>,
}

impl Panel {
    /// An outline with everything unfolded.
    pub fn new(store: Store, tools: CanvasTools) -> Self {
        let drawn = Memo::new(move |_| Drawn::of(tools.drawing()));
        let folded = RwSignal::new(BTreeSet::new());
        let query = RwSignal::new(String::new());
        let rows = Memo::new(move |_| {
            let drawn = drawn.get();
            let words = query.with(|query| query.to_lowercase());
            let words: Vec<&str> = words.split_whitespace().collect();
            let is_wanted = |at| {
                drawn.thing(at).is_some_and(|thing| {
                    let text = thing.label.to_lowercase();
                    words.iter().all(|word| text.contains(word))
                })
            };
            Arc::new(if words.is_empty() {
                folded.with(|folded| drawn.outline.rows(|at| is_among(&drawn, folded, at)))
            } else {
                drawn.outline.found(is_wanted)
            })
        });
        Self {
            store,
            tools,
            drawn,
            folded,
            query,
            rows,
            active: RwSignal::new(None),
            element: NodeRef::new(),
            scrolled: RwSignal::new(0.0),
            height: RwSignal::new(0.0),
            row: RwSignal::new(ROWS.0),
            typed: StoredValue::new((String::new(), 0.0)),
        }
    }

    /// The rows in sight, as they are shown.
    pub fn shown(self) -> Vec<Row> {
        let (drawn, rows) = (self.drawn.get(), self.rows.get());
        let range = self.range();
        let is_searching = self.query.with(|query| !query.trim().is_empty());
        let in_range = rows.get(range).unwrap_or_default().iter();
        // A run that is shown knows more than the drawing.
        let alive = self.tools.alive();
        in_range
            .filter_map(|at| {
                let (thing, node) = (drawn.thing(*at)?, drawn.outline.node(*at)?);
                let is_folded = |folded: &BTreeSet<_>| is_among(&drawn, folded, *at);
                Some(Row {
                    id: thing.id.clone(),
                    name: thing.name.clone(),
                    aside: thing.sub.clone(),
                    label: match alive.get(&thing.id) {
                        Some(told) if !told.label.is_empty() => told.label.clone(),
                        _ => thing.label.clone(),
                    },
                    icon: thing.icon,
                    mark: (thing.mark != Mark::Fine).then(|| thing.mark.class()),
                    level: node.level,
                    place: node.place,
                    siblings: node.siblings,
                    // What is collapsed on the canvas holds what is not drawn.
                    unfolded: match thing.inside {
                        Some(_) => Some(false),
                        None => (drawn.outline.holds_some(*at))
                            .then(|| is_searching || !self.folded.with(is_folded)),
                    },
                })
            })
            .collect()
    }

    /// Which of the rows are in sight.
    pub fn range(self) -> std::ops::Range<usize> {
        let row = self.row.get();
        let count = self.rows.with(|rows| rows.len());
        in_sight(count, self.scrolled.get() / row, self.height.get() / row)
    }

    /// Makes a node the active one and brings it into sight.
    pub fn go_to(self, at: usize) {
        let drawn = self.drawn.get_untracked();
        let Some(thing) = drawn.thing(at) else {
            return;
        };
        let around: Vec<ResourceId> = (drawn.outline.around(at))
            .filter_map(|at| drawn.order.get(at).cloned())
            .collect();
        self.folded.maybe_update(|folded| {
            let before = folded.len();
            folded.retain(|id| !around.contains(id));
            folded.len() < before
        });
        self.active.set(Some(thing.id.clone()));
        // The list is as long as its rows only when it has been drawn anew.
        in_next_frame(self.element, move |element| {
            let Ok(row) = self.rows.with_untracked(|rows| rows.binary_search(&at)) else {
                return;
            };
            let unit = self.row.get_untracked();
            let (now, height) = (f64::from(element.scroll_top()), self.height.get_untracked());
            let wanted = scrolled_to(row, now / unit, height / unit) * unit;
            if (wanted - now).abs() >= 1.0 {
                element.set_scroll_top(wanted.round() as i32);
            }
        });
    }

    /// Folds or unfolds a thing. One that is collapsed on the canvas is drawn
    /// anew there, because the outline follows the drawing.
    pub fn fold(self, id: &ResourceId, is_folded: bool) {
        if self.is_collapsed(id) {
            self.tools.expand(id);
            return;
        }
        self.folded.update(|folded| {
            if is_folded {
                folded.insert(id.clone());
            } else {
                folded.remove(id);
            }
        });
    }

    fn is_collapsed(self, id: &ResourceId) -> bool {
        self.drawn.with_untracked(|it| it.scene.is_collapsed(id))
    }

    /// Selects a thing, or adds it, and shows it on the canvas.
    pub fn choose(self, id: &ResourceId, add: bool) {
        self.active.set(Some(id.clone()));
        if add {
            self.store.toggle(id);
            return;
        }
        self.store.select_one(id);
        if theme::has_sheets() {
            self.store.sheet.set(None);
            self.tools.reveal(id);
        } else {
            self.tools.show(id);
        }
    }

    /// A key went down in the tree.
    pub fn key(self, event: &KeyboardEvent) {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let (drawn, rows) = (self.drawn.get_untracked(), self.rows.get_untracked());
        let active = self.active.get_untracked();
        let here = active.as_ref().and_then(|id| drawn.place(id));
        match (key.as_str(), &active) {
            ("Enter" | " ", Some(id)) => self.choose(id, event.shift_key()),
            ("ArrowRight", Some(id)) if self.is_collapsed(id) => self.tools.expand(id),
            ("Escape", _) => {
                self.store.sheet.set(None);
                self.tools.focus_canvas();
            }
            _ => {
                let page = (self.height.get_untracked() / self.row.get_untracked()) as usize;
                let folded = self.folded.get_untracked();
                let is_folded = |at| is_among(&drawn, &folded, at);
                let step = match here {
                    // Any of its keys leads into an outline where one is nowhere yet.
                    None => rows.first().map(|at| Step::To(*at)),
                    Some(here) => drawn.outline.key(&key, here, &rows, page, is_folded),
                };
                if is_letter(&key) && (key != "*" || here.is_none()) {
                    self.follow_letter(&key, event.time_stamp());
                } else if is_own(&key) {
                    self.take(step, &drawn);
                } else {
                    return;
                }
            }
        }
        event.prevent_default();
    }

    fn take(self, step: Option<Step>, drawn: &Drawn) {
        let id = |at: usize| drawn.order.get(at).cloned();
        match step {
            None => {}
            Some(Step::To(at)) => self.go_to(at),
            Some(Step::Fold(at)) => {
                if let Some(id) = id(at) {
                    self.fold(&id, true);
                    self.active.set(Some(id));
                }
            }
            Some(Step::Unfold(all)) => {
                for id in all.into_iter().filter_map(id) {
                    self.fold(&id, false);
                }
            }
        }
    }

    fn follow_letter(self, letter: &str, now: f64) {
        let letters = self.typed.try_update_value(|(letters, last)| {
            if now - *last > PAUSE.as_secs_f64() * 1000.0 {
                letters.clear();
            }
            letters.push_str(letter);
            *last = now;
            letters.clone()
        });
        let (drawn, rows) = (self.drawn.get_untracked(), self.rows.get_untracked());
        let active = self.active.get_untracked();
        let here = active.and_then(|id| drawn.place(&id)).unwrap_or(0);
        let name = |at| drawn.thing(at).map_or("", |thing| thing.name.as_str());
        if let Some(at) = typed(&letters.unwrap_or_default(), here, &rows, name) {
            self.go_to(at);
        }
    }
}

fn is_among(drawn: &Drawn, folded: &BTreeSet<ResourceId>, at: usize) -> bool {
    drawn.order.get(at).is_some_and(|id| folded.contains(id))
}

fn is_letter(key: &str) -> bool {
    key != " " && key.chars().count() == 1
}

fn is_own(key: &str) -> bool {
    key == "*" || key.starts_with("Arrow") || matches!(key, "Home" | "End" | "PageUp" | "PageDown")
}
