//! What one side says, the identities' policies or the resource's.

use super::sheets::Sheet;
use crate::iam::condition::Truth;
use crate::iam::decision::*;
use crate::iam::document::Effect;
use crate::iam::question::Asked;
use crate::iam::weigh::{Seen, Weighed, weigh};

/// What a side, identities or resource, says.
pub(super) struct Side {
    pub(super) deny: Truth,
    pub(super) allow: Truth,
    pub(super) account: bool,
    pub(super) denied_by: Option<Deciding>,
    pub(super) allowed_by: Option<Deciding>,
}

/// Whether one of two holds.
pub(super) fn or(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
        (Truth::No, it) | (it, Truth::No) => it,
        (Truth::Unknown(mut one), Truth::Unknown(other)) => {
            one.extend(other);
            Truth::Unknown(one)
        }
    }
}

pub(super) fn weigh_side(
    sheets: &[Sheet],
    asked: &Asked<'_>,
    subject: Option<&crate::iam::principals::Subject>,
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
