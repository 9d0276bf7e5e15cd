//! A measure that was read, or why it could not be.

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, in the metric's unit.
    Number(f64),
    /// It cannot be known, for this reason, a sentence.
    NotKnown(String),
}

impl Value {
    pub(super) fn of(number: Option<f64>, why: &str) -> Self {
        number.map_or_else(|| Self::NotKnown(why.to_owned()), Self::Number)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "far fewer than 2^53 of anything"
)]
pub(super) fn count(number: impl TryInto<u64>) -> Value {
    Value::Number(number.try_into().unwrap_or(u64::MAX) as f64)
}

pub(super) fn nothing_counted() -> Value {
    Value::NotKnown("The run has counted nothing yet.".to_owned())
}
