//! What to do first: most risk removed for the least work and money.
//!
//! The model, so that everybody can disagree with it:
//!
//! - **Cause.** What finds fault with the same property of the same thing, or
//!   misses the same kind of thing, is one cause and stands here once.
//! - **Risk** is severity times stake. An error counts 9, what is unmet and a
//!   warning 3, a remark and an unmet line about cost or operations 1; each
//!   step is three times the one before. At stake
//!   are data and rights (3), which money does not bring back; the whole shop
//!   (2); one thing (1).
//! - **Effort** counts edits: a change in place is 1, something new 2, a
//!   property that AWS changes only by replacing the thing 4, and where there
//!   is no single sensible change, 6, for it has to be thought out.
//! - **Money**: five US dollars a month weigh as one edit. What saves money
//!   costs none. Where the cost is not known it does not count.
//!
//! What comes first has the most risk for each unit of effort and money; at
//! the same quotient the greater risk comes first.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facts::Facts;
use super::line::Line;
use super::practices::Pillar;
use super::verdict::Answer;
use crate::architecture::*;
use crate::rules::{Finding, Severity};
use crate::text::count;

/// What a remedy adds to a month's bill in US dollars, where that is known.
pub type Cost<'c> = &'c dyn Fn(&Remedy) -> Option<f64>;

/// A thing to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Todo {
    /// What to do, in a few words.
    pub title: String,
    /// What is wrong.
    pub sentence: String,
    /// Why it stands where it stands.
    pub why: String,
    /// The lines of checklist and pillars that it is about.
    pub lines: Vec<&'static str>,
    /// The rules that found it.
    pub rules: Vec<&'static str>,
    /// What it is about.
    pub resources: Vec<ResourceId>,
    /// What would mend it, where there is one sensible change.
    pub fix: Option<Remedy>,
    /// Severity times stake, 1 to 27.
    pub risk: u32,
    /// How much work it is.
    pub effort: u32,
    /// What it adds to a month's bill, in US dollars, where that is known.
    pub cost: Option<f64>,
    /// The chapter to read, if a line names one.
    pub chapter: Option<super::chapters::Chapter>,
}

/// What several lines and findings may have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Missing(&'static str),
    At(ResourceId, &'static str),
    Of(ResourceId, &'static str),
    Sentence(String),
}

/// A line that is not met, or a finding.
struct Fault<'r> {
    marks: BTreeSet<Mark>,
    title: String,
    sentence: &'r str,
    severity: Severity,
    line: Option<&'r Line>,
    rule: Option<&'static str>,
    resources: Vec<&'r ResourceId>,
    missing: Option<Kind>,
    fix: Option<&'r Remedy>,
}

/// Everything that is wrong, what is most worthwhile first.
pub fn first(facts: &Facts, checklist: &[Line], pillars: &[Pillar], cost: Cost) -> Vec<Todo> {
    let points = checklist.iter().map(|it| (it, Severity::Warning));
    let practices = pillars.iter().flat_map(|pillar| {
        let severity = severity_of(pillar);
        pillar.lines.iter().map(move |it| (&it.line, severity))
    });
    let mut faults: Vec<Fault> = points
        .chain(practices)
        .filter(|it| it.0.answer == Answer::NotMet)
        .map(|(line, severity)| of_line(line, severity))
        .collect();
    faults.extend(facts.analysis.open().iter().map(of_finding));
    let mut todos: Vec<Todo> = causes(&faults)
        .into_iter()
        .map(|cause| {
            let faults: Vec<&Fault> = cause.into_iter().map(|it| &faults[it]).collect();
            todo(facts, &faults, cost)
        })
        .collect();
    todos.sort_by(|one, other| {
        worth(other)
            .total_cmp(&worth(one))
            .then(other.risk.cmp(&one.risk))
            .then_with(|| one.title.cmp(&other.title))
            .then_with(|| one.resources.cmp(&other.resources))
            .then_with(|| one.sentence.cmp(&other.sentence))
    });
    todos
}

