//! Which alarm is meant: by name, or by a word for what it hears.

use super::super::record::AlarmStory;
use super::played::Played;
use crate::architecture::{Alarm, AlarmComparison, LogGroup};

/// The words, and what they mean in a sentence.
pub const WORDS: [(&str, &str); 6] = [
    ("@5xx", "hears 5XX"),
    ("@cpu", "hears a high CPU of the servers"),
    ("@storage", "hears that the storage of the database fills"),
    ("@unhealthy", "hears that servers are unhealthy"),
    ("@stop-logging", "hears that the trail was stopped"),
    ("@any", "hears anything"),
];

/// The alarms that are meant, in order.
pub fn meant<'p>(played: &Played<'p>, of: &str) -> Vec<&'p AlarmStory> {
    let stories = played.record.alarms.iter();
    stories
        .filter(|story| {
            let own = (!story.of_a_policy).then(|| played.architecture().find::<Alarm>(&story.of));
            match own.flatten() {
                _ if !of.starts_with('@') => story.name == of || story.of.as_str() == of,
                None => false,
                Some(alarm) => hears(alarm, of, played),
            }
        })
        .collect()
}

/// Whether an alarm hears what a word means.
fn hears(alarm: &Alarm, word: &str, played: &Played) -> bool {
    let high = !matches!(
        alarm.comparison,
        AlarmComparison::Less | AlarmComparison::LessOrEqual
    );
    let metrics: Vec<(&str, &str)> = match alarm.expression.is_empty() {
        true => vec![(&alarm.namespace, &alarm.metric)],
        false => {
            let terms = alarm.metrics.iter();
            terms.map(|it| (&*alarm.namespace, &*it.metric)).collect()
        }
    };
    let any = |is: &dyn Fn(&str, &str) -> bool| metrics.iter().any(|(space, it)| is(space, it));
    match word {
        "@any" => true,
        "@5xx" => high && any(&|_, it| it.contains("5XX")),
        "@cpu" => high && any(&|space, it| space == "AWS/EC2" && it == "CPUUtilization"),
        "@storage" => any(&|_, it| it == "FreeStorageSpace"),
        "@unhealthy" => {
            any(&|_, it| it == "UnHealthyHostCount" && high || it == "HealthyHostCount" && !high)
        }
        "@stop-logging" => any(&|space, it| counts_stops(played, space, it)),
        _ => false,
    }
}

/// Whether a metric counts calls of StopLogging: a metric filter makes it.
fn counts_stops(played: &Played, namespace: &str, metric: &str) -> bool {
    let mut groups = played.architecture().all::<LogGroup>();
    groups.any(|(_, group)| {
        group.metric_filters.iter().any(|it| {
            it.namespace == namespace && it.metric == metric && it.pattern.contains("StopLogging")
        })
    })
}

/// What one says where there is none.
pub fn none(of: &str) -> String {
    match WORDS.iter().find(|(word, _)| *word == of) {
        Some((_, hears)) => format!("There is no alarm that {hears}."),
        None => format!("There is no alarm called {of}."),
    }
}

/// What is meant, in a title.
pub fn title(of: &str) -> String {
    match of {
        "@5xx" => "on 5XX".to_owned(),
        "@cpu" => "on the CPU of the servers".to_owned(),
        "@storage" => "on the storage of the database".to_owned(),
        "@unhealthy" => "on unhealthy servers".to_owned(),
        "@stop-logging" => "on the stopped trail".to_owned(),
        "@any" => String::new(),
        name => name.to_owned(),
    }
}
