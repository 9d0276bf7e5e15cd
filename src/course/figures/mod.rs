//! The small machines that a learner turns, without their screen.
//!
//! A figure is made from the members that a lesson gives it ([`Figure::read`]), is changed
//! member by member ([`Figure::set`]: a drag, a key and a "show me" step all do that), and
//! says what follows: outputs for the checks of tasks, one sentence for its foot, and all
//! of it in words for whoever does not see it. What is true of AWS it asks the engine:
//! a figure makes a small design and has a packet traced, or asks which row answers.
//!
//! - `ruler`, `signboard`, `gate`, `nat_table`, `guards`: addresses and packets.
//! - `oven`, `blocks`: what an image and a snapshot keep.
//! - `demand`, `nines`, `distance`, `credits`, `bill`, `years`: load, chance, light and money.
//! - `desk`: one file and who sees it.
//! - `directory`: names, and how long an answer is remembered. `swap`: a failover.
//! - `alarm_bell`: an alarm and the values that it looks at.
//! - `pulse`, `roster`: health checks and groups of servers, over time.
//! - `verdict`: statements of policies and a request. `book`: calls, and where they are kept.
//! - `members` reads what is said to them, `made` builds the small designs, `labels` has
//!   what outputs are called where people read of them.

mod alarm_bell;
mod bill;
mod blocks;
mod book;
mod credits;
mod demand;
mod desk;
mod directory;
mod distance;
mod gate;
mod guards;
mod labels;
mod made;
mod members;
mod nat_table;
mod nines;
mod oven;
mod pulse;
mod roster;
mod ruler;
mod signboard;
mod swap;
mod verdict;
mod years;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

pub use alarm_bell::AlarmBell;
pub use bill::{Bill, BillRow};
pub use blocks::{Blocks, Photograph, Step};
pub use book::{By, Entry, EventBook, Line as BookLine, Shelf};
pub use credits::Credits;
pub use demand::{Demand, Plan};
pub use desk::{Desk, Seat, Store};
pub use directory::{
    Change, Directory, Entry as ZoneEntry, Question, Reply, Slip, time as clock_time,
};
pub use distance::{CITIES, City, Distance};
pub use gate::Gate;
pub use guards::{Asked, Fit, Guards, GuardsMode, Line, List, Said, Verdicts};
pub use labels::{LABELS, label, labels};
pub use members::Problem;
pub use nat_table::{Last, NatRow, NatTable};
pub use nines::{Nines, Shape, percent};
pub use oven::{Oven, Part};
pub use pulse::{Fault, Knock, Pulse};
pub use roster::{Moment, Roster, Way};
pub use ruler::{Named, Ruler, RulerMode};
pub use signboard::{Matched, Signboard};
pub use swap::{Course, Swap, said as long_time};
pub use verdict::{Clause, Laid, Paper, Request, Verdict};
pub use years::{Answered, Move, Years, dollars};

/// What a figure yields, by the names that conditions use.
pub type Outputs = BTreeMap<String, Value>;

/// How good what a figure shows is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neither: it is a fact.
    Plain,
    /// It is as one wants it.
    Good,
    /// Something is lost or wasted.
    Bad,
}

/// The sentence at the foot of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// How good it is.
    pub tone: Tone,
    /// What stands out: "Dropped here."
    pub lead: String,
    /// What follows: "A dead row still wins."
    pub rest: String,
}

impl Sentence {
    fn new(tone: Tone, lead: impl Into<String>, rest: impl Into<String>) -> Self {
        Self {
            tone,
            lead: lead.into(),
            rest: rest.into(),
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rest.as_str() {
            "" => f.write_str(&self.lead),
            rest => write!(f, "{} {rest}", self.lead),
        }
    }
}

/// What every figure can do.
trait Machine: Default {
    /// Its members, in the order in which they are set when it is read.
    const MEMBERS: &'static [&'static str];

    /// What is done to it besides: gestures that are no state of their own.
    const GESTURES: &'static [&'static str] = &[];

    /// Gives a member a value.
    fn set(&mut self, member: &str, value: &Value) -> Result<(), Problem>;

    /// What it yields.
    fn outputs(&self) -> Outputs;

    /// The sentence at its foot.
    fn sentence(&self) -> Sentence;

    /// All of it in words.
    fn alternative(&self) -> String;

    /// As the members say, all others as they are by default.
    fn read(members: &Map<String, Value>) -> Result<Self, Problem> {
        let mut machine = Self::default();
        for member in Self::MEMBERS {
            if let Some(value) = members.get(*member) {
                machine.set(member, value)?;
            }
        }
        Ok(machine)
    }
}

