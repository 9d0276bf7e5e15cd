//! One statement of a policy as a form.

use leptos::prelude::*;

use super::editing::Editing;
use crate::app::parts::Ui;
use crate::editor::form::policy::{self, Condition, Listed, Statement};

/// The form of one statement.
#[component]
pub fn StatementForm(
    /// The policy.
    editing: Editing,
    /// Which statement, 0 being first.
    place: usize,
) -> impl IntoView {
    let number = place + 1;
    let statement = Memo::new(move |_| {
        let all = editing.statements;
        all.with(|all| all.get(place).cloned().unwrap_or_default())
    });
    let title = format!("Statement {number}");
    let conditions = Memo::new(move |_| statement.with(|it| it.conditions.len()));
    let shape = editing.shape;
    let denies = move || statement.with(|it| it.denies);
    view! {
        <div class="row-form form statement" class:denies=denies role="group" aria-label=title.clone()>
            <div class="section-head">
                <b>{title.clone()}</b>
                <button
                    class="btn quiet square small"
                    aria-label=format!("Remove statement {number}")
                    title="Remove"
                    on:click=move |_| editing.take(policy::remove(&editing.text.get_untracked(), place))
                ><Ui name="trash" /></button>
            </div>
            <label class="form-row">
                <span class="label">"Effect"</span>
                <select
                    class="input"
                    on:change=move |event| {
                        let denies = event_target_value(&event) == "Deny";
                        editing.change(place, move |it| it.denies = denies);
                    }
                >
                    <option value="Allow" prop:selected=move || !denies()>"Allow"</option>
                    <option value="Deny" prop:selected=denies>"Deny"</option>
                </select>
            </label>
            <label class="form-row">
                <span class="label">"Sid"</span>
                <input
                    class="input"
                    placeholder="optional"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || statement.with(|it| it.sid.clone())
                    on:change=move |event| {
                        let sid = event_target_value(&event);
                        editing.change(place, move |it| it.sid = sid);
                    }
                />
            </label>
            <Show when=move || shape.says_who() || statement.with(|it| !it.principals.items.is_empty())>
                <Lines
                    editing place statement
                    label="Who" except="Everybody but these"
                    example="Service cloudtrail.amazonaws.com"
                    of=|it| &it.principals set=|it, listed| it.principals = listed
                />
            </Show>
            <Lines
                editing place statement
                label="Actions" except="All actions but these" example="s3:GetObject"
                of=|it| &it.actions set=|it, listed| it.actions = listed
            />
            <Show when=move || shape.says_on_what() || statement.with(|it| !it.resources.items.is_empty())>
                <Lines
                    editing place statement
                    label="Resources" except="All resources but these"
                    example="arn:aws:s3:::notebookly-static-assets/*"
                    of=|it| &it.resources set=|it, listed| it.resources = listed
                />
            </Show>
            <For each=move || 0..conditions.get() key=|nth| *nth let:nth>
                <ConditionRow editing place statement nth />
            </For>
            <button
                class="btn small quiet add-row"
                on:click=move |_| editing.change(place, |it| it.conditions.push(Condition {
                    operator: "StringEquals".to_owned(),
                    key: unused_key(&it.conditions),
                    values: Vec::new(),
                }))
            ><Ui name="plus" />"Add condition"</button>
        </div>
    }
}

/// A key that no condition of a statement has with this operator yet: two of
/// the same could not both stand in the document.
fn unused_key(conditions: &[Condition]) -> String {
    let used = |key: &&&str| !conditions.iter().any(|it| it.key == **key);
    let free = policy::KEYS.iter().find(used);
    (*free.unwrap_or(&"aws:PrincipalTag/team")).to_owned()
}

/// A list of a statement, one item a line.
#[component]
fn Lines(
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

#[component]
fn ConditionRow(
    editing: Editing,
    place: usize,
    statement: Memo<Statement>,
    nth: usize,
) -> impl IntoView {
    let row = Memo::new(move |_| {
        statement.with(|it| it.conditions.get(nth).cloned().unwrap_or_default())
    });
    let change = move |with: Box<dyn FnOnce(&mut Condition)>| {
        editing.change(place, move |it| {
            if let Some(row) = it.conditions.get_mut(nth) {
                with(row);
            }
        });
    };
    let named = format!("of condition {} of statement {}", nth + 1, place + 1);
    let list = format!(
        "policy-{}-{place}-{nth}",
        if nth == 0 { "first" } else { "more" }
    );
    let (operators, keys) = (format!("{list}-operators"), format!("{list}-keys"));
    let offers = |all: &'static [&'static str]| {
        all.iter()
            .map(|it| view! { <option value=*it></option> })
            .collect_view()
    };
    view! {
        <div class="condition" role="group" aria-label=format!("Condition {}", nth + 1)>
            <span class="muted small">"only if"</span>
            <input
                class="input mono"
                list=keys.clone()
                aria-label=format!("Key {named}")
                autocomplete="off"
                spellcheck="false"
                prop:value=move || row.with(|it| it.key.clone())
                on:change=move |event| {
                    let key = event_target_value(&event).trim().to_owned();
                    change(Box::new(move |it| it.key = key));
                }
            />
            <button
                class="btn quiet square small"
                aria-label=format!("Remove condition {} of statement {}", nth + 1, place + 1)
                title="Remove"
                on:click=move |_| editing.change(place, move |it| {
                    if nth < it.conditions.len() {
                        it.conditions.remove(nth);
                    }
                })
            ><Ui name="trash" /></button>
            <input
                class="input mono"
                list=operators.clone()
                aria-label=format!("Operator {named}")
                autocomplete="off"
                spellcheck="false"
                prop:value=move || row.with(|it| it.operator.clone())
                on:change=move |event| {
                    let operator = event_target_value(&event).trim().to_owned();
                    change(Box::new(move |it| it.operator = operator));
                }
            />
            <textarea
                class="input mono"
                rows=move || row.with(|it| it.values.len().clamp(1, 6).to_string())
                wrap="off"
                aria-label=format!("Values {named}, one a line")
                spellcheck="false"
                prop:value=move || row.with(|it| it.values.join("\n"))
                on:change=move |event| {
                    let values = policy::lines(&event_target_value(&event));
                    change(Box::new(move |it| it.values = values));
                }
            ></textarea>
            <datalist id=operators>{offers(policy::OPERATORS)}</datalist>
            <datalist id=keys>{offers(policy::KEYS)}</datalist>
        </div>
    }
}
