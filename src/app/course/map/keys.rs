//! The arrow keys on the map: from a room to the one that lies nearest in that direction.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// The middle of an element.
fn middle(element: &Element) -> (f64, f64) {
    let it = element.get_bounding_client_rect();
    (it.x() + it.width() / 2.0, it.y() + it.height() / 2.0)
}

fn all(holder: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = holder.query_selector_all(selector) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok());
    elements.collect()
}

/// The element among `rooms` that lies nearest in a direction. What lies aside counts double,
/// so that one stays in a row or a column as long as there is one.
fn nearest(from: &Element, rooms: &[Element], (right, down): (f64, f64)) -> Option<Element> {
    let (x, y) = middle(from);
    let mut best: Option<(f64, &Element)> = None;
    for room in rooms {
        let (to_x, to_y) = middle(room);
        let (ahead, aside) = if right == 0.0 {
            ((to_y - y) * down, (to_x - x).abs())
        } else {
            ((to_x - x) * right, (to_y - y).abs())
        };
        let far = ahead + 2.0 * aside;
        if ahead > 1.0 && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, room));
        }
    }
    best.map(|(_, room)| room.clone())
}

/// Moves the focus on the map, if the key says so.
pub fn move_focus(event: &KeyboardEvent) {
    let holder = event.current_target().and_then(|it| it.dyn_into().ok());
    let from = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let from = from.and_then(|it| it.closest(".room").ok().flatten());
    let (Some(holder), Some(from)) = (holder, from) else {
        return;
    };
    let holder: Element = holder;
    let part = || from.closest(".part").ok().flatten();
    let rooms = |holder: &Element| all(holder, ".room");
    let to = match event.key().as_str() {
        "ArrowRight" => nearest(&from, &rooms(&holder), (1.0, 0.0)),
        "ArrowLeft" => nearest(&from, &rooms(&holder), (-1.0, 0.0)),
        "ArrowDown" => nearest(&from, &rooms(&holder), (0.0, 1.0)),
        "ArrowUp" => nearest(&from, &rooms(&holder), (0.0, -1.0)),
        "Home" => part().and_then(|part| rooms(&part).first().cloned()),
        "End" => part().and_then(|part| rooms(&part).last().cloned()),
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = to.focus();
    }
}
