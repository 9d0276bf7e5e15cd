//! Tables and lists belong to one campus.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "association-across-vpcs",
    severity: Error,
    title: "Route table or network ACL of another VPC",
    checks: "That the route table and the network ACL of a subnet, the main route table and the defaults of a VPC, and the route tables of a gateway endpoint belong to the same VPC.",
    why: "A route table and a network ACL serve the subnets of one VPC, and the VPC of a table can never be changed.",
    reaction: "The association is refused.",
    source: "[VPC UG: Route tables; Network ACLs], [schema AWS::EC2::RouteTable] · rulebook RT-13, NACL-2, VPCE-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut compare = |id: &ResourceId, property, vpc: Option<&ResourceId>, other: &ResourceId| {
        let (what, home) = match context.architecture.get(other).map(|it| &it.properties) {
            Some(Properties::RouteTable(it)) => ("route table", it.vpc.as_ref()),
            Some(Properties::NetworkAcl(it)) => ("network ACL", it.vpc.as_ref()),
            Some(Properties::SecurityGroup(it)) => ("security group", it.vpc.as_ref()),
            _ => return,
        };
        let (Some(vpc), Some(home)) = (vpc, home) else {
            return;
        };
        if vpc != home {
            report.about(id).at(property).with(other).value(id, property).value(other, "vpc").say(format!(
                "{} uses the {what} {}, but that belongs to {}.",
                context.name(id), context.name(other), context.name(home),
            ));
        }
    };
    for subnet in context.subnets {
        let it = subnet.subnet;
        for (property, other) in [("route_table", &it.route_table), ("network_acl", &it.network_acl)] {
            other.iter().for_each(|other| compare(subnet.id, property, subnet.vpc, other));
        }
    }
    for (id, it) in context.all::<Vpc>() {
        for (property, other) in [
            ("main_route_table", &it.main_route_table),
            ("default_network_acl", &it.default_network_acl),
            ("default_security_group", &it.default_security_group),
        ] {
            other.iter().for_each(|other| compare(id, property, Some(id), other));
        }
    }
    for (id, it) in context.all::<VpcEndpoint>() {
        for table in &it.route_tables {
            compare(id, "route_tables", it.vpc.as_ref(), table);
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let vpc = Vpc {
        region: to("region-1"),
        cidr: "10.1.0.0/16".into(),
        ..Vpc::default()
    };
    let acl = NetworkAcl {
        vpc: to("vpc-2"),
        ..NetworkAcl::default()
    };
    let two = three_tiers().add("vpc-2", "Test-VPC", vpc).add("acl-1", "test-acl", acl);
    Examples::new()
        .fires(two.clone().set("subnet-1", "network_acl", "acl-1"), expect!["public-a uses the network ACL test-acl, but that belongs to Test-VPC."])
        .fires(two.clone().set("vpc-2", "main_route_table", "rt-1"), expect!["Test-VPC uses the route table public, but that belongs to Notebookly-VPC."])
        .silent(two)
}
