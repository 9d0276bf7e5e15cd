//! A review as Markdown, to be kept beside the code or sent to somebody.

use std::fmt::Write as _;

use super::facts::{Facts, said};
use super::verdict::Answer;
use super::{Line, Review};
use crate::analysis::Analysis;
use crate::architecture::*;
use crate::order::InOrder;
use crate::pricing::Group;
use crate::rules::{Finding, Severity};
use crate::text::list;

/// The heading of a review: "16 of 20 points are met, 3 are not, 1 is for you
/// to say".
pub fn headline(review: &Review) -> String {
    let are = |count: usize| if count == 1 { "is" } else { "are" };
    let (met, not, open) = (
        review.met(),
        review.count(Answer::NotMet),
        review.count(Answer::StatementNeeded),
    );
    let mut text = format!(
        "{met} of {} points {} met",
        review.checklist.len(),
        are(met)
    );
    if not > 0 {
        let _ = write!(text, ", {not} {} not", are(not));
    }
    if open > 0 {
        let _ = write!(text, ", {open} {} for you to say", are(open));
    }
    text
}

/// The tiers of a design, from the outside in: a diagram in words.
pub fn tiers(analysis: &Analysis) -> Vec<(&'static str, String)> {
    let facts = Facts::of(analysis);
    let mut tiers = Vec::new();
    let mut add = |tier, ids: Vec<(&ResourceId, &[ResourceId])>| {
        if !ids.is_empty() {
            let each = ids.iter().map(|(id, subnets)| {
                let zones = facts.zones(subnets);
                match zones.is_empty() {
                    true => facts.name(id),
                    false => format!("{} in {}", facts.name(id), said(&zones)),
                }
            });
            tiers.push((tier, each.collect::<Vec<_>>().join("; ")));
        }
    };
    add(
        "Names",
        facts
            .all::<HostedZone>()
            .map(|it| (it.0, &[][..]))
            .collect(),
    );
    add(
        "Front",
        facts
            .all::<LoadBalancer>()
            .map(|it| (it.0, &it.1.subnets[..]))
            .collect(),
    );
    add(
        "Servers",
        facts
            .servers()
            .iter()
            .map(|it| (it.id, it.subnets))
            .collect(),
    );
    let mut data: Vec<(&ResourceId, &[ResourceId])> = facts
        .all::<Database>()
        .map(|it| (it.0, &it.1.subnets[..]))
        .collect();
    data.extend(facts.all::<Cache>().map(|it| (it.0, &it.1.subnets[..])));
    data.extend(facts.all::<FileSystem>().map(|it| (it.0, &[][..])));
    add("Data", data);
    add(
        "Archive",
        facts.all::<Bucket>().map(|it| (it.0, &[][..])).collect(),
    );
    tiers
}

/// What a month costs, as a section of the report; none where nothing is drawn
/// that costs money.
fn cost(analysis: &Analysis) -> Option<String> {
    let bill = analysis.bill();
    if bill.lines.is_empty() {
        return None;
    }
    let mut text = String::from("| a month of 730 hours | USD |\n|---|---:|\n");
    for group in Group::ALL {
        if bill.lines_of(group).next().is_some() {
            let usd = bill.total_of_group(group).fixed(2);
            let _ = writeln!(text, "| {} | {usd} |", group.title());
        }
    }
    let _ = writeln!(text, "| **before tax** | **{}** |", bill.total().fixed(2));
    let _ = writeln!(
        text,
        "| with {} % GST | {} |",
        bill.gst.value.short(),
        bill.total_with_gst().fixed(2)
    );
    let unknown: Vec<String> = bill.unknown().map(|it| escaped(&it.what)).collect();
    if !unknown.is_empty() {
        let _ = writeln!(
            text,
            "\nThe price is not known of: {}. They are in no sum.",
            list(unknown)
        );
    }
    let _ = write!(
        text,
        "\nOn-demand prices, put together on {}. Your bill is what AWS says.",
        bill.compiled
    );
    Some(text)
}

/// The findings that are more than a hint and that nobody accepted, errors first.
pub fn findings(analysis: &Analysis) -> Vec<&Finding> {
    let all = analysis.open().iter();
    let mut findings: Vec<&Finding> = all.filter(|it| it.severity != Severity::Info).collect();
    // Within their weight they stay in the order in which the rules tell them.
    findings.order_by_key(|it| it.severity != Severity::Error);
    findings
}

