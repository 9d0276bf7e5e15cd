//! Metric math (SCW-15 to SCW-18): a formula read once and computed over the
//! last periods of its metrics. Where a value is missing, or what is divided
//! by is zero, there is no value. [CW UG: Using metric math]

use std::fmt;

use crate::text::count;

/// A value of each period, the oldest first; nothing in a gap.
pub type Values = Vec<Option<f64>>;

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

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    root: Node,
    /// How many metrics it was read with.
    metrics: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    /// A metric, by its place.
    Metric(usize),
    Minus(Box<Node>),
    Pair(Sign, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
    /// Several side by side, in brackets.
    Array(Vec<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Function {
    Sum,
    Average,
    Minimum,
    Maximum,
    Absolute,
    Ceiling,
    Floor,
    Rate,
    Difference,
    Period,
    If,
    /// With the value of the gaps as its second argument.
    Fill,
    Repeat,
    Linear,
}

/// The functions, and how many arguments each takes.
const FUNCTIONS: &[(&str, Function, usize, usize)] = &[
    ("SUM", Function::Sum, 1, 1),
    ("AVG", Function::Average, 1, 1),
    ("MIN", Function::Minimum, 1, 1),
    ("MAX", Function::Maximum, 1, 1),
    ("ABS", Function::Absolute, 1, 1),
    ("CEIL", Function::Ceiling, 1, 1),
    ("FLOOR", Function::Floor, 1, 1),
    ("RATE", Function::Rate, 1, 1),
    ("DIFF", Function::Difference, 1, 1),
    ("PERIOD", Function::Period, 1, 1),
    ("IF", Function::If, 2, 3),
    ("FILL", Function::Fill, 2, 2),
];

/// What of AWS's list is not modelled. [CW UG: Metric math functions]
const OTHERS: &[&str] = &[
    "ANOMALY_DETECTION_BAND",
    "DATAPOINT_COUNT",
    "DAY",
    "DB_PERF_INSIGHTS",
    "DIFF_TIME",
    "EPOCH",
    "FIRST",
    "HOUR",
    "INSIGHT_RULE_METRIC",
    "LAMBDA",
    "LAST",
    "LOG",
    "LOG10",
    "METRIC_COUNT",
    "MINUTE",
    "MONTH",
    "REMOVE_EMPTY",
    "RUNNING_SUM",
    "SERVICE_QUOTA",
    "SLICE",
    "SORT",
    "STDDEV",
    "TIME_SERIES",
    "YEAR",
    "DATE",
];

/// What a formula is as deep as.
const DEEPEST: usize = 64;

impl Formula {
    /// Reads a formula of metrics that are called so.
    pub fn parse(text: &str, names: &[&str]) -> Result<Self, FormulaError> {
        let mut reader = Reader {
            text: text.chars().collect(),
            at: 0,
            names,
            depth: 0,
        };
        let root = reader.or()?;
        reader.space();
        if reader.at < reader.text.len() {
            let odd = reader.text[reader.at];
            return Err(reader.wrong(
                format!("“{odd}” stands where the formula could end"),
                "Put a sign such as + between two values, or take it out.",
            ));
        }
        Ok(Self {
            root,
            metrics: names.len(),
        })
    }

    /// How many metrics it takes.
    pub fn metrics(&self) -> usize {
        self.metrics
    }

    /// Computes it: `arrays` holds the values of each metric, all equally many
    /// and the oldest first, `period` is in seconds.
    pub fn evaluate(&self, arrays: &[Values], period: f64) -> Values {
        let length = arrays.iter().map(Vec::len).max().unwrap_or(0);
        let world = World {
            arrays,
            length,
            period,
        };
        let mut value = world.of(&self.root).all(length);
        // What is no number is no value.
        for it in &mut value {
            *it = it.filter(|it| it.is_finite());
        }
        value
    }
}

/// What a part of a formula comes to.
enum Value {
    /// The same in every period.
    Number(Option<f64>),
    /// One for each period.
    Series(Values),
    /// Several.
    Several(Vec<Values>),
}

impl Value {
    fn all(self, length: usize) -> Values {
        match self {
            Self::Number(it) => vec![it; length],
            Self::Series(it) => it,
            // CloudWatch takes one series; of several it is their first.
            Self::Several(all) => all.into_iter().next().unwrap_or_else(|| vec![None; length]),
        }
    }
}

struct World<'a> {
    arrays: &'a [Values],
    length: usize,
    period: f64,
}

impl World<'_> {
    fn of(&self, node: &Node) -> Value {
        match node {
            Node::Number(it) => Value::Number(Some(*it)),
            Node::Metric(index) => {
                let mut values = self.arrays.get(*index).cloned().unwrap_or_default();
                values.resize(self.length, None);
                Value::Series(values)
            }
            Node::Minus(inner) => self.each(self.of(inner), |it| Some(-it)),
            Node::Pair(sign, one, other) => {
                let (one, other) = (self.of(one), self.of(other));
                self.pair(one, other, |one, other| sign.of(one, other))
            }
            Node::Array(nodes) => {
                let mut all = Vec::new();
                for node in nodes {
                    match self.of(node) {
                        Value::Several(more) => all.extend(more),
                        it => all.push(it.all(self.length)),
                    }
                }
                Value::Several(all)
            }
            Node::Call(function, given) => self.call(*function, given),
        }
    }

    fn each(&self, value: Value, change: impl Fn(f64) -> Option<f64>) -> Value {
        let over = |values: Values| values.into_iter().map(|it| it.and_then(&change)).collect();
        match value {
            Value::Number(it) => Value::Number(it.and_then(&change)),
            Value::Series(it) => Value::Series(over(it)),
            Value::Several(all) => Value::Several(all.into_iter().map(over).collect()),
        }
    }

    fn pair(&self, one: Value, other: Value, join: impl Fn(f64, f64) -> Option<f64>) -> Value {
        let join = |one: Option<f64>, other: Option<f64>| join(one?, other?);
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => Value::Number(join(one, other)),
            (Value::Several(all), other) => {
                let other = other.all(self.length);
                let join = |it: Values| zip(it, &other, &join);
                Value::Several(all.into_iter().map(join).collect())
            }
            (one, Value::Several(all)) => {
                let one = one.all(self.length);
                let join = |it: Values| zip(one.clone(), &it, &join);
                Value::Several(all.into_iter().map(join).collect())
            }
            (one, other) => {
                let (one, other) = (one.all(self.length), other.all(self.length));
                Value::Series(zip(one, &other, &join))
            }
        }
    }

    fn call(&self, function: Function, given: &[Node]) -> Value {
        let Some(first) = given.first() else {
            return Value::Number(None);
        };
        let value = self.of(first);
        match function {
            Function::Sum | Function::Average | Function::Minimum | Function::Maximum => {
                self.together(function, value)
            }
            Function::Absolute => self.each(value, |it| Some(it.abs())),
            Function::Ceiling => self.each(value, |it| Some(it.ceil())),
            Function::Floor => self.each(value, |it| Some(it.floor())),
            Function::Period => Value::Number(Some(self.period)),
            Function::Rate => self.series(value, |it| changes(it, self.period, true)),
            Function::Difference => self.series(value, |it| changes(it, self.period, false)),
            Function::Repeat => self.series(value, repeat),
            Function::Linear => self.series(value, linear),
            Function::Fill => {
                let filler = given.get(1).map(|it| self.of(it).all(self.length));
                let filler = filler.unwrap_or_default();
                self.series(value, |it| {
                    let fillers = filler.iter().copied().chain(std::iter::repeat(None));
                    it.iter()
                        .zip(fillers)
                        .map(|(it, filler)| it.or(filler))
                        .collect()
                })
            }
            Function::If => {
                let condition = value.all(self.length);
                let mut branches = given[1..].iter().map(|it| self.of(it).all(self.length));
                let (yes, no) = (branches.next().unwrap_or_default(), branches.next());
                let no = no.unwrap_or_default();
                let chosen = condition.iter().enumerate().map(|(index, it)| {
                    let branch = if (*it)? == 0.0 { &no } else { &yes };
                    branch.get(index).copied().flatten()
                });
                Value::Series(chosen.collect())
            }
        }
    }

    fn series(&self, value: Value, change: impl Fn(&[Option<f64>]) -> Values) -> Value {
        match value {
            Value::Several(all) => Value::Several(all.iter().map(|it| change(it)).collect()),
            it => Value::Series(change(&it.all(self.length))),
        }
    }

    /// Of several side by side, period by period; of one, over all periods.
    /// What is missing is left out. [CW UG: Metric math functions]
    fn together(&self, function: Function, value: Value) -> Value {
        match value {
            Value::Number(it) => Value::Number(it),
            Value::Series(it) => Value::Number(fold(function, it.into_iter())),
            Value::Several(all) => {
                let at = |index: usize| {
                    let side = all.iter().map(move |it| it.get(index).copied().flatten());
                    fold(function, side)
                };
                Value::Series((0..self.length).map(at).collect())
            }
        }
    }
}

