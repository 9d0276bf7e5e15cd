//! An arm cannot reach into the next building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "interface-in-another-zone",
    severity: Error,
    title: "Network interface in another zone",
    checks: "That all network interfaces of an instance are in subnets of one Availability Zone.",
    why: "An instance stands in one building, and so do its interfaces.",
    reaction: "Attaching the interface is refused.",
    source: "[EC2 UG: Regions and Zones] · rulebook REG-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, instance) in context.all::<Instance>() {
        let zone_of = |subnet: &ResourceId| context.subnet(subnet).and_then(|it| it.zone);
        let Some(zone) = instance.subnet.as_ref().and_then(zone_of) else {
            continue;
        };
        for (index, interface) in instance.interfaces.iter().enumerate() {
            let other = interface.subnet.as_ref().and_then(zone_of);
            if let Some(other) = other.filter(|other| *other != zone) {
                report.about(id).at("interfaces").say(format!(
                    "{} is in {zone}, but its interface {} is in {other}.",
                    context.name(id),
                    match interface.name.trim() {
                        // The first one is the instance's own.
                        "" => format!("number {}", index + 2),
                        name => name.to_owned(),
                    },
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |subnet| Instance {
        subnet: to("subnet-1"),
        interfaces: vec![NetworkInterface { subnet: to(subnet), ..NetworkInterface::default() }],
        ..Instance::default()
    };
    Examples::new()
        .fires(three_tiers().add("i-1", "router", with("subnet-2")), expect!["router is in ap-south-1a, but its interface eth1 is in ap-south-1b."])
        .silent(three_tiers().add("i-1", "router", with("subnet-3")))
}
