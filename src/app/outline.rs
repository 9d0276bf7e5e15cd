//! The outline: the architecture as a tree, for the keyboard, for those who hear
//! the page, and for whoever looks for one of a thousand things. What its rows
//! are and what its keys do stands in [`crate::editor::outline`]; only the rows
//! in sight are elements.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::canvas::{CanvasTools, use_canvas};
use super::parts::{Ui, icon_path};
use super::store::{Store, use_store};
use super::theme;
use crate::architecture::ResourceId;
use crate::editor::Mark;
use crate::editor::outline::{Outline, Step, in_sight, scrolled_to, typed};
use crate::editor::scene::{Scene, Thing};

/// The element id of the tree.
pub const TREE: &str = "outline-tree";
/// The height of a row for a pointer and for a finger, in pixels; the stylesheet
/// takes it from here.
const ROWS: (f64, f64) = (28.0, 44.0);
/// Letters that follow each other within this time are one word.
const PAUSE: Duration = Duration::from_millis(700);

/// What is drawn and how it lies in each other, of the same moment.
#[derive(Clone)]
struct Drawn {
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
    fn of(scene: Arc<Scene>) -> Self {
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

    fn place(&self, id: &ResourceId) -> Option<usize> {
        self.order.iter().position(|it| it == id)
    }
}

/// Everything that a row shows; a row that shows something else is another one.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    id: ResourceId,
    name: String,
    aside: String,
    label: String,
    icon: &'static str,
    mark: Option<&'static str>,
    level: usize,
    place: usize,
    siblings: usize,
    /// Whether it holds anything, and whether that is shown.
    unfolded: Option<bool>,
}

/// The state of the outline.
#[derive(Clone, Copy)]
struct Panel {
    store: Store,
    tools: CanvasTools,
    drawn: Memo<Drawn>,
    folded: RwSignal<BTreeSet<ResourceId>>,
    query: RwSignal<String>,
    rows: Memo<Arc<Vec<usize>>>,
    active: RwSignal<Option<ResourceId>>,
    element: NodeRef<Div>,
    scrolled: RwSignal<f64>,
    height: RwSignal<f64>,
    row: RwSignal<f64>,
    typed: StoredValue<(String, f64)>,
}

