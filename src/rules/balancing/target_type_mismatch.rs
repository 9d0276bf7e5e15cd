//! The list asks for names, and somebody wrote room numbers.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-type-mismatch",
    severity: Error,
    title: "Targets of another type than their group",
    checks: "That a target group of the type instance has instances and Auto Scaling groups as targets and no addresses, and one of the type IP address the other way round.",
    why: "The type says how targets are named, and all of a group are named in the same way. An Auto Scaling group registers instances.",
    reaction: "RegisterTargets, and attaching the Auto Scaling group, are refused. The type cannot be changed later.",
    source: "[API elbv2 RegisterTargets; CreateTargetGroup], [ASG UG: Attach a load balancer] · rulebook TG-2, TG-3, TG-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let servers = context.targets();
    for (id, group) in context.all::<TargetGroup>() {
        let servers = servers.get(id).map_or(&[][..], Vec::as_slice);
        let (has, better) = match group.target_type {
            TargetType::Ip if !servers.is_empty() => {
                let names = || context.names(servers.iter().map(|it| it.id));
                let fix = group.addresses.is_empty().then_some(TargetType::Instance);
                (names(), fix)
            }
            TargetType::Instance if !group.addresses.is_empty() => {
                let fix = servers.is_empty().then_some(TargetType::Ip);
                (list(group.addresses.iter().map(ToString::to_string)), fix)
            }
            _ => continue,
        };
        let fix = better.map(|better| {
            Remedy::new(
                format!("Make the type “{}”", better.label()),
                Edit::set(id, "target_type", better),
            )
        });
        report.about(id).at("target_type").fix_if(fix).say(format!(
            "{} takes targets by {}, so it cannot have {has}.",
            context.name(id),
            match group.target_type {
                TargetType::Instance => "instance",
                TargetType::Ip => "address",
            },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let address = three_tiers().push("tg-1", "addresses", "10.0.3.10/32");
    Examples::new()
        .fires(three_tiers().set("tg-1", "target_type", "ip"), expect!["Notebookly-TG takes targets by address, so it cannot have Notebookly-ASG. [Make the type “Instance”]"])
        .fires(address.clone(), expect!["Notebookly-TG takes targets by instance, so it cannot have 10.0.3.10/32."])
        .fires(address.clone().delete("asg-1"), expect!["Notebookly-TG takes targets by instance, so it cannot have 10.0.3.10/32. [Make the type “IP address”]"])
        .silent(address.delete("asg-1").set("tg-1", "target_type", "ip"))
        .silent(three_tiers())
}
