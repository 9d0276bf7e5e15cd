//! A fixed address must be one that AWS can give.

use rustc_hash::FxHashMap;

use crate::relations::addresses::{Fixed, fixed};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-address-unusable",
    severity: Error,
    title: "Private address that cannot be given",
    checks: "That a private address which you fix is an IPv4 address, lies in the subnet, is none of the five that AWS keeps, and is not taken twice.",
    why: "In every subnet AWS keeps the first four addresses and the last one: network, router, name server, future use and broadcast.",
    reaction: "Creating the interface is refused.",
    source: "[VPC UG: Subnet CIDR blocks], [cfn E3674] · rulebook SUB-6, EC2-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut taken = FxHashMap::default();
    for it in fixed(context.relations) {
        let name = context.name(it.id);
        let tell = |report: &mut Report<'_>, sentence| {
            report.about(it.id).at(it.property).fix_if(choose(&it)).say(sentence);
        };
        let Some(address) = it.text.parse() else {
            tell(report, format!(
                "“{}” is no address: type four numbers from 0 to 255, such as 10.0.1.10, or nothing, and AWS chooses.",
                it.text.0.trim()
            ));
            continue;
        };
        let known: Option<Vec<_>> = it
            .subnets
            .iter()
            .map(|id| Some((*id, context.subnet(id)?.block?)))
            .collect();
        // Where a subnet is gone or malformed, that is the finding.
        let Some(known) = known else { continue };
        let Some((subnet, block)) = known.iter().find(|it| it.1.contains(&address)) else {
            tell(report, format!(
                "{address} of {name} is not in {}.",
                list(known.iter().map(|it| format!("{}'s {}", context.name(it.0), it.1))),
            ));
            continue;
        };
        let offset = u32::from(address) - u32::from(block.network());
        let keeps = match offset {
            0 => "the network itself",
            1 => "the VPC's router",
            2 => "the name server",
            3 => "future use",
            _ if address == block.broadcast() => "the broadcast address",
            _ => {
                if let Some(owner) = taken.insert((*subnet, address), it.id) {
                    let draft = report.about(it.id).at(it.property).with(owner);
                    draft.fix_if(choose(&it)).say(format!(
                        "{address} of {name} is taken already, by {}.",
                        context.name(owner)
                    ));
                }
                continue;
            }
        };
        tell(report, format!(
            "{address} of {name} is one of the five that AWS keeps in {} ({keeps}).",
            context.name(subnet)
        ));
    }
}

/// Without an address of its own AWS gives it a free one.
fn choose(it: &Fixed<'_>) -> Option<Remedy> {
    let single = matches!(it.property, "private_address" | "standby_address");
    single.then(|| Remedy::new("Let AWS choose", Edit::set(it.id, it.property, "")))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = |address: &str| Instance {
        subnet: to("subnet-1"),
        private_address: address.into(),
        ..Instance::default()
    };
    let with = |address: &str| empty_vpc().add("i-1", "web-1", web(address));
    Examples::new()
        .fires(with("10.0.1.2"), expect!["10.0.1.2 of web-1 is one of the five that AWS keeps in public-a (the name server). [Let AWS choose]"])
        .fires(with("10.0.1.255"), expect!["10.0.1.255 of web-1 is one of the five that AWS keeps in public-a (the broadcast address). [Let AWS choose]"])
        .fires(with("10.0.2.10"), expect!["10.0.2.10 of web-1 is not in public-a's 10.0.1.0/24. [Let AWS choose]"])
        .fires(with("ten"), expect!["“ten” is no address: type four numbers from 0 to 255, such as 10.0.1.10, or nothing, and AWS chooses. [Let AWS choose]"])
        .fires(with("10.0.1.10").add("i-2", "web-2", web("10.0.1.10")), expect!["10.0.1.10 of web-2 is taken already, by web-1. [Let AWS choose]"])
        .silent(with("10.0.1.4"))
        .silent(with("10.0.2.10").set("subnet-1", "cidr", ""))
}
