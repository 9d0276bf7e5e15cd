//! The printed rule reference: which rules a search finds, in which order they
//! stand, and where a finding of one is.
//!
//! A search is a handful of words that must all occur somewhere in a rule. A
//! word such as `NAT-2` is the id of an entry in the rulebook and finds that
//! entry alone, not `NAT-21` as well, as long as there is one of that name.

use crate::rules::{self, Finding, Rule, Severity, topics};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The words, as they were typed.
    pub text: String,
    /// Only rules of this severity.
    pub severity: Option<Severity>,
}

/// The rules of one topic that were found.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The topic.
    pub title: &'static str,
    /// Its rules, never none.
    pub rules: Vec<&'static Rule>,
}

/// The rules that a search finds, by topic, in the order of the table.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The topics that have any.
    pub shelves: Vec<Shelf>,
    /// The one to show first.
    best: Option<&'static Rule>,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.rules()
            .map(|it| it.code)
            .eq(other.rules().map(|it| it.code))
            && self.best.map(|it| it.code) == other.best.map(|it| it.code)
    }
}

impl Search {
    /// The words, in lower case.
    pub fn words(&self) -> Vec<String> {
        let words = self.text.split_whitespace();
        words.map(str::to_lowercase).collect()
    }

    /// Asks every rule.
    pub fn run(&self) -> Found {
        let words: Vec<Word> = self.words().into_iter().map(Word::new).collect();
        let matches = |topic: &str, rule: &Rule| {
            self.severity.is_none_or(|wanted| wanted == rule.severity) && {
                let text = haystack(topic, rule);
                words.iter().all(|word| word.is_in(&text, rule))
            }
        };
        let shelves: Vec<Shelf> = topics()
            .iter()
            .map(|topic| Shelf {
                title: topic.title,
                rules: (topic.rules.iter().copied())
                    .filter(|rule| matches(topic.title, rule))
                    .collect(),
            })
            .filter(|shelf| !shelf.rules.is_empty())
            .collect();
        let rank = |rule: &&'static Rule| rank(rule, &words);
        let best = (shelves.iter().flat_map(|it| it.rules.iter().copied())).min_by_key(rank);
        Found { shelves, best }
    }
}

impl Found {
    /// All that was found, in order.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        self.shelves.iter().flat_map(|it| it.rules.iter().copied())
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.shelves.iter().map(|it| it.rules.len()).sum()
    }

    /// Whether none was found.
    pub fn is_empty(&self) -> bool {
        self.shelves.is_empty()
    }

    /// The rule that a search should open: the one that is named most exactly,
    /// else the first.
    pub fn best(&self) -> Option<&'static Rule> {
        self.best
    }

    /// The rule so many steps after (or, negative, before) the one with this
    /// code; the list ends at its ends. What is not in it is before its first.
    pub fn step(&self, code: &str, by: isize) -> Option<&'static Rule> {
        let last = self.len().checked_sub(1)?;
        let place = match self.rules().position(|rule| rule.code == code) {
            Some(here) => here.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        self.rules().nth(place)
    }

    /// The first rule and the last.
    pub fn ends(&self) -> Option<(&'static Rule, &'static Rule)> {
        Some((self.rules().next()?, self.rules().last()?))
    }
}

/// The findings of the rule with this code.
pub fn findings_of<'a>(
    findings: &'a [Finding],
    code: &'a str,
) -> impl Iterator<Item = &'a Finding> + Clone {
    findings.iter().filter(move |it| it.code == code)
}

/// The topic of a rule.
pub fn topic_of(code: &str) -> Option<&'static str> {
    topics()
        .iter()
        .find(|topic| topic.rules.iter().any(|rule| rule.code == code))
        .map(|topic| topic.title)
}

/// How many rules there are, and how many of each severity.
pub fn count(severity: Option<Severity>) -> usize {
    rules::all()
        .filter(|rule| severity.is_none_or(|wanted| wanted == rule.severity))
        .count()
}

