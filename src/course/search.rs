//! Searching the course: chapters by title, terms and text, and the glossary of all terms.

use super::lesson::prose::{self, Node};
use super::lesson::{Block, BoxKind, Chapter};

/// What the search knows of a chapter: what its title, its terms and its text say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub chapter: u32,
    /// Its title in the story.
    pub title: String,
    /// Its terms, as they are shown.
    terms: Vec<String>,
    /// Its text, a line a paragraph.
    lines: Vec<String>,
}

/// A chapter that a search has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub chapter: u32,
    /// Its title.
    pub title: String,
    /// Where it says so: a term, or the words around the place in the text.
    pub excerpt: String,
    /// How good it is; more is better.
    rank: u32,
}

/// So many letters stand before what was found, and so many behind it.
const AROUND: usize = 48;

impl Entry {
    /// What a chapter says. Notes for instructors are left out.
    pub fn of(chapter: &Chapter) -> Self {
        let mut lines = Vec::new();
        for unit in &chapter.units {
            lines.push(unit.title.clone());
            for block in &unit.blocks {
                match block {
                    Block::Box(BoxKind::Instructor, _) => {}
                    Block::Prose(nodes) | Block::Box(_, nodes) => said(nodes, &mut lines),
                    Block::Task(id) => {
                        let task = chapter.task(id);
                        lines.extend(task.map(|it| format!("{}: {}", it.title, it.text)));
                    }
                    _ => {}
                }
            }
        }
        let terms = chapter.terms.iter();
        Self {
            chapter: chapter.number,
            title: chapter.title.clone(),
            terms: terms
                .map(|it| format!("{}: {}", it.term, it.means))
                .collect(),
            lines,
        }
    }
}

fn said(nodes: &[Node], lines: &mut Vec<String>) {
    prose::lines(nodes, &mut |line, _| lines.push(prose::plain(line)));
}

/// The chapters that say all of these words, the best first: a title before a term, a term
/// before the text; what is alike comes as the course has it.
pub fn search(entries: &[Entry], words: &str) -> Vec<Hit> {
    let words = split(words);
    if words.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<Hit> = entries.iter().filter_map(|it| look(it, &words)).collect();
    hits.sort_by_key(|it| (std::cmp::Reverse(it.rank), it.chapter));
    hits
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_lowercase).collect()
}

fn look(entry: &Entry, words: &[String]) -> Option<Hit> {
    let heading = format!("chapter {} {}", entry.chapter, entry.title).to_lowercase();
    let mut rank = 0;
    let mut excerpt = None::<(u32, String)>;
    for word in words {
        let term = entry
            .terms
            .iter()
            .find(|it| it.to_lowercase().contains(word));
        let line = entry
            .lines
            .iter()
            .find(|it| it.to_lowercase().contains(word));
        let (worth, shown) = match (heading.contains(word), term, line) {
            (true, _, _) => (9, entry.promise_of_title()),
            (false, Some(term), _) => (4, around(term, word)),
            (false, None, Some(line)) => (1, around(line, word)),
            (false, None, None) => return None,
        };
        rank += worth;
        // The rarest place tells most about why this chapter was found.
        if excerpt.as_ref().is_none_or(|(best, _)| worth < *best) {
            excerpt = Some((worth, shown));
        }
    }
    Some(Hit {
        chapter: entry.chapter,
        title: entry.title.clone(),
        excerpt: excerpt.map(|(_, it)| it).unwrap_or_default(),
        rank,
    })
}

impl Entry {
    /// What stands under a chapter that was found by its title: its first term.
    fn promise_of_title(&self) -> String {
        let term = self.terms.first().or_else(|| self.lines.first());
        term.map_or_else(String::new, |it| around(it, ""))
    }
}

/// The words around a place in a line, cut at spaces.
fn around(line: &str, word: &str) -> String {
    let signs: Vec<char> = line.chars().collect();
    let lower: Vec<char> = line.to_lowercase().chars().collect();
    let word: Vec<char> = word.chars().collect();
    // Where small and capital letters differ in number, the place is not exact; the cut is
    // still one of this line.
    let found = match word.is_empty() {
        true => 0,
        false => lower
            .windows(word.len())
            .position(|it| it == word)
            .unwrap_or_default(),
    };
    let found = found.min(signs.len());
    let mut from = found.saturating_sub(AROUND);
    let mut to = (found + word.len() + AROUND).min(signs.len());
    while from > 0 && from < found && signs[from - 1] != ' ' {
        from += 1;
    }
    while to < signs.len() && to > found + word.len() && signs[to] != ' ' {
        to -= 1;
    }
    let mut text: String = signs[from..to].iter().collect();
    text = text.trim().to_owned();
    if from > 0 {
        text.insert(0, '…');
    }
    if to < signs.len() {
        text.push('…');
    }
    text
}

