//! The learner's dashboards as data to draw. They only show (SDB-1).

use super::super::clock::Second;
use super::dimensions::Dimensions;
use super::metrics::Metrics;
use super::sample::{Point, Unit};
use super::watch::{Key, Stat};
use crate::architecture::{Architecture, Dashboard, ResourceId, WidgetView};
use crate::relations::Relations;

/// A dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// Which.
    pub of: ResourceId,
    /// Its name.
    pub name: String,
    /// Its widgets, in order of their first metrics.
    pub widgets: Vec<Chart>,
}

/// A widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// How it shows its metrics.
    pub view: WidgetView,
    /// Its metrics.
    pub lines: Vec<Line>,
}

/// A metric of a widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is called in the legend.
    pub label: String,
    /// The thing that it is of.
    pub of: Option<ResourceId>,
    /// The metric.
    pub key: Key,
    /// How its samples become one; none where the name is not modelled.
    pub stat: Option<Stat>,
    /// The length of a period.
    pub period: Second,
}

impl Board {
    /// The dashboards of a drawing.
    pub fn all(architecture: &Architecture) -> Vec<Self> {
        let relations = Relations::of(architecture);
        let dimensions = Dimensions::of(&relations);
        let boards = architecture.all::<Dashboard>().map(|(id, board)| {
            let mut widgets: Vec<Chart> = Vec::new();
            for widget in &board.widgets {
                let (namespace, metric) = (widget.namespace.trim(), widget.metric.trim());
                let of = widget.watches.as_ref();
                let label = match of {
                    Some(of) => format!("{} {metric}", architecture.name_of(of)),
                    None => metric.to_owned(),
                };
                let line = Line {
                    label,
                    of: of.cloned(),
                    key: dimensions.key(of, namespace, metric, &[]),
                    stat: Stat::named(widget.statistic.trim()),
                    period: widget.period.max(60),
                };
                let title = widget.title.trim();
                match widgets.iter_mut().find(|it| it.title == title) {
                    Some(chart) => chart.lines.push(line),
                    None => widgets.push(Chart {
                        title: title.to_owned(),
                        view: widget.view,
                        lines: vec![line],
                    }),
                }
            }
            Self {
                of: id.clone(),
                name: architecture.name_of(id),
                widgets,
            }
        });
        boards.collect()
    }
}

impl Line {
    /// Its values between two moments, as far as they are known at `now`.
    /// Nothing where nobody measures it.
    pub fn points(&self, metrics: &Metrics, from: Second, to: Second, now: Second) -> Vec<Point> {
        let Some((series, stat)) = metrics.find(&self.key).zip(self.stat) else {
            return Vec::new();
        };
        metrics.points(series, from, to, self.period, stat, now)
    }

    /// Its newest value, for a widget that shows a number.
    pub fn latest(&self, metrics: &Metrics, now: Second) -> Option<Point> {
        // A metric may come once a day.
        let series = metrics.find(&self.key)?;
        let back = 3 * self.period.max(metrics.period_of(series));
        self.points(metrics, now.saturating_sub(back), now, now)
            .pop()
    }

    /// In what it counts.
    pub fn unit(&self, metrics: &Metrics) -> Unit {
        metrics
            .find(&self.key)
            .map_or(Unit::None, |it| metrics.unit_of(it))
    }
}
