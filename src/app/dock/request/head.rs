//! What is said first: the verdict or where the packet is, what happens there, and what
//! mends it.

use leptos::prelude::*;

use super::HEAD;
use super::decision::Told;
use super::form::PredictSwitch;
use super::player::{Buttons, change};
use crate::app::parts::Ui;
use crate::app::state::{Guessing, Store, use_store};
use crate::editor::{Player, Way};
use crate::explain::{hop_sentence, hop_subtitle, hop_title};
use crate::network::{Reach, Verdict};

/// A verdict in words, and how it stands with it.
fn verdict(player: &Player) -> (&'static str, &'static str, String) {
    let for_some = player.trace().extent.reach == Reach::Some;
    let turn = player.stops_of(Way::Request).end;
    match (player.trace().verdict, player.dropped_at()) {
        (Verdict::Delivered, _) if for_some => (
            "warn",
            "warning",
            "Delivered, but not for everybody".to_owned(),
        ),
        (Verdict::Delivered, _) => ("ok", "check", "Delivered".to_owned()),
        (Verdict::Dropped, dropped) => {
            let words = match dropped {
                Some(stop) if stop >= turn && for_some => {
                    format!("For some, the answer is dropped at stop {}", stop + 1)
                }
                Some(stop) if stop >= turn => {
                    format!("The answer is dropped at stop {}", stop + 1)
                }
                Some(stop) if for_some => format!("Dropped for some, at stop {}", stop + 1),
                Some(stop) => format!("Dropped at stop {}", stop + 1),
                None => "Dropped".to_owned(),
            };
            ("error", "error", words)
        }
    }
}

/// What somebody hears who does not see the packet: each stop as it comes, then the
/// verdict. Said politely, so that a stop that is over gives way to the next.
pub fn spoken(store: Store) -> Memo<String> {
    Memo::new(move |_| {
        let request = store.request;
        if request.guessing.get() == Guessing::Asked {
            return String::new();
        }
        let told = request.told.get();
        request.of.with(|of| {
            let Some(of) = of else { return String::new() };
            let architecture = of.architecture();
            store.playback.with(|it| {
                let Some((player, hop)) = it.as_ref().and_then(|it| Some((it, it.hop(it.stop())?)))
                else {
                    return String::new();
                };
                if told && player.at_end() {
                    let (_, _, words) = verdict(player);
                    return format!("{words}. {}", hop_sentence(hop, architecture));
                }
                format!(
                    "Stop {} of {}: {}, {}.",
                    player.stop() + 1,
                    player.len(),
                    hop_title(hop, architecture),
                    hop_subtitle(hop, architecture)
                )
            })
        })
    })
}

/// The head of an answer.
#[component]
pub fn Head() -> impl IntoView {
    let store = use_store();
    let told = Memo::new(move |_| store.request.told.get());
    let stop = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().map_or(0, Player::stop))
    });
    let count = Memo::new(move |_| store.playback.with(|it| it.as_ref().map_or(0, Player::len)));
    let judged = Memo::new(move |_| {
        told.get()
            .then(|| store.playback.with(|it| it.as_ref().map(verdict)))
            .flatten()
    });
    let dropped = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().and_then(Player::dropped_at))
    });
    // From another stop one finds back to the one that decides.
    let is_away =
        Memo::new(move |_| told.get() && dropped.get().is_some_and(|it| it != stop.get()));
    let asked = move || {
        store.request.sent.get().map(|question| {
            view! {
                <span class="player-asked">{question.from.clone()}" → "<span class="mono">{question.target()}</span></span>
            }
        })
    };
    view! {
        <div class="player">
            {move || match judged.get() {
                Some((tone, icon, words)) => view! {
                    <span class=format!("pill {tone} verdict")><Ui name=icon />{words}</span>
                }.into_any(),
                None => view! { <span class="pill accent">"On its way"</span> }.into_any(),
            }}
            <Show when=move || is_away.get()>
                <button class="btn small" on:click=move |_| change(store, |it| it.seek(usize::MAX))>"To where it is dropped"</button>
            </Show>
            <span class="player-where">
                <span class="player-stop">{move || {
                    // How many there are would say how far it gets.
                    let hides = store.request.guessing.get() == Guessing::Said && !told.get();
                    let of = if hides { String::new() } else { format!(" of {}", count.get()) };
                    format!("Stop {}{of}", stop.get() + 1)
                }}</span>
                {asked}
            </span>
            <Buttons />
            <Show when=move || !store.request.editing.get()>
                <button class="btn small" aria-label="Change the question" on:click=move |_| {
                    store.request.editing.set(true);
                    super::form::focus(super::form::TO);
                }>"Change"</button>
                <PredictSwitch />
            </Show>
            <button
                class="btn quiet square small"
                aria-label="Close the request"
                title="Close the request"
                on:click=move |_| store.close_request()
            ><Ui name="close" /></button>
        </div>
        <div class="told" id=HEAD tabindex="-1" role="group" aria-label="What happens">
            <Told />
        </div>
    }
}
