//! The elements of things, in two trees: the grounds of boxes lie beneath the
//! lines, everything that has a name above them. In both, what stands in a box
//! hangs in a group that stands where the box stands, so that a box is moved
//! with all that is in it by moving two groups.

use std::collections::BTreeMap;
use std::ops::Bound;

use rustc_hash::FxHashMap;
use web_sys::{Element, HtmlElement};

use super::contents::{Contents, alike, looks};
use super::dom;
use super::marks::Marks;
use super::sight::Detail;
use crate::architecture::ResourceId;
use crate::editor::scene::{Shape, Thing};
use crate::editor::{Point, Rect};

/// What the layer says on things in place of their second line.
pub type Words = BTreeMap<ResourceId, String>;

/// One of the two trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tree {
    Ground,
    Front,
}

/// All things that have elements.
#[derive(Debug)]
pub struct Elements {
    ground: HtmlElement,
    front: HtmlElement,
    drawn: FxHashMap<ResourceId, Drawn>,
    /// What hangs in each box, in order of ids, so that what overlaps does so
    /// in the same way whenever it comes into sight.
    siblings: FxHashMap<Option<ResourceId>, BTreeMap<ResourceId, HtmlElement>>,
    round: bool,
}

/// The elements of one thing.
#[derive(Debug)]
struct Drawn {
    thing: Thing,
    sub: String,
    detail: Detail,
    class: String,
    label: String,
    /// Its place in the box that it hangs in.
    at: Rect,
    hangs_in: Option<ResourceId>,
    /// What is placed, and what has the id and takes the focus: the label of
    /// a frame, of everything else the very same element.
    outer: HtmlElement,
    body: HtmlElement,
    /// The ground of a box.
    plot: Option<HtmlElement>,
    /// The groups of what stands in a box, once something does.
    ground: Option<HtmlElement>,
    front: Option<HtmlElement>,
    contents: Contents,
    round: bool,
}

/// How things are to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// What the layer says on them.
    pub words: &'a Words,
    /// Their marks.
    pub marks: &'a Marks,
    /// How much is drawn of each.
    pub detail: Detail,
    /// What looks otherwise than it is drawn, in order, where that is known.
    pub repainted: Option<&'a [ResourceId]>,
}

impl Elements {
    /// No elements yet, to hang in these two.
    pub fn new(ground: HtmlElement, front: HtmlElement) -> Self {
        Self {
            ground,
            front,
            drawn: FxHashMap::default(),
            siblings: FxHashMap::default(),
            round: false,
        }
    }

    /// The element of a thing that has its id and takes the focus.
    pub fn body(&self, id: &ResourceId) -> Option<&HtmlElement> {
        self.drawn.get(id).map(|drawn| &drawn.body)
    }

    /// Where in its box a thing has been drawn, if it has elements.
    pub fn corner(&self, id: &ResourceId) -> Option<Point> {
        self.drawn.get(id).map(|drawn| drawn.at.corner())
    }

    /// Where in the world a thing has been drawn, if it has elements.
    pub fn rect(&self, id: &ResourceId) -> Option<Rect> {
        let drawn = self.drawn.get(id)?;
        let outer = drawn.hangs_in.as_ref().and_then(|outer| self.rect(outer));
        Some(drawn.at.moved(outer.unwrap_or_default().corner()))
    }

    /// Makes the elements those of these things, outer before inner, and no
    /// others.
    pub fn draw(&mut self, things: &[&Thing], manner: Manner<'_>) {
        self.round = !self.round;
        for thing in things {
            self.draw_one(thing, manner);
        }
        let gone: Vec<ResourceId> = self
            .drawn
            .iter()
            .filter(|(_, drawn)| drawn.round != self.round)
            .map(|(id, _)| id.clone())
            .collect();
        for id in gone {
            self.remove(&id);
        }
    }

