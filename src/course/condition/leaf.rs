//! The predicates: what is asked of the design itself.

use super::{Derived, End, FlowText, LATER, Selector, Stop, Test, derived};
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
    Event(String, Option<Selector>, Test),
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
    /// What has no engine yet.
    Later(&'static str),
}

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

/// Rows that are looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct RowWanted {
    /// The property that is a table.
    pub property: String,
    /// Whose.
    pub of: Option<Selector>,
    /// What its members are, by paths such as `peer.group`.
    pub members: Vec<(String, Test)>,
    /// How many there are.
    pub is: Test,
}

/// What is wanted of a flow.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceWanted {
    /// The flow.
    pub flow: FlowText,
    /// Whether it arrives.
    pub delivered: bool,
    /// Where it ends, if it does not.
    pub stop: Option<Stop>,
    /// What it passes.
    pub passes: Vec<Selector>,
    /// What it must not pass.
    pub avoids: Vec<Selector>,
    /// The status of the answer.
    pub status: Option<u32>,
}

/// Which cost is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct CostWanted {
    /// Of a month, or else of an hour.
    pub monthly: bool,
    /// Of which things; of all, if it is nothing.
    pub of: Option<Selector>,
    /// Whether it is what was saved since the task began.
    pub saved: bool,
}

/// What is wanted of a cell of the table of who reaches whom.
#[derive(Clone, Debug, PartialEq)]
pub struct CellWanted {
    /// Who starts; the internet, if it is nothing.
    pub from: Option<Selector>,
    /// Who answers; the internet, if it is nothing.
    pub to: Option<Selector>,
    /// What may be started: `nothing`, `everything`, `tcp 3306`.
    pub ports: String,
    /// Whether nothing else may.
    pub exactly: bool,
}

/// What is wanted of a decision of IAM.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyWanted {
    /// Who asks: a name as `cloud-campus may` takes it, or what a selector
    /// finds.
    pub principal: End,
    /// The action.
    pub action: String,
    /// On what: an ARN, a name, `BUCKET/key`, or what a selector finds.
    pub resource: End,
    /// Condition keys of the request.
    pub context: Vec<(String, String)>,
    /// What the decision should be.
    pub decision: Allowed,
    /// The Sid of the statement that should decide.
    pub statement: Option<String>,
}

/// What a decision should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Allowed.
    Allow,
    /// Denied because nothing allows it.
    ImplicitDeny,
    /// Denied by a statement.
    ExplicitDeny,
    /// Denied, one way or the other.
    Deny,
}

impl PolicyWanted {
    fn read(members: &Members) -> Result<Self, Fault> {
        const DECISIONS: [(&str, Allowed); 4] = [
            ("allow", Allowed::Allow),
            ("implicit-deny", Allowed::ImplicitDeny),
            ("explicit-deny", Allowed::ExplicitDeny),
            ("deny", Allowed::Deny),
        ];
        let request = members.want("policy")?;
        let request = request.members(&["principal", "action", "resource", "context"])?;
        let at = members.want("decision")?;
        let said = at.text()?;
        let Some((_, decision)) = DECISIONS.into_iter().find(|(word, _)| *word == said) else {
            return Err(
                at.fault("there should be one of allow, implicit-deny, explicit-deny, deny")
            );
        };
        let mut context = Vec::new();
        if let Some(at) = request.get("context") {
            for (key, value) in at.object()?.all() {
                let all = value.one_or_many();
                for value in &all {
                    context.push((key.to_owned(), value.text()?.to_owned()));
                }
            }
        }
        Ok(Self {
            principal: End::read(&request.want("principal")?)?,
            action: request.text("action")?,
            resource: End::read(&request.want("resource")?)?,
            context,
            decision,
            statement: members.maybe("statement", |at| at.text().map(str::to_owned))?,
        })
    }
}

