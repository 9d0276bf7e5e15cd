//! How somebody likes the page: what is open, how large the panels are, whether
//! letters alone are keys. It belongs to the browser, not to a document.

use serde_json::{Map, Value, json};

/// The least and greatest height that one can give the dock, in pixels.
pub const DOCK_HEIGHTS: (f64, f64) = (120.0, 640.0);
/// The least and greatest width that one can give the inspector, in pixels.
pub const INSPECTOR_WIDTHS: (f64, f64) = (264.0, 640.0);

/// What is kept of the page itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habits {
    /// Whether the dock is open. It begins folded, so that the drawing has the
    /// room until there is something to read.
    pub dock_open: bool,
    /// The dock's height, once somebody has chosen one.
    pub dock_height: Option<f64>,
    /// The inspector's width, once somebody has chosen one.
    pub inspector_width: Option<f64>,
    /// Whether a letter, digit or sign alone is a key. Whoever speaks to the
    /// computer, or hits keys by chance, can switch them off (WCAG 2.1.4).
    pub single_keys: bool,
    /// Whether what changed in the design is said to those who hear the page.
    pub says_changes: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            dock_open: false,
            dock_height: None,
            inspector_width: None,
            single_keys: true,
            says_changes: true,
        }
    }
}

impl Habits {
    /// Reads what was kept. What is not to be understood is as it begins: no
    /// habit is worth a page that does not start.
    pub fn from_json(text: &str) -> Self {
        let fresh = Self::default();
        let kept: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let is = |key: &str, otherwise| kept.get(key).and_then(Value::as_bool).unwrap_or(otherwise);
        let size = |key: &str, (least, most): (f64, f64)| {
            let size = kept.get(key)?.as_f64()?;
            Some(size.clamp(least, most))
        };
        Self {
            dock_open: is("dock", fresh.dock_open),
            dock_height: size("dock-height", DOCK_HEIGHTS),
            inspector_width: size("inspector-width", INSPECTOR_WIDTHS),
            single_keys: is("single-keys", fresh.single_keys),
            says_changes: is("says-changes", fresh.says_changes),
        }
    }

    /// As it is kept.
    pub fn to_json(self) -> String {
        json!({
            "dock": self.dock_open,
            "dock-height": self.dock_height,
            "inspector-width": self.inspector_width,
            "single-keys": self.single_keys,
            "says-changes": self.says_changes,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back() {
        let habits = Habits {
            dock_open: true,
            dock_height: Some(240.0),
            inspector_width: Some(420.5),
            single_keys: false,
            says_changes: false,
        };
        assert_eq!(Habits::from_json(&habits.to_json()), habits);
        let fresh = Habits::default();
        assert_eq!(Habits::from_json(&fresh.to_json()), fresh);
        assert!(!fresh.dock_open && fresh.single_keys && fresh.says_changes);
    }

    #[test]
    fn what_cannot_be_understood_is_as_it_begins() {
        for text in [
            "",
            "ash",
            "[]",
            "7",
            r#"{"dock": 3, "dock-height": "high"}"#,
        ] {
            assert_eq!(Habits::from_json(text), Habits::default(), "{text}");
        }
    }

    #[test]
    fn no_panel_is_larger_than_it_may_be() {
        let habits = Habits::from_json(r#"{"dock-height": 90000, "inspector-width": 3}"#);
        assert_eq!(habits.dock_height, Some(640.0));
        assert_eq!(habits.inspector_width, Some(264.0));
    }
}
