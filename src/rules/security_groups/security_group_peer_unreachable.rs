//! A guard cannot know the people of a campus that no road leads to.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-peer-unreachable",
    severity: Error,
    title: "Rule names a group of an unconnected VPC",
    checks: "That a group named in a rule is of the same VPC, or of one that is peered with it in the same Region.",
    why: "Naming a group means the private addresses of its members, and those mean nothing in a VPC that is not connected.",
    reaction: "Authorizing the rule is refused. cfn-lint does not find it.",
    source: "[VPC UG: Security group rules], [VPC Peering Guide: Reference peer security groups] · rulebook SG-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut peered = FxHashSet::default();
    for (_, peering) in context.all::<VpcPeering>() {
        if let (Some(one), Some(other)) = (&peering.requester, &peering.accepter) {
            peered.insert((one, other));
            peered.insert((other, one));
        }
    }
    for (id, group) in context.all::<SecurityGroup>() {
        let Some(vpc) = &group.vpc else { continue };
        for (property, rules) in [("ingress", &group.ingress), ("egress", &group.egress)] {
            for (index, rule) in rules.iter().enumerate() {
                let Peer::Group(peer) = &rule.peer else { continue };
                let it: Option<&SecurityGroup> = context.find(peer);
                let Some(home) = it.and_then(|it| it.vpc.as_ref()) else {
                    continue;
                };
                let connected = peered.contains(&(vpc, home));
                let regions = context.region_of(vpc).zip(context.region_of(home));
                let apart = regions.is_some_and(|(one, other)| one != other);
                if home == vpc || (connected && !apart) || context.find::<Vpc>(home).is_none() {
                    continue;
                }
                let why = if connected {
                    "the two are in different Regions, where a rule can only use the peer's block"
                } else {
                    "no peering connects the two"
                };
                report
                    .about(id)
                    .at(property)
                    .with(peer)
                    .value(id, property)
                    .value(peer, "vpc")
                    .fix("Remove the rule", Edit::remove(id, property, index))
                    .say(format!(
                        "{} belongs to {}, but one of its rules names {} of {}, and {why}.",
                        context.name(id),
                        context.name(vpc),
                        context.name(peer),
                        context.name(home),
                    ));
            }
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
    let two = three_tiers()
        .add("vpc-2", "Test-VPC", vpc)
        .set("sg-3", "vpc", "vpc-2");
    let peering = VpcPeering {
        requester: to("vpc-1"),
        accepter: to("vpc-2"),
    };
    Examples::new()
        .fires(two.clone(), expect!["Database-SG belongs to Test-VPC, but one of its rules names WebServer-SG of Notebookly-VPC, and no peering connects the two. [Remove the rule]"])
        .fires(
            two.clone()
                .add("region-2", "Frankfurt", Region { code: "eu-central-1".to_owned() })
                .set("vpc-2", "region", "region-2")
                .add("pcx-1", "peering", peering.clone()),
            expect!["Database-SG belongs to Test-VPC, but one of its rules names WebServer-SG of Notebookly-VPC, and the two are in different Regions, where a rule can only use the peer's block. [Remove the rule]"],
        )
        .silent(two.add("pcx-1", "peering", peering))
        .silent(three_tiers())
}
