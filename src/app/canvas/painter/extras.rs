//! What is drawn of containers beside the things themselves: the columns of
//! zones, the lines above chips and the words before these, the further pieces
//! of frames.

use rustc_hash::FxHashMap;
use web_sys::HtmlElement;

use super::dom;
use super::sight::{Detail, Sight};
use crate::architecture::{Kind, ResourceId};
use crate::editor::Rect;
use crate::editor::scene::{CHIP, HEADING, Scene, ZONE_HEAD};

/// Which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Zone(ResourceId, String),
    /// The name of a zone, which lies in front of the lines.
    Called(ResourceId, String),
    Shelf(ResourceId),
    /// The name of a group of chips on it.
    Head(ResourceId, &'static str),
    Piece(ResourceId, usize),
}

/// All of them on the page.
#[derive(Debug)]
pub struct Extras {
    ground: HtmlElement,
    front: HtmlElement,
    drawn: FxHashMap<Key, Drawn>,
    round: bool,
}

#[derive(Debug)]
struct Drawn {
    element: HtmlElement,
    rect: Rect,
    class: &'static str,
    round: bool,
}

impl Extras {
    /// None yet, to hang in these two.
    pub fn new(ground: HtmlElement, front: HtmlElement) -> Self {
        Self {
            ground,
            front,
            drawn: FxHashMap::default(),
            round: false,
        }
    }

    /// Makes them those of this scene that are in sight, and their names those that can be
    /// read.
    pub fn draw(&mut self, scene: &Scene, sight: &Sight, detail: Detail) {
        self.round = !self.round;
        let named = detail != Detail::Far;
        for zone in scene.zones() {
            let class = if zone.failed { "zone failed" } else { "zone" };
            let rect = scene.in_world(Some(&zone.vpc), zone.place);
            if sight.sees(&rect) {
                let key = Key::Zone(zone.vpc.clone(), zone.code.clone());
                self.draw_one(key, class, rect);
                if named {
                    let class = match zone.failed {
                        true => "zone-name failed",
                        false => "zone-name",
                    };
                    let key = Key::Called(zone.vpc.clone(), zone.code.clone());
                    let place = Rect::new(rect.x, rect.y, rect.w, ZONE_HEAD);
                    self.draw_one(key, class, place);
                }
            }
        }
        for shelf in scene.shelves() {
            let rect = scene.in_world(Some(&shelf.id), shelf.place);
            if sight.sees(&rect) {
                self.draw_one(Key::Shelf(shelf.id.clone()), "shelf", rect);
                // Lines pass beneath its words, which are edged with the ground of the box.
                let in_vpc = (scene.get(&shelf.id)).is_some_and(|thing| thing.kind == Kind::Vpc);
                let class = if in_vpc {
                    "shelf-head"
                } else {
                    "shelf-head outside"
                };
                for (y, name) in shelf.heads.iter().filter(|_| named) {
                    let place = Rect::new(rect.x, rect.y + y, HEADING, CHIP);
                    self.draw_one(Key::Head(shelf.id.clone(), name), class, place);
                }
            }
        }
        for piece in scene.pieces() {
            let rect = scene.in_world(piece.parent.as_ref(), piece.place);
            if sight.sees(&rect) {
                let key = Key::Piece(piece.id.clone(), piece.number);
                self.draw_one(key, "frame asg", rect);
            }
        }
        let round = self.round;
        self.drawn.retain(|_, drawn| {
            let kept = drawn.round == round;
            if !kept {
                drawn.element.remove();
            }
            kept
        });
    }

    fn draw_one(&mut self, key: Key, class: &'static str, rect: Rect) -> &mut Drawn {
        let holder = match key {
            Key::Piece(..) | Key::Head(..) | Key::Called(..) => &self.front,
            _ => &self.ground,
        };
        let drawn = self.drawn.entry(key).or_insert_with_key(|key| {
            let element = dom::element("div", class);
            if let Key::Zone(_, code) = key {
                dom::set(&element, "data-zone", code);
            }
            match key {
                Key::Head(_, name) => element.set_text_content(Some(name)),
                Key::Called(_, code) => element.set_text_content(Some(code)),
                _ => {}
            }
            dom::append(holder, &element);
            Drawn {
                element,
                rect: Rect::default(),
                class,
                round: false,
            }
        });
        drawn.round = self.round;
        if drawn.class != class {
            drawn.element.set_class_name(class);
            drawn.class = class;
        }
        if drawn.rect != rect {
            dom::stand(&drawn.element, rect.corner());
            dom::size(&drawn.element, rect);
            drawn.rect = rect;
        }
        drawn
    }
}
