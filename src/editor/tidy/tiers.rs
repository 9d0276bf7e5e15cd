//! Which tier a subnet belongs to, and which subnets stand in one row.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{Architecture, Kind, ResourceId};
use crate::editor::scene::{Scene, Shape};
use crate::order::{InOrder, by_name};
use crate::relations::SubnetKind;

/// A tier, from the internet inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// What the internet meets first.
    Public,
    /// Servers.
    Private,
    /// What keeps data and nothing else.
    Data,
}

/// A subnet that is to be placed.
#[derive(Clone, Debug)]
pub struct Wing {
    pub id: ResourceId,
    pub zone: String,
    pub tier: Tier,
    name: String,
}

/// The subnets of a VPC that may be placed, with their zones and tiers.
pub fn wings(
    architecture: &Architecture,
    scene: &Scene,
    ids: impl Iterator<Item = ResourceId>,
) -> Vec<Wing> {
    ids.filter_map(|id| {
        let subnet = architecture.find::<crate::architecture::Subnet>(&id)?;
        Some(Wing {
            zone: subnet.zone.clone(),
            tier: tier(scene, &id),
            name: architecture.name_of(&id),
            id,
        })
    })
    .collect()
}

fn tier(scene: &Scene, id: &ResourceId) -> Tier {
    let reach = scene.get(id).and_then(|thing| thing.reach);
    let nodes: Vec<Kind> = (scene.in_box(Some(id)))
        .filter(|it| it.shape == Shape::Node)
        .map(|it| it.kind)
        .collect();
    let door = nodes.contains(&Kind::NatGateway);
    let keeps = |kind: &Kind| matches!(kind, Kind::Database | Kind::Cache);
    let data = nodes.iter().any(keeps) || scene.is_spanned_by_data(id);
    match reach {
        Some(SubnetKind::Public) => Tier::Public,
        // A NAT gateway belongs in a public subnet; this one is not ready yet.
        _ if door => Tier::Public,
        _ if data && nodes.iter().all(keeps) => Tier::Data,
        _ if named_for_data(scene, id) => Tier::Data,
        Some(SubnetKind::Private) => Tier::Private,
        // Without any table every subnet is isolated: a drawing begins so.
        _ => Tier::Private,
    }
}

/// Whether a subnet that holds nothing yet is called after what it will keep.
fn named_for_data(scene: &Scene, id: &ResourceId) -> bool {
    let thing = scene.get(id);
    let named = thing.is_some_and(|it| it.name.to_lowercase().contains("data"));
    named && scene.in_box(Some(id)).next().is_none()
}

/// The rows of subnets, tier by tier: in each row at most one of each zone.
/// What something spans stands in one row, so that its frame is in one piece.
pub fn rows(wings: &[Wing], scene: &Scene) -> Vec<(Tier, Vec<BTreeMap<String, ResourceId>>)> {
    let mut tiers = Vec::new();
    for tier in [Tier::Public, Tier::Private, Tier::Data] {
        let mut of_tier: Vec<&Wing> = wings.iter().filter(|it| it.tier == tier).collect();
        if of_tier.is_empty() {
            continue;
        }
        of_tier.order_by(|one, other| {
            by_name(&one.name, &other.name).then_with(|| one.id.cmp(&other.id))
        });
        let mut rows: Vec<BTreeMap<String, ResourceId>> = Vec::new();
        let mut seated: BTreeSet<&ResourceId> = BTreeSet::new();
        for kin in kin(&of_tier, scene) {
            // A zone twice in one set of kin: the second one stands beneath.
            let mut left = kin;
            left.retain(|wing| !seated.contains(&wing.id));
            while !left.is_empty() {
                let mut here: Vec<&Wing> = Vec::new();
                left.retain(|wing| {
                    let free = here.iter().all(|it| it.zone != wing.zone);
                    if free {
                        here.push(wing);
                    }
                    !free
                });
                let fits = |row: &BTreeMap<String, ResourceId>| {
                    here.iter().all(|wing| !row.contains_key(&wing.zone))
                };
                let place = match rows.iter().position(fits) {
                    Some(place) => place,
                    None => {
                        rows.push(BTreeMap::new());
                        rows.len() - 1
                    }
                };
                for wing in here {
                    seated.insert(&wing.id);
                    rows[place].insert(wing.zone.clone(), wing.id.clone());
                }
            }
        }
        tiers.push((tier, rows));
    }
    tiers
}

/// The sets of subnets that something spans, the largest first, and then each
/// subnet by itself.
fn kin<'a>(wings: &[&'a Wing], scene: &Scene) -> Vec<Vec<&'a Wing>> {
    let mut spans: BTreeMap<ResourceId, Vec<&'a Wing>> = BTreeMap::new();
    for wing in wings {
        for owner in scene.spanning(&wing.id) {
            spans.entry(owner.clone()).or_default().push(wing);
        }
    }
    let mut sets: Vec<Vec<&'a Wing>> = spans.into_values().filter(|it| it.len() > 1).collect();
    sets.order_by_key(|set| std::cmp::Reverse(set.len()));
    sets.extend(wings.iter().map(|wing| vec![*wing]));
    sets
}
