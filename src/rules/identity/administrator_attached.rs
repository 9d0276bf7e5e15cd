//! The key to everything, in one pocket.

use crate::iam::{Effect, Match, Policy};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "administrator-attached",
    severity: Warning,
    title: "Everything allowed to one",
    checks: "That no user has a policy attached directly that allows every action on every resource, and no role of servers or functions has one at all.",
    why: "What may do everything can lose everything when its keys are stolen. People get such rights by a group, programs only what they need.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: Security best practices in IAM] · rulebook IAM-10",
    aws_error: "",
    check,
};

fn allows_everything(policy: &Policy) -> bool {
    let all = |it: &Match| matches!(it, Match::These(all) if all.iter().any(|it| it == "*" || it == "*:*"));
    policy.statements.iter().any(|it| {
        it.effect == Effect::Allow
            && it.conditions.is_empty()
            && all(&it.actions)
            && it.resources.as_ref().is_some_and(all)
    })
}

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let find = |own: &[ResourceId], of_aws: &[ManagedPolicy]| {
        let own = own.iter().position(|id| {
            let read = context.iam().document(id);
            read.is_some_and(|it| it.as_ref().as_ref().is_ok_and(allows_everything))
        });
        let of_aws = of_aws.iter().any(|it| it.name.trim() == "AdministratorAccess");
        match (own, of_aws) {
            (Some(_), _) => Some("policies"),
            (None, true) => Some("managed_policies"),
            (None, false) => None,
        }
    };
    for (id, it) in context.all::<IamUser>() {
        if let Some(property) = find(&it.policies, &it.managed_policies) {
            report.about(id).at(property).say(format!(
                "{} may do everything by a policy of its own. Give it to a group of administrators instead, and put {} into that.",
                context.name(id),
                context.name(id),
            ));
        }
    }
    for (id, it) in context.all::<IamRole>() {
        let Some(property) = find(&it.policies, &it.managed_policies) else {
            continue;
        };
        let programs = ["ec2.amazonaws.com", "lambda.amazonaws.com"];
        if programs.iter().any(|it| context.iam().lets_in(id, it) == Some(true)) {
            report.about(id).at(property).say(format!(
                "{} lets programs do everything in the account. Give it only the actions that they need.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let admin = vec![ManagedPolicy { name: "AdministratorAccess".to_owned() }];
    let user = IamUser { managed_policies: admin.clone(), ..IamUser::default() };
    let role = IamRole { managed_policies: admin.clone(), ..IamRole::default() };
    let group = IamGroup { managed_policies: admin, ..IamGroup::default() };
    Examples::new()
        .fires(Sketch::new().add("user-1", "admin-rahul", user), expect!["admin-rahul may do everything by a policy of its own. Give it to a group of administrators instead, and put admin-rahul into that."])
        .fires(Sketch::new().add("role-1", "web", role), expect!["web lets programs do everything in the account. Give it only the actions that they need."])
        .silent(Sketch::new().add("group-1", "admins", group).add("user-1", "rahul", IamUser { groups: ids(&["group-1"]), ..IamUser::default() }))
}
