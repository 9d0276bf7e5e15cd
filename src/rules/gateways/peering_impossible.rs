//! A peering connection joins two networks that can be told apart.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "peering-impossible",
    severity: Error,
    title: "Peering that cannot work",
    checks: "That a peering connection has two different VPCs whose blocks do not overlap, and that no other one connects the same two.",
    why: "With the same address on both sides, no router could tell which side a packet is for.",
    reaction: "The request fails; the connection never becomes active.",
    source: "[API ec2 CreateVpcPeeringConnection], [VPC Peering Guide: Peering limitations] · rulebook VPC-25",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut pairs: FxHashMap<_, &ResourceId> = FxHashMap::default();
    for (id, peering) in context.all::<VpcPeering>() {
        let name = context.name(id);
        let (property, sentence) = match (&peering.requester, &peering.accepter) {
            (None, _) => ("requester", format!("{name} needs the VPC that asks for it.")),
            (_, None) => ("accepter", format!("{name} needs a second VPC to connect to.")),
            (Some(one), Some(other)) if one == other => (
                "accepter",
                format!("{name} connects {} with itself: choose another VPC.", context.name(one)),
            ),
            (Some(one), Some(other)) => {
                let first = *pairs.entry((one.min(other), one.max(other))).or_insert(id);
                let Some((a, b)) = overlap(context, one, other) else {
                    if first != id {
                        let sentence = format!(
                            "{name} connects {} and {}, which {} connects already: two VPCs have at most one peering connection.",
                            context.name(one),
                            context.name(other),
                            context.name(first),
                        );
                        report.about(id).at("accepter").with(first).say(sentence);
                    }
                    continue;
                };
                report
                    .about(id)
                    .at("accepter")
                    .with(one)
                    .with(other)
                    .evidence(Evidence::Block {
                        resource: one.clone(),
                        block: a,
                    })
                    .evidence(Evidence::Block {
                        resource: other.clone(),
                        block: b,
                    })
                    .say(format!(
                        "{name} cannot connect {} and {}: their blocks {a} and {b} overlap.",
                        context.name(one),
                        context.name(other),
                    ));
                continue;
            }
        };
        let open = peering.requester.is_none() || peering.accepter.is_none();
        let fix = waiting(context, id, peering).filter(|_| open).map(|vpc| {
            Remedy::new(format!("Connect it to {}", context.name(vpc)), Edit::set(id, property, vpc))
        });
        report.about(id).at(property).fix_if(fix).waits_if(open, Step::Complete).say(sentence);
    }
}

/// The only other VPC with a route to a peering connection that lacks a side;
/// where no route tells, the only other VPC.
fn waiting<'a>(context: &Context<'_, 'a>, id: &ResourceId, peering: &VpcPeering) -> Option<&'a ResourceId> {
    let known = peering.requester.as_ref().or(peering.accepter.as_ref())?;
    let fits = |vpc: &ResourceId| vpc != known && overlap(context, known, vpc).is_none();
    let only = |mut all: Vec<&'a ResourceId>| {
        all.order();
        all.dedup();
        (all.len() == 1).then(|| all[0])
    };
    let tables = context.all::<RouteTable>();
    let leading = tables.filter(|(_, it)| it.routes.iter().any(|it| it.target.as_ref() == Some(id)));
    let by_route = leading.filter_map(|(table, _)| context.relations.table(table)?.vpc);
    let by_route: Vec<_> = by_route.filter(|vpc| fits(vpc)).collect();
    if !by_route.is_empty() {
        return only(by_route);
    }
    only(context.all::<Vpc>().map(|(id, _)| id).filter(|vpc| fits(vpc)).collect())
}

fn overlap(
    context: &Context<'_, '_>,
    one: &ResourceId,
    other: &ResourceId,
) -> Option<(ipnet::Ipv4Net, ipnet::Ipv4Net)> {
    context.blocks_of(one).iter().find_map(|a| {
        let b = context
            .blocks_of(other)
            .iter()
            .find(|b| a.contains(*b) || b.contains(a))?;
        Some((*a, *b))
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let peered = |cidr: &str, accepter: Option<ResourceId>| {
        let vpc = Vpc {
            region: to("region-1"),
            cidr: cidr.into(),
            ..Vpc::default()
        };
        let peering = VpcPeering {
            requester: to("vpc-1"),
            accepter,
        };
        empty_vpc().add("vpc-2", "Test-VPC", vpc).add("pcx-1", "peering", peering)
    };
    Examples::new()
        .fires(peered("10.0.64.0/18", to("vpc-2")), expect!["peering cannot connect Notebookly-VPC and Test-VPC: their blocks 10.0.0.0/16 and 10.0.64.0/18 overlap."])
        .fires(peered("10.1.0.0/16", None), expect!["peering needs a second VPC to connect to. [Connect it to Test-VPC]"])
        .fires(peered("10.1.0.0/16", to("vpc-2")).add("pcx-2", "again", VpcPeering { requester: to("vpc-2"), accepter: to("vpc-1") }), expect!["again connects Test-VPC and Notebookly-VPC, which peering connects already: two VPCs have at most one peering connection."])
        .fires(peered("10.1.0.0/16", None).add("vpc-3", "Other-VPC", Vpc { region: to("region-1"), cidr: "10.2.0.0/16".into(), ..Vpc::default() }), expect!["peering needs a second VPC to connect to."])
        .fires(peered("10.1.0.0/16", None).add("vpc-3", "Other-VPC", Vpc { region: to("region-1"), cidr: "10.2.0.0/16".into(), ..Vpc::default() }).add("rt-9", "other", RouteTable { vpc: to("vpc-3"), routes: vec![route("10.0.0.0/16", "pcx-1")] }), expect!["peering needs a second VPC to connect to. [Connect it to Other-VPC]"])
        .silent(peered("10.1.0.0/16", to("vpc-2")))
}
