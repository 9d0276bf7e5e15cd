//! What one side says, the identity policies or the policy of the resource.

use super::condition::Truth;
use super::decision::{Deciding, LookedAt, StatementRef};
use super::document::Effect;
use super::principals::Subject;
use super::question::Asked;
use super::sheets::Sheet;
use super::weigh::{Seen, Weighed, weigh};

/// What a side, identities or resource, says.
pub struct Side {
    pub deny: Truth,
    pub allow: Truth,
    pub account: bool,
    pub denied_by: Option<Deciding>,
    pub allowed_by: Option<Deciding>,
}

/// Whether one of two holds.
pub fn or(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
        (Truth::No, it) | (it, Truth::No) => it,
        (Truth::Unknown(mut one), Truth::Unknown(other)) => {
            one.extend(other);
            Truth::Unknown(one)
        }
    }
}

/// Weighs the policies of a side, and writes down what was looked at.
pub fn weigh_side(
    sheets: &[Sheet],
    asked: &Asked<'_>,
    subject: Option<&Subject>,
    looked_at: &mut Vec<LookedAt>,
) -> Side {
    let mut side = Side {
        deny: Truth::No,
        allow: Truth::No,
        account: false,
        denied_by: None,
        allowed_by: None,
    };
    for sheet in sheets {
        let mut look = LookedAt {
            kind: sheet.kind,
            policy: sheet.policy.clone(),
            document: sheet.document.clone(),
            holder: sheet.holder.clone(),
            statements: Vec::new(),
            does_not_count: sheet.ignored.clone(),
        };
        if let Some(open) = &sheet.open {
            let unknown = Truth::Unknown(vec![open.clone()]);
            if !sheet.allows_only {
                side.deny = or(side.deny, unknown.clone());
            }
            side.allow = or(side.allow, unknown);
            look.does_not_count = Some("its statements are not known here".to_owned());
            looked_at.push(look);
            continue;
        }
        let policy = match sheet.read.as_deref() {
            Some(Ok(policy)) if sheet.ignored.is_none() => policy,
            Some(Err(error)) => {
                look.does_not_count = Some(format!("AWS refuses it: {error}"));
                looked_at.push(look);
                continue;
            }
            _ => {
                looked_at.push(look);
                continue;
            }
        };
        let weighed = weigh(policy, asked, subject);
        for effect in [Effect::Deny, Effect::Allow] {
            let truth = Weighed::fate(&weighed, effect);
            let matching = weighed
                .iter()
                .find(|it| it.effect == effect && it.seen == Seen::Matches);
            let deciding = matching.map(|it| Deciding {
                statement: StatementRef {
                    kind: sheet.kind,
                    policy: sheet.policy.clone(),
                    document: sheet.document.clone(),
                    holder: sheet.holder.clone(),
                    index: it.index,
                    sid: policy.statements[it.index].sid.clone(),
                },
                effect,
                text: policy.statements[it.index].to_value().to_string(),
            });
            let (total, by) = match effect {
                Effect::Deny => (&mut side.deny, &mut side.denied_by),
                Effect::Allow => (&mut side.allow, &mut side.allowed_by),
            };
            *total = or(std::mem::replace(total, Truth::No), truth);
            if by.is_none() {
                *by = deciding;
            }
        }
        side.account |= weighed.iter().any(|it| it.seen == Seen::NamesAccount);
        look.statements = weighed
            .into_iter()
            .map(|it| (policy.statements[it.index].sid.clone(), it.effect, it.seen))
            .collect();
        looked_at.push(look);
    }
    side
}
