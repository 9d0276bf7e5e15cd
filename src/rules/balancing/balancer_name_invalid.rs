//! Some names become a part of an address, so they are short and plain.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-name-invalid",
    severity: Error,
    title: "Load balancer or target group cannot be called that",
    checks: "That the name of a load balancer or target group is 1 to 32 letters, digits and hyphens, with no hyphen at either end; that of a load balancer does not start with internal-.",
    why: "The name of a load balancer becomes a part of its DNS name, and neither name can be changed later.",
    reaction: "The call that creates it is refused.",
    source: "[API elbv2 CreateLoadBalancer; CreateTargetGroup] · rulebook ALB-9, TG-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let balancers = context.all::<LoadBalancer>().map(|(id, _)| (id, true));
    let groups = context.all::<TargetGroup>().map(|(id, _)| (id, false));
    for (id, balancer) in balancers.chain(groups) {
        let name = context.name(id);
        let wrong = if name.is_empty() {
            "it is empty"
        } else if name.len() > 32 {
            "it is longer than 32 characters"
        } else if !name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-') {
            "it may hold letters, digits and hyphens only"
        } else if name.starts_with('-') || name.ends_with('-') {
            "it has a hyphen at an end"
        } else if balancer && name.starts_with("internal-") {
            "names that start with internal- are kept for AWS"
        } else {
            continue;
        };
        let plain = plain(&name);
        let fix = (!plain.is_empty()).then(|| {
            Remedy::new(
                format!("Call it {plain}"),
                Edit::Rename {
                    id: id.clone(),
                    name: plain,
                },
            )
        });
        report
            .about(id)
            .fix_if(fix)
            .say(format!("AWS does not take the name “{name}”: {wrong}."));
    }
}

/// The same name with hyphens for what is not allowed.
fn plain(name: &str) -> String {
    let name = name.trim_start_matches("internal-");
    let mut plain = String::new();
    for it in name.chars().take(32) {
        if it.is_ascii_alphanumeric() {
            plain.push(it);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.trim_end_matches('-').to_owned()
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().rename("alb-1", "Notebookly ALB (Mumbai)"), expect!["AWS does not take the name “Notebookly ALB (Mumbai)”: it may hold letters, digits and hyphens only. [Call it Notebookly-ALB-Mumbai]"])
        .fires(three_tiers().rename("alb-1", "internal-alb"), expect!["AWS does not take the name “internal-alb”: names that start with internal- are kept for AWS. [Call it alb]"])
        .fires(three_tiers().rename("tg-1", "a-target-group-with-quite-a-long-name"), expect!["AWS does not take the name “a-target-group-with-quite-a-long-name”: it is longer than 32 characters. [Call it a-target-group-with-quite-a-long]"])
        .silent(three_tiers().rename("tg-1", "internal-tg"))
}
