//! Everything that can be asked about by its name.

use rustc_hash::FxHashMap;

use super::Network;
use crate::architecture::*;
use crate::network::interfaces::Interface;

/// Everything that can be named: the name as it is spelled and the id, by the
/// name in small letters.
#[derive(Debug)]
pub(in crate::network) struct Names(FxHashMap<String, Vec<(String, ResourceId)>>);

impl Names {
    pub fn of(network: &Network) -> Self {
        let mut names: FxHashMap<String, Vec<(String, ResourceId)>> = FxHashMap::default();
        let mut add = |name: String, id: &ResourceId| {
            let same = names.entry(name.to_lowercase()).or_default();
            same.push((name, id.clone()));
        };
        let architecture = network.architecture();
        for (id, resource) in architecture.resources() {
            // A hosted zone is called like its domain, which is a host name.
            if !matches!(resource.kind(), Kind::HostedZone | Kind::Intent) {
                add(resource.name.clone(), id);
            }
        }
        let members = network.interfaces().iter().filter(|it| it.id != *it.owner);
        for Interface { id, .. } in members {
            add(architecture.name_of(id), id);
        }
        Self(names)
    }

    /// The ids with this name; spelled the same, or else but for case.
    pub fn take(&self, name: &str) -> Vec<ResourceId> {
        let Some(same) = self.0.get(&name.to_lowercase()) else {
            return Vec::new();
        };
        let exact = same.iter().any(|(other, _)| other == name);
        let counting = same.iter().filter(|(other, _)| !exact || other == name);
        counting.map(|(_, id)| id.clone()).collect()
    }

    /// The most similar name, if any is similar.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let wanted = name.to_lowercase();
        self.0
            .iter()
            .flat_map(|(lower, same)| same.iter().map(move |(other, _)| (lower, other)))
            .map(|(lower, other)| (distance(&wanted, lower), other))
            .min()
            .filter(|(distance, _)| *distance <= name.chars().count().div_ceil(2).max(2))
            .map(|(_, other)| other.as_str())
    }
}

/// How many letters have to be changed to make one word of the other
/// (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    // Names of any length may stand in a file; beyond this nothing is similar.
    let one: Vec<char> = one.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=one.len()).collect();
    for (line, letter) in other.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for at in 0..one.len() {
            let replaced = diagonal + usize::from(one[at] != letter);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[one.len()]
}
