//! Zones that are lost: what of the drawing is hatched, and for how long.

use super::stage::Stage;
use crate::editor::geometry::Rect;
use crate::simulation::record::{Happened, Manner, Place};
use crate::simulation::{HOUR, MINUTE, Second, View};

/// A zone that is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct LostZone {
    /// Its code.
    pub code: String,
    /// What is hatched: its columns, or its subnets where none is drawn.
    pub rects: Vec<Rect>,
    /// What is written on the first of them.
    pub label: String,
}

/// The zones that are lost at a moment.
pub fn lost(stage: &Stage<'_>, view: &View, story: &[Happened]) -> Vec<LostZone> {
    let zone = |code: &String| {
        let columns = stage.scene.zones().filter(|zone| zone.code == *code);
        let mut rects: Vec<Rect> = columns
            .map(|zone| stage.scene.in_world(Some(&zone.vpc), zone.place))
            .collect();
        let bare = stage.subnets_in(code).filter(|subnet| {
            // What stands in a column is hatched with it.
            !rects.iter().any(|rect| rect.encloses(subnet))
        });
        let bare: Vec<Rect> = bare.collect();
        rects.extend(bare);
        let since = (story.iter().rev())
            .filter(|it| it.manner == Manner::Done && it.at <= view.at)
            .find(|it| it.place == Place::Zone(code.clone()));
        let since = since.map_or_else(String::new, |it| format!(" {}", ago(view.at - it.at)));
        LostZone {
            label: format!("{code} · failed{since}"),
            code: code.clone(),
            rects,
        }
    };
    view.lost_zones.iter().map(zone).collect()
}

/// How long ago something was: "2 m 56 s ago".
pub fn ago(seconds: Second) -> String {
    match seconds {
        0 => "just now".to_owned(),
        1..MINUTE => format!("{seconds} s ago"),
        MINUTE..HOUR => format!("{} m {} s ago", seconds / MINUTE, seconds % MINUTE),
        _ => format!("{} h {} m ago", seconds / HOUR, seconds % HOUR / MINUTE),
    }
}
