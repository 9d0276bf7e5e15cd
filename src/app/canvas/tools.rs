//! The handle by which the rest of the page uses the canvas, and the one place
//! where the active tool meets the session.

mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;

use super::drawing::{Drawing, Routed};
use super::facts::facts;
use super::framed::Framed;
use super::painter::Painter;
use crate::app::state::Tone;
use crate::app::state::{Sheet, Store};
use crate::app::timing::measured;
use crate::architecture::{Kind, ResourceId};
use crate::editor::kept::{Picture, View};
use crate::editor::life::Alive;
use crate::editor::scene::{self, Links};
use crate::editor::tools::{Context, Effect, Event, Held, Overlay, Tool, apply, keys};
use crate::editor::{Player, Point, Session, Viewport};

pub use shown::Placed;

/// How long the view glides to another place, as the stylesheet has it.
const GLIDE: Duration = Duration::from_millis(220);

/// The canvas's handle, from the context.
#[derive(Clone, Copy)]
pub struct CanvasTools {
    pub(super) store: Store,
    pub(super) element: NodeRef<Div>,
    pub(super) world: NodeRef<Div>,
    pub(super) dots: NodeRef<Div>,
    pub(super) painter: StoredValue<Option<Painter>, LocalStorage>,
    /// Where the canvas is in the window: measured when that changes, not when
    /// the pointer moves.
    pub(super) corner: StoredValue<Point>,
    /// How wide the strip is that lies under a rail beside it.
    pub(super) beside: StoredValue<f64>,
    pub(super) view: RwSignal<Viewport>,
    pub(super) size: RwSignal<Point>,
    pub(super) gliding: RwSignal<bool>,
    pub(super) overlay: RwSignal<Overlay>,
    pub(super) scene: Memo<Drawing>,
    pub(super) lines: Memo<Routed>,
    /// What the layer says on things in place of their second line.
    pub(super) words: Memo<Arc<BTreeMap<ResourceId, String>>>,
    /// The things that the played request visits.
    pub(super) lit: Memo<BTreeSet<ResourceId>>,
    /// The pictures of the things that a text speaks of just now.
    pub(super) pointed: Memo<BTreeSet<ResourceId>>,
    /// What a run that is shown says of things; empty without one.
    pub(super) alive: RwSignal<Arc<Alive>>,
    pub(super) space: StoredValue<bool>,
    /// Where the pointer went down, where nothing is built.
    pub(super) pressed: StoredValue<Option<Point>>,
    /// Where the pointer is on the canvas, if it is there.
    pub(super) pointer: StoredValue<Option<Point>>,
    /// What is being renamed on the canvas.
    pub(super) renaming: RwSignal<Option<ResourceId>>,
    /// Where the menu of a place is open, in the window.
    pub(super) menu: RwSignal<Option<Point>>,
    /// Whether a press in the palette is still down.
    pub(super) carrying: StoredValue<bool>,
    /// The view to begin with, where one is known.
    pub(super) first_view: StoredValue<Option<View>>,
    /// What was shown at first, as long as it may still be seen.
    pub(super) framed: StoredValue<Option<Framed>>,
    tool: StoredValue<Tool>,
    placing: RwSignal<Option<Kind>>,
}

