//! The editor of a policy: its statements as a form, and beside it the JSON
//! that is checked while somebody types. Both are one document.

mod lines;

use leptos::prelude::*;

use serde_json::Value;

use crate::app::parts::Ui;

use crate::app::parts::field::{Commit, problem_id};

use crate::app::parts::segments::Segments;

use crate::editor::form::policy::{self, Condition, Listed, Shape, Statement};
use lines::Lines;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Form,
    Json,
}

/// What the parts of the editor share.
#[derive(Clone, Copy)]
struct Editing {
    /// The document as it is in the architecture.
    text: Memo<String>,
    statements: Memo<Vec<Statement>>,
    shape: Shape,
    commit: Commit,
    /// What the architecture refused.
    refused: RwSignal<Option<String>>,
}

impl Editing {
    fn take(self, text: Result<String, policy::Trouble>) {
        let done = text.map_err(|why| why.to_string()).and_then(|text| {
            if self.text.with_untracked(|before| *before == text) {
                return Ok(());
            }
            self.commit.run(Value::from(text))
        });
        self.refused.set(done.err());
    }

    /// Changes one statement.
    fn change(self, place: usize, with: impl FnOnce(&mut Statement)) {
        let now = self
            .statements
            .with_untracked(|all| all.get(place).cloned());
        if let Some(mut statement) = now {
            with(&mut statement);
            let text = self.text.get_untracked();
            self.take(policy::put(&text, place, &statement, self.shape));
        }
    }
}

/// The editor of a policy.
#[component]
pub fn PolicyEditor(
    /// The document.
    value: Memo<Value>,
    /// What takes a new one.
    commit: Commit,
    /// The key of the property, which says what its statements are made of.
    property: &'static str,
    /// The id of its text.
    html_id: String,
    /// Its name.
    label: &'static str,
) -> impl IntoView {
    let text = Memo::new(move |_| value.with(|it| it.as_str().unwrap_or_default().to_owned()));
    let read = Memo::new(move |_| text.with(|text| policy::read(text)));
    let editing = Editing {
        text,
        statements: Memo::new(move |_| read.with(|it| it.clone().unwrap_or_default())),
        shape: Shape::of(property),
        commit,
        refused: RwSignal::new(None),
    };
    let face = RwSignal::new(if read.with_untracked(Result::is_ok) {
        Face::Form
    } else {
        Face::Json
    });
    let faces = vec![(Face::Form, "Form"), (Face::Json, "JSON")];
    let turn = Callback::new(move |to| face.set(to));
    let json_id = StoredValue::new(html_id.clone());
    view! {
        <div class="policy" id=format!("{html_id}-editor")>
            <Segments label="How the policy is shown" choices=faces value=face on_change=turn />
            <Show
                when=move || face.get() == Face::Form
                fallback=move || view! { <Json editing html_id=json_id.get_value() label /> }
            >
                <Form editing read face />
            </Show>
            {move || editing.refused.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> })}
        </div>
    }
}

/// The document as text.
#[component]
fn Json(editing: Editing, html_id: String, label: &'static str) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let shown = move || draft.get().unwrap_or_else(|| editing.text.get());
    let trouble = Memo::new(move |_| {
        let text = shown();
        policy::problem(&text, editing.shape)
            .or_else(|| policy::read(&text).err().map(|why| why.to_string()))
    });
    let unreadable = move || policy::read(&shown()).is_err();
    let rows = move || shown().lines().count().clamp(6, 24).to_string();
    let described = problem_id(&html_id);
    let said = described.clone();
    let finish = move |text: String| {
        let refused = editing.commit.run(Value::from(text)).err();
        if refused.is_none() {
            draft.set(None);
        }
        editing.refused.set(refused);
    };
    view! {
        <textarea
            class="input mono policy-json"
            id=html_id
            rows=rows
            wrap="off"
            aria-label=label
            aria-describedby=described
            aria-invalid=move || trouble.with(Option::is_some).then_some("true")
            spellcheck="false"
            prop:value=shown
            on:input=move |event| draft.set(Some(event_target_value(&event)))
            on:change=move |event| finish(event_target_value(&event))
            on:keydown=move |event| if event.key() == "Escape" && draft.with_untracked(Option::is_some) {
                event.stop_propagation();
                event.prevent_default();
                draft.set(None);
            }
        ></textarea>
        <div id=said aria-live="polite">
            {move || trouble.get().map(|trouble| view! { <p class="field-error">{trouble}</p> })}
        </div>
        <button
            class="btn small add-row"
            disabled=unreadable
            on:click=move |_| finish(policy::tidied(&shown()))
        >"Tidy up"</button>
    }
}

/// The document as a form.
#[component]
fn Form(
    editing: Editing,
    read: Memo<Result<Vec<Statement>, policy::Trouble>>,
    face: RwSignal<Face>,
) -> impl IntoView {
    let count = Memo::new(move |_| editing.statements.with(Vec::len));
    let problem = Memo::new(move |_| {
        editing
            .text
            .with(|text| policy::problem(text, editing.shape))
    });
    let readable = Memo::new(move |_| read.with(Result::is_ok));
    view! {
        <Show
            when=move || readable.get()
            fallback=move || view! {
                <p class="muted">"The form shows what it can read. First mend the JSON."</p>
                <button class="btn small" on:click=move |_| face.set(Face::Json)>"Show the JSON"</button>
            }
        >
            <Show when=move || count.get() == 0>
                <p class="muted small">"No statements yet. What nobody allows is denied."</p>
            </Show>
            <For each=move || 0..count.get() key=|place| *place let:place>
                <StatementForm editing place />
            </For>
            {move || problem.get().map(|problem| view! { <p class="field-error">{problem}</p> })}
            <button
                class="btn small add-row"
                on:click=move |_| editing.take(policy::add(&editing.text.get_untracked(), editing.shape))
            ><Ui name="plus" />"Add statement"</button>
        </Show>
    }
}

#[component]
fn StatementForm(editing: Editing, place: usize) -> impl IntoView {
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
