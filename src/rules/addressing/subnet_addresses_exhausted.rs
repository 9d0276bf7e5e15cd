//! More guests than rooms.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-addresses-exhausted",
    severity: Warning,
    title: "Not enough addresses in a subnet",
    checks: "That a subnet has an address for everything in it: one per interface, eight free ones per load balancer, one and a spare one per database, and the largest size of Auto Scaling groups.",
    why: "When the addresses run out, an Auto Scaling group cannot grow and a load balancer cannot scale, usually on the busiest day.",
    reaction: "Launches fail because the subnet has too few free addresses.",
    source: "[VPC UG: Subnet CIDR blocks], [ALB UG: Subnets], [RDS UG: Working with a DB instance in a VPC] · rulebook SUB-7, SUB-13",
    aws_error: "InsufficientFreeAddressesInSubnet",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let demands = context.demands();
    for subnet in context.subnets {
        let (Some(usable), Some(demand)) = (subnet.usable(), demands.get(subnet.id)) else {
            continue;
        };
        // A subnet that is too small to exist is a finding of its own.
        if demand.addresses <= usable || usable < 11 {
            continue;
        }
        let takers = demand.takers.iter().take(4).copied();
        let rest = demand.takers.len().saturating_sub(4);
        let mut names: Vec<_> = takers.map(|id| context.name(id)).collect();
        if rest > 0 {
            names.push(count(rest, "other", "others"));
        }
        report.about(subnet.id).at("cidr").say(format!(
            "{} has {usable} usable addresses (five of the block are kept by AWS), but up to {} are needed: by {}.",
            context.name(subnet.id),
            demand.addresses,
            list(names),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28").set("asg-1", "max_size", 20), expect!["private-a has 11 usable addresses (five of the block are kept by AWS), but up to 12 are needed: by notebookly-db and Notebookly-ASG."])
        .silent(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28"))
        .silent(three_tiers())
}
