//! Draws the scene on the page, by hand: it keeps what is on the page and what
//! it was drawn from, and changes what differs. Only what is in view has
//! elements, and moving the view changes one transform.

mod contents;
pub mod dom;
mod elements;
mod extras;
mod handles;
mod lines;
mod marks;
mod mass;
mod retouch;
mod sight;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, document, set_timeout_with_handle};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::drawing::{Drawing, Routed};
use crate::architecture::ResourceId;
use crate::editor::life::Alive;
use crate::editor::scene::{Shape, Thing, leaves_room};
use crate::editor::tools::Overlay;
use crate::editor::{Point, Viewport};
use elements::{Elements, Manner, Words};
use extras::Extras;
use handles::Handles;
use lines::Lines;
use marks::Marks;
use mass::Mass;
use sight::{Detail, Sight};

/// How many elements the things may take together; zones and lines come on top.
const MOST: usize = 1250;
/// How many icons are told apart from afar: where there are more of them, each
/// is so small that its colour says as much.
const MOST_ICONS: usize = 500;
/// The distance of the dots; further from afar.
const DOTS: f64 = 16.0;
/// How long the view must be at rest to be drawn anew.
const REST: Duration = Duration::from_millis(180);
/// How far the ground with the dots reaches beyond the canvas.
const DOTS_MARGIN: f64 = 64.0;

/// Everything that is to be seen.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The drawing.
    pub drawing: &'a Drawing,
    /// What the layer says on things.
    pub words: &'a Arc<Words>,
    /// The lines of the layer.
    pub lines: &'a Routed,
    /// The part that is shown.
    pub view: Viewport,
    /// The size of the canvas.
    pub size: Point,
    /// How wide the strip beside it is that lies under a rail.
    pub beside: f64,
    /// Whether the view glides there.
    pub gliding: bool,
    /// What a gesture shows.
    pub overlay: &'a Overlay,
    /// What is selected.
    pub selection: &'a BTreeSet<ResourceId>,
    /// What the played request visits.
    pub lit: &'a BTreeSet<ResourceId>,
    /// What a text beside the canvas speaks of just now.
    pub pointed: &'a BTreeSet<ResourceId>,
    /// What a run says of things.
    pub alive: &'a Arc<Alive>,
}

/// What is on the page.
#[derive(Debug)]
pub struct Painter {
    canvas: HtmlElement,
    world: HtmlElement,
    dots: HtmlElement,
    /// What it has hung into the world.
    roots: [Element; 5],
    /// What the pointer meets wherever it is over the drawing.
    glass: HtmlElement,
    elements: Elements,
    mass: Mass,
    extras: Extras,
    lines: Lines,
    handles: Handles,
    sight: Sight,
    marks: Marks,
    /// How much is drawn of each thing, and how much the zoom alone asks for.
    detail: Detail,
    asked: Detail,
    /// Whether small things are so many that they have no elements.
    crowded: bool,
    /// The wait for the view to rest.
    resting: Rc<Cell<Option<TimeoutHandle>>>,
    view: Option<Viewport>,
    /// What the picture was drawn from last.
    source: Option<(u64, Arc<Words>)>,
    shown_lines: Option<u64>,
    /// What is about to be focused and therefore needs an element.
    awaited: Option<ResourceId>,
}

/// What a painter has drawn goes with it: where another takes its place, on the same world or
/// on a new one, nothing stands there twice.
impl Drop for Painter {
    fn drop(&mut self) {
        for root in &self.roots {
            root.remove();
        }
    }
}

