//! One row of a table, as a line of cells or as a small form.

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;

use crate::app::parts::Ui;
use crate::app::parts::field::{Commit, FieldInput, FieldState, problem_id};
use crate::architecture::{Kind, Property, PropertyType, ResourceId, RowInfo};
use crate::editor::form::sheet::{self, Column};
use crate::editor::form::tables;

/// The value of one column and what takes a new one.
fn cell(column: Column, row: Memo<Value>, commit: Commit) -> (Memo<Value>, Commit) {
    let value = Memo::new(move |_| row.with(|row| column.cell(row)));
    let commit = Callback::new(move |value: Value| {
        let row = row.with_untracked(|row| column.with(row, value));
        commit.run(row)
    });
    (value, commit)
}

/// The group on the other side of a rule, to be picked from a list; without
/// one the other side is a block.
fn group_of(column: Column, row: Memo<Value>, commit: Commit) -> (Memo<Value>, Commit) {
    let (peer, commit) = cell(column, row, commit);
    let value = Memo::new(move |_| peer.with(|it| it.get("group").cloned().unwrap_or(Value::Null)));
    let commit = Callback::new(move |group: Value| {
        commit.run(if group.is_null() {
            serde_json::json!({ "cidr": "" })
        } else {
            serde_json::json!({ "group": group })
        })
    });
    (value, commit)
}

