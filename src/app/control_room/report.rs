//! What came of a run: the result in plain words, the course of it beside the
//! run before, criteria, numbers, what helped and what did not.

use leptos::prelude::*;

use super::room::{REPORT, Room, Stage, use_room};
use super::scorecard::{Card, Criterion, Verdict, card};
use crate::app::parts::{Ui, icon_path};
use crate::app::state::{Mode, Screen};
use crate::architecture::Remedy;
use crate::simulation::Second;
use crate::simulation::reading::chart::{HIGH, Line, Span, WIDE};
use crate::simulation::reading::words::{length, minute};
use crate::simulation::record::TALLY;
use crate::text::grouped;

/// The report.
#[component]
pub fn Report() -> impl IntoView {
    let room = use_room();
    let card = Memo::new(move |_| {
        let about = about(room);
        room.ended.with(|runs| card(runs, &about))
    });
    let outdated = Memo::new(move |_| room.is_outdated());
    view! {
        <section class="room-report" aria-label="Report">
            <div class="report">
                <header class="report-head">
                    <div class="grow">
                        <p class="report-about">{move || card.with(|it| it.about.clone())}</p>
                        <h2 id=REPORT tabindex="-1">{move || card.with(|it| it.title.clone())}</h2>
                        <p class="report-sentence">{move || card.with(|it| it.sentence.clone())}" "<b>{move || card.with(passed)}</b></p>
                    </div>
                    <div class="row">
                        <Show when=move || matches!(room.store.screen.get(), Screen::Lesson(_))>
                            <button class="btn" on:click=move |_| room.store.turn(Mode::Build)><Ui name="chevron-left" />"Back to the task"</button>
                        </Show>
                        <button class="btn" title="A file that plays the same run again, here or with `cloud-campus run`" on:click=move |_| room.save_run()><Ui name="download" />"Save the run"</button>
                        <button class="btn" title="What came of it, as JSON" on:click=move |_| room.save_report()><Ui name="file" />"Save the report"</button>
                        <button class="btn" on:click=move |_| { room.stage.set(Stage::Run); room.look_at(0); }><Ui name="play" />"Watch it again"</button>
                        <button class="btn primary" on:click=move |_| room.begin_again()><Ui name="restart" />{move || if outdated.get() { "Run it with the new design" } else { "Run it again" }}</button>
                    </div>
                </header>
                {move || card.with(|it| view! { <Course card=it.clone() /> })}
                <div class="report-columns">
                    {move || card.with(|it| (!it.criteria.is_empty()).then(|| view! { <Criteria card=it.clone() /> }))}
                    {move || card.with(|it| view! { <Numbers card=it.clone() /> })}
                    {move || card.with(|it| (!it.saved.is_empty() || !it.sank.is_empty()).then(|| view! {
                        <div class="report-stack">
                            <Verdicts title="What saved it" icon="shield" kind="saved" all=it.saved.clone() />
                            <Verdicts title="What sank it" icon="bolt" kind="sank" all=it.sank.clone() />
                        </div>
                    }))}
                    {move || card.with(|it| view! { <Causes card=it.clone() /> })}
                </div>
            </div>
        </section>
    }
}

/// When and with which seed it was.
fn about(room: Room) -> String {
    let clock = room.clock();
    let (to, seed) = room
        .peek(|it| (it.now(), it.run().seed))
        .unwrap_or_default();
    format!(
        "{}, {} to {} IST · seed {seed}",
        clock.day(0),
        minute(clock, 0),
        minute(clock, to)
    )
}

fn passed(card: &Card) -> String {
    if card.criteria.is_empty() {
        return String::new();
    }
    let passed = card.criteria.iter().filter(|it| it.passed).count();
    format!("{passed} of {} criteria passed.", card.criteria.len())
}

