//! A helper at the side exit whom nobody outside can answer.

use crate::rules::prelude::*;
use crate::rules::shared::forwarders::forwarders;

pub const RULE: Rule = Rule {
    code: "nat-instance-without-public-address",
    severity: Error,
    title: "NAT instance without a public address",
    checks: "That an instance which takes packets to the internet through an internet gateway has a public address.",
    why: "The internet gateway translates between the private and the public address of one interface. It drops the packets of an interface that has no public address, and with them all that a NAT instance forwards.",
    reaction: "AWS accepts the route; nothing gets through. Whether an instance gets an address when it starts is a setting of its subnet, off for subnets that you make yourself.",
    source: "[VPC UG: NAT instances; Internet gateways] · rulebook IGW-4, SUB-10, RT-16, X-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in forwarders(context) {
        let Exit::InternetGateway(gateway) = it.home.chosen_exit() else {
            continue;
        };
        // With several interfaces the route is refused, and that is told.
        let interface = context.network.interface(it.id);
        let public = interface.is_some_and(|it| it.public.is_some());
        let stopped = it.instance.state == InstanceState::Stopped;
        if public || stopped || !it.instance.interfaces.is_empty() {
            continue;
        }
        let mut draft = report
            .about(it.id)
            .at("elastic_ip")
            .value(it.id, "elastic_ip")
            .value(it.id, "public_ip")
            .with(gateway);
        for subnet in &it.served {
            draft = draft.with(subnet.id);
        }
        draft.fix(
            format!("Give {} an Elastic IP", context.name(it.id)),
            Edit::set(it.id, "elastic_ip", true),
        ).say(format!(
            "{} takes the packets of {} to the internet, but has no public address: {} lets out nobody without one.",
            context.name(it.id),
            context.names(it.served.iter().map(|it| it.id)),
            context.name(gateway),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let nat = Instance {
        subnet: to("subnet-1"),
        security_groups: ids(&["sg-2"]),
        source_dest_check: false,
        ..Instance::default()
    };
    let leads = |table: &str, sketch: Sketch| {
        sketch.set(table, "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "i-1"}]))
    };
    let one = leads("rt-2", three_tiers().add("i-1", "nat-instance", nat));
    Examples::new()
        .fires(one.clone(), expect!["nat-instance takes the packets of private-a to the internet, but has no public address: Notebookly-IGW lets out nobody without one. [Give nat-instance an Elastic IP]"])
        .fires(leads("rt-3", one.clone()), expect!["nat-instance takes the packets of private-a and private-b to the internet, but has no public address: Notebookly-IGW lets out nobody without one. [Give nat-instance an Elastic IP]"])
        // Its own word counts more than its subnet's.
        .fires(one.clone().set("subnet-1", "map_public_ip", true).set("i-1", "public_ip", "no"), expect!["nat-instance takes the packets of private-a to the internet, but has no public address: Notebookly-IGW lets out nobody without one. [Give nat-instance an Elastic IP]"])
        .silent(one.clone().set("subnet-1", "map_public_ip", true))
        .silent(one.clone().set("i-1", "elastic_ip", true))
        .silent(one.set("i-1", "subnet", "subnet-4"))
        .silent(three_tiers())
}
