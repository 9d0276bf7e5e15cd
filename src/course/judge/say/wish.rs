//! What a test wants, as a learner reads it: "It should be at least 2."

use serde_json::Value;

use super::super::{Moment, Scope, compare};
use crate::course::condition::{Op, Operand, Test};
use crate::text;

/// How a wish is worded.
pub struct Wish<'w> {
    /// What the thing does with a value: "be", "stand in", "use".
    pub verb: &'w str,
    /// A value in words.
    pub said: &'w dyn Fn(&Value) -> String,
}

impl Wish<'_> {
    /// " It should be at least 2.", to stand behind what is so now. Nothing where that says
    /// it already, because there should be something and there is nothing.
    pub fn sentence(&self, test: &Test, wanted: bool, moment: &Moment, scope: &Scope) -> String {
        let there = test.0.iter().all(|(op, operand)| {
            *op == Op::Set && matches!(operand, Operand::Plain(Value::Bool(it)) if *it == wanted)
        });
        if there {
            return String::new();
        }
        match self.phrase(test, wanted, moment, scope) {
            Some(phrase) => format!(" It should {phrase}."),
            None => " What it should be like is not there yet.".to_owned(),
        }
    }

    /// "be at least 2", "not use main"; nothing where what it is compared with is not there.
    pub fn phrase(
        &self,
        test: &Test,
        wanted: bool,
        moment: &Moment,
        scope: &Scope,
    ) -> Option<String> {
        let mut asked = Vec::new();
        for (op, operand) in &test.0 {
            asked.push((*op, compare::resolve(operand, moment, scope)?));
        }
        let of = |wanted: Op| {
            let mut of = asked.iter().filter(move |(op, _)| *op == wanted);
            of.next().map(|(_, value)| value.clone())
        };
        // Two bounds are one span, and two equal ones a value.
        if let (2, Some(least), Some(most)) = (asked.len(), of(Op::Ge), of(Op::Le)) {
            if least == most {
                return Some(self.one(Op::Eq, &least, wanted));
            }
            let (least, most) = ((self.said)(&least), (self.said)(&most));
            let not = if wanted { "" } else { "not " };
            return Some(format!("{not}{} between {least} and {most}", self.verb));
        }
        if let [(op, value)] = asked.as_slice() {
            return Some(self.one(*op, value, wanted));
        }
        let all = asked.iter().map(|(op, value)| self.one(*op, value, true));
        let all = text::list(all);
        Some(if wanted { all } else { format!("not {all}") })
    }

    fn one(&self, op: Op, value: &Value, wanted: bool) -> String {
        let verb = self.verb;
        let said = |it: &Value| (self.said)(it);
        let (op, wanted) = match (op, wanted) {
            (op, true) => (op, true),
            (Op::Eq, false) => (Op::Not, true),
            (Op::Not, false) => (Op::Eq, true),
            (Op::Lt, false) => (Op::Ge, true),
            (Op::Le, false) => (Op::Gt, true),
            (Op::Gt, false) => (Op::Le, true),
            (Op::Ge, false) => (Op::Lt, true),
            (op, false) => (op, false),
        };
        let items = compare::items(value);
        let each = || items.iter().map(&said);
        let nothing = match verb {
            "be" => "be empty".to_owned(),
            verb => format!("{verb} none"),
        };
        let phrase = match op {
            Op::Eq if compare::is_empty(value) => nothing,
            Op::Not if compare::is_empty(value) => format!("not {nothing}"),
            Op::Eq => format!("{verb} {}", said(value)),
            Op::Not => format!("not {verb} {}", said(value)),
            Op::Lt => format!("{verb} less than {}", said(value)),
            Op::Le => format!("{verb} at most {}", said(value)),
            Op::Gt => format!("{verb} more than {}", said(value)),
            Op::Ge => format!("{verb} at least {}", said(value)),
            Op::In => format!("{verb} {}", text::either(each())),
            Op::Like => {
                let like = like(value.as_str().unwrap_or_default());
                match verb {
                    "be" => like,
                    "be called" => format!("have a name that {}", third(&like)),
                    verb => format!("{verb} one that {}", third(&like)),
                }
            }
            Op::Contains | Op::Has if verb == "be" => format!("include {}", text::list(each())),
            Op::Contains | Op::Has => format!("{verb} {}", text::list(each())),
            Op::Within if items.is_empty() => nothing,
            Op::Within if verb == "be" => format!("hold nothing but {}", text::list(each())),
            Op::Within => format!("{verb} nothing but {}", text::list(each())),
            Op::Inside => format!("lie inside {}", text::either(each())),
            Op::Set if *value == Value::Bool(wanted) => match verb {
                "be" => "not be empty".to_owned(),
                verb => format!("{verb} one"),
            },
            Op::Set => return nothing,
        };
        match wanted || op == Op::Set {
            true => phrase,
            false => format!("not {phrase}"),
        }
    }
}

/// "contain “nginx”" for `*nginx*`.
fn like(pattern: &str) -> String {
    // One that is of question marks alone asks for so many signs.
    if let Some(marks) = pattern.strip_suffix('*')
        && !marks.is_empty()
        && marks.chars().all(|it| it == '?')
    {
        return format!("have at least {} characters", marks.len());
    }
    if pattern.contains('?') {
        return format!("have the form “{pattern}”");
    }
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, middle @ .., last] = parts.as_slice() else {
        return format!("be {pattern}");
    };
    let mut said = Vec::new();
    if !first.is_empty() {
        said.push(format!("begin with “{first}”"));
    }
    let middle = middle.iter().filter(|it| !it.is_empty());
    let middle: Vec<String> = middle.map(|it| format!("“{it}”")).collect();
    if !middle.is_empty() {
        said.push(format!("contain {}", text::list(middle)));
    }
    if !last.is_empty() {
        said.push(format!("end with “{last}”"));
    }
    match said.is_empty() {
        true => "not be empty".to_owned(),
        false => text::list(said),
    }
}

/// A wish as it reads of a thing that is so: "be 2" is "is 2".
pub fn third(phrase: &str) -> String {
    if let Some(rest) = phrase.strip_prefix("not be ") {
        return format!("is not {rest}");
    }
    if let Some(rest) = phrase.strip_prefix("not ") {
        return format!("does not {rest}");
    }
    // Of a pattern, what comes behind its beginning has a verb of its own.
    let phrase = phrase
        .replace(" contain “", " contains “")
        .replace(" end with “", " ends with “");
    let (verb, rest) = phrase.split_once(' ').unwrap_or((&phrase, ""));
    let verb = match verb {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        verb => format!("{verb}s"),
    };
    format!("{verb} {rest}")
}

/// How many are asked for: "2", "at least 2", "none".
pub fn amount(
    test: &Test,
    said: &dyn Fn(&Value) -> String,
    moment: &Moment,
    scope: &Scope,
) -> String {
    if let [(Op::Eq | Op::Le, Operand::Plain(value))] = test.0.as_slice()
        && value.as_f64() == Some(0.0)
    {
        return "none".to_owned();
    }
    let phrase = Wish { verb: "be", said }.phrase(test, true, moment, scope);
    let phrase = phrase.unwrap_or_else(|| "another number".to_owned());
    match (phrase.strip_prefix("be "), phrase.strip_prefix("not be ")) {
        (Some(amount), _) => amount.to_owned(),
        (_, Some(amount)) => format!("another number than {amount}"),
        _ => phrase,
    }
}
