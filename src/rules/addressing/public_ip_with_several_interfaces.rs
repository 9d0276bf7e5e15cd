//! AWS hands out an address only where it is clear to which door.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "public-ip-with-several-interfaces",
    severity: Error,
    title: "Public address for an instance with several interfaces",
    checks: "That an instance with further network interfaces does not ask for an automatic public address.",
    why: "An automatic public address is given at launch, and only to an instance that has a single interface. An Elastic IP address can be given to any interface, and stays.",
    reaction: "RunInstances is refused: AssociatePublicIpAddress cannot be combined with more than one network interface.",
    source: "[API ec2 RunInstances AssociatePublicIpAddress], [EC2 UG: Instance IP addressing] · rulebook EIP-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, instance) in context.all::<Instance>() {
        if instance.public_ip != PublicIp::Yes || instance.interfaces.is_empty() {
            continue;
        }
        let mut edits = vec![Edit::set(id, "public_ip", "no")];
        let label = if instance.elastic_ip {
            "Keep only the Elastic IP address"
        } else {
            edits.push(Edit::set(id, "elastic_ip", true));
            "Use an Elastic IP address instead"
        };
        report
            .about(id)
            .at("public_ip")
            .value(id, "public_ip")
            .value(id, "interfaces")
            .fix_all(label, edits)
            .say(format!(
                "{} has {} and asks for an automatic public address, which AWS gives only to an instance with one.",
                context.name(id),
                count(instance.interfaces.len() + 1, "interface", "interfaces"),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let router = |public_ip| Instance {
        subnet: to("subnet-1"),
        security_groups: ids(&["sg-2"]),
        public_ip,
        interfaces: vec![NetworkInterface {
            subnet: to("subnet-1"),
            security_groups: ids(&["sg-2"]),
            ..NetworkInterface::default()
        }],
        ..Instance::default()
    };
    Examples::new()
        .fires(three_tiers().add("i-1", "router", router(PublicIp::Yes)), expect!["router has 2 interfaces and asks for an automatic public address, which AWS gives only to an instance with one. [Use an Elastic IP address instead]"])
        .silent(three_tiers().add("i-1", "router", router(PublicIp::No)))
        .silent(three_tiers())
}