/// The whole review as Markdown, with the drawing as a Mermaid flowchart.
pub fn markdown(title: &str, analysis: &Analysis, review: &Review, chart: &str) -> String {
    let mut text = String::new();
    let title = if title.is_empty() { "Untitled" } else { title };
    let codes: Vec<String> = analysis
        .architecture()
        .all::<Region>()
        .map(|it| it.1.code.clone())
        .collect();
    let regions = if codes.is_empty() {
        String::new()
    } else {
        format!(" \u{b7} {}", escaped(&list(codes)))
    };
    let _ = writeln!(text, "# Production review: {}{regions}\n", escaped(title));
    let _ = writeln!(text, "{}.\n", headline(review));
    let tiers = tiers(analysis);
    if !tiers.is_empty() {
        text.push_str("## The design\n\n");
        // What somebody called a thing cannot end the block: see the flowchart.
        let _ = writeln!(text, "```mermaid\n{}\n```\n", chart.trim_end());
        for (tier, things) in tiers {
            let _ = writeln!(text, "- **{tier}**: {}", escaped(&things));
        }
        text.push('\n');
    }
    if !review.first.is_empty() {
        text.push_str("## Do this first\n\n");
        for (number, it) in review.first.iter().enumerate() {
            let _ = writeln!(
                text,
                "{}. **{}**. {} *{}*",
                number + 1,
                escaped(&it.title),
                escaped(&it.sentence),
                escaped(&it.why)
            );
        }
        text.push('\n');
    }
    let findings = findings(analysis);
    if !findings.is_empty() {
        text.push_str("## Findings\n\n");
        for it in findings {
            let _ = writeln!(
                text,
                "- **{}**: {}. {}",
                it.severity.label(),
                escaped(it.title),
                escaped(&it.sentence)
            );
        }
        text.push('\n');
    }
    text.push_str("## Checklist\n\n| | | point | what decides | read |\n|---|---|---|---|---|\n");
    for line in &review.checklist {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | chapter {} |",
            line.number.unwrap_or_default(),
            line.answer.word(),
            escaped(line.title),
            escaped(&decides(line)),
            line.chapter.number,
        );
    }
    text.push_str("\n## Pillars\n\n");
    for pillar in &review.pillars {
        let _ = writeln!(text, "### {}: {} of 100\n", pillar.title, pillar.score);
        text.push_str("| weight | | practice | what decides |\n|---:|---|---|---|\n");
        for it in &pillar.lines {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                it.weight,
                it.line.answer.word(),
                escaped(it.line.title),
                escaped(&decides(&it.line)),
            );
        }
        text.push('\n');
    }
    if let Some(cost) = cost(analysis) {
        let _ = writeln!(text, "## Cost\n\n{cost}\n");
    }
    if !review.manual.is_empty() {
        text.push_str("## By hand\n\nNo template does these.\n\n");
        for step in &review.manual {
            let mark = if step.stated { 'x' } else { ' ' };
            let word = if step.stated { " (by your word)" } else { "" };
            let _ = writeln!(
                text,
                "- [{mark}] **{}**{word}. {}{}",
                step.title,
                escaped(&step.sentence),
                quoted(step.said.as_deref())
            );
        }
    }
    if !review.accepted.is_empty() {
        text.push_str("\n## Accepted\n\n");
        for it in &review.accepted {
            let _ = writeln!(
                text,
                "- **{}**. {} *{}*",
                escaped(it.title),
                escaped(&it.sentence),
                escaped(&it.reason)
            );
        }
    }
    text
}

/// What decides a line, with what the learner said.
pub fn decides(line: &Line) -> String {
    format!("{}{}", line.sentence, quoted(line.said.as_deref()))
}

fn quoted(said: Option<&str>) -> String {
    match said.map(str::trim) {
        Some(said) if !said.is_empty() => format!(" You say: \u{201c}{said}\u{201d}"),
        _ => String::new(),
    }
}

/// A text in which nothing is Markdown: names are the learner's.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => {
                safe.push('\\');
                safe.push(letter);
            }
            '\n' | '\r' => safe.push(' '),
            _ => safe.push(letter),
        }
    }
    safe
}
