//! When a building fails, its students move to the other one.

use std::collections::BTreeMap;

use crate::relations::addresses::shares;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "zone-loss-exhausts-addresses",
    severity: Warning,
    title: "Too few addresses when a zone fails",
    checks: "That the remaining subnets of an Auto Scaling group have addresses for its largest size when one Availability Zone fails.",
    why: "The group relaunches everything in the zones that are left. Without addresses there it stays too small exactly when it is needed.",
    reaction: "Launches in the remaining zones fail because the subnet has too few free addresses.",
    source: "[ASG UG: AZ distribution], [logic] · rulebook X-10, SUB-13",
    aws_error: "InsufficientFreeAddressesInSubnet",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // What each subnet has to take in, by the zone that fails.
    let mut extra: BTreeMap<(&str, &ResourceId), u64> = BTreeMap::new();
    for (_, group) in context.all::<AutoScalingGroup>() {
        let today: BTreeMap<_, _> = shares(context.relations, group, None).into_iter().collect();
        for failed in context.zones(&group.subnets) {
            for (subnet, then) in shares(context.relations, group, Some(failed)) {
                let today = today.get(subnet).copied().unwrap_or(0);
                *extra.entry((failed, subnet)).or_default() += then.saturating_sub(today);
            }
        }
    }
    let demands = context.demands();
    for ((failed, id), extra) in extra {
        let Some((subnet, usable)) = context.subnet(id).and_then(|it| Some((it, it.usable()?)))
        else {
            continue;
        };
        let today = demands.get(id).map_or(0, |it| it.addresses);
        // What does not even fit today is told as such.
        if today > usable || today + extra <= usable {
            continue;
        }
        report.about(subnet.id).at("cidr").say(format!(
            "If {failed} fails, {} needs {} addresses and has {usable} usable ones.",
            context.name(subnet.id),
            today + extra,
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28"), expect!["If ap-south-1b fails, private-a needs 12 addresses and has 11 usable ones."])
        .silent(three_tiers())
}
