//! The ideas of a text: of every screen the sentence or two that say it, and its lists.

use super::words::{Sentence, fits, sentences};
use crate::course::lesson::prose::{self, Inline, Node};

/// So many sentences of one screen are said aloud; the rest the teacher tells.
const MOST: usize = 2;
/// So many lines are read from the last row.
const LINES: usize = 6;

/// What sentences begin with that hang on the one before.
const HANGING: [&str; 24] = [
    "It", "They", "That", "This", "These", "Those", "He", "She", "So", "But", "And", "Then",
    "Both", "Its", "Their", "Here", "There", "One", "Neither", "Nothing", "Alone,", "Also,", "Now",
    "First",
];

/// An idea.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// The heading that it stands under, if it has one.
    pub title: Option<String>,
    /// What is said.
    pub caption: String,
    /// The lines of a list beside it.
    pub lines: Vec<String>,
}

/// The ideas of a piece of prose.
pub fn ideas(nodes: &[Node]) -> Vec<Idea> {
    let mut all = Vec::new();
    let mut title: Option<String> = None;
    let mut screen: Vec<&Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Heading(_, line) => {
                all.extend(of_screen(title.clone(), &screen));
                screen.clear();
                title = Some(prose::plain(line));
            }
            other => screen.push(other),
        }
    }
    all.extend(of_screen(title, &screen));
    all
}

/// The ideas between two headings.
fn of_screen(title: Option<String>, nodes: &[&Node]) -> Vec<Idea> {
    let mut said: Vec<Sentence> = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    for node in nodes {
        match node {
            Node::Paragraph(line) => said.extend(sentences(line)),
            Node::List(_, items) if listed.is_empty() => listed = lines(items),
            _ => {}
        }
    }
    let idea = |caption: &str, lines: Vec<String>| Idea {
        title: title.clone(),
        caption: caption.to_owned(),
        lines,
    };
    let mut ideas: Vec<Idea> = chosen(&said)
        .into_iter()
        .map(|it| idea(&it.text, Vec::new()))
        .collect();
    if !listed.is_empty() {
        // What leads to a list is said with it.
        let lead = said
            .iter()
            .find(|it| it.text.ends_with(':') && fits(&it.text));
        let words = lead.map(|it| it.text.trim_end_matches(':').to_owned());
        let words = words.or_else(|| title.clone().filter(|it| fits(it)));
        match (words, ideas.pop()) {
            (Some(words), last) => {
                ideas.extend(last);
                ideas.push(idea(&words, listed));
            }
            (None, Some(last)) => ideas.push(Idea {
                lines: listed,
                ..last
            }),
            (None, None) => {}
        }
    }
    ideas
}

/// The sentences that say it: what is strong before what is not, and what stands on its own
/// before what hangs on the sentence before it; in the order of the text.
fn chosen(all: &[Sentence]) -> Vec<&Sentence> {
    let hangs = |text: &str| {
        let first = text.split_whitespace().next().unwrap_or_default();
        HANGING.contains(&first)
    };
    let mut fitting: Vec<(usize, &Sentence)> = all
        .iter()
        .enumerate()
        .filter(|(_, it)| fits(&it.text) && it.text.split_whitespace().count() > 3)
        .filter(|(_, it)| !it.text.ends_with(':'))
        .collect();
    fitting.sort_by_key(|(place, it)| (!it.strong, hangs(&it.text), *place));
    let strong = fitting.iter().filter(|(_, it)| it.strong).count();
    fitting.truncate(strong.clamp(1, MOST));
    fitting.sort_by_key(|(place, _)| *place);
    fitting.into_iter().map(|(_, it)| it).collect()
}

/// The items of a list in few words: what is strong in each, else its first sentence.
fn lines(items: &[Vec<Node>]) -> Vec<String> {
    let short = items.iter().filter_map(|item| {
        let Some(Node::Paragraph(line)) = item.first() else {
            return None;
        };
        let strong = match line.first() {
            Some(Inline::Strong(inner)) => Some(prose::plain(inner)),
            _ => None,
        };
        let first = || sentences(line).into_iter().next().map(|it| it.text);
        let text = strong.or_else(first)?;
        Some(text.trim_end_matches(['.', ':']).to_owned())
    });
    short.take(LINES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_said_before_what_hangs_on_it() {
        let nodes = prose::read(
            "## The exit\n\nA school has a side exit. It is small.\n\nOn AWS this is a \
             **[NAT gateway]**. That is all of it.",
        );
        let ideas = ideas(&nodes);
        assert_eq!(ideas.len(), 1);
        assert_eq!(ideas[0].title.as_deref(), Some("The exit"));
        assert_eq!(ideas[0].caption, "On AWS this is a NAT gateway.");
    }

    #[test]
    fn a_list_is_shown_in_few_words() {
        let nodes = prose::read(
            "## Three things that it needs\n\nAlone it does nothing at all.\n\n\
             1. **A public subnet.** It wants to go out.\n2. An address. Nothing else.\n",
        );
        let ideas = ideas(&nodes);
        assert_eq!(ideas[1].caption, "Three things that it needs");
        assert_eq!(ideas[1].lines, ["A public subnet", "An address"]);
    }
}
