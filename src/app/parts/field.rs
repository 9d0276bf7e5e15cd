//! One form field, whatever it holds: the core says what it shows and takes,
//! this is the element. What is typed is checked at once and made an edit on
//! Enter or on leaving; Escape restores.

use std::collections::BTreeSet;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use serde_json::Value;

use crate::app::parts::Ui;
use crate::app::state::{Store, use_store};
use crate::architecture::{PropertyType, ResourceId};
use crate::editor::form::fields::{self, Widget};
use crate::editor::form::offers::{self, Offer};

/// What takes a value; says why when it does not.
pub type Commit = Callback<Value, Result<(), String>>;

/// How a field stands: its draft, and what there is to say about it.
#[derive(Clone, Copy, Default)]
pub struct FieldState {
    draft: RwSignal<Option<String>>,
    /// What is wrong with what is in the field.
    pub problem: RwSignal<Option<String>>,
}

impl FieldState {
    /// Whether somebody is typing in it.
    pub fn is_dirty(self) -> bool {
        self.draft.with(Option::is_some)
    }
}

/// Everything that a field's element needs; one copyable handle.
#[derive(Clone, Copy)]
struct Control {
    store: Store,
    field: PropertyType,
    value: Signal<Value>,
    commit: Commit,
    check: Option<Callback<Value, Option<String>>>,
    state: FieldState,
}

impl Control {
    /// What the field shows while nobody types.
    fn shown(self) -> String {
        let analysis = self.store.analysis();
        self.value
            .with(|value| fields::show(self.field, value, analysis.architecture()))
    }

    fn text(self) -> String {
        match self.state.draft.get() {
            Some(draft) => draft,
            None => self.shown(),
        }
    }

    fn read(self, text: &str) -> Result<Value, String> {
        let analysis = self.store.peek_analysis();
        self.value
            .with_untracked(|value| fields::read(self.field, text, value, analysis.architecture()))
            .map_err(|why| why.to_string())
    }

    /// What can be chosen: found again at once when another value is chosen, and with the
    /// picture after that of whatever else is built.
    fn choices(self, owner: ResourceId) -> Memo<Vec<Offer>> {
        Memo::new(move |_| {
            self.store.judged();
            let analysis = self.store.peek_analysis();
            self.value
                .with(|value| offers::options(self.field, value, analysis.architecture(), &owner))
        })
    }

    /// Takes note of what was typed so far.
    fn typed(self, text: String) {
        let problem = match self.read(&text) {
            Err(why) => Some(why),
            Ok(value) => fields::advice(self.field, &text)
                .or_else(|| self.check.and_then(|check| check.run(value))),
        };
        self.state.problem.set(problem);
        self.state.draft.set(Some(text));
    }

    /// Makes what was typed an edit; keeps it in the field if that fails.
    fn finish(self, text: &str) -> bool {
        let result = self.read(text).and_then(|value| {
            if self.value.with_untracked(|before| *before == value) {
                Ok(())
            } else {
                self.commit.run(value)
            }
        });
        match result {
            Ok(()) => {
                self.state.draft.set(None);
                self.state.problem.set(None);
                true
            }
            Err(why) => {
                self.state.problem.set(Some(why));
                self.state.draft.set(Some(text.to_owned()));
                false
            }
        }
    }

    /// Forgets what was typed.
    fn restore(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && self.state.draft.with_untracked(Option::is_some) {
            event.stop_propagation();
            event.prevent_default();
            self.state.draft.set(None);
            self.state.problem.set(None);
        }
    }
}

/// A form field.
#[component]
pub fn FieldInput(
    /// What it holds.
    field: PropertyType,
    /// Its value.
    #[prop(into)]
    value: Signal<Value>,
    /// What takes a new value.
    commit: Commit,
    /// A further check of what is typed.
    #[prop(optional, into)]
    check: Option<Callback<Value, Option<String>>>,
    /// The resource that it belongs to.
    owner: ResourceId,
    /// The id of the element.
    html_id: String,
    /// Its name for those who do not see its label.
    #[prop(into)]
    label: String,
    /// Its state, shared with the row around it.
    state: FieldState,
    /// Whether it stands in a cell of a table, without a frame of its own.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let control = Control {
        store: use_store(),
        field,
        value,
        commit,
        check,
        state,
    };
    match fields::widget(field) {
        Widget::Line { code } => {
            view! { <LineInput control code owner html_id label bare /> }.into_any()
        }
        Widget::Lines => view! { <TextArea control html_id label /> }.into_any(),
        Widget::Switch => view! { <Switch control html_id label /> }.into_any(),
        Widget::Select => view! { <Select control owner html_id label bare /> }.into_any(),
        Widget::Checks => view! { <Checks control owner html_id label /> }.into_any(),
        // Rows within a row are laid out by the editor of tables.
        Widget::Rows(_) => ().into_any(),
    }
}

fn invalid(state: FieldState) -> Option<&'static str> {
    state.problem.with(Option::is_some).then_some("true")
}

/// The id of the element that tells what is wrong with a field.
pub fn problem_id(html_id: &str) -> String {
    format!("{html_id}-problem")
}

