//! The regions of the page, through which `F6` goes, and the way from a panel back to
//! the canvas.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::state::after_picture;

/// A region, and what takes the focus there.
pub type Region = (&'static str, &'static str);

/// The regions around an open document, in the order of the page. Those that are not to be
/// seen, because of the width or of what the document is shown for, are passed over.
const REGIONS: [Region; 13] = [
    (".trouble", ".trouble button"),
    (".topbar", ".topbar :is(a, input, button)"),
    (".left", ".left [aria-selected=true]"),
    (".rail", ".rail button"),
    (".main", "#canvas"),
    (".room-play", ".room-play :is(button, input, select)"),
    (".room-faults", ".room-faults :is(button, input, select)"),
    (".room-charts", ".room-charts :is(button, [tabindex='0'])"),
    (".room-dock", ".room-dock :is(button, [tabindex='0'])"),
    (
        ".review-place",
        ".review-place :is(button, a, [tabindex='0'])",
    ),
    (
        ".right",
        ".right :is(input, select, [tabindex='0'], button)",
    ),
    (".dock", ".dock [aria-selected=true]"),
    (".tabbar", ".tabbar button"),
];

/// Goes to the next region, or to the one before.
pub fn cycle(back: bool) {
    go(&REGIONS, back);
}

/// Goes to the next of these regions that is to be seen, or to the one before; says
/// what has the focus then.
pub fn go(regions: &[Region], back: bool) -> Option<&'static str> {
    let active = document().active_element();
    let within = |region: &str| {
        let found = active.as_ref().and_then(|it| it.closest(region).ok());
        found.flatten().is_some()
    };
    let count = regions.len();
    let here = regions.iter().position(|(region, _)| within(region));
    let from = here.unwrap_or(if back { 0 } else { count - 1 });
    for step in 1..=count {
        let place = if back {
            from + count - step
        } else {
            from + step
        };
        let (_, target) = regions[place % count];
        if focus_seen(target) {
            return Some(target);
        }
    }
    None
}

/// Whether an event began in something that matches.
pub fn is_within(event: &web_sys::Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|it| it.dyn_into::<Element>().ok())
        .and_then(|it| it.closest(selector).ok());
    target.flatten().is_some()
}

/// Whether nothing has the focus: what had it is gone.
pub fn is_nowhere() -> bool {
    let active = document().active_element();
    active.is_none_or(|element| element.tag_name() == "BODY")
}

/// Puts the focus on the first element that matches and is to be seen; whether there
/// is one.
pub fn focus_seen(selector: &str) -> bool {
    let Ok(all) = document().query_selector_all(selector) else {
        return false;
    };
    // What is hidden at this width has no place on the screen.
    let mut all = (0..all.length()).filter_map(|place| all.get(place));
    let seen = all.find_map(|it| {
        let element = it.dyn_into::<HtmlElement>().ok()?;
        let is_off = element.has_attribute("disabled");
        (element.get_client_rects().length() > 0 && !is_off).then_some(element)
    });
    seen.is_some_and(|element| element.focus().is_ok())
}

/// A screen has come in place of another: what had the focus went with that, and without this
/// the next key would be nobody's. Of several selectors, the first that finds something.
pub fn arrive(selectors: &'static [&'static str]) {
    after_picture(move || {
        if is_nowhere() {
            let _ = selectors.iter().any(|it| focus_seen(it));
        }
    });
}

/// After something in a list was done away with: the focus goes to what took its place,
/// or to the last one left, or to `otherwise`.
pub fn focus_place(
    item: &web_sys::EventTarget,
    items: &'static str,
    list: &'static str,
    otherwise: &'static str,
) {
    let Some(item) = item
        .dyn_ref::<Element>()
        .and_then(|it| it.closest(items).ok().flatten())
    else {
        return;
    };
    let Some(holder) = item.closest(list).ok().flatten() else {
        return;
    };
    let panel = holder.parent_element();
    let place = all_of(&holder, items)
        .iter()
        .position(|it| it.is_same_node(Some(&item)))
        .unwrap_or(0);
    let settle = move || {
        let left = all_of(&holder, items);
        let next = left.get(place).or(left.last());
        let target = next.and_then(|it| it.query_selector("button, a").ok().flatten());
        let target = target.filter(|_| holder.is_connected()).or_else(|| {
            let panel = panel.as_ref().filter(|it| it.is_connected());
            panel.and_then(|it| it.query_selector(otherwise).ok().flatten())
        });
        match target.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            Some(target) => drop(target.focus()),
            None => drop(focus_seen(otherwise)),
        }
    };
    // What the rules say of the change comes behind its picture, and the list with it.
    after_picture(move || after_picture(settle));
}

fn all_of(holder: &Element, items: &str) -> Vec<Element> {
    let Ok(all) = holder.query_selector_all(items) else {
        return Vec::new();
    };
    (0..all.length())
        .filter_map(|place| all.get(place)?.dyn_into().ok())
        .collect()
}
