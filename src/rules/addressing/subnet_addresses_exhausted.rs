//! More guests than rooms.

use crate::network::Role;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-addresses-exhausted",
    severity: Error,
    title: "Not enough addresses in a subnet",
    checks: "That a subnet has an address for everything in it: one per interface, eight free ones per load balancer, one and a spare one per database, and the largest size of Auto Scaling groups. Where only what may come later finds none, this is a warning.",
    why: "When the addresses run out, an Auto Scaling group cannot grow and a load balancer cannot scale, usually on the busiest day.",
    reaction: "Launches fail because the subnet has too few free addresses.",
    source: "[VPC UG: Subnet CIDR blocks], [ALB UG: Subnets], [RDS UG: Working with a DB instance in a VPC] · rulebook SUB-7, SUB-13, RDS-7",
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
        // What stands there today already finds no address, or only what comes
        // when it is busiest.
        let standing = context.standing_in(subnet.id);
        let today = standing.len() as u64;
        // A load balancer without its eight free ones is told as such.
        let balancers = standing.iter().filter(|it| it.role == Role::BalancerNode);
        let mut owners: Vec<_> = balancers.map(|it| it.owner).collect();
        owners.dedup();
        if today <= usable && !owners.is_empty() && usable.saturating_sub(today - 1) < 8 {
            continue;
        }
        let takers = demand.takers.iter().take(4).copied();
        let rest = demand.takers.len().saturating_sub(4);
        let mut names: Vec<_> = takers.map(|id| context.name(id)).collect();
        if rest > 0 {
            names.push(count(rest, "other", "others"));
        }
        let (severity, needed) = if today > usable {
            (Error, format!("{today} are needed now"))
        } else {
            (Warning, format!("up to {} are needed", demand.addresses))
        };
        report.about(subnet.id).at("cidr").weighs(severity).say(format!(
            "{} has {usable} usable addresses (five of the block are kept by AWS), but {needed}: by {}.",
            context.name(subnet.id),
            list(names),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28").set("asg-1", "max_size", 20), expect!["private-a has 11 usable addresses (five of the block are kept by AWS), but up to 12 are needed: by notebookly-db and Notebookly-ASG."])
        .fires(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28").set("asg-1", "min_size", 30).set("asg-1", "desired", 30).set("asg-1", "max_size", 30), expect!["private-a has 11 usable addresses (five of the block are kept by AWS), but 16 are needed now: by notebookly-db and Notebookly-ASG."])
        .silent(three_tiers().set("subnet-3", "cidr", "10.0.3.0/28"))
        .silent(three_tiers())
}
