//! The parts of a formula.

/// A value of each period, the oldest first; nothing in a gap.
pub type Values = Vec<Option<f64>>;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
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
pub(super) enum Sign {
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
pub(super) enum Function {
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

impl Sign {
    pub(super) fn of(self, one: f64, other: f64) -> Option<f64> {
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

/// The functions, and how many arguments each takes.
pub(super) const FUNCTIONS: &[(&str, Function, usize, usize)] = &[
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

/// Functions of AWS that are not modelled, so that an error can say so.
pub(super) const OTHERS: &[&str] = &[
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
