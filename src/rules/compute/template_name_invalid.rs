//! The recipe needs a name that AWS takes.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "template-name-invalid",
    severity: Error,
    title: "Launch template cannot be called that",
    checks: "That the name of a launch template is 3 to 128 characters out of letters, digits and any of ().-/_.",
    why: "Groups and people refer to it by that name.",
    reaction: "CreateLaunchTemplate is refused.",
    source: "[API ec2 CreateLaunchTemplate] · rulebook LT-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let allowed = |it: char| it.is_ascii_alphanumeric() || "().-/_".contains(it);
    for (id, _) in context.all::<LaunchTemplate>() {
        let name = context.name(id);
        let wrong = if name.chars().count() < 3 {
            "it is shorter than 3 characters"
        } else if name.chars().count() > 128 {
            "it is longer than 128 characters"
        } else if !name.chars().all(allowed) {
            "it may hold letters, digits and ( ) . - / _ only"
        } else {
            continue;
        };
        let plain: String = name.chars().take(128).map(|it| if allowed(it) { it } else { '-' }).collect();
        let fix = (plain.len() >= 3).then(|| {
            Remedy::new(
                format!("Call it {plain}"),
                Edit::Rename {
                    id: id.clone(),
                    name: plain,
                },
            )
        });
        report.about(id).fix_if(fix).say(format!(
            "AWS does not take the name “{name}” for a launch template: {wrong}."
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().rename("lt-1", "Web server"), expect!["AWS does not take the name “Web server” for a launch template: it may hold letters, digits and ( ) . - / _ only. [Call it Web-server]"])
        .fires(three_tiers().rename("lt-1", "a"), expect!["AWS does not take the name “a” for a launch template: it is shorter than 3 characters."])
        .silent(three_tiers())
}
