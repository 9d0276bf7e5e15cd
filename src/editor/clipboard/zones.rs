//! The Availability Zones of copies.

use crate::architecture::{Architecture, Document, Edit, PropertyType, ResourceId, Subnet};
use crate::aws::regions;
use crate::relations::Relations;
use crate::text::count;

/// Puts copies into zones of their Region; a copy of what stands in one zone of
/// its VPC goes into the other of the first two where that has fewer subnets,
/// because two zones are what everything needs that must survive a failure.
pub fn settle(
    after: &mut Document,
    before: &Architecture,
    roots: &[(ResourceId, ResourceId)],
    beside: bool,
) -> Option<String> {
    let mut edits = Vec::new();
    let mut said = None;
    {
        let relations = Relations::of(&after.architecture);
        for (id, resource) in after.architecture.resources() {
            if before.get(id).is_some() {
                continue;
            }
            let Some(facts) = relations.region_code_of(id).and_then(regions::facts) else {
                continue;
            };
            for property in resource.kind().info().properties {
                let zone = resource.properties.get(property.key);
                let (PropertyType::Zone, Some(zone)) =
                    (property.value, zone.as_ref().and_then(|it| it.as_str()))
                else {
                    continue;
                };
                if !zone.is_empty() && !facts.zones.contains(&zone) {
                    let letter = zone.chars().last().unwrap_or('a');
                    let same = facts.zones.iter().find(|it| it.ends_with(letter));
                    let zone = same.or(facts.zones.first()).copied().unwrap_or_default();
                    edits.push(Edit::set(id, property.key, zone));
                }
            }
        }
        let subnets: Vec<(&ResourceId, &Subnet)> = roots
            .iter()
            .filter_map(|(_, new)| Some((new, after.architecture.find(new)?)))
            .collect();
        if edits.is_empty()
            && let Some((zone, vpc)) = other_zone(&relations, before, &subnets)
        {
            let ids = subnets.iter().map(|(id, _)| *id);
            edits.extend(ids.map(|id| Edit::set(id, "zone", zone)));
            let names: Vec<String> = subnets
                .iter()
                .map(|(id, _)| after.architecture.name_of(id))
                .collect();
            if beside {
                said = Some(format!(
                    "{} stands in {zone}, where {} has fewer subnets.",
                    match names.as_slice() {
                        [one] => one.clone(),
                        many => format!("The copy of {}", count(many.len(), "subnet", "subnets")),
                    },
                    after.architecture.name_of(&vpc)
                ));
            }
        }
    }
    let applied = after.apply_all(edits);
    debug_assert!(applied.is_ok(), "a zone is a text: {applied:?}");
    said
}

fn other_zone(
    relations: &Relations<'_>,
    before: &Architecture,
    subnets: &[(&ResourceId, &Subnet)],
) -> Option<(&'static str, ResourceId)> {
    let (_, first) = subnets.first()?;
    let vpc = first.vpc.clone()?;
    let alike = |it: &&(&ResourceId, &Subnet)| it.1.zone == first.zone && it.1.vpc == first.vpc;
    before.get(&vpc)?;
    if subnets.iter().filter(alike).count() != subnets.len() {
        return None;
    }
    let facts = regions::facts(relations.region_code_of(&vpc)?)?;
    let used = |zone: &str| {
        let mut all = before
            .all::<Subnet>()
            .filter(|(_, it)| it.vpc.as_ref() == Some(&vpc));
        all.by_ref().filter(|(_, it)| it.zone == zone).count()
    };
    let two = facts.zones.iter().take(2);
    let fewest = two.min_by_key(|zone| (used(zone), **zone != first.zone))?;
    (**fewest != first.zone && used(fewest) < used(&first.zone)).then_some((*fewest, vpc))
}
