//! Writing to a terminal: colour where it is wanted, columns that align, and
//! no complaint when the reader goes away.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use serde_json::Value;

/// Whether and how text is coloured. Colour never says anything alone: a word
/// stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    coloured: bool,
}

impl Paint {
    /// Colour on a terminal, unless the environment asks for none
    /// (no-color.org; `TERM=dumb`).
    pub fn for_stdout(terminal: bool, environment: impl Fn(&str) -> Option<OsString>) -> Self {
        let refused = environment("NO_COLOR").is_some_and(|value| !value.is_empty())
            || environment("TERM").is_some_and(|value| value == "dumb");
        Self {
            coloured: terminal && !refused,
        }
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.coloured {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// For headings.
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// For what is beside the point.
    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// For what is wrong.
    pub fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    /// For what may go wrong.
    pub fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    /// For what is well.
    pub fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    /// For what is worth knowing.
    pub fn blue(self, text: &str) -> String {
        self.with("34", text)
    }
}

/// Writes `text` to standard output.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        // The reader has seen enough, as `head` has; that is no failure.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// A JSON value as the text of an output, with a line break at its end.
pub fn json(value: &Value) -> String {
    // A value always has a text.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// How many columns a text takes, where every letter takes one.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

/// The text filled up with blanks to `columns`.
pub fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The text in lines of at most `columns`, each after `indent` blanks.
pub fn wrapped(text: &str, indent: usize, columns: usize) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent + width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
        .iter()
        .map(|line| format!("{}{line}\n", " ".repeat(indent)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals_that_want_it() {
        let none = |_: &str| None;
        assert!(Paint::for_stdout(true, none).coloured);
        assert!(!Paint::for_stdout(false, none).coloured);
        let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".into());
        assert!(!Paint::for_stdout(true, no_color).coloured);
        let empty = |name: &str| (name == "NO_COLOR").then(OsString::new);
        assert!(Paint::for_stdout(true, empty).coloured);
        let dumb = |name: &str| (name == "TERM").then(|| "dumb".into());
        assert!(!Paint::for_stdout(true, dumb).coloured);
    }

    #[test]
    fn long_sentences_are_wrapped_between_words() {
        assert_eq!(wrapped("one two three", 2, 10), "  one two\n  three\n");
        assert_eq!(wrapped("unbreakable", 2, 5), "  unbreakable\n");
        assert_eq!(wrapped("", 2, 5), "");
    }
}
