//! One picture of a run: an icon in a ring, with its name, its state and its
//! mark. It looks as the nodes of the scene do, because it has their classes.

use leptos::web_sys::{Element, HtmlElement};

use crate::app::canvas::painter::dom;
use crate::app::parts::icon_path;
use crate::editor::Rect;
use crate::editor::life::{Health, Living, Look, Ring, Tone};

/// The radius of a ring.
const RADIUS: &str = "26";

/// The elements of a picture.
pub struct Figure {
    element: HtmlElement,
    share: Element,
    name: HtmlElement,
    second: HtmlElement,
    class: String,
    shown: Words,
    rect: Rect,
    room: f64,
}

/// The words of a picture, and how much of its ring is filled.
#[derive(Default)]
struct Words {
    name: String,
    second: String,
    percent: f64,
}

impl Figure {
    /// The picture of something, to hang in `over`.
    pub fn new(over: &HtmlElement, living: &Living) -> Self {
        let element = dom::element("div", "");
        let ring = dom::svg("svg", "life-ring");
        dom::set(&ring, "viewBox", "-30 -30 60 60");
        let (rail, share) = (dom::svg("circle", "rail"), dom::svg("circle", "share"));
        for circle in [&rail, &share] {
            dom::set(circle, "r", RADIUS);
            dom::append(&ring, circle);
        }
        dom::set(&share, "pathLength", "100");
        dom::append(&element, &ring);
        if !living.icon.is_empty() {
            let icon = dom::element("img", "icon");
            dom::set(&icon, "alt", "");
            dom::set(&icon, "draggable", "false");
            dom::set(&icon, "src", icon_path(living.icon));
            dom::append(&element, &icon);
        }
        let (name, second) = (dom::element("span", "name"), dom::element("span", "sub"));
        dom::append(&element, &name);
        dom::append(&element, &second);
        dom::append(over, &element);
        let mut figure = Self {
            element,
            share,
            name,
            second,
            class: String::new(),
            shown: Words::default(),
            rect: Rect::default(),
            room: 0.0,
        };
        figure.update(living);
        figure
    }

    /// Changes what differs.
    pub fn update(&mut self, living: &Living) {
        if self.rect.corner() != living.rect.corner() {
            dom::stand(&self.element, living.rect.corner());
            self.rect = living.rect;
        }
        if self.room != living.room {
            dom::style(&self.element, "--room", &format!("{}px", living.room));
            self.room = living.room;
        }
        let class = class(living);
        if class != self.class {
            self.element.set_class_name(&class);
            self.class = class;
        }
        if self.shown.name != living.name {
            self.name.set_text_content(Some(&living.name));
            self.shown.name.clone_from(&living.name);
        }
        if self.shown.second != living.look.second {
            self.second.set_text_content(Some(&living.look.second));
            self.shown.second.clone_from(&living.look.second);
        }
        if let Ring::Share(share, _) = living.look.ring {
            let percent = (share * 100.0).round();
            if self.shown.percent != percent {
                dom::set(&self.share, "stroke-dasharray", &format!("{percent} 100"));
                self.shown.percent = percent;
            }
        }
    }

    /// Takes it off the page.
    pub fn remove(&self) {
        self.element.remove();
    }
}

fn class(living: &Living) -> String {
    let Look {
        ring,
        health,
        gone,
        pale,
        ..
    } = &living.look;
    let mut class = "node living".to_owned();
    class.push_str(match ring {
        Ring::None => "",
        Ring::Waits => " ringed waits",
        Ring::Share(share, _) if *share < 0.005 => " ringed idle",
        Ring::Share(_, Tone::Calm) => " ringed calm",
        Ring::Share(_, Tone::Busy) => " ringed busy",
        Ring::Share(_, Tone::Alarming) => " ringed alarming",
    });
    class.push_str(match health {
        Health::Unknown => "",
        Health::Fine => " mark-ok",
        Health::Warning => " mark-warn",
        Health::Broken => " mark-error",
    });
    for (on, word) in [
        (*gone, " failed"),
        (*pale, " pale"),
        (living.outside, " outside"),
        (living.icon.is_empty(), " more"),
    ] {
        if on {
            class.push_str(word);
        }
    }
    class
}
