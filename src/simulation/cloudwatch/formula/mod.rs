//! Metric math (SCW-15 to SCW-18): a formula read once and computed over the
//! last periods of its metrics. Where a value is missing, or what is divided
//! by is zero, there is no value. [CW UG: Using metric math]

mod compute;
mod node;
mod read;

pub use node::Values;
pub use read::FormulaError;

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    root: node::Node,
    /// How many metrics it was read with.
    metrics: usize,
}

impl Formula {
    /// Reads a formula of metrics that are called so.
    pub fn parse(text: &str, names: &[&str]) -> Result<Self, FormulaError> {
        Ok(Self {
            root: read::read(text, names)?,
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
        compute::compute(&self.root, arrays, period)
    }
}

#[cfg(test)]
mod tests;
