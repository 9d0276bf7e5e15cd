//! The shape of a design, in numbers that are equal where designs are: with its places, with
//! its ids, with its names, and without all of them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::Known;
use crate::architecture::{Document, Resource, ResourceId};
use crate::order::InOrder;

/// Something that a design has: a number for it, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number.
    pub(super) hash: u64,
    /// The kind and the name.
    pub(super) label: String,
}

/// The shape of a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Ids, names, settings, places.
    pub(super) whole: u64,
    /// Ids, names, settings.
    pub(super) design: u64,
    /// Names, settings, how things hang together.
    pub(super) named: u64,
    /// Settings, how things hang together.
    pub(super) plain: u64,
    /// Its things, by name and settings; without what is known of the chapter.
    pub(super) things: Vec<Seen>,
    /// Where they stand; without what is known of the chapter.
    pub(super) spots: Vec<Seen>,
    /// How many things there are.
    pub(super) count: usize,
    /// How many of them were placed by hand.
    pub(super) placed: usize,
}

/// How many times what a thing names is looked at through what that names: deep enough for
/// a server in a subnet in a VPC in a Region.
const ROUNDS: usize = 4;

impl Shape {
    /// The shape of a design; what is known is left out of what it has of its own.
    pub fn of(document: &Document, known: &Known) -> Self {
        let architecture = &document.architecture;
        let places: BTreeMap<&str, usize> = architecture
            .resources()
            .enumerate()
            .map(|(place, (id, _))| (id.as_str(), place))
            .collect();
        let parts: Vec<(&ResourceId, &Resource, Value)> = architecture
            .resources()
            .map(|(id, it)| (id, it, settings(it)))
            .collect();
        // What a thing is without what it names, and what it names, in order: so the rounds
        // look at references alone.
        let bare: Vec<(u64, Vec<usize>)> = parts
            .iter()
            .map(|(_, resource, settings)| {
                let mut hasher = DefaultHasher::new();
                let mut names = Vec::new();
                resource.kind().info().key.hash(&mut hasher);
                feed(settings, &mut hasher, &mut |text| {
                    let place = places.get(text);
                    names.extend(place);
                    place.is_some()
                });
                (hasher.finish(), names)
            })
            .collect();
        let turns = |names: bool| {
            let mut numbers = vec![0_u64; parts.len()];
            for _ in 0..ROUNDS {
                let next = parts.iter().zip(&bare);
                let next = next.map(|((_, resource, _), (bare, named))| {
                    let mut hasher = DefaultHasher::new();
                    bare.hash(&mut hasher);
                    if names {
                        resource.name.hash(&mut hasher);
                    }
                    named
                        .iter()
                        .for_each(|place| numbers[*place].hash(&mut hasher));
                    hasher.finish()
                });
                numbers = next.collect();
            }
            numbers
        };
        let (named, plain) = (turns(true), turns(false));
        let mut design = DefaultHasher::new();
        for (id, resource, settings) in &parts {
            id.as_str().hash(&mut design);
            resource.kind().info().key.hash(&mut design);
            resource.name.hash(&mut design);
            feed(settings, &mut design, &mut |_| false);
        }
        let design = design.finish();
        let mut whole = DefaultHasher::new();
        design.hash(&mut whole);
        let (mut things, mut spots, mut placed) = (Vec::new(), Vec::new(), 0);
        for ((id, resource, _), number) in parts.iter().zip(&named) {
            let seen = |hash| Seen {
                hash,
                label: format!("{} {}", resource.kind().info().title, resource.name),
            };
            if !known.things.contains(number) {
                things.push(seen(*number));
            }
            if let Some(spot) = document.layout.get(id) {
                placed += 1;
                let numbers = [spot.x, spot.y, spot.width, spot.height];
                numbers.map(f64::to_bits).hash(&mut whole);
                id.as_str().hash(&mut whole);
                // A thing at a spot, whatever it is called.
                let mut hasher = DefaultHasher::new();
                resource.kind().info().key.hash(&mut hasher);
                numbers.map(f64::to_bits).hash(&mut hasher);
                let hash = hasher.finish();
                if !known.spots.contains(&hash) {
                    spots.push(seen(hash));
                }
            }
        }
        things.order_by_key(|it| it.hash);
        spots.order_by_key(|it| it.hash);
        Self {
            whole: whole.finish(),
            design,
            named: together(named),
            plain: together(plain),
            things,
            spots,
            count: parts.len(),
            placed,
        }
    }
}

/// One number for many, in whichever order.
fn together(mut numbers: Vec<u64>) -> u64 {
    numbers.order();
    let mut hasher = DefaultHasher::new();
    numbers.hash(&mut hasher);
    hasher.finish()
}

/// What is set on a thing, its tags included.
fn settings(resource: &Resource) -> Value {
    let properties = resource.kind().info().properties.iter();
    let mut all: Vec<Value> = properties
        .map(|it| resource.properties.get(it.key).unwrap_or(Value::Null))
        .collect();
    for (key, value) in resource.tags.iter() {
        all.push(Value::from(vec![key, value]));
    }
    Value::Array(all)
}

/// Feeds a value to a hasher; a text that `names` something is only noted as a name.
fn feed(value: &Value, hasher: &mut DefaultHasher, names: &mut dyn FnMut(&str) -> bool) {
    match value {
        Value::Null => 0_u8.hash(hasher),
        Value::Bool(it) => (1_u8, it).hash(hasher),
        Value::Number(it) => {
            2_u8.hash(hasher);
            match it.as_i64() {
                Some(whole) => whole.hash(hasher),
                None => it.as_f64().unwrap_or_default().to_bits().hash(hasher),
            }
        }
        Value::String(text) => match names(text) {
            true => 3_u8.hash(hasher),
            false => (4_u8, text).hash(hasher),
        },
        Value::Array(items) => {
            (5_u8, items.len()).hash(hasher);
            items.iter().for_each(|it| feed(it, hasher, names));
        }
        Value::Object(members) => {
            (6_u8, members.len()).hash(hasher);
            for (key, it) in members {
                key.hash(hasher);
                feed(it, hasher, names);
            }
        }
    }
}
