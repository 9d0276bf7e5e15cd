//! Nobody posted a guard, so the one who comes with the house stands there.

use crate::rules::prelude::*;

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
    for guarded in &context.guards().all {
        let Some(vpc) = guarded.vpc else { continue };
        if !guarded.groups.is_empty() || last == Some((guarded.id, guarded.property)) {
            continue;
        }
        last = Some((guarded.id, guarded.property));
        let whose = match guarded.property {
            "interfaces" => "An interface of ",
            "mount_targets" => "A mount target of ",
            _ => "",
        };
        let own = context.find::<Vpc>(vpc).and_then(|it| it.default_security_group.as_ref());
        let group = match own {
            Some(own) => format!("{}'s default group, {}, applies", context.name(vpc), context.name(own)),
            None => format!("{}'s default group applies, which lets in only its own members", context.name(vpc)),
        };
        report.about(guarded.id).at(guarded.property).with(vpc).say(format!(
            "{whose}{} has no security group, so {group}.",
            context.name(guarded.id),
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
        .fires(empty_vpc().add("i-1", "web", web), expect!["web has no security group, so Notebookly-VPC's default group applies, which lets in only its own members."])
        .fires(three_tiers().set("lt-1", "security_groups", serde_json::json!([])), expect!["Notebookly-Template has no security group, so Notebookly-VPC's default group applies, which lets in only its own members."])
        .fires(three_tiers().set("vpc-1", "default_security_group", "sg-1").set("alb-1", "security_groups", serde_json::json!([])), expect!["Notebookly-ALB has no security group, so Notebookly-VPC's default group, ALB-SG, applies."])
        .silent(three_tiers())
}