/// How bad an unmet line of a pillar is: by one about cost or operations
/// nothing fails and nothing leaks.
fn severity_of(pillar: &Pillar) -> Severity {
    match pillar.code {
        "cost" | "operations" => Severity::Info,
        _ => Severity::Warning,
    }
}

fn of_line(line: &Line, severity: Severity) -> Fault<'_> {
    let mut marks: BTreeSet<Mark> = BTreeSet::new();
    if let Some(kind) = line.missing {
        marks.insert(Mark::Missing(kind.info().key));
    }
    for it in &line.proofs {
        if let Some(property) = it.property {
            marks.insert(Mark::At(it.resource.clone(), property));
        }
        marks.extend(
            line.rules
                .iter()
                .map(|rule| Mark::Of(it.resource.clone(), rule)),
        );
    }
    marks.insert(Mark::Sentence(line.sentence.clone()));
    Fault {
        marks,
        title: match &line.fix {
            Some(fix) => fix.label.clone(),
            None => line.title.to_owned(),
        },
        sentence: &line.sentence,
        severity,
        line: Some(line),
        rule: None,
        resources: line.proofs.iter().map(|it| &it.resource).collect(),
        missing: line.missing,
        fix: line.fix.as_ref(),
    }
}

fn of_finding(finding: &Finding) -> Fault<'_> {
    let mut marks: BTreeSet<Mark> = BTreeSet::new();
    if let Some(first) = finding.resources.first() {
        marks.insert(Mark::Of(first.clone(), finding.code));
        if let Some(property) = finding.property {
            marks.insert(Mark::At(first.clone(), property));
        }
    }
    marks.insert(Mark::Sentence(finding.sentence.clone()));
    Fault {
        marks,
        title: match &finding.fix {
            Some(fix) => fix.label.clone(),
            None => finding.title.to_owned(),
        },
        sentence: &finding.sentence,
        severity: finding.severity,
        line: None,
        rule: Some(finding.code),
        resources: finding.resources.iter().collect(),
        missing: None,
        fix: finding.fix.as_ref(),
    }
}

/// The faults that share a mark, directly or through others, put together; in
/// the order of their first.
fn causes(faults: &[Fault]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..faults.len()).collect();
    fn root(parent: &mut [usize], of: usize) -> usize {
        let mut at = of;
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    let mut seen: BTreeMap<&Mark, usize> = BTreeMap::new();
    for (index, fault) in faults.iter().enumerate() {
        for mark in &fault.marks {
            match seen.get(mark) {
                Some(other) => {
                    let (one, other) = (root(&mut parent, index), root(&mut parent, *other));
                    parent[one.max(other)] = one.min(other);
                }
                None => {
                    seen.insert(mark, index);
                }
            }
        }
    }
    let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..faults.len() {
        let root = root(&mut parent, index);
        together.entry(root).or_default().push(index);
    }
    together.into_values().collect()
}

/// One cause as a thing to do. It speaks with the words of the worst, and of
/// those with the remedy that does most.
fn todo(facts: &Facts, faults: &[&Fault], cost: Cost) -> Todo {
    let speaks = faults.iter().min_by_key(|it| {
        let edits = it.fix.map_or(0, |fix| fix.edits.len());
        (it.severity, it.fix.is_none(), std::cmp::Reverse(edits))
    });
    let worst = faults.iter().map(|it| it.severity).min();
    let severity = match worst.unwrap_or(Severity::Info) {
        Severity::Error => 9,
        Severity::Warning => 3,
        Severity::Info => 1,
    };
    let mut resources: Vec<ResourceId> = Vec::new();
    for id in faults.iter().flat_map(|it| &it.resources) {
        if !resources.contains(id) {
            resources.push((*id).clone());
        }
    }
    let kinds = resources.iter().filter_map(|id| facts.design.kind_of(id));
    let missing = faults.iter().filter_map(|it| it.missing);
    let stake = kinds.chain(missing).map(stake).max().unwrap_or(Stake::Shop);
    let fix = speaks.and_then(|it| it.fix).cloned();
    let effort = fix
        .as_ref()
        .map_or(6, |fix| fix.edits.iter().map(|it| effort(facts, it)).sum());
    let cost = fix
        .as_ref()
        .and_then(|fix| cost(fix).filter(|it| it.is_finite()));
    let risk = severity * stake.weight();
    let mut lines: Vec<&'static str> = faults
        .iter()
        .filter_map(|it| it.line)
        .map(|it| it.code)
        .collect();
    lines.dedup();
    let rules: BTreeSet<&'static str> = faults.iter().filter_map(|it| it.rule).collect();
    Todo {
        title: speaks.map(|it| it.title.clone()).unwrap_or_default(),
        sentence: speaks.map(|it| it.sentence.to_owned()).unwrap_or_default(),
        why: why(facts, worst, stake, fix.as_ref(), cost),
        lines,
        rules: rules.into_iter().collect(),
        resources,
        fix,
        risk,
        effort,
        cost,
        chapter: faults.iter().find_map(|it| it.line).map(|it| it.chapter),
    }
}

