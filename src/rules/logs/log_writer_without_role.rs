//! A clerk with a pen and no key to the archive.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "log-writer-without-role",
    severity: Warning,
    title: "Who writes logs has no role",
    checks: "That instances, launch templates and functions that write into a log group have a role. Whether its policies permit it is asked by the rules of IAM.",
    why: "The CloudWatch agent calls an API of AWS like any program, and signs the call with the keys of the instance's role. CloudWatchAgentServerPolicy permits what it needs.",
    reaction: "AWS accepts the design; the agent's calls are refused, and no line arrives.",
    source: "[CW UG: Installing the CloudWatch agent], [Lambda DG: Execution role] · rulebook CWLG-4, X-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, it) in context.all::<LogGroup>() {
        for writer in &it.written_by {
            let name = context.name(writer);
            let (property, sentence) = match context.architecture.get(writer).map(|it| &it.properties) {
                Some(Properties::Instance(it)) => ("instance_profile", without_role(&it.instance_profile, &name)),
                Some(Properties::LaunchTemplate(it)) => ("instance_profile", without_role(&it.instance_profile, &name)),
                Some(Properties::Function(it)) if it.role.is_none() => ("role", Some(format!("{name} has no role"))),
                _ => continue,
            };
            if let Some(sentence) = sentence {
                report.about(writer).at(property).with(group).say(format!("{sentence}, so nothing lets it write into {}.", context.name(group)));
            }
        }
    }
}

/// A profile without a role is taken for one that exists already.
fn without_role(profile: &Option<ResourceId>, name: &str) -> Option<String> {
    profile.is_none().then(|| format!("{name} has no instance profile"))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |writer: &str| {
        let group = LogGroup { region: to("region-1"), retention_days: "30".to_owned(), written_by: ids(&[writer]), ..LogGroup::default() };
        three_tiers().add("log-group-1", "app", group)
    };
    let profile = InstanceProfile::default();
    let function = Function { region: to("region-1"), ..Function::default() };
    Examples::new()
        .fires(with("lt-1"), expect!["Notebookly-Template has no instance profile, so nothing lets it write into app."])
        .fires(with("function-1").add("function-1", "stopper", function), expect!["stopper has no role, so nothing lets it write into app."])
        .silent(with("lt-1").add("profile-1", "web", profile).set("lt-1", "instance_profile", "profile-1"))
}
