//! The lab at a glance: title and story, the drawing that it begins with, its tasks, and what
//! stands in the way.

use leptos::prelude::*;

use super::field::{Area, Line};
use super::workshop::{State, use_workshop};
use crate::app::front::use_front;
use crate::app::parts::Ui;
use crate::app::parts::menu::{MenuButton, MenuItem};
use crate::app::state::Tone;
use crate::architecture::Document;
use crate::course::lab::draft::{DraftTask, KINDS};
use crate::course::lesson::TaskKind;
use crate::editor::actions;

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    let workshop = use_workshop();
    view! {
        <div class="lab-page">
            <section class="lab-part" aria-labelledby="lab-about">
                <h2 id="lab-about">"What it is about"</h2>
                <Line
                    label="Title"
                    value=Signal::derive(move || workshop.draft.with(|it| it.title.clone()))
                    on_change=Callback::new(move |text: String| {
                        workshop.change("Write the title", |it| it.title = text);
                    })
                />
                <Area
                    label="Story"
                    help="What has happened, in at most 120 words. Learners read it first."
                    value=Signal::derive(move || workshop.draft.with(|it| it.story.clone()))
                    on_change=Callback::new(move |text: String| {
                        workshop.change("Write the story", |it| it.story = text);
                    })
                />
            </section>
            <Drawing />
            <Tasks />
            <InTheWay />
        </div>
    }
}

/// The drawing that learners begin with.
#[component]
fn Drawing() -> impl IntoView {
    let workshop = use_workshop();
    let front = use_front();
    front.refresh();
    let count = Memo::new(move |_| workshop.store.with(|it| it.document().architecture.len()));
    let by_hand = Memo::new(move |_| workshop.draft.with(|it| it.hand.is_some()));
    let begin = move |title: &str, document: Document| {
        workshop.begin_anew(format!("Begin with {title}"), document);
        workshop
            .store
            .toast(Tone::Done, format!("The lab begins with {title}."));
    };
    let items = Callback::new(move |()| {
        let item = |icon, text: &str, run: Callback<()>| MenuItem::new(icon, text, run);
        let mut items = vec![
            item(
                "map",
                "The finished shop, Notebookly",
                Callback::new(move |()| {
                    match Document::from_json(crate::app::storage::NOTEBOOKLY) {
                        Ok(document) => begin("Notebookly", document),
                        Err(why) => workshop.store.toast(Tone::Error, why.to_string()),
                    }
                }),
            ),
            item(
                "plus",
                "An empty Region",
                Callback::new(move |()| begin("an empty Region", actions::blank())),
            ),
        ];
        let own = front.lines.with_untracked(|all| {
            let lines = all
                .iter()
                .filter_map(|it| Some((it.slot, it.row.as_ref().ok()?.title.clone())));
            lines.take(8).collect::<Vec<_>>()
        });
        for (slot, title) in own {
            let run = Callback::new({
                let title = title.clone();
                move |()| {
                    let title = title.clone();
                    leptos::task::spawn_local(async move {
                        match workshop.keeper.kept_document(slot).await {
                            Some(document) => begin(&title, document),
                            None => workshop.store.toast(Tone::Error, "It could not be read."),
                        }
                    });
                }
            });
            items.push(item("file", &title, run));
        }
        items
    });
    view! {
        <section class="lab-part" aria-labelledby="lab-drawing">
            <div class="lab-part-head">
                <h2 id="lab-drawing">"What learners begin with"</h2>
                <MenuButton class="btn quiet small" icon="folder" label="Begin with…" named=true items=items />
            </div>
            <p class="lab-note">{move || match count.get() {
                0 | 1 => "The canvas. Draw on it, or begin with something that is there.".to_owned(),
                count => format!("The canvas as you see it: {count} things. Draw on, or break it."),
            }}</p>
            <div class="row">
                <button
                    class="btn grow"
                    disabled=move || by_hand.get() || count.get() < 2
                    on:click=move |_| workshop.breaking.set(true)
                ><Ui name="bolt" />"Break something…"</button>
                <button
                    class="btn"
                    disabled=move || by_hand.get() || count.get() < 2
                    on:click=move |_| workshop.break_by_hand()
                >"By hand"</button>
            </div>
        </section>
    }
}

/// The tasks, in order.
#[component]
fn Tasks() -> impl IntoView {
    let workshop = use_workshop();
    let keys = Memo::new(move |_| {
        workshop
            .draft
            .with(|it| it.tasks.iter().map(|task| task.key).collect::<Vec<_>>())
    });
    let items = Callback::new(move |()| {
        let all = KINDS.iter().filter(|(kind, _)| *kind != TaskKind::Repair);
        all.map(|(kind, about)| {
            MenuItem::new(
                icon_of(*kind),
                format!("{}: {about}", kind.label()),
                Callback::new(move |()| {
                    let mut key = None;
                    workshop.change("Add a task", |it| key = Some(it.add(*kind)));
                    workshop.open.set(key);
                }),
            )
        })
        .collect::<Vec<_>>()
    });
    view! {
        <section class="lab-part" aria-labelledby="lab-tasks">
            <div class="lab-part-head">
                <h2 id="lab-tasks">"Tasks"</h2>
                <MenuButton class="btn quiet small" icon="plus" label="Add a task" named=true items=items />
            </div>
            <Show when=move || keys.with(Vec::is_empty)>
                <p class="lab-note">"None yet. Break something, and the task of mending it comes by itself; or add one that asks to build or to predict."</p>
            </Show>
            <ol class="lab-tasks">
                <For each=move || keys.get() key=|key| *key let:key><li><TaskRow key /></li></For>
            </ol>
        </section>
    }
}

