//! Cards that go on piles: by drag, by tap (card, then pile) and by keys.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::PointerEvent;

use super::Said;
use super::asked::{Asked, NoKey, Verdict, focus};
use super::engine::{Given, Key};
use crate::app::parts::Ui;
use crate::course::lesson::{AskKind, Card};
use crate::course::quiz::shuffled;
use crate::text::count;

/// So far a pointer moves before it is a drag.
const A_DRAG: f64 = 5.0;

/// A card that is held.
#[derive(Clone, Copy)]
struct Held {
    card: usize,
    from: (f64, f64),
    by: (f64, f64),
    dragged: bool,
    over: Option<usize>,
}

/// The table with its cards, copied into every handler.
#[derive(Clone, Copy)]
struct Table {
    piles: StoredValue<Vec<String>>,
    cards: StoredValue<Vec<Card>>,
    order: StoredValue<Vec<usize>>,
    /// The pile of each card.
    lies: RwSignal<Vec<Option<usize>>>,
    /// The card that was tapped.
    taken: RwSignal<Option<usize>>,
    held: RwSignal<Option<Held>>,
    /// The pile of each card as it should be, once it was answered.
    key: RwSignal<Option<Vec<usize>>>,
    said: RwSignal<String>,
}

impl Table {
    fn put(self, card: usize, pile: Option<usize>) {
        self.lies.update(|lies| {
            if let Some(lies) = lies.get_mut(card) {
                *lies = pile;
            }
        });
        self.taken.set(None);
        let name = self.text(card);
        let place = pile.and_then(|pile| self.piles.with_value(|it| it.get(pile).cloned()));
        let left = self
            .lies
            .with_untracked(|it| it.iter().filter(|it| it.is_none()).count());
        let place = place.unwrap_or_else(|| "the cards".to_owned());
        self.said.set(format!("{name}: {place}. {left} left."));
    }

    fn text(self, card: usize) -> String {
        self.cards
            .with_value(|it| it.get(card).map(|it| it.text.clone()).unwrap_or_default())
    }

    /// The cards that lie on a pile, or on none.
    fn on(self, pile: Option<usize>) -> Vec<usize> {
        self.order.with_value(|order| {
            self.lies.with(|lies| {
                let here = order.iter().copied();
                here.filter(|card| lies.get(*card).copied().flatten() == pile)
                    .collect()
            })
        })
    }

    fn down(self, event: &PointerEvent, card: usize) {
        if self.key.with_untracked(Option::is_some) || event.button() != 0 {
            return;
        }
        let Some(element) = element_of(event.target()) else {
            return;
        };
        // A finger on a card scrolls the page, a finger on its grip moves the card.
        if event.pointer_type() == "touch" && element.closest(".grip").ok().flatten().is_none() {
            return;
        }
        if let Some(holder) = element_of(event.current_target()) {
            let _ = holder.set_pointer_capture(event.pointer_id());
        }
        self.held.set(Some(Held {
            card,
            from: (f64::from(event.client_x()), f64::from(event.client_y())),
            by: (0.0, 0.0),
            dragged: false,
            over: None,
        }));
    }

    fn moved(self, event: &PointerEvent) {
        let Some(mut held) = self.held.get_untracked() else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        held.by = (x - held.from.0, y - held.from.1);
        held.dragged = held.dragged || held.by.0.hypot(held.by.1) > A_DRAG;
        held.over = held.dragged.then(|| pile_at(x, y)).flatten();
        self.held.set(Some(held));
    }

    fn up(self) {
        let Some(held) = self.held.get_untracked() else {
            return;
        };
        self.held.set(None);
        if let Some(pile) = held.over {
            self.put(held.card, Some(pile));
        }
    }
}

fn element_of(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target.and_then(|it| it.dyn_into().ok())
}

/// The pile beneath a point of the screen.
fn pile_at(x: f64, y: f64) -> Option<usize> {
    let element = document().element_from_point(x as f32, y as f32)?;
    let pile = element.closest("[data-pile]").ok().flatten()?;
    pile.get_attribute("data-pile")?.parse().ok()
}

