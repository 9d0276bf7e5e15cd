//! Two people of one name, or a name that is no name.

use std::collections::BTreeMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "identity-name-taken",
    severity: Error,
    title: "Name that IAM does not take",
    checks: "That users and roles have names of at most 64 characters, groups, policies and instance profiles of at most 128, and that no two of a kind are called alike, whatever the case.",
    why: "The name is a part of the ARN, by which policies know them.",
    reaction: "CreateUser, CreateRole, CreateGroup, CreatePolicy and CreateInstanceProfile are refused.",
    source: "[IAM UG: IAM and STS quotas] · rulebook IAM-12",
    aws_error: "EntityAlreadyExists",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let kinds = [
        (Kind::IamUser, 64),
        (Kind::IamRole, 64),
        (Kind::IamGroup, 128),
        (Kind::IamPolicy, 128),
        (Kind::InstanceProfile, 128),
    ];
    for (kind, most) in kinds {
        let mut taken: BTreeMap<String, ResourceId> = BTreeMap::new();
        for id in context.architecture.ids_of(kind) {
            let name = context.name(id);
            let length = name.chars().count();
            if length > most {
                report.about(id).say(format!("“{name}” has {length} characters; IAM takes {most}."));
            }
            if let Some(first) = taken.get(&name.to_lowercase()) {
                report.about(id).with(first).say(format!(
                    "More than one {} is called {name}; IAM does not tell them apart by case.",
                    crate::text::in_a_sentence(kind.info().noun)
                ));
            } else {
                taken.insert(name.to_lowercase(), id.clone());
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let one = Sketch::new().add("user-1", "rahul", IamUser::default());
    Examples::new()
        .fires(one.clone().add("user-2", "Rahul", IamUser::default()), expect!["More than one IAM user is called Rahul; IAM does not tell them apart by case."])
        .fires(Sketch::new().add("user-1", &"a".repeat(65), IamUser::default()), expect!["“aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa” has 65 characters; IAM takes 64."])
        .silent(one.add("group-1", "rahul", IamGroup::default()))
}