impl Painter {
    /// A painter for an empty world on this canvas.
    pub fn new(canvas: HtmlElement, world: HtmlElement, dots: HtmlElement) -> Self {
        let ground = dom::element("div", "ground");
        let lines = dom::svg("svg", "lines");
        let front = dom::element("div", "front");
        dom::set(&lines, "aria-hidden", "true");
        dom::append(&world, &ground);
        dom::append(&world, &lines);
        dom::append(&world, &front);
        let glass = dom::element("div", "glass");
        dom::append(&world, &glass);
        let handles = Handles::new(&world);
        let roots = [
            ground.clone().into(),
            lines.clone(),
            front.clone().into(),
            glass.clone().into(),
            handles.root(),
        ];
        Self {
            roots,
            glass,
            handles,
            elements: Elements::new(ground.clone(), front.clone()),
            extras: Extras::new(ground, front),
            lines: Lines::new(lines),
            mass: Mass::default(),
            crowded: false,
            resting: Rc::default(),
            canvas,
            world,
            dots,
            sight: Sight::default(),
            marks: Marks::default(),
            detail: Detail::default(),
            asked: Detail::default(),
            view: None,
            source: None,
            shown_lines: None,
            awaited: None,
        }
    }

    /// Has a thing drawn with the next picture, wherever it is, because it is
    /// about to get the focus.
    pub fn await_focus(&mut self, id: &ResourceId) {
        self.awaited = Some(id.clone());
    }

    /// The element of a thing that takes the focus, if it is drawn.
    pub fn body(&self, id: &ResourceId) -> Option<HtmlElement> {
        self.elements.body(id).cloned()
    }

    /// Brings the page up to date.
    pub fn paint(&mut self, picture: &Picture<'_>) {
        if picture.size.x <= 0.0 {
            return;
        }
        self.turn(picture.view);
        let sight_changed =
            self.sight
                .follow(picture.view, picture.size, picture.beside, picture.gliding);
        let same_source = self.source.as_ref().is_some_and(|(serial, words)| {
            *serial == picture.drawing.serial() && Arc::ptr_eq(words, picture.words)
        });
        let marks = Marks::of(
            picture.overlay,
            picture.selection,
            picture.lit,
            picture.pointed,
            picture.alive,
        );
        let before = std::mem::replace(&mut self.marks, marks);
        let marks_changed = before != self.marks;
        let redrawn = sight_changed
            || !same_source
            || self.awaited.is_some()
            || (self.crowded && marks_changed)
            || before.moving() != self.marks.moving()
            || self.asked != Detail::at(picture.view.zoom);
        let detail = self.detail;
        if sight_changed {
            let here = self.sight.here();
            dom::stand(&self.glass, here.corner());
            dom::size(&self.glass, here);
        }
        // What a gesture moves is little, however much there is to be seen.
        let steady = !sight_changed
            && self.awaited.is_none()
            && !(self.crowded && marks_changed)
            && before.moving() == self.marks.moving()
            && self.asked == Detail::at(picture.view.zoom);
        if redrawn && !(steady && self.retouch(picture)) {
            self.draw(picture);
        }
        if marks_changed {
            for id in before.differing(&self.marks) {
                self.elements.mark(id, &self.marks);
            }
        }
        let lines = Some(picture.lines.serial());
        let same_lines = self.shown_lines == lines && self.detail == detail;
        if sight_changed || marks_changed || !same_lines {
            self.lines
                .draw(picture.lines.lines(), &self.sight, &self.marks, self.detail);
            self.shown_lines = lines;
        }
        let resting = picture.overlay.cursor == "select" && picture.overlay.marquee.is_none();
        let handled = self.marks.handled().filter(|_| resting);
        self.handles.show(handled.and_then(|id| {
            let thing = picture.drawing.get(id)?;
            let body = picture.drawing.body(thing);
            if !leaves_room(body, picture.view.zoom) {
                return None;
            }
            Some((thing, body, self.marks.is_selected(id)))
        }));
    }

    /// Turns to a part of the drawing: one transform, and the dots.
    fn turn(&mut self, view: Viewport) {
        if self.view == Some(view) {
            return;
        }
        let Viewport { pan, zoom } = view;
        dom::style(
            &self.world,
            "transform",
            &format!("translate({}px, {}px) scale({zoom})", pan.x, pan.y),
        );
        let further = match zoom {
            ..0.15 => 16.0,
            ..0.6 => 4.0,
            _ => 1.0,
        };
        let step = DOTS * further * zoom;
        // A dot stands at the origin of the drawing, in the middle of a tile.
        let shift = |pan: f64| (pan + DOTS_MARGIN - step / 2.0).rem_euclid(step);
        dom::place(&self.dots, Point::new(shift(pan.x), shift(pan.y)));
        if self.view.is_none_or(|before| before.zoom != zoom) {
            dom::style(&self.dots, "background-size", &format!("{step}px {step}px"));
        }
        if self.view.is_some() {
            self.keep_layers();
        }
        self.lines.seen_at(zoom);
        self.view = Some(view);
    }