    /// Hangs something into a box that is behind whatever else stands there.
    pub fn hang_behind(&mut self, element: &Element, parent: Option<&ResourceId>) {
        let group = self.group(parent, Tree::Front);
        let _ = group.insert_before(element, group.first_child().as_ref());
    }

    /// Gives a thing the classes and the name that its marks want.
    pub fn mark(&mut self, id: &ResourceId, marks: &Marks) {
        if let Some(drawn) = self.drawn.get_mut(id) {
            drawn.dress(marks);
        }
    }

    /// Makes the elements of one thing what they should be.
    pub fn draw_one(&mut self, thing: &Thing, manner: Manner<'_>) {
        // The box is drawn by now; should it not be, the world stands for it.
        let parent = thing
            .parent
            .as_ref()
            .filter(|id| self.drawn.contains_key(id));
        let at = thing.place;
        let sub = manner.words.get(&thing.id).unwrap_or(&thing.sub);
        if self
            .drawn
            .get(&thing.id)
            .is_some_and(|drawn| drawn.thing.shape != thing.shape)
        {
            self.remove(&thing.id);
        }
        let Some(drawn) = self.drawn.get_mut(&thing.id) else {
            let mut drawn = Drawn::new(thing, at);
            drawn.round = self.round;
            drawn.hangs_in = parent.cloned();
            drawn.fill(thing, sub, manner);
            self.drawn.insert(thing.id.clone(), drawn);
            self.hang(&thing.id, parent);
            return;
        };
        drawn.round = self.round;
        // How much of a box's name is shown hangs on its width.
        let other_room = thing.shape == Shape::Box && drawn.at.w != at.w;
        if drawn.at != at {
            drawn.place(at);
        }
        let repainted = match manner.repainted {
            Some(ids) => ids.binary_search(&thing.id).is_ok(),
            None => !alike(&drawn.thing, thing),
        };
        if repainted || other_room || drawn.detail != manner.detail || drawn.sub != *sub {
            drawn.fill(thing, sub, manner);
        }
        if drawn.hangs_in.as_ref() != parent {
            let before = std::mem::replace(&mut drawn.hangs_in, parent.cloned());
            if let Some(siblings) = self.siblings.get_mut(&before) {
                siblings.remove(&thing.id);
            }
            self.hang(&thing.id, parent);
        }
    }

    /// Hangs the elements of a thing into the groups of a box.
    fn hang(&mut self, id: &ResourceId, parent: Option<&ResourceId>) {
        let front = self.group(parent, Tree::Front);
        let Some(drawn) = self.drawn.get(id) else {
            return;
        };
        let outer = drawn.outer.clone();
        let inner = drawn.front.clone();
        let grounds = drawn.plot.clone().map(|plot| (plot, drawn.ground.clone()));
        let siblings = self.siblings.entry(parent.cloned()).or_default();
        let next = siblings
            .range((Bound::Excluded(id), Bound::Unbounded))
            .next()
            .map(|(_, element)| element.as_ref());
        dom::hang(&front, &outer, next);
        siblings.insert(id.clone(), outer);
        if let Some(inner) = inner {
            dom::append(&front, &inner);
        }
        if let Some((plot, inner)) = grounds {
            let ground = self.group(parent, Tree::Ground);
            dom::append(&ground, &plot);
            if let Some(inner) = inner {
                dom::append(&ground, &inner);
            }
        }
    }

    /// The group of what stands in a box; made when it is first asked for.
    fn group(&mut self, of: Option<&ResourceId>, tree: Tree) -> HtmlElement {
        let root = match tree {
            Tree::Ground => &self.ground,
            Tree::Front => &self.front,
        };
        let Some((id, drawn)) = of.and_then(|id| Some((id, self.drawn.get(id)?))) else {
            return root.clone();
        };
        let made = match tree {
            Tree::Ground => &drawn.ground,
            Tree::Front => &drawn.front,
        };
        if let Some(made) = made {
            return made.clone();
        }
        let (corner, parent) = (drawn.at.corner(), drawn.hangs_in.clone());
        let group = dom::element("div", "inside");
        dom::place(&group, corner);
        dom::append(&self.group(parent.as_ref(), tree), &group);
        if let Some(drawn) = self.drawn.get_mut(id) {
            match tree {
                Tree::Ground => drawn.ground = Some(group.clone()),
                Tree::Front => drawn.front = Some(group.clone()),
            }
        }
        group
    }

