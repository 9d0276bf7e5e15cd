//! Blocks: a disk in small squares, and for which snapshot each of them is stored.

use leptos::ev::PointerEvent;
use leptos::prelude::*;
use serde_json::json;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::shared::{Range, focus_in, own, part_at};
use super::{Handle, state};
use crate::app::parts::Ui;
use crate::course::figures::{Blocks, Photograph};
use crate::text::count;

/// Squares in a row, as the style sheet draws them.
const COLUMNS: usize = 20;

/// The body of the figure.
#[component]
pub fn BlocksBody(handle: Handle) -> impl IntoView {
    let blocks = state!(handle, Blocks);
    let all = Memo::new(move |_| blocks.with(Blocks::blocks));
    let kept = Memo::new(move |_| blocks.with(Blocks::photographs));
    // Which snapshot is looked at; nothing for the disk itself.
    let chosen = RwSignal::new(None::<char>);
    let shown = Memo::new(move |_| {
        let chosen = chosen.get();
        kept.with(|kept| chosen.filter(|letter| kept.iter().any(|it| it.letter == *letter)))
    });
    let first = RwSignal::new(1_u64);
    let many = RwSignal::new(10_u64);
    let last = move || (first.get() + many.get() - 1).min(all.get() as u64);
    let write = move |from: usize, to: usize| {
        chosen.set(None);
        handle.put("step", json!(format!("write {from}-{to}")));
        handle.say(match from == to {
            true => format!("Block {from} has another content."),
            false => format!("Blocks {from} to {to} have another content."),
        });
    };
    let number = move |of: fn(&Blocks) -> String| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                blocks.with(of)
            }
        }
    };
    view! {
        <Grid handle blocks kept shown on_write=Callback::new(move |(from, to)| write(from, to)) />
        {move || (!handle.waits()).then(|| view! {
            <ul class="blocks-shots" aria-label="The disk and its snapshots">
                <li>
                    <span class="blocks-name">"Disk"</span>
                    <span class="blocks-what">{move || match blocks.with(Blocks::unsaved) {
                        0 => "all of it is in a snapshot".to_owned(),
                        some => format!("{} in no snapshot", count(some, "block", "blocks")),
                    }}</span>
                    <button
                        type="button"
                        class="figure-chip blocks-disk"
                        aria-pressed=move || shown.get().is_none().to_string()
                        aria-label="Show the disk"
                        on:click=move |_| chosen.set(None)
                    >"Show"</button>
                </li>
                <For each=move || kept.get() key=|it: &Photograph| it.letter let:it>
                    <Shot handle kept letter=it.letter shown chosen />
                </For>
            </ul>
        })}
        <Range
            label="First block to change"
            id=handle.html_id("first")
            value=first
            range=(1, 100, 1)
            text=Signal::derive(move || first.get().to_string())
            on_change=Callback::new(move |it: u64| first.set(it.min(all.get_untracked() as u64)))
        />
        <Range
            label="How many"
            id=handle.html_id("many")
            value=many
            range=(1, 50, 1)
            text=Signal::derive(move || format!("{}–{}", first.get(), last()))
            on_change=Callback::new(move |it: u64| many.set(it))
        />
        <div class="figure-row">
            <button
                type="button"
                class="btn"
                aria-disabled=move || (!blocks.with(Blocks::can_step)).to_string()
                on:click=move |_| write(first.get_untracked() as usize, untrack(last) as usize)
            ><Ui name="swap" />{move || match last() - first.get() + 1 {
                1 => "Change 1 block".to_owned(),
                some => format!("Change {some} blocks"),
            }}</button>
            <button
                type="button"
                class="btn"
                aria-disabled=move || (!blocks.with(Blocks::can_take)).to_string()
                on:click=move |_| {
                    chosen.set(None);
                    handle.put("step", json!("snapshot"));
                    handle.say("A snapshot was taken.".to_owned());
                }
            ><Ui name="plus" />"Take a snapshot"</button>
            <button
                type="button"
                class="btn quiet"
                aria-disabled=move || blocks.with(|it| it.steps().is_empty()).to_string()
                on:click=move |_| {
                    handle.put("undo", json!(true));
                    handle.say("The last step was taken back.".to_owned());
                }
            ><Ui name="undo" />"Take back"</button>
        </div>
        <dl class="figure-numbers">
            <div><dt>"Blocks stored"</dt><dd>{number(|it| it.stored().to_string())}</dd></div>
            <div><dt>"As whole copies"</dt><dd>{number(|it| it.as_copies().to_string())}</dd></div>
            <div><dt>"A month, 1 GB each"</dt><dd>{number(|it| format!("US${}", it.month()))}</dd></div>
            <div><dt>"Whole copies, a month"</dt><dd>{number(|it| format!("US${}", it.month_as_copies()))}</dd></div>
        </dl>
    }
}

