//! The figures on the page: each draws what its machine in the core says.
//!
//! A figure has a head, a body and one computed sentence at its foot. Its body knows the
//! [`Handle`] alone: what is done with pointer, finger or key becomes a member that is set,
//! and everything that is seen follows from the machine's state. The same component is
//! 344 px wide in the course panel and 756 px in wide reading; the sheet asks its container.

mod alarm_bell;
#[cfg(not(feature = "split"))]
pub mod bench;
mod bill;
mod blocks;
mod book;
mod credits;
mod demand;
mod desk;
mod directory;
mod distance;
mod gate;
mod guards;
mod guess;
mod nat_table;
mod nines;
mod oven;
mod pulse;
mod roster;
mod ruler;
mod shared;
mod signboard;
mod swap;
mod verdict;
mod years;

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use serde_json::Value;

use crate::app::parts::Ui;
use crate::course::figures::{Figure, Outputs, Problem, Tone};
pub use guess::{Guess, GuessOption, Question};

/// What a figure's body does things with; one copyable handle.
#[derive(Clone, Copy)]
pub struct Handle {
    figure: RwSignal<Figure>,
    /// Whether a guess is waited for: nothing moves, and nothing tells the result.
    waits: Signal<bool>,
    /// What was done last, in words, for whoever hears the figure.
    done: RwSignal<String>,
    on_set: Option<Callback<(String, Value)>>,
    id: usize,
}

impl Handle {
    /// Gives a member a value; says what would be right where it is refused.
    pub fn set(self, member: &str, value: impl Into<Value>) -> Result<(), Problem> {
        if self.waits.get_untracked() {
            return Ok(());
        }
        let value = value.into();
        self.done.set(String::new());
        let mut figure = self.figure.get_untracked();
        figure.set(member, &value)?;
        self.figure.set(figure);
        if let Some(on_set) = self.on_set {
            on_set.run((member.to_owned(), value));
        }
        Ok(())
    }

    /// Sets where the value cannot be wrong, as it is one that the figure offered.
    pub fn put(self, member: &str, value: impl Into<Value>) {
        let _ = self.set(member, value);
    }

    /// Says what was done, ahead of the sentence at the foot.
    pub fn say(self, words: String) {
        self.done.set(words);
    }

    /// Whether the result is still to be guessed; tracked.
    pub fn waits(self) -> bool {
        self.waits.get()
    }

    /// An id for an element of this figure, different from those of all others.
    pub fn html_id(self, name: &str) -> String {
        format!("figure-{}-{name}", self.id)
    }

    /// What the machine of this kind shows, kept up to date.
    pub fn state<T>(self, of: fn(&crate::course::figures::State) -> Option<&T>) -> Memo<T>
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.figure
                .with(|it| of(it.state()).cloned().unwrap_or_default())
        })
    }
}

/// The state of one kind of machine, for [`Handle::state`].
macro_rules! state {
    ($handle:expr, $Kind:ident) => {
        $handle.state(|state| match state {
            $crate::course::figures::State::$Kind(it) => Some(it),
            _ => None,
        })
    };
}
pub(crate) use state;

