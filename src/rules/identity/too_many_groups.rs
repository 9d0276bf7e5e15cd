//! More memberships and policies than IAM keeps.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "too-many-groups",
    severity: Error,
    title: "Too many groups or policies",
    checks: "That a user is in at most ten groups, and that users, groups and roles have at most ten policies attached. More policies are a warning: the quota of users and roles can be raised to 20.",
    why: "AWS attaches no more. Policies with several statements, or one group for what belongs together, need fewer.",
    reaction: "AddUserToGroup and AttachUserPolicy, AttachGroupPolicy or AttachRolePolicy are refused.",
    source: "[IAM UG: IAM and STS quotas] · rulebook IAM-15, IAM-16",
    aws_error: "LimitExceeded",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let users = context.all::<IamUser>().map(|(id, it)| (id, &it.policies, &it.managed_policies));
    let groups = context.all::<IamGroup>().map(|(id, it)| (id, &it.policies, &it.managed_policies));
    let roles = context.all::<IamRole>().map(|(id, it)| (id, &it.policies, &it.managed_policies));
    for (id, own, of_aws) in users.chain(groups).chain(roles) {
        let all = own.len() + of_aws.len();
        if all > 10 {
            let property = if own.is_empty() { "managed_policies" } else { "policies" };
            report.about(id).at(property).weighs(Warning).say(format!(
                "{} has {all} policies attached; AWS takes ten.",
                context.name(id)
            ));
        }
    }
    for (id, it) in context.all::<IamUser>() {
        let groups = it.groups.len();
        if groups > 10 {
            report.about(id).at("groups").say(format!(
                "{} is in {groups} groups; AWS takes ten.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |count: usize| {
        let names: Vec<String> = (0..count).map(|it| format!("group-{it}")).collect();
        let groups = names.iter().map(|it| it.as_str().into()).collect();
        let managed_policies = vec![ManagedPolicy { name: "ReadOnlyAccess".to_owned() }; count];
        Sketch::new().add("user-1", "rahul", IamUser { groups, managed_policies, ..IamUser::default() })
    };
    Examples::new().fires(with(11), expect![[r#"
        rahul is in 11 groups; AWS takes ten.
        rahul has 11 policies attached; AWS takes ten."#]]).silent(with(10))
}
