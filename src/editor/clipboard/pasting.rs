//! What pasting does: new resources, and what is to be known of them.

use std::collections::{BTreeMap, BTreeSet};

use super::allowed::{Barred, barred};
use super::made::Made;
use super::names::free_name;
use super::{Clip, MOST_IN_ALL, addresses, single, zones};
use crate::architecture::{
    Account, Architecture, Document, Edit, Kind, Look, Properties, Region, Resource, ResourceId,
};
use crate::building::placement::{Refusal, container_of, move_into, place_for};
use crate::order::InOrder;
use crate::relations::Relations;

/// Where something is pasted.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Beside the original.
    Beside,
    /// In this box, or the nearest around it that takes it; outside every
    /// Region when it is none.
    In(Option<ResourceId>),
}

/// What pasting does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The edits.
    pub edits: Vec<Edit>,
    /// The original and the copy of each thing that was pasted for itself.
    pub roots: Vec<(ResourceId, ResourceId)>,
    /// The copy of everything.
    pub copies: BTreeMap<ResourceId, ResourceId>,
    /// What somebody should know of the copies, a sentence each.
    pub told: Vec<String>,
}

/// Why something cannot be pasted, in a sentence.
pub type Why = String;

/// Pastes what was copied into a document.
pub fn paste(document: &Document, clip: &Clip, target: &Target) -> Result<Pasted, Why> {
    let source = &clip.document.architecture;
    if document.architecture.len() + source.len() > MOST_IN_ALL {
        return Err(format!("A document holds at most {MOST_IN_ALL} resources."));
    }
    let there = already_there(&document.architecture, source);
    let seen = |kind: Kind| kind.info().look != Look::Unseen;
    let copied: Vec<(&ResourceId, &Resource)> = source
        .resources()
        .filter(|(id, it)| !there.contains_key(*id) && seen(it.kind()))
        .collect();
    if copied.is_empty() {
        return Err(match source.resources().next() {
            Some((_, it)) => format!("{} is there already, and there is only one.", it.name),
            None => "There is nothing to paste.".to_owned(),
        });
    }
    let mut ids = there.clone();
    let mut made = Made::default();
    let mut numbers: BTreeMap<Kind, u64> = BTreeMap::new();
    for (id, resource) in &copied {
        let new = next_id(&document.architecture, resource.kind(), &mut numbers);
        made.ids.insert(new.clone());
        ids.insert((*id).clone(), new);
    }
    let mut after = document.clone();
    let mut lost: BTreeMap<ResourceId, BTreeSet<(String, Barred)>> = BTreeMap::new();
    create(&mut after, clip, &copied, &ids, &mut lost)?;
    let mut roots: Vec<(ResourceId, ResourceId)> = copied
        .iter()
        .filter(|(id, _)| container_of(source, id).is_none_or(|it| there.contains_key(&it)))
        .filter_map(|(id, _)| Some(((*id).clone(), ids.get(*id)?.clone())))
        .collect();
    // A subnet must stand in its VPC before what spans it is looked at.
    roots.order_by_key(|(_, new)| after.architecture.kind_of(new));
    for (_, new) in &roots {
        house(&mut after, new, target)?;
    }
    bar(&mut after, &made, &mut lost);
    let mut told = addresses::settle(&mut after, &document.architecture, &made);
    told.splice(
        0..0,
        zones::settle(
            &mut after,
            &document.architecture,
            &roots,
            *target == Target::Beside,
        ),
    );
    for id in &made.ids {
        let (edits, said) = single::edits(&after, id);
        told.extend(said);
        after.apply_all(edits).map_err(|why| why.to_string())?;
    }
    told.extend(in_words(&after.architecture, &lost));
    let create = |id: &ResourceId| {
        let resource = after.architecture.get(id)?.clone();
        Some(Edit::create(id.clone(), resource))
    };
    Ok(Pasted {
        edits: made.ids.iter().filter_map(create).collect(),
        roots,
        copies: copied
            .iter()
            .filter_map(|(id, _)| Some(((*id).clone(), ids.get(*id)?.clone())))
            .collect(),
        told,
    })
}

