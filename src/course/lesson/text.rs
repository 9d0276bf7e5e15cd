//! The text of a chapter: units, and in each what comes one after the other.
//!
//! Marks (`[[task 05-1]]`) and boxes (`> [!story]`) are ours and are read here, line by
//! line; what stands between them is Markdown and is read by [`super::prose`].

use super::prose::{self, Node};
use crate::course::read::Fault;

/// A unit: ten to fifteen minutes that end in something that works.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its title.
    pub title: String,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

/// One thing in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Prose.
    Prose(Vec<Node>),
    /// A box.
    Box(BoxKind, Vec<Node>),
    /// A figure of the chapter, by name.
    Figure(String),
    /// A task, by id.
    Task(String),
    /// Two questions of earlier chapters.
    WarmUp,
    /// The damage.
    BreakIt,
    /// The questions.
    Quiz,
    /// The interview.
    Interview,
    /// The summary.
    Summary,
}

/// The kinds of boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// What happens to Rahul's shop.
    Story,
    /// Where the metaphor breaks.
    Breaks,
    /// Common mistakes.
    Mistakes,
    /// What it costs.
    Cost,
    /// What it leaves in logs and metrics.
    Notice,
    /// A remark.
    Note,
    /// For instructors.
    Instructor,
}

impl BoxKind {
    const ALL: [(&'static str, Self, &'static str); 7] = [
        ("story", Self::Story, "The shop"),
        ("breaks", Self::Breaks, "Where the picture breaks"),
        ("mistakes", Self::Mistakes, "Common mistakes"),
        ("cost", Self::Cost, "What it costs"),
        ("notice", Self::Notice, "What it leaves behind"),
        ("note", Self::Note, "Good to know"),
        ("instructor", Self::Instructor, "For instructors"),
    ];

    /// Its name in files.
    pub fn key(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, kind, _)| *kind == self);
        found.map_or("", |(key, _, _)| key)
    }

    /// Its heading.
    pub fn label(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, kind, _)| *kind == self);
        found.map_or("", |(_, _, label)| label)
    }
}

/// What is collected until a mark ends it.
#[derive(Default)]
struct Reader {
    units: Vec<Unit>,
    lines: Vec<String>,
    boxed: Option<BoxKind>,
}

impl Reader {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.lines).join("\n");
        let boxed = self.boxed.take();
        if text.trim().is_empty() {
            return;
        }
        let nodes = prose::read(&text);
        let block = match boxed {
            Some(kind) => Block::Box(kind, nodes),
            None => Block::Prose(nodes),
        };
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        if let Some(unit) = self.units.last_mut() {
            unit.blocks.push(block);
        }
    }
}

/// Reads a text.
pub fn read(text: &str) -> Result<Vec<Unit>, Fault> {
    let mut reader = Reader::default();
    for (number, line) in text.lines().enumerate() {
        let fault = |why: String| Fault::new(format!("line {}", number + 1), why);
        let trimmed = line.trim();
        if let Some(mark) = trimmed
            .strip_prefix("[[")
            .and_then(|it| it.strip_suffix("]]"))
        {
            reader.flush();
            let (name, rest) = mark.split_once(' ').unwrap_or((mark, ""));
            let rest = rest.trim();
            let needs = |what: &str| {
                let missing = rest.is_empty();
                (!missing)
                    .then(|| rest.to_owned())
                    .ok_or_else(|| fault(format!("`[[{name} …]]` wants {what} behind it")))
            };
            let block = match name {
                "unit" => {
                    reader.units.push(Unit {
                        title: needs("a title")?,
                        blocks: Vec::new(),
                    });
                    continue;
                }
                "task" => Block::Task(needs("the id of a task")?),
                "figure" => Block::Figure(needs("the name of a figure")?),
                "warm-up" => Block::WarmUp,
                "break-it" => Block::BreakIt,
                "quiz" => Block::Quiz,
                "interview" => Block::Interview,
                "summary" => Block::Summary,
                _ => {
                    return Err(fault(format!(
                        "there is no mark `{name}`; there are unit, task, figure, warm-up, \
                         break-it, quiz, interview, summary"
                    )));
                }
            };
            if reader.units.is_empty() {
                return Err(fault("a text begins with `[[unit …]]`".to_owned()));
            }
            reader.push(block);
            continue;
        }
        if let Some(quoted) = trimmed.strip_prefix('>') {
            let quoted = quoted.strip_prefix(' ').unwrap_or(quoted);
            let name = quoted
                .strip_prefix("[!")
                .and_then(|it| it.strip_suffix(']'));
            if let Some(name) = name {
                reader.flush();
                let found = BoxKind::ALL.iter().find(|(key, _, _)| *key == name);
                let Some((_, kind, _)) = found else {
                    let keys: Vec<&str> = BoxKind::ALL.iter().map(|(key, _, _)| *key).collect();
                    let keys = keys.join(", ");
                    return Err(fault(format!("there is no box `{name}`; there are {keys}")));
                };
                reader.boxed = Some(*kind);
                continue;
            }
            if reader.boxed.is_some() {
                reader.lines.push(quoted.to_owned());
                continue;
            }
        } else if reader.boxed.is_some() {
            reader.flush();
        }
        if reader.units.is_empty() && !trimmed.is_empty() {
            return Err(fault("a text begins with `[[unit …]]`".to_owned()));
        }
        reader.lines.push(line.to_owned());
    }
    reader.flush();
    match reader.units.is_empty() {
        true => Err(Fault::new("line 1", "a text begins with `[[unit …]]`")),
        false => Ok(reader.units),
    }
}

/// The words of a text, for counting.
pub fn words_of(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_units_of_blocks() {
        let units = read(
            "[[unit First]]\n[[warm-up]]\n> [!story]\n> April.\n> 400 visitors.\n\n## Wings\nA \
             **[subnet]** is a slice.\n[[task 05-1]]\n[[unit Second]]\nMore.\n",
        )
        .unwrap();
        assert_eq!(units.len(), 2);
        assert!(matches!(units[0].blocks[0], Block::WarmUp));
        assert!(matches!(units[0].blocks[1], Block::Box(BoxKind::Story, _)));
        assert!(matches!(units[0].blocks[2], Block::Prose(_)));
        assert!(matches!(&units[0].blocks[3], Block::Task(id) if id == "05-1"));
        let why = read("[[unit A]]\n\n[[taks 1]]\n").unwrap_err();
        assert_eq!(why.place, "line 3");
        assert!(read("Hello").is_err());
    }
}