/// What is at stake.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stake {
    One,
    Shop,
    Data,
}

impl Stake {
    const fn weight(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Shop => 2,
            Self::Data => 3,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::One => "one thing is at stake",
            Self::Shop => "the whole site is at stake",
            Self::Data => "data or rights are at stake",
        }
    }
}

/// What is at stake with a thing of this kind.
fn stake(kind: Kind) -> Stake {
    match kind {
        Kind::Database
        | Kind::Bucket
        | Kind::FileSystem
        | Kind::Volume
        | Kind::Snapshot
        | Kind::Account
        | Kind::IamUser
        | Kind::IamGroup
        | Kind::IamRole
        | Kind::IamPolicy
        | Kind::Secret
        | Kind::Trail => Stake::Data,
        Kind::Vpc
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::NatGateway
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::LoadBalancer
        | Kind::TargetGroup
        | Kind::AutoScalingGroup
        | Kind::LaunchTemplate
        | Kind::HostedZone
        | Kind::Cache => Stake::Shop,
        _ => Stake::One,
    }
}

/// How much work it is to put a new thing in the place of an old one.
const REPLACEMENT: u32 = 4;

/// How much work an edit is.
fn effort(facts: &Facts, edit: &Edit) -> u32 {
    match edit {
        Edit::Create { .. } => 2,
        Edit::Set { id, property, .. } => {
            let kind = facts.design.kind_of(id);
            let property = kind.and_then(|it| it.info().property(property));
            match property.map(|it| it.change) {
                Some(Change::Replacement) => REPLACEMENT,
                _ => 1,
            }
        }
        _ => 1,
    }
}

/// Risk for each unit of effort and money.
fn worth(todo: &Todo) -> f64 {
    let money = todo.cost.unwrap_or(0.0).max(0.0) / 5.0;
    f64::from(todo.risk) / (f64::from(todo.effort.max(1)) + money)
}

/// Why it stands where it stands.
fn why(
    facts: &Facts,
    severity: Option<Severity>,
    stake: Stake,
    fix: Option<&Remedy>,
    cost: Option<f64>,
) -> String {
    let wrong = match severity {
        Some(Severity::Error) => "It cannot work or would be refused",
        Some(Severity::Warning) => "It is unsafe or fragile",
        _ => "Nothing fails by it",
    };
    let work = match fix {
        Some(fix) => {
            let changes = count(fix.edits.len(), "change", "changes");
            match fix.edits.iter().any(|it| effort(facts, it) == REPLACEMENT) {
                true => format!("it takes {changes} and something has to be made anew"),
                false => format!("it takes {changes}"),
            }
        }
        None => "it has to be designed".to_owned(),
    };
    let money = match cost {
        None => String::new(),
        Some(cost) if cost.abs() < 0.005 => ", and it costs nothing".to_owned(),
        Some(cost) if cost < 0.0 => format!(", and it saves US$ {:.2} a month", -cost),
        Some(cost) => format!(", and it costs US$ {cost:.2} a month"),
    };
    format!("{wrong}, {}, {work}{money}.", stake.words())
}
