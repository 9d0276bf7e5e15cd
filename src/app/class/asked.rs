//! A question to the class: the options with the hands that were raised for each, counted by
//! the teacher, and the right answer once it is told.

use leptos::prelude::*;

use super::state::Class;
use crate::app::parts::Ui;
use crate::course::class::{Answered, Asked};
use crate::text::count;

/// A question.
pub fn asked(class: Class, asked: &Asked) -> AnyView {
    let options = asked.options();
    let told = Memo::new(move |_| class.is_told());
    let answer = Memo::new(move |_| class.answer());
    let plays = matches!(asked, Asked::Task(ask) if ask.gives_away());
    let word = if plays { "Play it" } else { "Tell the answer" };
    let foot = view! {
        <Show when=move || !told.get()>
            <button class="btn primary class-tell" on:click=move |_| class.tell()>
                <Ui name=if plays { "play" } else { "check" } />{word}
            </button>
        </Show>
    };
    if options.is_empty() {
        return view! {
            {move || answer.get().map(|it| words(&it))}
            {foot}
        }
        .into_any();
    }
    let all = options.into_iter().enumerate().map(|(place, text)| {
        view! { <Choice class place text answer /> }
    });
    let sum = move || {
        let hands = class.counted();
        match answer.get() {
            Some(Ok(Answered::Options { right, .. })) if hands.all() > 0 => {
                let of = right.iter().map(|it| hands.of(*it)).sum::<u32>();
                format!(
                    "{of} of {} were right.",
                    count(hands.all() as usize, "hand", "hands")
                )
            }
            _ if hands.all() == 0 => {
                "Count the hands for each: + or −, or the keys 1 to 9.".to_owned()
            }
            _ => format!("{} counted.", count(hands.all() as usize, "hand", "hands")),
        }
    };
    let fault = move || match answer.get() {
        Some(Err(why)) => Some(why),
        _ => None,
    };
    view! {
        <ol class="class-options">{all.collect_view()}</ol>
        <div class="class-foot">
            <p role="status">{sum}</p>
            {foot}
        </div>
        {move || fault().map(|why| view! { <p class="class-fault">{why}</p> })}
    }
    .into_any()
}

type Answer = Memo<Option<Result<Answered, String>>>;

/// An option, with its hands.
#[component]
fn Choice(
    /// The class.
    class: Class,
    /// Its place.
    place: usize,
    /// What it says.
    text: String,
    /// The answer, once it is told.
    answer: Answer,
) -> impl IntoView {
    let letter = char::from(b'A' + (place % 26) as u8);
    let right = Memo::new(move |_| {
        answer.with(|it| match it {
            Some(Ok(Answered::Options { right, .. })) => Some(right.contains(&place)),
            _ => None,
        })
    });
    let hands = Memo::new(move |_| class.counted());
    let number = move || hands.with(|it| it.of(place));
    let share = move || format!("{}%", hands.with(|it| it.percent(place)));
    let state = move || match right.get() {
        Some(true) => Some("right"),
        Some(false) => Some("wrong"),
        None => None,
    };
    view! {
        <li data-state=state>
            <i class="class-bar" style:width=share aria-hidden="true"></i>
            <b class="class-letter" aria-hidden="true">
                {move || match right.get() {
                    Some(true) => view! { <Ui name="check" /> }.into_any(),
                    _ => letter.into_any(),
                }}
            </b>
            <div class="class-option">
                <Show when=move || right.get() == Some(true)><span class="visually-hidden">"Right: "</span></Show>
                <span>{text.clone()}</span>
            </div>
            <div class="class-hands" role="group" aria-label=format!("Hands for {letter}")>
                <button aria-label=format!("One hand less for {letter}") disabled=move || number() == 0 on:click=move |_| class.count(place, false)><Ui name="minus" /></button>
                <output>{number}</output>
                <button aria-label=format!("One more hand for {letter}") on:click=move |_| class.count(place, true)><Ui name="plus" /></button>
            </div>
        </li>
    }
}

/// An answer in words.
fn words(answer: &Result<Answered, String>) -> AnyView {
    match answer {
        Ok(Answered::Words(all)) => view! {
            <dl class="class-words">
                {all.iter().map(|(asked, answer)| view! {
                    <div><dt>{asked.clone()}</dt><dd>{answer.clone()}</dd></div>
                }).collect_view()}
            </dl>
        }
        .into_any(),
        Ok(Answered::Options { .. }) => ().into_any(),
        Err(why) => view! { <p class="class-fault">{why.clone()}</p> }.into_any(),
    }
}
