//! `cloud-campus rules`: the rule reference.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json, padded};
use super::{Answer, BadInput};
use crate::rules::{self, Rule, Topic, topics};

/// The flags of `rules`.
#[derive(Args)]
pub struct Flags {
    /// The code of one rule, such as subnet-outside-vpc.
    code: Option<String>,
    /// Print JSON (see `cloud-campus schema rules`).
    #[arg(long)]
    json: bool,
    /// Print the documentation of every rule as Markdown.
    #[arg(long, conflicts_with_all = ["code", "json"])]
    markdown: bool,
}

/// Prints the table of rules, or the documentation of one.
pub fn answer(flags: &Flags, paint: Paint) -> Result<Answer, BadInput> {
    let text = match &flags.code {
        Some(code) => {
            let rule = rules::find(code).ok_or_else(|| unknown(code))?;
            if flags.json {
                json(&json!([as_json(rule, topic_of(rule))]))
            } else {
                rule.documentation()
            }
        }
        None if flags.json => {
            let all = topics()
                .iter()
                .flat_map(|topic| topic.rules.iter().map(|rule| as_json(rule, topic.title)));
            json(&all.collect())
        }
        None if flags.markdown => markdown(),
        None => table(paint),
    };
    Ok(Answer::fine(text))
}

fn unknown(code: &str) -> BadInput {
    BadInput(format!(
        "there is no rule `{code}`: `cloud-campus rules` lists them all"
    ))
}

fn topic_of(rule: &Rule) -> &'static str {
    topics()
        .iter()
        .find(|topic| topic.rules.iter().any(|it| it.code == rule.code))
        .map_or("", |topic| topic.title)
}

fn as_json(rule: &Rule, topic: &str) -> Value {
    json!({
        "code": rule.code,
        "severity": rule.severity,
        "title": rule.title,
        "topic": topic,
        "checks": rule.checks,
        "why": rule.why,
        "reaction": rule.reaction,
        "source": rule.source,
        "aws_error": rule.aws_error,
    })
}

fn table(paint: Paint) -> String {
    let mut text = String::new();
    let longest = rules::all().map(|rule| rule.code.len()).max().unwrap_or(0);
    for Topic { title, rules } in topics() {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{}", paint.bold(title));
        for rule in *rules {
            let _ = writeln!(
                text,
                "  {}  {}  {}",
                padded(rule.code, longest),
                padded(rule.severity.label(), 7),
                rule.title
            );
        }
        text.push('\n');
    }
    text.push_str(
        &paint.dim("cloud-campus rules CODE prints what a rule checks, why, and its source.\n"),
    );
    text
}

/// The whole reference as one page.
fn markdown() -> String {
    let mut text = "# Rules\n\nEvery finding carries the code of its rule.\n".to_owned();
    for Topic { title, rules } in topics() {
        let _ = write!(text, "\n## {title}\n");
        for rule in *rules {
            // The headings of a rule go two levels down on this page.
            text.push('\n');
            for line in rule.documentation().lines() {
                let deeper = if line.starts_with('#') { "##" } else { "" };
                let _ = writeln!(text, "{deeper}{line}");
            }
        }
    }
    text
}
