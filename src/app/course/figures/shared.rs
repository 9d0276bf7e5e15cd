//! What several figures are turned with: a slider, a line that is moved up and down, an
//! address that is typed, and a table behind a chart.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use serde_json::json;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Handle;
use crate::app::parts::Ui;

/// A slider over whole numbers: the browser's own, which knows keys and touch.
#[component]
pub fn Range(
    /// What it is about.
    label: &'static str,
    /// The element's id.
    id: String,
    /// The number.
    #[prop(into)]
    value: Signal<u64>,
    /// From where to where, and by how much a key moves it.
    range: (u64, u64, u64),
    /// What is heard of it.
    #[prop(into)]
    text: Signal<String>,
    /// Told of another number.
    on_change: Callback<u64>,
) -> impl IntoView {
    let (least, most, step) = range;
    let part = move || {
        let whole = (most - least).max(1) as f64;
        format!(
            "{}%",
            100.0 * value.get().saturating_sub(least) as f64 / whole
        )
    };
    let label_for = id.clone();
    view! {
        <div class="figure-range">
            <label for=label_for>{label}</label>
            <output class="mono">{move || text.get()}</output>
            <input
                type="range"
                id=id
                min=least.to_string()
                max=most.to_string()
                step=step.to_string()
                style:--part=part
                aria-valuetext=move || text.get()
                prop:value=move || value.get().to_string()
                on:input=move |event| {
                    if let Ok(number) = event_target_value(&event).parse() {
                        on_change.run(number);
                    }
                }
            />
        </div>
    }
}

