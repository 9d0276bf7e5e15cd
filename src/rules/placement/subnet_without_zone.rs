//! A subnet is in one building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-without-zone",
    severity: Error,
    title: "Subnet without an Availability Zone",
    checks: "That every subnet names the Availability Zone that it is in.",
    why: "Which building a subnet stands in decides what survives when one building fails, so it is yours to choose.",
    reaction: "A subnet lives in exactly one zone. CreateSubnet picks one if none is named, and you cannot change it afterwards.",
    source: "[VPC UG: VPCs and subnets], [schema AWS::EC2::Subnet] · rulebook REG-1, SUB-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        if subnet.vpc.is_some() && subnet.subnet.zone.trim().is_empty() {
            report.about(subnet.id).at("zone").say(format!(
                "{} names no Availability Zone: choose the building that it stands in.",
                context.name(subnet.id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("subnet-1", "zone", ""), expect!["public-a names no Availability Zone: choose the building that it stands in."])
        .silent(empty_vpc())
}
