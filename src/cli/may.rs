//! `cloud-campus may`: whether somebody may do something, and which statement
//! says so.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json, padded, width, wrapped};
use super::{Answer, BadInput, FileFlag, input};
use crate::architecture::{Architecture, Indexed};
use crate::explain::permission::{asker_sentence, decision_sentence, looked_at, seen};
use crate::iam::{
    Context, Decision, Iam, NOT_MODELLED, Outcome, Question, action, principal, resource,
};

/// The flags of `may`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Who asks: an instance, an Auto Scaling group or a function by name,
    /// user/NAME, role/NAME, root, anonymous, a service, or an ARN.
    #[arg(long, value_name = "WHO")]
    principal: String,
    /// The action, such as s3:GetObject.
    #[arg(long)]
    action: String,
    /// On what: BUCKET/key, another thing by name, an ARN, or *.
    #[arg(long, value_name = "WHAT")]
    resource: String,
    /// A condition key of the request with its value, such as
    /// aws:SourceIp=203.0.113.7; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    context: Vec<String>,
    /// A condition key that the request does not have; may be given several
    /// times.
    #[arg(long, value_name = "KEY")]
    without: Vec<String>,
    /// Print JSON (see `cloud-campus schema may`).
    #[arg(long)]
    json: bool,
}

/// Decides it.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let architecture = &document.architecture;
    let indexed = Indexed::new(architecture);
    let question = question(flags, &indexed)?;
    let decision = Iam::over(&indexed).decide(&question);
    let text = if flags.json {
        json(&as_json(&decision, &question, architecture))
    } else {
        as_text(&decision, &question, flags, architecture, paint)
    };
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine: decision.is_allowed(),
    })
}

fn question(flags: &Flags, indexed: &Indexed<'_>) -> Result<Question, BadInput> {
    let bad = |flag: &str, why: String| BadInput(format!("--{flag}: {why}"));
    let who = principal(indexed, &flags.principal).map_err(|why| bad("principal", why))?;
    let action = action(&flags.action).map_err(|why| bad("action", why))?;
    let what = resource(indexed, &flags.resource).map_err(|why| bad("resource", why))?;
    let mut context = Context::new();
    for text in &flags.context {
        let Some((key, value)) = text.split_once('=') else {
            return Err(bad(
                "context",
                format!("`{text}` is no key with its value: write aws:SourceIp=203.0.113.7"),
            ));
        };
        context = context.with(key.trim(), value);
    }
    for key in &flags.without {
        context = context.without(key.trim());
    }
    Ok(Question::new(who, action, what).under(context))
}

fn as_json(decision: &Decision, question: &Question, architecture: &Architecture) -> Value {
    let deciding = decision.deciding.as_ref().map(|it| {
        let at = &it.statement;
        json!({
            "kind": at.kind,
            "policy": at.policy,
            "document": at.document.as_ref().map(|(id, _)| id),
            "holder": at.holder,
            "statement": at.index + 1,
            "sid": at.sid,
            "effect": it.effect.text(),
            "text": it.text,
        })
    });
    let looked: Vec<Value> = decision
        .looked_at
        .iter()
        .map(|it| {
            let statements: Vec<Value> = it
                .statements
                .iter()
                .map(|(sid, effect, how)| {
                    json!({ "sid": sid, "effect": effect.text(), "fared": seen(how) })
                })
                .collect();
            json!({
                "kind": it.kind,
                "policy": it.policy,
                "document": it.document.as_ref().map(|(id, _)| id),
                "holder": it.holder,
                "statements": statements,
                "does_not_count": it.does_not_count,
            })
        })
        .collect();
    json!({
        "action": question.action,
        "resource": question.resource,
        "signed_as": decision.who.arn,
        "outcome": decision.outcome,
        "sentence": decision_sentence(decision, question, architecture),
        "asker": asker_sentence(decision, architecture),
        "deciding": deciding,
        "looked_at": looked,
        "hangs_on": decision.hangs_on,
        "notes": decision.notes,
        "not_modelled": NOT_MODELLED,
    })
}

fn as_text(
    decision: &Decision,
    question: &Question,
    flags: &Flags,
    architecture: &Architecture,
    paint: Paint,
) -> String {
    let heading = format!(
        "{}: {} on {}",
        flags.principal, question.action, question.resource
    );
    let mut text = format!("{}\n\n", paint.bold(&heading));
    let sentence = wrapped(&decision_sentence(decision, question, architecture), 2, 88);
    text.push_str(&match decision.outcome {
        Outcome::Allowed => paint.green(&sentence),
        Outcome::NotKnown => paint.yellow(&sentence),
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => paint.red(&sentence),
    });
    text.push_str(&wrapped(&asker_sentence(decision, architecture), 2, 88));
    for note in &decision.notes {
        text.push_str(&wrapped(note, 2, 88));
    }
    if let Some(it) = &decision.deciding {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "\n  {}", paint.dim(&it.text));
    }
    let _ = writeln!(text, "\n{}", paint.bold("What was looked at"));
    if decision.looked_at.is_empty() {
        text.push_str("  no policy: none is attached to who asks or to what is asked for\n");
    }
    for it in &decision.looked_at {
        text.push_str(&wrapped(&looked_at(it, architecture), 2, 88));
        if let Some(why) = &it.does_not_count {
            text.push_str(&wrapped(&format!("does not count: {why}"), 4, 88));
        }
        let longest = it.statements.iter().map(|(sid, ..)| width(sid)).max();
        for (index, (sid, effect, how)) in it.statements.iter().enumerate() {
            let _ = writeln!(
                text,
                "    {:>2}  {}  {}  {}",
                index + 1,
                padded(effect.text(), 5),
                padded(sid, longest.unwrap_or(0)),
                seen(how),
            );
        }
    }
    text.push('\n');
    let left_out = crate::text::list(NOT_MODELLED.iter().map(|it| (*it).to_owned()));
    text.push_str(&paint.dim(&wrapped(&format!("Not modelled: {left_out}."), 0, 88)));
    text
}
