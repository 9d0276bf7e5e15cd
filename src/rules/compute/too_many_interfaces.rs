//! A small machine has few sockets.

use crate::aws::instance_types::most_interfaces;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "too-many-interfaces",
    severity: Error,
    title: "More network interfaces than the type takes",
    checks: "That an instance of a type which we have the number for (t2.micro, t3.micro and t4g.micro 2; t3.small, t3.medium and m5.large 3) has at most that many network interfaces, the first one included.",
    why: "How many interfaces an instance can have depends on its type.",
    reaction: "Attaching one more is refused.",
    source: "[EC2 UG: ENI] · rulebook EC2-14",
    aws_error: "AttachmentLimitExceeded",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, instance) in context.all::<Instance>() {
        let Some(limit) = most_interfaces(instance.instance_type.trim()) else {
            continue;
        };
        let interfaces = 1 + instance.interfaces.len();
        if interfaces > limit {
            report.about(id).at("interfaces").say(format!(
                "{} has {interfaces} network interfaces; {} takes {limit}.",
                context.name(id),
                instance.instance_type.trim(),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |further| Instance {
        subnet: to("subnet-1"),
        interfaces: vec![NetworkInterface { subnet: to("subnet-1"), ..NetworkInterface::default() }; further],
        ..Instance::default()
    };
    Examples::new()
        .fires(empty_vpc().add("i-1", "router", with(2)), expect!["router has 3 network interfaces; t3.micro takes 2."])
        .silent(empty_vpc().add("i-1", "router", with(1)))
}
