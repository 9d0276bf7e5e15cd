//! Cards that go in order: by drag, or by the buttons that move them up and down.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::PointerEvent;

use super::Said;
use super::asked::{Asked, NoKey, Verdict, focus};
use super::engine::{self, Given};
use crate::app::parts::{Ui, in_next_frame};
use crate::course::lesson::AskKind;
use crate::course::quiz::mixed_up;

/// What was said of an order.
#[derive(Clone, Copy)]
struct Told {
    right: bool,
    wrong: Option<(usize, usize)>,
}

/// Cards that go in order.
#[component]
pub(super) fn OrderAsk(
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let AskKind::Order { cards, before } = asked.ask.kind.clone() else {
        return ().into_any();
    };
    let all = cards.len();
    let cards = StoredValue::new(cards);
    let order = RwSignal::new(mixed_up(all, &before, asked.seed));
    let told = RwSignal::new(None::<Told>);
    let held = RwSignal::new(None::<usize>);
    let said = RwSignal::new(String::new());
    let no_key = RwSignal::new(None::<String>);
    let verdict = NodeRef::<html::P>::new();
    let list = NodeRef::<html::Ol>::new();
    let text = move |card: usize| {
        cards.with_value(|it| it.get(card).map(|it| it.text.clone()).unwrap_or_default())
    };
    let place_of = move |card: usize| {
        order
            .with_untracked(|it| it.iter().position(|it| *it == card))
            .unwrap_or_default()
    };
    let put = move |card: usize, to: usize| {
        let from = place_of(card);
        let to = to.min(all.saturating_sub(1));
        if from == to || told.with_untracked(Option::is_some) {
            return;
        }
        order.update(|order| {
            let card = order.remove(from);
            order.insert(to, card);
        });
        said.set(format!("{} is now {} of {all}.", text(card), to + 1));
    };
    // The element moves with its card and would lose the focus on the way.
    let step = move |card: usize, up: bool| {
        let from = place_of(card);
        let to = if up { from.saturating_sub(1) } else { from + 1 };
        put(card, to);
        let button = format!("[data-card='{card}'] .{}", if up { "up" } else { "down" });
        in_next_frame(list, move |list| {
            let found = list.query_selector(&button).ok().flatten();
            if let Some(found) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = found.focus();
            }
        });
    };
    // The list keeps the pointer: a card that moves would let go of it.
    let down = move |event: PointerEvent| {
        if told.with_untracked(Option::is_some) || event.button() != 0 {
            return;
        }
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let Some(target) = target else { return };
        let on = |what: &str| target.closest(what).ok().flatten();
        let touch = event.pointer_type() == "touch";
        if on("button").is_some() || touch && on(".grip").is_none() {
            return;
        }
        let card = on("[data-card]").and_then(|it| it.get_attribute("data-card")?.parse().ok());
        if let (Some(card), Some(list)) = (card, list.get_untracked()) {
            let _ = list.set_pointer_capture(event.pointer_id());
            held.set(Some(card));
        }
    };
    let moved = move |event: PointerEvent| {
        let Some(card) = held.get_untracked() else {
            return;
        };
        let Some(list) = list.get_untracked() else {
            return;
        };
        // By the middles of the other cards: no flicker where cards differ in height.
        let y = f64::from(event.client_y());
        let mut to = 0;
        let items = list.children();
        for place in 0..items.length() {
            let Some(item) = items.item(place) else {
                continue;
            };
            if item.get_attribute("data-card").as_deref() == Some(card.to_string().as_str()) {
                continue;
            }
            let rect = item.get_bounding_client_rect();
            if y > rect.top() + rect.height() / 2.0 {
                to += 1;
            }
        }
        put(card, to);
    };
    let answer = {
        let asked = asked.clone();
        move |_| {
            let given = order.get_untracked();
            let wrong = engine::first_wrong(&before, &given);
            match asked.judge(Given::Order(given), None) {
                Ok((_, right)) => {
                    no_key.set(None);
                    told.set(Some(Told { right, wrong }));
                    asked.settle.run(right);
                    focus(verdict);
                }
                Err(why) => no_key.set(Some(why)),
            }
        }
    };
    let is_wrong = move |card: usize| {
        told.get()
            .and_then(|it| it.wrong)
            .is_some_and(|(one, two)| card == one || card == two)
    };
    view! {
        <ol
            class="ask-order"
            node_ref=list
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| held.set(None)
            on:pointercancel=move |_| held.set(None)
        >
            <For each=move || order.get() key=|card| *card let(card)>
                <li
                    class="ask-ordered"
                    class:dragged=move || held.get() == Some(card)
                    class:said=move || is_wrong(card)
                    class:is-right=move || told.get().is_some_and(|it| it.right)
                    data-card=card
                >
                    <span class="grip" aria-hidden="true"><Ui name="grip" /></span>
                    <span class="badge" aria-hidden="true">{move || order.with(|it| it.iter().position(|it| *it == card).unwrap_or_default() + 1)}</span>
                    <div class="grow">
                        <Said text=text(card) />
                        {move || told.get().filter(|it| it.right).map(|_| {
                            let why = cards.with_value(|it| it.get(card).map(|it| it.why.clone()).unwrap_or_default());
                            view! { <p class="muted small"><Said text=why /></p> }
                        })}
                    </div>
                    <Show when=move || told.get().is_none()>
                        <span class="ask-moves">
                            <button
                                class="btn quiet square small up"
                                aria-label=format!("Move “{}” up", text(card))
                                aria-disabled=move || order.with(|it| (it.first() == Some(&card)).then_some("true"))
                                on:click=move |_| step(card, true)
                            ><Ui name="arrow-up" /></button>
                            <button
                                class="btn quiet square small down"
                                aria-label=format!("Move “{}” down", text(card))
                                aria-disabled=move || order.with(|it| (it.last() == Some(&card)).then_some("true"))
                                on:click=move |_| step(card, false)
                            ><Ui name="arrow-down" /></button>
                        </span>
                    </Show>
                </li>
            </For>
        </ol>
        <p class="visually-hidden" role="status">{move || said.get()}</p>
        <NoKey why=no_key.into() />
        {move || match told.get() {
            None => view! {
                <div class="ask-do">
                    <span class="muted small grow">"Drag the cards, or use the arrows."</span>
                    <button class="btn primary" on:click=answer.clone()>"Answer"</button>
                </div>
            }
            .into_any(),
            Some(it) => view! {
                <div class="ask-told">
                    <p class="ask-head" tabindex="-1" role="status" node_ref=verdict><Verdict right=it.right /></p>
                    {it.wrong.map(|(one, two)| {
                        let why = cards.with_value(|all| all.get(one).map(|it| it.why.clone()).unwrap_or_default());
                        view! {
                            <p class="ask-own">
                                <b><Said text=text(one) /></b>" comes before "<b><Said text=text(two) /></b>". "
                                <Said text=why />
                            </p>
                        }
                    })}
                </div>
                {(!it.right).then(|| view! {
                    <div class="ask-do"><button class="btn" on:click=move |_| told.set(None)>"Try again"</button></div>
                })}
            }
            .into_any(),
        }}
    }
    .into_any()
}
