//! A bridge needs a signpost on both banks.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "peering-without-route",
    severity: Error,
    title: "Peering that no route uses",
    checks: "That both VPCs of a peering connection have a route table with a route to it for addresses of the other side. It is an error where a server of one VPC calls something in the other, else a warning.",
    why: "Without a route on one side, requests do not leave or answers do not come back.",
    reaction: "AWS makes the connection and adds no routes: those are yours to add, on both sides.",
    source: "[VPC Peering Guide: Update route tables] · rulebook VPC-25",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut tables: FxHashMap<_, Vec<_>> = FxHashMap::default();
    let mut leading: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (table, it) in context.all::<RouteTable>() {
        let Some(vpc) = &it.vpc else { continue };
        tables.entry(vpc).or_default().push((table, it));
        for (index, route) in it.routes.iter().enumerate() {
            if let Some(target) = &route.target {
                let routes = &it.routes[..];
                leading.entry(target).or_default().push(Leading { vpc, table, routes, index, route });
            }
        }
    }
    let crossing = crossing(context);
    for (id, peering) in context.all::<VpcPeering>() {
        let (Some(one), Some(other)) = (&peering.requester, &peering.accepter) else {
            continue;
        };
        let exists = |it| context.find::<Vpc>(it).is_some();
        if one == other || !exists(one) || !exists(other) {
            continue;
        }
        let leading = leading.get(id).map_or(&[][..], Vec::as_slice);
        let mut missing = Vec::new();
        for (vpc, peer) in [(one, other), (other, one)] {
            let mine: Vec<_> = leading.iter().filter(|it| it.vpc == vpc).collect();
            let blocks = context.blocks_of(peer);
            let meets = |it: &&&Leading<'_>| {
                let block = it.route.destination.lenient();
                // What cannot be read is told as such.
                block.is_none_or(|it| blocks.is_empty() || blocks.iter().any(|peer| peer.contains(&it) || it.contains(peer)))
            };
            if mine.iter().any(|it| meets(&it)) {
                continue;
            }
            let Some(wrong) = mine.first() else {
                missing.push((vpc, peer));
                continue;
            };
            let fix = only(blocks).filter(|_| mine.len() == 1).map(|block| {
                let mut routes = wrong.routes.to_vec();
                routes[wrong.index].destination = block.into();
                Remedy::new(format!("Lead {block} there"), Edit::set(wrong.table, "routes", routes))
            });
            report.about(id).weighs(Warning).with(wrong.table).with(peer).value(wrong.table, "routes").fix_if(fix).say(format!(
                "{} leads {} to {}, but {} has other addresses: {}.",
                context.name(wrong.table),
                wrong.route.destination,
                context.name(id),
                context.name(peer),
                list(blocks.iter().map(ToString::to_string)),
            ));
        }
        if missing.is_empty() {
            continue;
        }
        let mut draft = report.about(id);
        for (vpc, _) in &missing {
            draft = draft.with(vpc);
        }
        let fix = add_routes(context, id, &missing, &tables);
        // What no server calls across yet waits for nobody.
        let weight = if crossing.contains(&(one, other)) { Error } else { Warning };
        draft.weighs(weight).value(id, "requester").value(id, "accepter").fix_if(fix).say(format!(
            "No route table of {} leads to {}, so packets cannot cross and come back.",
            context.names(missing.iter().map(|it| it.0)).replace(" and ", " or "),
            context.name(id),
        ));
    }
}

/// The pairs of VPCs between which a server calls something, in both orders.
fn crossing<'a>(context: &Context<'_, 'a>) -> FxHashSet<(&'a ResourceId, &'a ResourceId)> {
    let mut pairs = FxHashSet::default();
    if context.all::<VpcPeering>().next().is_none() {
        return pairs;
    }
    for caller in context.servers() {
        let home = context.vpc_of_subnets(caller.subnets);
        for called in caller.backends {
            if let Some((one, other)) = home.zip(context.relations.vpc_of(called)).filter(|(one, other)| one != other) {
                pairs.extend([(one, other), (other, one)]);
            }
        }
    }
    pairs
}

/// A route that leads to a peering connection.
struct Leading<'a> {
    vpc: &'a ResourceId,
    table: &'a ResourceId,
    routes: &'a [Route],
    index: usize,
    route: &'a Route,
}

fn only(blocks: &[ipnet::Ipv4Net]) -> Option<ipnet::Ipv4Net> {
    match blocks {
        [block] => Some(*block),
        _ => None,
    }
}

/// Routes to the only block of the peer in the only table of each VPC.
fn add_routes(
    context: &Context<'_, '_>,
    id: &ResourceId,
    missing: &[(&ResourceId, &ResourceId)],
    tables: &FxHashMap<&ResourceId, Vec<(&ResourceId, &RouteTable)>>,
) -> Option<Remedy> {
    let mut edits = Vec::new();
    let mut labels = Vec::new();
    for (vpc, peer) in missing {
        let block = only(context.blocks_of(peer))?;
        let [(table, it)] = tables.get(vpc)?[..] else {
            return None;
        };
        let local = context.blocks_of(vpc).iter().any(|it| it.contains(&block) || block.contains(it));
        let known = it.routes.iter().any(|it| it.destination.lenient() == Some(block));
        if local || known {
            return None;
        }
        let route = Route {
            destination: block.into(),
            target: Some(id.clone()),
        };
        edits.push(Edit::insert(table, "routes", it.routes.len(), route));
        labels.push(format!("{block} in {}", context.name(table)));
    }
    let label = format!("Add a route to {}: {}", context.name(id), list(labels));
    Some(Remedy { label, edits })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let peered = |routes: &[&str]| {
        let vpc = Vpc {
            region: to("region-1"),
            cidr: "10.1.0.0/16".into(),
            ..Vpc::default()
        };
        let peering = VpcPeering {
            requester: to("vpc-1"),
            accepter: to("vpc-2"),
        };
        let table = RouteTable {
            vpc: to("vpc-2"),
            ..RouteTable::default()
        };
        let sketch = empty_vpc()
            .add("vpc-2", "Test-VPC", vpc)
            .add("rt-2", "test", table)
            .add("pcx-1", "peering", peering);
        routes.iter().fold(sketch, |sketch, table| {
            sketch.push(table, "routes", route("10.0.0.0/8", "pcx-1"))
        })
    };
    Examples::new()
        .fires(peered(&["rt-1"]), expect!["No route table of Test-VPC leads to peering, so packets cannot cross and come back. [Add a route to peering: 10.0.0.0/16 in test]"])
        .fires(peered(&[]), expect!["No route table of Notebookly-VPC or Test-VPC leads to peering, so packets cannot cross and come back. [Add a route to peering: 10.1.0.0/16 in public and 10.0.0.0/16 in test]"])
        .fires(peered(&["rt-2"]).push("rt-1", "routes", route("10.9.0.0/16", "pcx-1")), expect!["public leads 10.9.0.0/16 to peering, but Test-VPC has other addresses: 10.1.0.0/16. [Lead 10.1.0.0/16 there]"])
        .silent(peered(&["rt-1", "rt-2"]))
}
