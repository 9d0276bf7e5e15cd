//! The library stands on another campus, and no road leads there.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "backend-in-another-vpc",
    severity: Error,
    title: "Application calls into an unconnected VPC",
    checks: "That what an application calls by a private address (a database, a file system, an internal load balancer, an instance) is in the VPC of the application, or in one that is peered with it.",
    why: "VPCs have no path to each other unless somebody builds one.",
    reaction: "AWS accepts it; packets find no way and connections time out.",
    source: "[API ec2 CreateVpcPeeringConnection], [RDS UG: VPC scenarios] · rulebook VPC-25, X-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let peered = context.relations.peered();
    for caller in context.servers() {
        let Some(vpc) = context.vpc_of_subnets(caller.subnets) else {
            continue;
        };
        for id in caller.backends {
            let Some(home) = private_home(context, id) else {
                continue;
            };
            if home == vpc || peered.contains(&(vpc, home)) {
                continue;
            }
            report
                .about(caller.made_by)
                .at("backends")
                .with(id)
                .with(vpc)
                .with(home)
                .say(format!(
                    "{} in {} calls {} in {}, but no peering connects the two VPCs.",
                    context.name(caller.id),
                    context.name(vpc),
                    context.name(id),
                    context.name(home),
                ));
        }
    }
}

/// The VPC of something that answers under a private address only. Whatever
/// has a public one may be called over the internet.
fn private_home<'a>(context: &Context<'_, 'a>, id: &ResourceId) -> Option<&'a ResourceId> {
    match &context.architecture.get(id)?.properties {
        Properties::Database(it) if !it.public => context.vpc_of_subnets(&it.subnets),
        Properties::LoadBalancer(it) if it.scheme == Scheme::Internal => {
            context.vpc_of_subnets(&it.subnets)
        }
        Properties::FileSystem(it) => {
            let mut subnets = it.mount_targets.iter().filter_map(|it| it.subnet.as_ref());
            subnets.find_map(|id| context.subnet(id)?.vpc)
        }
        Properties::Instance(it) => {
            let subnet = context.subnet(it.subnet.as_ref()?)?;
            let public = context.relations.public_address_by(id, subnet.subnet);
            subnet.vpc.filter(|_| public.is_none())
        }
        _ => None,
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let vpc = Vpc {
        region: to("region-1"),
        cidr: "10.1.0.0/16".into(),
        ..Vpc::default()
    };
    let subnet = Subnet {
        vpc: to("vpc-2"),
        cidr: "10.1.1.0/24".into(),
        zone: "ap-south-1a".to_owned(),
        ..Subnet::default()
    };
    let api = Instance {
        subnet: to("subnet-9"),
        ..Instance::default()
    };
    let two = three_tiers()
        .add("vpc-2", "Test-VPC", vpc)
        .add("subnet-9", "test", subnet)
        .add("i-9", "api", api)
        .push("lt-1", "backends", "i-9");
    let peering = VpcPeering {
        requester: to("vpc-1"),
        accepter: to("vpc-2"),
    };
    Examples::new()
        .fires(two.clone(), expect!["Notebookly-ASG in Notebookly-VPC calls api in Test-VPC, but no peering connects the two VPCs."])
        .silent(two.clone().set("i-9", "public_ip", "yes"))
        .silent(two.add("pcx-1", "peering", peering))
        .silent(three_tiers())
}
