//! The alarms of a drawing as they are watched: those that are drawn, and
//! those that scaling policies bring along.

use super::dimensions::{Dimensions, uuid};
use super::formula::Formula;
use super::watch::{Compare, Key, Missing, Source, Stat, Term, Watch};
use crate::architecture::{
    Alarm, AlarmComparison, Architecture, AutoScalingGroup, Comparison, Kind, MissingData,
    PolicyType, ResourceId, ScalingPolicy,
};
use crate::relations::Relations;

/// How many periods above its target, and how many below seventy percent of
/// it, a target tracking policy waits for (SAS-22).
const HIGH: u32 = 3;
const LOW: u32 = 15;
const LOW_SHARE: f64 = 0.7;

/// A scaling policy that an alarm calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scales {
    /// Whose.
    pub group: ResourceId,
    /// Which of its policies, from 0.
    pub policy: usize,
    /// For target tracking: whether this is the alarm that says too much.
    pub high: bool,
}

/// All alarms of a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watches {
    /// Those that are watched, in order of ids, the policies' own behind them.
    pub all: Vec<Watch>,
    /// For each of these, the scaling policies that it calls.
    pub scales: Vec<Vec<Scales>>,
    /// Those that CloudWatch would refuse, and why.
    pub unreadable: Vec<(ResourceId, String)>,
}

impl Watches {
    /// Those of this drawing.
    pub fn of(architecture: &Architecture) -> Self {
        let relations = Relations::of(architecture);
        let dimensions = Dimensions::of(&relations);
        let mut watches = Self::default();
        for (id, alarm) in architecture.all::<Alarm>() {
            match Watch::of(&dimensions, architecture, id, alarm) {
                Ok(watch) => {
                    watches.scales.push(called_by(architecture, id));
                    watches.all.push(watch);
                }
                Err(why) => watches.unreadable.push((id.clone(), why)),
            }
        }
        for (id, group) in architecture.all::<AutoScalingGroup>() {
            for (index, policy) in group.policies.iter().enumerate() {
                let own = Watch::of_policy(&dimensions, architecture, id, policy, index);
                for (place, watch) in own.into_iter().enumerate() {
                    watches.all.push(watch);
                    watches.scales.push(vec![Scales {
                        group: id.clone(),
                        policy: index,
                        high: place == 0,
                    }]);
                }
            }
        }
        watches
    }
}

/// The policies that name an alarm. Target tracking has its own.
fn called_by(architecture: &Architecture, alarm: &ResourceId) -> Vec<Scales> {
    let mut called = Vec::new();
    for (id, group) in architecture.all::<AutoScalingGroup>() {
        for (index, policy) in group.policies.iter().enumerate() {
            if policy.alarm.as_ref() == Some(alarm)
                && policy.policy_type != PolicyType::TargetTracking
            {
                called.push(Scales {
                    group: id.clone(),
                    policy: index,
                    high: policy.when == Comparison::Above,
                });
            }
        }
    }
    called
}

impl Watch {
    /// What an alarm of the drawing watches, or why CloudWatch would refuse
    /// it, in words that follow its name.
    pub fn of(
        dimensions: &Dimensions<'_>,
        architecture: &Architecture,
        id: &ResourceId,
        alarm: &Alarm,
    ) -> Result<Self, String> {
        let typed = alarm.threshold.trim();
        let threshold = typed.parse::<f64>().ok().filter(|it| it.is_finite());
        let threshold =
            threshold.ok_or_else(|| format!("has the threshold “{typed}”, which is no number"))?;
        let period = alarm.period;
        // Rulebook CWA-4.
        if !matches!(period, 10 | 20 | 30) && (period == 0 || !period.is_multiple_of(60)) {
            return Err(format!(
                "has a period of {period} seconds; CloudWatch takes 10, 20, 30 or a multiple of 60"
            ));
        }
        let periods = alarm.evaluation_periods.max(1);
        // Rulebook CWA-6.
        if u64::from(period) * u64::from(periods) > 7 * 86_400 {
            return Err("looks back over more than seven days".to_owned());
        }
        let datapoints = alarm.datapoints_to_alarm.filter(|it| *it > 0);
        let datapoints = datapoints.unwrap_or(periods);
        // Rulebook CWA-5.
        if datapoints > periods {
            return Err(format!(
                "asks for {datapoints} bad periods and looks at {periods}"
            ));
        }
        Ok(Self {
            name: architecture.name_of(id),
            of: id.clone(),
            source: source(dimensions, id, alarm)?,
            period,
            periods,
            datapoints,
            compare: match alarm.comparison {
                AlarmComparison::Greater => Compare::Greater,
                AlarmComparison::GreaterOrEqual => Compare::GreaterOrEqual,
                AlarmComparison::Less => Compare::Less,
                AlarmComparison::LessOrEqual => Compare::LessOrEqual,
            },
            threshold,
            missing: match alarm.missing_data {
                MissingData::Missing => Missing::Missing,
                MissingData::NotBreaching => Missing::NotBreaching,
                MissingData::Breaching => Missing::Breaching,
                MissingData::Ignore => Missing::Ignore,
            },
            actions: alarm.actions.clone(),
            ok_actions: alarm.ok_actions.clone(),
        })
    }

