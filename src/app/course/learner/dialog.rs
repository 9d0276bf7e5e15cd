//! The dialog about who is learning: one for another, somebody new, another name, files of
//! progress.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::people::Outcome;
use super::person::Person;
use super::{Learner, stations, use_learner};
use crate::app::files;
use crate::app::late::{Part, now};
use crate::app::parts::Ui;
use crate::app::parts::modal::{Modal, close};
use crate::app::state::Tone;
use crate::architecture::file::MAX_BYTES;
use crate::course::memory::NameError;

/// The dialog, while it is open.
#[component]
pub fn Learners() -> impl IntoView {
    let learner = use_learner();
    move || learner.is_asked.get().then(|| view! { <Who learner /> })
}

#[component]
fn Who(learner: Learner) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let on_close = Callback::new(move |()| learner.is_asked.set(false));
    // What came of a file, and whom somebody wants to remove.
    let outcome = RwSignal::new(None::<Outcome>);
    let removing = RwSignal::new(None::<u32>);
    let people = move || {
        let mut people = learner.people.get();
        let (number, name) = (learner.number(), learner.name.get());
        if !people.iter().any(|it| it.number == number) {
            let why = None;
            people.insert(0, Person { number, name, why });
        }
        people
    };
    view! {
        <Modal class="dialog learners" label="Who is learning" node on_close>
            <div class="dialog-head">
                "Who is learning"
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="dialog-body">
                <p class="muted">"Each learner has progress of their own. It stays in this browser; a file takes it to another."</p>
                <ul class="people">
                    {move || people().into_iter().map(|person| {
                        view! { <OnePerson learner person removing /> }
                    }).collect_view()}
                </ul>
                <NameForm label="Another name" word="Rename" start=learner.name.get_untracked()
                    take=Callback::new(move |name: String| learner.rename(&name)) />
                <NameForm label="Somebody else on this computer" word="Add" start=String::new()
                    take=Callback::new(move |name: String| learner.add_person(&name)) />
                <Files learner outcome />
                <Mornings learner />
                <Part name="What was reached" load=|| Box::pin(stations::load()) draw=|| now(stations::panel()) />
                <div role="status">
                    {move || outcome.get().map(|(tone, words)| view! {
                        <p class=if tone == Tone::Error { "field-error" } else { "all-clear" }>{words}</p>
                    })}
                </div>
            </div>
        </Modal>
    }
}

/// A line of the list.
#[component]
fn OnePerson(learner: Learner, person: Person, removing: RwSignal<Option<u32>>) -> impl IntoView {
    let number = person.number;
    let name = person.name;
    let unreadable = person.why.is_some();
    let here = move || {
        // The name changes with the learner, and so does the number.
        learner.name.track();
        learner.number() == number
    };
    let asks = move || removing.get() == Some(number);
    let label = format!("Remove {name}");
    let question = format!("Remove {name} and all that was done under this name?");
    view! {
        <li>
            <div class="row">
                <button
                    class="person-row" aria-pressed=move || here().to_string()
                    disabled=unreadable
                    on:click=move |_| if !learner.is_unsaved() { learner.switch(number) }
                >
                    <Ui name="person" /><b>{name}</b>
                    <span class="meta">{move || match (unreadable, here()) {
                        (true, _) => person.why.clone().unwrap_or_default(),
                        (_, true) => "learns now".to_owned(),
                        _ => "switch".to_owned(),
                    }}</span>
                </button>
                <button
                    class="btn quiet square" aria-label=label title="Remove"
                    disabled=move || { learner.name.track(); number == 0 }
                    on:click=move |_| removing.set(Some(number))
                ><Ui name="trash" /></button>
            </div>
            <Show when=asks>
                <div class="why warn" role="alert">
                    <p>{question.clone()}</p>
                    <p>"Save it as a file first if it may be wanted again."</p>
                    <div class="row">
                        <button class="btn small danger" on:click=move |_| {
                            removing.set(None);
                            learner.remove(number);
                        }>"Remove"</button>
                        <button class="btn small" on:click=move |_| removing.set(None)>"Keep"</button>
                    </div>
                </div>
            </Show>
        </li>
    }
}

