//! Two houses with one street number.

use rustc_hash::FxHashMap;
use std::net::Ipv4Addr;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "public-address-taken",
    severity: Error,
    title: "Public address used twice",
    checks: "That a public address which is fixed is an IPv4 address and belongs to one interface only.",
    why: "An Elastic IP is associated with one instance, interface or NAT gateway at a time.",
    reaction: "Associating it a second time is refused or takes it away from the first; a NAT gateway that names it fails.",
    source: "[VPC UG: Elastic IPs; NAT gateway troubleshooting] · rulebook EIP-2, NAT-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut fixed: Vec<(&ResourceId, &'static str, &AddressText)> = Vec::new();
    for (id, it) in context.all::<Instance>() {
        fixed.push((id, "public_address", &it.public_address));
        let further = it.interfaces.iter();
        fixed.extend(further.map(|it| (id, "interfaces", &it.public_address)));
    }
    for (id, it) in context.all::<NatGateway>() {
        fixed.push((id, "public_address", &it.public_address));
    }
    for (id, it) in context.all::<LoadBalancer>() {
        let nodes = it.node_addresses.iter();
        fixed.extend(nodes.map(|it| (id, "node_addresses", &it.public_address)));
    }
    for (id, it) in context.all::<User>() {
        fixed.push((id, "address", &it.address));
    }
    let mut taken: FxHashMap<Ipv4Addr, &ResourceId> = FxHashMap::default();
    for (id, property, text) in fixed.into_iter().filter(|it| !it.2.is_automatic()) {
        let Some(address) = text.parse() else {
            report.about(id).at(property).fix_if(choose(id, property)).say(format!(
                "“{}” of {} is no address: type four numbers from 0 to 255, or nothing.",
                text.0.trim(),
                context.name(id),
            ));
            continue;
        };
        // Users are no AWS resources: several may sit behind one address.
        let user = context.architecture.kind_of(id) == Some(Kind::User);
        if user {
            continue;
        }
        if let Some(other) = taken.insert(address, id) {
            report.about(id).at(property).with(other).fix_if(choose(id, property)).say(format!(
                "{address} of {} belongs to {} already.",
                context.name(id),
                context.name(other),
            ));
        }
    }
}

/// Without an address of its own AWS gives it a free one.
fn choose(id: &ResourceId, property: &'static str) -> Option<Remedy> {
    let single = property == "public_address";
    single.then(|| Remedy::new("Let AWS choose", Edit::set(id, property, "")))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |one: &str, other: &str| {
        three_tiers()
            .set("nat-1", "public_address", one)
            .set("nat-2", "public_address", other)
    };
    Examples::new()
        .fires(with("198.51.100.1", "198.51.100.1"), expect!["198.51.100.1 of NAT-GW-AZ2 belongs to NAT-GW-AZ1 already. [Let AWS choose]"])
        .fires(with("198.51.100", ""), expect!["“198.51.100” of NAT-GW-AZ1 is no address: type four numbers from 0 to 255, or nothing. [Let AWS choose]"])
        .silent(with("198.51.100.1", "198.51.100.2"))
}
