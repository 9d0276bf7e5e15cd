//! One chart: a picture that is stretched, with its words beside and over it.

use leptos::prelude::*;

use super::room::use_room;
use crate::simulation::reading::chart::{HIGH, Line, Span, WIDE, height};
use crate::simulation::reading::words;
use crate::simulation::{Clock, Second};

/// How the values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A bar a period.
    Bars,
    /// The same in red.
    Errors,
    /// A line.
    Line,
    /// Steps down to the ground.
    Area,
}

/// All that a chart needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Its title.
    pub title: &'static str,
    /// AWS's name of it, or what it means.
    pub about: &'static str,
    /// Percent, Seconds, Count.
    pub unit: &'static str,
    /// How it is drawn.
    pub shape: Shape,
    /// The time shown.
    pub span: Span,
    /// The end of its axis of values.
    pub top: f64,
    /// The values.
    pub line: Line,
    /// Thresholds, with the words of each.
    pub thresholds: Vec<(f64, String)>,
    /// Of how many, where it counts some of all.
    pub of: Option<usize>,
    /// Whether these are the true values.
    pub truly: bool,
    /// The run's clock.
    pub clock: Clock,
    /// The shown moment.
    pub now: Second,
}

impl Drawn {
    /// The value at a moment in words.
    pub fn value_at(&self, at: Second) -> String {
        match self.line.at(at) {
            Some(value) => words::value(value, self.unit),
            None => "no value".to_owned(),
        }
    }

    /// The same as a part of a sentence.
    pub fn spoken_at(&self, at: Second) -> String {
        format!("{} {}", self.title, self.value_at(at))
    }

    /// What a sighted person takes from it.
    fn sentence(&self) -> String {
        let Some((at, latest)) = self.line.latest() else {
            return format!("{}: no values yet.", self.title);
        };
        let mut most = (at, latest);
        let mut least = (at, latest);
        for point in &self.line.points {
            if point.1 > most.1 {
                most = *point;
            }
            if point.1 < least.1 {
                least = *point;
            }
        }
        let value = |it: f64| words::value(it, self.unit);
        let over = self.thresholds.iter().filter(|it| latest > it.0);
        let over: Vec<String> = over.map(|it| format!("above {}", it.1)).collect();
        let over = match over.is_empty() {
            true => String::new(),
            false => format!(" It is {}.", over.join(" and ")),
        };
        format!(
            "{}, {}: {} at {}; at most {} at {}, at least {}.{over}",
            self.title,
            if self.truly {
                "as it truly was"
            } else {
                "as CloudWatch has published it"
            },
            value(latest),
            words::minute(self.clock, at),
            value(most.1),
            words::minute(self.clock, most.0),
            value(least.1),
        )
    }
}

