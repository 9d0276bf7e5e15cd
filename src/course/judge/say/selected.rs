//! What selectors speak of, in words: "public subnet in ap-south-1a", "AMI called web-v1".

use serde_json::Value;

use super::super::{Moment, Scope, compare};
use super::such::Such;
use super::wish::{Wish, third};
use super::{such, things};
use crate::architecture::Kind;
use crate::course::condition::{Condition, Derived, Leaf, Op, Operand, Selector, Test, What};
use crate::text;

/// What a selector looks for: what stands before the noun, the nouns, what stands behind.
pub struct Sought {
    before: String,
    nouns: Vec<String>,
    behind: String,
}

/// What stands for more than a few words.
const AS_ASKED: &str = " that is set up as this task asks";

impl Sought {
    /// What a selector of kinds looks for.
    fn of(kinds: &[Kind], filter: Option<&Condition>, moment: &Moment) -> Self {
        let nouns = match kinds {
            [] => vec!["thing".to_owned()],
            kinds => kinds.iter().map(|it| things::noun(*it)).collect(),
        };
        let mut sought = Self {
            before: String::new(),
            nouns,
            behind: String::new(),
        };
        let mut parts = Vec::new();
        let clear = filter.is_none_or(|filter| flattened(filter, &mut parts));
        let words = Words { kinds, moment };
        let clauses = clear.then(|| {
            let all = parts.iter().map(|part| words.clause(part));
            all.collect::<Option<Vec<Clause>>>()
        });
        let Some(clauses) = clauses.flatten() else {
            sought.behind = AS_ASKED.to_owned();
            return sought;
        };
        // Rows with much to say of them do not stand beside anything else.
        let long = |it: &Clause| matches!(it, Clause::Behind(said) if said.contains(" where "));
        if clauses.len() > 1 && clauses.iter().any(long) {
            sought.behind = AS_ASKED.to_owned();
            return sought;
        }
        let mut wheres = Vec::new();
        for clause in clauses {
            match clause {
                Clause::Before(word) => sought.before.push_str(&format!("{word} ")),
                Clause::Behind(words) => sought.behind.push_str(&format!(" {words}")),
                Clause::Where(words) => wheres.push(words),
            }
        }
        if !wheres.is_empty() {
            let wheres = text::list(wheres);
            sought.behind.push_str(&format!(" where {wheres}"));
        }
        sought
    }

    fn said(&self, many: bool) -> String {
        let nouns = self.nouns.iter().map(|it| match many {
            true => text::plural(it),
            false => it.clone(),
        });
        let behind = match many {
            true => self.behind.replace(" that is set up ", " that are set up "),
            false => self.behind.clone(),
        };
        format!("{}{}{behind}", self.before, text::either(nouns))
    }
}

/// One of what a selector looks for, without an article.
pub fn one(selector: &Selector, moment: &Moment) -> String {
    match selector {
        Selector::Kinds { kinds, filter, .. } => {
            Sought::of(kinds, filter.as_deref(), moment).said(false)
        }
        Selector::Named(name) => name.clone(),
        Selector::Members(..) => "member".to_owned(),
        Selector::Bound(_) | Selector::Any => "thing".to_owned(),
    }
}

/// "a gateway endpoint", "NAT-GW-AZ2".
pub fn with_article(selector: &Selector, moment: &Moment) -> String {
    match selector {
        Selector::Named(name) => name.clone(),
        selector => text::with_article(&one(selector, moment)),
    }
}

/// "no public subnets", "1 public subnet", "2 public subnets".
pub fn counted(selector: &Selector, count: usize, moment: &Moment) -> String {
    let many = match selector {
        Selector::Kinds { kinds, filter, .. } => {
            Sought::of(kinds, filter.as_deref(), moment).said(true)
        }
        selector => text::plural(&one(selector, moment)),
    };
    match count {
        1 => format!("1 {}", one(selector, moment)),
        count => format!("{count} {many}"),
    }
}

/// That nothing is found, as a sentence: "There is no public subnet yet."
pub fn missing(selector: &Selector, moment: &Moment) -> String {
    match selector {
        Selector::Named(name) => {
            let begun = moment.attempt.begun.architecture();
            match begun.called(name) {
                Some(id) => format!(
                    "{} is not in the drawing any more. The task needs it.",
                    begun.name_of(id)
                ),
                None => format!("Nothing in the drawing is called {name} yet."),
            }
        }
        Selector::Bound(_) => "What this is about is not there yet.".to_owned(),
        Selector::Any => "There is nothing in the drawing yet.".to_owned(),
        Selector::Members(_, of) => match &**of {
            Selector::Named(name) => format!("{name} has no members yet."),
            of => format!("The {} has no members yet.", one(of, moment)),
        },
        selector => things::yet(&format!("There is no {}", one(selector, moment))),
    }
}