/// What stands for things of which there is one: the account of a document
/// (one is modelled), and a Region, which nobody makes.
fn already_there(here: &Architecture, source: &Architecture) -> BTreeMap<ResourceId, ResourceId> {
    let mut there = BTreeMap::new();
    for (id, region) in source.all::<Region>() {
        let mut same = here
            .all::<Region>()
            .filter(|(_, it)| it.code == region.code);
        if let Some((own, _)) = same.next() {
            there.insert(id.clone(), own.clone());
        }
    }
    for (id, _) in source.all::<Account>() {
        if let Some((own, _)) = here.all::<Account>().next() {
            there.insert(id.clone(), own.clone());
        }
    }
    there
}

fn next_id(here: &Architecture, kind: Kind, numbers: &mut BTreeMap<Kind, u64>) -> ResourceId {
    let first = here.free_id(kind);
    let key = kind.info().key;
    let number = numbers.entry(kind).or_insert_with(|| {
        let number = first
            .as_str()
            .strip_prefix(key)
            .and_then(|it| it.strip_prefix('-'));
        number.and_then(|it| it.parse().ok()).unwrap_or(1)
    });
    let id = ResourceId::new(format!("{key}-{number}"));
    *number = number.saturating_add(1);
    id
}

/// Creates the copies, which name copies where the originals named originals.
fn create(
    after: &mut Document,
    clip: &Clip,
    copied: &[(&ResourceId, &Resource)],
    ids: &BTreeMap<ResourceId, ResourceId>,
    lost: &mut BTreeMap<ResourceId, BTreeSet<(String, Barred)>>,
) -> Result<(), Why> {
    let outside = found_outside(&after.architecture, clip);
    let mut names: BTreeSet<String> = after
        .architecture
        .resources()
        .map(|(_, it)| it.name.to_lowercase())
        .collect();
    let mut edits = Vec::new();
    for (id, resource) in copied {
        let mut resource = (*resource).clone();
        let Some(new) = ids.get(*id) else { continue };
        resource.name = free_name(resource.kind(), &resource.name, &|it| {
            names.contains(&it.to_lowercase())
        });
        names.insert(resource.name.to_lowercase());
        let to = |named: &ResourceId| ids.get(named).or_else(|| outside.get(named)).cloned();
        resource.properties.references(&mut |_, named| {
            if to(named).is_none()
                && let Some((kind, name)) = clip.outside.get(named)
                // Where it goes is said by where it is pasted.
                && !matches!(kind, Kind::Region | Kind::Vpc | Kind::Subnet | Kind::Account)
            {
                lost.entry(new.clone())
                    .or_default()
                    .insert((name.clone(), Barred::Missing));
            }
        });
        resource.properties.redirect(&|_, named| to(named));
        if let Properties::HostedZone(zone) = &mut resource.properties {
            // A record's value may be the id of a server or a database.
            for value in zone.records.iter_mut().flat_map(|it| &mut it.values) {
                if let Some(other) = ids.get(&ResourceId::new(value.as_str())) {
                    *value = other.to_string().as_str().into();
                }
            }
        }
        edits.push(Edit::create(new.clone(), resource));
    }
    after.apply_all(edits).map_err(|why| why.to_string())?;
    Ok(())
}

/// What was named and not copied, here: the same resource in the same document,
/// or the only one of its kind and name.
fn found_outside(here: &Architecture, clip: &Clip) -> BTreeMap<ResourceId, ResourceId> {
    let find = |id: &ResourceId, kind: Kind, name: &str| {
        let is_it = |it: &Resource| it.kind() == kind && it.name == name;
        if here.get(id).is_some_and(is_it) {
            return Some(id.clone());
        }
        let mut like_it = here.resources().filter(|(_, it)| is_it(it));
        let only = like_it.next()?;
        like_it.next().is_none().then(|| only.0.clone())
    };
    let outside = clip.outside.iter();
    outside
        .filter_map(|(id, (kind, name))| Some((id.clone(), find(id, *kind, name)?)))
        .collect()
}

