//! From the text of a formula to its parts.

use std::fmt;

use super::node::{FUNCTIONS, Function, Node, OTHERS, Sign};
use crate::text::count;

/// How deep a formula may be nested.
const DEEPEST: usize = 64;

/// Why a formula cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Where, in characters from 0.
    pub at: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "at character {}, {}. {}",
            self.at + 1,
            self.what,
            self.remedy
        )
    }
}

/// Reads a whole formula of metrics that are called so.
pub(super) fn read(text: &str, names: &[&str]) -> Result<Node, FormulaError> {
    let mut reader = Reader {
        text: text.chars().collect(),
        at: 0,
        names,
        depth: 0,
    };
    let root = reader.or()?;
    reader.space();
    match reader.text.get(reader.at) {
        None => Ok(root),
        Some(odd) => Err(reader.wrong(
            format!("“{odd}” stands where the formula could end"),
            "Put a sign such as + between two values, or take it out.",
        )),
    }
}

struct Reader<'a> {
    text: Vec<char>,
    at: usize,
    names: &'a [&'a str],
    depth: usize,
}

impl Reader<'_> {
    fn wrong(&self, what: impl Into<String>, remedy: impl Into<String>) -> FormulaError {
        self.wrong_at(self.at, what, remedy)
    }

    fn wrong_at(
        &self,
        at: usize,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> FormulaError {
        FormulaError {
            at,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    fn space(&mut self) {
        while self.text.get(self.at).is_some_and(|it| it.is_whitespace()) {
            self.at += 1;
        }
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        let length = sign.chars().count();
        let found = self.text[self.at..].iter().take(length).copied();
        let found = found.eq(sign.chars());
        // AND is a word, and ANDROID another one.
        let word = sign.starts_with(|it: char| it.is_ascii_alphabetic());
        let next = self.text.get(self.at + length);
        let longer = word && next.is_some_and(|it| it.is_ascii_alphanumeric() || *it == '_');
        if found && !longer {
            self.at += length;
            return true;
        }
        false
    }

    fn left(
        &mut self,
        signs: &[(&str, Sign)],
        inner: fn(&mut Self) -> Result<Node, FormulaError>,
    ) -> Result<Node, FormulaError> {
        let mut node = inner(self)?;
        while let Some((_, sign)) = signs.iter().find(|(text, _)| self.takes(text)) {
            node = Node::Pair(*sign, Box::new(node), Box::new(inner(self)?));
        }
        Ok(node)
    }

    fn or(&mut self) -> Result<Node, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(
                "the formula is nested too deep",
                "Take some of its parentheses out.",
            ));
        }
        let node = self.left(&[("OR", Sign::Or), ("||", Sign::Or)], Self::and);
        self.depth -= 1;
        node
    }

    fn and(&mut self) -> Result<Node, FormulaError> {
        self.left(&[("AND", Sign::And), ("&&", Sign::And)], Self::comparison)
    }

    fn comparison(&mut self) -> Result<Node, FormulaError> {
        let signs = [
            (">=", Sign::GreaterOrEqual),
            ("<=", Sign::LessOrEqual),
            ("==", Sign::Equal),
            ("!=", Sign::NotEqual),
            (">", Sign::Greater),
            ("<", Sign::Less),
        ];
        self.left(&signs, Self::sum)
    }

    fn sum(&mut self) -> Result<Node, FormulaError> {
        self.left(&[("+", Sign::Add), ("-", Sign::Subtract)], Self::product)
    }

    fn product(&mut self) -> Result<Node, FormulaError> {
        self.left(&[("*", Sign::Multiply), ("/", Sign::Divide)], Self::signed)
    }

    fn signed(&mut self) -> Result<Node, FormulaError> {
        let mut minus = false;
        while self.takes("-") {
            minus = !minus;
        }
        let node = self.single()?;
        if self.takes("^") {
            return Err(self.wrong_at(
                self.at - 1,
                "powers with ^ are not modelled here",
                "Multiply instead: m * m.",
            ));
        }
        Ok(if minus {
            Node::Minus(Box::new(node))
        } else {
            node
        })
    }

    fn single(&mut self) -> Result<Node, FormulaError> {
        self.space();
        let Some(first) = self.text.get(self.at).copied() else {
            return Err(self.wrong(
                "the formula ends",
                "A number or the name of a metric comes here.",
            ));
        };
        if first == '(' {
            self.at += 1;
            let inner = self.or()?;
            self.close(')')?;
            return Ok(inner);
        }
        if first == '[' {
            self.at += 1;
            let all = self.arguments(']')?;
            return Ok(Node::Array(all));
        }
        if first.is_ascii_digit() || first == '.' {
            return self.number();
        }
        if first.is_ascii_alphabetic() {
            return self.word();
        }
        Err(self.wrong(
            format!("“{first}” is no number, name or function"),
            "A number or the name of a metric comes here.",
        ))
    }

    fn close(&mut self, sign: char) -> Result<(), FormulaError> {
        if self.takes(&sign.to_string()) {
            return Ok(());
        }
        Err(self.wrong(
            format!("a “{sign}” is missing"),
            format!("Put a {sign} here."),
        ))
    }

    fn arguments(&mut self, end: char) -> Result<Vec<Node>, FormulaError> {
        let mut all = vec![self.or()?];
        while self.takes(",") {
            all.push(self.or()?);
        }
        self.close(end)?;
        Ok(all)
    }

    fn number(&mut self) -> Result<Node, FormulaError> {
        let start = self.at;
        while self
            .text
            .get(self.at)
            .is_some_and(|it| it.is_ascii_digit() || *it == '.')
        {
            self.at += 1;
        }
        let text: String = self.text[start..self.at].iter().collect();
        let number = text.parse().map_err(|_| {
            self.wrong_at(
                start,
                format!("“{text}” is no number"),
                "Write it as 12 or 0.5.",
            )
        })?;
        Ok(Node::Number(number))
    }

    fn word(&mut self) -> Result<Node, FormulaError> {
        let start = self.at;
        let inside = |it: &char| it.is_ascii_alphanumeric() || *it == '_';
        while self.text.get(self.at).is_some_and(inside) {
            self.at += 1;
        }
        let word: String = self.text[start..self.at].iter().collect();
        if let Some(index) = self.names.iter().position(|it| *it == word) {
            return Ok(Node::Metric(index));
        }
        if word.eq_ignore_ascii_case("TRUE") || word.eq_ignore_ascii_case("FALSE") {
            let truth = word.eq_ignore_ascii_case("TRUE");
            return Ok(Node::Number(f64::from(u8::from(truth))));
        }
        let calls = self.takes("(");
        if !calls {
            let known = match self.names {
                [] => "It names no metrics yet.".to_owned(),
                names => format!("Its metrics are called {}.", names.join(", ")),
            };
            return Err(self.wrong_at(start, format!("no metric is called {word}"), known));
        }
        let upper = word.to_ascii_uppercase();
        if upper == "METRICS" {
            self.close(')')?;
            return Ok(Node::Array(
                (0..self.names.len()).map(Node::Metric).collect(),
            ));
        }
        if upper == "SEARCH" {
            return Err(self.wrong_at(
                start,
                "an alarm takes no SEARCH",
                "Name the metrics one by one.",
            ));
        }
        let Some((name, function, least, most)) = FUNCTIONS.iter().find(|it| it.0 == upper) else {
            let what = match OTHERS.contains(&upper.as_str()) {
                true => format!("{upper} is not modelled here"),
                false => format!("CloudWatch has no function {word}"),
            };
            let all: Vec<_> = FUNCTIONS.iter().map(|it| it.0).collect();
            let remedy = format!("There are {}.", all.join(", "));
            return Err(self.wrong_at(start, what, remedy));
        };
        if *function == Function::Fill {
            return self.fill();
        }
        let given = self.arguments(')')?;
        if given.len() < *least || given.len() > *most {
            let wanted = match (least, most) {
                (1, 1) => "one value, such as m1, or several in brackets: [m1, m2]",
                _ => "a condition, and one or two values",
            };
            return Err(self.wrong_at(
                start,
                format!("{name} has {}", count(given.len(), "value", "values")),
                format!("It takes {wanted}."),
            ));
        }
        Ok(Node::Call(*function, given))
    }

    /// FILL(m, 0), FILL(m, REPEAT) or FILL(m, LINEAR) (SCW-16).
    fn fill(&mut self) -> Result<Node, FormulaError> {
        let filled = self.or()?;
        if !self.takes(",") {
            return Err(self.wrong(
                "FILL does not say what fills the gaps",
                "Write FILL(m, 0), FILL(m, REPEAT) or FILL(m, LINEAR).",
            ));
        }
        let node = if self.takes("REPEAT") {
            Node::Call(Function::Repeat, vec![filled])
        } else if self.takes("LINEAR") {
            Node::Call(Function::Linear, vec![filled])
        } else {
            let filler = self.or()?;
            Node::Call(Function::Fill, vec![filled, filler])
        };
        self.close(')')?;
        Ok(node)
    }
}
