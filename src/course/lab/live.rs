//! How the conditions of a task fare while it is made: where the task begins, at its end, and
//! the sentence that a learner will read.

use super::draft::Draft;
use super::write;
use crate::analysis::Analysis;
use crate::architecture::{Document, ResourceId};
use crate::course::attempt::Attempt;
use crate::course::condition::Condition;
use crate::course::judge::{self, LineState, Moment, Piece, State};
use crate::course::lint;
use crate::course::read::At;

/// How a condition fares.
#[derive(Clone, Debug, PartialEq)]
pub struct Fares {
    /// Where the task begins.
    pub begins: State,
    /// At its end, once its steps are done.
    pub ends: State,
    /// What the task card says of it.
    pub aim: String,
    /// What is said while it is missing.
    pub missing: String,
    /// What it is about.
    pub marks: Vec<ResourceId>,
}

/// How the conditions of a task fare, in their order, each or why it cannot be read; nothing
/// of one whose run was not made.
pub type AllFares = Vec<Option<Result<Fares, String>>>;

/// Where a task begins and where it ends, with what is remembered then.
pub struct Ground {
    begun: (Analysis, Attempt),
    ended: (Analysis, Attempt),
    /// Why its steps cannot be played, if they cannot.
    pub trouble: Option<String>,
}

impl Ground {
    /// That of a task of a draft.
    pub fn of(draft: &Draft, start: &Document, key: u32) -> Self {
        let document = write::begins(draft, start, key);
        let begun = Analysis::of(&document.architecture);
        let fresh = (begun.clone(), Attempt::new(&begun));
        let played = write::task(draft, key).and_then(|task| {
            let steps = task.hints.show_on(None);
            lint::shown(&task, &document, steps, &Default::default()).map_err(|it| it.why)
        });
        match played {
            Ok((ended, attempt)) => Self {
                begun: fresh,
                ended: (Analysis::of(&ended.architecture), attempt),
                trouble: None,
            },
            Err(why) => Self {
                begun: fresh.clone(),
                ended: fresh,
                trouble: Some(why),
            },
        }
    }

    /// The design with which the task begins.
    pub fn begun(&self) -> &Analysis {
        &self.begun.0
    }

    /// How a condition fares on it; or why it cannot be read.
    pub fn fares(&self, condition: &serde_json::Value) -> Result<Fares, String> {
        let at = At {
            value: condition,
            path: "check".to_owned(),
        };
        let read = Condition::read(&at).map_err(|fault| fault.why)?;
        let (analysis, attempt) = &self.begun;
        let mut attempt = attempt.clone();
        attempt.observe(Some(&read), analysis, &[]);
        let before = judge::verdict(&read, &Moment::new(analysis, &attempt));
        let (analysis, attempt) = &self.ended;
        let mut attempt = attempt.clone();
        attempt.observe(Some(&read), analysis, &[]);
        attempt.play(&read, analysis.architecture());
        let after = judge::verdict(&read, &Moment::new(analysis, &attempt));
        let open = before.lines.iter().find(|it| it.state != LineState::Met);
        let shown = open.or_else(|| before.lines.first());
        let aim = shown.map(|line| {
            let pieces = line.aim.iter().map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Slot(Some(text)) => text,
                Piece::Slot(None) => "nothing yet",
            });
            pieces.collect::<String>()
        });
        Ok(Fares {
            begins: state(&before),
            ends: state(&after),
            aim: aim.unwrap_or_default(),
            missing: shown.map(|it| it.sentence.clone()).unwrap_or_default(),
            marks: shown.map(|it| it.marks.clone()).unwrap_or_default(),
        })
    }
}

/// Whether something of a condition or a question is judged by a run, which takes a while.
pub fn asks_for_run(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(members) => {
            members.contains_key("run") || members.values().any(asks_for_run)
        }
        serde_json::Value::Array(items) => items.iter().any(asks_for_run),
        _ => false,
    }
}

/// Whether something of a draft is judged by a run.
pub fn draft_asks_for_run(draft: &Draft) -> bool {
    let mut tasks = draft.tasks.iter();
    tasks.any(|it| it.check.iter().chain(&it.ask).any(asks_for_run))
}

fn state(verdict: &judge::Verdict) -> State {
    let unclear = verdict
        .lines
        .iter()
        .any(|it| it.state == LineState::Unclear);
    match (verdict.met, unclear) {
        (true, _) => State::Met,
        (false, true) => State::Unclear,
        (false, false) => State::Missing,
    }
}

/// The steps of a task that its conditions do not ask for, by their places: without them it
/// is met all the same.
pub fn idle_steps(draft: &Draft, start: &Document, key: u32) -> Vec<usize> {
    let Ok(task) = write::task(draft, key) else {
        return Vec::new();
    };
    let begun = write::begins(draft, start, key);
    lint::idle_steps(&task, &begun)
}
