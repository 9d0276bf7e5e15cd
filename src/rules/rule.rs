//! What a rule is: its documentation and its check.

use std::fmt::Write;

use super::context::Context;
use super::finding::Severity;
use super::report::{Head, Report};

/// One rule. Its texts are the documentation that users read.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name for good, after the pattern that it catches, such as
    /// `subnet-outside-vpc`.
    pub code: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// The heading of its findings.
    pub title: &'static str,
    /// What it checks.
    pub checks: &'static str,
    /// Why that matters to somebody who builds.
    pub why: &'static str,
    /// How AWS reacts to it. It begins with “AWS accepts” where what is drawn is
    /// deployed all the same.
    pub reaction: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// The name of AWS's error; empty where AWS accepts it or the name is not
    /// known for sure.
    pub aws_error: &'static str,
    /// Finds it.
    pub(super) check: fn(&Context<'_, '_>, &mut Report<'_>),
}

impl Rule {
    /// What each of its findings begins with.
    pub(super) const fn head(&self) -> Head {
        Head {
            code: self.code,
            severity: self.severity,
            title: self.title,
        }
    }

    /// Whether what it finds is deployed all the same.
    pub fn is_accepted(&self) -> bool {
        self.reaction.starts_with("AWS accepts")
    }

    /// The documentation as Markdown, for the rule reference.
    pub fn documentation(&self) -> String {
        let mut text = format!("# {} (`{}`)\n\n", self.title, self.code);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\n", self.severity.label());
        for (heading, body) in self.sections() {
            let _ = writeln!(text, "## {heading}\n\n{body}\n");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    /// The sections of the documentation, each with its heading.
    pub const fn sections(&self) -> [(&'static str, &'static str); 4] {
        [
            ("What it checks", self.checks),
            ("Why it matters", self.why),
            ("How AWS reacts", self.reaction),
            ("Source", self.source),
        ]
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rule({})", self.code)
    }
}

/// Rules about one topic.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its heading in the rule reference, such as "Subnets".
    pub title: &'static str,
    /// Its rules.
    pub rules: &'static [&'static Rule],
}
