//! What a task asks that is answered: a request, a number, an order. The engine knows the
//! answer, and it is said here.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::field::{Area, Line, Pick};
use super::members::FlowForm;
use super::workshop::{Workshop, use_workshop};
use crate::analysis::Analysis;
use crate::app::parts::Ui;
use crate::app::parts::menu::{MenuButton, MenuItem};
use crate::app::state::Tone;
use crate::course::condition::FlowText;
use crate::course::lab::draft::DraftTask;
use crate::course::lab::{ask, forms, write};
use crate::course::lesson::TaskKind;
use crate::course::read::At;

/// The question of a task.
#[component]
pub fn Question(
    /// The task.
    key: u32,
) -> impl IntoView {
    let workshop = use_workshop();
    let kind = Memo::new(move |_| {
        workshop
            .task(key, DraftTask::kind)
            .unwrap_or(TaskKind::Predict)
    });
    let ask = Memo::new(move |_| {
        workshop
            .task(key, |it| it.ask.clone())
            .flatten()
            .unwrap_or_default()
    });
    let answer = Memo::new(move |_| {
        workshop.store.with(crate::editor::Session::built);
        let start = workshop.start_document();
        let begins = workshop.draft.with(|it| write::begins(it, &start, key));
        ask::answered(&ask.get(), kind.get(), &Analysis::of(&begins.architecture))
    });
    let text = move |member: &'static str| {
        Signal::derive(move || {
            ask.with(|it| it.get(member).and_then(Value::as_str).map(str::to_owned))
                .unwrap_or_default()
        })
    };
    let put = move |member: &'static str| {
        Callback::new(move |text: String| change(workshop, key, move |it| it[member] = json!(text)))
    };
    view! {
        <section class="lab-part" aria-labelledby="lab-question">
            <h2 id="lab-question">"The question"</h2>
            <Line label="Question" value=text("question") on_change=put("question") />
            {move || match kind.get() {
                TaskKind::Number => view! { <Number key ask /> }.into_any(),
                TaskKind::Order => view! { <Cards key ask /> }.into_any(),
                _ => view! { <Options key ask /> }.into_any(),
            }}
            <p class="lab-answer" role="status" data-good=move || answer.with(Result::is_ok).then_some("")>{move || match answer.get() {
                Ok(said) => said,
                Err(why) => format!("There is no right answer yet: {why}."),
            }}</p>
        </section>
    }
}

/// Changes the question of a task.
fn change(workshop: Workshop, key: u32, change: impl FnOnce(&mut Value)) {
    workshop.change_task(key, "Write the question", |it| {
        let mut ask = it.ask.clone().unwrap_or_else(|| json!({}));
        change(&mut ask);
        it.ask = Some(ask);
    });
}

/// A list in a question.
fn items(ask: Memo<Value>, member: &'static str) -> Memo<Vec<Value>> {
    Memo::new(move |_| {
        ask.with(|it| {
            it.get(member)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        })
    })
}

/// A text of an item.
fn of_item(all: Memo<Vec<Value>>, place: usize, member: &'static str) -> Signal<String> {
    Signal::derive(move || {
        let text = all.with(|it| {
            it.get(place)?
                .get(member)
                .and_then(Value::as_str)
                .map(str::to_owned)
        });
        text.unwrap_or_default()
    })
}

#[component]
fn Options(
    /// The task.
    key: u32,
    /// Its question.
    ask: Memo<Value>,
) -> impl IntoView {
    let workshop = use_workshop();
    let flow = Signal::derive(move || ask.with(|it| it.get("trace").cloned()));
    let options = items(ask, "options");
    let count = Memo::new(move |_| options.with(Vec::len));
    let suggest = move |_| {
        let start = workshop.start_document();
        let begins = workshop.peek(|it| write::begins(it, &start, key));
        let analysis = Analysis::of(&begins.architecture);
        let asked = flow.get_untracked().unwrap_or_default();
        let read = FlowText::read(&At::root(&asked)).map_err(|fault| fault.why);
        match read.and_then(|it| ask::options(&it, &analysis)) {
            Ok(all) => change(workshop, key, |it| it["options"] = Value::Array(all)),
            Err(why) => workshop
                .store
                .toast(Tone::Error, crate::text::capitalised(&why)),
        }
    };
    let more = Callback::new(move |()| {
        ask::ENDS
            .iter()
            .map(|(end, text)| {
                MenuItem::new(
                    "plus",
                    *text,
                    Callback::new(move |()| {
                        change(workshop, key, |it| push(it, "options", ask::option(end)))
                    }),
                )
            })
            .collect::<Vec<_>>()
    });
    let put = move |place: usize, member: &'static str| {
        Callback::new(move |text: String| {
            change(workshop, key, move |it| {
                it["options"][place][member] = json!(text)
            })
        })
    };
    view! {
        <FlowForm label="Request" value=flow on_change=Callback::new(move |new: Value| change(workshop, key, |it| it["trace"] = new)) />
        <ol class="lab-options">
            <For each=move || 0..count.get() key=|place| *place let:place>
                <li>
                    <Line label=format!("Answer {}", place + 1) value=of_item(options, place, "text") on_change=put(place, "text") />
                    <Area label="What is said of it" rows=2 value=of_item(options, place, "why") on_change=put(place, "why") />
                    <button class="btn quiet small" on:click=move |_| change(workshop, key, |it| take(it, "options", place))><Ui name="trash" />"Remove this answer"</button>
                </li>
            </For>
        </ol>
        <div class="row">
            <button class="btn small" on:click=suggest>"Suggest answers"</button>
            <MenuButton class="btn small" icon="plus" label="Add an answer" named=true items=more />
        </div>
    }
}

