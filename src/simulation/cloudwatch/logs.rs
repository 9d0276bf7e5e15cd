//! Metric filters: lines of log groups become metrics, minute by minute
//! (SLG-1, SLG-2).

use std::sync::Arc;

use super::super::clock::{MINUTE, Second};
use super::metrics::Metrics;
use super::pattern::{self, Pattern, Step};
use super::sample::{Sample, Unit};
use super::watch::Key;
use crate::architecture::{Architecture, LogGroup, MetricFilter, ResourceId};

/// The log groups of a run, and what their filters have counted since the
/// minute began.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    groups: Vec<Group>,
}

/// A log group that is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupIndex(u32);

#[derive(Clone, Debug)]
struct Group {
    id: ResourceId,
    /// How many lines came in this minute.
    lines: u64,
    filters: Vec<Filter>,
}

#[derive(Clone, Debug)]
struct Filter {
    read: Arc<Read>,
    counted: Sample,
}

/// A filter that was read.
#[derive(Debug, PartialEq)]
struct Read {
    typed: MetricFilter,
    pattern: Pattern,
    key: Key,
    value: Counts,
    default: Option<f64>,
}

/// What a match counts.
#[derive(Debug, PartialEq)]
enum Counts {
    Number(f64),
    Field(Vec<Step>),
}

/// A filter that counts nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The log group.
    pub group: ResourceId,
    /// Which of its filters, from 0.
    pub filter: usize,
    /// Why, as a sentence.
    pub why: String,
}

impl Filters {
    /// The filters of a drawing, and those that count nothing.
    pub fn of(architecture: &Architecture) -> (Self, Vec<Unread>) {
        let mut filters = Self::default();
        let unread = filters.renew(architecture);
        (filters, unread)
    }

    /// After an edit: a filter that is as before goes on counting, a new one
    /// counts the lines from now on (SLG-1). Indices have to be asked for
    /// again.
    pub fn renew(&mut self, architecture: &Architecture) -> Vec<Unread> {
        let before = std::mem::take(&mut self.groups);
        let mut unread = Vec::new();
        for (id, group) in architecture.all::<LogGroup>() {
            let kept = before.iter().find(|it| it.id == *id);
            let mut filters = Vec::new();
            for (index, typed) in group.metric_filters.iter().enumerate() {
                let same = |it: &&Filter| it.read.typed == *typed;
                if let Some(same) = kept.and_then(|it| it.filters.iter().find(same)) {
                    filters.push(same.clone());
                    continue;
                }
                match Read::of(typed) {
                    Ok(read) => filters.push(Filter {
                        read: Arc::new(read),
                        counted: Sample::default(),
                    }),
                    Err(why) => unread.push(Unread {
                        group: id.clone(),
                        filter: index,
                        why,
                    }),
                }
            }
            self.groups.push(Group {
                id: id.clone(),
                lines: kept.map_or(0, |it| it.lines),
                filters,
            });
        }
        unread
    }

    /// The log group of this id, to write into it often.
    pub fn group(&self, id: &ResourceId) -> Option<GroupIndex> {
        let index = self.groups.iter().position(|it| it.id == *id)?;
        u32::try_from(index).ok().map(GroupIndex)
    }

    /// So many lines of this text came in. A thousand a second cost as much as
    /// one.
    pub fn lines(&mut self, group: GroupIndex, text: &str, times: u32) {
        let Some(group) = self.groups.get_mut(group.0 as usize) else {
            return;
        };
        if times == 0 {
            return;
        }
        group.lines += u64::from(times);
        for filter in &mut group.filters {
            if !filter.read.pattern.matches(text) {
                continue;
            }
            let value = match &filter.read.value {
                Counts::Number(it) => *it,
                // What has no number there counts nothing.
                Counts::Field(path) => match pattern::number_at(path, text) {
                    Some(it) => it,
                    None => continue,
                },
            };
            let some = Sample {
                count: times,
                sum: value * f64::from(times),
                min: value,
                max: value,
            };
            filter.counted = filter.counted.joined(&some);
        }
    }

    /// Lines that match no filter, such as those of a server's access log.
    pub fn other_lines(&mut self, group: GroupIndex, times: u32) {
        if let Some(group) = self.groups.get_mut(group.0 as usize) {
            group.lines += u64::from(times);
        }
    }

    /// Publishes the minute that ended at `now` and begins the next. Without a
    /// match there is the default value if lines came, and nothing if none did
    /// or there is no default.
    pub fn publish(&mut self, now: Second, metrics: &mut Metrics) {
        let minute = now.saturating_sub(MINUTE);
        // Several filters may write into one metric.
        let mut written: Vec<(&Key, Sample)> = Vec::new();
        for group in &mut self.groups {
            let came = group.lines > 0;
            group.lines = 0;
            for filter in &mut group.filters {
                let counted = std::mem::take(&mut filter.counted);
                let default = filter.read.default.filter(|_| came);
                let sample = match (counted.count, default) {
                    (0, Some(default)) => Sample::one(default),
                    _ => counted,
                };
                let key = &filter.read.key;
                match written.iter_mut().find(|it| it.0 == key) {
                    Some((_, all)) => *all = all.joined(&sample),
                    None => written.push((key, sample)),
                }
            }
        }
        for (key, sample) in written {
            let series = metrics.series(key, Unit::None, MINUTE, None);
            metrics.put(series, minute, sample);
        }
    }