/// Cards that go on piles.
#[component]
pub(super) fn SortAsk(
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let AskKind::Sort { piles, cards, .. } = asked.ask.kind.clone() else {
        return ().into_any();
    };
    let all = cards.len();
    let table = Table {
        order: StoredValue::new(shuffled(all, asked.seed)),
        piles: StoredValue::new(piles.clone()),
        cards: StoredValue::new(cards),
        lies: RwSignal::new(vec![None; all]),
        taken: RwSignal::new(None),
        held: RwSignal::new(None),
        key: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let no_key = RwSignal::new(None::<String>);
    let verdict = NodeRef::<html::P>::new();
    let wrong = move || {
        let key = table.key.get()?;
        let lies = table.lies.get();
        let fits = |it: &(usize, &usize)| lies.get(it.0).copied().flatten() != Some(*it.1);
        Some(key.iter().enumerate().filter(fits).count())
    };
    let answer = {
        let asked = asked.clone();
        move |_| {
            let lies: Option<Vec<usize>> = table.lies.get_untracked().into_iter().collect();
            let Some(lies) = lies else { return };
            match asked.judge(Given::Piles(lies), None) {
                Ok((Key::Piles(key), right)) => {
                    no_key.set(None);
                    table.taken.set(None);
                    table.key.set(Some(key));
                    asked.settle.run(right);
                    focus(verdict);
                }
                Ok(_) => {}
                Err(why) => no_key.set(Some(why)),
            }
        }
    };
    // Those that lie right stay; the others come back.
    let again = move |_| {
        let Some(key) = table.key.get_untracked() else {
            return;
        };
        table.lies.update(|lies| {
            for (lies, key) in lies.iter_mut().zip(key) {
                if *lies != Some(key) {
                    *lies = None;
                }
            }
        });
        table.key.set(None);
    };
    let left = Memo::new(move |_| {
        table
            .lies
            .with(|it| it.iter().filter(|it| it.is_none()).count())
    });
    view! {
        <div class="ask-sort">
            <Show when=move || table.key.with(Option::is_none) && left.get() != 0>
                <div class="ask-cards" role="group" aria-label="Cards">
                    <For each=move || table.on(None) key=|card| *card let(card)><CardView table card /></For>
                </div>
            </Show>
            <div class="ask-piles">
                {piles.into_iter().enumerate().map(|(pile, name)| view! { <Pile table pile name /> }).collect_view()}
            </div>
            <p class="visually-hidden" role="status">{move || table.said.get()}</p>
            <NoKey why=no_key.into() />
            {move || match wrong() {
                None => {
                    let answer = answer.clone();
                    view! {
                        <div class="ask-do">
                            <span class="muted small grow">{move || match (left.get(), table.taken.get()) {
                                (_, Some(_)) => "Now choose a pile.".to_owned(),
                                (0, _) => "Every card lies on a pile.".to_owned(),
                                (left, _) => format!("Drag a card, or choose a card and then a pile. {left} left."),
                            }}</span>
                            <button class="btn primary" disabled=move || left.get() != 0 on:click=answer>"Answer"</button>
                        </div>
                    }
                    .into_any()
                }
                Some(wrong) => view! {
                    <p class="ask-head" tabindex="-1" role="status" node_ref=verdict>
                        <Verdict right=wrong == 0 />
                        {(wrong != 0).then(|| format!("{} of {all} lie right.", all - wrong))}
                    </p>
                    {(wrong != 0).then(|| view! {
                        <div class="ask-do"><button class="btn" on:click=again>{format!("Sort {} again", count(wrong, "card", "cards"))}</button></div>
                    })}
                }
                .into_any(),
            }}
        </div>
    }
    .into_any()
}

/// A card. Chosen, it waits for a pile.
#[component]
fn CardView(table: Table, card: usize) -> impl IntoView {
    let text = table.text(card);
    let held = move || table.held.get().filter(|it| it.card == card && it.dragged);
    let by = move |axis: fn((f64, f64)) -> f64| {
        held().map_or_else(|| "0px".to_owned(), |it| format!("{:.0}px", axis(it.by)))
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let pile = event
            .key()
            .parse::<usize>()
            .ok()
            .and_then(|it| it.checked_sub(1));
        let all = table.piles.with_value(Vec::len);
        if let Some(pile) = pile.filter(|it| *it < all) {
            event.prevent_default();
            event.stop_propagation();
            table.put(card, Some(pile));
            let _ = focus_next_card();
        }
    };
    // A key each for the piles that have one: 1 to 9.
    let keys = (1..=table.piles.with_value(Vec::len).min(9)).map(|it| it.to_string());
    let keys = keys.collect::<Vec<_>>().join(" ");
    view! {
        <button
            class="ask-card"
            class:dragged=move || held().is_some()
            aria-pressed=move || (table.taken.get() == Some(card)).to_string()
            aria-keyshortcuts=keys
            style:--dx=move || by(|it| it.0)
            style:--dy=move || by(|it| it.1)
            on:pointerdown=move |event| table.down(&event, card)
            on:pointermove=move |event| table.moved(&event)
            on:pointerup=move |_| table.up()
            on:pointercancel=move |_| table.held.set(None)
            on:keydown=key
            on:click=move |_| table.taken.update(|it| *it = (*it != Some(card)).then_some(card))
        >
            <span class="grip"><Ui name="grip" /></span>
            <span><Said text /></span>
        </button>
    }
}

/// After a card was put away by a key, the next one has the focus.
fn focus_next_card() -> Option<()> {
    request_animation_frame(|| {
        let next = document()
            .query_selector(".ask-cards .ask-card")
            .ok()
            .flatten();
        let next = next.or_else(|| {
            document()
                .query_selector(".ask-sort .btn.primary")
                .ok()
                .flatten()
        });
        if let Some(next) = next.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = next.focus();
        }
    });
    Some(())
}

