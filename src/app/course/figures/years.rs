//! Years: the rules of a bucket, what lies where over 36 months, and what becomes of
//! somebody who asks for an object.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::Ui;
use crate::course::figures::{Move, Years, dollars};
use crate::text::{count, grouped};

/// The classes as the chart stacks them: Standard at the foot.
const STACK: [&str; 5] = [
    "STANDARD",
    "STANDARD_IA",
    "GLACIER_IR",
    "GLACIER",
    "DEEP_ARCHIVE",
];

/// What the sliders of the moves are called.
const AFTER: [&str; Years::MOST_MOVES] = [
    "First move, after",
    "Second move, after",
    "Third move, after",
];

/// The body of the figure.
#[component]
pub fn YearsBody(handle: Handle) -> impl IntoView {
    let years = state!(handle, Years);
    let many = Memo::new(move |_| years.with(|it| it.moves().len()));
    let delete = Memo::new(move |_| u64::from(years.with(Years::delete)));
    let age = Memo::new(move |_| u64::from(years.with(Years::age)));
    let change = move |edit: &dyn Fn(&mut Vec<Move>)| {
        let mut moves = years.with_untracked(|it| it.moves().to_vec());
        edit(&mut moves);
        let told = moves
            .iter()
            .map(|it| json!({ "after": it.after, "to": it.to }));
        handle.put("moves", told.collect::<Vec<_>>());
    };
    let less = move |_| change(&|it| it.truncate(it.len().saturating_sub(1)));
    // The next move begins later and lower than the last, as far as there is room.
    let more = move |_| {
        change(&|it| {
            let last = it.last().map(|it| (it.after, it.to));
            let place = last.and_then(|(_, to)| Years::CLASSES.iter().position(|it| *it == to));
            let next = place.map_or(0, |it| (it + 1).min(Years::CLASSES.len() - 1));
            let after = last.map_or(30, |(after, _)| (after + 90).min(Years::OLDEST));
            it.push(Move {
                after,
                to: Years::CLASSES[next],
            });
        });
    };
    let shown = move |of: fn(&Years) -> String| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                years.with(of)
            }
        }
    };
    view! {
        <div class="years-moves">
            {move || (0..many.get()).map(|place| view! { <MoveRow handle years=years.into() place /> }).collect_view()}
        </div>
        <div class="figure-row">
            <button type="button" class="btn" disabled=move || many.get() == 0 on:click=less><Ui name="minus" />"One move less"</button>
            <button type="button" class="btn" disabled=move || { many.get() >= Years::MOST_MOVES } on:click=more><Ui name="plus" />"One move more"</button>
        </div>
        <Range
            label="Delete after"
            id=handle.html_id("delete")
            value=delete
            range=(0, 1_460, 5)
            text=Signal::derive(move || match delete.get() {
                0 => "never".to_owned(),
                days => count(days as usize, "day", "days"),
            })
            on_change=Callback::new(move |it: u64| handle.put("delete", json!(it)))
        />
        {move || (!handle.waits()).then(|| view! { <Chart years=years.into() /> })}
        <Range
            label="Somebody asks for an object of"
            id=handle.html_id("age")
            value=age
            range=(0, 1_090, 5)
            text=Signal::derive(move || count(age.get() as usize, "day", "days"))
            on_change=Callback::new(move |it: u64| handle.put("age", json!(it)))
        />
        {move || (!handle.waits()).then(|| view! { <p class="years-answer">{move || years.with(Years::answer)}</p> })}
        <dl class="figure-numbers">
            <div><dt>"First year"</dt><dd>{shown(|it| dollars(it.year(0).sum()))}</dd></div>
            <div><dt>"Second year"</dt><dd>{shown(|it| dollars(it.year(1).sum()))}</dd></div>
            <div><dt>"Third year"</dt><dd>{shown(|it| dollars(it.year(2).sum()))}</dd></div>
            <div><dt>"All in Standard"</dt><dd>{shown(|it| dollars(it.year_in_standard(2)))}</dd></div>
        </dl>
    }
}

