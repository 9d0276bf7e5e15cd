//! Six badges, each for a skill that was shown: when, and by what. There are no points and
//! no seventh for collecting them.

use super::words::day;
use crate::course::memory::{Progress, Task};

/// A skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Its name.
    pub name: &'static str,
    /// What shows it.
    pub asks: &'static str,
    /// When it was shown, in milliseconds since 1970, and by what; nothing before.
    pub shown: Option<(u64, String)>,
}

/// How many answers are allowed for a prediction.
const ATTEMPTS: usize = 2;

/// All six, shown or not.
pub fn badges(progress: &Progress) -> Vec<Badge> {
    let badge = |name, asks, shown: Option<(u64, String)>| Badge { name, asks, shown };
    vec![
        badge(
            "Numbers",
            "The blocks of task 06-7 from memory, without “Show me”",
            all_of(progress, &["06-7"], |it| !it.shown),
        ),
        badge(
            "Paths",
            "All predictions of chapters 7 to 9, each right at the second attempt or before",
            paths(progress),
        ),
        badge(
            "Guards",
            "The repairs 10-8 and 11-8, at par and without “Show me”",
            guards(progress),
        ),
        badge(
            "Zones",
            "A design that no zone can take down: tasks 03-4, 09-6 and 20-2",
            all_of(progress, &["03-4", "09-6", "20-2"], |_| true),
        ),
        badge(
            "Control room",
            "Alarms that rang when they should: tasks 22-6 and 23-4",
            all_of(progress, &["22-6", "23-4"], |_| true),
        ),
        badge(
            "From memory",
            "The whole school built for the third time from memory: task 24-b3",
            all_of(progress, &["24-b3"], |_| true),
        ),
    ]
}

/// When the last of these tasks was met, if all were and each is such.
fn all_of(
    progress: &Progress,
    tasks: &[&str],
    such: impl Fn(&Task) -> bool,
) -> Option<(u64, String)> {
    let mut at = 0;
    let mut by = Vec::new();
    for id in tasks {
        let task = progress.task(id).filter(|it| such(it))?;
        let met = task.met?;
        at = at.max(met);
        by.push(format!("{id} on {}", day(met)));
    }
    Some((at, format!("{}.", crate::text::list(by))))
}

/// The predictions of chapters 7 to 9: a progress knows them by the bell, in which they come
/// back.
fn paths(progress: &Progress) -> Option<(u64, String)> {
    let (mut at, mut count) = (0, 0);
    for number in 7..=9 {
        let chapter = progress.chapter(number)?;
        let tasks: Vec<&str> = chapter
            .units
            .iter()
            .flatten()
            .map(String::as_str)
            .filter(|id| progress.bell.comes_back(id).is_some())
            .collect();
        // A chapter without one has not been answered yet.
        if tasks.is_empty() || !chapter.is_done() {
            return None;
        }
        for id in tasks {
            let task = progress.task(id)?;
            at = at.max(task.met?);
            count += 1;
            for question in task.answers.iter().map(|it| it.question) {
                let mut answers = task.answers.iter().filter(|it| it.question == question);
                if !answers.by_ref().take(ATTEMPTS).any(|it| it.right) {
                    return None;
                }
            }
        }
    }
    let told = crate::text::count(count, "prediction", "predictions");
    Some((at, format!("{told}, the last on {}.", day(at))))
}

fn guards(progress: &Progress) -> Option<(u64, String)> {
    let at_par = |id: &str| {
        let number = crate::course::memory::chapter_of(id)?;
        let par = progress.chapter(number)?.pars.get(id)?;
        let edits = progress.task(id)?.edits?;
        (edits <= *par).then_some(())
    };
    at_par("10-8")?;
    at_par("11-8")?;
    all_of(progress, &["10-8", "11-8"], |it| !it.shown)
}