/// Conditions of which all must hold, one by one; whether there are no others among them.
fn flattened<'c>(condition: &'c Condition, parts: &mut Vec<&'c Leaf>) -> bool {
    match &condition.what {
        What::All(all) => all.iter().all(|it| flattened(it, parts)),
        What::Leaf(leaf) => {
            parts.push(leaf);
            true
        }
        _ => false,
    }
}

enum Clause {
    Before(String),
    Behind(String),
    Where(String),
}

struct Words<'w> {
    kinds: &'w [Kind],
    moment: &'w Moment<'w>,
}

impl Words<'_> {
    /// What a condition says of a thing; nothing where it takes more than a few words.
    fn clause(&self, leaf: &Leaf) -> Option<Clause> {
        match leaf {
            Leaf::Prop(key, None, test) => self.property(key, test),
            Leaf::Derived(derived, test) => self.derived(derived, test),
            Leaf::Related(how, None, to) => {
                let to = match to {
                    Selector::Bound(_) => return None,
                    to => with_article(to, self.moment),
                };
                Some(match how.as_str() {
                    "in" | "placed-in" => Clause::Behind(format!("in {to}")),
                    "uses" => Clause::Behind(format!("with {to}")),
                    _ => return None,
                })
            }
            Leaf::Row(row) if row.of.is_none() && row.is == Test::one_or_more() => {
                let kind = self.kinds.first().copied();
                let property = kind?.info().property(&row.property)?;
                let such = Such {
                    property: &row.property,
                    info: such::info(kind, &row.property),
                    moment: self.moment,
                    scope: &Scope::default(),
                };
                let one = text::with_article(&things::singular(property.label));
                Some(Clause::Behind(format!(
                    "with {one}{}",
                    such.said(&row.members)
                )))
            }
            _ => None,
        }
    }

    fn property(&self, key: &str, test: &Test) -> Option<Clause> {
        let [(op, Operand::Plain(value))] = test.0.as_slice() else {
            return self.where_(key, test);
        };
        let name = compare::plain(value, self.moment);
        Some(match (key, op) {
            ("name", Op::Eq) => Clause::Behind(format!("called {name}")),
            ("zone", Op::Eq) => Clause::Behind(format!("in {name}")),
            ("vpc", Op::Eq) => Clause::Behind(format!("in the VPC {name}")),
            ("subnet", Op::Eq) => Clause::Behind(format!("in the subnet {name}")),
            ("cidr", Op::Eq) => Clause::Behind(format!("with the block {name}")),
            ("state", Op::Eq) => Clause::Before(name),
            _ => return self.where_(key, test),
        })
    }

    /// "“Instance type” is t3.micro".
    fn where_(&self, key: &str, test: &Test) -> Option<Clause> {
        let property = match self.kinds.first() {
            Some(kind) => kind.info().property(key),
            None => None,
        };
        let label = match (property, key) {
            (Some(it), _) => it.label,
            (None, "name") => "Name",
            (None, _) => return None,
        };
        let of = property.map(|it| &it.value);
        let said = |it: &Value| things::value(of, key, it, self.moment);
        let wish = Wish {
            verb: "be",
            said: &said,
        };
        // What it is compared with may hang on the thing itself.
        let plain = |(_, operand): &(Op, Operand)| matches!(operand, Operand::Plain(_));
        if !test.0.iter().all(plain) {
            return None;
        }
        let phrase = wish.phrase(test, true, self.moment, &Scope::default())?;
        Some(Clause::Where(format!("“{label}” {}", third(&phrase))))
    }

    fn derived(&self, derived: &Derived, test: &Test) -> Option<Clause> {
        let [(op, Operand::Plain(value))] = test.0.as_slice() else {
            return None;
        };
        let said = super::facts::value(derived, value, self.moment);
        Some(match (derived.fact.as_str(), op) {
            ("kind" | "state", Op::Eq) => Clause::Before(said),
            ("kind", Op::Not) => Clause::Before(format!("not {said}")),
            ("zone" | "region" | "vpc" | "subnet", Op::Eq) => Clause::Behind(format!("in {said}")),
            ("zone" | "region", Op::In) => {
                let all = compare::items(value);
                let all = all.iter().map(|it| compare::plain(it, self.moment));
                Clause::Behind(format!("in {}", text::either(all)))
            }
            ("public_address", Op::Set) if *value == Value::Bool(true) => {
                Clause::Behind("with a public address".to_owned())
            }
            ("public_address", Op::Set) => Clause::Behind("without a public address".to_owned()),
            ("usable" | "size" | "free" | "healthy_targets" | "prefix", Op::Eq) => {
                Clause::Behind(format!("with {said}"))
            }
            ("effective_table" | "effective_acl", Op::Eq) => {
                Clause::Behind(format!("that uses {said}"))
            }
            _ => return None,
        })
    }
}
