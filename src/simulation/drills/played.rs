//! A run and what it left behind: what criteria and scorecards are read from.

use super::super::clock::Second;
use super::super::playing::Simulation;
use super::super::record::Record;
use super::super::scenario::{Deed, Run};
use crate::architecture::{Architecture, ResourceId};

/// A run that has been played, as far as it has.
#[derive(Clone, Copy, Debug)]
pub struct Played<'p> {
    /// The run.
    pub run: &'p Run,
    /// What it left behind.
    pub record: &'p Record,
    /// What the dashboards show.
    pub boards: &'p [Board],
}

/// A dashboard after a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// Its widgets.
    pub widgets: Vec<WidgetData>,
}

/// A widget after a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WidgetData {
    /// Its title.
    pub title: String,
    /// How many of its metrics have a value.
    pub with_data: usize,
    /// How many metrics it has.
    pub metrics: usize,
    /// Whether each of its metrics comes once a day only and is asked for by
    /// the day: then it is empty most of the time, as it should be.
    pub daily: bool,
}

impl Board {
    /// What the dashboards of a run show at this moment.
    pub fn all(simulation: &Simulation) -> Vec<Self> {
        let boards = simulation.dashboards(0, simulation.now()).into_iter();
        let boards = boards.map(|(name, widgets)| {
            let widgets = widgets.into_iter().map(|widget| WidgetData {
                title: widget.title,
                with_data: widget
                    .lines
                    .iter()
                    .filter(|(_, it)| !it.points.is_empty())
                    .count(),
                metrics: widget.lines.len(),
                daily: !widget.lines.is_empty()
                    && widget
                        .lines
                        .iter()
                        .all(|(_, it)| is_daily(&it.metric) && it.period >= 86_400),
            });
            Self {
                name,
                widgets: widgets.collect(),
            }
        });
        boards.collect()
    }
}

/// Whether a metric comes once a day: the storage metrics of S3.
/// [S3 UG: Metrics and dimensions]
fn is_daily(metric: &str) -> bool {
    metric == "BucketSizeBytes" || metric == "NumberOfObjects"
}

impl WidgetData {
    /// Whether it shows nothing where it should show something.
    pub const fn is_empty(&self) -> bool {
        self.with_data == 0 && !self.daily
    }
}

impl<'p> Played<'p> {
    /// A run as far as it is played.
    pub fn of(simulation: &'p Simulation, boards: &'p [Board]) -> Self {
        Self {
            run: simulation.run(),
            record: simulation.record(),
            boards,
        }
    }

    /// What was built when it began.
    pub fn architecture(&self) -> &'p Architecture {
        &self.run.document.architecture
    }

    /// What people call a thing.
    pub fn name(&self, id: &ResourceId) -> String {
        self.architecture().name_of(id)
    }

    /// When it begins to go wrong: the first thing that is done, else the
    /// first change of the load, else the beginning.
    pub fn fault(&self) -> Second {
        self.first_fault().unwrap_or(0)
    }

    /// The same; nothing where nothing is done.
    pub fn first_fault(&self) -> Option<Second> {
        let scenario = &self.run.scenario;
        let deeds = scenario.deeds.iter();
        let done = deeds.filter(|it| !matches!(it.deed, Deed::Load(_) | Deed::Edit(_)));
        let load = scenario.load.steps.iter().map(|it| it.at);
        done.map(|it| it.at).min().or_else(|| load.min())
    }

    /// The first thing that is done.
    pub fn deed(&self) -> Option<&'p Deed> {
        let at = self.first_fault()?;
        let mut deeds = self.run.scenario.deeds.iter();
        deeds.find(|it| it.at == at).map(|it| &it.deed)
    }
}
