//! Which part of the drawing was seen and what was selected, so that one comes
//! back to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::architecture::ResourceId;
use crate::editor::{Point, Viewport};

/// So many selected things are kept; of more nobody remembers which they were.
const MAX_SELECTED: usize = 200;

/// The middle of what was seen, and how near it was. The middle rather than a
/// corner, because the window may have another size next time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    centre: Point,
    zoom: f64,
}

impl View {
    /// What a canvas of this size shows.
    pub fn of(viewport: Viewport, size: Point) -> Self {
        Self {
            centre: viewport.to_world(Point::new(size.x / 2.0, size.y / 2.0)),
            zoom: viewport.zoom,
        }
    }

    /// The same for a canvas of this size.
    pub fn viewport(self, size: Point) -> Viewport {
        let middle = Point::new(size.x / 2.0, size.y / 2.0);
        // The zoom that is read goes through the limits of any other.
        let zoom = Viewport::default().at_zoom(self.zoom, middle).zoom;
        Viewport {
            zoom,
            pan: Point::new(
                middle.x - self.centre.x * zoom,
                middle.y - self.centre.y * zoom,
            ),
        }
    }

    /// The view, what is selected and which boxes are collapsed, as text.
    pub fn to_json(
        self,
        selected: &BTreeSet<ResourceId>,
        collapsed: &BTreeSet<ResourceId>,
    ) -> String {
        let selected: Vec<&ResourceId> = selected.iter().take(MAX_SELECTED).collect();
        let Point { x, y } = self.centre;
        let mut view = json!({ "x": x, "y": y, "zoom": self.zoom, "selected": selected });
        if !collapsed.is_empty() {
            view["collapsed"] = json!(collapsed);
        }
        view.to_string()
    }

    /// What was selected beside the view, as far as that can be read.
    pub fn selected(text: &str) -> Vec<ResourceId> {
        ids(text, "selected", MAX_SELECTED)
    }

    /// Which boxes were collapsed, as far as that can be read.
    pub fn collapsed(text: &str) -> BTreeSet<ResourceId> {
        ids(text, "collapsed", usize::MAX).into_iter().collect()
    }

    /// Reads a view; one that makes no sense is none.
    pub fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let number = |key: &str| value.get(key)?.as_f64().filter(|it| it.abs() < 1e7);
        Some(Self {
            centre: Point::new(number("x")?, number("y")?),
            zoom: number("zoom")?,
        })
    }
}

fn ids(text: &str, key: &str, most: usize) -> Vec<ResourceId> {
    let read = || -> Option<Vec<ResourceId>> {
        let value: Value = serde_json::from_str(text).ok()?;
        let ids = value.get(key)?.as_array()?.iter();
        let ids = ids.filter_map(|it| it.as_str().map(ResourceId::new));
        Some(ids.take(most).collect())
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_the_same_place() {
        let size = Point::new(900.0, 600.0);
        let seen = Viewport {
            pan: Point::new(-312.0, 48.0),
            zoom: 1.25,
        };
        let selected = BTreeSet::from(["vpc-1".into(), "asg-1/2".into()]);
        let text = View::of(seen, size).to_json(&selected, &BTreeSet::from(["vpc-1".into()]));
        assert_eq!(View::collapsed(&text), BTreeSet::from(["vpc-1".into()]));
        assert_eq!(BTreeSet::from_iter(View::selected(&text)), selected);
        let read = View::from_json(&text).unwrap();
        let again = read.viewport(size);
        assert!(again.pan.distance(seen.pan) < 1e-6);
        assert_eq!(again.zoom, 1.25);

        // In another window the middle stays the middle.
        let small = Point::new(390.0, 600.0);
        let there = read.viewport(small).to_world(Point::new(195.0, 300.0));
        assert!(there.distance(seen.to_world(Point::new(450.0, 300.0))) < 1e-6);
    }

    #[test]
    fn nonsense_is_no_view() {
        for text in [
            "",
            "7",
            r#"{"x": 1, "y": 2}"#,
            r#"{"x": 1e300, "y": 0, "zoom": 1}"#,
        ] {
            assert_eq!(View::from_json(text), None, "{text}");
            assert!(View::selected(text).is_empty() && View::collapsed(text).is_empty());
        }
        let far = View::from_json(r#"{"x": 0, "y": 0, "zoom": -4}"#).unwrap();
        assert!(far.viewport(Point::new(100.0, 100.0)).zoom > 0.0);
    }
}
