//! What a list shows of a kept document at a glance: a small picture of its
//! drawing, without words, and how many findings there were.
//!
//! It is kept in the line of the list, so that the start screen draws a hundred
//! architectures without reading one.

use serde_json::{Value, json};

use crate::editor::Rect;
use crate::editor::scene::{Scene, Shape};

/// How wide or how high a picture is at most, in units of its own.
const SIDE: f64 = 400.0;
/// The room around the drawing.
const MARGIN: f64 = 8.0;
/// How large the icon of a node is in the drawing.
const ICON: f64 = 44.0;
/// More boxes and icons than this nobody could tell apart.
const MAX_BOXES: usize = 80;
const MAX_ICONS: usize = 120;

/// The looks that a box may have, from below.
pub const LOOKS: [&str; 7] = [
    "account", "region", "vpc", "isolated", "private", "public", "frame",
];

/// A box or an icon of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<T> {
    /// How it looks, or which icon it is.
    pub look: T,
    /// Where it is.
    pub place: Rect,
}

/// The picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// Its boxes, the outer ones first.
    pub boxes: Vec<Part<&'static str>>,
    /// Its icons, by name.
    pub icons: Vec<Part<String>>,
}

impl Picture {
    /// A drawing, small; `None` of one that shows nothing.
    pub fn of(scene: &Scene) -> Option<Self> {
        let frame = scene.bounds?.grown(MARGIN);
        let scale = SIDE / frame.w.max(frame.h).max(1.0);
        let small = |it: Rect| Rect {
            x: ((it.x - frame.x) * scale).round(),
            y: ((it.y - frame.y) * scale).round(),
            w: (it.w * scale).round(),
            h: (it.h * scale).round(),
        };
        let mut picture = Self {
            width: (frame.w * scale).round(),
            height: (frame.h * scale).round(),
            ..Self::default()
        };
        for thing in scene.things() {
            let place = scene.rect_of(thing);
            match thing.shape {
                Shape::Box | Shape::Frame if picture.boxes.len() < MAX_BOXES => {
                    let look = match (thing.shape, thing.reach) {
                        (Shape::Frame, _) => "frame",
                        (_, Some(reach)) => reach.word(),
                        (_, None) => thing.kind.info().key,
                    };
                    let place = small(place);
                    picture
                        .boxes
                        .extend(look_of(look).map(|look| Part { look, place }));
                }
                Shape::Node if picture.icons.len() < MAX_ICONS => {
                    let (x, y) = (place.x + (place.w - ICON) / 2.0, place.y);
                    picture.icons.push(Part {
                        look: thing.icon.to_owned(),
                        place: small(Rect::new(x, y, ICON, ICON)),
                    });
                }
                _ => {}
            }
        }
        Some(picture)
    }

    fn to_value(&self) -> Value {
        let part = |look: &str, Rect { x, y, w, h }: Rect| json!([look, x, y, w, h]);
        let boxes = self.boxes.iter().map(|it| part(it.look, it.place));
        let icons = self.icons.iter().map(|it| part(&it.look, it.place));
        json!({
            "width": self.width,
            "height": self.height,
            "boxes": boxes.collect::<Vec<_>>(),
            "icons": icons.collect::<Vec<_>>(),
        })
    }

    /// Reads a picture; whatever of it makes no sense is left out.
    fn from_value(value: &Value) -> Option<Self> {
        let side = |key: &str| {
            let side = value.get(key)?.as_f64();
            side.filter(|it| (1.0..=SIDE).contains(it))
        };
        let parts = |key: &str, most: usize| {
            let all = value
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            all.filter_map(part_of).take(most).collect::<Vec<_>>()
        };
        let boxes = parts("boxes", MAX_BOXES).into_iter();
        let boxes = boxes.filter_map(|(look, place)| {
            let look = look_of(&look)?;
            Some(Part { look, place })
        });
        let icons = parts("icons", MAX_ICONS).into_iter();
        Some(Self {
            width: side("width")?,
            height: side("height")?,
            boxes: boxes.collect(),
            icons: icons.map(|(look, place)| Part { look, place }).collect(),
        })
    }
}

