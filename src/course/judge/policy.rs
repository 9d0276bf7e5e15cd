//! What the policies say to a request.

use super::say::selected;
use super::{Judgement, Moment, Scope, State, find};
use crate::architecture::{Indexed, ResourceId};
use crate::course::condition::{Allowed, End, PolicyWanted};
use crate::explain::permission::decision_sentence;
use crate::iam::{Context, Iam, Outcome, Question, principal, resource};
use crate::text;

/// Whether the decision is the one that is wanted.
pub fn judge(wanted: &PolicyWanted, moment: &Moment, scope: &Scope) -> Judgement {
    let architecture = moment.architecture();
    let indexed = Indexed::new(architecture);
    let question = match question(wanted, &indexed, moment, scope) {
        Ok(question) => question,
        Err(why) => return Judgement::not_yet(&why),
    };
    let decision = Iam::over(&indexed).decide(&question);
    let sentence = decision_sentence(&decision, &question, architecture);
    let asked = asked(wanted, moment, scope);
    if decision.outcome == Outcome::NotKnown {
        let hangs_on = decision.hangs_on.join("; on ");
        return Judgement::not_yet(&format!("it depends on {hangs_on}"));
    }
    // What decides is what the learner looks for: the policy, else whose it
    // would have to be.
    let deciding = decision.deciding.as_ref();
    let marks: Vec<ResourceId> = deciding
        .map(|it| match &it.statement.document {
            Some((id, _)) => id.clone(),
            None => it.statement.holder.clone(),
        })
        .into_iter()
        .collect();
    let right = match wanted.decision {
        Allowed::Allow => decision.is_allowed(),
        Allowed::ImplicitDeny => decision.outcome == Outcome::ImplicitDeny,
        Allowed::ExplicitDeny => decision.outcome == Outcome::ExplicitDeny,
        Allowed::Deny => decision.is_denied(),
    };
    if !right {
        let asks = match wanted.decision {
            Allowed::Allow => "It should be allowed.",
            Allowed::Deny => "It should be denied.",
            Allowed::ImplicitDeny => "It should be denied because no statement allows it.",
            Allowed::ExplicitDeny => "It should be denied by a statement.",
        };
        let sentence = format!("{asked} {sentence} {asks}");
        let judgement = Judgement::of(State::Missing, sentence).marking(marks);
        // Something is there that must not be: an allow, or a deny.
        return match deciding.is_some() {
            true => judgement.contrary(),
            false => judgement,
        };
    }
    let sid = deciding.map_or("", |it| it.statement.sid.as_str());
    match &wanted.statement {
        Some(name) if name != sid => Judgement::of(
            State::Missing,
            format!("{asked} {sentence} The statement {name} should decide."),
        )
        .marking(marks),
        _ => Judgement::of(State::Met, sentence).marking(marks),
    }
}

/// "web-1 asks for s3:PutObject on shop-pictures/*."
fn asked(wanted: &PolicyWanted, moment: &Moment, scope: &Scope) -> String {
    let said = |end: &End| match end {
        End::Typed(text) if text == "root" => "the root user".to_owned(),
        End::Typed(text) if text == "anonymous" => "somebody without an account".to_owned(),
        End::Typed(text) if text == "*" => "any resource".to_owned(),
        End::Typed(text) if text.ends_with(".amazonaws.com") => format!("the service {text}"),
        End::Typed(text) => match text.split_once(['/', ' ']) {
            Some((kind @ ("user" | "role"), name)) => format!("the {kind} {name}"),
            _ => text.clone(),
        },
        End::Found(selector) => {
            let found = find::find(selector, moment, scope);
            found.first().map_or_else(String::new, |id| moment.name(id))
        }
    };
    let who = said(&wanted.principal);
    // A name keeps its own first letter.
    let who = match who.strip_prefix("the ").or(who.strip_prefix("somebody ")) {
        Some(_) => text::capitalised(&who),
        None => who,
    };
    format!(
        "{who} asks for {} on {}.",
        wanted.action.trim(),
        said(&wanted.resource)
    )
}

fn question(
    wanted: &PolicyWanted,
    indexed: &Indexed<'_>,
    moment: &Moment,
    scope: &Scope,
) -> Result<Question, String> {
    let text = |end: &End| match end {
        End::Typed(text) => Ok(text.clone()),
        End::Found(selector) => match find::find(selector, moment, scope).first() {
            Some(id) => Ok(id.as_str().to_owned()),
            None => Err(selected::missing(selector, moment)),
        },
    };
    let who = principal(indexed, &text(&wanted.principal)?)?;
    let what = resource(indexed, &text(&wanted.resource)?)?;
    let context = wanted
        .context
        .iter()
        .fold(Context::new(), |context, (key, value)| {
            context.with(key, value)
        });
    Ok(Question::new(who, &wanted.action, what).under(context))
}
