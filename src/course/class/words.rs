//! What fits into the caption bar: two lines of large type, never cut.

use crate::course::lesson::prose::{self, Inline};

/// How many letters a line of the caption bar holds, in the widest of the page's typefaces.
pub const LINE: usize = 44;

/// Whether a caption takes two lines at most.
pub fn fits(text: &str) -> bool {
    lines(text) <= 2
}

/// How many lines a text takes, broken between words.
fn lines(text: &str) -> usize {
    let (mut lines, mut filled) = (0, LINE + 1);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if filled + 1 + length > LINE {
            // A word longer than a line is broken within it.
            lines += length.div_ceil(LINE).max(1);
            filled = length.min(LINE);
        } else {
            filled += 1 + length;
        }
    }
    lines
}

/// A sentence of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// Whether something in it is strong: a term that is defined, or what matters most.
    pub strong: bool,
}

/// The sentences of a line of prose.
pub fn sentences(line: &[Inline]) -> Vec<Sentence> {
    let mut letters = Vec::new();
    flatten(line, false, &mut letters);
    let mut all = Vec::new();
    let (mut text, mut strong) = (String::new(), false);
    let mut end = |text: &mut String, strong: &mut bool| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let strong = std::mem::take(strong);
        text.clear();
        if !words.is_empty() {
            all.push(Sentence {
                text: words,
                strong,
            });
        }
    };
    for (place, (letter, is_strong)) in letters.iter().enumerate() {
        text.push(*letter);
        strong |= is_strong;
        let next = letters
            .get(place + 1)
            .is_none_or(|(it, _)| it.is_whitespace());
        let bare = text.trim_end_matches(['”', '"', ')', '’', '\'']);
        if next && bare.ends_with(['.', '?', '!']) {
            end(&mut text, &mut strong);
        }
    }
    end(&mut text, &mut strong);
    all
}

/// The sentences of a line of Markdown, such as the instruction of a task.
pub fn sentences_of(text: &str) -> Vec<String> {
    let all = sentences(&prose::line(text));
    all.into_iter().map(|it| it.text).collect()
}

/// A line of Markdown as plain text.
pub fn plain(text: &str) -> String {
    prose::plain(&prose::line(text))
}

fn flatten(line: &[Inline], strong: bool, into: &mut Vec<(char, bool)>) {
    for inline in line {
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                // Behind a source a text goes on without the space that stood before it.
                let glued = matches!(into.last(), Some(('.' | '?' | '!' | ',', _)))
                    && text.starts_with(char::is_alphanumeric);
                if glued {
                    into.push((' ', false));
                }
                into.extend(text.chars().map(|it| (it, strong)));
            }
            Inline::Strong(inner) => flatten(inner, true, into),
            Inline::Emphasis(inner) | Inline::Link(_, inner) | Inline::Term { text: inner, .. } => {
                flatten(inner, strong, into)
            }
            Inline::Source(_) => {}
        }
    }
}

/// A text as a caption, and what does not fit into it: as many whole sentences as two lines
/// hold; none, where the first is longer. Then `otherwise` is said and all of it follows.
pub fn caption(text: &str, otherwise: &str) -> (String, String) {
    let all = sentences_of(text);
    let mut said = String::new();
    let mut rest = 0;
    for sentence in &all {
        let longer = match said.is_empty() {
            true => sentence.clone(),
            false => format!("{said} {sentence}"),
        };
        if !fits(&longer) {
            break;
        }
        said = longer;
        rest += 1;
    }
    let more = all[rest..].join(" ");
    match said.is_empty() {
        true => (short(otherwise), more),
        false => (said, more),
    }
}

/// A question as a caption: what is asked stands in its last sentence.
pub fn question(text: &str, otherwise: &str) -> (String, String) {
    let mut all = sentences_of(text);
    if fits(text) {
        return (all.join(" "), String::new());
    }
    match all.pop().filter(|last| fits(last)) {
        Some(last) => (last, all.join(" ")),
        None => (short(otherwise), sentences_of(text).join(" ")),
    }
}

/// A title that is cut between words where it is longer than two lines, which titles are not.
fn short(title: &str) -> String {
    let mut said = String::new();
    for word in title.split_whitespace() {
        let longer = format!("{said} {word}");
        if !fits(&longer) {
            break;
        }
        said = longer;
    }
    said.trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_fit_and_three_do_not() {
        assert!(fits(""));
        // Eight words of four letters and the gaps between them are 39 letters, nine are 44.
        assert!(fits(&"word ".repeat(18)));
        assert!(!fits(&"word ".repeat(19)));
        assert!(fits(&"w".repeat(2 * LINE)));
        assert!(!fits(&"w".repeat(2 * LINE + 1)));
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let line = prose::line("One block is 10.0.0.0/16. {VPC-1} It costs US$0.056. **Two** do.");
        let all = sentences(&line);
        let texts: Vec<&str> = all.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(
            texts,
            ["One block is 10.0.0.0/16.", "It costs US$0.056.", "Two do."]
        );
        assert_eq!(
            all.iter().map(|it| it.strong).collect::<Vec<_>>(),
            [false, false, true]
        );
    }

    #[test]
    fn what_does_not_fit_is_said_beside_it_and_never_cut() {
        let long = "This sentence is much too long for a caption, because it goes on and on, and \
                    on, until nobody in the last row knows how it began.";
        assert_eq!(
            caption(long, "Too long"),
            ("Too long".to_owned(), sentences_of(long).join(" "))
        );
        let (said, more) = caption(&format!("Short. {long}"), "");
        assert_eq!(said, "Short.");
        assert!(more.ends_with("how it began."));
        let (asked, more) = question(&format!("{long} Who is right?"), "");
        assert_eq!(asked, "Who is right?");
        assert!(more.starts_with("This sentence"));
    }
}
