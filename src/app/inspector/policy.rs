//! The editor of a policy: its statements as a form, and beside it the JSON
//! that is checked while somebody types. Both are one document.

mod editing;
mod statement;

use leptos::prelude::*;
use serde_json::Value;

use crate::app::parts::Ui;
use editing::Editing;
use statement::StatementForm;

use crate::app::parts::field::{Commit, problem_id};
use crate::app::parts::segments::Segments;
use crate::editor::form::policy::{self, Shape, Statement};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Form,
    Json,
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
