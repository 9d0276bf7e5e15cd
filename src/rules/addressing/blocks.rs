//! Every place where a learner types a block, and what it is called there.

use ipnet::Ipv4Net;

use crate::relations::block_of;
use crate::rules::context::Context;
use crate::architecture::*;

/// A block as typed, with where it stands.
pub struct Typed<'a> {
    /// The resource.
    pub id: &'a ResourceId,
    /// The property.
    pub property: &'static str,
    /// The text.
    pub text: &'a CidrText,
    /// What it is, such as "the block" or "the destination of route 2".
    pub what: String,
    /// The property with the text replaced.
    pub replaced: Box<dyn Fn(CidrText) -> Option<Edit> + 'a>,
}

/// All of them.
pub fn typed<'a>(context: &Context<'_, 'a>) -> Vec<Typed<'a>> {
    let mut blocks = Vec::new();
    for (id, vpc) in context.all::<Vpc>() {
        blocks.push(single(id, &vpc.cidr));
        rows(
            &mut blocks,
            id,
            "secondary_cidrs",
            "secondary block",
            &vpc.secondary_cidrs,
            |it| it,
            |it, text| *it = text,
        );
    }
    for (id, subnet) in context.all::<Subnet>() {
        blocks.push(single(id, &subnet.cidr));
    }
    for (id, table) in context.all::<RouteTable>() {
        rows(
            &mut blocks,
            id,
            "routes",
            "the destination of route",
            &table.routes,
            |it| &it.destination,
            |it, text| it.destination = text,
        );
    }
    for (id, acl) in context.all::<NetworkAcl>() {
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            let what = format!("the block of {property} entry");
            rows(
                &mut blocks,
                id,
                property,
                &what,
                entries,
                |it| &it.cidr,
                |it, text| it.cidr = text,
            );
        }
    }
    for (id, group) in context.all::<SecurityGroup>() {
        for (property, rules) in [("ingress", &group.ingress), ("egress", &group.egress)] {
            let (side, end) = if property == "ingress" {
                ("inbound", "source")
            } else {
                ("outbound", "destination")
            };
            for (index, rule) in rules.iter().enumerate() {
                let Peer::Cidr(text) = &rule.peer else {
                    continue;
                };
                blocks.push(Typed {
                    id,
                    property,
                    text,
                    what: format!("the {end} of {side} rule {}", index + 1),
                    replaced: Box::new(move |text| {
                        let mut rules = rules.clone();
                        rules.get_mut(index)?.peer = Peer::Cidr(text);
                        Some(Edit::set(id, property, rules))
                    }),
                });
            }
        }
    }
    for (id, acl) in context.all::<WebAcl>() {
        let mut of_rules = Vec::new();
        rows(
            &mut of_rules,
            id,
            "rules",
            "the block of rule",
            &acl.rules,
            |it| &it.cidr,
            |it, text| it.cidr = text,
        );
        // Managed rules and rates look at no block of addresses.
        let with_statements = of_rules.into_iter().zip(&acl.rules);
        let addresses = with_statements.filter(|(_, rule)| rule.statement == WebAclStatement::Addresses);
        blocks.extend(addresses.map(|(block, _)| block));
    }
    blocks
}

/// The property in which a VPC has this block, and how it would be without it:
/// a secondary block can go, the primary one never (rulebook VPC-11).
pub fn place_of(
    context: &Context<'_, '_>,
    vpc: &ResourceId,
    block: Ipv4Net,
) -> (&'static str, Option<Remedy>) {
    let Some(it) = context
        .find::<Vpc>(vpc)
        .filter(|it| block_of(&it.cidr) != Some(block))
    else {
        return ("cidr", None);
    };
    let mut secondary = it.secondary_cidrs.iter();
    let index = secondary.position(|it| block_of(it) == Some(block));
    let used = context
        .subnets_of(vpc)
        .any(|it| it.block.is_some_and(|it| block.contains(&it)));
    let fix = index.filter(|_| !used);
    (
        "secondary_cidrs",
        fix.map(|index| remove_secondary(vpc, index, block)),
    )
}

/// Does without a secondary block.
pub fn remove_secondary(vpc: &ResourceId, index: usize, block: Ipv4Net) -> Remedy {
    Remedy::new(
        format!("Remove the secondary block {block}"),
        Edit::remove(vpc, "secondary_cidrs", index),
    )
}

fn single<'a>(id: &'a ResourceId, text: &'a CidrText) -> Typed<'a> {
    Typed {
        id,
        property: "cidr",
        text,
        what: "the block".to_owned(),
        replaced: Box::new(move |text| Some(Edit::set(id, "cidr", text))),
    }
}

fn rows<'a, R: Clone + serde::Serialize>(
    blocks: &mut Vec<Typed<'a>>,
    id: &'a ResourceId,
    property: &'static str,
    what: &str,
    rows: &'a [R],
    text: fn(&R) -> &CidrText,
    replace: fn(&mut R, CidrText),
) {
    for (index, row) in rows.iter().enumerate() {
        blocks.push(Typed {
            id,
            property,
            text: text(row),
            what: format!("{what} {}", index + 1),
            replaced: Box::new(move |text| {
                let mut rows = rows.to_vec();
                replace(rows.get_mut(index)?, text);
                Some(Edit::set(id, property, rows))
            }),
        });
    }
}