fn zip(
    one: Values,
    other: &[Option<f64>],
    join: &impl Fn(Option<f64>, Option<f64>) -> Option<f64>,
) -> Values {
    let both = one.into_iter().zip(other);
    both.map(|(one, other)| join(one, *other)).collect()
}

fn fold(function: Function, values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut many = 0.0;
    let mut result: Option<f64> = None;
    for value in values.flatten() {
        many += 1.0;
        result = Some(match (function, result) {
            (_, None) => value,
            (Function::Minimum, Some(before)) => before.min(value),
            (Function::Maximum, Some(before)) => before.max(value),
            (_, Some(before)) => before + value,
        });
    }
    match function {
        Function::Average => result.map(|it| it / many),
        _ => result,
    }
}

/// From each value to the one before it, which may lie some gaps back; a
/// second where a rate is asked for.
fn changes(values: &[Option<f64>], period: f64, rate: bool) -> Values {
    let mut before: Option<(usize, f64)> = None;
    let mut all = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let change = value.zip(before).map(|(value, (place, earlier))| {
            #[expect(clippy::cast_precision_loss, reason = "few periods")]
            let seconds = (index - place) as f64 * period;
            let difference = value - earlier;
            if rate {
                difference / seconds
            } else {
                difference
            }
        });
        all.push(change);
        before = value.map(|it| (index, it)).or(before);
    }
    all
}