/// Puts a copy into the box that it shall stand in.
fn house(after: &mut Document, id: &ResourceId, target: &Target) -> Result<(), Why> {
    let architecture = &after.architecture;
    let Some(kind) = architecture.kind_of(id) else {
        return Ok(());
    };
    if kind.info().places.is_empty() {
        return Ok(());
    }
    let own = container_of(architecture, id);
    let mut targets: Vec<Option<ResourceId>> = Vec::new();
    if let Target::In(wanted) = target {
        let mut around = wanted.clone();
        while let Some(id) = around {
            around =
                container_of(architecture, &id).filter(|it| !targets.contains(&Some(it.clone())));
            targets.push(Some(id));
        }
    }
    targets.extend(own.into_iter().map(Some));
    let boxes = architecture
        .resources()
        .filter(|(_, it)| it.kind().is_container());
    targets.extend(boxes.map(|(id, _)| Some(id.clone())));
    targets.push(None);
    let mut why = None;
    for target in targets {
        // Nothing stands in itself.
        if target.as_ref() == Some(id) {
            continue;
        }
        let edits = place_for(architecture, kind, target.as_ref())
            .and_then(|_| move_into(after, id, target.as_ref()));
        match edits {
            Ok(edits) => {
                after.apply_all(edits).map_err(|why| why.to_string())?;
                return Ok(());
            }
            // The first place that was tried is the one that was meant.
            Err(refusal) => why = why.or(Some(refusal)),
        }
    }
    let elsewhere = Refusal::BelongsElsewhere { kind, target: None };
    Err(why.unwrap_or(elsewhere).to_string())
}

/// Ends what copies name of others and AWS would not take.
fn bar(
    after: &mut Document,
    made: &Made,
    lost: &mut BTreeMap<ResourceId, BTreeSet<(String, Barred)>>,
) {
    let mut edits = Vec::new();
    {
        let relations = Relations::of(&after.architecture);
        for id in &made.ids {
            let Some(resource) = after.architecture.get(id) else {
                continue;
            };
            let mut denied: BTreeSet<(&'static str, ResourceId)> = BTreeSet::new();
            resource.properties.references(&mut |property, named| {
                if made.is_new(named) {
                    return;
                }
                if let Some(why) = barred(&relations, made, id, property, named) {
                    denied.insert((property, named.clone()));
                    let name = after.architecture.name_of(named);
                    lost.entry(id.clone()).or_default().insert((name, why));
                }
            });
            let mut properties = resource.properties.clone();
            properties.redirect(&|property, named| {
                (!denied.contains(&(property, named.clone()))).then(|| named.clone())
            });
            let changed: BTreeSet<&'static str> = denied.into_iter().map(|(key, _)| key).collect();
            edits.extend(
                changed
                    .into_iter()
                    .filter_map(|key| Some(Edit::set(id, key, properties.get(key)?))),
            );
        }
    }
    let applied = after.apply_all(edits);
    debug_assert!(applied.is_ok(), "a copy takes its own values: {applied:?}");
}

/// What copies no longer name, a sentence for each copy.
fn in_words(
    after: &Architecture,
    lost: &BTreeMap<ResourceId, BTreeSet<(String, Barred)>>,
) -> Vec<String> {
    let mut sentences = Vec::new();
    for (id, named) in lost {
        let mut by_why: BTreeMap<Barred, Vec<&str>> = BTreeMap::new();
        for (name, why) in named {
            by_why.entry(*why).or_default().push(name);
        }
        for (why, names) in by_why {
            let why = why.why(names.len() > 1);
            let names = crate::text::list(names);
            let name = after.name_of(id);
            sentences.push(format!("{name} was made without {names}: {why}."));
        }
    }
    sentences
}
