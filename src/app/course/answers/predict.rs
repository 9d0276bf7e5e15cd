//! A prediction: said first, then played, then explained, every option of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::Said;
use super::asked::{Asked, Confident, NoKey, focus};
use super::engine::{self, Given, Key};
use super::letters::{asked_letters, said_letters};
use super::line::{columns, connectors};
use super::played::{Outcome, Played};
use crate::app::parts::Ui;
use crate::app::theme;
use crate::course::guess::{self, GuessStop};
use crate::course::lesson::{AskKind, Choice};
use crate::course::quiz::Confidence;

/// How long the packet rests at a stop.
const REST: Duration = Duration::from_millis(500);

/// Options, on the line of stops where they speak of stops.
#[component]
pub(super) fn PredictAsk(
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let AskKind::Choose {
        trace,
        options,
        set,
    } = asked.ask.kind.clone()
    else {
        return ().into_any();
    };
    let options = Arc::new(options);
    let chosen = RwSignal::new(BTreeSet::<usize>::new());
    let sure = RwSignal::new(Confidence::ThinkSo);
    let outcome = RwSignal::new(None::<Outcome>);
    let at = RwSignal::new(0_usize);
    let playing = RwSignal::new(false);
    let no_key = RwSignal::new(None::<String>);
    let verdict = NodeRef::<html::P>::new();
    let plays = trace.is_some();

    let line = {
        let (options, flow) = (Arc::clone(&options), trace.clone());
        let analysis = asked.analysis;
        Memo::new(move |_| {
            let Some(flow) = flow
                .as_ref()
                .filter(|_| !set && guess::stand_on_the_line(&options))
            else {
                return Vec::new();
            };
            let analysis = analysis.get();
            let traced = engine::trace(flow, &analysis);
            traced.map_or_else(
                |_| Vec::new(),
                |trace| guess::before(&trace, &options, analysis.architecture()),
            )
        })
    };

    let settle = asked.settle;
    let light = asked.light;
    let end = move || {
        playing.set(false);
        let right = outcome.with_untracked(|it| it.as_ref().is_some_and(|it| it.right));
        settle.run(right);
        focus(verdict);
    };
    let play = move || {
        at.set(0);
        let stops = outcome.with_untracked(|it| {
            it.as_ref().map_or(0, |it| {
                it.stops.iter().filter(|it| it.hop.is_some()).count()
            })
        });
        if stops == 0 || theme::prefers("(prefers-reduced-motion: reduce)") {
            at.set(stops);
            end();
        } else {
            playing.set(true);
            step(at, playing, stops, Callback::new(move |()| end()));
        }
    };
    Effect::new(move |_| {
        let here = at.get();
        let marks = outcome.with(|it| {
            let stop = it.as_ref().and_then(|it| it.stops.get(here))?;
            stop.resource.clone()
        });
        if playing.get_untracked() {
            light.run(marks.into_iter().collect());
        }
    });
    // The same letters stand on the canvas: those of the options, then the learner's own.
    let told = Memo::new(move |_| outcome.with(Option::is_some) && !playing.get());
    let (letters, analysis) = (asked.letters, asked.analysis);
    let count = options.len();
    Effect::new(move || {
        let analysis = analysis.get();
        let architecture = analysis.architecture();
        let marks = outcome.with(|it| match it {
            None => line.with(|line| {
                let letters = guess::letters(line, count);
                chosen.with(|chosen| asked_letters(line, &letters, chosen, architecture))
            }),
            Some(it) => {
                let right = it.right && told.get();
                said_letters(&it.stops, &it.letters, &it.own, right, architecture)
            }
        });
        letters.run(marks);
    });
    on_cleanup(move || letters.run(Vec::new()));
    let answer = {
        let (asked, options, flow) = (asked.clone(), Arc::clone(&options), trace);
        move || {
            let own: Vec<usize> = chosen.with_untracked(|it| it.iter().copied().collect());
            let given = match (set, own.first()) {
                (true, _) => Given::Options(own.iter().copied().collect()),
                (false, Some(option)) => Given::Option(*option),
                (false, None) => return,
            };
            let (key, right) = match asked.judge(given, Some(sure.get_untracked())) {
                Ok(it) => it,
                Err(why) => return no_key.set(Some(why)),
            };
            no_key.set(None);
            let key = match key {
                Key::Option(option) => vec![option],
                Key::Options(options) => options.into_iter().collect(),
                _ => Vec::new(),
            };
            let analysis = asked.analysis.get_untracked();
            let traced = flow
                .as_ref()
                .and_then(|it| engine::trace(it, &analysis).ok());
            let stops = traced
                .as_ref()
                .map(|trace| guess::after(trace, &options, analysis.architecture()));
            outcome.set(Some(Outcome {
                letters: line.with_untracked(|line| guess::letters(line, options.len())),
                own,
                key,
                right,
                stops: stops.unwrap_or_default(),
                trace: traced.map(|trace| (Arc::new(trace), analysis)),
            }));
            play();
        }
    };
    let again = move || {
        outcome.set(None);
        chosen.set(BTreeSet::new());
        at.set(0);
    };

    let asking = Memo::new(move |_| outcome.with(Option::is_none));
    let is_right = Memo::new(move |_| outcome.with(|it| it.as_ref().is_some_and(|it| it.right)));
    let press = move |_| {
        if asking.get_untracked() {
            answer();
        } else if playing.get_untracked() {
            // The clock sees that nothing plays any more.
            at.set(usize::MAX);
            end();
        } else if plays {
            play();
        } else {
            again();
        }
    };
    let word = move || match (asking.get(), playing.get()) {
        (true, _) if plays => "Play it",
        (true, _) => "Answer",
        (false, true) => "Skip to the end",
        (false, false) if plays => "Play again",
        (false, false) => "Try again",
    };
    let shown = Arc::clone(&options);
    let group = StoredValue::new(format!("ask-{}", asked.seed));
    view! {
        {move || asking.get().then(|| view! {
            <Options options=Arc::clone(&shown) line chosen set group />
        })}
        {move || (!asking.get()).then(|| outcome.get()).flatten().map(|outcome| view! {
            <Played outcome options=Arc::clone(&options) at told verdict />
        })}
        <NoKey why=no_key.into() />
        <div class="ask-do">
            <Show when=move || asking.get()><Confident sure /></Show>
            <Show when=move || told.get() && plays && !is_right.get()>
                <button class="btn" on:click=move |_| again()>"Try again"</button>
            </Show>
            <button
                class="btn"
                class:primary=move || asking.get()
                hidden=move || told.get() && !plays && is_right.get()
                disabled=move || asking.get() && chosen.with(BTreeSet::is_empty)
                on:click=press
            >
                <Show when=move || plays && !playing.get()>
                    <Ui name=Signal::derive(move || if asking.get() { "play" } else { "restart" }) />
                </Show>
                {word}
            </button>
        </div>
    }
    .into_any()
}