fn repeat(values: &[Option<f64>]) -> Values {
    let mut before = None;
    let filled = values.iter().map(|it| {
        before = it.or(before);
        before
    });
    filled.collect()
}

/// Gaps between two values lie on the line between them; before the first and
/// behind the last they stay.
fn linear(values: &[Option<f64>]) -> Values {
    let mut all = values.to_vec();
    let mut before: Option<(usize, f64)> = None;
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        if let Some((place, earlier)) = before {
            #[expect(clippy::cast_precision_loss, reason = "few periods")]
            let part = |it: usize| (it - place) as f64;
            let gaps = all[place + 1..index].iter_mut();
            for (gap, it) in (place + 1..).zip(gaps) {
                *it = Some(earlier + (value - earlier) * part(gap) / part(index));
            }
        }
        before = Some((index, *value));
    }
    all
}

impl Sign {
    fn of(self, one: f64, other: f64) -> Option<f64> {
        let truth = |it: bool| Some(if it { 1.0 } else { 0.0 });
        #[expect(clippy::float_cmp, reason = "what the formula asks")]
        match self {
            Self::Add => Some(one + other),
            Self::Subtract => Some(one - other),
            Self::Multiply => Some(one * other),
            // SCW-17.
            Self::Divide => (other != 0.0).then(|| one / other),
            Self::Greater => truth(one > other),
            Self::GreaterOrEqual => truth(one >= other),
            Self::Less => truth(one < other),
            Self::LessOrEqual => truth(one <= other),
            Self::Equal => truth(one == other),
            Self::NotEqual => truth(one != other),
            Self::And => truth(one != 0.0 && other != 0.0),
            Self::Or => truth(one != 0.0 || other != 0.0),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["a", "b"];

    fn values(text: &str) -> Values {
        let a = vec![Some(1.0), None, Some(4.0), Some(-9.0)];
        let b = vec![Some(2.0), Some(0.0), None, Some(3.0)];
        let formula = Formula::parse(text, NAMES).expect(text);
        formula.evaluate(&[a, b], 60.0)
    }

    fn wrong(text: &str) -> String {
        Formula::parse(text, NAMES).expect_err(text).to_string()
    }

    #[test]
    fn signs_bind_as_usual() {
        assert_eq!(values("1 + 2 * 3 - 4 / 2")[0], Some(5.0));
        assert_eq!(values("-(1 + 2) * 3")[0], Some(-9.0));
        assert_eq!(values("8 / 4 / 2")[0], Some(1.0));
        assert_eq!(values("1 + 1 == 2 AND 3 > 2")[0], Some(1.0));
        assert_eq!(values("1 > 2 OR 2 <= 2")[0], Some(1.0));
    }

    #[test]
    fn what_is_missing_stays_missing() {
        assert_eq!(values("a + b"), [Some(3.0), None, None, Some(-6.0)]);
        // SCW-17: also where it is divided by zero.
        assert_eq!(
            values("FILL(a, 6) / b"),
            [Some(0.5), None, None, Some(-3.0)]
        );
    }

    #[test]
    fn gaps_are_filled_in_three_ways() {
        assert_eq!(values("FILL(a, 0)")[1], Some(0.0));
        assert_eq!(values("FILL(a, REPEAT)")[1], Some(1.0));
        assert_eq!(values("FILL(a, LINEAR)")[1], Some(2.5));
        // A metric that never had a value is filled, too.
        let formula = Formula::parse("FILL(a, 0) + b", NAMES).unwrap();
        let filled = formula.evaluate(&[vec![None], vec![Some(2.0)]], 60.0);
        assert_eq!(filled, [Some(2.0)]);
    }

    #[test]
    fn changes_are_from_the_value_before() {
        assert_eq!(values("DIFF(a)"), [None, None, Some(3.0), Some(-13.0)]);
        assert_eq!(values("RATE(a)")[2], Some(3.0 / 120.0));
        assert_eq!(values("b / PERIOD(b)")[3], Some(0.05));
    }

    #[test]
    fn functions_over_time_and_side_by_side() {
        assert_eq!(values("SUM(a)"), [Some(-4.0); 4]);
        assert_eq!(values("AVG(b)")[0], Some(5.0 / 3.0));
        let side = [Some(3.0), Some(0.0), Some(4.0), Some(-6.0)];
        assert_eq!(values("SUM([a, b])"), side);
        assert_eq!(values("SUM(METRICS())"), side);
        assert_eq!(values("MAX([a, b])")[3], Some(3.0));
        assert_eq!(values("MIN([a, b, -20])")[3], Some(-20.0));
        assert_eq!(values("ABS(a)")[3], Some(9.0));
        assert_eq!(values("CEIL(b / 4) + FLOOR(b / 4)")[0], Some(1.0));
    }

    #[test]
    fn a_condition_chooses() {
        assert_eq!(
            values("IF(b > 1, a, 7)"),
            [Some(1.0), Some(7.0), None, Some(-9.0)]
        );
        assert_eq!(values("IF(b > 2, a)"), [None, None, None, Some(-9.0)]);
    }

    #[test]
    fn errors_say_where_and_what_to_do() {
        expect_test::expect![[r#"
                         at character 1, the formula ends. A number or the name of a metric comes here.
            a +          at character 4, the formula ends. A number or the name of a metric comes here.
            a b          at character 3, “b” stands where the formula could end. Put a sign such as + between two values, or take it out.
            c / a        at character 1, no metric is called c. Its metrics are called a, b.
            (a           at character 3, a “)” is missing. Put a ) here.
            FILL(a)      at character 7, FILL does not say what fills the gaps. Write FILL(m, 0), FILL(m, REPEAT) or FILL(m, LINEAR).
            LOG(a)       at character 1, LOG is not modelled here. There are SUM, AVG, MIN, MAX, ABS, CEIL, FLOOR, RATE, DIFF, PERIOD, IF, FILL.
            FOO(a)       at character 1, CloudWatch has no function FOO. There are SUM, AVG, MIN, MAX, ABS, CEIL, FLOOR, RATE, DIFF, PERIOD, IF, FILL.
            SEARCH('x')  at character 1, an alarm takes no SEARCH. Name the metrics one by one.
            a ^ 2        at character 3, powers with ^ are not modelled here. Multiply instead: m * m.
            1.2.3        at character 1, “1.2.3” is no number. Write it as 12 or 0.5.
            IF(a)        at character 1, IF has 1 value. It takes a condition, and one or two values.
            #            at character 1, “#” is no number, name or function. A number or the name of a metric comes here."#]].assert_eq(
            &[
                "",
                "a +",
                "a b",
                "c / a",
                "(a",
                "FILL(a)",
                "LOG(a)",
                "FOO(a)",
                "SEARCH('x')",
                "a ^ 2",
                "1.2.3",
                "IF(a)",
                "#",
            ]
            .map(|text| format!("{text:12} {}", wrong(text)))
            .join("\n"),
        );
        let deep = "(".repeat(10_000);
        assert!(wrong(&deep).contains("nested too deep"));
    }
}