/// One move: where to, and after how many days.
#[component]
fn MoveRow(handle: Handle, years: Signal<Years>, place: usize) -> impl IntoView {
    let own = Memo::new(move |_| years.with(|it| it.moves().get(place).copied()));
    let after = Memo::new(move |_| own.get().map_or(0, |it| u64::from(it.after)));
    let put = move |edit: &dyn Fn(&mut Move)| {
        let mut moves = years.with_untracked(|it| it.moves().to_vec());
        if let Some(it) = moves.get_mut(place) {
            edit(it);
        }
        let told = moves
            .iter()
            .map(|it| json!({ "after": it.after, "to": it.to }));
        handle.put("moves", told.collect::<Vec<_>>());
    };
    view! {
        <div class="years-move">
            <select
                class="input"
                aria-label=format!("Class of move {}", place + 1)
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    if let Some(class) = Years::CLASSES.into_iter().find(|it| *it == chosen) {
                        put(&|it| it.to = class);
                    }
                }
            >
                {Years::CLASSES.into_iter().map(|class| view! {
                    <option value=class prop:selected=move || own.get().is_some_and(|it| it.to == class)>{format!("to {}", Years::name(class))}</option>
                }).collect_view()}
            </select>
            <Range
                label=AFTER.get(place).copied().unwrap_or("After")
                id=handle.html_id(&format!("after-{place}"))
                value=after
                range=(0, 1_090, 5)
                text=Signal::derive(move || count(after.get() as usize, "day", "days"))
                on_change=Callback::new(move |days: u64| put(&|it| it.after = u32::try_from(days).unwrap_or(0)))
            />
        </div>
    }
}

/// What lies in which class, month by month.
#[component]
fn Chart(years: Signal<Years>) -> impl IntoView {
    let months = Memo::new(move |_| {
        years.with(|it| (1..=36).map(|month| it.stock(month)).collect::<Vec<_>>())
    });
    // The height of the chart is what would lie there if nothing was deleted.
    let most = Memo::new(move |_| years.with(|it| (it.gb() * 1_095).max(1)));
    let picture = move || {
        let end = months.with(|it| it.last().copied().unwrap_or_default());
        let lies = STACK.iter().zip(end).filter(|(_, gb)| *gb > 0);
        let lies: Vec<String> = lies
            .map(|(class, gb)| format!("{} GB in {}", grouped(gb), Years::name(class)))
            .collect();
        match lies.is_empty() {
            true => "After three years nothing is stored.".to_owned(),
            false => format!("After three years: {}.", crate::text::list(lies)),
        }
    };
    view! {
        <div class="years-chart" role="img" aria-label=picture>
            {(0..36).map(|month| {
                let part = move |gb: u64| format!("{}%", 100.0 * gb as f64 / most.get() as f64);
                let stock = move || months.with(|it| it.get(month).copied().unwrap_or_default());
                view! {
                    <span>
                        {(0..STACK.len()).map(|place| view! {
                            <i
                                data-class=STACK[place]
                                style:--part=move || part(stock()[place])
                                style:--from=move || part(stock()[..place].iter().sum())
                            ></i>
                        }).collect_view()}
                    </span>
                }
            }).collect_view()}
        </div>
        <div class="demand-hours mono" aria-hidden="true"><span>"0"</span><span>"1"</span><span>"2"</span><span>"3 years"</span></div>
        <ul class="years-key" aria-hidden="true">
            {STACK.iter().enumerate().map(|(place, class)| {
                let used = move || months.with(|it| it.iter().any(|stock| stock[place] > 0));
                view! { <li hidden=move || !used()><i data-class=*class></i>{Years::name(class)}</li> }
            }).collect_view()}
        </ul>
        <AsTable
            heads=vec!["Month", "Standard", "IA", "Instant", "Flexible", "Deep"]
            rows=Signal::derive(move || months.with(|it| {
                let half_years = it.iter().enumerate().skip(5).step_by(6);
                half_years.map(|(month, stock)| {
                    let cells = stock.iter().map(|gb| grouped(*gb));
                    std::iter::once((month + 1).to_string()).chain(cells).collect()
                }).collect::<Vec<Vec<String>>>()
            }))
        />
    }
}
