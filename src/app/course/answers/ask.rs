//! The asks of a task, one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::asked::Asked;
use super::number::NumberAsk;
use super::order::OrderAsk;
use super::predict::PredictAsk;
use super::rows::RowsAsk;
use super::sort::SortAsk;
use super::{Answer, Said};
use crate::analysis::Analysis;
use crate::app::parts::Ui;
use crate::app::state::Pill;
use crate::architecture::ResourceId;
use crate::course::lesson::{Ask, AskKind, FigureSpec};
use crate::course::quiz::seed_of;

/// The asks of a task, one after the other: the next opens once one is answered rightly.
#[component]
pub fn AskView(
    /// What is asked (`task.asks`).
    asks: Vec<Ask>,
    /// The state that it is asked of: the document of the task.
    #[prop(into)]
    analysis: Signal<Analysis>,
    /// The figures of the chapter, out of which some truths come.
    #[prop(optional)]
    figures: BTreeMap<String, FigureSpec>,
    /// In which order cards first lie.
    #[prop(optional)]
    seed: u64,
    /// Which asks were answered rightly before, so that a reload goes on behind them.
    #[prop(optional)]
    answered: Vec<usize>,
    /// Told of every answer.
    #[prop(into)]
    on_answer: Callback<Answer>,
    /// Told once all asks are answered rightly.
    #[prop(into, optional)]
    on_met: Option<Callback<()>>,
    /// Told which things on the canvas the answer speaks of just now.
    #[prop(into, optional)]
    on_light: Option<Callback<Vec<ResourceId>>>,
    /// Told which letters of options stand on which things of the canvas.
    #[prop(into, optional)]
    on_letters: Option<Callback<Vec<Pill>>>,
) -> impl IntoView {
    let count = asks.len();
    let figures = Arc::new(figures);
    let before: BTreeSet<usize> = answered.into_iter().collect();
    let met = RwSignal::new(before.clone());
    let tried = RwSignal::new(before.clone());
    let light = Callback::new(move |marks| {
        if let Some(light) = on_light {
            light.run(marks);
        }
    });
    let letters = Callback::new(move |marks| {
        if let Some(letters) = on_letters {
            letters.run(marks);
        }
    });
    // What is shown: everything up to the first ask that is not answered rightly.
    let opened = Memo::new(move |_| {
        met.with(|met| (0..count).find(|it| !met.contains(it)).unwrap_or(count))
    });
    let asks = asks.into_iter().enumerate().map(move |(number, ask)| {
        let tell = move |(given, right, confidence)| {
            let first = tried.try_update(|it| it.insert(number)).unwrap_or(false);
            on_answer.run(Answer {
                ask: number,
                given,
                right,
                confidence,
                first,
            });
        };
        let settle = move |right: bool| {
            if !right || met.with_untracked(|met| met.contains(&number)) {
                return;
            }
            met.update(|met| {
                met.insert(number);
            });
            if met.with_untracked(BTreeSet::len) == count
                && let Some(on_met) = on_met
            {
                on_met.run(());
            }
        };
        let asked = Asked {
            ask: Arc::new(ask),
            analysis,
            figures: Arc::clone(&figures),
            seed: seed_of(seed, number),
            tell: Callback::new(tell),
            settle: Callback::new(settle),
            light,
            letters,
        };
        let was_answered = before.contains(&number);
        let shown = Memo::new(move |_| number <= opened.get());
        view! {
            <Show when=move || shown.get()>
                <OneAsk asked=asked.clone() number count was_answered />
            </Show>
        }
    });
    view! { <div class="asks">{asks.collect_view()}</div> }
}

/// One ask; folded to a line where it was answered on an earlier day.
#[component]
fn OneAsk(asked: Asked, number: usize, count: usize, was_answered: bool) -> impl IntoView {
    let folded = RwSignal::new(was_answered);
    let question = asked.ask.question.clone();
    let head = question.clone();
    let of = (count > 1).then(|| format!("Question {} of {count}", number + 1));
    let label = match question.is_empty() {
        true => "The question".to_owned(),
        false => question.clone(),
    };
    view! {
        <section class="ask-one" aria-label=label>
            {of.map(|of| view! { <p class="ask-of">{of}</p> })}
            {(!question.is_empty()).then(|| view! { <p class="ask-question"><Said text=head.clone() /></p> })}
            {move || match folded.get() {
                true => view! {
                    <div class="ask-done">
                        <span class="pill ok"><Ui name="check" />"Answered"</span>
                        <button class="btn quiet small" on:click=move |_| folded.set(false)>"Answer it again"</button>
                    </div>
                }.into_any(),
                false => by_kind(asked.clone()),
            }}
        </section>
    }
}

fn by_kind(asked: Asked) -> AnyView {
    match &asked.ask.kind {
        AskKind::Choose { .. } => view! { <PredictAsk asked /> }.into_any(),
        AskKind::Number { .. } => view! { <NumberAsk asked /> }.into_any(),
        AskKind::Rows { .. } => view! { <RowsAsk asked /> }.into_any(),
        AskKind::Sort { .. } => view! { <SortAsk asked /> }.into_any(),
        AskKind::Order { .. } => view! { <OrderAsk asked /> }.into_any(),
    }
}
