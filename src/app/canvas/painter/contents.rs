//! What is inside a thing's element: icon, words, marks. It is written down as
//! a list of parts first, so that only what differs is changed on the page.

use std::borrow::Cow;

use web_sys::{Element, HtmlElement};

use super::dom;
use super::sight::Detail;
use crate::app::parts::icon_path;
use crate::architecture::Kind;
use crate::editor::Mark;
use crate::editor::scene::{Shape, Thing, part_of_copy, shortened, text_width};

/// One element inside a thing's element.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    tag: &'static str,
    class: &'static str,
    text: String,
    /// The whole of a name whose middle is left out.
    whole: String,
}

impl Part {
    fn new(tag: &'static str, class: &'static str, text: impl Into<String>) -> Self {
        Self {
            tag,
            class,
            text: text.into(),
            whole: String::new(),
        }
    }

    /// A name as far as there is room for it: names differ at their end as a
    /// rule, so the middle is left out.
    fn name(class: &'static str, name: &str, (size, room): (f64, f64)) -> Self {
        let short = shortened(name, size, room);
        let whole = match &short {
            Cow::Borrowed(_) => String::new(),
            Cow::Owned(_) => name.to_owned(),
        };
        Self {
            whole,
            ..Self::new("span", class, short)
        }
    }

    fn write(&self, element: &Element) {
        if self.tag == "img" {
            dom::set(element, "src", icon_path(&self.text));
        } else {
            element.set_text_content(Some(&self.text));
        }
        // What is under the pointer shows its whole name.
        match self.whole.is_empty() {
            true => dom::unset(element, "data-whole"),
            false => dom::set(element, "data-whole", &self.whole),
        }
    }
}

/// The inside of one thing's element.
#[derive(Debug, Default)]
pub struct Contents {
    parts: Vec<Part>,
    elements: Vec<Element>,
    /// The icon behind the element, from afar.
    behind: Option<&'static str>,
}

impl Contents {
    /// Makes the inside of `body` what it should be.
    pub fn fill(&mut self, body: &HtmlElement, thing: &Thing, sub: &str, detail: Detail) {
        let parts = parts(thing, sub, detail);
        let alike = self.parts.len() == parts.len()
            && self
                .parts
                .iter()
                .zip(&parts)
                .all(|(one, other)| one.tag == other.tag && one.class == other.class);
        if !alike {
            self.build(body, thing.shape, &parts);
        }
        for (number, part) in parts.iter().enumerate() {
            if !alike || self.parts[number] != *part {
                part.write(&self.elements[number]);
            }
        }
        self.parts = parts;
        let behind = (detail == Detail::Far && thing.shape != Shape::Box).then_some(thing.icon);
        if behind != self.behind {
            let image = behind.map_or(String::new(), |icon| {
                format!("url(\"{}\")", icon_path(icon))
            });
            dom::style(body, "background-image", &image);
            self.behind = behind;
        }
    }

    fn build(&mut self, body: &HtmlElement, shape: Shape, parts: &[Part]) {
        body.set_text_content(None);
        let holder: Element = if shape == Shape::Box && !parts.is_empty() {
            let head = dom::element("header", "box-head");
            dom::append(body, &head);
            head.into()
        } else {
            body.clone().into()
        };
        self.elements.clear();
        for part in parts {
            let element = dom::element(part.tag, part.class);
            if part.tag == "img" {
                dom::set(&element, "alt", "");
                dom::set(&element, "draggable", "false");
            }
            dom::append(&holder, &element);
            self.elements.push(element.into());
        }
    }
}

/// The sizes of a node's name and of its second line, as the stylesheet has them.
const NAME: f64 = 13.0;
const SECOND: f64 = 11.0;
/// The same from further away, where names are drawn larger.
const NAME_FURTHER: f64 = 18.0;
/// The room for a line of a node's words.
const LINE: f64 = 142.0;
const LINE_FURTHER: f64 = 118.0;

/// Of two classes the one that these words of a thing have: what may be longer
/// than its place is cut off there, which costs the browser so much that it is
/// not asked of what is short.
fn words(
    thing: &Thing,
    text: &str,
    [short, long]: [&'static str; 2],
    size: f64,
    detail: Detail,
) -> &'static str {
    let (size, room) = match detail {
        Detail::Near => (size, LINE),
        _ => (NAME_FURTHER, LINE_FURTHER),
    };
    let fits = text_width(text) * size / 12.0 <= room;
    if fits || thing.shape != Shape::Node {
        short
    } else {
        long
    }
}