/// The icon of a kind of task.
pub const fn icon_of(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Repair => "target",
        TaskKind::Predict => "bulb",
        TaskKind::Number => "inspect",
        TaskKind::Order => "tree",
        TaskKind::Run => "play",
        _ => "build",
    }
}

#[component]
fn TaskRow(
    /// The task.
    key: u32,
) -> impl IntoView {
    let workshop = use_workshop();
    let about = Memo::new(move |_| {
        let read = |it: &DraftTask| (it.title.clone(), it.kind(), it.check.len(), it.show.len());
        workshop.task(key, read).unwrap_or_default_task()
    });
    let place = Memo::new(move |_| workshop.draft.with(|it| (it.place(key), it.tasks.len())));
    let troubles = Memo::new(move |_| {
        workshop.state.with(|it| match it {
            State::NotYet(all) => all.iter().filter(|it| it.task == Some(key)).count(),
            _ => 0,
        })
    });
    let told = move || {
        let (_, kind, checks, steps) = about.get();
        let mut parts = vec![kind.label().to_owned()];
        if checks > 0 {
            parts.push(crate::text::count(checks, "condition", "conditions"));
        }
        if steps > 0 {
            parts.push(crate::text::count(steps, "step", "steps"));
        }
        if troubles.get() > 0 {
            parts.push(format!("{} to do", troubles.get()));
        }
        parts.join(" · ")
    };
    let shift = move |down: bool| workshop.change("Move a task", |it| it.shift(key, down));
    let name = move || about.with(|it| it.0.clone());
    view! {
        <div class="lab-task" data-open=move || (troubles.get() > 0).then_some("")>
            <button class="lab-task-open" on:click=move |_| workshop.open.set(Some(key))>
                <span class="lab-task-number" aria-hidden="true">{move || place.get().0.map_or(0, |it| it + 1)}</span>
                <span class="grow"><b>{name}</b><span class="task-kind">{told}</span></span>
            </button>
            <button
                class="btn quiet square small"
                aria-label=move || format!("Move “{}” up", name())
                title="Up"
                disabled=move || place.get().0 == Some(0)
                on:click=move |_| shift(false)
            ><Ui name="chevron-up" /></button>
            <button
                class="btn quiet square small"
                aria-label=move || format!("Move “{}” down", name())
                title="Down"
                disabled=move || place.get().0.is_some_and(|it| it + 1 == place.get().1)
                on:click=move |_| shift(true)
            ><Ui name="chevron-down" /></button>
            <button
                class="btn quiet square small"
                aria-label=move || format!("Remove “{}”", name())
                title="Remove"
                on:click=move |_| workshop.change("Remove a task", |it| it.remove(key))
            ><Ui name="trash" /></button>
        </div>
    }
}

/// What a task row shows.
type About = (String, TaskKind, usize, usize);

/// A task that was removed a moment ago.
trait OrGone {
    fn unwrap_or_default_task(self) -> About;
}

impl OrGone for Option<About> {
    fn unwrap_or_default_task(self) -> About {
        self.unwrap_or((String::new(), TaskKind::Build, 0, 0))
    }
}

/// What stands in the way of the lab, each with the way to it.
#[component]
fn InTheWay() -> impl IntoView {
    let workshop = use_workshop();
    let all = Memo::new(move |_| {
        workshop.state.with(|it| match it {
            State::NotYet(all) => all.clone(),
            _ => Vec::new(),
        })
    });
    // Before anything was asked there is nothing to complain of.
    let is_begun = Memo::new(move |_| workshop.draft.with(|it| !it.tasks.is_empty()));
    view! {
        <Show when=move || is_begun.get() && all.with(|it| !it.is_empty())>
            <section class="lab-part" aria-labelledby="lab-way">
                <h2 id="lab-way">"Before it is a lab"</h2>
                <ul class="lab-troubles">
                    {move || all.get().into_iter().map(|it| {
                        let title = it.task.and_then(|key| workshop.task(key, |it| it.title.clone()));
                        match it.task {
                            Some(key) => view! {
                                <li><button on:click=move |_| workshop.open.set(Some(key))>
                                    <b>{title.unwrap_or_default()}</b>{it.why}
                                </button></li>
                            }.into_any(),
                            None => view! { <li><p>{it.why}</p></li> }.into_any(),
                        }
                    }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}
