//! The learner's own dashboards, their widgets drawn as AWS draws them.

use leptos::prelude::*;

use super::room::use_room;
use crate::simulation::BoardWidget;
use crate::simulation::reading::chart::{HIGH, Line, Span, WIDE, top};
use crate::simulation::reading::words;

/// The dashboards.
#[component]
pub fn Dashboards() -> impl IntoView {
    let room = use_room();
    let boards = Memo::new(move |_| {
        let span = room.span();
        let at = room.at_chart();
        let boards = room.chart(|it| it.dashboards(span.from, at));
        (span, boards)
    });
    view! {
        <div class="boards">
            {move || {
                let (span, boards) = boards.get();
                if boards.is_empty() {
                    return view! { <p class="room-none">"There is no dashboard yet. Add one in Build: what stands on it is shown here as AWS would draw it."</p> }.into_any();
                }
                boards.into_iter().map(|(title, widgets)| view! {
                    <section>
                        <h3>{title}</h3>
                        <div class="board">{widgets.into_iter().map(|widget| view! { <Widget span widget /> }).collect_view()}</div>
                    </section>
                }).collect_view().into_any()
            }}
        </div>
    }
}

/// A widget: the latest numbers, or lines over time.
#[component]
fn Widget(span: Span, widget: BoardWidget) -> impl IntoView {
    let clock = use_room().clock();
    let latest = |line: &crate::simulation::Published| {
        let value = line.points.last().map(|it| words::value(it.1, &line.unit));
        value.unwrap_or_else(|| "–".to_owned())
    };
    let said: Vec<String> = widget
        .lines
        .iter()
        .map(|(name, line)| format!("{name} {}", latest(line)))
        .collect();
    let label = format!("{}: {}", widget.title, said.join("; "));
    if widget.is_number {
        return view! {
            <figure class="widget" role="img" aria-label=label>
                <figcaption>{widget.title}</figcaption>
                <div class="widget-numbers">
                    {widget.lines.iter().map(|(name, line)| view! { <p><b>{latest(line)}</b><span>{name.clone()}</span></p> }).collect_view()}
                </div>
            </figure>
        }
        .into_any();
    }
    let most = widget
        .lines
        .iter()
        .flat_map(|it| &it.1.points)
        .map(|it| it.1);
    let most = top(most.fold(0.0, f64::max));
    let unit = widget
        .lines
        .first()
        .map_or(String::new(), |it| it.1.unit.clone());
    view! {
        <figure class="widget" role="img" aria-label=label>
            <figcaption>{widget.title}</figcaption>
            <div class="widget-body">
                <svg viewBox=format!("0 0 {WIDE} {HIGH}") preserveAspectRatio="none" aria-hidden="true">
                    {widget.lines.iter().enumerate().map(|(place, (_, line))| {
                        let values = Line { points: line.points.clone(), period: line.period.max(1) };
                        view! { <path class="chart-values" data-shape="line" data-line=(place % 6).to_string() d=values.path(span, most)></path> }
                    }).collect_view()}
                </svg>
                <span class="chart-top">{words::value(most, &unit)}</span>
            </div>
            <div class="widget-axis"><span>{words::minute(clock, span.from)}</span><span>{words::minute(clock, span.to)}</span></div>
            <ul class="widget-key">
                {widget.lines.iter().enumerate().map(|(place, (name, _))| view! { <li data-line=(place % 6).to_string()>{name.clone()}</li> }).collect_view()}
            </ul>
        </figure>
    }
    .into_any()
}
