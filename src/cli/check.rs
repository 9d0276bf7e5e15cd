//! `cloud-campus check`: every finding, the worst first.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json, padded, wrapped};
use super::{Answer, BadInput, FileFlag, input};
use crate::analysis::Analysis;
use crate::architecture::{Architecture, Document, ResourceId};
use crate::explain::{SpokenCheck, intent_checks};
use crate::rules::accepted::AcceptedFinding;
use crate::rules::{Finding, Severity};
use crate::text::count_or_none;

/// The flags of `check`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Print JSON (see `cloud-campus schema check`).
    #[arg(long)]
    json: bool,
}

/// Finds, and says so.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let analysis = Analysis::of(&document.architecture);
    let findings = analysis.open();
    let accepted = analysis.accepted();
    let intents = intent_checks(analysis.calm().network());
    let text = if flags.json {
        json(&as_json(&document, findings, accepted, &intents))
    } else {
        as_text(&document, findings, accepted, &intents, paint)
    };
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine: count(findings, Severity::Error) == 0 && intents.iter().all(|it| it.holds),
    })
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|it| it.severity == severity).count()
}

fn as_json(
    document: &Document,
    findings: &[Finding],
    accepted: &[AcceptedFinding],
    intents: &[SpokenCheck],
) -> Value {
    let architecture = &document.architecture;
    let each = |finding: &Finding| {
        json!({
            "code": finding.code,
            "severity": finding.severity,
            "title": finding.title,
            "sentence": finding.sentence,
            "resources": named(&finding.resources, architecture),
            "property": finding.property,
            "evidence": finding.evidence,
            "fix": finding.fix.as_ref().map(|fix| json!({
                "label": fix.label,
                "edits": fix.edits,
            })),
        })
    };
    let accepted: Vec<Value> = accepted
        .iter()
        .map(|it| {
            let mut said = each(&it.finding);
            said["because"] = json!(it.accepted.because);
            said["by"] = json!(it.accepted.by);
            said["on"] = json!(it.accepted.on);
            said
        })
        .collect();
    json!({
        "title": document.title,
        "resources": architecture.len(),
        "errors": count(findings, Severity::Error),
        "warnings": count(findings, Severity::Warning),
        "remarks": count(findings, Severity::Info),
        "findings": findings.iter().map(each).collect::<Vec<_>>(),
        "accepted": accepted,
        "intents": intents,
    })
}

/// Resources by id, with the name that people know them by.
pub fn named(ids: &[ResourceId], architecture: &Architecture) -> Value {
    ids.iter()
        .map(|id| json!({ "id": id, "name": architecture.name_of(id) }))
        .collect()
}

fn as_text(
    document: &Document,
    findings: &[Finding],
    accepted: &[AcceptedFinding],
    intents: &[SpokenCheck],
    paint: Paint,
) -> String {
    let architecture = &document.architecture;
    let title = match document.title.as_str() {
        "" => "Untitled",
        title => title,
    };
    let size = count_or_none(architecture.len(), "resource", "resources");
    let mut text = format!("{}  {}\n\n", paint.bold(title), paint.dim(&size));
    for finding in findings {
        let names: Vec<String> = finding
            .resources
            .iter()
            .map(|id| architecture.name_of(id))
            .collect();
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "{}  {}  {}",
            severity(finding.severity, paint),
            paint.bold(finding.title),
            paint.dim(finding.code),
        );
        let _ = writeln!(text, "         {}", names.join(", "));
        text.push_str(&wrapped(&finding.sentence, 9, 88));
        if let Some(fix) = &finding.fix {
            text.push_str(&wrapped(&format!("Fix: {}", fix.label), 9, 88));
        }
        text.push('\n');
    }
    for it in accepted {
        let _ = writeln!(
            text,
            "{}  {}  {}",
            paint.dim(&padded("accepted", 8)),
            it.finding.title,
            paint.dim(it.finding.code),
        );
        text.push_str(&wrapped(&it.finding.sentence, 9, 88));
        text.push_str(&wrapped(&it.accepted.in_words(), 9, 88));
        text.push('\n');
    }
    for intent in intents {
        text.push_str(&intent_line(intent, paint));
    }
    text.push_str(&summary(findings, paint));
    if !accepted.is_empty() {
        let count = count_or_none(
            accepted.len(),
            "finding is accepted",
            "findings are accepted",
        );
        let _ = writeln!(text, "{}.", crate::text::capitalised(&count));
    }
    text
}

/// An intent, opened by a word for what became of it.
fn intent_line(intent: &SpokenCheck, paint: Paint) -> String {
    let word = match (intent.holds, &intent.problem) {
        (true, _) => paint.green(&padded("holds", 7)),
        (false, None) => paint.red(&padded("fails", 7)),
        (false, Some(_)) => paint.red(&padded("unclear", 7)),
    };
    let mut text = format!("{word}  {}\n", paint.bold(&intent.name));
    text.push_str(&wrapped(&intent.sentence, 9, 88));
    if let Some(problem) = &intent.problem {
        text.push_str(&wrapped(problem, 9, 88));
    }
    for remark in &intent.remarks {
        text.push_str(&wrapped(remark, 9, 88));
    }
    if let Some(stop) = &intent.stop {
        let at = format!("At {}: {}", stop.at, stop.sentence);
        text.push_str(&wrapped(&at, 9, 88));
        if let Some(fix) = &stop.fix {
            text.push_str(&wrapped(&format!("Fix: {}", fix.label), 9, 88));
        }
    }
    text.push('\n');
    text
}

/// A mark and a word for a severity, in one width.
fn severity(severity: Severity, paint: Paint) -> String {
    match severity {
        Severity::Error => paint.red(&padded("error", 7)),
        Severity::Warning => paint.yellow(&padded("warning", 7)),
        Severity::Info => paint.blue(&padded("remark", 7)),
    }
}

fn summary(findings: &[Finding], paint: Paint) -> String {
    let errors = count(findings, Severity::Error);
    let text = format!(
        "{}, {}, {}.\n",
        count_or_none(errors, "error", "errors"),
        count_or_none(count(findings, Severity::Warning), "warning", "warnings"),
        count_or_none(count(findings, Severity::Info), "remark", "remarks"),
    );
    let text = crate::text::capitalised(&text);
    if errors == 0 {
        paint.green(&text)
    } else {
        paint.red(&text)
    }
}
