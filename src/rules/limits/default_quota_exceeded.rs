//! How many of each AWS gives without being asked.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "default-quota-exceeded",
    severity: Warning,
    title: "More than the default quota",
    checks: "How many VPCs and Elastic IPs a Region has, NAT gateways a zone, subnets and route tables a VPC, routes a table, listeners and rules a load balancer, rules a security group, entries a network ACL, and groups a network interface, against AWS's default quotas.",
    why: "AWS stops at the quota until it has been raised, which takes a request and sometimes days.",
    reaction: "The call is refused until the quota is raised. The number of routes per table, 50, is that of the guide of 2023; a later source says 500.",
    source: "[VPC UG: Quotas], [ALB UG: Quotas] · rulebook section 25, EIP-1, RT-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, what, quota, number) in exceeded(context) {
        report
            .about(id)
            .evidence(Evidence::Property {
                resource: id.clone(),
                property: what.clone(),
                value: number.into(),
            })
            .say(format!(
                "{} has {number} {what}; AWS's default quota is {quota}, and more need a request.",
                context.name(id)
            ));
    }
}

/// Whose, of what, how many are allowed, how many there are.
type Count<'a> = (&'a ResourceId, String, usize, usize);

const INTERFACE: &str = "security groups on one interface";

fn exceeded<'a>(context: &Context<'_, 'a>) -> Vec<Count<'a>> {
    // What many things fill together is summed up; what one thing has of its
    // own counts only where it is too much, which is rare.
    let mut shared: FxHashMap<(&ResourceId, &'static str, usize), usize> = FxHashMap::default();
    let mut share = |owner: Option<&'a ResourceId>, what, quota, number: usize| {
        if let Some(owner) = owner.filter(|_| number > 0) {
            *shared.entry((owner, what, quota)).or_default() += number;
        }
    };
    let mut own: BTreeMap<(&ResourceId, &'static str, usize), usize> = BTreeMap::new();
    let mut add = |owner: &'a ResourceId, what, quota, number: usize| {
        if number > quota {
            // Each interface has its own groups; the fullest one counts.
            let most = own.entry((owner, what, quota)).or_default();
            *most = number.max(*most);
        }
    };
    let region_of = |id: &ResourceId| context.relations.region_of(id);
    for (_, vpc) in context.all::<Vpc>() {
        share(vpc.region.as_ref(), "VPCs", 5, 1);
    }
    for subnet in context.subnets {
        share(subnet.vpc, "subnets", 200, 1);
    }
    for (id, table) in context.all::<RouteTable>() {
        share(table.vpc.as_ref(), "route tables", 200, 1);
        add(id, "routes", 50, table.routes.len());
    }
    for (id, nat) in context.all::<NatGateway>() {
        share(region_of(id), "Elastic IPs", 5, usize::from(nat.elastic_ip));
    }
    for (id, instance) in context.all::<Instance>() {
        share(region_of(id), "Elastic IPs", 5, usize::from(instance.elastic_ip));
        // A further interface never gets its public address by itself.
        let fixed = instance.interfaces.iter().filter(|it| !it.public_address.is_automatic());
        share(region_of(id), "Elastic IPs", 5, fixed.count());
        add(id, INTERFACE, 5, instance.security_groups.len());
        for it in &instance.interfaces {
            add(id, INTERFACE, 5, it.security_groups.len());
        }
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        add(id, INTERFACE, 5, it.security_groups.len());
    }
    for (id, it) in context.all::<Database>() {
        add(id, INTERFACE, 5, it.security_groups.len());
    }
    for (id, balancer) in context.all::<LoadBalancer>() {
        add(id, "listeners", 50, balancer.listeners.len());
        let rules = balancer.listeners.iter().map(|it| it.rules.len());
        add(id, "listener rules", 100, rules.sum());
        add(id, INTERFACE, 5, balancer.security_groups.len());
    }
    for (id, group) in context.all::<SecurityGroup>() {
        add(id, "inbound rules", 60, group.ingress.len());
        add(id, "outbound rules", 60, group.egress.len());
    }
    for (id, acl) in context.all::<NetworkAcl>() {
        add(id, "inbound entries", 20, acl.inbound.len());
        add(id, "outbound entries", 20, acl.outbound.len());
    }
    let mut counts = own;
    counts.extend(shared);
    counts
        .into_iter()
        .filter(|((id, ..), _)| context.architecture.get(id).is_some())
        .filter(|((.., quota), number)| number > quota)
        .map(|((id, what, quota), number)| (id, what.to_owned(), quota, number))
        .chain(crowded_zones(context))
        .collect()
}

/// Zones with more than five NAT gateways, each as a count of its Region.
fn crowded_zones<'a>(context: &Context<'_, 'a>) -> Vec<Count<'a>> {
    let mut tally: BTreeMap<(&ResourceId, &str), usize> = BTreeMap::new();
    for (id, nat) in context.all::<NatGateway>() {
        let subnet = nat.subnet.as_ref().and_then(|id| context.subnet(id));
        let home = subnet.and_then(|it| Some((context.relations.region_of(id)?, it.zone_text)));
        if let Some(home) = home {
            *tally.entry(home).or_default() += 1;
        }
    }
    let crowded = tally.into_iter().filter(|(_, number)| *number > 5);
    crowded
        .map(|((region, zone), number)| (region, format!("NAT gateways in {zone}"), 5, number))
        .collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |rules| {
        (0..rules).fold(three_tiers(), |sketch, number| {
            sketch.push("sg-2", "ingress", tcp(8000 + number, "#sg-1"))
        })
    };
    let six = |id: &str| {
        (0..6).fold(three_tiers().set(id, "security_groups", serde_json::json!([])), |sketch, number| {
            let group = SecurityGroup {
                vpc: to("vpc-1"),
                ..SecurityGroup::default()
            };
            let guard = format!("sg-1{number}");
            sketch.add(&guard, &guard, group).push(id, "security_groups", &guard)
        })
    };
    // Private ones take no Elastic IP, of which there are five too.
    let nats = |more| {
        (0..=more).fold(three_tiers(), |sketch, number| {
            let nat = NatGateway {
                subnet: to("subnet-1"),
                connectivity: Connectivity::Private,
                elastic_ip: false,
                ..NatGateway::default()
            };
            sketch.add(&format!("nat-1{number}"), "more", nat)
        })
    };
    Examples::new()
        .fires(with(59), expect!["WebServer-SG has 61 inbound rules; AWS's default quota is 60, and more need a request."])
        .fires(six("lt-1"), expect!["Notebookly-Template has 6 security groups on one interface; AWS's default quota is 5, and more need a request."])
        .fires(nats(4), expect!["Mumbai has 6 NAT gateways in ap-south-1a; AWS's default quota is 5, and more need a request."])
        .silent(nats(3))
        .silent(with(58))
}