/// A figure: head, body, and the sentence at its foot, or the answers of a guess.
#[component]
pub fn FigureView(
    /// What it shows.
    figure: RwSignal<Figure>,
    /// What it is about: a question or a subject.
    #[prop(into)]
    title: Signal<String>,
    /// What is to be guessed before it moves.
    #[prop(optional)]
    guess: Option<RwSignal<Guess>>,
    /// Told of every member that is set, with its value.
    #[prop(optional, into)]
    on_set: Option<Callback<(String, Value)>>,
    /// Told of the outputs whenever they have changed.
    #[prop(optional, into)]
    on_outputs: Option<Callback<Outputs>>,
) -> impl IntoView {
    static FIGURES: AtomicUsize = AtomicUsize::new(0);
    let waits = Signal::derive(move || guess.is_some_and(|it| it.with(|it| it.chosen.is_none())));
    let handle = Handle {
        figure,
        waits,
        done: RwSignal::new(String::new()),
        on_set,
        id: FIGURES.fetch_add(1, Ordering::Relaxed),
    };
    if let Some(told) = on_outputs {
        let outputs = Memo::new(move |_| figure.with(Figure::outputs));
        Effect::watch(
            move || outputs.get(),
            move |now, _, _| told.run(now.clone()),
            false,
        );
    }
    let kind = figure.with_untracked(Figure::kind);
    let body = match kind {
        "ruler" => view! { <ruler::RulerBody handle /> }.into_any(),
        "signboard" => view! { <signboard::SignboardBody handle /> }.into_any(),
        "gate" => view! { <gate::GateBody handle /> }.into_any(),
        "nat-table" => view! { <nat_table::NatTableBody handle /> }.into_any(),
        "guards" => view! { <guards::GuardsBody handle /> }.into_any(),
        "demand" => view! { <demand::DemandBody handle /> }.into_any(),
        "nines" => view! { <nines::NinesBody handle /> }.into_any(),
        "distance" => view! { <distance::DistanceBody handle /> }.into_any(),
        "alarm-bell" => view! { <alarm_bell::AlarmBellBody handle /> }.into_any(),
        "bill" => view! { <bill::BillBody handle /> }.into_any(),
        "desk" => view! { <desk::DeskBody handle /> }.into_any(),
        "years" => view! { <years::YearsBody handle /> }.into_any(),
        "pulse" => view! { <pulse::PulseBody handle /> }.into_any(),
        "roster" => view! { <roster::RosterBody handle /> }.into_any(),
        "verdict" => view! { <verdict::VerdictBody handle /> }.into_any(),
        "book" => view! { <book::BookBody handle /> }.into_any(),
        "credits" => view! { <credits::CreditsBody handle /> }.into_any(),
        "oven" => view! { <oven::OvenBody handle /> }.into_any(),
        "blocks" => view! { <blocks::BlocksBody handle /> }.into_any(),
        "directory" => view! { <directory::DirectoryBody handle /> }.into_any(),
        "swap" => view! { <swap::SwapBody handle /> }.into_any(),
        _ => ().into_any(),
    };
    let (title_id, words_id) = (handle.html_id("title"), handle.html_id("words"));
    let named = title_id.clone();
    let described = words_id.clone();
    view! {
        <figure class=format!("figure {kind}") aria-labelledby=named aria-describedby=described>
            <div class="figure-frame">
                <div class="figure-head">
                    <Show when=move || waits.get()>
                        <span class="pill accent">"Guess first"</span>
                    </Show>
                    <p class="figure-title" id=title_id>{move || title.get()}</p>
                    <button
                        class="btn quiet square"
                        aria-label="Reset the figure"
                        title="Reset"
                        // It keeps the focus when there is nothing left to reset.
                        aria-disabled=move || (waits.get() || figure.with(Figure::is_at_start)).to_string()
                        on:click=move |_| {
                            if !waits.get_untracked() && !figure.with_untracked(Figure::is_at_start) {
                                figure.update(Figure::reset);
                                handle.say("As it was at the beginning.".to_owned());
                            }
                        }
                    ><Ui name="restart" /></button>
                </div>
                <fieldset class="figure-body" disabled=move || waits.get() data-waits=move || waits.get().to_string()>
                    <legend class="visually-hidden">{move || title.get()}</legend>
                    {body}
                </fieldset>
                <p class="visually-hidden" id=words_id>
                    {move || if waits.get() {
                        "The figure waits for your guess.".to_owned()
                    } else {
                        figure.with(Figure::alternative)
                    }}
                </p>
                {guess.map(|guess| view! { <guess::GuessFoot guess handle /> })}
                <Foot handle />
            </div>
        </figure>
    }
}

/// The sentence at the foot. It is heard as a whole, with what was done before it.
#[component]
fn Foot(handle: Handle) -> impl IntoView {
    let sentence = Memo::new(move |_| handle.figure.with(Figure::sentence));
    let tone = move || match sentence.with(|it| it.tone) {
        Tone::Plain => "figure-foot",
        Tone::Good => "figure-foot ok",
        Tone::Bad => "figure-foot error",
    };
    let icon = Signal::derive(move || match sentence.with(|it| it.tone) {
        Tone::Plain => "info",
        Tone::Good => "check-circle",
        Tone::Bad => "error",
    });
    view! {
        <div class=tone hidden=move || handle.waits() aria-live="polite" aria-atomic="true">
            <Ui name=icon />
            <p>
                <span class="visually-hidden">{move || handle.done.get()}" "</span>
                // While a guess is waited for, nothing tells it.
                {move || (!handle.waits()).then(|| {
                    let said = sentence.get();
                    view! { <b>{said.lead}</b>" "{said.rest} }
                })}
            </p>
        </div>
    }
}