impl Panel {
    fn new(store: Store, tools: CanvasTools) -> Self {
        let drawn = Memo::new(move |_| Drawn::of(tools.drawing()));
        let folded = RwSignal::new(BTreeSet::new());
        let query = RwSignal::new(String::new());
        let rows = Memo::new(move |_| {
            let drawn = drawn.get();
            let words = query.with(|query| query.to_lowercase());
            let words: Vec<&str> = words.split_whitespace().collect();
            let is_wanted = |at| {
                drawn.thing(at).is_some_and(|thing| {
                    let text = format!("{} {}", thing.name, thing.label).to_lowercase();
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
    fn shown(self) -> Vec<Row> {
        let (drawn, rows) = (self.drawn.get(), self.rows.get());
        let range = self.range();
        let is_searching = self.query.with(|query| !query.trim().is_empty());
        let in_range = rows.get(range).unwrap_or_default().iter();
        in_range
            .filter_map(|at| {
                let (thing, node) = (drawn.thing(*at)?, drawn.outline.node(*at)?);
                let is_folded = |folded: &BTreeSet<_>| is_among(&drawn, folded, *at);
                Some(Row {
                    id: thing.id.clone(),
                    name: thing.name.clone(),
                    aside: thing.sub.clone(),
                    label: thing.label.clone(),
                    icon: thing.icon,
                    mark: (thing.mark != Mark::Fine).then(|| thing.mark.class()),
                    level: node.level,
                    place: node.place,
                    siblings: node.siblings,
                    unfolded: (drawn.outline.holds_some(*at))
                        .then(|| is_searching || !self.folded.with(is_folded)),
                })
            })
            .collect()
    }

    fn range(self) -> std::ops::Range<usize> {
        let row = self.row.get();
        let count = self.rows.with(|rows| rows.len());
        in_sight(count, self.scrolled.get() / row, self.height.get() / row)
    }

    /// Makes a node the active one and brings it into sight.
    fn go_to(self, at: usize) {
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
        request_animation_frame(move || {
            let row = self.rows.with_untracked(|rows| rows.binary_search(&at));
            let (Some(element), Ok(row)) = (self.element.get_untracked(), row) else {
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

    fn fold(self, id: &ResourceId, is_folded: bool) {
        self.folded.update(|folded| {
            if is_folded {
                folded.insert(id.clone());
            } else {
                folded.remove(id);
            }
        });
    }

    /// Selects a thing, or adds it, and shows it on the canvas.
    fn choose(self, id: &ResourceId, add: bool) {
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

    fn key(self, event: &KeyboardEvent) {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let (drawn, rows) = (self.drawn.get_untracked(), self.rows.get_untracked());
        let active = self.active.get_untracked();
        let here = active.as_ref().and_then(|id| drawn.place(id));
        match (key.as_str(), &active) {
            ("Enter" | " ", Some(id)) => self.choose(id, event.shift_key()),
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

/// The outline.
#[component]
pub fn OutlinePanel() -> impl IntoView {
    let panel = Panel::new(use_store(), use_canvas());
    watch_size(panel);
    // What is selected elsewhere is where one is here, too.
    Effect::new(move || {
        let selected = panel.store.selection().with(|ids| match ids.len() {
            1 => ids.first().cloned(),
            _ => None,
        });
        if let Some(id) = selected
            && panel
                .active
                .with_untracked(|active| *active != Some(id.clone()))
            && let Some(at) = panel.drawn.with_untracked(|drawn| drawn.place(&id))
        {
            panel.go_to(at);
        }
    });
    let px = |value: f64| format!("{value}px");
    let whole = move || px(panel.rows.with(|rows| rows.len()) as f64 * panel.row.get());
    let above = move || {
        format!(
            "translateY({}px)",
            panel.range().start as f64 * panel.row.get()
        )
    };
    let active = move || panel.active.get().map(|id| format!("outline-{id}"));
    let nothing = move || panel.rows.with(|rows| rows.is_empty());
    view! {
        <div class="panel-head">
            <label class="search">
                <Ui name="search" />
                <input
                    class="input"
                    type="search"
                    placeholder="Name, kind or zone"
                    aria-label="Search in the outline"
                    on:input=move |event| panel.query.set(event_target_value(&event))
                />
            </label>
        </div>
        <h2 class="visually-hidden">"Outline"</h2>
        <div
            class="outline"
            id=TREE
            node_ref=panel.element
            role="tree"
            tabindex="0"
            aria-label=move || format!("Outline of {}", panel.store.with(|it| it.document().title.clone()))
            aria-multiselectable="true"
            aria-activedescendant=active
            style:--row=move || px(panel.row.get())
            on:scroll=move |_| {
                if let Some(element) = panel.element.get_untracked() {
                    panel.scrolled.set(f64::from(element.scroll_top()));
                }
            }
            on:keydown=move |event| panel.key(&event)
        >
            <div class="outline-length" role="presentation" style:height=whole>
                <div role="presentation" style:transform=above>
                    <For each=move || panel.shown() key=Clone::clone let(row)>
                        <RowView panel row />
                    </For>
                </div>
            </div>
        </div>
        <Show when=nothing>
            <p class="palette-hint outline-hint">"Nothing is called that."</p>
        </Show>
    }
}

#[component]
fn RowView(panel: Panel, row: Row) -> impl IntoView {
    let Row {
        id,
        name,
        aside,
        label,
        icon,
        mark,
        level,
        place,
        siblings,
        unfolded,
    } = row;
    let (own, chosen, turned) = (id.clone(), id.clone(), id.clone());
    let is_active = move || panel.active.with(|active| active.as_ref() == Some(&own));
    let is_selected = move || panel.store.selection().with(|ids| ids.contains(&chosen));
    let element = format!("outline-{id}");
    view! {
        <div
            class="outline-row"
            class:active=is_active
            id=element
            role="treeitem"
            aria-label=label.clone()
            attr:aria-level=level
            aria-posinset=place
            aria-setsize=siblings
            aria-expanded=unfolded.map(|it| it.to_string())
            aria-selected=move || is_selected().to_string()
            title=label
            style:--level=(level - 1).to_string()
            on:click=move |event| panel.choose(&id, event.shift_key() || event.ctrl_key() || event.meta_key())
        >
            <span class="outline-fold" aria-hidden="true" on:click=move |event| {
                if let Some(unfolded) = unfolded {
                    event.stop_propagation();
                    panel.fold(&turned, unfolded);
                }
            }>{unfolded.map(|_| view! { <Ui name="chevron-right" /> })}</span>
            <img class="icon" src=icon_path(icon) alt="" draggable="false" />
            <span class="outline-name">{name}</span>
            <span class="outline-aside">{aside}</span>
            {mark.map(|class| view! { <i class=format!("dot {class}")></i> })}
        </div>
    }
}

/// Keeps known how much of the list is seen, and how high a row is: a finger
/// needs more than a pointer.
fn watch_size(panel: Panel) {
    Effect::new(move || {
        let Some(element) = panel.element.get() else {
            return;
        };
        let measured = element.clone();
        let measure = move || {
            panel.height.set(f64::from(measured.client_height()));
            let row = if theme::has_sheets() { ROWS.1 } else { ROWS.0 };
            panel.row.maybe_update(|now| {
                let changed = *now != row;
                *now = row;
                changed
            });
        };
        let callback = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let watching = StoredValue::new_local((observer, callback));
            on_cleanup(move || watching.with_value(|(observer, _)| observer.disconnect()));
        }
    });
}