impl CanvasTools {
    /// The handle for the page; provided as context beside the store.
    pub fn new(store: Store) -> Self {
        let alive = RwSignal::new(Arc::<Alive>::default());
        let facts = facts(store, alive);
        let scene = Drawing::keep(store, facts);
        let layer = move || store.layer.get();
        let words = Memo::new(move |_| {
            let analysis = store.judged().analysis;
            let mut words = scene::layer_words(analysis.calm().network().relations(), layer());
            alive.with(|alive| {
                let said = alive.iter();
                words
                    .extend(said.filter_map(|(id, told)| Some((id.clone(), told.second.clone()?))));
            });
            Arc::new(words)
        });
        let links = Memo::new(move |_| {
            let analysis = store.judged().analysis;
            measured("campus:links", || {
                Arc::new(Links::of(analysis.calm().network().relations(), layer()))
            })
        });
        let lines = Routed::keep(store, scene, links);
        Self {
            store,
            element: NodeRef::new(),
            world: NodeRef::new(),
            dots: NodeRef::new(),
            painter: StoredValue::new_local(None),
            corner: StoredValue::new(Point::default()),
            beside: StoredValue::new(0.0),
            view: RwSignal::new(Viewport::default()),
            size: RwSignal::new(Point::default()),
            gliding: RwSignal::new(false),
            overlay: RwSignal::new(Overlay::default()),
            scene,
            lines,
            words,
            lit: Memo::new(move |_| {
                let visited = match store.request_is_shown() {
                    true => store
                        .playback
                        .with(|player| player.as_ref().map_or_else(BTreeSet::new, Player::visited)),
                    false => BTreeSet::new(),
                };
                scene.with(|scene| {
                    let shown = visited.iter().filter_map(|id| scene.shown(id));
                    shown.map(|thing| thing.id.clone()).collect()
                })
            }),
            pointed: Memo::new(move |_| {
                store.pointed.with(|ids| match ids.is_empty() {
                    true => BTreeSet::new(),
                    false => scene.with(|scene| {
                        let shown = ids.iter().filter_map(|id| scene.shown(id));
                        shown.map(|thing| thing.id.clone()).collect()
                    }),
                })
            }),
            alive,
            space: StoredValue::new(false),
            pressed: StoredValue::new(None),
            pointer: StoredValue::new(None),
            renaming: RwSignal::new(None),
            menu: RwSignal::new(None),
            carrying: StoredValue::new(false),
            framed: StoredValue::new(None),
            first_view: StoredValue::new(None),
            tool: StoredValue::new(Tool::default()),
            placing: RwSignal::new(None),
        }
    }

    /// The kind that is being carried from the palette, if one is.
    pub fn placing(self) -> Signal<Option<Kind>> {
        self.placing.into()
    }

    /// A palette item was chosen with the keyboard or a click: it is put into
    /// what is selected, or into the nearest container that takes it.
    pub fn place_by_keyboard(self, kind: Kind) {
        let effects = self.with_context(|context| keys::place(kind, context));
        self.run(effects);
        self.focus_selected();
    }

    /// What is seen; tracked. Nothing, where there is no canvas.
    pub fn seen(self) -> Option<View> {
        let size = self.size.get();
        let view = self.view.get();
        (size.x > 0.0).then(|| View::of(view, size))
    }

    /// The same, untracked.
    pub fn seen_now(self) -> Option<View> {
        untrack(|| self.seen())
    }

    /// The drawing as a list shows it.
    pub fn picture(self) -> Option<Picture> {
        self.scene.with_untracked(|scene| Picture::of(scene))
    }

    /// The document that is opened next begins with this view, or as a whole; on a phone with
    /// what can be read of it.
    pub fn open_at(self, view: Option<View>) {
        self.first_view.set_value(view);
    }

    /// Shows everything.
    pub fn fit(self) {
        let view = self.with_context(keys::fit);
        self.glide_to(view);
    }

    /// The drawing as it is now; tracked.
    pub fn drawing(self) -> Arc<scene::Scene> {
        self.scene.with(Drawing::scene)
    }

    /// Moves the view so that a thing is seen.
    pub fn show(self, id: &ResourceId) {
        let rect = self
            .scene
            .with_untracked(|scene| scene.shown(id).map(|thing| scene.rect_of(thing)));
        if let Some(rect) = rect {
            let size = self.size.get_untracked();
            self.glide_to(self.view.get_untracked().revealing(rect, size));
        }
    }

    /// Puts the focus on the canvas itself.
    pub fn focus_canvas(self) {
        if let Some(canvas) = self.element.get_untracked() {
            let _ = canvas.focus();
        }
    }

    /// Puts the focus on the selected thing, or on the canvas itself.
    pub fn focus_back(self) {
        match self.store.peek(|session| session.selected().cloned()) {
            Some(id) => self.focus(&id),
            None => self.focus_canvas(),
        }
    }

    /// Space went down or up somewhere: while it is held, dragging pans.
    pub fn hold_space(self, is_held: bool) {
        self.space.set_value(is_held);
    }

    /// Zooms one step in or out about the middle.
    pub fn zoom(self, nearer: bool) {
        let size = self.size.get_untracked();
        let middle = Point::new(size.x / 2.0, size.y / 2.0);
        self.glide_to(self.view.get_untracked().stepped(nearer, middle));
    }

    /// Lets what a key wants happen; the view glides to where it shall be.
    pub(super) fn run_gliding(self, effects: Vec<Effect>) {
        let view = effects.iter().rev().find_map(|effect| match effect {
            Effect::View(view) => Some(*view),
            _ => None,
        });
        let others = |effect: &Effect| !matches!(effect, Effect::View(_));
        self.run(effects.into_iter().filter(others).collect());
        if let Some(view) = view.filter(|view| *view != self.view.get_untracked()) {
            self.glide_to(view);
        }
    }