/// A chart.
#[component]
pub fn Chart(
    /// What it shows.
    drawn: Memo<Drawn>,
) -> impl IntoView {
    let room = use_room();
    let body = NodeRef::<leptos::html::Div>::new();
    let read = Memo::new(move |_| {
        let at = room.read_at.get()?;
        Some((at, drawn.with(|it| (it.line.at(at), it.span.part(at)))))
    });
    let head = move || match read.get() {
        Some((at, _)) => drawn.with(|it| it.value_at(at)),
        None => drawn.with(|it| match it.line.latest() {
            Some((_, value)) => words::value(value, it.unit),
            None => "–".to_owned(),
        }),
    };
    let of = move || drawn.with(|it| it.of.filter(|it| *it > 0).map(|it| format!(" of {it}")));
    let short = move || {
        drawn.with(|it| {
            let latest = it.line.latest().map(|it| it.1);
            it.of
                .zip(latest)
                .is_some_and(|(of, latest)| latest < of as f64)
        })
    };
    let moved = move |event: web_sys::PointerEvent| {
        if let Some(body) = body.get_untracked() {
            let rect = body.get_bounding_client_rect();
            let part = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
            let (span, now) = drawn.with_untracked(|it| (it.span, it.now));
            room.read_at.set(Some(span.moment(part).min(now)));
        }
    };
    let shape = move || {
        drawn.with(|it| match it.shape {
            Shape::Bars => "bars",
            Shape::Errors => "errors",
            Shape::Line => "line",
            Shape::Area => "area",
        })
    };
    let path = move || {
        drawn.with(|it| match it.shape {
            // Many thin bars would be all gaps.
            Shape::Bars | Shape::Errors => {
                let gap = if it.line.points.len() > 60 { 0.0 } else { 0.24 };
                it.line.steps(it.span, it.top, gap)
            }
            Shape::Line => it.line.path(it.span, it.top),
            Shape::Area => it.line.steps(it.span, it.top, 0.0),
        })
    };
    let limits = move || {
        drawn.with(|it| {
            let lines = it.thresholds.iter().filter(|limit| limit.0 <= it.top);
            lines
                .map(|(value, name)| {
                    let y = height(*value, it.top);
                    (y, format!("{} {name}", words::value(*value, it.unit)))
                })
                .collect::<Vec<_>>()
        })
    };
    let top = move || {
        drawn.with(|it| match it.shape {
            // Thresholds say how high it is.
            Shape::Area => String::new(),
            _ if !it.thresholds.is_empty() => String::new(),
            _ => words::value(it.top, it.unit),
        })
    };
    let dot = move || match read.get() {
        Some((_, (value, part))) => value.map(|it| (part, it)),
        None => None,
    };
    view! {
        <figure class="chart" aria-label=move || drawn.with(|it| it.title)>
            <figcaption>
                <b>{move || drawn.with(|it| it.title)}</b>
                <span>{move || drawn.with(|it| it.about)}</span>
                <strong data-short=move || short().then_some("")>{head}<em>{of}</em></strong>
            </figcaption>
            <div class="chart-body" node_ref=body role="img" aria-label=move || drawn.with(Drawn::sentence)
                on:pointermove=moved on:pointerdown=moved>
                <svg viewBox=format!("0 0 {WIDE} {HIGH}") preserveAspectRatio="none" aria-hidden="true">
                    <path class="chart-values" data-shape=shape d=path></path>
                    {move || limits().into_iter().map(|(y, _)| view! { <path class="chart-limit" d=format!("M0 {y:.1}H{WIDE}")></path> }).collect_view()}
                </svg>
                <Events drawn />
                <span class="chart-top">{top}</span>
                {move || {
                    // Two that stand close would lie over each other.
                    let mut last = f64::NEG_INFINITY;
                    let mut all = limits();
                    use crate::order::InOrder;
                    all.order_by(|one, other| one.0.total_cmp(&other.0));
                    all.into_iter().map(|(y, words)| {
                        let under = y < 16.0 || y - last < 16.0;
                        last = y;
                        view! { <span class="chart-limit-name" data-under=under.then_some("") style:top=format!("{y:.1}%")>{words}</span> }
                    }).collect_view()
                }}
                {move || dot().map(|(part, value)| {
                    let y = drawn.with(|it| height(value, it.top));
                    view! { <i class="chart-dot" style:left=format!("{:.3}%", part * 100.0) style:top=format!("{y:.1}%")></i> }
                })}
                {move || read.get().map(|(at, (_, part))| view! {
                    <i class="chart-read" style:left=format!("{:.3}%", part * 100.0)></i>
                    <span class="chart-when" data-left=(part > 0.5).then_some("") style:left=format!("{:.3}%", part * 100.0)>{words::minute(room.clock(), at)}</span>
                })}
                {move || (limits().is_empty() && drawn.with(|it| it.line.points.is_empty())).then(|| view! { <span class="chart-none">"No values yet"</span> })}
            </div>
        </figure>
    }
}

/// The moment that is shown, and those of the badges, as lines.
#[component]
fn Events(drawn: Memo<Drawn>) -> impl IntoView {
    let room = use_room();
    let lines = Memo::new(move |_| {
        let span = drawn.with(|it| it.span);
        let story = room.story();
        let within = story.into_iter().filter(|it| span.holds(it.at));
        let mut last = f64::NEG_INFINITY;
        within
            .filter_map(|it| {
                let part = span.part(it.at);
                let apart = part - last > 0.07;
                if apart {
                    last = part;
                }
                apart.then(|| (part, super::room::manner_key(it.manner)))
            })
            .collect::<Vec<_>>()
    });
    view! {
        {move || lines.get().into_iter().map(|(part, manner)| view! {
            <i class="chart-event" data-manner=manner style:left=format!("{:.3}%", part * 100.0)></i>
        }).collect_view()}
        <i class="chart-now" style:left=move || drawn.with(|it| format!("{:.3}%", it.span.part(it.now) * 100.0))></i>
    }
}
