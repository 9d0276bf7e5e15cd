//! The card of the morning bell: how many questions come back today, and from where.

use leptos::prelude::*;

use super::use_map;
use crate::app::course::learner::{now, use_learner};
use crate::app::front::{Wish, use_front};
use crate::app::parts::moment::day_name;
use crate::app::parts::{Ui, icon_path};
use crate::course::memory::chapter_of;
use crate::text;

/// So many chapters are named on the card.
const NAMED: usize = 3;

/// The card of the bell.
#[component]
pub fn BellCard() -> impl IntoView {
    let learner = use_learner();
    let front = use_front();
    let map = use_map();
    let today = now().day;
    let due = Memo::new(move |_| {
        learner.progress.with(|progress| {
            let due = progress.bell.due(today);
            let chapters = due.iter().filter_map(|it| chapter_of(it));
            let mut named: Vec<u32> = Vec::new();
            for chapter in chapters {
                if !named.contains(&chapter) && named.len() < NAMED {
                    named.push(chapter);
                }
            }
            (due.len(), named)
        })
    });
    let next = Memo::new(move |_| learner.progress.with(|it| it.bell.next(today)));
    let streak = Memo::new(move |_| {
        let alone = learner.people.with(|all| all.len() < 2);
        learner.progress.with(|progress| {
            // On a computer that several share, only for whoever wants it.
            let shown = progress.streak.map_or(alone, |(_, shown)| shown);
            let streak = progress.bell.streak(today);
            (shown && streak.days > 1).then_some(streak)
        })
    });
    let words = move || match (due.get().0, next.get()) {
        (0, None) => {
            "Nothing to repeat yet. Questions come back the day after you answered them.".to_owned()
        }
        (0, Some(next)) => format!(
            "Nothing to repeat today. The next {} {}.",
            if next.count == 1 {
                "question comes".to_owned()
            } else {
                format!("{} questions come", next.count)
            },
            day_name(next.day, today),
        ),
        (count, _) => format!(
            "{} back today. About {} minutes.",
            if count == 1 {
                "One question comes".to_owned()
            } else {
                format!("{} questions come", number_word(count))
            },
            // Fifty seconds each.
            (count * 5).div_ceil(6).max(2),
        ),
    };
    view! {
        <section class="bell-card" aria-labelledby="bell-title" class:quiet=move || due.get().0 == 0>
            <span class="bell-mark"><Ui name="bell" /></span>
            <h2 id="bell-title">"Morning bell"</h2>
            <p>{words}</p>
            <p class="bell-from">
                {move || {
                    let map = map.get()?;
                    Some(due.get().1.into_iter().filter_map(|it| map.room(it)).map(|room| view! {
                        <span><img class="icon" src=icon_path(&room.icon) alt="" />{room.service.clone()}</span>
                    }).collect_view())
                }}
            </p>
            {move || streak.get().map(|streak| view! {
                <p class="bell-row">{format!(
                    "{} in a row{}",
                    text::count(streak.days as usize, "morning", "mornings"),
                    if streak.paused { ", paused" } else { "" },
                )}</p>
            })}
            <Show when=move || { due.get().0 > 0 }>
                <button class="btn" on:click=move |_| front.wish(Wish::Bell)>"Answer them"</button>
            </Show>
        </section>
    }
}

/// Small numbers in words, as a sentence begins.
fn number_word(count: usize) -> &'static str {
    const WORDS: [&str; 9] = [
        "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    ];
    WORDS.get(count.wrapping_sub(2)).copied().unwrap_or("Ten")
}
