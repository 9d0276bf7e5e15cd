//! A name that AWS does not take.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-name-invalid",
    severity: Error,
    title: "Name or description of a security group that AWS refuses",
    checks: "That the name and the descriptions of a security group and its rules are at most 255 characters of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, and that the name is neither empty nor default and does not start with sg-.",
    why: "Neither can be changed later, so it is worth choosing them well: what the group is for, not whom it lets in today.",
    reaction: "CreateSecurityGroup is refused.",
    source: "[VPC UG: Security groups], [API ec2 CreateSecurityGroup; IpRange; error codes] · rulebook SG-18, SG-19",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let allowed = |it: char| it.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(it);
    for (id, group) in context.all::<SecurityGroup>() {
        let name = context.name(id);
        let wrong = |text: &str| {
            if text.is_empty() {
                Some("is empty".to_owned())
            } else if text.chars().count() > 255 {
                Some("is longer than 255 characters".to_owned())
            } else {
                let odd = text.chars().find(|it| !allowed(*it))?;
                Some(format!("contains “{odd}”, which AWS does not allow there"))
            }
        };
        if let Some(wrong) = wrong(&name) {
            let plain: String = name.chars().filter(|it| allowed(*it)).take(255).collect();
            let plain = plain.trim();
            // A name such as sg-… would be wrong in another way.
            let fine = !plain.is_empty() && !plain.starts_with("sg-") && plain != "default";
            report.about(id).fix_if(fine.then(|| rename(context, id, plain))).say(format!(
                "The name of this security group, “{name}”, {wrong}."
            ));
        } else if name == "default" && !is_default(context, id, group) {
            report.about(id).fix_if(Some(rename(context, id, "default-2"))).say(
                "A security group cannot be called default: every VPC has one of that name already (InvalidGroup.Reserved).",
            );
        } else if let Some(rest) = name.strip_prefix("sg-") {
            report
                .about(id)
                .fix_if(Some(rename(context, id, &format!("group-{rest}"))))
                .say(format!(
                    "A security group cannot be called {name}: names that start with sg- are kept for ids."
                ));
        }
        if let Some(wrong) = wrong(&group.description) {
            report
                .about(id)
                .at("description")
                .say(format!("The description of {name} {wrong}."));
        }
        for (property, side, rules) in [
            ("ingress", "inbound", &group.ingress),
            ("egress", "outbound", &group.egress),
        ] {
            for (index, rule) in rules.iter().enumerate() {
                // A rule needs no description.
                let described = !rule.description.is_empty();
                let Some(wrong) = wrong(&rule.description).filter(|_| described) else {
                    continue;
                };
                let mut plain = rules.clone();
                plain[index].description.retain(allowed);
                plain[index].description.truncate(255);
                report
                    .about(id)
                    .at(property)
                    .fix("Leave out what AWS does not take", Edit::set(id, property, plain))
                    .say(format!("The description of {name}'s {side} rule {} {wrong}.", index + 1));
            }
        }
    }
}

fn rename(context: &Context<'_, '_>, id: &ResourceId, wanted: &str) -> Remedy {
    let name = context.architecture.free_name(wanted);
    Remedy::new(
        format!("Call it {name}"),
        Edit::Rename {
            id: id.clone(),
            name,
        },
    )
}

/// Whether this group stands for the default one that AWS made.
fn is_default(context: &Context<'_, '_>, id: &ResourceId, group: &SecurityGroup) -> bool {
    let vpc: Option<&Vpc> = context.architecture.follow(&group.vpc);
    vpc.is_none_or(|it| it.default_security_group.as_ref() == Some(id))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().rename("sg-1", "sg-alb"), expect!["A security group cannot be called sg-alb: names that start with sg- are kept for ids. [Call it group-alb]"])
        .fires(three_tiers().rename("sg-1", "Türsteher"), expect!["The name of this security group, “Türsteher”, contains “ü”, which AWS does not allow there. [Call it Trsteher]"])
        .fires(three_tiers().set("sg-1", "description", ""), expect!["The description of ALB-SG is empty."])
        .fires(three_tiers().rename("sg-1", "default"), expect!["A security group cannot be called default: every VPC has one of that name already (InvalidGroup.Reserved). [Call it default-2]"])
        .fires(three_tiers().push("sg-1", "ingress", SecurityGroupRule { description: "“Front door”".to_owned(), ..tcp(8443, "0.0.0.0/0") }), expect!["The description of ALB-SG's inbound rule 3 contains ““”, which AWS does not allow there. [Leave out what AWS does not take]"])
        .silent(three_tiers().rename("sg-1", "default").set("vpc-1", "default_security_group", "sg-1"))
        .silent(three_tiers())
}