/// A pile with its cards.
#[component]
fn Pile(table: Table, pile: usize, name: String) -> impl IntoView {
    let over = move || table.held.get().is_some_and(|it| it.over == Some(pile));
    let ready = move || table.taken.get().is_some();
    let (label, heading) = (name.clone(), name.clone());
    let spoken = move || match table.taken.get() {
        Some(card) => format!("Put “{}” on {label}", table.text(card)),
        None => format!("{label}: choose a card first"),
    };
    view! {
        <section class="ask-pile" class:over=over class:ready=ready data-pile=pile aria-label=name.clone()>
            <button
                class="ask-pile-head"
                aria-label=spoken
                aria-disabled=move || (!ready()).then_some("true")
                hidden=move || table.key.with(Option::is_some)
                on:click=move |_| {
                    if let Some(card) = table.taken.get_untracked() {
                        table.put(card, Some(pile));
                        let _ = focus_next_card();
                    }
                }
            >
                <kbd aria-hidden="true">{pile + 1}</kbd>
                <b>{name.clone()}</b>
                <span class="muted small">{move || if ready() { "put it here" } else { "" }}</span>
            </button>
            <Show when=move || table.key.with(Option::is_some)><p class="ask-pile-name"><b>{heading.clone()}</b></p></Show>
            {move || match table.key.get() {
                None => view! {
                    <For each=move || table.on(Some(pile)) key=|card| *card let(card)><CardView table card /></For>
                }.into_any(),
                Some(key) => view! { <Explained table pile key /> }.into_any(),
            }}
        </section>
    }
}

/// The cards that belong on a pile, each with its reason; those that lay elsewhere say so.
#[component]
fn Explained(table: Table, pile: usize, key: Vec<usize>) -> impl IntoView {
    let here: Vec<usize> = table.order.with_value(|order| {
        let belongs = |card: &usize| key.get(*card) == Some(&pile);
        order.iter().copied().filter(belongs).collect()
    });
    let lies = table.lies.get_untracked();
    here.into_iter()
        .map(|card| {
            let (text, why) = table.cards.with_value(|all| {
                all.get(card).map(|it| (it.text.clone(), it.why.clone())).unwrap_or_default()
            });
            let laid = lies.get(card).copied().flatten();
            let elsewhere = laid.filter(|it| *it != pile);
            let elsewhere = elsewhere.and_then(|it| table.piles.with_value(|all| all.get(it).cloned()));
            let right = elsewhere.is_none();
            view! {
                <div class="ask-explained" class:is-right=right>
                    <i class="letter" class:is-right=right class:said=!right aria-hidden="true"></i>
                    <p>
                        <span class="visually-hidden">{if right { "Right: " } else { "Belongs here: " }}</span>
                        <b><Said text /></b>" "
                        {elsewhere.map(|it| view! { <span class="tag">{format!("you said {it}")}</span>" " })}
                        <span class="ask-why"><Said text=why /></span>
                    </p>
                </div>
            }
        })
        .collect_view()
}
