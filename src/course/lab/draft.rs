//! A lab as it is being made. The canvas that learners begin with is a document beside it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::course::lesson::TaskKind;

/// The version of the form in which drafts are kept.
const VERSION: u32 = 1;

/// A lab as it is being made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    version: u32,
    /// What it is called.
    pub title: String,
    /// What has happened, told to the learner.
    pub story: String,
    /// Its tasks, in order.
    pub tasks: Vec<DraftTask>,
    /// What is being done by hand.
    pub hand: Option<Hand>,
    last: u32,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            version: VERSION,
            title: String::new(),
            story: String::new(),
            tasks: Vec::new(),
            hand: None,
            last: 0,
        }
    }
}

/// Something that is being done on the canvas, to become steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hand {
    /// The task that gets the steps; nothing where the canvas is being broken.
    pub task: Option<u32>,
    /// The document before, as a file.
    pub before: String,
}

/// A task as it is being made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftTask {
    /// By what it is known in the draft, wherever it stands.
    pub key: u32,
    /// Its kind, as files call it.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The instruction.
    pub text: String,
    /// What somebody complains of, of a repair.
    pub symptom: String,
    /// The conditions, of which all must be met.
    pub check: Vec<Value>,
    /// The question, of tasks that are answered.
    pub ask: Option<Value>,
    /// The first hint.
    pub nudge: String,
    /// The second.
    pub pointer: String,
    /// What it points at, by name or id.
    pub focus: Vec<String>,
    /// The third: steps with their reasons.
    pub show: Vec<Value>,
    /// How many edits suffice.
    pub par: Option<u32>,
    /// What is said when it is done.
    pub after: String,
}

impl DraftTask {
    /// Its kind.
    pub fn kind(&self) -> TaskKind {
        kind_of(&self.kind).unwrap_or(TaskKind::Build)
    }

    /// Whether it is answered, not built.
    pub fn is_asked(&self) -> bool {
        self.ask.is_some()
    }
}

/// The kinds of tasks that the builder makes, with what each is.
pub const KINDS: [(TaskKind, &str); 6] = [
    (
        TaskKind::Build,
        "The learner builds until the conditions are met.",
    ),
    (
        TaskKind::Repair,
        "Something is broken; a complaint is all the learner gets.",
    ),
    (
        TaskKind::Predict,
        "The learner says what will happen, then it is played.",
    ),
    (
        TaskKind::Number,
        "The learner says how many; the drawing knows.",
    ),
    (TaskKind::Order, "The learner puts steps in order."),
    (
        TaskKind::Run,
        "The learner lets it run, and the run must be good.",
    ),
];

/// The kind that files call so.
pub fn kind_of(key: &str) -> Option<TaskKind> {
    let found = TaskKind::all().iter().find(|(it, _, _)| *it == key);
    found.map(|(_, kind, _)| *kind)
}

impl Draft {
    /// A new lab.
    pub fn new() -> Self {
        Self {
            title: "My lab".to_owned(),
            ..Self::default()
        }
    }

    /// As it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what was kept; or why it cannot be read.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let draft: Self = serde_json::from_str(text).map_err(|why| why.to_string())?;
        match draft.version <= VERSION {
            true => Ok(draft),
            false => Err("it was written by a newer Cloud Campus".to_owned()),
        }
    }

    /// The place of a task.
    pub fn place(&self, key: u32) -> Option<usize> {
        self.tasks.iter().position(|it| it.key == key)
    }

    /// A task.
    pub fn task(&self, key: u32) -> Option<&DraftTask> {
        self.tasks.iter().find(|it| it.key == key)
    }

    /// A task, to be changed.
    pub fn task_mut(&mut self, key: u32) -> Option<&mut DraftTask> {
        self.tasks.iter_mut().find(|it| it.key == key)
    }

    /// Adds a task at a place, and says by what it is known.
    pub fn insert(&mut self, place: usize, mut task: DraftTask) -> u32 {
        let highest = self.tasks.iter().map(|it| it.key).max().unwrap_or(0);
        self.last = self.last.max(highest) + 1;
        task.key = self.last;
        self.tasks.insert(place.min(self.tasks.len()), task);
        self.last
    }

    /// Adds an empty task of a kind behind all others.
    pub fn add(&mut self, kind: TaskKind) -> u32 {
        let mut task = DraftTask {
            kind: kind.key().to_owned(),
            ..DraftTask::default()
        };
        let (title, text) = match kind {
            TaskKind::Predict => ("What will happen?", "Say first, then see it played."),
            TaskKind::Number => ("How many?", "Look at the drawing and say the number."),
            TaskKind::Order => ("In which order?", "Put the steps in the right order."),
            TaskKind::Run => ("Let it run", "Open the control room and play the drill."),
            TaskKind::Repair => (
                "Something is wrong",
                "Find it, and mend it with few changes.",
            ),
            _ => ("Build it", "Build what is asked for on the canvas."),
        };
        task.title = title.to_owned();
        task.text = text.to_owned();
        task.nudge = "Read once more what is asked. What is there already?".to_owned();
        task.pointer = "Look at the things that the lines of the task name.".to_owned();
        match kind {
            TaskKind::Predict => task.ask = Some(super::ask::blank_choice()),
            TaskKind::Number => {
                task.ask = Some(json!({
                    "question": "How many subnets are there?", "unit": "subnets",
                    "truth": { "count": { "kind": "subnet" } },
                    "why": "Count them on the canvas."
                }));
            }
            TaskKind::Order => task.ask = Some(super::ask::blank_order()),
            _ => {}
        }
        let place = self.tasks.len();
        self.insert(place, task)
    }

    /// Moves a task by one place, up or down.
    pub fn shift(&mut self, key: u32, down: bool) {
        let Some(place) = self.place(key) else {
            return;
        };
        let other = if down {
            place + 1
        } else {
            place.wrapping_sub(1)
        };
        if other < self.tasks.len() {
            self.tasks.swap(place, other);
        }
    }

    /// Takes a task out.
    pub fn remove(&mut self, key: u32) {
        self.tasks.retain(|it| it.key != key);
    }
}