    /// Keeps the drawing on a layer of its own while the view moves, and lets
    /// it be drawn sharp again when it rests.
    fn keep_layers(&self) {
        let moving = [self.world.clone(), self.dots.clone()];
        match self.resting.take() {
            Some(waiting) => waiting.clear(),
            None => moving
                .iter()
                .for_each(|element| dom::style(element, "will-change", "transform")),
        }
        let resting = Rc::clone(&self.resting);
        let rest = move || {
            resting.set(None);
            for element in &moving {
                dom::style(element, "will-change", "auto");
            }
        };
        self.resting.set(set_timeout_with_handle(rest, REST).ok());
    }

    /// Gives elements to everything that is in sight and to nothing else.
    fn draw(&mut self, picture: &Picture<'_>) {
        let focused = focused();
        let (awaited, marks) = (self.awaited.take(), &self.marks);
        let drawing = picture.drawing;
        let kept = marks.moving().iter().chain(&awaited).chain(&focused);
        let kept = kept.filter_map(|id| drawing.get(id)).map(|thing| &thing.id);
        let things = self.sight.things(drawing, kept);
        self.asked = Detail::at(picture.view.zoom);
        let (detail, crowded) = affordable(&things, self.asked);
        let (many, single): (Vec<_>, Vec<_>) = things.into_iter().partition(|thing| {
            let id = Some(&thing.id);
            crowded
                && retouch::is_small(thing)
                && !marks.stands_out(&thing.id)
                && id != awaited.as_ref()
                && id != focused.as_ref()
        });
        self.crowded = crowded;
        if detail != self.detail || self.source.is_none() {
            dom::set(&self.canvas, "data-lod", detail.word());
            self.detail = detail;
        }
        let repainted: Option<&[ResourceId]> = match &self.source {
            Some((serial, _)) if *serial == drawing.serial() => Some(&[]),
            Some((serial, _)) => drawing
                .changes_since(*serial)
                .map(|changes| &changes.repainted[..]),
            None => None,
        };
        let manner = Manner {
            words: picture.words,
            marks,
            detail,
            repainted,
        };
        self.elements.draw(&single, manner);
        self.mass.draw(&many, &mut self.elements);
        self.extras.draw(drawing, &self.sight, self.detail);
        self.source = Some((drawing.serial(), Arc::clone(picture.words)));
        self.keep_focus(focused.as_ref());
    }

    /// Gives the focus back to who hangs in another box now: there are browsers in which it
    /// has lost it on the way there.
    fn keep_focus(&self, focused: Option<&ResourceId>) {
        if let Some(body) = focused.and_then(|id| self.body(id))
            && !dom::has_focus(&body)
        {
            dom::focus(&body);
        }
    }
}

/// How much is drawn of each of these things: less where so many stand together
/// that the page would become slow. Also says whether they are too many even so.
fn affordable(things: &[&Thing], asked: Detail) -> (Detail, bool) {
    let (mut large, mut small) = (0, 0);
    for thing in things {
        match thing.shape {
            Shape::Box => large += 4,
            Shape::Frame => large += 2,
            Shape::Node | Shape::Chip => small += 1,
        }
    }
    let elements = |detail: Detail| large + small * detail.elements();
    let mut detail = asked;
    while let Some(coarser) = detail.coarser()
        && elements(detail) > MOST
    {
        detail = coarser;
    }
    let icons = detail == Detail::Far && small > MOST_ICONS;
    (detail, icons || elements(detail) > MOST)
}

/// The thing that has the focus.
fn focused() -> Option<ResourceId> {
    let element = document().active_element()?;
    let id = element.dyn_ref::<HtmlElement>()?.get_attribute("data-id")?;
    element.closest("#canvas").ok().flatten()?;
    Some(ResourceId::new(id))
}
