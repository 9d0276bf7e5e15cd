//! What the policies say to a request.

use super::{Judgement, Moment, Scope, State, find};
use crate::architecture::{Indexed, ResourceId};
use crate::course::condition::{Allowed, End, PolicyWanted};
use crate::explain::permission::decision_sentence;
use crate::iam::{Context, Iam, Outcome, Question, principal, resource};

/// Whether the decision is the one that is wanted.
pub fn judge(wanted: &PolicyWanted, moment: &Moment, scope: &Scope) -> Judgement {
    let architecture = moment.architecture();
    let indexed = Indexed::new(architecture);
    let question = match question(wanted, &indexed, moment, scope) {
        Ok(question) => question,
        Err(why) => return Judgement::unclear(format!("I cannot tell yet: {why}.")),
    };
    let decision = Iam::over(&indexed).decide(&question);
    let sentence = decision_sentence(&decision, &question, architecture);
    if decision.outcome == Outcome::NotKnown {
        let hangs_on = decision.hangs_on.join("; on ");
        return Judgement::unclear(format!("I cannot tell: it hangs on {hangs_on}."));
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
            format!("{sentence} The statement {name} should decide."),
        )
        .marking(marks),
        _ => Judgement::of(State::Met, sentence).marking(marks),
    }
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
            None => Err(find::missing(selector)),
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
