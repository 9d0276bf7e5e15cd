//! One wing that fills the whole campus.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-takes-whole-vpc",
    severity: Warning,
    title: "Subnet takes the whole VPC",
    checks: "That a subnet's block is smaller than its VPC's only block.",
    why: "There is no room left for a second Availability Zone, nor for a private part beside the public one.",
    reaction: "AWS accepts it; it is then the VPC's only subnet.",
    source: "[VPC UG: Subnet CIDR blocks] · rulebook SUB-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        let (Some(vpc), Some(block)) = (subnet.vpc, subnet.block) else {
            continue;
        };
        if context.blocks_of(vpc) != [block] {
            continue;
        }
        let half = ipnet::Ipv4Net::new(block.network(), block.prefix_len() + 1).ok();
        let half = half.filter(|half| half.prefix_len() <= 28 && context.subnets_of(vpc).count() == 1);
        let fix = half.map(|half| {
            Remedy::new(format!("Use half of it, {half}"), Edit::set(subnet.id, "cidr", half.to_string()))
        });
        report.about(subnet.id).at("cidr").with(vpc).fix_if(fix).say(format!(
            "{} takes all of {}'s {block}, so there is no room for a subnet in a second zone.",
            context.name(subnet.id),
            context.name(vpc),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("subnet-1", "cidr", "10.0.0.0/16"), expect!["public-a takes all of Notebookly-VPC's 10.0.0.0/16, so there is no room for a subnet in a second zone. [Use half of it, 10.0.0.0/17]"])
        .silent(empty_vpc())
}
