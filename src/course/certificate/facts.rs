//! What a certificate states, counted from a progress alone.

use serde_json::{Value, json};

use super::sha256::sha256;
use super::station::Station;
use crate::course::memory::{Chapter, Progress, Round, Task};

/// The tasks of the five validations, as the last chapter names them.
const VALIDATIONS: [&str; 5] = ["24-v1", "24-v2", "24-v3", "24-v4", "24-v5"];

/// The rebuilds from memory.
const REBUILDS: [&str; 3] = ["24-b1", "24-b2", "24-b3"];

/// How many points the production checklist has.
pub const POINTS: u32 = 20;

/// What was done up to a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// When it was reached, in milliseconds since 1970.
    pub at: u64,
    /// How many tasks were met.
    pub met: usize,
    /// How many of them without "show me".
    pub alone: usize,
    /// How many quizzes were passed.
    pub quizzes: usize,
    /// How many of them at the first attempt.
    pub at_first: usize,
    /// How many repairs were made in no more edits than par, without "show me", and how many
    /// there were; nothing where the progress does not know what par was.
    pub repairs: Option<(usize, usize)>,
    /// The last chapter; nothing before the end.
    pub capstone: Option<Capstone>,
    /// The versions of the chapters when they were last opened, in their order.
    pub versions: Vec<u32>,
}

/// What was done in the last chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capstone {
    /// The most points of the checklist with which a rebuild ended; nothing where none did.
    pub points: Option<u32>,
    /// How many of the five validations were passed.
    pub validations: usize,
    /// Of each rebuild from memory the fastest round: seconds and wrong turns.
    pub rebuilds: Vec<Option<(u32, u32)>>,
}

impl Facts {
    /// The facts of a station; nothing before it is reached.
    pub fn of(station: &Station, progress: &Progress) -> Option<Self> {
        let at = station.reached_at(progress)?;
        let chapters: Vec<&Chapter> = station
            .chapters()
            .filter_map(|it| progress.chapter(it))
            .collect();
        // What a newer version of a lesson no longer asks is no part of it.
        let tasks: Vec<&Task> = chapters
            .iter()
            .flat_map(|chapter| {
                let ids = chapter.units.iter().flatten();
                ids.filter_map(|id| chapter.tasks.get(id))
            })
            .filter(|it| it.met.is_some())
            .collect();
        let passed = chapters.iter().filter(|it| it.has_passed());
        let at_first = |it: &&&Chapter| it.quiz.first().is_some_and(|it| it.passed());
        Some(Self {
            at,
            met: tasks.len(),
            alone: tasks.iter().filter(|it| !it.shown).count(),
            quizzes: passed.clone().count(),
            at_first: passed.filter(at_first).count(),
            repairs: repairs(&chapters),
            capstone: station
                .is_course()
                .then(|| capstone(progress.chapter(station.chapter)?))
                .flatten(),
            versions: chapters.iter().map(|it| it.version).collect(),
        })
    }

    /// The facts as data, by which a certificate is compared with a progress.
    pub fn to_value(&self) -> Value {
        let capstone = self.capstone.as_ref().map(|it| {
            json!({
                "points": it.points,
                "validations": it.validations,
                "rebuilds": it.rebuilds.iter().map(|it| it.map(|(seconds, turns)| {
                    json!({ "seconds": seconds, "wrong_turns": turns })
                })).collect::<Vec<_>>(),
            })
        });
        json!({
            "reached": self.at,
            "tasks_met": self.met,
            "tasks_without_show_me": self.alone,
            "quizzes_passed": self.quizzes,
            "quizzes_passed_at_first": self.at_first,
            "repairs_at_par": self.repairs.map(|it| it.0),
            "repairs": self.repairs.map(|it| it.1),
            "capstone": capstone,
            "chapter_versions": self.versions,
        })
    }
}

/// Repairs at par, of those of which par is known; nothing where of none.
fn repairs(chapters: &[&Chapter]) -> Option<(usize, usize)> {
    let (mut good, mut all) = (0, 0);
    for chapter in chapters {
        for (id, par) in &chapter.pars {
            let Some(task) = chapter.tasks.get(id).filter(|it| it.met.is_some()) else {
                continue;
            };
            all += 1;
            let within = task.edits.is_some_and(|edits| edits <= *par);
            good += usize::from(within && !task.shown);
        }
    }
    (all > 0).then_some((good, all))
}

fn capstone(chapter: &Chapter) -> Option<Capstone> {
    let rounds = |id: &str| -> &[Round] { chapter.tasks.get(id).map_or(&[][..], |it| &it.rounds) };
    let fastest = |id: &&str| {
        let round = rounds(id)
            .iter()
            .min_by_key(|it| (it.seconds, it.wrong_turns));
        round.map(|it| (it.seconds, it.wrong_turns))
    };
    let all = REBUILDS.iter().flat_map(|it| rounds(it));
    Some(Capstone {
        points: all.map(|it| it.points).max(),
        validations: VALIDATIONS.iter().filter(|it| chapter.is_met(it)).count(),
        rebuilds: REBUILDS.iter().map(fastest).collect(),
    })
}

/// The checksum of a certificate: over the name, the station, and of the progress all that
/// the facts are counted from. What changes from day to day, such as the morning bell or the
/// place where one reads, is no part of it.
pub fn checksum(name: &str, station: &Station, progress: &Progress) -> String {
    let mut material = Progress::default();
    for number in station.chapters() {
        let Some(chapter) = progress.chapter(number) else {
            continue;
        };
        let mut chapter = chapter.clone();
        (chapter.place, chapter.summary) = (None, None);
        chapter.read.clear();
        material.chapters.insert(number, chapter);
    }
    // The text of a progress is the same wherever and however often it is written.
    let text = format!("{}\n{}\n{}", station.chapter, name, material.to_json(""));
    sha256(text.as_bytes())
}
