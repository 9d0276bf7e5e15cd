//! What a session has just added: new things and new rows, as the page wrote
//! them, until somebody goes on to something else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::architecture::{Architecture, Edit, Resource, ResourceId};

use super::finding::Finding;

/// What has just been added and not been left yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fresh {
    /// What was created, as it was created.
    things: BTreeMap<ResourceId, Resource>,
    /// Rows that were added: whose, in which table, where; and what the page
    /// wrote into them.
    rows: BTreeMap<(ResourceId, String, usize), Value>,
    /// Tables of new things in which somebody has added a row and gone on: what they lack is told,
    /// though the rest of the thing is still being filled in.
    left: BTreeSet<(ResourceId, String)>,
    /// What was found before any of it was added, where somebody looked.
    known: Option<Arc<Known>>,
}

/// Findings by what they are about, to tell new ones from old ones.
pub type Known = BTreeSet<(&'static str, Vec<ResourceId>)>;

/// The findings of a state of the design, to be remembered.
pub fn known(findings: &[Finding]) -> Known {
    let of = findings.iter();
    of.map(|it| (it.code, it.resources.clone())).collect()
}

impl Fresh {
    /// Nothing: the document is at rest.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.rows.is_empty()
    }

    /// Takes note of a step that was just done on a design in which this was
    /// found.
    pub fn note(&mut self, edits: &[Edit], found: Option<&Arc<Known>>) {
        if self.is_empty() {
            self.known = found.cloned();
        }
        let created = edits.iter().filter_map(|edit| match edit {
            Edit::Create { id, resource } => Some((id.clone(), resource.clone())),
            _ => None,
        });
        let created: BTreeMap<_, _> = created.collect();
        if !created.is_empty() {
            // Whoever adds the next thing has left the one before.
            self.things = created;
            self.rows.clear();
            self.left.clear();
            self.known = found.cloned();
        }
        for (place, edit) in edits.iter().enumerate() {
            match edit {
                Edit::Insert {
                    id,
                    property,
                    index,
                    item,
                } => {
                    let row = (id.clone(), property.clone(), *index);
                    // A row that is changed is taken out and put in again.
                    let changed = place > 0
                        && matches!(&edits[place - 1], Edit::Remove { id: of, property: list, index: at }
                            if of == id && list == property && at == index);
                    if !changed {
                        self.shift(id, property, *index, 1);
                        self.rows.insert(row, item.clone());
                    }
                }
                Edit::Remove {
                    id,
                    property,
                    index,
                } => {
                    let put_back = matches!(edits.get(place + 1), Some(Edit::Insert { id: of, property: list, index: at, .. })
                        if of == id && list == property && at == index);
                    if !put_back {
                        self.rows.remove(&(id.clone(), property.clone(), *index));
                        self.shift(id, property, *index, -1);
                    }
                }
                Edit::Delete { id } => {
                    self.things.remove(id);
                    self.rows.retain(|(of, ..), _| of != id);
                }
                _ => {}
            }
        }
    }

    /// Rows behind `index` have moved by one.
    fn shift(&mut self, id: &ResourceId, property: &str, index: usize, by: isize) {
        self.rows = std::mem::take(&mut self.rows)
            .into_iter()
            .map(|((of, list, at), row)| {
                let moves = of == *id && list == property && at >= index;
                let at = if moves {
                    at.saturating_add_signed(by)
                } else {
                    at
                };
                ((of, list, at), row)
            })
            .collect();
    }

    /// Somebody attends to these now: what none of them is has been left.
    pub fn attend(&mut self, to: &BTreeSet<ResourceId>) {
        // What came along with a new thing stays with it.
        if !self.things.keys().any(|id| to.contains(id)) {
            self.things.clear();
            self.left.clear();
        }
        self.rows.retain(|(id, ..), _| to.contains(id));
    }

    /// The rows have been left; what they lack is told from now on.
    pub fn leave_rows(&mut self) {
        let rows = std::mem::take(&mut self.rows).into_keys();
        self.left.extend(rows.map(|(of, list, _)| (of, list)));
    }

    /// Everything has been left.
    pub fn leave(&mut self) {
        *self = Self::default();
    }

    /// Whether a thing is new.
    pub(super) fn has(&self, id: &ResourceId) -> bool {
        self.things.contains_key(id)
    }

    /// Whether what stands in a property of a thing is still being filled in.
    pub(super) fn is_filling_in(&self, id: &ResourceId, property: Option<&str>) -> bool {
        let is_left = |property: &str| self.left.contains(&(id.clone(), property.to_owned()));
        let is_new = self.has(id) && !property.is_some_and(is_left);
        is_new || self.has_row_in(id, property)
    }

    /// Whether a table has a new row.
    fn has_row_in(&self, id: &ResourceId, property: Option<&str>) -> bool {
        let mut rows = self.rows.keys();
        rows.any(|(of, list, _)| of == id && Some(list.as_str()) == property)
    }

    /// Whether a finding is about a table in which a row is as the page wrote
    /// it.
    pub(super) fn wrote_row(&self, finding: &Finding, architecture: &Architecture) -> bool {
        let mut rows = self.rows.iter().filter(|((of, list, _), _)| {
            let at_it =
                finding.resources.first() == Some(of) && finding.property == Some(list.as_str());
            at_it || (finding.resources.contains(of) && self.is_news(finding))
        });
        rows.any(|((of, key, at), row)| {
            let table = architecture.get(of).and_then(|it| it.properties.get(key));
            table.is_some_and(|table| table.get(at) == Some(row))
        })
    }

    /// Whether something was certainly not found before.
    fn is_news(&self, finding: &Finding) -> bool {
        let known = self.known.as_ref();
        known.is_some_and(|known| !known.contains(&(finding.code, finding.resources.clone())))
    }

    /// Whether what a finding is about is as the page wrote it.
    pub(super) fn wrote(&self, finding: &Finding, architecture: &Architecture) -> bool {
        let Some(first) = finding.resources.first() else {
            return false;
        };
        let (Some(then), Some(now)) = (self.things.get(first), architecture.get(first)) else {
            return false;
        };
        match finding.property {
            Some(key) => then.properties.get(key) == now.properties.get(key),
            None => then == now,
        }
    }

    /// Whether a finding came with a new thing that is as the page wrote it.
    pub(super) fn came_with_it(&self, finding: &Finding, architecture: &Architecture) -> bool {
        let mut about = finding
            .resources
            .iter()
            .filter_map(|id| Some((id, self.things.get(id)?)));
        self.is_news(finding) && about.any(|(id, then)| architecture.get(id) == Some(then))
    }
}