/// The squares. On the disk itself a drag changes those that it passes.
#[component]
fn Grid(
    handle: Handle,
    blocks: Memo<Blocks>,
    kept: Memo<Vec<Photograph>>,
    shown: Memo<Option<char>>,
    on_write: Callback<(usize, usize)>,
) -> impl IntoView {
    let held = RwSignal::new(None::<(usize, usize)>);
    let cells = Memo::new(move |_| match shown.get() {
        None => blocks.with(Blocks::disk),
        Some(letter) => kept.with(|kept| {
            let photograph = kept.iter().find(|it| it.letter == letter);
            let whole = photograph.map(|it| it.whole.clone()).unwrap_or_default();
            whole.into_iter().map(Some).collect()
        }),
    });
    let block_at = move |event: &PointerEvent| -> Option<usize> {
        let grid = own(event)?;
        let many = blocks.with_untracked(Blocks::blocks);
        let rows = many.div_ceil(COLUMNS);
        let rect = grid.get_bounding_client_rect();
        let down = (f64::from(event.client_y()) - rect.top()) / rect.height().max(1.0);
        let column = (part_at(&grid, event) * COLUMNS as f64) as usize;
        let row = (down.clamp(0.0, 1.0) * rows as f64) as usize;
        let place = row.min(rows - 1) * COLUMNS + column.min(COLUMNS - 1);
        Some(place.min(many - 1) + 1)
    };
    let between = |(one, other): (usize, usize)| (one.min(other), one.max(other));
    let picture = move || {
        let what = match shown.get() {
            None => "The disk".to_owned(),
            Some(letter) => format!("The disk as snapshot {letter} shows it"),
        };
        let of = cells.with(|cells| {
            let letters = kept.with(|kept| kept.iter().map(|it| it.letter).collect::<Vec<_>>());
            let mut parts: Vec<String> = letters
                .into_iter()
                .map(|letter| {
                    let many = cells.iter().filter(|it| **it == Some(letter)).count();
                    format!("{many} stored for {letter}")
                })
                .collect();
            let none = cells.iter().filter(|it| it.is_none()).count();
            if none > 0 {
                parts.push(format!("{none} in no snapshot"));
            }
            parts.join(", ")
        });
        format!("{what}, block by block: {of}.")
    };
    view! {
        {move || (!handle.waits()).then(|| view! {
            <div
                class="blocks-grid"
                class:still=move || shown.get().is_some()
                role="img"
                aria-label=picture
                on:pointerdown=move |event| {
                    if event.button() != 0 || shown.get_untracked().is_some() || !blocks.with_untracked(Blocks::can_step) {
                        return;
                    }
                    if let Some(element) = own(&event) {
                        let _ = element.set_pointer_capture(event.pointer_id());
                    }
                    held.set(block_at(&event).map(|it| (it, it)));
                }
                on:pointermove=move |event| {
                    if let Some((from, _)) = held.get_untracked() {
                        held.set(block_at(&event).map(|it| (from, it)));
                    }
                }
                on:pointerup=move |_| {
                    if let Some(ends) = held.get_untracked() {
                        held.set(None);
                        on_write.run(between(ends));
                    }
                }
                on:pointercancel=move |_| held.set(None)
            >
                {move || {
                    let held = held.get().map(between);
                    cells.get().into_iter().zip(1..).map(|(letter, block)| view! {
                        <i
                            class:changed=letter.is_none()
                            class:held=held.is_some_and(|(from, to)| (from..=to).contains(&block))
                        >{letter.map_or("•".to_owned(), |it| it.to_string())}</i>
                    }).collect_view()
                }}
            </div>
        })}
    }
}

/// A snapshot in the list: what is stored for it, and what can be done with it.
#[component]
fn Shot(
    handle: Handle,
    kept: Memo<Vec<Photograph>>,
    letter: char,
    shown: Memo<Option<char>>,
    chosen: RwSignal<Option<char>>,
) -> impl IntoView {
    let stored = move || {
        let found = kept.with(|kept| {
            let it = kept.iter().find(|it| it.letter == letter);
            it.map(|it| (it.stored, it.whole.len()))
        });
        let (stored, all) = found.unwrap_or_default();
        format!("stores {stored}, shows {all}")
    };
    let delete = move |event: leptos::ev::MouseEvent| {
        let outer = event
            .current_target()
            .and_then(|it| it.dyn_into::<Element>().ok())
            .and_then(|it| it.closest(".figure").ok().flatten());
        handle.put("step", json!(format!("delete {letter}")));
        handle.say(format!("Snapshot {letter} was deleted."));
        // The pressed button is gone, so the focus goes to its neighbour.
        focus_in(outer, ".blocks-disk".to_owned());
    };
    view! {
        <li>
            <span class="blocks-name mono">{letter.to_string()}</span>
            <span class="blocks-what">{stored}</span>
            <button
                type="button"
                class="figure-chip"
                aria-pressed=move || (shown.get() == Some(letter)).to_string()
                aria-label=format!("Show snapshot {letter}")
                on:click=move |_| chosen.set(Some(letter))
            >"Show"</button>
            <button
                type="button"
                class="figure-chip"
                aria-label=format!("Delete snapshot {letter}")
                on:click=delete
            >"Delete"</button>
        </li>
    }
}
