//! All visitors' cards in one drawer.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cache-without-replica",
    severity: Warning,
    title: "Cache of a single node",
    checks: "That a cache has a replica, and that a replica takes over by itself (Multi-AZ).",
    why: "A cache keeps its data in memory. When its only node fails, all sessions are gone and everybody has to log in again; the database gets all requests until the cache is full once more.",
    reaction: "AWS accepts it and replaces a node that failed, empty.",
    source: "[ElastiCache UG: Mitigating failures; Minimizing downtime by using Multi-AZ] · rulebook REG-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, cache) in context.all::<Cache>().filter(|(_, it)| !it.multi_az) {
        let name = context.name(id);
        let (what, edits) = if cache.nodes < 2 {
            ("has a single node", vec![Edit::set(id, "nodes", 2), Edit::set(id, "multi_az", true)])
        } else {
            ("has replicas, but none of them takes over by itself", vec![Edit::set(id, "multi_az", true)])
        };
        report
            .about(id)
            .at("multi_az")
            .value(id, "nodes")
            .value(id, "multi_az")
            .fix_all("Let a replica take over", edits)
            .say(format!("{name} {what}: what is in it is gone, or waits for somebody, when a node fails."));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let cache = |nodes, multi_az| {
        let cache = Cache {
            subnets: ids(&["subnet-3", "subnet-4"]),
            security_groups: ids(&["sg-3"]),
            nodes,
            multi_az,
            ..Cache::default()
        };
        three_tiers().add("cache-1", "sessions", cache)
    };
    Examples::new()
        .fires(cache(1, false), expect!["sessions has a single node: what is in it is gone, or waits for somebody, when a node fails. [Let a replica take over]"])
        .fires(cache(2, false), expect!["sessions has replicas, but none of them takes over by itself: what is in it is gone, or waits for somebody, when a node fails. [Let a replica take over]"])
        .silent(cache(2, true))
}