#[component]
fn LineInput(
    control: Control,
    code: bool,
    owner: ResourceId,
    html_id: String,
    label: String,
    bare: bool,
) -> impl IntoView {
    let choices = control.choices(owner);
    let list = format!("{html_id}-list");
    let described = problem_id(&html_id);
    let list_id = list.clone();
    let unit = fields::unit(control.field);
    let class = match (bare, code) {
        (true, true) => "mono",
        (true, false) => "",
        (false, true) => "input mono",
        (false, false) => "input",
    };
    let input = view! {
        <input
            class=class
            id=html_id
            aria-label=label
            aria-describedby=described
            aria-invalid=move || invalid(control.state)
            list=move || choices.with(|all| !all.is_empty()).then(|| list.clone())
            placeholder=fields::example(control.field, bare)
            autocomplete="off"
            spellcheck="false"
            prop:value=move || control.text()
            on:input=move |event| control.typed(event_target_value(&event))
            on:change=move |event| { control.finish(&event_target_value(&event)); }
            on:keydown=move |event| control.restore(&event)
        />
        <datalist id=list_id>
            <For each=move || choices.get() key=|offer| offer.text.clone() let:offer>
                <option value=offer.text.clone()>{offer.label}</option>
            </For>
        </datalist>
    };
    if unit.is_empty() || bare {
        input.into_any()
    } else {
        view! { <div class="row">{input}<span class="muted small">{unit}</span></div> }.into_any()
    }
}

#[component]
fn TextArea(control: Control, html_id: String, label: String) -> impl IntoView {
    let described = problem_id(&html_id);
    view! {
        <textarea
            class="input mono"
            id=html_id
            rows="4"
            aria-label=label
            aria-describedby=described
            aria-invalid=move || invalid(control.state)
            spellcheck="false"
            prop:value=move || control.text()
            on:input=move |event| control.typed(event_target_value(&event))
            on:change=move |event| { control.finish(&event_target_value(&event)); }
            on:keydown=move |event| control.restore(&event)
        ></textarea>
    }
}

#[component]
fn Switch(control: Control, html_id: String, label: String) -> impl IntoView {
    let on = move || control.value.with(|value| *value == Value::Bool(true));
    view! {
        <label class="check">
            <input
                type="checkbox"
                role="switch"
                id=html_id
                aria-label=label
                prop:checked=on
                on:change=move |event| {
                    let checked = event_target_checked(&event);
                    control.finish(if checked { "true" } else { "false" });
                }
            />
            {move || if on() { "on" } else { "off" }}
        </label>
    }
}

#[component]
fn Select(
    control: Control,
    owner: ResourceId,
    html_id: String,
    label: String,
    bare: bool,
) -> impl IntoView {
    let choices = control.choices(owner);
    let described = problem_id(&html_id);
    let shown = Memo::new(move |_| control.shown());
    view! {
        <select
            class=if bare { "" } else { "input" }
            id=html_id
            aria-label=label
            aria-describedby=described
            aria-invalid=move || invalid(control.state)
            on:change=move |event| {
                if !control.finish(&event_target_value(&event)) {
                    control.state.draft.set(None);
                }
            }
        >
            {move || choices.get().into_iter().map(|offer| {
                let text = offer.text.clone();
                view! {
                    <option value=offer.text prop:selected=move || shown.get() == text>
                        {offer.label}
                    </option>
                }
            }).collect_view()}
        </select>
    }
}

#[component]
fn Checks(control: Control, owner: ResourceId, html_id: String, label: String) -> impl IntoView {
    let choices = control.choices(owner);
    let part = RwSignal::new(String::new());
    let many = Memo::new(move |_| choices.with(|all| all.len() > offers::AT_A_GLANCE));
    let is_chosen = move |text: &str| {
        control.value.with(|value| {
            (value.as_array()).is_some_and(|all| all.iter().any(|it| it.as_str() == Some(text)))
        })
    };
    // What was let go stays under the pointer until somebody looks for something else.
    let left = RwSignal::new(BTreeSet::<String>::new());
    let found = Memo::new(move |_| {
        let stays = |text: &str| is_chosen(text) || left.with(|it| it.contains(text));
        choices.with(|all| part.with(|part| offers::found(all, &stays, part)))
    });
    let said = Memo::new(move |_| match found.with(|it| (it.fitting, it.more)) {
        (0, _) if many.get() => "No name has that in it.".to_owned(),
        (0, _) => "None to choose from yet.".to_owned(),
        (_, 0) => String::new(),
        (_, more) => format!("{more} more. Type a part of a name to find one."),
    });
    let toggle = move |text: &str, on: bool| {
        let mut items = control
            .value
            .with_untracked(|value| value.as_array().cloned().unwrap_or_default());
        items.retain(|item| item.as_str() != Some(text));
        match on {
            true => items.push(Value::from(text)),
            false => left.update(|it| it.extend([text.to_owned()])),
        }
        if let Err(why) = control.commit.run(Value::Array(items)) {
            control.state.problem.set(Some(why));
        }
    };
    let look_for = move |text: String| {
        left.update(BTreeSet::clear);
        part.set(text);
    };
    let clear = move |event: KeyboardEvent| {
        if event.key() == "Escape" && part.with_untracked(|it| !it.is_empty()) {
            event.prevent_default();
            event.stop_propagation();
            look_for(String::new());
        }
    };
    let find = format!("Find in {label}");
    view! {
        <div class="checks" role="group" id=html_id aria-label=label>
            <Show when=move || many.get()>
                <label class="search">
                    <Ui name="search" />
                    <input
                        class="input"
                        type="search"
                        aria-label=find.clone()
                        placeholder=move || format!("Find one of {} by name", choices.with(Vec::len))
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=part
                        on:input=move |event| look_for(event_target_value(&event))
                        on:keydown=clear
                    />
                </label>
            </Show>
            <For each=move || found.get().shown key=|offer| (offer.text.clone(), offer.label.clone()) let:offer>
                {
                    let text = offer.text.clone();
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || is_chosen(&offer.text)
                                on:change=move |event| toggle(&text, event_target_checked(&event))
                            />
                            <span>{offer.label}</span>
                        </label>
                    }
                }
            </For>
            <p class="muted small" role="status">{said}</p>
        </div>
    }
}