/// The share that was answered, over the run.
#[component]
fn Course(card: Card) -> impl IntoView {
    let room = use_room();
    let ends = |series: &[Option<f64>]| Second::try_from(series.len()).unwrap_or_default() * TALLY;
    let to = ends(&card.series).max(ends(&card.series_before)).max(1);
    let span = Span { from: 0, to };
    let line = |series: &[Option<f64>]| {
        let points = series.iter().enumerate().filter_map(|(place, it)| {
            let at = Second::try_from(place).unwrap_or_default() * TALLY;
            it.map(|it| (at, it))
        });
        Line {
            points: points.collect(),
            period: TALLY,
        }
        .path(span, 1.05)
    };
    let (this, before) = (line(&card.series), line(&card.series_before));
    let has_before = card.before.is_some();
    let clock = room.clock();
    let label = format!(
        "Requests answered, in percent: {}. {}",
        card.title, card.sentence
    );
    view! {
        <section class="report-card report-course">
            <h3>"Requests answered"<span>"percent, every 10 seconds"</span>
                {card.before.clone().map(|it| view! { <span class="report-key"><i></i>"This run"<i class="before"></i>{it}</span> })}
            </h3>
            <div class="report-plot" role="img" aria-label=label>
                <svg viewBox=format!("0 0 {WIDE} {HIGH}") preserveAspectRatio="none" aria-hidden="true">
                    {has_before.then(|| view! { <path class="report-before" d=before></path> })}
                    <path class="report-this" d=this></path>
                </svg>
            </div>
            <div class="report-axis" aria-hidden="true">
                {span.ticks(6, clock.of_day(0)).into_iter().map(|at| view! { <span style:left=format!("{:.3}%", span.part(at) * 100.0)>{minute(clock, at)}</span> }).collect_view()}
            </div>
        </section>
    }
}

