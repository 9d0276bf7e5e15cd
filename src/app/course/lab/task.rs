//! One task: what is asked, when it is met, what helps, and how it is solved.

use leptos::prelude::*;
use serde_json::Value;

use super::BODY;
use super::condition::Conditions;
use super::field::{Area, Line, Pick};
use super::question::Question;
use super::steps::Steps;
use super::workshop::{State, Workshop, use_workshop};
use crate::app::parts::{Ui, focus_element};
use crate::architecture::ResourceId;
use crate::course::judge;
use crate::course::lab::draft::{DraftTask, KINDS, kind_of};
use crate::course::lab::live::Fares;
use crate::course::lesson::TaskKind;

/// The editor of a task.
#[component]
pub fn TaskEditor(
    /// The task.
    key: u32,
) -> impl IntoView {
    let workshop = use_workshop();
    focus_element(BODY);
    let place = Memo::new(move |_| workshop.draft.with(|it| (it.place(key), it.tasks.len())));
    let kind = Memo::new(move |_| {
        workshop
            .task(key, DraftTask::kind)
            .unwrap_or(TaskKind::Build)
    });
    let asked = Memo::new(move |_| workshop.task(key, DraftTask::is_asked) == Some(true));
    let text = move |read: fn(&DraftTask) -> &String| {
        Signal::derive(move || {
            workshop
                .task(key, |it| read(it).clone())
                .unwrap_or_default()
        })
    };
    let write = move |label: &'static str, write: fn(&mut DraftTask, String)| {
        Callback::new(move |text: String| workshop.change_task(key, label, |it| write(it, text)))
    };
    let troubles = Memo::new(move |_| {
        workshop.state.with(|it| match it {
            State::NotYet(all) => {
                let own = all.iter().filter(|it| it.task == Some(key));
                own.map(|it| it.why.clone()).collect::<Vec<_>>()
            }
            _ => Vec::new(),
        })
    });
    let par = Signal::derive(move || {
        let par = workshop.task(key, |it| it.par).flatten();
        par.map_or_else(String::new, |it| it.to_string())
    });
    let kinds = KINDS
        .iter()
        .filter(move |(it, _)| asks(*it) == asked.get_untracked())
        .map(|(kind, _)| (kind.key().to_owned(), kind.label().to_owned()));
    let kinds: Vec<(String, String)> = kinds.collect();
    view! {
        <div class="lab-page">
            <button class="btn quiet lab-back" on:click=move |_| {
                workshop.open.set(None);
                focus_element(BODY);
            }><Ui name="chevron-left" />"All tasks"</button>
            <section class="lab-part" aria-labelledby="lab-task-head">
                <h2 id="lab-task-head">{move || match place.get() {
                    (Some(place), of) => format!("Task {} of {of}", place + 1),
                    (None, _) => "A task that was removed".to_owned(),
                }}</h2>
                <Show when=move || troubles.with(|it| !it.is_empty())>
                    <ul class="lab-troubles">
                        {move || troubles.get().into_iter().map(|why| view! { <li><p>{why}</p></li> }).collect_view()}
                    </ul>
                </Show>
                <Pick
                    label="Kind"
                    choices=Signal::stored(kinds)
                    value=Signal::derive(move || kind.get().key().to_owned())
                    on_change=Callback::new(move |chosen: String| {
                        workshop.change_task(key, "Choose the kind", |it| {
                            it.par = match kind_of(&chosen) {
                                Some(TaskKind::Repair) => it.par.or(Some(1)),
                                _ => it.par,
                            };
                            it.kind = chosen;
                        });
                    })
                />
                <Line label="Title" value=text(|it| &it.title) on_change=write("Write the title", |it, text| it.title = text) />
                <Area label="Instruction" rows=2 value=text(|it| &it.text) on_change=write("Write the instruction", |it, text| it.text = text) />
                <Show when=move || kind.get() == TaskKind::Repair>
                    <Area
                        label="Complaint"
                        help="What somebody says who does not know the cause."
                        rows=2
                        value=text(|it| &it.symptom)
                        on_change=write("Write the complaint", |it, text| it.symptom = text)
                    />
                </Show>
            </section>
            <Show when=move || asked.get()><Question key /></Show>
            <Show when=move || !asked.get()>
                <Done key />
                <Steps key />
            </Show>
            <section class="lab-part" aria-labelledby="lab-hints">
                <h2 id="lab-hints">"Hints"</h2>
                <Area label="Nudge" help="The first: a thought." rows=2 value=text(|it| &it.nudge) on_change=write("Write the nudge", |it, text| it.nudge = text) />
                <Area label="Pointer" help="The second: where to look." rows=2 value=text(|it| &it.pointer) on_change=write("Write the pointer", |it, text| it.pointer = text) />
                <Focus key />
                <Show when=move || !asked.get()>
                    <p class="lab-note">"The third, Show me, plays the steps of the solution."</p>
                </Show>
            </section>
            <section class="lab-part" aria-labelledby="lab-after">
                <h2 id="lab-after">"When it is done"</h2>
                <Area label="What it means" rows=2 value=text(|it| &it.after) on_change=write("Write what it means", |it, text| it.after = text) />
                <Show when=move || !asked.get()>
                    <Line
                        label="Par"
                        example="How many edits suffice"
                        value=par
                        on_change=Callback::new(move |text: String| {
                            workshop.change_task(key, "Set the par", |it| it.par = text.trim().parse().ok());
                        })
                    />
                </Show>
            </section>
        </div>
    }
}

