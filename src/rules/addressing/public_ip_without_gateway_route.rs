//! A public address that nobody can use, and that costs.

use crate::rules::prelude::*;
use crate::rules::shared::forwarders::is_misled;
use crate::rules::shared::told::{gateway_is_told, is_told_with_table};

pub const RULE: Rule = Rule {
    code: "public-ip-without-gateway-route",
    severity: Warning,
    title: "Public address without a way to the internet",
    checks: "That a subnet which gives instances public addresses, and an instance, an interface or a launch template which has one, has a route to an internet gateway.",
    why: "Without that route the address cannot be reached and cannot reach anything, and every public IPv4 address is billed by the hour.",
    reaction: "AWS accepts it.",
    source: "[VPC UG: Internet gateways], [logic] · rulebook SUB-11, IGW-3, EIP-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        if subnet.vpc.is_some() && subnet.subnet.map_public_ip && !leads_out(context, subnet) {
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
    check_templates(context, report);
    check_interfaces(context, report);
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
        if subnet.vpc.is_some() && !leads_out(context, subnet) {
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

/// Elastic IP addresses of further interfaces.
fn check_interfaces(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, instance) in context.all::<Instance>() {
        for (index, interface) in instance.interfaces.iter().enumerate() {
            let subnet = interface.subnet.as_ref().and_then(|id| context.subnet(id));
            let Some(subnet) = subnet.filter(|it| it.vpc.is_some() && !leads_out(context, it)) else {
                continue;
            };
            if interface.public_address.is_automatic() {
                continue;
            }
            let mut without = instance.interfaces.clone();
            without[index].public_address = AddressText::default();
            report
                .about(id)
                .at("interfaces")
                .with(subnet.id)
                .fix("Do without this address", Edit::set(id, "interfaces", without))
                .say(format!(
                    "An interface of {} has the public address {}, but no route of {} leads to an internet gateway, so it is billed and of no use.",
                    context.name(id),
                    interface.public_address,
                    context.name(subnet.id),
                ));
        }
    }
}

/// Templates whose instances all ask for an address that is of no use.
fn check_templates(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, it) in context.all::<AutoScalingGroup>() {
        let Some(id) = &it.launch_template else { continue };
        let asks = context.find::<LaunchTemplate>(id).is_some_and(|it| it.public_ip == PublicIp::Yes);
        let mut subnets = context.subnets_among(&it.subnets).peekable();
        let Some(first) = subnets.peek().map(|it| it.id) else { continue };
        if asks && subnets.all(|it| it.vpc.is_some() && !leads_out(context, it)) {
            report
                .about(id)
                .at("public_ip")
                .with(group)
                .with(first)
                .fix("Do without public addresses", Edit::set(id, "public_ip", "no"))
                .say(format!(
                    "{} gives the instances of {} public addresses, but no route of {} leads to an internet gateway, so they are billed and of no use.",
                    context.name(id),
                    context.name(group),
                    context.names(&it.subnets).replace(" and ", " or "),
                ));
        }
    }
}

/// Where the cause is told already, as a gateway that is not attached, a route
/// that is missing, a NAT instance in its own circle, or a table that nobody
/// uses or another is to be used for, doing without the address would be the wrong lesson.
fn leads_out(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> bool {
    subnet.is_public()
        || is_told_with_table(context, subnet)
        || subnet.vpc.is_some_and(|vpc| gateway_is_told(context, vpc))
        || is_misled(context, subnet)
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
        .fires(three_tiers().set("lt-1", "public_ip", "yes"), expect!["Notebookly-Template gives the instances of Notebookly-ASG public addresses, but no route of private-a or private-b leads to an internet gateway, so they are billed and of no use. [Do without public addresses]"])
        .fires(three_tiers().add("i-1", "gw", Instance {
            subnet: to("subnet-3"),
            security_groups: ids(&["sg-2"]),
            interfaces: vec![NetworkInterface {
                subnet: to("subnet-3"),
                security_groups: ids(&["sg-2"]),
                public_address: "198.51.100.9".into(),
                ..NetworkInterface::default()
            }],
            ..Instance::default()
        }), expect!["An interface of gw has the public address 198.51.100.9, but no route of private-a leads to an internet gateway, so it is billed and of no use. [Do without this address]"])
        // Its NAT instance is in its own circle, and told so.
        .silent(three_tiers().add("i-1", "nat-instance", Instance { subnet: to("subnet-3"), source_dest_check: false, public_ip: PublicIp::Yes, ..Instance::default() }).set("subnet-3", "map_public_ip", true).set("rt-2", "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "i-1"}])))
        .silent(three_tiers().set("subnet-1", "map_public_ip", true))
}