/// A look that there is.
fn look_of(word: &str) -> Option<&'static str> {
    LOOKS.into_iter().find(|it| *it == word)
}

fn part_of(value: &Value) -> Option<(String, Rect)> {
    let [look, x, y, w, h] = value.as_array()?.as_slice() else {
        return None;
    };
    let number = |it: &Value| it.as_f64().filter(|it| it.abs() <= 2.0 * SIDE);
    let place = Rect::new(number(x)?, number(y)?, number(w)?, number(h)?);
    Some((look.as_str()?.to_owned(), place))
}

/// What is seen of a document at a glance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glance {
    /// Its picture, unless nothing is drawn.
    pub picture: Option<Picture>,
    /// How many findings are errors.
    pub errors: u64,
    /// How many are warnings.
    pub warnings: u64,
}

impl Glance {
    /// The glance as JSON.
    pub(super) fn to_value(&self) -> Value {
        json!({
            "picture": self.picture.as_ref().map(Picture::to_value),
            "errors": self.errors,
            "warnings": self.warnings,
        })
    }

    /// Reads a glance; one that makes no sense is none.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        Some(Self {
            picture: value.get("picture").and_then(Picture::from_value),
            errors: value.get("errors")?.as_u64()?,
            warnings: value.get("warnings")?.as_u64()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::architecture::Document;
    use crate::editor::SceneFacts;
    use crate::editor::actions::blank;
    use crate::editor::scene::scene;

    fn picture(document: &Document) -> Picture {
        let analysis = Analysis::of(&document.architecture);
        let facts = SceneFacts::of(analysis.calm().network(), analysis.findings());
        Picture::of(&scene(document, &facts)).unwrap()
    }

    #[test]
    fn the_shop_is_seen_at_a_glance_and_comes_back() {
        let text = include_str!("../../../assets/examples/notebookly.campus.json");
        let picture = picture(&Document::from_json(text).unwrap());
        let looks: Vec<&str> = picture.boxes.iter().map(|it| it.look).collect();
        assert_eq!(looks[0], "region");
        assert_eq!(looks.iter().filter(|it| **it == "public").count(), 2);
        assert!(looks.contains(&"private") && looks.contains(&"frame"));
        assert!(picture.icons.iter().any(|it| it.look == "nat-gateway"));
        let frame = Rect::new(0.0, 0.0, picture.width, picture.height);
        for place in picture.boxes.iter().map(|it| it.place) {
            assert!(place.x >= 0.0 && place.right() <= frame.w, "{place:?}");
            assert!(place.y >= 0.0 && place.bottom() <= frame.h, "{place:?}");
        }
        let glance = Glance {
            picture: Some(picture),
            errors: 0,
            warnings: 3,
        };
        let value = glance.to_value();
        assert!(value.to_string().len() < 4_000, "a list holds many of them");
        assert_eq!(Glance::from_value(&value), Some(glance));
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        assert_eq!(Picture::of(&Scene::default()), None);
        assert!(picture(&blank()).icons.iter().any(|it| it.look == "user"));
        let value = json!({ "errors": 1, "warnings": 2, "picture": {
            "width": 400, "height": 90,
            "boxes": [["vpc", 1, 2, 3, 4], ["\"><script>", 1, 2, 3, 4], ["vpc", 1e300, 2, 3, 4], 7],
            "icons": [["user", 1, 2, 3], ["user", 1, 2, 3, 4]],
        }});
        let read = Glance::from_value(&value).unwrap();
        let picture = read.picture.unwrap();
        assert_eq!((picture.boxes.len(), picture.icons.len()), (1, 1));
        let far = json!({ "errors": 1, "warnings": 2, "picture": { "width": -1, "height": 1e9 } });
        assert_eq!(Glance::from_value(&far).unwrap().picture, None);
        assert_eq!(Glance::from_value(&json!([])), None);
    }
}
