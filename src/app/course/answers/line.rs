//! The line of stops: before the answer with the options on it, afterwards with the packet.

use leptos::prelude::*;

use crate::course::guess::GuessStop;
use crate::text::count;

/// Into so many columns a line is cut, so that stops and options need not be as many.
const COLUMNS: usize = 120;

/// The columns of the `n`th of `count` things, for `style:--from` and `style:--span`.
pub(super) fn columns(n: usize, count: usize) -> (String, String) {
    let edge = |n: usize| n * COLUMNS / count.max(1);
    let from = edge(n) + 1;
    (from.to_string(), (edge(n + 1) - edge(n)).to_string())
}

/// Lines from stops to the options that speak of them; seen where the line lies.
pub(super) fn connectors(
    stops: &[GuessStop],
    order: &[usize],
    chosen: Signal<Option<usize>>,
) -> AnyView {
    let middle =
        |n: usize, count: usize| (n * 2 + 1) as f64 * COLUMNS as f64 / (count.max(1) * 2) as f64;
    let lines = order.iter().enumerate().filter_map(|(place, option)| {
        let stop = stops.iter().position(|it| it.options.contains(option))?;
        let (from, to) = (middle(stop, stops.len()), middle(place, order.len()));
        let way = format!("M{from:.2} 0C{from:.2} 18 {to:.2} 10 {to:.2} 28");
        let option = *option;
        Some(view! { <path d=way class:chosen=move || chosen.get() == Some(option) /> })
    });
    view! {
        <svg class="ask-wires" viewBox="0 0 120 28" preserveAspectRatio="none" aria-hidden="true">
            {lines.collect_view()}
        </svg>
    }
    .into_any()
}

/// How a stop of the way stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    Current,
    Todo,
    Dropped,
}

/// The way that the packet took, up to the stop where it is.
#[component]
pub fn WayView(
    /// The stops.
    stops: Vec<GuessStop>,
    /// The letters of the options.
    letters: Vec<char>,
    /// What the learner chose.
    own: Vec<usize>,
    /// The right option.
    right: Vec<usize>,
    /// The stop at which the packet is dropped.
    dropped: Option<usize>,
    /// The stop where it is; past the last, everything is told.
    #[prop(into)]
    at: Signal<usize>,
) -> impl IntoView {
    let all = stops.len();
    let long = all > 8;
    let last = stops
        .iter()
        .rposition(|it| it.hop.is_some())
        .unwrap_or_default();
    let items = stops.into_iter().enumerate().map(|(place, stop)| {
        let lost = stop.hop.is_none();
        let state = Memo::new(move |_| match at.get() {
            _ if lost => State::Todo,
            now if dropped == Some(place) && now >= place => State::Dropped,
            now if now > last || now > place => State::Done,
            now if now == place => State::Current,
            _ => State::Todo,
        });
        let is = move |it: State| state.get() == it;
        let spoken = move || match state.get() {
            State::Done => "passed: ",
            State::Current => "here: ",
            State::Dropped => "dropped here: ",
            State::Todo if lost => "not reached: ",
            State::Todo => "",
        };
        // Only the learner's own letter stays on the line, dashed unless it was right.
        let mine = stop.options.iter().copied().find(|it| own.contains(it));
        let badge = mine.map(|option| {
            let kept = right.contains(&option);
            let letter = letters.get(option).copied().unwrap_or('?');
            view! {
                <span class="ask-mine" class:is-right=kept>
                    <i class="letter" class:said=!kept class:is-right=kept aria-hidden="true">{letter}</i>
                    "you said"
                </span>
            }
        });
        let (from, span) = columns(place, all);
        let skipped = (stop.left_out > 0).then(|| {
            let words = count(stop.left_out, "stop", "stops");
            view! { <small class="ask-skipped">{format!("{words} let it through")}</small> }
        });
        view! {
            <li
                class="ask-stop"
                class:done=move || is(State::Done)
                class:current=move || is(State::Current)
                class:todo=move || is(State::Todo)
                class:dropped=move || is(State::Dropped)
                class:gap=stop.left_out != 0
                style:--from=from
                style:--span=span
            >
                {skipped}
                <i class="ask-mark" aria-hidden="true"></i>
                <span class="visually-hidden">{spoken}</span>
                <b>{stop.title}</b>
                // What decided there is told once the packet is there.
                <span class="ask-about">{move || if is(State::Todo) && !lost { String::new() } else { stop.about.clone() }}</span>
                {badge}
            </li>
        }
    });
    view! { <ol class="ask-line ask-way" class:long=long aria-label="The way of the packet">{items.collect_view()}</ol> }
}
