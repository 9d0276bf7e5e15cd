//! What a task asks for, as data: conditions, selectors, tests, flows.
//!
//! The vocabulary is written down in `lessons/README.md`; here it is read. What a
//! condition means is in [`super::judge`].

mod derived;
mod flow;
mod leaf;
mod selector;
mod stop;
mod test;
mod vocabulary;
mod wanted;

use super::read::{At, Fault, Members};

pub use derived::{ASKED_WITH, Derived, DerivedOf, FACTS};
pub use flow::{End, FlowText};
pub use leaf::{ACCOUNT_FACTS, Fails, Leaf, Presence, Weak};
pub use selector::{MemberOf, Selector};
pub use stop::{STAGES, Stop};
pub use test::{Op, Operand, Test};
pub use vocabulary::{Field, Group, Member, VOCABULARY, Word, word_of};
pub use wanted::{
    Allowed, CellWanted, CostWanted, EventWanted, PolicyWanted, RowWanted, RunWanted, TraceWanted,
};

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What the task card says of it: the aim, in a few words, with slots.
    pub line: Option<String>,
    /// What is said while it is missing, in place of our own words.
    pub say: Option<String>,
    /// What it is.
    pub what: What,
    /// The way to it in its file, by which it is remembered that it was met.
    pub path: String,
}

/// The kinds of conditions.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// All of them.
    All(Vec<Condition>),
    /// One of them.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// So many of them.
    AtLeast(u32, Vec<Condition>),
    /// The second, or not the first.
    When(Box<Condition>, Box<Condition>),
    /// The first was met once, and then the second.
    First(Box<Condition>, Box<Condition>),
    /// Names for what selectors find, one thing each.
    Let(Vec<(String, Selector)>, Box<Condition>),
    /// So many things are found.
    Count(Selector, Test),
    /// Each thing that is found.
    Every {
        /// The things.
        of: Selector,
        /// What holds of each.
        must: Box<Condition>,
        /// Whether none at all will do.
        or_none: bool,
    },
    /// One of the things that are found.
    Some(Selector, Box<Condition>),
    /// None of the things that are found.
    None(Selector, Option<Box<Condition>>),
    /// What is asked of the design itself.
    Leaf(Box<Leaf>),
}

impl Condition {
    /// Reads a condition.
    pub fn read(at: &At) -> Result<Self, Fault> {
        let members = at.object()?;
        let Some(word) = VOCABULARY.iter().find(|word| members.has(word.head)) else {
            let heads: Vec<&str> = VOCABULARY.iter().map(|word| word.head).collect();
            return Err(members.fault(format!(
                "this is no condition: it begins with one of {}",
                heads.join(", ")
            )));
        };
        let what = read_what(word.head, at, &members)?;
        let mut allowed = vec![word.head, "line", "say"];
        allowed.extend(word.keys().filter(|key| *key != word.head));
        members.only(&allowed)?;
        Ok(Self {
            line: members.maybe("line", |at| at.text().map(str::to_owned))?,
            say: members.maybe("say", |at| at.text().map(str::to_owned))?,
            what,
            path: at.path.clone(),
        })
    }

    /// Reads one condition, or a list of which all must hold.
    pub fn read_all(at: &At) -> Result<Self, Fault> {
        if at.value.is_array() {
            return Ok(Self {
                line: None,
                say: None,
                what: What::All(at.each(Self::read)?),
                path: at.path.clone(),
            });
        }
        Self::read(at)
    }

    /// Calls `visit` with this condition and all that are inside.
    pub fn walk<'c>(&'c self, visit: &mut dyn FnMut(&'c Self)) {
        visit(self);
        match &self.what {
            What::All(parts) | What::Any(parts) | What::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.walk(visit));
            }
            What::Not(inner) | What::Let(_, inner) | What::Some(_, inner) => inner.walk(visit),
            What::When(one, two) | What::First(one, two) => {
                one.walk(visit);
                two.walk(visit);
            }
            What::Every { must, .. } => must.walk(visit),
            What::None(_, inner) => inner.iter().for_each(|it| it.walk(visit)),
            What::Count(..) | What::Leaf(_) => {}
        }
    }

    /// Whether it asks, by itself, whether a subnet is public, or what follows from
    /// that: where its routes lead, and what becomes of a flow.
    pub fn is_of_kind(&self) -> bool {
        let What::Leaf(leaf) = &self.what else {
            return false;
        };
        match &**leaf {
            Leaf::Derived(derived, _) => {
                derived.fact == "kind" || derived.fact.starts_with("default_target")
            }
            leaf => matches!(leaf, Leaf::Trace(_) | Leaf::Cell(_) | Leaf::WhatIf(..)),
        }
    }

    /// Whether it can be met where nothing is: nothing positive is asked.
    pub fn is_negative(&self) -> bool {
        match &self.what {
            What::All(parts) => parts.iter().all(Self::is_negative),
            What::Any(parts) | What::AtLeast(_, parts) => parts.iter().any(Self::is_negative),
            What::Not(_) | What::None(..) | What::When(..) => true,
            What::Let(_, inner) => inner.is_negative(),
            What::Every { or_none, .. } => *or_none,
            What::First(..) | What::Some(..) => false,
            What::Count(_, test) => test.takes_zero(),
            What::Leaf(leaf) => leaf.is_negative(),
        }
    }
}

/// Reads what stands behind a leading member.
fn read_what(head: &str, at: &At, members: &Members) -> Result<What, Fault> {
    let inner = |key: &str| Condition::read_all(&members.want(key)?).map(Box::new);
    let many = || members.want(head)?.each(Condition::read);
    let selector = || Selector::read(&members.want(head)?);
    Ok(match head {
        "all" => What::All(many()?),
        "any" => What::Any(many()?),
        "not" => What::Not(inner("not")?),
        "at_least" => {
            let count = members.want("at_least")?.count()?;
            let parts = members.want("of")?.each(Condition::read)?;
            if count == 0 || count as usize > parts.len() {
                let why = format!(
                    "`at_least` is from 1 to {}, the conditions there are",
                    parts.len()
                );
                return Err(members.fault(why));
            }
            What::AtLeast(count, parts)
        }
        "when" => What::When(inner("when")?, inner("then")?),
        "first" => What::First(inner("first")?, inner("then")?),
        "let" => {
            let names = members.want("let")?.object()?;
            let names = names
                .all()
                .map(|(name, at)| Ok((name.to_owned(), Selector::read(&at)?)));
            let names = names.collect::<Result<Vec<_>, Fault>>()?;
            What::Let(names, inner("in")?)
        }
        "count" => What::Count(selector()?, Test::read(&members.want("is")?)?),
        "every" => {
            let or_none = members.maybe("or_none", At::flag)?.unwrap_or(false);
            What::Every {
                of: selector()?,
                must: inner("must")?,
                or_none,
            }
        }
        "some" => What::Some(selector()?, inner("must")?),
        "none" => {
            let must = members.has("must").then(|| inner("must")).transpose()?;
            What::None(selector()?, must)
        }
        _ => What::Leaf(Box::new(Leaf::read(head, at, members)?)),
    })
}