/// A list of outputs.
fn outputs<const N: usize>(all: [(&str, Value); N]) -> Outputs {
    all.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// What is said where a member does not exist.
fn unknown(member: &str, known: &[&str]) -> Problem {
    Problem::at(member, format!("this figure has {}", known.join(", ")))
}

macro_rules! figures {
    ($($name:literal $Type:ident $doc:literal,)*) => {
        /// The state of a figure, by widget.
        #[allow(
            clippy::large_enum_variant,
            reason = "a page has a few figures, and each lives as long as its chapter"
        )]
        #[derive(Clone, Debug, PartialEq)]
        pub enum State {
            $(#[doc = $doc] $Type($Type),)*
        }

        impl State {
            fn read(widget: &str, members: &Map<String, Value>) -> Result<Self, Problem> {
                match widget {
                    $($name => {
                        known(members, <$Type as Machine>::MEMBERS)?;
                        <$Type as Machine>::read(members).map(Self::$Type)
                    })*
                    other => Err(Problem::at(
                        "figure",
                        format!("there is no figure `{other}`; write one of {}", WIDGETS.join(", ")),
                    )),
                }
            }

            fn kind(&self) -> &'static str {
                match self {
                    $(Self::$Type(_) => $name,)*
                }
            }

            fn members(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$Type(_) => <$Type as Machine>::MEMBERS,)*
                }
            }

            fn gestures(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$Type(_) => <$Type as Machine>::GESTURES,)*
                }
            }

            fn set(&mut self, member: &str, value: &Value) -> Result<(), Problem> {
                match self {
                    $(Self::$Type(it) => it.set(member, value),)*
                }
            }

            fn outputs(&self) -> Outputs {
                match self {
                    $(Self::$Type(it) => it.outputs(),)*
                }
            }

            fn sentence(&self) -> Sentence {
                match self {
                    $(Self::$Type(it) => it.sentence(),)*
                }
            }

            fn alternative(&self) -> String {
                match self {
                    $(Self::$Type(it) => it.alternative(),)*
                }
            }
        }

        /// Every widget that there is.
        pub const WIDGETS: &[&str] = &[$($name),*];
    };
}

figures! {
    "ruler" Ruler "A block of addresses.",
    "signboard" Signboard "A route table and a packet.",
    "gate" Gate "An internet gateway and a server.",
    "nat-table" NatTable "A NAT gateway and its table.",
    "guards" Guards "A security group, a network ACL and packets.",
    "demand" Demand "A day's visitors and servers, owned or rented.",
    "nines" Nines "Parts in series and in parallel.",
    "distance" Distance "A customer and a Region.",
    "credits" Credits "The CPU credits of a small server.",
    "alarm-bell" AlarmBell "The values that an alarm looks at.",
    "bill" Bill "What is kept for a month, and what it costs.",
    "oven" Oven "Servers from a start script and from an image.",
    "blocks" Blocks "A disk and its snapshots, block by block.",
    "desk" Desk "Two servers, one file, and where it lies.",
    "years" Years "A bucket's lifecycle rules, and what three years cost.",
    "directory" Directory "A name, its record, and who remembers the answer.",
    "swap" Swap "A database whose zone goes dark, and the programs that need it.",
    "pulse" Pulse "A target and its health checks.",
    "roster" Roster "A group of servers and a rush.",
    "book" EventBook "The event history of a week, and the files of a trail.",
    "verdict" Verdict "Statements of policies, and what they say to a request.",
}

/// Refuses members that the figure does not have. What a lesson says of the figure itself,
/// and not to the widget, is not looked at.
fn known(members: &Map<String, Value>, names: &[&str]) -> Result<(), Problem> {
    const OF_THE_LESSON: [&str; 3] = ["figure", "guess", "title"];
    let mut all = members.keys();
    let strange =
        all.find(|it| !names.contains(&it.as_str()) && !OF_THE_LESSON.contains(&it.as_str()));
    strange.map_or(Ok(()), |it| Err(unknown(it, names)))
}

/// A figure: what it shows now, and how it began.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    state: State,
    start: Box<State>,
}

impl Figure {
    /// The figure of this widget, as the members of a lesson say: an object, of which
    /// `figure`, `guess` and `title` are left to the lesson.
    pub fn read(widget: &str, members: &Value) -> Result<Self, Problem> {
        let Some(members) = members.as_object() else {
            return Err(Problem::at("figure", "write an object in braces"));
        };
        let state = State::read(widget, members)?;
        Ok(Self {
            start: Box::new(state.clone()),
            state,
        })
    }

    /// Which widget it is: "ruler".
    pub fn kind(&self) -> &'static str {
        self.state.kind()
    }

    /// What it shows, for whoever draws it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Gives a member a value: what a gesture, a key or a "show me" step does. Where the
    /// value is refused, nothing changes.
    pub fn set(&mut self, member: &str, value: &Value) -> Result<(), Problem> {
        let (members, gestures) = (self.state.members(), self.state.gestures());
        if !members.contains(&member) && !gestures.contains(&member) {
            return Err(unknown(member, &[members, gestures].concat()));
        }
        let mut changed = self.state.clone();
        changed.set(member, value)?;
        self.state = changed;
        Ok(())
    }

    /// What it yields, by the names that conditions use.
    pub fn outputs(&self) -> Outputs {
        self.state.outputs()
    }

    /// The one sentence at its foot.
    pub fn sentence(&self) -> Sentence {
        self.state.sentence()
    }

    /// Inputs and outputs in words, for whoever does not see the figure.
    pub fn alternative(&self) -> String {
        self.state.alternative()
    }

    /// As it began.
    pub fn reset(&mut self) {
        self.state = (*self.start).clone();
    }

    /// Whether it is as it began.
    pub fn is_at_start(&self) -> bool {
        self.state == *self.start
    }
}

#[cfg(test)]
mod tests;