/// Puts the focus on the first field of the row that a button beneath the rows has added.
pub fn focus_last_row(button: Option<web_sys::EventTarget>) {
    let button = button.and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let Some(place) = button.and_then(|it| it.parent_element()) else {
        return;
    };
    request_animation_frame(move || {
        // Only rows of this table: a form may hold rows of its own.
        let rows = ":scope > .row-form, :scope > .table-place .line-row";
        let Ok(rows) = place.query_selector_all(rows) else {
            return;
        };
        let last = rows.length().checked_sub(1).and_then(|it| rows.get(it));
        let last = last.and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let field = last.and_then(|it| it.query_selector("input, select, textarea").ok().flatten());
        if let Some(field) = field.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

/// A row as a line of cells; its details show while it has the focus.
#[component]
pub fn LineRow(
    /// What the rows are made of.
    info: &'static RowInfo,
    /// The property.
    property: &'static Property,
    /// Which row, 0 being first.
    index: usize,
    /// The row.
    row: Memo<Value>,
    /// The resource.
    owner: ResourceId,
    /// What takes a changed row.
    commit: Commit,
    /// What removes it.
    remove: Callback<()>,
) -> impl IntoView {
    let number = index + 1;
    let open = RwSignal::new(false);
    let columns = sheet::columns(info);
    let states: Vec<FieldState> = columns.iter().map(|_| FieldState::default()).collect();
    let prefix = format!("{owner}-{}-{index}", property.key);
    let inputs = |details: bool| {
        columns
            .iter()
            .zip(&states)
            .filter(move |(column, _)| column.member().detail == details)
            .enumerate()
            .map(|(place, (column, state))| {
                let column = *column;
                let (value, commit) = cell(column, row, commit);
                let label = format!(
                    "{} of {} {number}",
                    sheet::heading(column, property),
                    info.name
                );
                let html_id = format!("{prefix}-{}{place}", if details { "d" } else { "" });
                (column, *state, value, commit, label, html_id)
            })
            .collect::<Vec<_>>()
    };
    let width = columns
        .iter()
        .filter(|column| !column.member().detail)
        .count()
        + 1;
    let owner_of_cells = owner.clone();
    let cells = inputs(false)
        .into_iter()
        .map(|(column, state, value, commit, label, html_id)| view! {
            <td class:narrow=column.member().narrow data-name=sheet::heading(column, property)>
                <FieldInput field=column.value() value commit owner=owner_of_cells.clone() html_id label state bare=true />
            </td>
        })
        .collect_view();
    let has_details = columns.iter().any(|column| column.member().detail);
    let peer = columns
        .iter()
        .find(|column| matches!(column.value(), PropertyType::Peer));
    let group = peer.map(|column| {
        let (value, commit) = group_of(*column, row, commit);
        (value, commit, format!("{prefix}-group"))
    });
    let group = StoredValue::new(group);
    let details = StoredValue::new(inputs(true));
    let problems = StoredValue::new(states.clone());
    let problem =
        move || problems.with_value(|states| states.iter().find_map(|state| state.problem.get()));
    let described = problem_id(&format!("{prefix}-0"));
    let owner = StoredValue::new(owner);
    view! {
        <tr class="line-row" on:focusin=move |_| open.set(true)>
            {cells}
            <td class="act">
                <button
                    class="btn quiet square small"
                    aria-label=format!("Remove {} {number}", info.name)
                    title="Remove"
                    on:click=move |_| remove.run(())
                ><Ui name="trash" /></button>
            </td>
        </tr>
        <Show when=move || has_details && open.get()>
            <tr class="detail-row">
                <td colspan=width.to_string()>
                    {group.get_value().map(|(value, commit, html_id)| view! {
                        <div class="form-row">
                            <label for=html_id.clone()>"Security group"</label>
                            <FieldInput
                                field=PropertyType::Reference(&[Kind::SecurityGroup])
                                value
                                commit
                                owner=ResourceId::new("")
                                html_id
                                label=format!("Security group of {} {number}", info.name)
                                state=FieldState::default()
                            />
                        </div>
                    })}
                    {details.get_value().into_iter().map(|(column, state, value, commit, label, html_id)| view! {
                        <div class="form-row">
                            <label for=html_id.clone()>{column.member().label}</label>
                            <FieldInput field=column.value() value commit owner=owner.get_value() html_id label state />
                        </div>
                    }).collect_view()}
                </td>
            </tr>
        </Show>
        {move || problem().map(|problem| view! {
            <tr class="error-row"><td colspan=width.to_string()><p class="field-error" id=described.clone()>{problem}</p></td></tr>
        })}
    }
}

/// A row as a small form.
#[component]
pub fn FormRow(
    /// What the rows are made of.
    info: &'static RowInfo,
    /// What the ids of its elements start with.
    prefix: String,
    /// Which row, 0 being first.
    number: usize,
    /// The row.
    row: Memo<Value>,
    /// The resource.
    owner: ResourceId,
    /// What takes a changed row.
    commit: Commit,
    /// What removes it.
    remove: Callback<()>,
) -> impl IntoView {
    let title = format!("{} {}", crate::text::capitalised(info.name), number + 1);
    let columns: Vec<(usize, Column)> = sheet::columns(info).into_iter().enumerate().collect();
    let field = |(place, column): (usize, Column)| {
        let prefix = format!("{prefix}-{place}");
        let owner = owner.clone();
        let there = Memo::new(move |_| row.with(|row| column.is_in(row)));
        view! {
            <Show when=move || there.get()>
                <FormCell column prefix=prefix.clone() row owner=owner.clone() commit />
            </Show>
        }
    };
    let (details, basics): (Vec<_>, Vec<_>) =
        (columns.into_iter()).partition(|(_, column)| column.member().detail);
    let fields = basics.into_iter().map(field).collect_view();
    // What is not as a new row has it is not to be overlooked.
    let fresh = (info.fresh)();
    let open = row.with_untracked(|row| {
        let mut all = details.iter();
        all.any(|(_, column)| column.cell(row) != column.cell(&fresh))
    });
    let further = (!details.is_empty()).then(|| {
        view! {
            <details class="further-settings" open=open>
                <summary>"Further settings"</summary>
                <div class="form">{details.into_iter().map(field).collect_view()}</div>
            </details>
        }
    });
    view! {
        <div class="row-form form" role="group" aria-label=title.clone()>
            <div class="section-head">
                <b>{title.clone()}</b>
                <button
                    class="btn quiet square small"
                    aria-label=format!("Remove {title}")
                    title="Remove"
                    on:click=move |_| remove.run(())
                ><Ui name="trash" /></button>
            </div>
            {fields}
            {further}
        </div>
    }
}

#[component]
fn FormCell(
    column: Column,
    prefix: String,
    row: Memo<Value>,
    owner: ResourceId,
    commit: Commit,
) -> impl IntoView {
    let (value, commit) = cell(column, row, commit);
    if let PropertyType::Rows(info) = column.value() {
        return view! { <NestedRows column info prefix value owner commit /> }.into_any();
    }
    let state = FieldState::default();
    let problem = problem_id(&prefix);
    view! {
        <div class="form-row">
            <label for=prefix.clone()>{column.member().label}</label>
            <FieldInput field=column.value() value commit owner html_id=prefix label=column.member().label state />
            {move || state.problem.get().map(|text| view! { <p class="field-error" id=problem.clone()>{text}</p> })}
        </div>
    }.into_any()
}

/// Rows within a row, such as the rules of a listener.
#[component]
fn NestedRows(
    column: Column,
    info: &'static RowInfo,
    prefix: String,
    value: Memo<Value>,
    owner: ResourceId,
    commit: Commit,
) -> impl IntoView {
    let rows = move || value.with_untracked(|value| value.as_array().cloned().unwrap_or_default());
    let count = Memo::new(move |_| value.with(|value| value.as_array().map_or(0, Vec::len)));
    let store = crate::app::state::use_store();
    let change = move |rows: Vec<Value>| {
        if let Err(why) = commit.run(Value::Array(rows)) {
            store.toast(crate::app::state::Tone::Error, why);
        }
    };
    let add = move |event: web_sys::MouseEvent| {
        let mut rows = rows();
        rows.push(tables::new_row(info, &rows));
        change(rows);
        focus_last_row(event.current_target());
    };
    view! {
        <div class="nested">
        <div class="section-head"><span class="muted">{column.member().label}</span><span class="badge">{count}</span></div>
        <For each=move || 0..count.get() key=|index| *index let:index>
            {
                let row = Memo::new(move |_| value.with(|value| value.get(index).cloned().unwrap_or(Value::Null)));
                let put: Commit = Callback::new(move |row: Value| {
                    let mut rows = rows();
                    if let Some(place) = rows.get_mut(index) {
                        *place = row;
                    }
                    commit.run(Value::Array(rows))
                });
                let remove = Callback::new(move |()| {
                    let mut rows = rows();
                    if index < rows.len() {
                        rows.remove(index);
                    }
                    change(rows);
                });
                let prefix = format!("{prefix}-{index}");
                view! { <FormRow info prefix number=index row owner=owner.clone() commit=put remove /> }.into_any()
            }
        </For>
        <button class="btn small add-row" on:click=add><Ui name="plus" />{format!("Add {}", info.name)}</button>
        </div>
    }
}