    /// The metrics that the filters make.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        let filters = self.groups.iter().flat_map(|it| &it.filters);
        filters.map(|it| &it.read.key)
    }
}

impl Read {
    fn of(typed: &MetricFilter) -> Result<Self, String> {
        let (namespace, name) = (typed.namespace.trim(), typed.metric.trim());
        if namespace.is_empty() || name.is_empty() {
            return Err("The filter makes no metric: it needs a namespace and a name.".to_owned());
        }
        let number = |text: &str| text.parse::<f64>().ok().filter(|it| it.is_finite());
        let value = typed.value.trim();
        let value = match number(value) {
            Some(it) => Counts::Number(it),
            None => Counts::Field(pattern::path(value).map_err(|_| {
                format!("“{value}” is neither a number nor a field such as $.bytes.")
            })?),
        };
        let default = typed.default.trim();
        let default = match default {
            "" => None,
            text => {
                Some(number(text).ok_or_else(|| format!("The default “{text}” is no number."))?)
            }
        };
        Ok(Self {
            typed: typed.clone(),
            pattern: Pattern::parse(&typed.pattern)?,
            key: Key {
                namespace: namespace.to_owned(),
                name: name.to_owned(),
                dimensions: Vec::new(),
            },
            value,
            default,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Resource;
    use crate::simulation::cloudwatch::Stat;

    fn drawing(change: impl FnOnce(&mut MetricFilter)) -> Architecture {
        let mut filter = MetricFilter {
            metric: "ErrorCount".to_owned(),
            ..MetricFilter::default()
        };
        change(&mut filter);
        let group = LogGroup {
            metric_filters: vec![filter],
            ..LogGroup::default()
        };
        let mut document = crate::architecture::Document::default();
        let id = ResourceId::new("log-group-1");
        let create = crate::architecture::Edit::Create {
            id,
            resource: Resource::new("app", group),
        };
        document.apply(create).expect("a new one");
        document.architecture
    }

    /// The sum of each of these minutes, in each of which so many lines of
    /// these texts came.
    fn sums(architecture: &Architecture, minutes: &[&[(&str, u32)]]) -> Vec<Option<f64>> {
        let (mut filters, unread) = Filters::of(architecture);
        assert_eq!(unread, []);
        let group = filters.group(&ResourceId::new("log-group-1")).unwrap();
        let mut metrics = Metrics::new();
        let mut now = 0;
        for lines in minutes {
            for (text, times) in *lines {
                filters.lines(group, text, *times);
            }
            now += MINUTE;
            filters.publish(now, &mut metrics);
        }
        let key = filters.keys().next().unwrap();
        let series = metrics.find(key).unwrap();
        let minute = |at| metrics.statistic(series, at, MINUTE, Stat::Sum, now);
        (0..now / MINUTE).map(|it| minute(it * MINUTE)).collect()
    }

    #[test]
    fn matches_are_counted_each_minute() {
        let minutes: &[&[(&str, u32)]] = &[
            &[
                ("ERROR no database", 1_000),
                ("GET /", 60_000),
                ("ERROR", 1),
            ],
            &[("GET /", 1)],
            &[],
        ];
        // SLG-1: lines and no match give the default, no lines nothing.
        let with = drawing(|it| it.default = "0".to_owned());
        assert_eq!(sums(&with, minutes), [Some(1_001.0), Some(0.0), None]);
        let without = drawing(|_| ());
        assert_eq!(sums(&without, minutes), [Some(1_001.0), None, None]);
    }

    #[test]
    fn a_field_counts_what_it_holds() {
        let bytes = drawing(|it| {
            it.pattern = "{ $.bytes > 0 }".to_owned();
            it.value = "$.bytes".to_owned();
        });
        let minutes: &[&[(&str, u32)]] = &[&[(r#"{"bytes":100}"#, 3), (r#"{"bytes":"x"}"#, 1)]];
        assert_eq!(sums(&bytes, minutes), [Some(300.0)]);
    }

    #[test]
    fn a_new_filter_counts_from_now_on() {
        let (mut filters, _) = Filters::of(&drawing(|_| ()));
        let id = ResourceId::new("log-group-1");
        let group = filters.group(&id).unwrap();
        filters.lines(group, "ERROR", 5);
        // The same filter goes on, another begins at nothing.
        filters.renew(&drawing(|_| ()));
        assert_eq!(filters.groups[0].filters[0].counted.count, 5);
        filters.renew(&drawing(|it| it.pattern = "ERROR -X".to_owned()));
        assert_eq!(filters.groups[0].filters[0].counted.count, 0);
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_told() {
        let (filters, unread) = Filters::of(&drawing(|it| it.pattern = "[a, b]".to_owned()));
        assert_eq!(filters.keys().count(), 0);
        assert_eq!(
            unread[0].why,
            "Patterns for columns, in [ ], are not modelled."
        );
    }
}