/// A text cut where the words of a search occur in it: whether each part is
/// such an occurrence, and the part. Together they are the text.
pub fn marked<'a>(text: &'a str, words: &[String]) -> Vec<(bool, &'a str)> {
    // Only ASCII changes its case here, so that places stay what they are.
    let lower = text.to_ascii_lowercase();
    let mut parts = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let next = words
            .iter()
            // One letter occurs everywhere and says nothing.
            .filter(|word| word.len() > 1)
            .filter_map(|word| {
                let at = lower.get(from..)?.find(word.as_str())? + from;
                Some((at, std::cmp::Reverse(at + word.len())))
            })
            .min();
        let Some((at, std::cmp::Reverse(to))) = next else {
            break;
        };
        if at > from {
            parts.push((false, &text[from..at]));
        }
        parts.push((true, &text[at..to]));
        from = to;
    }
    if from < text.len() {
        parts.push((false, &text[from..]));
    }
    parts
}

/// One word of a search.
struct Word {
    text: String,
    /// Whether it is the id of an entry in the rulebook that a rule names.
    is_entry: bool,
}

impl Word {
    fn new(text: String) -> Self {
        let is_entry = rules::all().any(|rule| entries(rule).any(|it| it == text));
        Self { text, is_entry }
    }

    fn is_in(&self, haystack: &str, rule: &Rule) -> bool {
        if self.is_entry {
            entries(rule).any(|it| it == self.text)
        } else {
            haystack.contains(&self.text)
        }
    }
}

/// Everything of a rule that is searched, in lower case.
fn haystack(topic: &str, rule: &Rule) -> String {
    let mut text = [topic, rule.code, rule.title, rule.aws_error].join("\n");
    for (_, body) in rule.sections() {
        text.push('\n');
        text.push_str(body);
    }
    text.to_lowercase()
}

/// The ids of the rulebook's entries that a rule names, such as `nat-2`.
fn entries(rule: &Rule) -> impl Iterator<Item = String> {
    let words = rule
        .source
        .split(|it: char| !it.is_ascii_alphanumeric() && it != '-');
    words
        .filter(|word| {
            word.rsplit_once('-').is_some_and(|(book, number)| {
                book.starts_with(|it: char| it.is_ascii_uppercase())
                    && !number.is_empty()
                    && number.bytes().all(|it| it.is_ascii_digit())
            })
        })
        .map(str::to_lowercase)
}

