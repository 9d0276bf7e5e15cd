//! When a building fails, its students move to the other one.

use super::addresses::demands;
use super::prelude::*;

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
    let zones: std::collections::BTreeSet<&str> = context
        .all::<AutoScalingGroup>()
        .flat_map(|(_, group)| context.zones(&group.subnets))
        .collect();
    let today = demands(context, None);
    for failed in zones {
        let demands = demands(context, Some(failed));
        for subnet in &context.subnets {
            let (Some(usable), Some(demand)) = (subnet.usable(), demands.get(subnet.id)) else {
                continue;
            };
            let fits_today = today.get(subnet.id).is_some_and(|it| it.addresses <= usable);
            if subnet.zone() == Some(failed) || !fits_today || demand.addresses <= usable {
                continue;
            }
            report.about(subnet.id).at("cidr").say(format!(
                "If {failed} fails, {} needs {} addresses and has {usable} usable ones.",
                context.name(subnet.id),
                demand.addresses,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28"), expect!["If ap-south-1b fails, private-a needs 12 addresses and has 11 usable ones."])
        .silent(three_tiers())
}
