//! A public address that nobody can use, and that costs.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "public-ip-without-gateway-route",
    severity: Warning,
    title: "Public address without a way to the internet",
    checks: "That a subnet which gives instances public addresses, and an instance which has one, has a route to an internet gateway.",
    why: "Without that route the address cannot be reached and cannot reach anything, and every public IPv4 address is billed by the hour.",
    reaction: "AWS accepts it.",
    source: "[VPC UG: Internet gateways], [logic] · rulebook SUB-11, IGW-3, EIP-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in &context.subnets {
        if subnet.vpc.is_some() && subnet.subnet.map_public_ip && !leads_out(subnet) {
            report
                .about(subnet.id)
                .at("map_public_ip")
                .fix("Give no public addresses here", Edit::set(subnet.id, "map_public_ip", false))
                .say(format!(
                    "{} gives its instances public addresses, but no route of it leads to an internet gateway, so they are billed and of no use.",
                    context.name(subnet.id)
                ));
        }
    }
    for (id, instance) in context.all::<Instance>() {
        let Some(subnet) = instance.subnet.as_ref().and_then(|id| context.subnet(id)) else {
            continue;
        };
        let (property, off) = if instance.elastic_ip {
            ("elastic_ip", serde_json::json!(false))
        } else if instance.public_ip == PublicIp::Yes {
            ("public_ip", serde_json::json!("no"))
        } else {
            continue;
        };
        if subnet.vpc.is_some() && !leads_out(subnet) {
            report
                .about(id)
                .at(property)
                .with(subnet.id)
                .fix("Do without a public address", Edit::set(id, property, off))
                .say(format!(
                    "{} has a public address, but no route of {} leads to an internet gateway, so it is billed and of no use.",
                    context.name(id),
                    context.name(subnet.id),
                ));
        }
    }
}

/// A route to a gateway that is about to be attached counts: that is being
/// told already.
fn leads_out(subnet: &SubnetFacts<'_>) -> bool {
    subnet.is_public() || subnet.exit == Exit::Nowhere
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = Instance {
        subnet: to("subnet-3"),
        elastic_ip: true,
        ..Instance::default()
    };
    Examples::new()
        .fires(three_tiers().set("subnet-3", "map_public_ip", true), expect!["private-a gives its instances public addresses, but no route of it leads to an internet gateway, so they are billed and of no use. [Give no public addresses here]"])
        .fires(three_tiers().add("i-1", "bastion", web), expect!["bastion has a public address, but no route of private-a leads to an internet gateway, so it is billed and of no use. [Do without a public address]"])
        .silent(three_tiers().set("subnet-1", "map_public_ip", true))
}