/// How exactly a rule is named by a search; less is more exact.
fn rank(rule: &Rule, words: &[Word]) -> u8 {
    let text = words.iter().map(|it| it.text.as_str());
    let text = text.collect::<Vec<_>>().join(" ");
    let title = rule.title.to_lowercase();
    let holds = |text: &str| words.iter().all(|word| text.contains(&word.text));
    match () {
        () if text.is_empty() => 0,
        () if rule.code == text || title == text => 0,
        () if rule.aws_error.to_lowercase() == text => 1,
        () if title.starts_with(&text) => 2,
        () if holds(&title) || holds(rule.code) => 3,
        () => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: &str) -> Found {
        let search = Search {
            text: text.to_owned(),
            severity: None,
        };
        search.run()
    }

    fn codes(found: &Found) -> Vec<&'static str> {
        found.rules().map(|rule| rule.code).collect()
    }

    #[test]
    fn without_words_every_rule_is_found_in_the_order_of_the_table() {
        let table: Vec<_> = rules::all().map(|rule| rule.code).collect();
        for nothing in ["", "   "] {
            assert_eq!(codes(&search(nothing)), table);
            assert_eq!(search(nothing).best().map(|it| it.code), Some(table[0]));
        }
        assert_eq!(search("").shelves.len(), topics().len());
        assert_eq!(count(None), table.len());
    }

    #[test]
    fn every_rule_is_found_by_each_of_its_names_and_opens_by_them() {
        for rule in rules::all() {
            for name in [rule.code, rule.title, &rule.title.to_uppercase()] {
                let found = search(name);
                assert!(codes(&found).contains(&rule.code), "{name}");
                let best = found.best().map(|it| (it.code, it.title));
                assert!(
                    best.is_some_and(|(code, title)| code == rule.code || title == rule.title),
                    "{name} opens {best:?}"
                );
            }
            if !rule.aws_error.is_empty() {
                assert!(codes(&search(rule.aws_error)).contains(&rule.code));
            }
        }
    }

    #[test]
    fn every_word_must_occur_wherever_it_stands() {
        let found = search("gateway elastic");
        assert!(!found.is_empty());
        for rule in found.rules() {
            let text = haystack(topic_of(rule.code).unwrap_or_default(), rule);
            assert!(text.contains("gateway") && text.contains("elastic"));
        }
        assert!(search("elastic gateway") == found);
        assert!(search("elastic zzzz").is_empty());
        assert_eq!(search("zzzz").best().map(|it| it.code), None);
    }

    #[test]
    fn a_topic_finds_its_rules() {
        let found = search("Auto Scaling");
        let shelf = found
            .shelves
            .iter()
            .find(|shelf| shelf.title == "Auto Scaling");
        let all = topics().iter().find(|topic| topic.title == "Auto Scaling");
        assert_eq!(
            shelf.map(|it| it.rules.len()),
            all.map(|topic| topic.rules.len())
        );
    }

    #[test]
    fn an_entry_of_the_rulebook_is_that_entry_alone() {
        let found = search("NAT-2");
        assert!(codes(&found).contains(&"nat-in-private-subnet"));
        for rule in found.rules() {
            assert!(entries(rule).any(|it| it == "nat-2"), "{}", rule.code);
        }
        // What is no entry is a part of a word, as long as it is being typed.
        assert!(search("NAT-").len() > found.len());
    }

    #[test]
    fn severities_are_told_apart() {
        let mut sum = 0;
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let search = Search {
                text: String::new(),
                severity: Some(severity),
            };
            let found = search.run();
            assert!(found.rules().all(|rule| rule.severity == severity));
            assert_eq!(found.len(), count(Some(severity)));
            sum += found.len();
        }
        assert_eq!(sum, count(None));
    }

    #[test]
    fn steps_end_at_the_ends_of_the_list() {
        let found = search("");
        let (first, last) = found.ends().unwrap();
        let step = |from: &str, by| found.step(from, by).map(|it| it.code);
        assert_eq!(step(first.code, -1), Some(first.code));
        assert_eq!(step(last.code, 1), Some(last.code));
        assert_eq!(step(first.code, 1), found.rules().nth(1).map(|it| it.code));
        // Over the border between two topics.
        let end = found.shelves[0].rules.last().unwrap();
        assert_eq!(step(end.code, 1), Some(found.shelves[1].rules[0].code));
        assert_eq!(step("no such rule", 1), Some(first.code));
        assert_eq!(step("no such rule", -1), Some(last.code));
        assert!(search("zzzz").step(first.code, 1).is_none());
    }

    #[test]
    fn marks_leave_the_text_as_it_is() {
        let words = ["nat".to_owned(), "gateway".to_owned(), "a".to_owned()];
        let text = "NAT gateway · der natürliche Weg";
        let parts = marked(text, &words);
        assert_eq!(
            parts,
            [
                (true, "NAT"),
                (false, " "),
                (true, "gateway"),
                (false, " · der "),
                (true, "nat"),
                (false, "ürliche Weg"),
            ]
        );
        for rule in rules::all() {
            let parts = marked(rule.why, &words);
            assert_eq!(
                parts.iter().map(|(_, part)| *part).collect::<String>(),
                rule.why
            );
        }
        assert_eq!(marked(text, &[]), [(false, text)]);
        assert!(marked("", &words).is_empty());
        // Of two words that begin at one place the longer one counts.
        let words = ["sub".to_owned(), "subnet".to_owned()];
        assert_eq!(marked("subnet", &words), [(true, "subnet")]);
    }

    #[test]
    fn findings_are_told_by_their_rule() {
        use crate::architecture::Architecture;
        let findings = rules::findings(&Architecture::default());
        for rule in rules::all() {
            let count = findings.iter().filter(|it| it.code == rule.code).count();
            assert_eq!(findings_of(&findings, rule.code).count(), count);
        }
        assert!(topic_of("no such rule").is_none());
        assert!(rules::all().all(|rule| topic_of(rule.code).is_some()));
    }
}