/// A name, and what is done with it.
#[component]
fn NameForm(
    label: &'static str,
    word: &'static str,
    /// What stands in it first.
    start: String,
    take: Callback<String, Result<(), NameError>>,
) -> impl IntoView {
    let learner = use_learner();
    let typed = RwSignal::new(start);
    let wrong = RwSignal::new(None::<String>);
    let id = format!("learner-{}", word.to_lowercase());
    let (for_field, error_id) = (id.clone(), format!("{id}-error"));
    let described = error_id.clone();
    let is_adding = word == "Add";
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_adding && learner.is_unsaved() {
            let why = "What was done so far is not saved yet: save it as a file first.";
            wrong.set(Some(why.to_owned()));
            return;
        }
        match take.run(typed.get_untracked()) {
            Ok(()) => {
                wrong.set(None);
                if is_adding {
                    typed.set(String::new());
                }
            }
            Err(why) => wrong.set(Some(why.to_string())),
        }
    };
    view! {
        <form class="person-form" on:submit=submit>
            <label for=for_field>{label}</label>
            <div class="row">
                <input
                    class="input" id=id autocomplete="off" maxlength="60"
                    prop:value=move || typed.get()
                    aria-invalid=move || wrong.get().is_some().to_string()
                    aria-describedby=move || wrong.get().is_some().then(|| described.clone())
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <button class="btn" type="submit">{word}</button>
            </div>
            {move || wrong.get().map(|why| view! { <p class="field-error" id=error_id.clone()>{why}</p> })}
        </form>
    }
}

/// Progress as a file, there and back.
#[component]
fn Files(learner: Learner, outcome: RwSignal<Option<Outcome>>) -> impl IntoView {
    let picker = NodeRef::<html::Input>::new();
    let save = move |_| {
        let (name, text) = learner.file();
        files::download(&name, "application/json", &text);
        outcome.set(Some((Tone::Done, format!("{name} was downloaded."))));
    };
    let picked = move |_| {
        let picker = picker.get_untracked();
        let file = picker.as_ref().and_then(|it| it.files()?.get(0));
        let Some(file) = file else {
            return;
        };
        if let Some(picker) = picker {
            picker.set_value("");
        }
        if file.size() > MAX_BYTES as f64 {
            let words = "The file was not taken in: it is too large for progress.".to_owned();
            outcome.set(Some((Tone::Error, words)));
            return;
        }
        spawn_local(async move {
            let file = gloo::file::File::from(file);
            let came = match gloo::file::futures::read_as_text(&file).await {
                Ok(text) => learner.take_in(&text).await,
                Err(why) => (Tone::Error, format!("The file was not taken in: {why}.")),
            };
            outcome.set(Some(came));
        });
    };
    view! {
        <div class="person-form">
            <p class="label">"Progress as a file"</p>
            <div class="row">
                <button class="btn" on:click=save><Ui name="download" />"Save a file"</button>
                <button class="btn" on:click=move |_| if let Some(picker) = picker.get_untracked() { picker.click() }>
                    <Ui name="upload" />"Take in a file"
                </button>
            </div>
            <input type="file" hidden accept=".json,application/json" aria-label="Progress to take in" node_ref=picker on:change=picked />
        </div>
    }
}

/// Whether mornings in a row are counted aloud.
#[component]
fn Mornings(learner: Learner) -> impl IntoView {
    let shown = move || {
        let alone = learner.people.with(|all| all.len() < 2);
        let chosen = learner.progress.with(|it| it.streak);
        chosen.map_or(alone, |(_, shown)| shown)
    };
    view! {
        <label class="check">
            <input
                type="checkbox" role="switch" prop:checked=shown
                on:change=move |event| {
                    let shown = event_target_checked(&event);
                    learner.note(|it, now| it.show_streak(shown, now));
                }
            />
            "Show the mornings in a row beside the bell"
        </label>
    }
}
