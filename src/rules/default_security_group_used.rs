//! Nobody posted a guard, so the one who comes with the house stands there.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "default-security-group-used",
    severity: Warning,
    title: "Guarded by the default security group",
    checks: "That everything with a network interface names its security groups.",
    why: "The VPC's default group lets its members talk to each other and nobody else in: usually too much among themselves and too little for the rest.",
    reaction: "AWS accepts it: what names no group gets the VPC's default group.",
    source: "[VPC UG: Default security groups], [ALB UG: Create] · rulebook SG-6, SG-7, ALB-17",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut last = None;
    for guarded in &context.guarded {
        let Some(vpc) = guarded.vpc else { continue };
        if !guarded.groups.is_empty() || last == Some((guarded.id, guarded.property)) {
            continue;
        }
        last = Some((guarded.id, guarded.property));
        report.about(guarded.id).at(guarded.property).with(vpc).say(format!(
            "{} names no security group here, so the default group of {} guards it, which lets in nobody but its own members.",
            context.name(guarded.id),
            context.name(vpc),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = Instance {
        subnet: to("subnet-1"),
        ..Instance::default()
    };
    Examples::new()
        .fires(empty_vpc().add("i-1", "web", web), expect!["web names no security group here, so the default group of Notebookly-VPC guards it, which lets in nobody but its own members."])
        .fires(three_tiers().set("lt-1", "security_groups", serde_json::json!([])), expect!["Notebookly-Template names no security group here, so the default group of Notebookly-VPC guards it, which lets in nobody but its own members."])
        .silent(three_tiers())
}