/// How many things must find room beside each other.
fn all_of(stops: &[GuessStop], options: usize) -> usize {
    stops.len().max(options)
}

/// Goes on by one stop, as long as it plays.
fn step(at: RwSignal<usize>, playing: RwSignal<bool>, stops: usize, end: Callback<()>) {
    set_timeout(
        move || {
            // Gone with its page, or skipped.
            if playing.try_get_untracked() != Some(true) {
                return;
            }
            let next = at.get_untracked() + 1;
            at.set(next);
            if next < stops {
                step(at, playing, stops, end);
            } else {
                end.run(());
            }
        },
        REST,
    );
}

/// The options: beneath the stops that they speak of, else one below the other.
#[component]
pub fn Options(
    /// The options.
    options: Arc<Vec<Choice>>,
    /// The line of stops; empty where they speak of none.
    line: Memo<Vec<GuessStop>>,
    /// What is chosen.
    chosen: RwSignal<BTreeSet<usize>>,
    /// Whether several may be.
    set: bool,
    /// What the browser knows the fields by.
    group: StoredValue<String>,
) -> impl IntoView {
    let one = Signal::derive(move || chosen.with(|it| it.first().copied()));
    move || {
        let stops = line.get();
        let letters = guess::letters(&stops, options.len());
        let mut order: Vec<usize> = (0..options.len()).collect();
        order.sort_by_key(|it| letters.get(*it).copied());
        let count = order.len();
        let option = |number: usize| {
            let text = options
                .get(number)
                .map(|it| it.text.clone())
                .unwrap_or_default();
            let letter = letters.get(number).copied().unwrap_or('?');
            let place = order
                .iter()
                .position(|it| *it == number)
                .unwrap_or_default();
            let (from, span) = columns(place, count);
            view! {
                <label class="ask-option" style:--from=from style:--span=span>
                    <input
                        type=if set { "checkbox" } else { "radio" }
                        name=group.get_value()
                        prop:checked=move || chosen.with(|it| it.contains(&number))
                        on:change=move |_| chosen.update(|it| {
                            if set {
                                if !it.remove(&number) {
                                    it.insert(number);
                                }
                            } else {
                                *it = [number].into();
                            }
                        })
                    />
                    <i class="letter" class:is-box=set aria-hidden="true">{(!set).then_some(letter)}</i>
                    <span><Said text /></span>
                </label>
            }
            .into_any()
        };
        if stops.is_empty() {
            let all = order.iter().map(|it| option(*it)).collect_view();
            return view! {
                <fieldset class="ask-list">
                    <legend class="visually-hidden">{if set { "Choose all that are right" } else { "Choose one" }}</legend>
                    {set.then(|| view! { <p class="muted small">"Choose all that are right."</p> })}
                    {all}
                </fieldset>
            }
            .into_any();
        }
        let long = all_of(&stops, count) > 8;
        let wires = connectors(&stops, &order, one);
        let all = stops.len();
        let mut rest: Vec<usize> = order.clone();
        let stops = stops.into_iter().enumerate().map(|(place, stop)| {
            rest.retain(|it| !stop.options.contains(it));
            let (from, span) = columns(place, all);
            let marks = stop.options.iter().map(|number| {
                let (number, letter) = (*number, letters.get(*number).copied().unwrap_or('?'));
                view! { <i class="letter" class:chosen=move || one.get() == Some(number)>{letter}</i> }
            });
            let bare = stop.options.is_empty();
            view! {
                <div class="ask-stop" class:gap=stop.left_out != 0 class:first=place == 0 style:--from=from style:--span=span>
                    <span class="ask-marks" aria-hidden="true">
                        {bare.then(|| view! { <i class="ask-mark"></i> })}
                        {marks.collect_view()}
                    </span>
                    <b>{stop.title}</b>
                    <span class="ask-about">{stop.about}</span>
                </div>
                {stop.options.iter().map(|it| option(*it)).collect_view()}
            }
        });
        let stops = stops.collect_view();
        let rest = rest.iter().map(|it| option(*it)).collect_view();
        view! {
            <fieldset class="ask-line ask-choose" class:long=long>
                <legend class="visually-hidden">"Choose where it ends"</legend>
                {stops}
                {rest}
                {wires}
            </fieldset>
        }
        .into_any()
    }
}
