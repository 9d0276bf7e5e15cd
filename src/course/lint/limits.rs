//! How long a chapter may be. The last one, in which all the others come together, takes
//! several evenings and may be longer (curriculum §1.4).

/// The chapter in which the whole is built.
const WHOLE: u32 = 24;

/// The limits of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The words of its text, without tasks and questions.
    pub words: usize,
    /// The questions of its quiz.
    pub questions: usize,
    /// The questions of its interview.
    pub interview: usize,
    /// Its units, at most; two at least.
    pub units: usize,
}

impl Limits {
    /// Those of the chapter with this number.
    pub const fn of(chapter: u32) -> Self {
        match chapter {
            WHOLE => Self {
                words: 4_800,
                questions: 10,
                interview: 4,
                units: 9,
            },
            _ => Self {
                words: 1_600,
                questions: 6,
                interview: 3,
                units: 5,
            },
        }
    }
}