/// Whether a task of this kind is answered, not built.
const fn asks(kind: TaskKind) -> bool {
    matches!(kind, TaskKind::Predict | TaskKind::Number | TaskKind::Order)
}

/// When the task is done: its conditions, each with how it fares now and at the end.
#[component]
fn Done(
    /// The task.
    key: u32,
) -> impl IntoView {
    let workshop = use_workshop();
    let checks = Signal::derive(move || {
        workshop
            .task(key, |it| it.check.clone())
            .unwrap_or_default()
    });
    let fares = Memo::new(move |_| workshop.fares(key));
    let above = Callback::new(move |place: usize| {
        let one = Memo::new(move |_| fares.with(|all| all.get(place).cloned()));
        view! {
            {move || one.get().map(|it| match it {
                Some(fares) => view! { <Fare workshop fares /> }.into_any(),
                None => view! { <Unrun workshop /> }.into_any(),
            })}
        }
        .into_any()
    });
    view! {
        <section class="lab-part" aria-labelledby="lab-done">
            <h2 id="lab-done">"Done when"</h2>
            <Show when=move || checks.with(Vec::is_empty)>
                <p class="lab-note">"Nothing is asked yet. Pick what must be so; each condition becomes a line on the task card."</p>
            </Show>
            <Conditions
                value=checks
                above
                on_change=Callback::new(move |all: Vec<Value>| {
                    workshop.change_task(key, "Change the conditions", |it| it.check = all);
                })
            />
        </section>
    }
}

/// A condition whose run was not made yet.
#[component]
fn Unrun(
    /// The workshop.
    workshop: Workshop,
) -> impl IntoView {
    let runs = Memo::new(move |_| workshop.state.with(|it| *it == State::Running));
    view! {
        <div class="lab-fare">
            <p class="lab-fare-states">
                <span>{move || if runs.get() { "The drill is run…" } else { "A run decides it." }}</span>
                <button class="btn small" disabled=move || runs.get() on:click=move |_| workshop.check_now()>
                    <Ui name="play" />"Check now"
                </button>
            </p>
        </div>
    }
}

/// How a condition fares, and what the learner will read.
#[component]
fn Fare(
    /// The workshop.
    workshop: Workshop,
    /// How it fares.
    fares: Result<Fares, String>,
) -> impl IntoView {
    let word = |state: judge::State| match state {
        judge::State::Met => ("ok", "met"),
        judge::State::Missing => ("open", "open"),
        judge::State::Unclear => ("wait", "cannot be judged"),
    };
    fares.ok().map(|fares| {
        let (begins, ends) = (word(fares.begins), word(fares.ends));
        // A lab wants the one open and the other met.
        let good = fares.begins != judge::State::Met && fares.ends == judge::State::Met;
        let marks: Vec<ResourceId> = fares.marks.clone();
        let has_marks = !marks.is_empty();
        let same = fares.aim == fares.missing;
        view! {
            <div class="lab-fare" data-good=good.then_some("")>
                <p class="lab-fare-states">
                    <span data-state=begins.0>"Now: "<b>{begins.1}</b></span>
                    <span data-state=ends.0>"At the end: "<b>{ends.1}</b></span>
                    {has_marks.then(|| view! {
                        <button class="btn quiet small" on:click=move |_| {
                            workshop.store.select(marks.iter().cloned());
                            if let Some(first) = marks.first() {
                                workshop.canvas.show(first);
                            }
                        }><Ui name="eye" />"Show"</button>
                    })}
                </p>
                <p class="lab-fare-said">{fares.aim}</p>
                {(!same).then(|| view! { <p class="lab-fare-why">{fares.missing}</p> })}
            </div>
        }
    })
}

/// What the second hint lights on the canvas.
#[component]
fn Focus(
    /// The task.
    key: u32,
) -> impl IntoView {
    let workshop = use_workshop();
    let store = workshop.store;
    let focus = Memo::new(move |_| {
        workshop
            .task(key, |it| it.focus.clone())
            .unwrap_or_default()
    });
    let selected = Memo::new(move |_| store.selection().with(|it| it.len()));
    let name = move |id: &str| {
        store.with(|it| {
            let architecture = &it.document().architecture;
            let found = architecture.called(id);
            found.map_or_else(|| id.to_owned(), |id| architecture.name_of(id))
        })
    };
    view! {
        <div class="lab-field">
            <span class="lab-label" id="lab-focus">"It lights"</span>
            <div class="lab-focus" role="group" aria-labelledby="lab-focus">
                {move || focus.get().into_iter().map(|id| {
                    let shown = name(&id);
                    let spoken = format!("Do not light {shown}");
                    view! {
                        <button class="pill" aria-label=spoken on:click=move |_| {
                            let id = id.clone();
                            workshop.change_task(key, "Choose what is lit", |it| it.focus.retain(|it| *it != id));
                        }>{shown}<Ui name="close" /></button>
                    }
                }).collect_view()}
                <button class="btn small" disabled=move || selected.get() == 0 on:click=move |_| {
                    let ids: Vec<String> = store.selection().with_untracked(|it| it.iter().map(ToString::to_string).collect());
                    workshop.change_task(key, "Choose what is lit", |it| {
                        for id in ids {
                            if !it.focus.contains(&id) {
                                it.focus.push(id);
                            }
                        }
                    });
                }><Ui name="plus" />"What is selected"</button>
            </div>
        </div>
    }
}
