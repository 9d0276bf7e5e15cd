//! The blocks and addresses of copies.
//!
//! A subnet's block is its own in its VPC, and VPCs that may be peered one day
//! want blocks of their own too, so a copy takes the next free block where its
//! own is taken. What stands in it and names addresses of the old block then
//! names those of the new one. A private address that is taken, or that lies in
//! no block of its subnet, is left to AWS, and so is a public one: an Elastic
//! IP is there once.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;
use rustc_hash::FxHashSet;
use serde_json::Value;

use super::made::Made;
use crate::architecture::{
    Architecture, Document, Edit, Kind, Properties, PropertyType, ResourceId, Subnet,
};
use crate::building::placement::container_of;
use crate::relations::Relations;
use crate::relations::blocks::{free_of, next_behind};

/// A block that became another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    from: Ipv4Net,
    to: Ipv4Net,
}

impl Shift {
    /// The block or address that a text becomes, if it lies in the old block.
    fn moved(&self, text: &str) -> Option<String> {
        let (block, is_block) = match text.parse::<Ipv4Net>() {
            Ok(block) => (block, true),
            Err(_) => (
                Ipv4Net::from(text.parse::<std::net::Ipv4Addr>().ok()?),
                false,
            ),
        };
        if !self.from.contains(&block) || self.from.prefix_len() != self.to.prefix_len() {
            return None;
        }
        let offset = u32::from(block.addr()).wrapping_sub(u32::from(self.from.network()));
        let address = u32::from(self.to.network()).wrapping_add(offset);
        let moved = Ipv4Net::new(address.into(), block.prefix_len()).ok()?;
        Some(match is_block {
            true => moved.to_string(),
            false => moved.addr().to_string(),
        })
    }
}

/// Gives new VPCs and subnets blocks of their own and moves addresses along;
/// yields what somebody should know.
pub fn settle(document: &mut Document, before: &Architecture, made: &Made) -> Vec<String> {
    let mut told = Vec::new();
    let mut shifts: BTreeMap<ResourceId, Vec<Shift>> = BTreeMap::new();
    let (edits, moved) = vpc_blocks(&document.architecture, before, made);
    apply(document, edits);
    shifts.extend(moved);
    // The subnets of a VPC that moved have moved with it when their own blocks
    // are looked at.
    apply(document, moved_along(&document.architecture, made, &shifts));
    let (edits, moved) = subnet_blocks(&document.architecture, made, &mut told);
    apply(document, edits);
    apply(document, moved_along(&document.architecture, made, &moved));
    let edits = freed(&document.architecture, made);
    apply(document, edits);
    told
}

/// Applies edits of what was just created, which always apply.
fn apply(document: &mut Document, edits: Vec<Edit>) {
    let applied = document.apply_all(edits);
    debug_assert!(applied.is_ok(), "a copy takes its own values: {applied:?}");
}

type Shifts = BTreeMap<ResourceId, Vec<Shift>>;

/// New blocks for the new VPCs whose own overlap those of others.
fn vpc_blocks(after: &Architecture, before: &Architecture, made: &Made) -> (Vec<Edit>, Shifts) {
    let relations = Relations::of(before);
    let mut taken = relations.vpc_blocks();
    let (mut edits, mut shifts) = (Vec::new(), Shifts::new());
    for (id, vpc) in after
        .all::<crate::architecture::Vpc>()
        .filter(|(id, _)| made.is_new(id))
    {
        let mut next = |text: &str| {
            let from: Ipv4Net = text.parse::<Ipv4Net>().ok()?.trunc();
            let to = free_of(from, &taken)?;
            taken.push(to);
            Some(Shift { from, to })
        };
        let mut own: Vec<Shift> = Vec::new();
        if let Some(shift) = next(&vpc.cidr.0) {
            own.push(shift);
            edits.push(Edit::set(id, "cidr", shift.to.to_string()));
        }
        let secondary: Vec<String> = vpc
            .secondary_cidrs
            .iter()
            .map(|block| match next(&block.0) {
                Some(shift) => {
                    own.push(shift);
                    shift.to.to_string()
                }
                None => block.0.clone(),
            })
            .collect();
        edits.push(Edit::set(id, "secondary_cidrs", secondary));
        own.retain(|shift| shift.from != shift.to);
        shifts.insert(id.clone(), own);
    }
    (edits, shifts)
}