    /// The alarms that a scaling policy brings along: none where it names one
    /// of the drawing, one for a simple or a step policy (SAS-27), two for
    /// target tracking, the one for too much first (SAS-21, SAS-22).
    pub fn of_policy(
        dimensions: &Dimensions<'_>,
        architecture: &Architecture,
        group: &ResourceId,
        policy: &ScalingPolicy,
        index: usize,
    ) -> Vec<Self> {
        let key = dimensions.key(Some(group), "AWS/EC2", "CPUUtilization", &[]);
        let called = architecture.name_of(group);
        let percent = f64::from(policy.cpu_percent);
        let watch = |name: String, period, periods, compare, threshold| Self {
            name,
            of: group.clone(),
            source: Source::Metric(key.clone(), Stat::Average),
            period,
            periods,
            datapoints: periods,
            compare,
            threshold,
            missing: Missing::Missing,
            actions: Vec::new(),
            ok_actions: Vec::new(),
        };
        if policy.policy_type == PolicyType::TargetTracking {
            let uuid = |side: &str| uuid(&format!("{group}/policy-{index}/{side}"));
            let name = |side: &str| format!("{TRACKING}{called}-{side}-{}", uuid(side));
            return vec![
                watch(name("AlarmHigh"), 60, HIGH, Compare::Greater, percent),
                watch(
                    name("AlarmLow"),
                    60,
                    LOW,
                    Compare::Less,
                    percent * LOW_SHARE,
                ),
            ];
        }
        if policy.alarm.is_some() {
            return Vec::new();
        }
        let minutes = u32::from(policy.minutes.max(1));
        let (period, periods) = match minutes.is_multiple_of(5) {
            true => (300, minutes / 5),
            false => (60, minutes),
        };
        let (compare, side) = match policy.when {
            Comparison::Above => (Compare::Greater, "above"),
            Comparison::Below => (Compare::Less, "below"),
        };
        let name = format!(
            "{called}-policy-{}-cpu-{side}-{}",
            index + 1,
            policy.cpu_percent
        );
        vec![watch(name, period, periods, compare, percent)]
    }

    /// Whether a target tracking policy brought it along. Such an alarm sees a
    /// five-minute value as five equal minutes (SAS-26).
    pub fn is_tracking(&self, architecture: &Architecture) -> bool {
        architecture.kind_of(&self.of) == Some(Kind::AutoScalingGroup) && self.tracks()
    }

    /// The same by its name, which AWS gives to no other (SAS-21).
    pub(super) fn tracks(&self) -> bool {
        self.name.starts_with(TRACKING)
    }

    /// The metrics that it reads.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        let (one, several) = match &self.source {
            Source::Metric(key, _) => (Some(key), [].as_slice()),
            Source::Formula(_, terms) => (None, terms.as_slice()),
        };
        one.into_iter().chain(several.iter().map(|it| &it.key))
    }
}

/// How the names of the alarms of target tracking begin.
const TRACKING: &str = "TargetTracking-";

fn source(dimensions: &Dimensions<'_>, id: &ResourceId, alarm: &Alarm) -> Result<Source, String> {
    let region = dimensions.region_of(id);
    let stat = |text: &str| {
        let text = text.trim();
        Stat::named(text).ok_or_else(|| {
            format!(
                "uses the statistic “{text}”; modelled are the five and percentiles such as p99"
            )
        })
    };
    let named = |metric: &str| match metric.trim() {
        "" => Err("watches no metric yet".to_owned()),
        name => Ok(name.to_owned()),
    };
    let expression = alarm.expression.trim();
    if expression.is_empty() {
        let metric = named(&alarm.metric)?;
        let of = alarm.watches.as_ref();
        let namespace = alarm.namespace.trim();
        let key = dimensions.key_in(region, of, namespace, &metric, &alarm.dimensions);
        return Ok(Source::Metric(key, stat(&alarm.statistic)?));
    }
    let mut terms: Vec<Term> = Vec::new();
    for query in &alarm.metrics {
        let called = query.id.trim();
        if terms.iter().any(|it| it.called == called) {
            return Err(format!("has two metrics that its formula calls {called}"));
        }
        let metric = named(&query.metric)?;
        let namespace = match query.namespace.trim() {
            "" => alarm.namespace.trim(),
            own => own,
        };
        // The dimensions that were typed are those of what the alarm watches.
        let given = match query.watches {
            Some(_) => &[],
            None => alarm.dimensions.as_slice(),
        };
        let of = query.watches.as_ref().or(alarm.watches.as_ref());
        terms.push(Term {
            called: called.to_owned(),
            key: dimensions.key_in(region, of, namespace, &metric, given),
            stat: stat(&query.statistic)?,
        });
    }
    if terms.is_empty() || terms.len() > 10 {
        return Err("has a formula of no metric or of more than ten".to_owned());
    }
    let names: Vec<&str> = terms.iter().map(|it| it.called.as_str()).collect();
    if let Err(error) = Formula::parse(expression, &names) {
        return Err(format!("has a formula that cannot be read: {error}"));
    }
    Ok(Source::Formula(expression.to_owned(), terms))
}