/// A term of the glossary, with the chapter that defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// The term.
    pub term: String,
    /// What it means.
    pub means: String,
    /// The number of its chapter.
    pub chapter: u32,
    /// The title of its chapter.
    pub title: String,
}

/// All terms of these chapters, by the alphabet. A term that two chapters define stands
/// once, as the earlier one has it.
pub fn glossary<'c>(chapters: impl IntoIterator<Item = &'c Chapter>) -> Vec<GlossaryTerm> {
    let mut all: Vec<GlossaryTerm> = Vec::new();
    for chapter in chapters {
        all.extend(chapter.terms.iter().map(|it| GlossaryTerm {
            term: it.term.clone(),
            means: it.means.clone(),
            chapter: chapter.number,
            title: chapter.title.clone(),
        }));
    }
    all.sort_by_cached_key(|it| (it.term.to_lowercase(), it.chapter));
    all.dedup_by_key(|it| it.term.to_lowercase());
    all
}

/// The terms that say all of these words; those whose name does so come first.
pub fn find_terms<'t>(terms: &'t [GlossaryTerm], words: &str) -> Vec<&'t GlossaryTerm> {
    let words = split(words);
    let all = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let named = terms.iter().filter(|it| all(&it.term));
    let meant = terms
        .iter()
        .filter(|it| !all(&it.term) && all(&format!("{} {}", it.term, it.means)));
    named.chain(meant).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(number: u32, title: &str, term: &str, text: &str) -> Chapter {
        let settings = format!(
            r#"{{ "number": {number}, "title": "{title}", "version": 1, "kinds": [],
                 "promise": [], "terms": [{{ "term": "{term}", "means": "What {term} is." }}],
                 "sources": {{}}, "tasks": [], "quiz": [], "interview": [], "summary": [],
                 "clean_up": [] }}"#
        );
        let text =
            format!("[[unit One]]\n\n{text}\n\n> [!instructor]\n> A secret for the teacher.\n");
        Chapter::read(&settings, &text).unwrap()
    }

    fn course() -> Vec<Chapter> {
        vec![
            chapter(
                5,
                "Four wings",
                "subnet",
                "A **[subnet]** lies in one zone. The route table decides.",
            ),
            chapter(
                7,
                "Signboards",
                "route table",
                "The longest prefix wins, in a subnet or elsewhere.",
            ),
            chapter(
                9,
                "The side exit",
                "NAT gateway",
                "Answers come back through it, and only answers come back through it, whatever a stranger may try from outside.",
            ),
        ]
    }

    fn found(words: &str) -> Vec<u32> {
        let entries: Vec<Entry> = course().iter().map(Entry::of).collect();
        search(&entries, words)
            .iter()
            .map(|it| it.chapter)
            .collect()
    }

    #[test]
    fn titles_come_before_terms_and_terms_before_text() {
        assert_eq!(found("wings"), [5]);
        assert_eq!(found("route"), [7, 5]);
        assert_eq!(found("SUBNET"), [5, 7]);
        assert_eq!(found("chapter 9"), [9]);
        assert_eq!(found("subnet prefix"), [7]);
        assert!(found("moon").is_empty() && found("  ").is_empty());
        assert!(
            found("secret").is_empty(),
            "notes for instructors are not found"
        );
    }

    #[test]
    fn the_place_is_shown_with_the_words_around_it() {
        let entries: Vec<Entry> = course().iter().map(Entry::of).collect();
        let hits = search(&entries, "stranger");
        assert_eq!(
            hits[0].excerpt,
            "…only answers come back through it, whatever a stranger may try from outside."
        );
        assert_eq!(
            search(&entries, "zone")[0].excerpt,
            "A subnet lies in one zone. The route table decides."
        );
        assert_eq!(
            search(&entries, "wings")[0].excerpt,
            "subnet: What subnet is."
        );
    }

    #[test]
    fn the_glossary_is_by_the_alphabet_and_names_each_once() {
        let mut course = course();
        course.push(chapter(12, "A desk", "Subnet", "Again."));
        let terms = glossary(&course);
        let names: Vec<(&str, u32)> = terms
            .iter()
            .map(|it| (it.term.as_str(), it.chapter))
            .collect();
        assert_eq!(
            names,
            [("NAT gateway", 9), ("route table", 7), ("subnet", 5)]
        );
        let found = |words| {
            find_terms(&terms, words)
                .iter()
                .map(|it| it.chapter)
                .collect::<Vec<_>>()
        };
        assert_eq!(found(""), [9, 7, 5]);
        assert_eq!(found("ta"), [7]);
        assert_eq!(found("what is"), [9, 7, 5]);
    }
}
