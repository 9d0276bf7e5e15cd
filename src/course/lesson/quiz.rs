//! The questions at the end of a chapter.

use crate::course::read::{At, Fault};

/// A question with four options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizQuestion {
    /// What is asked.
    pub question: String,
    /// The options.
    pub options: Vec<QuizOption>,
    /// The earlier chapter that it comes back to, if it does.
    pub from: Option<u32>,
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizOption {
    /// What it says.
    pub text: String,
    /// Whether it is the right one.
    pub right: bool,
    /// What is said of it.
    pub why: String,
    /// The wrong belief behind it.
    pub mix_up: Option<String>,
}

impl QuizQuestion {
    /// Reads a question.
    pub fn read(at: &At) -> Result<Self, Fault> {
        let members = at.members(&["question", "options", "from"])?;
        let options = members.want("options")?;
        let read = options.each(|at| {
            let option = at.members(&["text", "right", "why", "mix_up"])?;
            Ok(QuizOption {
                text: option.text("text")?,
                right: option.maybe("right", At::flag)?.unwrap_or(false),
                why: option.text("why")?,
                mix_up: option.maybe("mix_up", |at| at.text().map(str::to_owned))?,
            })
        })?;
        if read.len() != 4 || read.iter().filter(|it| it.right).count() != 1 {
            return Err(options.fault("a question has four options, one of them right"));
        }
        Ok(Self {
            question: members.text("question")?,
            options: read,
            from: members.maybe("from", At::count)?,
        })
    }

    /// The place of the right option.
    pub fn right(&self) -> usize {
        let place = self.options.iter().position(|it| it.right);
        place.unwrap_or_default()
    }
}
