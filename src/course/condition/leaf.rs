//! The predicates: what is asked of the design itself.

use super::wanted::*;
use super::{Derived, FlowText, Selector, Test};

use crate::architecture::Kind;
use crate::course::read::{At, Fault, Members};

/// A predicate.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// A property of things.
    Prop(String, Option<Selector>, Test),
    /// Rows of a table.
    Row(RowWanted),
    /// A computed fact.
    Derived(Derived, Test),
    /// One thing names another.
    Related(String, Option<Selector>, Selector),
    /// A finding.
    Finding(String, Option<Selector>, Presence),
    /// The number of errors.
    Errors(Test),
    /// The number of warnings.
    Warnings(Test),
    /// What becomes of a flow.
    Trace(TraceWanted),
    /// The intents of the document.
    Intents,
    /// What becomes of a flow when something fails.
    WhatIf(Vec<String>, FlowText, Fails),
    /// The number of weak points.
    WeakPoints(Weak, Test),
    /// Who may start what.
    Cell(CellWanted),
    /// Calls of AWS's API since the task began.
    Event(EventWanted, Test),
    /// Whether trails have written without a gap since the task began, or have not.
    Gap(Selector, bool),
    /// Edits since the task began.
    Edits(Selector, Test),
    /// What a figure says.
    Figure(String, String, Test),
    /// Resources in the template, or what it leaves out.
    Export(String, Test),
    /// Things are as they were when the task began.
    Unchanged(Selector),
    /// What the policies say to a request.
    Policy(PolicyWanted),
    /// What it costs.
    Cost(CostWanted, Test),
    /// What a run was like; without a test, whether it met what its drill asks.
    Run(RunWanted, Option<Test>),
    /// What an account is set to, or what is so in it.
    Account(String, Test),
}

/// What is computed of an account, beside what it is set to.
pub const ACCOUNT_FACTS: [&str; 3] = ["users_without_mfa", "trail_state", "budget_limit"];

/// Whether a finding is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is not.
    Absent,
    /// It is.
    Present,
    /// It was, at some time since the task began.
    Seen,
}

/// What becomes of a journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fails {
    /// It still gets through.
    Holds,
    /// It does not.
    Breaks,
}

/// Which weak points count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Zones.
    Zones,
    /// Resources.
    Resources,
    /// Both.
    All,
}

impl Leaf {
    /// Reads a predicate by its leading member.
    pub fn read(head: &str, at: &At, members: &Members) -> Result<Self, Fault> {
        let of = |key: &str| members.maybe(key, Selector::read);
        let is = || Test::read(&members.want("is")?);
        let word = |words: &[&str]| {
            let at = members.want("is")?;
            let text = at.text()?;
            match words.iter().position(|word| *word == text) {
                Some(place) => Ok(place),
                None => Err(at.fault(format!("there should be one of {}", words.join(", ")))),
            }
        };
        let one_or_more = || {
            let is = members.maybe("is", Test::read)?;
            Ok::<_, Fault>(is.unwrap_or_else(Test::one_or_more))
        };
        Ok(match head {
            "prop" => Self::Prop(members.text("prop")?, of("of")?, is()?),
            "row" => Self::Row(RowWanted::read(members)?),
            "derived" => Self::Derived(Derived::read(at, members, true)?, is()?),
            "related" => {
                let to = Selector::read(&members.want("to")?)?;
                Self::Related(members.text("related")?, of("from")?, to)
            }
            "finding" => {
                let presence = [Presence::Absent, Presence::Present, Presence::Seen]
                    [word(&["absent", "present", "seen"])?];
                Self::Finding(members.text("finding")?, of("on")?, presence)
            }
            "errors" => Self::Errors(Test::read(&members.want("errors")?)?),
            "warnings" => Self::Warnings(Test::read(&members.want("warnings")?)?),
            "trace" => Self::Trace(TraceWanted::read(members)?),
            "intents" => match members.text("intents")?.as_str() {
                "hold" => Self::Intents,
                _ => return Err(members.fault("of `intents` one can ask whether they `hold`")),
            },
            "what_if" => {
                let fail = members.want("what_if")?;
                let fail = fail.one_or_many();
                let fail = fail.iter().map(|at| at.text().map(str::to_owned));
                let fail = fail.collect::<Result<_, _>>()?;
                let flow = FlowText::read(&members.want("journey")?)?;
                let fails = [Fails::Holds, Fails::Breaks][word(&["holds", "breaks"])?];
                Self::WhatIf(fail, flow, fails)
            }
            "weak_points" => {
                let weak = match members.text("weak_points")?.as_str() {
                    "zones" => Weak::Zones,
                    "resources" => Weak::Resources,
                    "all" => Weak::All,
                    _ => return Err(members.fault("weak points are `zones`, `resources` or `all`")),
                };
                Self::WeakPoints(weak, is()?)
            }
            "cell" => Self::Cell(CellWanted::read(members)?),
            "event" => Self::Event(EventWanted::read(members)?, one_or_more()?),
            "gap" => {
                let is_none = word(&["none", "some"])? == 0;
                Self::Gap(Selector::read(&members.want("gap")?)?, is_none)
            }
            "edits" => Self::Edits(Selector::read(&members.want("edits")?)?, is()?),
            "figure" => Self::Figure(members.text("figure")?, members.text("output")?, is()?),
            "export" => Self::Export(members.text("export")?, is()?),
            "unchanged" => Self::Unchanged(Selector::read(&members.want("unchanged")?)?),
            "policy" => Self::Policy(PolicyWanted::read(members)?),
            "cost" => Self::Cost(CostWanted::read(members)?, is()?),
            "run" => {
                let wanted = RunWanted::read(members)?;
                let test = members.maybe("is", Test::read)?;
                if wanted.criterion.is_some() != test.is_some() {
                    return Err(members.fault(
                        "of a run one asks a `metric` and what it `is`, or neither: then all that its drill asks",
                    ));
                }
                Self::Run(wanted, test)
            }
            _ => {
                let fact = members.text("account")?;
                let known = ACCOUNT_FACTS.contains(&fact.as_str())
                    || Kind::Account.info().property(&fact).is_some();
                if !known {
                    return Err(members.fault(format!(
                        "an account has no `{fact}`; beside its properties there are {}",
                        ACCOUNT_FACTS.join(", ")
                    )));
                }
                Self::Account(fact, is()?)
            }
        })
    }

    /// Whether it can be met where nothing is.
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Finding(_, _, presence) => *presence == Presence::Absent,
            Self::Trace(wanted) => !wanted.delivered,
            Self::WhatIf(_, _, fails) => *fails == Fails::Breaks,
            Self::Cell(wanted) => wanted.ports == "nothing",
            Self::Errors(test) | Self::Warnings(test) => test.takes_zero(),
            // Nothing costs nothing.
            Self::Cost(_, test) => test.takes_zero(),
            Self::WeakPoints(_, test) | Self::Event(_, test) | Self::Edits(_, test) => {
                test.takes_zero()
            }
            Self::Export(_, test) | Self::Row(RowWanted { is: test, .. }) => test.takes_zero(),
            Self::Unchanged(_) => true,
            _ => false,
        }
    }
}
