//! What the larger predicates want: of a row, a trace, a bill, a cell, a policy.

use super::{End, FlowText, Selector, Stop, Test};
use crate::course::read::{At, Fault, Members};
use crate::simulation::drills::{ALARM_WORDS, Criterion, Metric, drill, drills};

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
    /// Which stop stands directly behind which.
    pub next: Option<Box<(Stop, Stop)>>,
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

/// Which run is meant, and what of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunWanted {
    /// The drill's id.
    pub scenario: String,
    /// The seed; any, if it is nothing.
    pub seed: Option<u64>,
    /// What is measured; all that the drill asks, if it is nothing.
    pub criterion: Option<Criterion>,
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

/// Which calls of AWS's API are meant.
#[derive(Clone, Debug, PartialEq)]
pub struct EventWanted {
    /// The call, such as `StopInstances`; `any` is every one.
    pub call: String,
    /// On what; on anything, if it is nothing.
    pub on: Option<Selector>,
    /// Who did it: `root`, or the name of a user; anybody, if it is nothing.
    pub by: Option<String>,
}

impl EventWanted {
    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
        Ok(Self {
            call: members.text("event")?,
            on: members.maybe("on", Selector::read)?,
            by: members.maybe("by", |at| at.text().map(str::to_owned))?,
        })
    }
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
    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
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

impl RunWanted {
    /// How a value of it is remembered.
    pub fn key(&self) -> String {
        let Some(it) = &self.criterion else {
            return String::new();
        };
        let second = |it: Option<i64>| it.map_or_else(String::new, |it| it.to_string());
        let metric = it.metric.name();
        format!("{metric}|{}|{}|{}", it.of, second(it.from), second(it.to))
    }

    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
        let run = members.want("run")?.members(&["scenario", "seed"])?;
        let at = run.want("scenario")?;
        let scenario = at.text()?.to_owned();
        if drill(&scenario).is_none() {
            let known: Vec<&str> = drills().iter().map(|it| it.id()).collect();
            let known = known.join(", ");
            return Err(at.fault(format!("there is no drill `{scenario}`: there are {known}")));
        }
        let criterion = members.maybe("metric", |at| {
            let metric = Metric::try_from(at.text()?.to_owned()).map_err(|why| at.fault(why))?;
            let of = members.text_or_none("of")?;
            if metric.is_of_something() == of.is_empty() {
                let why = match metric.is_of_something() {
                    true => "it is of an alarm, a mail or a call: name it by `of`",
                    false => "it is of the whole run: leave `of` out",
                };
                return Err(at.fault(why));
            }
            if of.starts_with('@') && ALARM_WORDS.iter().all(|(word, _)| *word != of) {
                let known: Vec<&str> = ALARM_WORDS.iter().map(|(word, _)| *word).collect();
                let known = known.join(", ");
                return Err(at.fault(format!("there is no `{of}`: there are {known}")));
            }
            Ok(Criterion {
                metric,
                of,
                from: members.maybe("from", second)?,
                to: members.maybe("to", second)?,
                is: Default::default(),
            })
        })?;
        Ok(Self {
            scenario,
            seed: run.maybe("seed", At::count)?.map(u64::from),
            criterion,
        })
    }
}

/// A second, counted from when it begins to go wrong.
fn second(at: &At) -> Result<i64, Fault> {
    let number = at.value.as_i64();
    number.ok_or_else(|| at.fault("a number of seconds, from when it begins to go wrong"))
}

impl RowWanted {
    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
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
    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
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
        let behind = members.maybe("behind", Stop::read)?;
        let comes = members.maybe("comes", Stop::read)?;
        let next = match (behind, comes) {
            (Some(behind), Some(comes)) if delivered => Some(Box::new((behind, comes))),
            (None, None) => None,
            _ => {
                return Err(members.fault(
                    "`behind` one stop `comes` another: both are named, of a flow that is delivered",
                ));
            }
        };
        Ok(Self {
            flow: FlowText::read(&members.want("trace")?)?,
            delivered,
            next,
            stop: members.maybe("stop", Stop::read)?,
            passes: things("passes")?,
            avoids: things("avoids")?,
            status: members.maybe("status", At::count)?,
        })
    }
}

impl CostWanted {
    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
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
    pub(super) fn read(members: &Members) -> Result<Self, Fault> {
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
