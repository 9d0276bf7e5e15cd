//! A destination has one way, not two.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "duplicate-route",
    severity: Error,
    title: "Two routes to one destination",
    checks: "That no two routes of a table have the same destination.",
    why: "Of routes with different destinations the most specific one wins. Between two with the same there is nothing to choose by.",
    reaction: "The second CreateRoute is refused; ReplaceRoute changes the target of the one that exists.",
    source: "[API ec2 CreateRoute] · rulebook RT-9",
    aws_error: "RouteAlreadyExists",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        let mut seen = FxHashMap::default();
        for (index, route) in table.routes.iter().enumerate() {
            let Some(block) = route.destination.lenient() else {
                continue;
            };
            let Some(first) = seen.get(&block).copied() else {
                seen.insert(block, index);
                continue;
            };
            // Which of two targets is meant only the learner knows.
            let same = table.routes[first].target == route.target;
            let fix = same.then(|| {
                Remedy::new("Remove the second route", Edit::remove(id, "routes", index))
            });
            report.about(id).at("routes").fix_if(fix).say(format!(
                "{} has two routes to {block}, in rows {} and {}: a table holds one route per destination (RouteAlreadyExists).",
                context.name(id),
                first + 1,
                index + 1,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("rt-1", "routes", route("0.0.0.0/0", "igw-1")), expect!["public has two routes to 0.0.0.0/0, in rows 1 and 2: a table holds one route per destination (RouteAlreadyExists). [Remove the second route]"])
        .fires(three_tiers().push("rt-1", "routes", route("0.0.0.0/0", "nat-1")), expect!["public has two routes to 0.0.0.0/0, in rows 1 and 2: a table holds one route per destination (RouteAlreadyExists)."])
        .silent(three_tiers().push("rt-1", "routes", route("192.0.2.0/24", "igw-1")))
}