impl Leaf {
    /// Reads a predicate by its leading member, and says which further members it may have.
    pub fn read(
        head: &str,
        at: &At,
        members: &Members,
    ) -> Result<(Self, &'static [&'static str]), Fault> {
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
        Ok(match head {
            "prop" => (
                Self::Prop(members.text("prop")?, of("of")?, is()?),
                &["of", "is"],
            ),
            "row" => (Self::Row(RowWanted::read(members)?), &["of", "where", "is"]),
            "derived" => {
                let fact = Derived::read(at, members, true)?;
                (Self::Derived(fact, is()?), derived::MEMBERS)
            }
            "related" => {
                let to = Selector::read(&members.want("to")?)?;
                (
                    Self::Related(members.text("related")?, of("from")?, to),
                    &["from", "to"],
                )
            }
            "finding" => {
                let presence = [Presence::Absent, Presence::Present, Presence::Seen]
                    [word(&["absent", "present", "seen"])?];
                (
                    Self::Finding(members.text("finding")?, of("on")?, presence),
                    &["on", "is"],
                )
            }
            "errors" => (Self::Errors(Test::read(&members.want("errors")?)?), &[]),
            "warnings" => (Self::Warnings(Test::read(&members.want("warnings")?)?), &[]),
            "trace" => (
                Self::Trace(TraceWanted::read(members)?),
                &["is", "stop", "passes", "avoids", "status"],
            ),
            "intents" => match members.text("intents")?.as_str() {
                "hold" => (Self::Intents, &[]),
                _ => return Err(members.fault("of `intents` one can ask whether they `hold`")),
            },
            "what_if" => {
                let fail = members.want("what_if")?;
                let fail = fail.one_or_many();
                let fail = fail.iter().map(|at| at.text().map(str::to_owned));
                let fail = fail.collect::<Result<_, _>>()?;
                let flow = FlowText::read(&members.want("journey")?)?;
                let fails = [Fails::Holds, Fails::Breaks][word(&["holds", "breaks"])?];
                (Self::WhatIf(fail, flow, fails), &["journey", "is"])
            }
            "weak_points" => {
                let weak = match members.text("weak_points")?.as_str() {
                    "zones" => Weak::Zones,
                    "resources" => Weak::Resources,
                    "all" => Weak::All,
                    _ => return Err(members.fault("weak points are `zones`, `resources` or `all`")),
                };
                (Self::WeakPoints(weak, is()?), &["is"])
            }
            "cell" => (Self::Cell(CellWanted::read(members)?), &["is", "exactly"]),
            "event" => {
                let is = members
                    .maybe("is", Test::read)?
                    .unwrap_or_else(Test::one_or_more);
                (
                    Self::Event(members.text("event")?, of("on")?, is),
                    &["on", "is"],
                )
            }
            "edits" => (
                Self::Edits(Selector::read(&members.want("edits")?)?, is()?),
                &["is"],
            ),
            "figure" => (
                Self::Figure(members.text("figure")?, members.text("output")?, is()?),
                &["output", "is"],
            ),
            "export" => (Self::Export(members.text("export")?, is()?), &["is"]),
            "unchanged" => (
                Self::Unchanged(Selector::read(&members.want("unchanged")?)?),
                &[],
            ),
            "policy" => (
                Self::Policy(PolicyWanted::read(members)?),
                &["decision", "statement"],
            ),
            "cost" => (Self::Cost(CostWanted::read(members)?, is()?), &["is"]),
            later => {
                let later = LATER.into_iter().find(|it| *it == later);
                let all: &[&str] = &["is", "of", "decision", "statement", "metric", "output"];
                (Self::Later(later.unwrap_or("run")), all)
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
            Self::WeakPoints(_, test) | Self::Event(_, _, test) | Self::Edits(_, test) => {
                test.takes_zero()
            }
            Self::Export(_, test) | Self::Row(RowWanted { is: test, .. }) => test.takes_zero(),
            Self::Unchanged(_) => true,
            _ => false,
        }
    }
}

impl RowWanted {
    fn read(members: &Members) -> Result<Self, Fault> {
        let tests = match members.get("where") {
            None => Vec::new(),
            Some(at) => {
                let object = at.object()?;
                let all = object
                    .all()
                    .map(|(key, at)| Ok((key.to_owned(), Test::read(&at)?)));
                all.collect::<Result<_, Fault>>()?
            }
        };
        Ok(Self {
            property: members.text("row")?,
            of: members.maybe("of", Selector::read)?,
            members: tests,
            is: members
                .maybe("is", Test::read)?
                .unwrap_or_else(Test::one_or_more),
        })
    }
}

impl TraceWanted {
    fn read(members: &Members) -> Result<Self, Fault> {
        let is = members.want("is")?;
        let delivered = match is.text()? {
            "delivered" => true,
            "dropped" => false,
            _ => return Err(is.fault("a flow is `delivered` or `dropped`")),
        };
        let things = |key: &str| match members.get(key) {
            None => Ok(Vec::new()),
            Some(at) => at.one_or_many().iter().map(Selector::read).collect(),
        };
        Ok(Self {
            flow: FlowText::read(&members.want("trace")?)?,
            delivered,
            stop: members.maybe("stop", Stop::read)?,
            passes: things("passes")?,
            avoids: things("avoids")?,
            status: members.maybe("status", At::count)?,
        })
    }
}

impl CostWanted {
    fn read(members: &Members) -> Result<Self, Fault> {
        let cost = members.want("cost")?.members(&["per", "of", "saved"])?;
        let per = cost.want("per")?;
        let monthly = match per.text()? {
            "month" => true,
            "hour" => false,
            _ => return Err(per.fault("a cost is `per` month or hour")),
        };
        Ok(Self {
            monthly,
            of: cost.maybe("of", Selector::read)?,
            saved: cost.maybe("saved", At::flag)?.unwrap_or(false),
        })
    }
}

impl CellWanted {
    fn read(members: &Members) -> Result<Self, Fault> {
        let ends = members.want("cell")?.members(&["from", "to"])?;
        let end = |key: &str| {
            let at = ends.want(key)?;
            match at.value.as_str() {
                Some("internet") => Ok(None),
                _ => Selector::read(&at).map(Some),
            }
        };
        let is = members.want("is")?;
        let ports = is.text()?.to_owned();
        let fine = matches!(ports.as_str(), "nothing" | "everything")
            || ports.split(", ").all(|part| {
                matches!(part.split_once(' '), Some(("tcp" | "udp", ports))
                    if ports.split('-').all(|it| it.parse::<u16>().is_ok()))
                    || part == "icmp"
            });
        if !fine {
            return Err(is.fault("a cell is `nothing`, `everything` or such as `tcp 3306`"));
        }
        Ok(Self {
            from: end("from")?,
            to: end("to")?,
            ports,
            exactly: members.maybe("exactly", At::flag)?.unwrap_or(true),
        })
    }
}
