//! A deputy who does not exist, or sits in the same building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cache-failover-impossible",
    severity: Error,
    title: "Cache cannot fail over",
    checks: "That a cache with Multi-AZ has at least two nodes, and subnets in at least two Availability Zones, which is a warning.",
    why: "With Multi-AZ a replica in another zone takes over when the node that takes the writes fails. It needs a replica, and a zone for it.",
    reaction: "CreateReplicationGroup is refused with fewer than two nodes: automatic failover, which Multi-AZ needs, asks for them.",
    source: "[API elasticache CreateReplicationGroup], [ElastiCache UG: Minimizing downtime by using Multi-AZ]",
    aws_error: "InvalidParameterCombination",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, cache) in context.all::<Cache>().filter(|(_, it)| it.multi_az) {
        let name = context.name(id);
        if cache.nodes < 2 {
            report
                .about(id)
                .at("nodes")
                .value(id, "nodes")
                .value(id, "multi_az")
                .fix("Add a replica", Edit::set(id, "nodes", 2))
                .say(format!("{name} has Multi-AZ but a single node: no replica could take over."));
        } else if context.zones_are_known(&cache.subnets) {
            let zones = context.zones(&cache.subnets);
            if zones.len() == 1 {
                report
                    .about(id)
                    .at("subnets")
                    .weighs(Warning)
                    .value(id, "subnets")
                    .say(format!("{name} has Multi-AZ, but all of its subnets are in {}: its nodes would fail together.", list(zones)));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let cache = |subnets: &[&str], nodes| {
        let cache = Cache {
            subnets: ids(subnets),
            security_groups: ids(&["sg-3"]),
            nodes,
            ..Cache::default()
        };
        three_tiers().add("cache-1", "sessions", cache)
    };
    Examples::new()
        .fires(cache(&["subnet-3", "subnet-4"], 1), expect!["sessions has Multi-AZ but a single node: no replica could take over. [Add a replica]"])
        .fires(cache(&["subnet-3"], 2), expect!["sessions has Multi-AZ, but all of its subnets are in ap-south-1a: its nodes would fail together."])
        .silent(cache(&["subnet-3", "subnet-4"], 2))
        .silent(cache(&["subnet-3"], 1).set("cache-1", "multi_az", false))
        .silent(cache(&[], 2))
}
