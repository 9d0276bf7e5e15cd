//! What is built from memory: the clock while it runs, and the rounds side by side.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::prose::nodes;
use super::study::use_study;
use crate::app::course::learner::now;
use crate::app::parts::Ui;
use crate::app::parts::modal::{Modal, close};
use crate::course::lesson::{Look, Task, TaskKind, prose};
use crate::course::memory::Round;
use crate::course::rounds::said;

/// How often the clock is read.
const SECOND: Duration = Duration::from_secs(1);

/// The clock, and the rounds.
#[component]
pub fn Rounds(
    /// The task.
    task: Task,
) -> impl IntoView {
    let study = use_study();
    let moment = RwSignal::new(now().at);
    let ticking = set_interval_with_handle(
        move || {
            let _ = moment.try_set(now().at);
        },
        SECOND,
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let look = task.look.clone();
    let id = StoredValue::new(task.id);
    let met = Memo::new(move |_| study.with_notes(|it| it.is_met(&id.get_value())));
    let clock = move || {
        let clock = study.with_notes(|it| it.tasks.get(&id.get_value()).map(|it| it.clock));
        said(clock.unwrap_or_default().seconds(moment.get()))
    };
    let edits =
        move || study.with_notes(|it| it.tasks.get(&id.get_value()).map_or(0, |it| it.edits));
    let par = task
        .minutes
        .map(|it| format!("Par is {it} minutes. It stops nothing."));
    // Every rebuild of the chapter, in order, each with all of its rounds.
    let tasks: Vec<(String, String)> = study.chapter(|chapter| {
        let tasks = chapter.tasks.iter();
        let tasks = tasks.filter(|it| it.kind == TaskKind::Rebuild);
        tasks.map(|it| (it.id.clone(), it.title.clone())).collect()
    });
    let rows = Memo::new(move |_| {
        let progress = study.learner.progress.read();
        let rounds = |id: &String| progress.task(id).map(|it| it.rounds.clone());
        let rows = tasks.iter().flat_map(|(id, title)| {
            let rounds = rounds(id).unwrap_or_default();
            rounds.into_iter().map(move |it| (title.clone(), it))
        });
        rows.collect::<Vec<(String, Round)>>()
    });
    view! {
        {look.map(|look| view! { <Show when=move || !met.get()><LookAt look=look.clone() id /></Show> })}
        <Show when=move || !met.get()>
            <dl class="round-now">
                <div><dt>"Time"</dt><dd><span role="timer">{clock}</span></dd></div>
                <div><dt>"Edits"</dt><dd>{edits}</dd></div>
                <div><dt>"Wrong turns"</dt><dd>{move || study.judging.wrong_turns.get()}</dd></div>
            </dl>
            {par.clone().map(|par| view! { <p class="muted small">{par}</p> })}
        </Show>
        <Show when=move || rows.with(|it| !it.is_empty())>
            <table class="rounds">
                <caption>"Your rounds"</caption>
                <thead><tr>
                    <th scope="col">"Round"</th>
                    <th scope="col">"Time"</th>
                    <th scope="col">"Edits"</th>
                    <th scope="col">"Wrong turns"</th>
                    <th scope="col">"Points"</th>
                </tr></thead>
                <tbody>
                    {move || rows.get().into_iter().map(|(title, it)| view! {
                        <tr>
                            <th scope="row">{title}</th>
                            <td>{said(it.seconds)}</td>
                            <td>{it.edits}</td>
                            <td>{it.wrong_turns}</td>
                            <td>{format!("{} of 20", it.points)}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </Show>
    }
}

/// What may be looked at for a while before one builds: it closes by itself, and does not
/// open again in this round.
#[component]
fn LookAt(
    /// What, and how long.
    look: Look,
    /// The task.
    id: StoredValue<String>,
) -> impl IntoView {
    let study = use_study();
    let open = RwSignal::new(false);
    let node = NodeRef::<html::Dialog>::new();
    let seconds = look.seconds;
    let looked = Memo::new(move |_| {
        study.with_notes(|it| it.tasks.get(&id.get_value()).map_or(0, |it| it.looked))
    });
    let left = move || seconds.saturating_sub(looked.get());
    let ticking = set_interval_with_handle(
        move || {
            if open.try_get_untracked() != Some(true) {
                return;
            }
            study.note(|notes| notes.work_mut(&id.get_value()).looked += 1);
            if looked.get_untracked() >= seconds {
                close(node);
                let _ = open.try_set(false);
            }
        },
        SECOND,
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let text = StoredValue::new(look.text);
    view! {
        <p class="row">
            <button class="btn small" disabled=move || left() == 0 on:click=move |_| open.set(true)>
                <Ui name="eye" />"Look at the plan"
            </button>
            <span class="muted small">{move || match left() {
                0 => "The plan is closed for this round.".to_owned(),
                left => format!("{left} seconds left, in all."),
            }}</span>
        </p>
        <Show when=move || open.get()>
            <Modal class="dialog library" label="The plan" node on_close=Callback::new(move |()| open.set(false))>
                <div class="dialog-head">
                    <h2 class="title">"The plan"</h2>
                    <span class="muted" role="timer">{move || format!("{} s", left())}</span>
                    <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
                </div>
                <div class="dialog-body unit">{nodes(study, &prose::read(&text.get_value()))}</div>
            </Modal>
        </Show>
    }
}
