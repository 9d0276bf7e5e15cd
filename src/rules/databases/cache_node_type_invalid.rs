//! Node types of caches are called cache.something.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cache-node-type-invalid",
    severity: Error,
    title: "Not a node type of caches",
    checks: "That the node type of a cache has the form cache.family.size, such as cache.t4g.micro, and is not of a generation that AWS makes no new ones of: t1, m1, m3, c1, r3, m2. Which types a Region offers is not checked.",
    why: "The node type says how much memory and CPU a node has.",
    reaction: "CreateReplicationGroup is refused.",
    source: "[API elasticache CreateReplicationGroup CacheNodeType], [ElastiCache UG: Supported node types]",
    aws_error: "InvalidParameterValue",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, cache) in context.all::<Cache>() {
        let kind = cache.node_type.trim();
        let mut parts = kind.split('.');
        let (first, family, size) = (parts.next(), parts.next(), parts.next());
        let full = |it: Option<&str>| it.is_some_and(|it| !it.is_empty());
        let well_formed = first == Some("cache") && full(family) && full(size) && parts.next().is_none();
        let old = matches!(family, Some("t1" | "m1" | "m2" | "m3" | "c1" | "r3"));
        if well_formed && !old {
            continue;
        }
        let with_prefix = format!("cache.{kind}");
        let known = CACHE_TYPES.iter().any(|it| it.value == with_prefix);
        let fix = known
            .then(|| Remedy::new(format!("Use {with_prefix}"), Edit::set(id, "node_type", &with_prefix)));
        report.about(id).at("node_type").fix_if(fix).say(if well_formed {
            format!("AWS makes no new nodes of the type {kind}, which {} has: choose one such as cache.t4g.micro.", context.name(id))
        } else {
            format!("“{kind}” is not a node type for {}: choose one such as cache.t4g.micro.", context.name(id))
        });
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let of = |kind: &str| {
        let cache = Cache {
            subnets: ids(&["subnet-3", "subnet-4"]),
            security_groups: ids(&["sg-3"]),
            node_type: kind.to_owned(),
            ..Cache::default()
        };
        three_tiers().add("cache-1", "sessions", cache)
    };
    Examples::new()
        .fires(of("t4g.micro"), expect!["“t4g.micro” is not a node type for sessions: choose one such as cache.t4g.micro. [Use cache.t4g.micro]"])
        .fires(of("cache.m3.large"), expect!["AWS makes no new nodes of the type cache.m3.large, which sessions has: choose one such as cache.t4g.micro."])
        .silent(of("cache.r7g.large"))
}