    pub(super) fn glide_to(self, view: Viewport) {
        self.gliding.set(true);
        self.view.set(view);
        set_timeout(move || self.gliding.set(false), GLIDE);
    }

    /// Asks the core something about the canvas as it is now.
    pub(super) fn with_context<T>(self, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        let (scene, facts) = self
            .scene
            .with_untracked(|drawing| (drawing.scene(), drawing.facts()));
        let (view, size) = (self.view.get_untracked(), self.size.get_untracked());
        self.store.peek(|session| {
            ask(&Context {
                document: session.document(),
                selection: session.selection(),
                scene,
                facts,
                view,
                size,
            })
        })
    }

    /// Passes an event to the active tool.
    pub(super) fn send(self, event: Event) {
        let tool = self.tool.try_update_value(std::mem::take);
        let tool = tool.unwrap_or_default();
        let (tool, effects) = self.with_context(|context| tool.on(event, context));
        self.activate(tool);
        self.run(effects);
    }

    /// Makes a tool the active one.
    pub(super) fn activate(self, tool: Tool) {
        let overlay = tool.overlay();
        self.placing.maybe_update(|placing| {
            let kind = match &tool {
                Tool::Placing(state) => Some(state.kind()),
                _ => None,
            };
            let changed = *placing != kind;
            *placing = kind;
            changed
        });
        self.tool.set_value(tool);
        self.overlay.maybe_update(|shown| {
            let changed = *shown != overlay;
            *shown = overlay;
            changed
        });
    }

    /// Whether no gesture is under way.
    pub(super) fn is_idle(self) -> bool {
        self.tool.with_value(Tool::is_idle)
    }

    /// Lets what a tool or a key wants happen.
    pub(super) fn run(self, effects: Vec<Effect>) {
        let (views, others): (Vec<_>, Vec<_>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::View(_)));
        if let Some(Effect::View(view)) = views.into_iter().next_back() {
            self.view.set(view);
        }
        if others.is_empty() {
            return;
        }
        let mut view = self.view.get_untracked();
        let is_held = others.iter().all(|it| matches!(it, Effect::Amend(_)));
        let change = |session: &mut Session| apply(others, session, &mut view);
        let rest = match is_held {
            true => self.store.amend(change).unwrap_or_default(),
            false => self.store.update(change),
        };
        for effect in rest {
            match effect {
                Effect::Refuse(reason) => self.store.toast(Tone::Error, reason),
                Effect::Inspect => self.inspect(),
                Effect::Reveal(ids) => self.frame(&ids),
                Effect::Switch(id) => self.switch(&id),
                Effect::Tell(text) => self.store.toast_with_undo(text),
                _ => {}
            }
        }
    }

    /// Shows what is selected in the inspector and goes there.
    pub fn inspect(self) {
        self.store.sheet.set(Some(Sheet::Right));
        // The first field; what has no settings of its own has a button that
        // leads to them. On a desk the sheet's button to close is not there.
        focus_first(
            "aside.right .form-row :is(input, select, textarea), aside.right .section:not(.form) button",
        );
    }

    pub(super) fn focus_selected(self) {
        if let Some(id) = self.store.peek(|session| session.selected().cloned()) {
            self.focus(&id);
        }
    }

    /// The keys held during a mouse or pointer event.
    pub(super) fn held(self, event: &web_sys::MouseEvent) -> Held {
        Held {
            shift: event.shift_key(),
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            space: self.space.get_value(),
        }
    }

    /// Where on the canvas element an event is.
    pub(super) fn at(self, event: &web_sys::MouseEvent) -> Point {
        let client = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        client - self.corner.get_value()
    }
}

/// Focuses the first element that matches: at once if it is there, or else
/// once it is on the screen.
fn focus_first(selector: &'static str) {
    let try_focus = move || {
        use wasm_bindgen::JsCast;
        let found = document().query_selector(selector).ok().flatten();
        found
            .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
            .is_some_and(|it| it.focus().is_ok() && super::painter::dom::has_focus(&it))
    };
    if !try_focus() {
        request_animation_frame(move || {
            try_focus();
        });
    }
}

/// The canvas's handle.
pub fn use_canvas() -> CanvasTools {
    // `App` provides the handle beside the store, above every component.
    expect_context::<CanvasTools>()
}
