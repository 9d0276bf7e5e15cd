//! How the learner's design differs from the solution: in words, and lit on the canvas.

use leptos::prelude::*;

use super::prose::coded;
use super::study::use_study;
use crate::app::parts::Ui;
use crate::course::compare::{What, compare};

/// The differences, in place of the text.
#[component]
pub fn Compared() -> impl IntoView {
    let study = use_study();
    let all = Memo::new(move |_| {
        let analysis = study.store.analysis();
        study.lesson(|lesson| {
            let solution = lesson.documents.get("solution");
            solution.map_or_else(Vec::new, |it| {
                compare(analysis.architecture(), &it.architecture)
            })
        })
    });
    let differing = move || {
        all.with(|all| {
            all.iter()
                .filter_map(|it| it.thing.clone())
                .collect::<Vec<_>>()
        })
    };
    Effect::new(move || study.light(differing()));
    on_cleanup(move || study.unlight());
    let word = |what: What| match what {
        What::Missing => ("plus", "Missing"),
        What::Differs => ("info", "Different"),
        What::Surplus => ("minus", "Beside"),
    };
    view! {
        <article class="unit compared" aria-label="Compared with the solution">
            <button class="btn" on:click=move |_| study.compared.set(false)>
                <Ui name="chevron-left" />"Back to the text"
            </button>
            <h2>"Your design and the solution"</h2>
            <p>"There may be other ways that are as good. What stands where does not count."</p>
            <ul class="differences">
                {move || all.get().into_iter().map(|it| {
                    let (icon, name) = word(it.what);
                    let thing = it.thing.clone();
                    let text = coded(&it.sentence);
                    view! {
                        <li>
                            <Ui name=icon />
                            <span class="grow"><b>{name}". "</b>{text}</span>
                            {thing.map(|id| view! {
                                <button class="btn small" on:click=move |_| study.show(std::slice::from_ref(&id))>"Show"</button>
                            })}
                        </li>
                    }
                }).collect_view()}
            </ul>
            <Show when=move || all.with(Vec::is_empty)>
                <p class="all-clear"><Ui name="check-circle" />"Nothing differs."</p>
            </Show>
        </article>
    }
}
