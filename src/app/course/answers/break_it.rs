//! The damage at the end of a chapter: what is broken, what the customer sees, what it means.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Answer, AskView, Said};
use crate::analysis::Analysis;
use crate::app::parts::Ui;
use crate::architecture::ResourceId;
use crate::course::lesson::{BreakIt, FigureSpec};

/// The damage: a button that makes it, the question, the meaning.
#[component]
pub fn BreakItView(
    /// What is broken and asked.
    break_it: BreakIt,
    /// The broken document, while it is open; nothing before "Break it".
    #[prop(into)]
    analysis: Signal<Option<Analysis>>,
    /// The figures of the chapter.
    #[prop(optional)]
    figures: BTreeMap<String, FigureSpec>,
    /// Whether it was answered before.
    #[prop(optional)]
    done: bool,
    /// Opens the broken document beside the learner's own.
    #[prop(into)]
    on_break: Callback<()>,
    /// Told of every answer; `ask` is 0.
    #[prop(into)]
    on_answer: Callback<Answer>,
    /// Told once it is answered rightly, or its answer was read.
    #[prop(into, optional)]
    on_met: Option<Callback<()>>,
    /// Told which things on the canvas the answer speaks of just now.
    #[prop(into, optional)]
    on_light: Option<Callback<Vec<ResourceId>>>,
) -> impl IntoView {
    let met = RwSignal::new(done);
    let broken = Memo::new(move |_| analysis.with(Option::is_some));
    let reach = Callback::new(move |()| {
        met.set(true);
        if let Some(on_met) = on_met {
            on_met.run(());
        }
    });
    let light = Callback::new(move |marks| {
        if let Some(on_light) = on_light {
            on_light.run(marks);
        }
    });
    let answer = break_it.answer.clone();
    let means = break_it.means.clone();
    let ask = StoredValue::new(break_it.ask);
    let figures = StoredValue::new(figures);
    // What the broken document was last; the question stays while one is elsewhere.
    let of = Memo::new(move |before: Option<&Option<Analysis>>| {
        analysis.get().or_else(|| before.cloned().flatten())
    });
    let asked = move || match (of.with(Option::is_some), ask.get_value()) {
        (true, Some(ask)) => {
            let state = Signal::derive(move || {
                of.get()
                    .unwrap_or_else(|| Analysis::of(&Default::default()))
            });
            view! {
                <AskView asks=vec![ask] analysis=state figures=figures.get_value() on_answer on_met=reach on_light=light />
            }
            .into_any()
        }
        (true, None) => {
            let answer = answer.clone();
            view! {
                <Show
                    when=move || met.get()
                    fallback=move || view! {
                        <div class="ask-do">
                            <span class="muted small grow">"Say your answer aloud first."</span>
                            <button class="btn" on:click=move |_| reach.run(())>"Show the answer"</button>
                        </div>
                    }
                >
                    <p class="ask-truth" role="status"><Said text=answer.clone() /></p>
                </Show>
            }
            .into_any()
        }
        (false, _) => ().into_any(),
    };
    let was_opened = Memo::new(move |_| of.with(Option::is_some));
    view! {
        <section class="break-it" aria-label="Break it">
            <p class="break-it-title"><Ui name="bolt" /><b>"Break it"</b></p>
            <p><Said text=break_it.text /></p>
            <div class="ask-do" hidden=move || broken.get()>
                <span class="muted small grow">"It happens to a copy. Your own design stays as it is."</span>
                <button class="btn" class:primary=move || !was_opened.get() on:click=move |_| on_break.run(())>
                    <Ui name="bolt" />{move || if was_opened.get() { "Break it again" } else { "Break it" }}
                </button>
            </div>
            {move || { was_opened.get(); untrack(&asked) }}
            <Show when=move || met.get()>
                <p class="break-it-means"><b>"What it means: "</b><Said text=means.clone() /></p>
            </Show>
        </section>
    }
}
