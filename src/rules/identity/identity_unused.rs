//! Cards that nobody carries.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "identity-unused",
    severity: Info,
    title: "Role, policy or profile that nobody uses",
    checks: "That policies are attached to somebody, roles belong to a profile, a function, a trail or a flow log or can be put on by people or other accounts, and profiles belong to servers.",
    why: "What nobody uses still opens doors for whoever comes to have it. It costs nothing, so this is only worth knowing.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: Security best practices in IAM: Regularly review and remove unused roles, permissions, policies] · rulebook IAM-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = context.used();
    for kind in [Kind::IamPolicy, Kind::IamRole, Kind::InstanceProfile] {
        for id in context.architecture.ids_of(kind) {
            if used.contains(id) {
                continue;
            }
            let programs = ["ec2.amazonaws.com", "lambda.amazonaws.com", "cloudtrail.amazonaws.com", "vpc-flow-logs.amazonaws.com"];
            let for_programs = programs.iter().any(|it| context.iam().lets_in(id, it) == Some(true));
            // People and other accounts put a role on without a word here.
            if kind == Kind::IamRole && !for_programs {
                continue;
            }
            let nobody = match kind {
                Kind::IamPolicy => "is attached to nobody",
                Kind::IamRole => "is put on by nothing here",
                _ => "belongs to no server",
            };
            report.about(id).say(format!("{} {nobody}.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let role = Sketch::new().add("role-1", "web", IamRole::default());
    let profile = InstanceProfile { role: to("role-1"), ..InstanceProfile::default() };
    Examples::new()
        .fires(role.clone(), expect!["web is put on by nothing here."])
        .fires(Sketch::new().add("policy-1", "read", IamPolicy::default()), expect!["read is attached to nobody."])
        .silent(role.add("profile-1", "web", profile).add("i-1", "web-1", Instance { instance_profile: to("profile-1"), ..Instance::default() }))
}