/// New blocks for the new subnets whose own overlap those of others in their
/// VPC, or do not lie in it.
fn subnet_blocks(after: &Architecture, made: &Made, told: &mut Vec<String>) -> (Vec<Edit>, Shifts) {
    let relations = Relations::of(after);
    let mut taken: BTreeMap<&ResourceId, Vec<Ipv4Net>> = BTreeMap::new();
    for subnet in relations.subnets().iter().filter(|it| !made.is_new(it.id)) {
        if let (Some(vpc), Some(block)) = (subnet.vpc, subnet.block) {
            taken.entry(vpc).or_default().push(block);
        }
    }
    let (mut edits, mut shifts) = (Vec::new(), Shifts::new());
    for subnet in relations.subnets().iter().filter(|it| made.is_new(it.id)) {
        let own = after
            .find::<Subnet>(subnet.id)
            .and_then(|it| it.cidr.0.parse::<Ipv4Net>().ok());
        let (Some(vpc), Some(from)) = (subnet.vpc.and_then(|it| relations.vpc(it)), own) else {
            // What is only half typed stays as it was typed.
            continue;
        };
        let taken = taken.entry(vpc.id).or_default();
        let from = from.trunc();
        let is_inside = vpc.blocks.iter().any(|space| space.contains(&from));
        let overlaps = taken
            .iter()
            .any(|it| it.contains(&from) || from.contains(it));
        let to = match is_inside && !overlaps {
            true => Some(from),
            false => next_behind(&vpc.blocks, taken, from.prefix_len()),
        };
        let Some(to) = to else {
            told.push(format!(
                "{} has no room for another /{}: give {} a block of its own.",
                after.name_of(vpc.id),
                from.prefix_len(),
                after.name_of(subnet.id)
            ));
            continue;
        };
        taken.push(to);
        if to != from {
            edits.push(Edit::set(subnet.id, "cidr", to.to_string()));
            shifts.insert(subnet.id.clone(), vec![Shift { from, to }]);
        }
    }
    (edits, shifts)
}

/// The edits that move what new things say of addresses along with the block
/// of the box that they stand in.
fn moved_along(after: &Architecture, made: &Made, shifts: &Shifts) -> Vec<Edit> {
    if shifts.values().all(Vec::is_empty) {
        return Vec::new();
    }
    each_value(after, made, &mut |id, _, _, text| {
        let around = boxes_around(after, id);
        let moved = around.iter().filter_map(|it| shifts.get(it)).flatten();
        moved.into_iter().find_map(|shift| shift.moved(text))
    })
}

/// The boxes around a resource, from the inside out.
fn boxes_around(architecture: &Architecture, id: &ResourceId) -> Vec<ResourceId> {
    let mut around = Vec::new();
    let mut here = container_of(architecture, id);
    while let Some(id) = here.filter(|id| !around.contains(id)) {
        here = container_of(architecture, &id);
        around.push(id);
    }
    around
}