    fn remove(&mut self, id: &ResourceId) {
        let Some(drawn) = self.drawn.remove(id) else {
            return;
        };
        if let Some(siblings) = self.siblings.get_mut(&drawn.hangs_in) {
            siblings.remove(id);
        }
        if drawn.plot.is_some() {
            self.siblings.remove(&Some(id.clone()));
        }
        drawn.outer.remove();
        for element in [drawn.plot, drawn.ground, drawn.front]
            .into_iter()
            .flatten()
        {
            element.remove();
        }
    }
}

impl Drawn {
    fn new(thing: &Thing, at: Rect) -> Self {
        let outer = dom::element("div", "");
        let body = if thing.shape == Shape::Frame {
            let label = dom::element("span", "");
            dom::append(&outer, &label);
            label
        } else {
            outer.clone()
        };
        for (name, value) in [
            ("data-id", thing.id.as_str()),
            ("data-kind", thing.kind.info().key),
            ("tabindex", "-1"),
            ("role", "group"),
        ] {
            dom::set(&body, name, value);
        }
        let plot = (thing.shape == Shape::Box).then(|| dom::element("div", ""));
        let mut drawn = Self {
            thing: thing.clone(),
            sub: String::new(),
            detail: Detail::default(),
            class: String::new(),
            label: String::new(),
            at: Rect::default(),
            hangs_in: None,
            outer,
            body,
            plot,
            ground: None,
            front: None,
            contents: Contents::default(),
            round: false,
        };
        drawn.place(at);
        drawn
    }

    /// Moves it, with what stands in it.
    fn place(&mut self, at: Rect) {
        let moved = self.at.corner() != at.corner();
        let resized = self.at.w != at.w || self.at.h != at.h;
        let moving = [Some(&self.outer), self.plot.as_ref()];
        if moved {
            for element in moving.into_iter().flatten() {
                dom::stand(element, at.corner());
            }
            let groups = [self.ground.as_ref(), self.front.as_ref()];
            for group in groups.into_iter().flatten() {
                dom::place(group, at.corner());
            }
        }
        // A node is as large as the stylesheet says.
        if resized && self.thing.shape != Shape::Node {
            for element in moving.into_iter().flatten() {
                dom::size(element, at);
            }
        }
        self.at = at;
    }

    fn fill(&mut self, thing: &Thing, sub: &str, manner: Manner<'_>) {
        self.contents.fill(&self.body, thing, sub, manner.detail);
        self.thing.clone_from(thing);
        sub.clone_into(&mut self.sub);
        self.detail = manner.detail;
        self.dress(manner.marks);
    }

    /// Sets the classes and the name that is read out.
    fn dress(&mut self, marks: &Marks) {
        let thing = &self.thing;
        let state = marks.classes(&thing.id);
        let class = format!("{}{state}", looks(thing));
        if class != self.class {
            match (&self.plot, thing.shape) {
                (Some(plot), _) => {
                    self.body.set_class_name(&format!("box {class}"));
                    plot.set_class_name(&format!("plot {class}"));
                }
                (None, Shape::Frame) => {
                    self.outer.set_class_name(&class);
                    self.body.set_class_name(&format!("frame-label{state}"));
                }
                _ => self.body.set_class_name(&class),
            }
            self.class = class;
        }
        let selected = if marks.is_selected(&thing.id) {
            ", selected"
        } else {
            ""
        };
        let said = marks.said(&thing.id).unwrap_or(&thing.label);
        let label = format!("{said}{selected}");
        if label != self.label {
            dom::set(&self.body, "aria-label", &label);
            self.label = label;
        }
    }
}
