//! What kinds of tasks there are.

/// The kinds of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// Reach a state.
    Build,
    /// Say beforehand what will happen.
    Predict,
    /// Choose what decided.
    Explain,
    /// Mend something with few edits.
    Repair,
    /// Build from memory.
    Rebuild,
    /// Bring a figure to a state.
    Figure,
    /// Put cards on piles.
    Sort,
    /// Put cards in order.
    Order,
    /// Say how many.
    Number,
    /// Let it run and read what happens.
    Run,
}

impl TaskKind {
    const ALL: [(&'static str, Self, &'static str); 10] = [
        ("build", Self::Build, "Build"),
        ("predict", Self::Predict, "Predict"),
        ("explain", Self::Explain, "Explain"),
        ("repair", Self::Repair, "Repair"),
        ("rebuild", Self::Rebuild, "From memory"),
        ("figure", Self::Figure, "Figure"),
        ("sort", Self::Sort, "Sort"),
        ("order", Self::Order, "Order"),
        ("number", Self::Number, "Number"),
        ("run", Self::Run, "Run"),
    ];

    /// What it is called on the page.
    pub fn label(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, kind, _)| *kind == self);
        found.map_or("", |(_, _, label)| label)
    }

    /// What it is called in files.
    pub fn key(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, kind, _)| *kind == self);
        found.map_or("", |(key, _, _)| key)
    }

    /// All kinds: what each is called in files and on the page.
    pub const fn all() -> &'static [(&'static str, Self, &'static str)] {
        &Self::ALL
    }
}
