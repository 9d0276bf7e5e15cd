//! What changed between two documents, as steps of a lesson with their reasons.
//!
//! A recording is not a film: what was tried and taken back leaves nothing, and a thing that
//! was set five times is one step. The steps are played before they are handed out; what
//! steps cannot say is refused.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::words;
use crate::architecture::{Architecture, Document, Property, PropertyType, Resource, ResourceId};
use crate::course::lesson::Step;
use crate::course::play;
use crate::course::read::At;

/// The steps that lead from one document to another, as they stand in `chapter.json`; or
/// what they cannot say. Where things are drawn is no step.
pub fn between(before: &Document, after: &Document) -> Result<Vec<Value>, String> {
    let mut way = Way {
        now: before.clone(),
        steps: Vec::new(),
    };
    way.delete(&after.architecture)?;
    way.add(&after.architecture)?;
    way.change(&after.architecture)?;
    match way.now.architecture == after.architecture {
        true => Ok(way.steps),
        false => Err(way.left_over(&after.architecture)),
    }
}

/// The steps so far, and the document to which they lead.
struct Way {
    now: Document,
    steps: Vec<Value>,
}

impl Way {
    /// Takes a step; nothing is noted of one that cannot be played.
    fn take(&mut self, step: Value) -> Result<(), String> {
        let read = Step::read(&At::root(&step)).map_err(|fault| fault.to_string())?;
        let mut now = self.now.clone();
        play::apply(&mut now, &[read]).map_err(|fault| fault.why)?;
        self.now = now;
        self.steps.push(step);
        Ok(())
    }

    fn name(&self, id: &ResourceId) -> String {
        self.now.architecture.name_of(id)
    }

    /// What is gone. With a box goes what stands in it, so the boxes come first.
    fn delete(&mut self, after: &Architecture) -> Result<(), String> {
        let gone = |id: &ResourceId, it: &Resource| after.kind_of(id) != Some(it.kind());
        let before = self.now.architecture.clone();
        let mut ids: Vec<&ResourceId> = before
            .resources()
            .filter(|(id, it)| gone(id, it))
            .map(|(id, _)| id)
            .collect();
        // What others stand in is named by more of them.
        ids.sort_by_key(|id| std::cmp::Reverse(before.users_of(id).len()));
        for id in ids {
            if self.now.architecture.get(id).is_none() {
                continue;
            }
            let why = format!("{} goes.", self.name(id));
            self.take(json!({ "delete": id.as_str(), "why": why }))?;
        }
        Ok(())
    }

    /// What is new, each behind what it names. Where two name each other, one of them gets
    /// that later.
    fn add(&mut self, after: &Architecture) -> Result<(), String> {
        let mut new: Vec<(&ResourceId, &Resource)> = after
            .resources()
            .filter(|(id, _)| self.now.architecture.get(id).is_none())
            .collect();
        while !new.is_empty() {
            let here = |id: &ResourceId| self.now.architecture.get(id).is_some();
            let ready = new.iter().position(|(own, it)| {
                let mut all = true;
                it.properties
                    .references(&mut |_, id| all &= here(id) || id == *own);
                all
            });
            let (id, resource) = new.remove(ready.unwrap_or(0));
            let info = resource.kind().info();
            let mut set = Map::new();
            let mut waits: BTreeSet<&str> = BTreeSet::new();
            resource.properties.references(&mut |property, id| {
                if !here(id) {
                    waits.insert(property);
                }
            });
            for property in info.properties {
                if !resource.properties.is_default(property.key)
                    && !waits.contains(property.key)
                    && let Some(value) = resource.properties.get(property.key)
                {
                    set.insert(property.key.to_owned(), value);
                }
            }
            let why = format!("{} {} is needed.", info.title, resource.name);
            let mut step = json!({
                "add": info.key, "id": id.as_str(), "name": resource.name, "why": why
            });
            if !set.is_empty() {
                step["set"] = Value::Object(set);
            }
            self.take(step)?;
        }
        Ok(())
    }

    /// What is called or set otherwise.
    fn change(&mut self, after: &Architecture) -> Result<(), String> {
        for (id, wanted) in after.resources() {
            let Some(now) = self.now.architecture.get(id).cloned() else {
                continue;
            };
            if now.name != wanted.name {
                let why = format!("{} is called {}.", now.name, wanted.name);
                self.take(json!({ "rename": id.as_str(), "to": wanted.name, "why": why }))?;
            }
            for property in wanted.kind().info().properties {
                let value = wanted.properties.get(property.key);
                if now.properties.get(property.key) == value {
                    continue;
                }
                let value = value.unwrap_or(Value::Null);
                if !self.by_rows(id, property, &value) {
                    self.set(id, property, &value)?;
                }
            }
        }
        Ok(())
    }

    fn set(&mut self, id: &ResourceId, property: &Property, value: &Value) -> Result<(), String> {
        let said = words::property(property, value, &self.now.architecture);
        let said: String = said.chars().take(60).collect();
        let why = format!("{} of {}: {said}.", property.label, self.name(id));
        self.take(json!({
            "set": id.as_str(), "property": property.key, "to": value, "why": why
        }))
    }

    /// Rows that came and went, one step each. Says whether that is all there was to do;
    /// if not, nothing was done.
    fn by_rows(&mut self, id: &ResourceId, property: &Property, wanted: &Value) -> bool {
        let PropertyType::Rows(info) = property.value else {
            return false;
        };
        let (now, noted) = (self.now.clone(), self.steps.len());
        let rows = |of: &Document| match of.architecture.get(id)?.properties.get(property.key) {
            Some(Value::Array(rows)) => Some(rows),
            _ => None,
        };
        let (Some(old), Value::Array(new)) = (rows(&now), wanted) else {
            return false;
        };
        let done = (|| {
            let name = self.name(id);
            let title = words::title(now.architecture.kind_of(id)?, property, info);
            for row in old.iter().filter(|row| !new.contains(row)) {
                let mut members = Map::new();
                flatten("", row, &mut members);
                let said = words::row(info, row, &now.architecture);
                let why = format!("{name} loses the {} {said}.", title);
                self.take(json!({
                    "remove": id.as_str(), "property": property.key, "where": members, "why": why
                }))
                .ok()?;
            }
            for row in new.iter().filter(|row| !old.contains(row)) {
                let said = words::row(info, row, &now.architecture);
                let why = format!("{name} gets the {} {said}.", title);
                self.take(json!({
                    "insert": id.as_str(), "property": property.key, "row": row, "why": why
                }))
                .ok()?;
            }
            (rows(&self.now)? == *new).then_some(())
        })();
        if done.is_none() {
            self.now = now;
            self.steps.truncate(noted);
        }
        done.is_some()
    }

    /// What differs although every step was taken.
    fn left_over(&self, after: &Architecture) -> String {
        let now = &self.now.architecture;
        let tagged = after.resources().find(|(id, it)| {
            let known = now.get(id);
            known.is_some_and(|known| known.tags != it.tags)
        });
        match tagged {
            Some((_, it)) => format!(
                "the tags of {} were changed, and a step of a lesson cannot do that",
                it.name
            ),
            None => "what was changed cannot be told as steps of a lesson".to_owned(),
        }
    }
}

/// The members of a row by their paths, such as `peer.group`. A list inside is left out.
fn flatten(path: &str, value: &Value, members: &mut Map<String, Value>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let path = match path.is_empty() {
                    true => key.clone(),
                    false => format!("{path}.{key}"),
                };
                flatten(&path, inner, members);
            }
        }
        Value::Null | Value::Array(_) => {}
        plain => {
            members.insert(path.to_owned(), plain.clone());
        }
    }
}