/// What had to hold.
#[component]
fn Criteria(card: Card) -> impl IntoView {
    let passed = card.criteria.iter().filter(|it| it.passed).count();
    let failed = card.criteria.len() - passed;
    let before = card.before.clone().unwrap_or_default();
    view! {
        <section class="report-card">
            <h3>"Criteria"
                <span class="pill ok">{format!("{passed} passed")}</span>
                {(failed > 0).then(|| view! { <span class="pill error">{format!("{failed} failed")}</span> })}
            </h3>
            <ul class="criteria">
                {card.criteria.into_iter().map(|it| view! { <One it before=before.clone() /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn One(it: Criterion, before: String) -> impl IntoView {
    view! {
        <li class="criterion" data-passed=it.passed.to_string()>
            <i class="criterion-mark"><Ui name=if it.passed { "check" } else { "close" } /></i>
            <b><span class="visually-hidden">{if it.passed { "Passed: " } else { "Failed: " }}</span>{it.title}</b>
            <b class="criterion-value">{it.value}</b>
            <span>{it.goal}</span>
            <span class="criterion-before">{it.before.map(|it| format!("{}: {it}", before.to_lowercase()))}</span>
        </li>
    }
}

/// The numbers.
#[component]
fn Numbers(card: Card) -> impl IntoView {
    let before = card.before.clone();
    view! {
        <section class="report-card">
            <h3>"Numbers"</h3>
            <table class="report-numbers">
                <thead><tr><th><span class="visually-hidden">"What"</span></th><th>"This run"</th>{before.map(|it| view! { <th>{it}</th> })}</tr></thead>
                <tbody>
                    {card.numbers.into_iter().map(|it| view! {
                        <tr><th scope="row">{it.title}</th><td><b>{it.value}</b></td>{it.before.map(|it| view! { <td>{it}</td> })}</tr>
                    }).collect_view()}
                </tbody>
            </table>
        </section>
    }
}

/// Failed requests by cause, and the longest outage of every run.
#[component]
fn Causes(card: Card) -> impl IntoView {
    let all: u64 = card.causes.iter().map(|it| it.1).sum();
    let share = move |count: u64| format!("{:.2}%", 100.0 * count as f64 / all.max(1) as f64);
    let longest = card.outages.iter().map(|it| it.1).max().unwrap_or(0);
    let bar = move |out: u32| format!("{:.2}%", 100.0 * f64::from(out) / f64::from(longest.max(1)));
    let last = card.outages.len().saturating_sub(1);
    view! {
        <section class="report-card">
            <h3>"Failed, by cause"<b class="report-sum">{grouped(all)}</b></h3>
            {if all == 0 {
                view! { <p class="room-none">"No request failed."</p> }.into_any()
            } else {
                let bars = card.causes.iter().enumerate().map(|(place, (_, count))| view! {
                    <i data-place=place.min(4).to_string() style:width=share(*count)></i>
                }).collect_view();
                view! {
                    <div class="causes-bar" aria-hidden="true">{bars}</div>
                    <ul class="causes">
                        {card.causes.iter().enumerate().map(|(place, (words, count))| view! {
                            <li><i data-place=place.min(4).to_string()></i><span>{words.clone()}</span><b>{grouped(*count)}</b></li>
                        }).collect_view()}
                    </ul>
                }.into_any()
            }}
            {(card.outages.len() > 1).then(|| view! {
                <h3 class="report-more">"Longest outage, all runs"</h3>
                <ul class="outages">
                    {card.outages.iter().enumerate().map(|(place, (name, out))| view! {
                        <li data-this=(place == last).then_some("")><span>{name.clone()}</span><i><i style:width=bar(*out)></i></i><b>{length(*out)}</b></li>
                    }).collect_view()}
                </ul>
            })}
        </section>
    }
}

/// What helped, or did not.
#[component]
fn Verdicts(
    title: &'static str,
    icon: &'static str,
    kind: &'static str,
    all: Vec<Verdict>,
) -> impl IntoView {
    let room = use_room();
    (!all.is_empty()).then(|| view! {
        <section class="report-card">
            <h3><Ui name=icon />{title}</h3>
            <ul class="verdicts" data-kind=kind>
                {all.into_iter().map(|it| {
                    let image = it.thing.as_ref().and_then(|id| {
                        let analysis = room.store.peek_analysis();
                        analysis.architecture().kind_of(id).map(|it| icon_path(it.info().icon))
                    });
                    let thing = it.thing.clone();
                    view! {
                        <li>
                            {image.map(|it| view! { <img class="icon" src=it alt="" /> })}
                            <button on:click=move |_| { room.stage.set(Stage::Run); room.store.select(thing.clone()); }><b>{it.title}</b></button>
                            <b class="verdict-worth">{it.worth}</b>
                            <p>{it.sentence}</p>
                            {it.repair.map(|repair| view! { <Repair repair /> })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}

/// The change that would have prevented what sank the run, as one step that can
/// be taken back; the next run shows what it is worth.
#[component]
fn Repair(repair: Remedy) -> impl IntoView {
    let store = use_room().store;
    let edits = StoredValue::new(repair.edits);
    // What is so already is not offered again, and what is undone is.
    let is_done = Memo::new(move |_| {
        store.with(|session| {
            let before = session.document();
            let mut after = before.clone();
            let is_possible = edits.with_value(|edits| after.apply_all(edits.clone()).is_ok());
            !is_possible || after.architecture == before.architecture
        })
    });
    let label = StoredValue::new(repair.label);
    let run = move |_| {
        let label = label.get_value();
        if store.perform(label.clone(), edits.get_value()) {
            store.toast_with_undo(format!(
                "Done: {label}. Run it again to see what it is worth."
            ));
        }
    };
    view! {
        <Show when=move || !is_done.get() fallback=|| view! { <p class="verdict-done"><Ui name="check" />"Done"</p> }>
            <button class="btn small" on:click=run><Ui name="check" />{label.get_value()}</button>
        </Show>
    }
}
