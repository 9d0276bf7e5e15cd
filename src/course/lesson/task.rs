//! A task.

use super::{Ask, Step, TaskKind};
use crate::course::condition::{Condition, FlowText};
use crate::course::read::{At, Fault};

/// What a learner is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its id, such as `05-2`.
    pub id: String,
    /// What kind of task it is.
    pub kind: TaskKind,
    /// Its title.
    pub title: String,
    /// The instruction, a paragraph of Markdown.
    pub text: String,
    /// The documents of its own, one of which is drawn by lot; none where it goes on with
    /// the learner's document of the chapter.
    pub starts: Vec<Start>,
    /// What is changed beforehand, on a copy that belongs to the task alone.
    pub apply: Vec<Step>,
    /// What is to be reached.
    pub check: Option<Condition>,
    /// What is to be answered.
    pub asks: Vec<Ask>,
    /// Whether the questions are asked of what was built, and not before anything is.
    pub ask_after: bool,
    /// How many edits suffice.
    pub par: Option<u32>,
    /// What somebody complains of.
    pub symptom: ByStart<String>,
    /// How many minutes suffice.
    pub minutes: Option<u32>,
    /// How many of its questions may be answered wrongly at first; with more they begin anew.
    pub most_wrong: Option<u32>,
    /// What may be looked at beforehand, of what is built from memory.
    pub look: Option<Look>,
    /// The figure that it is about.
    pub figure: Option<String>,
    /// The hints.
    pub hints: Hints,
    /// What is said and played afterwards.
    pub after: Option<After>,
}

/// A document that a task begins with: the way to its file without the ending, such as
/// `variants/farhan`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start(pub String);

impl Start {
    /// The name of its file in the folder of the chapter.
    pub fn file(&self) -> String {
        format!("{}.campus.json", self.0)
    }

    /// What hints call it: `farhan`.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

/// Hints in three steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// The first: a thought.
    pub nudge: ByStart<String>,
    /// The second: where to look.
    pub pointer: ByStart<String>,
    /// What it points at.
    pub focus: ByStart<Vec<String>>,
    /// The third: the steps.
    pub show: ByStart<Vec<Step>>,
}

/// What may differ from start to start: by the name of each, or by an empty name for all.
#[derive(Clone, Debug, PartialEq)]
pub struct ByStart<T>(Vec<(String, T)>);

impl<T> Default for ByStart<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByStart<T> {
    /// That of this start.
    pub fn on(&self, start: Option<&Start>) -> Option<&T> {
        let name = start.map_or("", Start::name);
        let all = || self.0.iter();
        let found = all()
            .find(|(on, _)| on == name)
            .or_else(|| all().find(|(on, _)| on.is_empty()));
        found.map(|(_, it)| it)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, it)| it)
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads one for all, or an object with one for each start.
    fn read(at: &At, one: impl Fn(&At) -> Result<T, Fault>) -> Result<Self, Fault> {
        if !at.value.is_object() {
            return Ok(Self(vec![(String::new(), one(at)?)]));
        }
        let object = at.object()?;
        let all = object
            .all()
            .map(|(name, at)| Ok((name.to_owned(), one(&at)?)));
        Ok(Self(all.collect::<Result<_, Fault>>()?))
    }
}

impl Hints {
    /// The steps of the third hint, on this start.
    pub fn show_on(&self, start: Option<&Start>) -> &[Step] {
        self.show.on(start).map_or(&[][..], Vec::as_slice)
    }
}

/// What may be looked at for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// How long, in seconds.
    pub seconds: u32,
    /// What: Markdown.
    pub text: String,
}

/// What comes after a task.
#[derive(Clone, Debug, PartialEq)]
pub struct After {
    /// What it means.
    pub say: String,
    /// A flow to watch.
    pub trace: Option<FlowText>,
}

impl Task {
    /// Reads a task.
    pub fn read(at: &At) -> Result<Self, Fault> {
        let members = at.members(&[
            "id",
            "kind",
            "title",
            "text",
            "start",
            "apply",
            "check",
            "ask",
            "ask_after",
            "par",
            "symptom",
            "minutes",
            "most_wrong",
            "look",
            "figure",
            "hints",
            "after",
        ])?;
        let kind_at = members.want("kind")?;
        let key = kind_at.text()?;
        let kind = TaskKind::all().iter().find(|(it, _, _)| *it == key);
        let Some((_, kind, _)) = kind else {
            let keys: Vec<&str> = TaskKind::all().iter().map(|(key, _, _)| *key).collect();
            let why = format!(
                "there is no task of kind `{key}`; there are {}",
                keys.join(", ")
            );
            return Err(kind_at.fault(why));
        };
        let starts = members
            .get("start")
            .map_or_else(Vec::new, |at| at.one_or_many());
        let starts = starts.iter().map(|at| {
            let text = at.text()?;
            Ok(Start(text.trim_end_matches(".campus.json").to_owned()))
        });
        let asks = members
            .get("ask")
            .map_or_else(Vec::new, |at| at.one_or_many());
        let task = Self {
            id: members.text("id")?,
            kind: *kind,
            title: members.text("title")?,
            text: members.text("text")?,
            starts: starts.collect::<Result<_, Fault>>()?,
            apply: members.each("apply", Step::read)?,
            check: members.maybe("check", Condition::read_all)?,
            asks: asks
                .iter()
                .map(|at| Ask::read(at, *kind))
                .collect::<Result<_, _>>()?,
            ask_after: members.maybe("ask_after", At::flag)?.unwrap_or_default(),
            par: members.maybe("par", At::count)?,
            symptom: members
                .maybe("symptom", |at| ByStart::read(at, text_of))?
                .unwrap_or_default(),
            minutes: members.maybe("minutes", At::count)?,
            most_wrong: members.maybe("most_wrong", At::count)?,
            look: members.maybe("look", read_look)?,
            figure: members.maybe("figure", |at| at.text().map(str::to_owned))?,
            hints: members.maybe("hints", read_hints)?.unwrap_or_default(),
            after: members.maybe("after", read_after)?,
        };
        if task.check.is_none() && task.asks.is_empty() {
            return Err(members.fault("a task has a `check`, an `ask`, or both"));
        }
        Ok(task)
    }

    /// Whether it works on a document of its own, and not on the learner's.
    pub const fn stands_alone(&self) -> bool {
        !self.starts.is_empty() || !self.apply.is_empty()
    }
}

fn read_hints(at: &At) -> Result<Hints, Fault> {
    let members = at.members(&["nudge", "pointer", "focus", "show"])?;
    Ok(Hints {
        nudge: ByStart::read(&members.want("nudge")?, text_of)?,
        pointer: ByStart::read(&members.want("pointer")?, text_of)?,
        focus: members
            .maybe("focus", |at| ByStart::read(at, |at| at.each(text_of)))?
            .unwrap_or_default(),
        show: members
            .maybe("show", |at| ByStart::read(at, |at| at.each(Step::read)))?
            .unwrap_or_default(),
    })
}

fn text_of(at: &At) -> Result<String, Fault> {
    at.text().map(str::to_owned)
}

fn read_look(at: &At) -> Result<Look, Fault> {
    let members = at.members(&["seconds", "text"])?;
    Ok(Look {
        seconds: members.want("seconds")?.count()?,
        text: members.text("text")?,
    })
}

fn read_after(at: &At) -> Result<After, Fault> {
    let members = at.members(&["say", "trace"])?;
    Ok(After {
        say: members.text("say")?,
        trace: members.maybe("trace", FlowText::read)?,
    })
}