/// Adds an item to a list of a question.
fn push(ask: &mut Value, member: &str, item: Value) {
    match ask.get_mut(member).and_then(Value::as_array_mut) {
        Some(all) => all.push(item),
        None => ask[member] = json!([item]),
    }
}

/// Takes an item out of a list of a question.
fn take(ask: &mut Value, member: &str, place: usize) {
    if let Some(all) = ask.get_mut(member).and_then(Value::as_array_mut)
        && place < all.len()
    {
        all.remove(place);
    }
}

#[component]
fn Number(
    /// The task.
    key: u32,
    /// Its question.
    ask: Memo<Value>,
) -> impl IntoView {
    let workshop = use_workshop();
    let text = move |member: &'static str| {
        Signal::derive(move || {
            ask.with(|it| it.get(member).and_then(Value::as_str).map(str::to_owned))
                .unwrap_or_default()
        })
    };
    let put = move |member: &'static str| {
        Callback::new(move |text: String| change(workshop, key, move |it| it[member] = json!(text)))
    };
    let counted = Signal::derive(move || {
        let code = ask.with(|it| it.get("truth")?.get("count").and_then(forms::code_of));
        code.unwrap_or_default()
    });
    let all = Signal::derive(move || {
        workshop
            .store
            .with(|it| forms::things(&it.document().architecture))
            .into_iter()
            .filter(|(code, _)| code.starts_with("kind:"))
            .collect::<Vec<_>>()
    });
    view! {
        <Pick label="What is counted" choices=all value=counted on_change=Callback::new(move |code: String| {
            change(workshop, key, |it| it["truth"] = json!({ "count": forms::selector_of(&code, None) }));
        }) />
        <Line label="Unit" value=text("unit") on_change=put("unit") />
        <Area label="What is said of the right number" rows=2 value=text("why") on_change=put("why") />
    }
}

#[component]
fn Cards(
    /// The task.
    key: u32,
    /// Its question.
    ask: Memo<Value>,
) -> impl IntoView {
    let workshop = use_workshop();
    let cards = items(ask, "cards");
    let count = Memo::new(move |_| cards.with(Vec::len));
    let put = move |place: usize, member: &'static str| {
        Callback::new(move |text: String| {
            change(workshop, key, move |it| {
                it["cards"][place][member] = json!(text)
            })
        })
    };
    let ordered = |it: &mut Value| {
        let cards = it
            .get("cards")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        it["before"] = ask::in_a_row(cards);
    };
    view! {
        <p class="lab-note">"Write the steps in their right order; learners see them mixed."</p>
        <ol class="lab-options">
            <For each=move || 0..count.get() key=|place| *place let:place>
                <li>
                    <Line label=format!("Step {}", place + 1) value=of_item(cards, place, "text") on_change=put(place, "text") />
                    <Area label="Why it stands there" rows=2 value=of_item(cards, place, "why") on_change=put(place, "why") />
                    <button class="btn quiet small" on:click=move |_| change(workshop, key, |it| {
                        take(it, "cards", place);
                        ordered(it);
                    })><Ui name="trash" />"Remove this step"</button>
                </li>
            </For>
        </ol>
        <button class="btn small" on:click=move |_| change(workshop, key, |it| {
            push(it, "cards", json!({ "text": "Next step", "why": "It needs the one before." }));
            ordered(it);
        })><Ui name="plus" />"Add a step"</button>
    }
}
