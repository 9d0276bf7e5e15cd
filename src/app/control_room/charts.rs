//! The charts: five measurements over one axis of time, as CloudWatch has
//! published them or as they truly were; or the learner's own dashboard.

use leptos::prelude::*;

use super::badge::Badge;
use super::chart::{Chart, Drawn, Shape};
use super::dashboard::Dashboards;
use super::room::{Range, Room, use_room};
use crate::app::parts::segments::Segments;
use crate::simulation::reading::chart::{self, Line};
use crate::simulation::reading::words;
use crate::simulation::{MINUTE, Panel, Second};

/// The five, with their words and AWS's name.
const PANELS: [(Panel, &str, &str, Shape); 5] = [
    (
        Panel::Requests,
        "Requests a minute",
        "RequestCount",
        Shape::Bars,
    ),
    (Panel::Cpu, "CPU", "group average", Shape::Line),
    (
        Panel::Latency,
        "Latency p95",
        "what customers wait",
        Shape::Line,
    ),
    (
        Panel::Errors,
        "5XX a minute",
        "balancer and targets",
        Shape::Errors,
    ),
    (
        Panel::Healthy,
        "Healthy hosts",
        "HealthyHostCount",
        Shape::Area,
    ),
];

/// The charts.
#[component]
pub fn Charts() -> impl IntoView {
    let room = use_room();
    let own = RwSignal::new(false);
    let drawn: Vec<Memo<Drawn>> = PANELS
        .iter()
        .map(|(panel, title, about, shape)| {
            let (panel, title, about, shape) = (*panel, *title, *about, *shape);
            Memo::new(move |_| draw(room, panel, title, about, shape))
        })
        .collect();
    let all = StoredValue::new(drawn.clone());
    let title = move || match room.range.get() {
        Range::Minutes => "Last 20 minutes",
        Range::Run if room.drill.with(Option::is_some) => "The drill",
        Range::Run => "The run so far",
        Range::Day => "24 hours",
    };
    let said = move || {
        let at = room.read_at.get().unwrap_or_else(|| room.at());
        let values = all.with_value(|all| {
            let values = all.iter().map(|it| it.with(|it| it.spoken_at(at)));
            values.collect::<Vec<_>>().join("; ")
        });
        format!("{}: {values}", words::minute(room.clock(), at))
    };
    let read = move |by: Second, on: bool| {
        let span = room.span();
        let at = room
            .read_at
            .get_untracked()
            .unwrap_or_else(|| room.at_now());
        let at = at / MINUTE * MINUTE;
        let to = if on {
            at.saturating_add(by)
        } else {
            at.saturating_sub(by)
        };
        room.read_at
            .set(Some(to.clamp(span.from, room.at_now().max(span.from))));
    };
    view! {
        <section class="room-charts" aria-label="Charts">
            <div class="room-charts-head">
                <h2>{title}</h2>
                <Segments
                    label="Time shown"
                    choices=vec![(Range::Minutes, "20 min"), (Range::Run, "Run"), (Range::Day, "Day")]
                    value=room.range
                    on_change=Callback::new(move |range| { room.range.set(range); room.refresh(true); })
                />
            </div>
            <div class="room-charts-how">
                <Segments
                    label="Values"
                    choices=vec![(false, "As published"), (true, "True")]
                    value=room.truly
                    on_change=Callback::new(move |truly| room.truly.set(truly))
                />
                <Segments
                    label="Charts or dashboard"
                    choices=vec![(false, "Charts"), (true, "Dashboard")]
                    value=own
                    on_change=Callback::new(move |it| own.set(it))
                />
            </div>
            <Show when=move || !own.get() fallback=|| view! { <Dashboards /> }>
                <div
                    class="room-charts-body"
                    data-own-keys=""
                    role="group"
                    tabindex="0"
                    aria-label="Charts. The arrow keys read them minute by minute."
                    on:keydown=move |event| {
                        match event.key().as_str() {
                            "ArrowLeft" => read(MINUTE, false),
                            "ArrowRight" => read(MINUTE, true),
                            "Escape" => room.read_at.set(None),
                            _ => return,
                        }
                        event.prevent_default();
                        if room.read_at.get_untracked().is_some() {
                            room.say(untrack(said));
                        }
                    }
                    on:blur=move |_| room.read_at.set(None)
                    on:pointerleave=move |_| room.read_at.set(None)
                >
                    <Badges />
                    <div class="room-charts-list" tabindex="0" role="group" aria-label="Charts">
                        {drawn.iter().map(|it| view! { <Chart drawn=*it /> }).collect_view()}
                    </div>
                    <Axis />
                </div>
                <Table all />
            </Show>
        </section>
    }
}

