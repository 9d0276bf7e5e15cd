//! Two guards with one name.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-name-taken",
    severity: Error,
    title: "Two security groups with one name",
    checks: "That no two security groups of a VPC have the same name, large and small letters being the same.",
    why: "The name of a security group is its own within the VPC, unlike the Name tag of other resources.",
    reaction: "CreateSecurityGroup is refused for the second one.",
    source: "[VPC UG: Security groups], [API ec2 CreateSecurityGroup] · rulebook SG-18",
    aws_error: "InvalidGroup.Duplicate",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut taken: FxHashMap<_, &ResourceId> = FxHashMap::default();
    for (id, group) in context.all::<SecurityGroup>() {
        let Some(vpc) = &group.vpc else { continue };
        let name = context.name(id);
        let mut key = name.to_ascii_lowercase();
        // Every VPC has a group called "default"; the one that stands for it
        // may bear the name.
        let is_default = context
            .find::<Vpc>(vpc)
            .is_some_and(|vpc| vpc.default_security_group.as_ref() == Some(id));
        if key == "default" && is_default {
            key = format!("default of {vpc}");
        }
        let Some(other) = taken.insert((vpc, key), id) else {
            continue;
        };
        let free = context.architecture.free_name(&name);
        report
            .about(id)
            .with(other)
            .fix(
                format!("Call it {free}"),
                Edit::Rename {
                    id: id.clone(),
                    name: free,
                },
            )
            .say(format!(
                "{} has another security group called {}: names are unique within a VPC (InvalidGroup.Duplicate).",
                context.name(vpc),
                context.name(other),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().rename("sg-2", "alb-sg"), expect!["Notebookly-VPC has another security group called ALB-SG: names are unique within a VPC (InvalidGroup.Duplicate). [Call it alb-sg-2]"])
        .silent(three_tiers())
}