/// The size of a thing's name, and the room for it.
fn room(thing: &Thing, detail: Detail) -> (f64, f64) {
    let near = detail == Detail::Near;
    let width = thing.place.w;
    match thing.shape {
        Shape::Node if near => (NAME, LINE),
        // Two lines, which seldom break where they are full.
        Shape::Node => (NAME_FURTHER, LINE_FURTHER * 1.85),
        Shape::Box => {
            let (name, tag) = if near { (13.5, 11.0) } else { (20.0, 17.0) };
            let tag = thing
                .reach
                .map_or(0.0, |it| text_width(it.word()) * tag / 12.0 + 28.0);
            let dot = if thing.mark == Mark::Fine { 0.0 } else { 18.0 };
            (name, (width - 48.0 - tag - dot).max(60.0))
        }
        Shape::Chip => {
            let count = match thing.sub.is_empty() {
                true => 0.0,
                false => text_width(&thing.sub) + 6.0,
            };
            (12.0, (width - 44.0 - count).max(24.0) + 4.0)
        }
        Shape::Frame => (12.0, f64::INFINITY),
    }
}

/// What a thing shows at this level of detail. From afar it is one element with
/// its icon behind it, and only the largest boxes are still named.
fn parts(thing: &Thing, sub: &str, detail: Detail) -> Vec<Part> {
    let mut parts = Vec::with_capacity(5);
    if detail == Detail::Far {
        if matches!(thing.kind, Kind::Account | Kind::Region | Kind::Vpc) {
            parts.push(Part::new("span", "name", &thing.name));
        }
        return parts;
    }
    let near = detail == Detail::Near;
    parts.push(Part::new("img", "icon", thing.icon));
    // Where second lines step back, a copy is told from what it copies by its part.
    let name = match thing.standby && !near && sub == thing.sub {
        true => part_of_copy(thing.kind),
        false => &thing.name,
    };
    let class = words(thing, name, ["name", "name long"], NAME, detail);
    parts.push(Part::name(class, name, room(thing, detail)));
    // Nodes and chips show their mark on a corner, by a class of their own.
    let dot = match thing.mark {
        Mark::Fine => None,
        Mark::Warning => Some(Part::new("i", "dot warn", "")),
        Mark::Error => Some(Part::new("i", "dot error", "")),
    };
    let second = |tag, class| (near && !sub.is_empty()).then(|| Part::new(tag, class, sub));
    match thing.shape {
        Shape::Box => {
            parts.extend(second("code", "cidr"));
            parts.extend(dot);
            let inside = thing.inside.as_deref();
            parts.extend(inside.map(|it| Part::new("span", "holds", it)));
            if let Some(reach) = thing.reach {
                let class = match reach {
                    crate::relations::SubnetKind::Public => "tag public",
                    crate::relations::SubnetKind::Private => "tag private",
                    crate::relations::SubnetKind::Isolated => "tag isolated",
                };
                parts.push(Part::new("span", class, reach.word()));
            }
        }
        Shape::Frame => {
            parts.extend(second("span", "count"));
            parts.extend(dot);
        }
        // A chip is as wide as its words are together.
        Shape::Chip if !sub.is_empty() => parts.push(Part::new("span", "count", sub)),
        Shape::Chip => {}
        Shape::Node => {
            let class = words(thing, sub, ["sub", "sub long"], SECOND, detail);
            parts.extend(second("span", class));
        }
    }
    parts
}

/// The class of a thing by what it is: its shape, kind and state.
pub fn looks(thing: &Thing) -> String {
    let mut class = match thing.shape {
        Shape::Box => thing.kind.info().key.to_owned(),
        Shape::Frame => "frame asg".to_owned(),
        Shape::Chip => "chip".to_owned(),
        Shape::Node => "node".to_owned(),
    };
    if let Some(reach) = thing.reach {
        class.push(' ');
        class.push_str(reach.word());
    }
    let small = matches!(thing.shape, Shape::Node | Shape::Chip);
    let outside = thing.shape == Shape::Node && !is_in_network(thing);
    for (on, word) in [
        (outside, " outside"),
        (thing.standby, " standby"),
        (thing.inside.is_some(), " collapsed"),
        (thing.failed, " failed"),
        (
            thing.shape == Shape::Node && thing.mark == Mark::Fine,
            " mark-ok",
        ),
        (small && thing.mark == Mark::Warning, " mark-warn"),
        (small && thing.mark == Mark::Error, " mark-error"),
    ] {
        if on {
            class.push_str(word);
        }
    }
    class
}

/// Whether a node stands on a VPC's ground, which has another colour than the
/// canvas.
fn is_in_network(thing: &Thing) -> bool {
    thing.kind.is_in_network() && thing.parent.is_some()
}

/// Whether two states of a thing look alike, wherever they stand.
pub fn alike(one: &Thing, other: &Thing) -> bool {
    one.label == other.label
        && one.name == other.name
        && one.sub == other.sub
        && one.icon == other.icon
        && one.mark == other.mark
        && one.reach == other.reach
        && one.failed == other.failed
        && one.standby == other.standby
        && one.inside == other.inside
        && one.shape == other.shape
        && one.kind == other.kind
}
