//! How a state looks: the ring around an icon, its mark, the words under it.

use crate::architecture::{Alarm, Architecture, AutoScalingGroup, Comparison, ResourceId};
use crate::simulation::view::{self, Phase, ServerView};

/// The ring around an icon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Ring {
    /// None.
    #[default]
    None,
    /// A dashed one: it is not ready.
    Waits,
    /// A part of the circle, 0 to 1.
    Share(f64, Tone),
}

/// How near to its lines a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Below the line from which the group grows.
    Calm,
    /// From there on.
    Busy,
    /// From the line of an alarm on.
    Alarming,
}

/// The mark on the corner of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// None: nobody asks how it is.
    #[default]
    Unknown,
    /// All is well.
    Fine,
    /// Not quite.
    Warning,
    /// It does not work.
    Broken,
}

/// How something looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The ring.
    pub ring: Ring,
    /// The mark.
    pub health: Health,
    /// Whether its icon is grey and its name struck through.
    pub gone: bool,
    /// Whether its icon is pale, because it is not ready.
    pub pale: bool,
    /// The words under its name.
    pub second: String,
}

/// From where on a CPU is drawn as busy and as alarming, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lines {
    /// The line from which the group grows.
    pub busy: f64,
    /// The line of an alarm.
    pub alarming: f64,
}

/// Without policies and alarms no line is anybody's: then a CPU is drawn as
/// busy near the mean of the default policy of the drawing, and as alarming
/// where nothing is left to give.
const NOBODYS: Lines = Lines {
    busy: 0.7,
    alarming: 0.9,
};

impl Lines {
    /// The lines of an instance or a group: the lowest percent from which a
    /// policy adds instances, and the lowest threshold of an alarm on its CPU
    /// that no policy brings along.
    pub fn of(architecture: &Architecture, id: &ResourceId) -> Self {
        let group: Option<&AutoScalingGroup> = architecture.find(id);
        let policies = group.map_or(&[][..], |group| &group.policies);
        let of_a_policy = |alarm: &ResourceId| {
            let mut alarms = policies.iter().filter_map(|policy| policy.alarm.as_ref());
            alarms.any(|it| it == alarm)
        };
        let growing = policies
            .iter()
            .filter(|policy| policy.when == Comparison::Above && policy.change > 0)
            .map(|policy| {
                let alarm = policy.alarm.as_ref().and_then(|id| architecture.find(id));
                alarm
                    .and_then(threshold)
                    .unwrap_or(f64::from(policy.cpu_percent) / 100.0)
            });
        let alarms = architecture
            .resources()
            .filter(|(alarm, _)| !of_a_policy(alarm))
            .filter_map(|(alarm, _)| architecture.find::<Alarm>(alarm))
            .filter(|alarm| alarm.watches.as_ref() == Some(id))
            .filter_map(threshold);
        let (busy, alarming) = (
            growing.reduce(f64::min).unwrap_or(NOBODYS.busy),
            alarms.reduce(f64::min).unwrap_or(NOBODYS.alarming),
        );
        Self { busy, alarming }
    }

    fn tone(self, cpu: f64) -> Tone {
        if cpu >= self.alarming {
            Tone::Alarming
        } else if cpu >= self.busy {
            Tone::Busy
        } else {
            Tone::Calm
        }
    }
}

/// The threshold of an alarm that rings when a CPU is too busy, 0 to 1.
fn threshold(alarm: &Alarm) -> Option<f64> {
    use crate::architecture::AlarmComparison;
    let above = matches!(
        alarm.comparison,
        AlarmComparison::Greater | AlarmComparison::GreaterOrEqual
    );
    let watches = alarm.expression.is_empty() && alarm.metric == "CPUUtilization" && above;
    let percent: Option<f64> = alarm.threshold.trim().parse().ok();
    percent.filter(|_| watches).map(|it| it / 100.0)
}

/// A share in percent, in whole numbers.
pub fn percent(share: f64) -> f64 {
    (share.clamp(0.0, 1.0) * 100.0).round()
}

/// How a server looks.
pub fn server(server: &ServerView, lines: Lines) -> Look {
    let word = server.phase.word().to_owned();
    match server.phase {
        Phase::Pending | Phase::Booting | Phase::Installing | Phase::Starting => Look {
            ring: Ring::Waits,
            pale: true,
            second: word,
            ..Look::default()
        },
        Phase::Up => Look {
            ring: Ring::Share(server.cpu.clamp(0.0, 1.0), lines.tone(server.cpu)),
            health: match server.health {
                None if server.trouble.is_empty() => Health::Fine,
                Some(view::Health::Healthy) if server.trouble.is_empty() => Health::Fine,
                Some(view::Health::Unhealthy) => Health::Broken,
                Some(view::Health::Initial | view::Health::Unused) => Health::Unknown,
                Some(view::Health::Draining) | None | Some(view::Health::Healthy) => {
                    Health::Warning
                }
            },
            second: match server.health {
                Some(view::Health::Draining) => "draining".to_owned(),
                Some(view::Health::Initial) => "first checks".to_owned(),
                _ => format!("{} %", percent(server.cpu)),
            },
            ..Look::default()
        },
        Phase::Stopping => Look {
            ring: Ring::Waits,
            pale: true,
            health: Health::Warning,
            second: word,
            ..Look::default()
        },
        Phase::Dead | Phase::Stopped | Phase::Terminated | Phase::Lost => Look {
            health: Health::Broken,
            gone: true,
            second: match server.phase {
                Phase::Dead => "app down".to_owned(),
                _ => word,
            },
            ..Look::default()
        },
    }
}

/// The state of a server in words: "running, healthy, CPU 62 percent, 17
/// requests a second".
pub fn words(server: &ServerView) -> String {
    let mut words = vec![server.phase.word().to_owned()];
    if server.phase == Phase::Up {
        let health = server.health.map(|health| match health {
            view::Health::Initial => "in its first checks",
            view::Health::Healthy => "healthy",
            view::Health::Unhealthy => "unhealthy",
            view::Health::Draining => "draining",
            view::Health::Unused => "not used by the load balancer",
        });
        words.extend(health.map(str::to_owned));
        words.push(format!("CPU {} percent", percent(server.cpu)));
    }
    if !server.trouble.is_empty() {
        words.push(server.trouble.clone());
    }
    words.push(requests(server.requests));
    words.join(", ")
}

/// So many requests a second, in words.
pub fn requests(number: f64) -> String {
    match number.round() as u64 {
        1 => "1 request a second".to_owned(),
        many => format!("{many} requests a second"),
    }
}