/// Reads one measurement for a chart.
fn draw(room: Room, panel: Panel, title: &'static str, about: &'static str, shape: Shape) -> Drawn {
    let span = room.span();
    let truly = room.truly.get();
    let at = room.at_chart();
    let published = room.chart(|it| it.published(panel, span.from, at));
    let line = if truly {
        room.chart(|it| chart::truth(it.record(), panel, span, at))
    } else {
        Line {
            points: published.points.clone(),
            period: published.period.max(1),
        }
    };
    let thresholds = published.thresholds;
    let unit = match panel {
        Panel::Cpu => "Percent",
        Panel::Latency => "Seconds",
        _ => "Count",
    };
    let marks = thresholds.iter().map(|it| it.0).fold(0.0, f64::max);
    let top = match panel {
        Panel::Cpu => 100.0,
        Panel::Healthy => {
            let most = room.view.with_untracked(|view| {
                view.servers.iter().filter(|it| it.health.is_some()).count()
            });
            // A handful.
            line.most().max(most as f64).max(1.0)
        }
        _ => chart::top(line.most().max(marks) * 1.05),
    };
    let of = (panel == Panel::Healthy).then(|| {
        room.view
            .with_untracked(|view| view.servers.iter().filter(|it| it.health.is_some()).count())
    });
    Drawn {
        title,
        about,
        unit,
        shape,
        span,
        top,
        line,
        thresholds,
        of,
        truly,
        clock: room.clock(),
        now: at,
    }
}

/// The badges above the charts, and their lines through all of them.
#[component]
fn Badges() -> impl IntoView {
    let room = use_room();
    let badges = Memo::new(move |_| {
        let span = room.span();
        let mut last = f64::NEG_INFINITY;
        let story = room.story();
        let within = story.into_iter().filter(|it| span.holds(it.at));
        within
            .filter_map(|it| {
                let part = span.part(it.at);
                let apart = part - last > 0.07;
                if apart {
                    last = part;
                }
                apart.then_some((it.number, it.manner, part))
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="chart-badges" aria-hidden="true">
            {move || badges.get().into_iter().map(|(number, manner, part)| view! {
                <span class="chart-badge" data-manner=super::room::manner_key(manner) style:left=format!("{:.3}%", part * 100.0)><Badge number manner /></span>
            }).collect_view()}
        </div>
    }
}

/// The axis of time beneath the last chart.
#[component]
fn Axis() -> impl IntoView {
    let room = use_room();
    view! {
        <div class="chart-axis" aria-hidden="true">
            {move || {
                let span = room.span();
                let clock = room.clock();
                let now = span.part(room.at());
                let ticks = span.ticks(4, clock.of_day(0)).into_iter();
                // The word "now" has the end for itself.
                let ticks = ticks.filter(|at| (span.part(*at) - now + 0.04).abs() > 0.12);
                ticks.map(|at| view! {
                    <span style:left=format!("clamp(16px, {:.3}%, 100% - 16px)", span.part(at) * 100.0)>{words::minute(clock, at)}</span>
                }).collect_view()
            }}
            <b style:left=move || format!("max(28px, {:.3}%)", room.span().part(room.at()) * 100.0)>{move || if room.is_now() { "now" } else { "then" }}</b>
        </div>
    }
}

/// The same as a table.
#[component]
fn Table(all: StoredValue<Vec<Memo<Drawn>>>) -> impl IntoView {
    let room = use_room();
    let open = RwSignal::new(false);
    view! {
        <div class="chart-table">
            <button class="btn quiet small" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|it| *it = !*it)>"Show as table"</button>
            <Show when=move || open.get()>
                <table class="table">
                    <thead><tr><th>"Time"</th>{PANELS.map(|it| view! { <th class="num">{it.1}</th> }).collect_view()}</tr></thead>
                    <tbody>
                        {move || {
                            let span = room.span();
                            let at = room.at_chart();
                            let clock = room.clock();
                            let step = ((span.to - span.from) / 24).div_ceil(MINUTE).max(1) * MINUTE;
                            let first = span.from.div_ceil(step) * step;
                            let times = (0..24).map(|it| first + it * step).take_while(|it| *it < at);
                            times.collect::<Vec<_>>().into_iter().rev().map(|at| view! {
                                <tr><td>{words::minute(clock, at)}</td>{all.with_value(|all| all.iter().map(|it| {
                                    let value = it.with(|it| it.value_at(at));
                                    view! { <td class="num">{value}</td> }
                                }).collect_view())}</tr>
                            }).collect_view()
                        }}
                    </tbody>
                </table>
            </Show>
        </div>
    }
}
