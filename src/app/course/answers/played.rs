//! What is said after a prediction: what happened, the table that decided, and a sentence
//! for every option, the learner's own first.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::Said;
use super::asked::Verdict;
use super::line::WayView;
use crate::app::parts::Ui;
use crate::app::parts::deciding::Deciding;
use crate::course::guess::GuessStop;
use crate::course::lesson::Choice;
use crate::explain::{deciding_table, hop_sentence};
use crate::network::{Hop, Trace, Verdict as Fate};

/// What came of an answer.
#[derive(Clone)]
pub struct Outcome {
    /// What the learner chose.
    pub own: Vec<usize>,
    /// What is right.
    pub key: Vec<usize>,
    /// Whether it is the same.
    pub right: bool,
    /// What happened to the packet, with the state that it was asked of.
    pub trace: Option<(Arc<Trace>, crate::analysis::Analysis)>,
    /// The stops of its way.
    pub stops: Vec<GuessStop>,
    /// The letters, as they stood on the line before.
    pub letters: Vec<char>,
}

/// The way, and behind its end the words.
#[component]
pub(super) fn Played(
    /// What came of the answer.
    outcome: Outcome,
    /// The options.
    options: Arc<Vec<Choice>>,
    /// The stop where the packet is.
    at: RwSignal<usize>,
    /// Whether it has come to its end.
    told: Memo<bool>,
    /// The element that takes the focus.
    verdict: NodeRef<html::P>,
) -> impl IntoView {
    let dropped = dropped_stop(&outcome);
    let way = (!outcome.stops.is_empty()).then(|| {
        view! {
            <WayView
                stops=outcome.stops.clone()
                letters=outcome.letters.clone()
                own=outcome.own.clone()
                right=outcome.key.clone()
                dropped
                at
            />
        }
    });
    view! {
        <div class="ask-told">
            {way}
            {move || told.get().then(|| view! {
                <Words outcome=outcome.clone() options=Arc::clone(&options) verdict />
            })}
        </div>
    }
}

/// The stop at which the packet is dropped, among those that are shown.
fn dropped_stop(outcome: &Outcome) -> Option<usize> {
    let (trace, _) = outcome.trace.as_ref()?;
    let lost = trace.verdict == Fate::Dropped;
    lost.then(|| outcome.stops.iter().rposition(|it| it.hop.is_some()))
        .flatten()
}

/// The decision of a hop, request first.
fn hop(trace: &Trace, place: usize) -> Option<&Hop> {
    let request = &trace.request.hops;
    match place.checked_sub(request.len()) {
        None => request.get(place),
        Some(back) => trace.response.hops.get(back),
    }
}

/// The verdict, what happened, and why.
#[component]
fn Words(outcome: Outcome, options: Arc<Vec<Choice>>, verdict: NodeRef<html::P>) -> impl IntoView {
    let happened = outcome.trace.as_ref().map(|(trace, analysis)| {
        let network = analysis.calm().network();
        let lost = trace.verdict == Fate::Dropped;
        let hops = trace.request.hops.len() + trace.response.hops.len();
        let last = hop(trace, hops.saturating_sub(1));
        // Where it was dropped; else where the learner thought that it would be.
        let thought = outcome
            .stops
            .iter()
            .find(|stop| stop.options.iter().any(|it| outcome.own.contains(it)));
        let decided = match lost {
            true => last,
            false => thought.and_then(|it| hop(trace, it.hop?)),
        };
        let table = decided.and_then(|hop| deciding_table(hop, network));
        let sentence = match lost {
            true => last.map_or_else(String::new, |it| hop_sentence(it, analysis.architecture())),
            false => "It arrives, and the answer comes back.".to_owned(),
        };
        let back = lost && !trace.response.hops.is_empty();
        (lost, back, sentence, table)
    });
    let pill = happened.as_ref().map(|(lost, back, _, _)| match (lost, back) {
        (false, _) => view! { <span class="pill ok"><Ui name="check" />"Delivered"</span> }.into_any(),
        (true, false) => view! { <span class="pill error"><Ui name="close" />"Dropped"</span> }.into_any(),
        (true, true) => view! { <span class="pill error"><Ui name="close" />"Dropped on the way back"</span> }.into_any(),
    });
    let sentence = happened
        .as_ref()
        .map(|(_, _, sentence, _)| sentence.clone());
    let table = happened.and_then(|(lost, _, _, table)| Some((table?, lost)));
    view! {
        <p class="ask-head" tabindex="-1" role="status" node_ref=verdict>
            <Verdict right=outcome.right wrong="You said something else" />
            {pill}
            {sentence.map(|it| view! { <b class="ask-sentence">{it}</b> })}
        </p>
        <div class="ask-because">
            {table.map(|(table, dropped)| view! { <div class="ask-table"><Deciding table dropped headed=false /></div> })}
            <Reasons outcome options />
        </div>
    }
}

/// A sentence for every option: the learner's own, the right one, the rest.
#[component]
pub fn Reasons(
    /// What came of the answer.
    outcome: Outcome,
    /// The options.
    options: Arc<Vec<Choice>>,
) -> impl IntoView {
    let mut order: Vec<usize> = (0..options.len()).collect();
    let rank = |option: usize| match (outcome.own.contains(&option), outcome.key.contains(&option))
    {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    };
    order.sort_by_key(|it| (rank(*it), outcome.letters.get(*it).copied()));
    let lines = order.into_iter().filter_map(|number| {
        let option = options.get(number)?;
        let own = outcome.own.contains(&number);
        let right = outcome.key.contains(&number);
        let letter = outcome.letters.get(number).copied().unwrap_or('?');
        let said = match (own, right) {
            (true, true) => "You said, and it is right: ",
            (true, false) => "You said: ",
            (false, true) => "Right: ",
            (false, false) => "",
        };
        Some(view! {
            <li class:own=own class:is-right=right>
                <i class="letter" class:said=own && !right class:is-right=right aria-hidden="true">{letter}</i>
                <p>
                    <span class="visually-hidden">{said}</span>
                    <b><Said text=option.text.clone() /></b>" "
                    {(own && !right).then(|| view! { <span class="tag" aria-hidden="true">"you said"</span>" " })}
                    <span class="ask-why"><Said text=option.why.clone() /></span>
                </p>
            </li>
        })
    });
    view! { <ol class="ask-reasons">{lines.collect_view()}</ol> }
}
