//! A name that AWS does not take.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-name-invalid",
    severity: Error,
    title: "Security group cannot be called that",
    checks: "That the name and the description of a security group are 1 to 255 characters of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* and that the name does not start with sg-.",
    why: "Neither can be changed later, so it is worth choosing them well: what the group is for, not whom it lets in today.",
    reaction: "CreateSecurityGroup is refused.",
    source: "[VPC UG: Security groups], [API ec2 CreateSecurityGroup] · rulebook SG-18, SG-19",
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
            report.about(id).say(format!("The name of this security group, “{name}”, {wrong}."));
        } else if let Some(rest) = name.strip_prefix("sg-") {
            let free = context.architecture.free_name(&format!("group-{rest}"));
            report
                .about(id)
                .fix(
                    format!("Call it {free}"),
                    Edit::Rename {
                        id: id.clone(),
                        name: free,
                    },
                )
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
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().rename("sg-1", "sg-alb"), expect!["A security group cannot be called sg-alb: names that start with sg- are kept for ids. [Call it group-alb]"])
        .fires(three_tiers().rename("sg-1", "Türsteher"), expect!["The name of this security group, “Türsteher”, contains “ü”, which AWS does not allow there."])
        .fires(three_tiers().set("sg-1", "description", ""), expect!["The description of ALB-SG is empty."])
        .silent(three_tiers())
}