/// The edits that leave addresses to AWS which a copy cannot have.
fn freed(after: &Architecture, made: &Made) -> Vec<Edit> {
    let relations = Relations::of(after);
    let mut taken: FxHashSet<(Option<&ResourceId>, String)> = FxHashSet::default();
    for (id, resource) in after.resources().filter(|(id, _)| !made.is_new(id)) {
        if resource.kind() == Kind::User {
            continue;
        }
        let vpc = relations.vpc_of(id);
        for property in resource.kind().info().properties {
            let Some(mut value) = has_address(property.value)
                .then(|| resource.properties.get(property.key))
                .flatten()
            else {
                continue;
            };
            walk(&mut value, property.value, "", &mut |ty, key, text| {
                if matches!(ty, PropertyType::Address) {
                    taken.insert((scope(key_of(property.key, key), vpc), text.clone()));
                }
            });
        }
    }
    each_value(after, made, &mut |id, ty, key, text| {
        if !matches!(ty, PropertyType::Address) || after.kind_of(id) == Some(Kind::User) {
            return None;
        }
        let is_public = key.contains("public");
        let scope = scope(key, relations.vpc_of(id));
        let block = match after.get(id).map(|it| &it.properties) {
            Some(Properties::Instance(it)) => it.subnet.as_ref(),
            Some(Properties::NatGateway(it)) => it.subnet.as_ref(),
            _ => None,
        };
        let block = block
            .and_then(|it| relations.subnet(it))
            .and_then(|it| it.block);
        let address: Option<std::net::Ipv4Addr> = text.parse().ok();
        let outside = !is_public
            && block
                .zip(address)
                .is_some_and(|(block, address)| !block.contains(&address));
        (outside || !taken.insert((scope, text.to_owned()))).then(String::new)
    })
}

/// What a public address is unique in is everything, a private one its VPC.
fn scope<'a>(key: &str, vpc: Option<&'a ResourceId>) -> Option<&'a ResourceId> {
    vpc.filter(|_| !key.contains("public"))
}

fn key_of<'a>(property: &'a str, member: &'a str) -> &'a str {
    if member.is_empty() { property } else { member }
}

/// The edits that change texts of blocks and addresses in new resources to
/// what `change` makes of them.
fn each_value(
    after: &Architecture,
    made: &Made,
    change: &mut dyn FnMut(&ResourceId, PropertyType, &str, &str) -> Option<String>,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, resource) in after.resources().filter(|(id, _)| made.is_new(id)) {
        for property in resource.kind().info().properties {
            let Some(mut value) = has_address(property.value)
                .then(|| resource.properties.get(property.key))
                .flatten()
            else {
                continue;
            };
            let mut changed = false;
            // A VPC's own blocks are set, not moved.
            let own = resource.kind() == Kind::Vpc;
            walk(&mut value, property.value, "", &mut |ty, key, text| {
                if own || text.is_empty() {
                    return;
                }
                if let Some(other) = change(id, ty, key_of(property.key, key), text) {
                    *text = other;
                    changed = true;
                }
            });
            if changed {
                edits.push(Edit::set(id, property.key, value));
            }
        }
    }
    edits
}

fn has_address(ty: PropertyType) -> bool {
    match ty {
        PropertyType::Address | PropertyType::Cidr | PropertyType::Cidrs | PropertyType::Peer => {
            true
        }
        PropertyType::Rows(row) => row.members.iter().any(|it| has_address(it.value)),
        _ => false,
    }
}

/// Calls `visit` with every block and address in a value, with the type and
/// the member of a row that it is.
fn walk(
    value: &mut Value,
    ty: PropertyType,
    key: &str,
    visit: &mut dyn FnMut(PropertyType, &str, &mut String),
) {
    match (ty, value) {
        (PropertyType::Address | PropertyType::Cidr, Value::String(text)) => visit(ty, key, text),
        (PropertyType::Cidrs, Value::Array(items)) => {
            for item in items {
                walk(item, PropertyType::Cidr, key, visit);
            }
        }
        (PropertyType::Peer, Value::Object(members)) => {
            if let Some(block) = members.get_mut("cidr") {
                walk(block, PropertyType::Cidr, key, visit);
            }
        }
        (PropertyType::Rows(row), Value::Array(items)) => {
            for item in items {
                for member in row.members {
                    if let Some(inner) = item.get_mut(member.key) {
                        walk(inner, member.value, member.key, visit);
                    }
                }
            }
        }
        _ => {}
    }
}
