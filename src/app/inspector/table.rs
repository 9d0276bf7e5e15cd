//! The editor of every table property: routes, rules, entries, listeners,
//! records and the rest, from the columns that the core declares.

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;

use super::table_rows::{FormRow, LineRow, focus_last_row};
use crate::app::parts::Ui;
use crate::app::parts::field::Commit;
use crate::app::state::use_store;
use crate::architecture::{Property, ResourceId, RowInfo, RowLayout};
use crate::editor::actions;
use crate::editor::form::next_row::next_row;
use crate::editor::form::sheet;
use crate::editor::form::tables;

/// A table property as a section of the inspector.
#[component]
pub fn TableSection(
    /// The resource.
    id: ResourceId,
    /// The property.
    property: &'static Property,
    /// What its rows are made of.
    row: &'static RowInfo,
) -> impl IntoView {
    let store = use_store();
    let columns = sheet::columns(row);
    let rows = {
        let id = id.clone();
        Memo::new(move |_| tables::rows(store.analysis().architecture(), &id, property.key))
    };
    let count = Memo::new(move |_| rows.with(Vec::len));
    let implied = {
        let id = id.clone();
        Memo::new(move |_| sheet::implied_rows(store.analysis().architecture(), &id, property))
    };
    let row_at = move |index: usize| {
        Memo::new(move |_| rows.with(|rows| rows.get(index).cloned().unwrap_or(Value::Null)))
    };
    let put = {
        let id = id.clone();
        move |index: usize, row: Value| {
            let analysis = store.peek_analysis();
            let edits = tables::put_row(analysis.architecture(), &id, property.key, index, row)
                .map_err(|why| why.to_string())?;
            let label = store.peek(|it| actions::change_label(it.document(), &id, property));
            store.perform(label, edits);
            Ok(())
        }
    };
    let remove = {
        let id = id.clone();
        move |index: usize| {
            let name = store.peek(|it| it.document().architecture.name_of(&id));
            let what = crate::text::with_article(row.name);
            let label = format!("Remove {what} of {name}");
            let analysis = store.peek_analysis();
            let edits = tables::remove_row(analysis.architecture(), &id, property.key, index);
            if store.perform(label, edits) {
                store.toast_with_undo(format!("Removed {what} of {name}."));
            }
        }
    };
    let add = {
        let put = put.clone();
        let id = id.clone();
        move |event: web_sys::MouseEvent| {
            let analysis = store.peek_analysis();
            let fresh = next_row(analysis.architecture(), &id, property, row);
            match put(usize::MAX, fresh) {
                Ok(()) => focus_last_row(event.current_target()),
                Err(why) => store.toast(crate::app::state::Tone::Error, why),
            }
        }
    };
    let handlers = move |index: usize| {
        let put = put.clone();
        let remove = remove.clone();
        let commit: Commit = Callback::new(move |row: Value| put(index, row));
        (commit, Callback::new(move |()| remove(index)))
    };
    let body = match row.layout {
        RowLayout::Lines => {
            let heads = columns
                .iter()
                .filter(|column| !column.member().detail)
                .map(|column| {
                    view! {
                        <th class:narrow=column.member().narrow>{sheet::heading(*column, property)}</th>
                    }
                })
                .collect_view();
            let owner = id.clone();
            let names: Vec<(&'static str, bool)> = (columns.iter())
                .filter(|column| !column.member().detail)
                .map(|column| (sheet::heading(*column, property), column.member().narrow))
                .collect();
            let needs = needs(&names);
            view! {
                <div class="table-place">
                <table class=format!("grid-table needs-{needs}")>
                    <thead><tr>{heads}<th class="act"><span class="visually-hidden">"Remove"</span></th></tr></thead>
                    <tbody>
                        <For each=move || 0..count.get() key=|index| *index let:index>
                            {
                                let (commit, remove) = handlers(index);
                                view! { <LineRow info=row property index row=row_at(index) owner=owner.clone() commit remove /> }
                            }
                        </For>
                        {move || implied.get().into_iter().map(|cells| view! {
                            <tr>
                                {cells.into_iter().zip(names.clone()).map(|(cell, (name, narrow))| {
                                    view! { <td class="fixed" class:narrow=narrow data-name=name>{cell}</td> }
                                }).collect_view()}
                                <td class="act"></td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
                </div>
            }.into_any()
        }
        RowLayout::Forms => {
            let owner = id.clone();
            view! {
                <For each=move || 0..count.get() key=|index| *index let:index>
                    {
                        let (commit, remove) = handlers(index);
                        let prefix = format!("{owner}-{}-{index}", property.key);
                        view! { <FormRow info=row prefix number=index row=row_at(index) owner=owner.clone() commit remove /> }
                    }
                </For>
            }.into_any()
        }
    };
    view! {
        <section
            class="section"
            aria-label=property.label
            // Whoever goes on to another field has left the row that was added.
            on:focusout=move |event| if goes_elsewhere(&event) { store.leave_rows() }
        >
            <div class="section-head">
                <h3 title=property.help>{property.label}</h3>
                <span class="badge">{count}</span>
            </div>
            {body}
            <button
                class="btn small add-row"
                on:click=add
                disabled=move || row.full(count.get()).is_some()
                title=move || row.full(count.get())
            ><Ui name="plus" />{format!("Add {}", row.name)}</button>
        </section>
    }
}

/// Whether the focus goes to something outside of what the event is heard on.
fn goes_elsewhere(event: &web_sys::FocusEvent) -> bool {
    let node = |target: Option<web_sys::EventTarget>| target?.dyn_into::<web_sys::Node>().ok();
    match (node(event.current_target()), node(event.related_target())) {
        (Some(here), Some(next)) => !here.contains(Some(&next)),
        _ => false,
    }
}

/// How wide a table must be, in steps that the stylesheet knows, for nothing in it to be cut:
/// 84 pixels show "1024-65535", 136 "203.0.113.10/32", 28 the button that removes.
fn needs(columns: &[(&'static str, bool)]) -> u32 {
    let room = |(_, narrow): &(&str, bool)| if *narrow { 84 } else { 136 };
    let whole: u32 = columns.iter().map(room).sum::<u32>() + 28;
    match whole {
        0..=320 => 320,
        321..=420 => 420,
        _ => 520,
    }
}