/// Which step along a list a key asks for.
pub fn step_of(event: &KeyboardEvent, here: usize, len: usize) -> Option<usize> {
    let last = len.checked_sub(1)?;
    match event.key().as_str() {
        "ArrowUp" | "ArrowLeft" => here.checked_sub(1),
        "ArrowDown" | "ArrowRight" => (here < last).then_some(here + 1),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The part of an element's width at which a pointer is, from 0 to 1.
pub fn part_at(element: &Element, event: &PointerEvent) -> f64 {
    let rect = element.get_bounding_client_rect();
    ((f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0)
}

/// The element that listens.
pub fn own<E: AsRef<web_sys::Event>>(event: &E) -> Option<HtmlElement> {
    event.as_ref().current_target()?.dyn_into().ok()
}

/// The grip of a line that is moved among others: by drag, or by the arrow keys.
#[component]
pub fn Grip(
    /// What is moved, as it is heard.
    #[prop(into)]
    label: Signal<String>,
    /// Its place, counted from 0.
    place: usize,
    /// How many there are.
    len: usize,
    /// What holds all lines: each of them is a `[data-line]` in it.
    holder: &'static str,
    /// Told where it is to stand.
    on_move: Callback<usize>,
) -> impl IntoView {
    let held = RwSignal::new(false);
    let lines = move |event: &PointerEvent| -> Option<web_sys::NodeList> {
        let list = own(event)?.closest(holder).ok()??;
        list.query_selector_all("[data-line]").ok()
    };
    let target = move |event: &PointerEvent| -> Option<usize> {
        let lines = lines(event)?;
        let y = f64::from(event.client_y());
        let mut wanted = 0;
        for line in 0..lines.length() {
            let element: Element = lines.get(line)?.dyn_into().ok()?;
            let rect = element.get_bounding_client_rect();
            if y > rect.top() {
                wanted = line as usize;
            }
        }
        Some(wanted)
    };
    // Where the line would come to stand is marked while it is held.
    let mark = move |event: &PointerEvent, over: Option<usize>| {
        let Some(lines) = lines(event) else { return };
        for line in 0..lines.length() {
            let element = lines.get(line).and_then(|it| it.dyn_into::<Element>().ok());
            if let Some(element) = element {
                let classes = element.class_list();
                let over = over == Some(line as usize);
                let _ = classes.toggle_with_force("over-above", over && (line as usize) < place);
                let _ = classes.toggle_with_force("over-below", over && (line as usize) > place);
            }
        }
    };
    view! {
        <button
            type="button"
            class="figure-grip"
            class:held=move || held.get()
            data-grip=place.to_string()
            aria-label=move || label.get()
            aria-keyshortcuts="ArrowUp ArrowDown"
            title="Drag, or press the arrow keys"
            on:pointerdown=move |event| {
                if event.button() != 0 {
                    return;
                }
                if let Some(element) = own(&event) {
                    let _ = element.set_pointer_capture(event.pointer_id());
                    let _ = element.focus();
                    held.set(true);
                }
                event.prevent_default();
            }
            // The line moves when it is dropped: while it is held its element has to stay,
            // or the browser would end the drag.
            on:pointerup=move |event| {
                if held.get_untracked() {
                    held.set(false);
                    mark(&event, None);
                    if let Some(to) = target(&event).filter(|to| *to != place) {
                        move_and_follow(&event, holder, to, on_move);
                    }
                }
            }
            on:pointermove=move |event| {
                if held.get_untracked() {
                    mark(&event, target(&event));
                }
            }
            on:pointercancel=move |event| {
                held.set(false);
                mark(&event, None);
            }
            on:keydown=move |event| {
                if let Some(to) = step_of(&event, place, len) {
                    event.prevent_default();
                    event.stop_propagation();
                    move_and_follow(&event, holder, to, on_move);
                }
            }
        ><Ui name="grip" /></button>
    }
}

/// Moves a line, and the focus with it.
fn move_and_follow<E: AsRef<web_sys::Event>>(
    event: &E,
    holder: &'static str,
    to: usize,
    on_move: Callback<usize>,
) {
    let list = own(event).and_then(|it| it.closest(holder).ok().flatten());
    let outer = list
        .as_ref()
        .and_then(|it| it.closest(".figure").ok().flatten());
    // Several lists of a figure look alike, so it is found again by its own name.
    let name = list.and_then(|it| it.get_attribute("data-list"));
    on_move.run(to);
    let selector = match name {
        Some(name) => format!("[data-list=\"{name}\"] [data-grip=\"{to}\"]"),
        None => format!("[data-grip=\"{to}\"]"),
    };
    focus_in(outer, selector);
}

/// Puts the focus on what matches inside an element, once the change under way is on the
/// screen.
pub fn focus_in(holder: Option<Element>, selector: String) {
    request_animation_frame(move || {
        let found = holder.and_then(|it| it.query_selector(&selector).ok().flatten());
        if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}

/// A field for an address, which says what is wrong with what was typed.
#[component]
pub fn AddressField(
    /// The figure.
    handle: Handle,
    /// The member that it sets.
    member: &'static str,
    /// What it is called.
    label: &'static str,
    /// The address.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let id = handle.html_id(member);
    let (label_for, wrong_id) = (id.clone(), format!("{id}-problem"));
    let described = wrong_id.clone();
    view! {
        <div class="figure-address">
            <label for=label_for>{label}</label>
            <input
                class="input mono"
                id=id
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:change=move |event| {
                    let refused = handle.set(member, json!(event_target_value(&event)));
                    problem.set(refused.err().map(|it| it.remedy));
                }
            />
            <p class="field-error" id=wrong_id hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
        </div>
    }
}

/// The numbers of a chart, for whoever wants to read them.
#[component]
pub fn AsTable(
    /// What the columns are called.
    heads: Vec<&'static str>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
) -> impl IntoView {
    view! {
        <details class="figure-table">
            <summary>"Show as table"</summary>
            <table class="table">
                <thead><tr>{heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {move || rows.get().into_iter().map(|row| view! {
                        <tr>{row.into_iter().map(|cell| view! { <td class="num">{cell}</td> }).collect_view()}</tr>
                    }).collect_view()}
                </tbody>
            </table>
        </details>
    }
}
