//! Who reaches whom: the heat map of the network. A cell opens its trace.

use leptos::ev::KeyboardEvent;
use leptos::html::Table;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::request;
use crate::analysis::reach::{Cell, Group, Heat};
use crate::app::late::late;
use crate::app::parts::Ui;
use crate::app::state::use_store;

late!(
    panels,
    load,
    fn panel() -> AnyView {
        view! { <ReachPanel /> }.into_any()
    }
);

/// The heat map.
#[component]
fn ReachPanel() -> impl IntoView {
    let store = use_store();
    let map = Memo::new(move |_| store.scenario().heat_map().clone());
    // The one cell that Tab goes to; the arrow keys go on from there.
    let here = RwSignal::new((0_usize, 1_usize));
    let table = NodeRef::<Table>::new();
    view! {
        <Show when=move || map.with(|it| !it.is_empty()) fallback=|| view! { <Nothing /> }>
            <p class="reach-key muted small">
                <span>"From the row to the column. Choose a cell to follow its request."</span>
                <span class="heat" data-heat="closed">"no"</span>
                <span class="heat" data-heat="narrow">"single ports"</span>
                <span class="heat" data-heat="wide">"ranges"</span>
                <span class="heat" data-heat="everything">"everything"</span>
            </p>
            <table
                class="table matrix"
                role="grid"
                aria-label="Who reaches whom"
                node_ref=table
                on:keydown=move |event| {
                    let count = map.with_untracked(|it| it.groups.len());
                    if let Some(place) = step(&event, here.get_untracked(), count) {
                        event.prevent_default();
                        here.set(place);
                        focus_cell(table, place);
                    }
                }
            >
                {move || {
                    let map = map.get();
                    let last = map.groups.len().saturating_sub(1);
                    here.update_untracked(|(row, column)| {
                        *row = (*row).min(last);
                        *column = (*column).min(last);
                    });
                    view! {
                        <thead role="rowgroup"><tr role="row">
                            <td class="reach-from" role="columnheader"><span>"from ↓ to →"</span></td>
                            {map.groups.iter().map(|it| view! { <th scope="col" role="columnheader"><Named group=it.clone() /></th> }).collect_view()}
                        </tr></thead>
                        <tbody role="rowgroup">
                            {map.groups.into_iter().zip(map.cells).enumerate().map(|(row, (group, cells))| view! {
                                <tr role="row">
                                    <th scope="row" role="rowheader"><Named group /></th>
                                    {cells.into_iter().enumerate().map(|(column, cell)| view! {
                                        <CellView cell place=(row, column) here />
                                    }).collect_view()}
                                </tr>
                            }).collect_view()}
                        </tbody>
                    }
                }}
            </table>
        </Show>
    }
}

/// The name of a row or column.
#[component]
fn Named(group: Group) -> impl IntoView {
    let title = format!("{} {}", group.title, group.detail);
    view! {
        <span class="reach-name" title=title.trim().to_owned()>
            <b>{group.title}</b>
            {(!group.detail.is_empty()).then(|| view! { <span class="muted">{group.detail}</span> })}
        </span>
    }
}

#[component]
fn CellView(cell: Cell, place: (usize, usize), here: RwSignal<(usize, usize)>) -> impl IntoView {
    let store = use_store();
    let Cell {
        heat,
        lines,
        spoken,
        question,
    } = cell;
    let tabindex = move || if here.get() == place { "0" } else { "-1" };
    let label = match question {
        Some(_) => format!("{spoken}. Follow the request"),
        None => spoken.clone(),
    };
    let idle = question.is_none();
    view! {
        <td role="gridcell">
            <button
                class="heat"
                data-heat=heat.word()
                data-cell=format!("{}-{}", place.0, place.1)
                tabindex=tabindex
                aria-label=label
                aria-disabled=idle.then_some("true")
                title=spoken
                on:focus=move |_| here.set(place)
                on:click=move |_| if let Some(question) = question.clone() {
                    request::ask_for(store, question);
                }
            >
                {match heat {
                    Heat::Alone => "·".into_any(),
                    Heat::Closed => "no".into_any(),
                    _ => lines.into_iter().map(|it| view! { <span>{it}</span> }).collect_view().into_any(),
                }}
            </button>
        </td>
    }
}

/// Where a key leads from a cell, if it leads anywhere.
fn step(
    event: &KeyboardEvent,
    (row, column): (usize, usize),
    count: usize,
) -> Option<(usize, usize)> {
    let last = count.checked_sub(1)?;
    Some(match event.key().as_str() {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(last), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(last)),
        "Home" => (row, 0),
        "End" => (row, last),
        _ => return None,
    })
}

fn focus_cell(table: NodeRef<Table>, (row, column): (usize, usize)) {
    let cell = table
        .get_untracked()
        .and_then(|it| {
            it.query_selector(&format!("[data-cell=\"{row}-{column}\"]"))
                .ok()
                .flatten()
        })
        .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(cell) = cell {
        let _ = cell.focus();
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <Ui name="map" />
            <h3>"Nobody to reach yet"</h3>
            <p>"As soon as something with an address stands in a subnet, this shows who reaches it, and on which ports."</p>
        </div>
    }
}
