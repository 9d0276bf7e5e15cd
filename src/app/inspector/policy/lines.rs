//! A list of a statement: its actions, resources, principals, one a line.

use leptos::prelude::*;

use super::Editing;
use crate::editor::form::policy::{self, Listed, Statement};

/// A list of a statement, one item a line.
#[component]
pub fn Lines(
    editing: Editing,
    place: usize,
    statement: Memo<Statement>,
    label: &'static str,
    except: &'static str,
    example: &'static str,
    of: fn(&Statement) -> &Listed,
    set: fn(&mut Statement, Listed),
) -> impl IntoView {
    let text = move || statement.with(|it| of(it).items.join("\n"));
    let rows = move || statement.with(|it| of(it).items.len().clamp(1, 8).to_string());
    let is_except = move || statement.with(|it| of(it).except);
    view! {
        <div class="form-row wide">
            <span class="label" aria-hidden="true">{label}</span>
            <div class="policy-lines">
                <textarea
                    class="input mono"
                    rows=rows
                    wrap="off"
                    aria-label=format!("{label} of statement {}, one a line", place + 1)
                    placeholder=example
                    spellcheck="false"
                    prop:value=text
                    on:change=move |event| {
                        let items = policy::lines(&event_target_value(&event));
                        editing.change(place, move |it| {
                            let except = of(it).except;
                            set(it, Listed { except, items });
                        });
                    }
                ></textarea>
                <label class="check small muted">
                    <input
                        type="checkbox"
                        prop:checked=is_except
                        on:change=move |event| {
                            let except = event_target_checked(&event);
                            editing.change(place, move |it| {
                                let items = of(it).items.clone();
                                set(it, Listed { except, items });
                            });
                        }
                    />
                    {except}
                </label>
            </div>
        </div>
    }
}
