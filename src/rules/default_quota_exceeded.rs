//! How many of each AWS gives without being asked.

use std::collections::BTreeMap;

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "default-quota-exceeded",
    severity: Warning,
    title: "More than the default quota",
    checks: "How many VPCs and Elastic IPs a Region has, subnets and route tables a VPC, routes a table, listeners a load balancer, rules a security group, entries a network ACL, and groups an instance's interface, against AWS's default quotas.",
    why: "AWS stops at the quota until it has been raised, which takes a request and sometimes days.",
    reaction: "The call is refused until the quota is raised. The number of routes per table, 50, is that of the guide of 2023; a later source says 500.",
    source: "[VPC UG: Quotas], [ALB UG: Quotas] · rulebook section 25, EIP-1, RT-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, what, quota, number) in counts(context) {
        if number > quota {
            report
                .about(id)
                .evidence(Evidence::Property {
                    resource: id.clone(),
                    property: what.to_owned(),
                    value: number.into(),
                })
                .say(format!(
                    "{} has {number} {what}; AWS's default quota is {quota}, and more need a request.",
                    context.name(id)
                ));
        }
    }
}

/// Whose, of what, how many are allowed, how many there are.
type Count<'a> = (&'a ResourceId, &'static str, usize, usize);

fn counts<'a>(context: &Context<'_, 'a>) -> Vec<Count<'a>> {
    let mut tally: BTreeMap<(&ResourceId, &'static str, usize), usize> = BTreeMap::new();
    let mut add = |owner: Option<&'a ResourceId>, what, quota, number| {
        if let Some(owner) = owner.filter(|_| number > 0) {
            *tally.entry((owner, what, quota)).or_default() += number;
        }
    };
    let region_of = |subnet: &Option<ResourceId>| -> Option<&'a ResourceId> {
        let vpc: &Vpc = context.find(context.subnet(subnet.as_ref()?)?.vpc?)?;
        vpc.region.as_ref()
    };
    for (_, vpc) in context.all::<Vpc>() {
        add(vpc.region.as_ref(), "VPCs", 5, 1);
    }
    for subnet in &context.subnets {
        add(subnet.vpc, "subnets", 200, 1);
    }
    for (id, table) in context.all::<RouteTable>() {
        add(table.vpc.as_ref(), "route tables", 200, 1);
        add(Some(id), "routes", 50, table.routes.len());
    }
    for (_, nat) in context.all::<NatGateway>() {
        add(region_of(&nat.subnet), "Elastic IPs", 5, usize::from(nat.elastic_ip));
    }
    for (id, instance) in context.all::<Instance>() {
        add(region_of(&instance.subnet), "Elastic IPs", 5, usize::from(instance.elastic_ip));
        let groups = instance.security_groups.len();
        if groups > 5 {
            add(Some(id), "security groups on one interface", 5, groups);
        }
    }
    for (id, balancer) in context.all::<LoadBalancer>() {
        add(Some(id), "listeners", 50, balancer.listeners.len());
    }
    for (id, group) in context.all::<SecurityGroup>() {
        add(Some(id), "inbound rules", 60, group.ingress.len());
        add(Some(id), "outbound rules", 60, group.egress.len());
    }
    for (id, acl) in context.all::<NetworkAcl>() {
        add(Some(id), "inbound entries", 20, acl.inbound.len());
        add(Some(id), "outbound entries", 20, acl.outbound.len());
    }
    let counts = tally.into_iter();
    counts
        .filter(|((id, ..), _)| context.architecture.get(id).is_some())
        .map(|((id, what, quota), number)| (id, what, quota, number))
        .collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |rules| {
        (0..rules).fold(three_tiers(), |sketch, number| {
            sketch.push("sg-2", "ingress", tcp(8000 + number, "#sg-1"))
        })
    };
    Examples::new()
        .fires(with(59), expect!["WebServer-SG has 61 inbound rules; AWS's default quota is 60, and more need a request."])
        .silent(with(58))
}
