//! The signboard: an address is typed, rows are shuffled, and the longest prefix wins.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AddressField, Grip};
use super::{Handle, state};
use crate::app::parts::Ui;
use crate::course::figures::{Matched, Signboard};

/// The signboard's body.
#[component]
pub fn SignboardBody(handle: Handle) -> impl IntoView {
    let board = state!(handle, Signboard);
    let address = Memo::new(move |_| board.with(Signboard::address));
    let offered = Memo::new(move |_| board.with(|it| it.addresses().to_vec()));
    let shuffle = move || {
        handle.put("shuffle", json!(true));
        handle.say("The rows are shuffled.".to_owned());
    };
    view! {
        <div
            on:keydown=move |event| {
                let typing = event.target().is_some_and(|it| {
                    use wasm_bindgen::JsCast;
                    it.dyn_ref::<web_sys::HtmlInputElement>().is_some()
                });
                if !typing && event.key().eq_ignore_ascii_case("r") && !event.ctrl_key() && !event.meta_key() {
                    event.stop_propagation();
                    shuffle();
                }
            }
        >
            <div class="figure-row board-asked">
                <AddressField handle member="address" label="Packet for" value=Signal::derive(move || address.get().to_string()) />
                <button type="button" class="btn" aria-keyshortcuts="R" on:click=move |_| shuffle()>
                    <Ui name="shuffle" />"Shuffle"
                </button>
            </div>
            {move || offered.with(|all| (!all.is_empty()).then(|| view! {
                <div class="figure-chips" role="group" aria-label="Addresses to try">
                    {all.iter().map(|it| {
                        let it = *it;
                        view! {
                            <button
                                type="button"
                                class="figure-chip mono"
                                aria-pressed=move || (address.get() == it).to_string()
                                on:click=move |_| handle.put("address", json!(it.to_string()))
                            >{it.to_string()}</button>
                        }
                    }).collect_view()}
                </div>
            }))}
            <div class="board-row board-packet mono" aria-hidden="true">
                <span></span>
                <span class="board-name">{move || address.get().to_string()}</span>
                <Bits value=Signal::derive(move || address.get().into()) />
                <span></span>
            </div>
            <ol class="board-rows" data-list="rows">
                {move || board.with(|it| {
                    let len = it.rows().len();
                    it.matched().into_iter().enumerate().map(|(place, matched)| view! {
                        <Row handle board place len matched />
                    }).collect_view()
                })}
            </ol>
        </div>
    }
}

#[component]
fn Row(
    handle: Handle,
    board: Memo<Signboard>,
    place: usize,
    len: usize,
    matched: Matched,
) -> impl IntoView {
    let row = board.with_untracked(|it| it.rows().get(place).cloned());
    row.map(|row| {
        let bits = row.destination.prefix_len();
        let network: u32 = row.destination.network().into();
        let waits = handle.waits();
        let known = (!waits).then_some(matched);
        let (word, part) = match known {
            None => ("?".to_owned(), 0),
            Some(Matched::Wins) if !row.active => (format!("{bits} bits: wins, dead"), bits),
            Some(Matched::Wins) => (format!("{bits} bits, wins"), bits),
            Some(Matched::Fits) => (format!("{bits} bits"), bits),
            Some(Matched::Differs(_)) => ("no match".to_owned(), 0),
        };
        let wide_word = match known {
            Some(Matched::Differs(bit)) => format!("differs at bit {bit}"),
            _ => word.clone(),
        };
        let wins = known == Some(Matched::Wins);
        let destination = row.destination.to_string();
        let label = format!("Move {destination}, row {} of {len}", place + 1);
        view! {
            <li
                class="board-row"
                class:wins={wins && row.active}
                class:dead={wins && !row.active}
                class:passed={matches!(known, Some(Matched::Differs(_)))}
                data-line=place.to_string()
            >
                <Grip
                    label place len holder=".board-rows"
                    on_move=Callback::new(move |to: usize| {
                        handle.put("move", json!({ "from": place, "to": to }));
                        let words = board.with_untracked(|it| it.rows().get(to).map(|it| it.destination));
                        handle.say(format!("{}, row {} of {len}.", words.unwrap_or_default(), to + 1));
                    })
                />
                <b class="board-name mono">{destination}</b>
                <span class="board-target">"→ "{row.target}{(!row.active && !wins).then_some(" (dead)")}</span>
                <Bits value=Signal::derive(move || network) fixed=bits matched=known />
                <span class="board-bar" aria-hidden="true"><i style:--part=format!("{}%", f64::from(part) / 0.32)></i></span>
                <span class="board-word">
                    <span class="narrow-only">{word}</span>
                    <span class="wide-only">{wide_word}</span>
                </span>
            </li>
        }
    })
}

/// The bits of a row: those of the prefix stand there, and the first that differs is marked.
#[component]
fn Bits(
    #[prop(into)] value: Signal<u32>,
    #[prop(default = 32)] fixed: u8,
    #[prop(default = None)] matched: Option<Matched>,
) -> impl IntoView {
    let class = move |place: u8| match matched {
        _ if place >= fixed => "",
        Some(Matched::Wins) => "wins",
        Some(Matched::Fits) => "fits",
        Some(Matched::Differs(bit)) if bit == place + 1 => "differs",
        _ => "fixed",
    };
    view! {
        <span class="board-bits mono" aria-hidden="true">
            {(0..4_u8).map(|group| view! {
                <span>{(0..8_u8).map(|within| {
                    let place = group * 8 + within;
                    view! {
                        <i class=class(place)>{move || {
                            let one = value.get() & (1 << (31 - place)) != 0;
                            if place >= fixed { "" } else if one { "1" } else { "0" }
                        }}</i>
                    }
                }).collect_view()}</span>
            }).collect_view()}
        </span>
    }
}
